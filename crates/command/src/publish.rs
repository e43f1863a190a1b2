//! `shanhai publish`.

use crate::assets::embedded;
use shanhai_dataset::desk::file_of;
use shanhai_dataset::hash;
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
    let out = &arguments.out;
    let files: Vec<PathBuf> = arguments.programmes.iter().map(|programme| file_of(programme)).collect();
    let sources = sources(&files);
    // also of a programme with faults
    refuse_to_overwrite(&sources, out, &[])?;
    let Some(programmes) = read(&files) else {
        eprintln!("Nothing was published.");
        return Ok(false);
    };
    let is_one = programmes.len() == 1;
    let folder = |programme: &Programme| if is_one { out.clone() } else { out.join(&programme.dataset.id) };
    // every folder before the first file is written
    programmes.iter().try_for_each(|programme| refuse_to_overwrite(&sources, &folder(programme), &output::FOLDERS))?;
    let assets = embedded()?;
    let maker = maker();
    let in_words = |fault: shanhai_publish::PublishError| fault.to_string();
    let list = if is_one { None } else { Some(overview(&assets, &programmes).map_err(in_words)?) };
    for programme in &programmes {
        let id = &programme.dataset.id;
        let url = match arguments.url.trim_end_matches('/') {
            url if is_one || url.is_empty() => url.to_owned(),
            url => format!("{url}/{id}"),
        };
        let publication = Publication::new(&assets, programme, &url);
        let publication = publication.reported_to(&arguments.report).styled(arguments.styles);
        let files = publication.files().map_err(in_words)?;
        put(&files, &assets, &folder(programme), &maker, id)?;
    }
    if let Some(list) = list {
        put(&list, &assets, out, &maker, "list of all")?;
    }
    Ok(true)
}

/// The programmes, or a report of each that has a fault.
fn read(files: &[PathBuf]) -> Option<Vec<Programme>> {
    let read = |file: &PathBuf| Programme::read(file).inspect_err(|report| eprintln!("{report}")).ok();
    // all of them, so that every fault is reported
    let read: Vec<Option<Programme>> = files.iter().map(read).collect();
    read.into_iter().collect()
}

/// The files of which programmes consist, each with the folder that contains it. A file without one is not there.
fn sources(programmes: &[PathBuf]) -> Vec<(PathBuf, PathBuf)> {
    let files = programmes.iter().flat_map(|file| std::iter::once(file.clone()).chain(Programme::files_beside(file)));
    files.filter_map(|file| Some((folder_of(&file)?, file))).collect()
}

/// Refuses a folder if it, or one of these folders below it, contains a source: it would be overwritten.
fn refuse_to_overwrite(sources: &[(PathBuf, PathBuf)], folder: &Path, below: &[&str]) -> Result<(), String> {
    let resolved = |below: &str| fs::canonicalize(folder.join(below)).ok();
    let own = resolved("");
    let below: Vec<PathBuf> = below.iter().filter_map(|name| resolved(name)).collect();
    let is_there = |place: &PathBuf| own.as_ref() == Some(place) || below.iter().any(|below| place.starts_with(below));
    match sources.iter().find(|(place, _)| is_there(place)) {
        None => Ok(()),
        Some((_, file)) => Err(format!(
            "{} holds the programme itself, with {}; publish into a folder of its own, as `--out site`",
            folder.display(),
            file.display()
        )),
    }
}

/// The folder that contains a file, with links resolved.
fn folder_of(file: &Path) -> Option<PathBuf> {
    fs::canonicalize(std::path::absolute(file).ok()?.parent()?).ok()
}

/// Puts files into a folder, and says how far that is.
fn put(files: &Files, assets: &Assets, out: &Path, maker: &str, what: &str) -> Result<(), String> {
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
    Ok(())
}

/// Stands for this command: what another one made may be other bytes.
fn maker() -> String {
    let binary = std::env::current_exe().and_then(fs::read);
    hash::short([binary.unwrap_or_else(|_| env!("CARGO_PKG_VERSION").into()).as_slice()])
}
