//! A third party's data server, which may answer anything.

use std::collections::HashMap;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use anyhow::Result;
use serde_json::Value;
use shanhai_e2e::repository;

/// What a server answers.
pub enum Answer {
    /// A file.
    Body(Vec<u8>),
    /// A status other than 200.
    Status(u16),
    /// A redirect to another address.
    Elsewhere(String),
    /// A file that never ends and declares no length.
    Endless,
    /// Nothing, for as long as the client waits.
    Silence,
    /// A beginning, and nothing after it.
    Stalled(Vec<u8>),
}

/// The third party's data server.
pub struct DataServer {
    pub port: u16,
    files: Arc<Mutex<HashMap<String, Arc<Answer>>>>,
    /// Bytes sent of endless files.
    pub sent: Arc<AtomicUsize>,
}

impl DataServer {
    pub fn new() -> Result<DataServer> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let server = DataServer { port: listener.local_addr()?.port(), files: Arc::default(), sent: Arc::default() };
        let (files, sent) = (server.files.clone(), server.sent.clone());
        std::thread::spawn(move || {
            for stream in listener.incoming().filter_map(Result::ok) {
                let (files, sent) = (files.clone(), sent.clone());
                // the client may disconnect at any time
                std::thread::spawn(move || drop(answer(stream, &files, &sent)));
            }
        });
        Ok(server)
    }

    /// Sets the answer for a path, and returns its address.
    pub fn puts(&self, path: &str, answer: Answer) -> String {
        if let Ok(mut files) = self.files.lock() {
            files.insert(path.to_owned(), Arc::new(answer));
        }
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// Serves the second programme, with its dataset changed; returns its address.
    pub fn puts_second(&self, folder: &str, edit: impl Fn(&mut Value)) -> Result<String> {
        let source = repository().join("tests/data/second");
        for name in ["boundaries.topojson", "tiles.json"] {
            self.puts(&format!("/{folder}/{name}"), Answer::Body(std::fs::read(source.join(name))?));
        }
        let mut dataset: Value = serde_json::from_slice(&std::fs::read(source.join("program.json"))?)?;
        edit(&mut dataset);
        Ok(self.puts(&format!("/{folder}/program.json"), Answer::Body(dataset.to_string().into_bytes())))
    }
}

fn answer(
    mut stream: TcpStream,
    files: &Mutex<HashMap<String, Arc<Answer>>>,
    sent: &AtomicUsize,
) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let first = lines.next().transpose()?.unwrap_or_default();
    while lines.next().transpose()?.is_some_and(|line| !line.is_empty()) {}
    let path = first.split(' ').nth(1).unwrap_or_default();
    let found = files.lock().ok().and_then(|files| files.get(path).cloned());
    let head = |status: &str, more: &str| {
        format!(
            "HTTP/1.1 {status}\r\nAccess-Control-Allow-Origin: *\r\nCache-Control: no-store\r\nConnection: close\r\n{more}\r\n"
        )
    };
    match found.as_deref() {
        None => stream.write_all(head("404 Not Found", "Content-Length: 0\r\n").as_bytes()),
        Some(Answer::Body(body)) => {
            let head = head("200 OK", &format!("Content-Type: application/json\r\nContent-Length: {}\r\n", body.len()));
            stream.write_all(head.as_bytes())?;
            stream.write_all(body)
        }
        Some(Answer::Status(status)) => {
            stream.write_all(head(&format!("{status} Sorry"), "Content-Length: 0\r\n").as_bytes())
        }
        Some(Answer::Elsewhere(address)) => {
            stream.write_all(head("302 Found", &format!("Location: {address}\r\nContent-Length: 0\r\n")).as_bytes())
        }
        Some(Answer::Endless) => {
            stream.write_all(head("200 OK", "Content-Type: application/json\r\n").as_bytes())?;
            while stream.write_all(&[b' '; 65_536]).is_ok() {
                sent.fetch_add(65_536, Ordering::Relaxed);
                // some 30 MB per second: without a pause, the loopback network delivers more than a browser can stop
                std::thread::sleep(Duration::from_millis(2));
            }
            Ok(())
        }
        Some(Answer::Silence) => {
            std::thread::sleep(Duration::from_secs(60));
            Ok(())
        }
        Some(Answer::Stalled(beginning)) => {
            stream.write_all(head("200 OK", "Content-Type: application/json\r\n").as_bytes())?;
            stream.write_all(beginning)?;
            std::thread::sleep(Duration::from_secs(60));
            Ok(())
        }
    }
}
