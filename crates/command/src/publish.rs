//! `shanhai publish`.

use crate::assets::embedded;
use sha2::{Digest, Sha256};
use shanhai_dataset::desk::file_of;
use shanhai_publish::output::{self, Options, Written};
use shanhai_publish::{Assets, Files, Programme, Publication, Styles, overview};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::time::{Duration, Instant};

#[derive(clap::Args)]
pub struct Arguments {
    /// Folders with a `program.json`, or such files. Each of several goes into a folder named by its id, with a page that lists
    /// them.
    #[arg(required = true)]
    programmes: Vec<PathBuf>,
    /// The folder for the files. Published again into the same one, only what has changed is made anew.
    #[arg(long)]
    out: PathBuf,
    /// The address at which that folder will be found, such as `https://news.example/harbour/`: for crawlers of other hosts.
    #[arg(long, default_value = "")]
    url: String,
    /// The mail address to which readers report errors, such as `desk@news.example`: it stands on the projects' pages.
    #[arg(long, default_value = "")]
    report: String,
    /// How pages for frames bring their styles: `within`, allowed by the hashes in `style-hashes.map`, or `linked`, for servers
    /// whose policy cannot name hashes.
    #[arg(long, default_value = "within")]
    styles: Styles,
}

pub fn run(arguments: &Arguments) -> Result<bool, String> {
    let assets = embedded()?;
    let out = &arguments.out;
    let mut programmes = Vec::new();
    let mut sound = true;
    for programme in &arguments.programmes {
        let file = file_of(programme);
        if is_same(out, file.parent().unwrap_or(Path::new(""))) {
            return Err(format!("{} holds the programme itself; publish it into another folder", out.display()));
        }
        match Programme::read(&file) {
            Ok(programme) => programmes.push(programme),
            Err(report) => {
                sound = false;
                eprintln!("{report}");
            }
        }
    }
    if !sound {
        eprintln!("Nothing was published.");
        return Ok(false);
    }
    let publication = |programme, url: &str| {
        Publication::new(&assets, programme, url).reported_to(&arguments.report).styled(arguments.styles)
    };
    let maker = maker();
    let in_words = |fault: shanhai_publish::PublishError| fault.to_string();
    if let [programme] = &programmes[..] {
        let files = publication(programme, &arguments.url).files().map_err(in_words)?;
        return put(&files, &assets, out, &maker, &programme.dataset.id);
    }
    let list = overview(&assets, &programmes).map_err(in_words)?;
    for programme in &programmes {
        let id = &programme.dataset.id;
        let url = if arguments.url.is_empty() {
            String::new()
        } else {
            format!("{}/{id}/", arguments.url.trim_end_matches('/'))
        };
        let files = publication(programme, &url).files().map_err(in_words)?;
        put(&files, &assets, &out.join(id), &maker, id)?;
    }
    put(&list, &assets, out, &maker, "list of all")
}

/// Puts files into a folder, and says how far that is.
fn put(files: &Files, assets: &Assets, out: &Path, maker: &str, what: &str) -> Result<bool, String> {
    let began = Instant::now();
    let spoke = Mutex::new(began);
    let progress = |done: usize, all: usize, name: &str| {
        let Ok(mut spoke) = spoke.lock() else { return };
        if spoke.elapsed() >= Duration::from_secs(1) {
            *spoke = Instant::now();
            println!("{what}: {done} of {all} files ({name})");
        }
    };
    let options = Options { compressed: true, maker: Some(maker), progress: Some(&progress) };
    let Written { files, made } = output::write(files, assets, out, &options).map_err(|fault| fault.to_string())?;
    let seconds = began.elapsed().as_secs_f64();
    println!("{what}: {files} files in {}, {made} of them new, after {seconds:.1} s", out.display());
    Ok(true)
}

/// Whether two paths are one folder.
fn is_same(one: &Path, other: &Path) -> bool {
    let other = if other.as_os_str().is_empty() { Path::new(".") } else { other };
    fs::canonicalize(one).ok().zip(fs::canonicalize(other).ok()).is_some_and(|(one, other)| one == other)
}

/// Stands for this command: what another one made may be other bytes.
fn maker() -> String {
    let binary = std::env::current_exe().and_then(fs::read);
    let digest = Sha256::digest(binary.unwrap_or_else(|_| env!("CARGO_PKG_VERSION").into()));
    digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}
