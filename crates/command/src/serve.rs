//! `shanhai serve`.

use crate::assets::embedded;
use crate::dataset_file::file_of;
use crate::preview::Preview;
use std::path::PathBuf;
use std::sync::Arc;
use tiny_http::{Header, Request, Response, Server};

#[derive(clap::Args)]
pub struct Arguments {
    /// A folder with a `program.json`, or such a file.
    programme: PathBuf,
    /// The port of this machine; with 0 a free one is taken.
    #[arg(long, default_value_t = 8080)]
    port: u16,
}

pub fn run(arguments: &Arguments) -> Result<bool, String> {
    let assets = embedded()?;
    let file = file_of(&arguments.programme);
    if !file.is_file() {
        return Err(format!("there is no file {}", file.display()));
    }
    let server = Server::http(("127.0.0.1", arguments.port))
        .map_err(|error| format!("port {}: {error}; take another one with --port", arguments.port))?;
    let port = server.server_addr().to_ip().map_or(arguments.port, |address| address.port());
    let preview = Arc::new(Preview::new(file, assets));
    println!("http://127.0.0.1:{port}/ shows it, and follows each change; Ctrl+C ends that");
    let followed = Arc::clone(&preview);
    std::thread::spawn(move || followed.follow());
    for request in server.incoming_requests() {
        let preview = Arc::clone(&preview);
        // a page that waits for a change keeps nobody else waiting
        std::thread::spawn(move || respond(&preview, request, port));
    }
    Ok(true)
}

fn respond(preview: &Preview, request: Request, port: u16) {
    let answer = if is_ours(&request, port) {
        let (path, query) = request.url().split_once('?').unwrap_or((request.url(), ""));
        preview.answer(path, query)
    } else {
        None
    };
    // a reader who has gone needs no answer
    let _gone = match answer {
        Some((media_type, bytes)) => {
            let mut response = Response::from_data(bytes);
            for (name, value) in [("Content-Type", media_type), ("Cache-Control", "no-store")] {
                if let Ok(header) = Header::from_bytes(name, value) {
                    response.add_header(header);
                }
            }
            request.respond(response)
        }
        None => request.respond(Response::from_string("there is no such file\n").with_status_code(404)),
    };
}

/// Whether a request names this machine: a page of another host, whose name was made to lead here, is not to read what is not
/// published yet.
fn is_ours(request: &Request, port: u16) -> bool {
    let host = request.headers().iter().find(|header| header.field.equiv("Host")).map(|header| header.value.as_str());
    ["127.0.0.1", "localhost"].iter().any(|name| host == Some(format!("{name}:{port}").as_str()) || host == Some(name))
}
