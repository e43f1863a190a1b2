//! Writes files into a folder, with their compressed forms beside them, on all processors. Unchanged files stay
//! untouched.

use crate::assets::Assets;
use crate::files::{Content, Files, is_hashed};
use crate::raster::Rasterizer;
use crate::{PublishError, fault};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};
use shanhai_compress::{FORMATS, is_compressible};
use shanhai_dataset::hash::hex;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// The record of the last run in a folder. Servers do not serve it, because its name begins with a dot.
const RECORD: &str = ".shanhai-published.json";

/// The folders of a publication whose names do not change with what they hold. A programme in one of them would be
/// overwritten.
pub const FOLDERS: [&str; 3] = ["data", "source", "static"];

/// Receives the number of finished files, the number of all files, and the name of the last file.
pub type Progress<'a> = dyn Fn(usize, usize, &str) + Sync + 'a;

/// How to write files into a folder.
#[derive(Default)]
pub struct Options<'a> {
    /// Whether to write `.br` and `.gz` beside each file that they make smaller.
    pub compressed: bool,
    /// What makes the files. Files that another maker made are made again. Without a maker the folder keeps no
    /// record, and every run makes all files.
    pub maker: Option<&'a str>,
    /// Called after each file.
    pub progress: Option<&'a Progress<'a>>,
}

/// What a run has done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    /// Number of files, without their compressed forms.
    pub files: usize,
    /// How many of them this run made.
    pub made: usize,
}

/// Writes files into a folder. It writes the files that pages name first, then the pages, so that the folder can be
/// served meanwhile. It removes files of the last run that are no longer there, unless their names contain a hash of
/// their content: pages that somebody has open name those.
///
/// # Errors
/// A file cannot be made or written.
pub fn write(files: &Files, assets: &Assets, folder: &Path, options: &Options<'_>) -> Result<Written, PublishError> {
    let last = Record::read(folder, options.maker);
    let work = Work {
        assets,
        folder,
        options,
        rasterizer: Rasterizer::new(),
        record: Mutex::new(Record::default()),
        done: AtomicUsize::new(0),
        made: AtomicUsize::new(0),
        all: files.iter().count(),
        last,
    };
    let (mut pages, mut others): (Vec<_>, Vec<_>) = files.iter().partition(|(name, _)| is_page(name));
    for jobs in [&mut others, &mut pages] {
        jobs.sort_by_key(|(name, content)| (std::cmp::Reverse(weight(content)), *name));
        work.run(jobs)?;
    }
    let record = work.record.into_inner().unwrap_or_default();
    for name in work.last.0.keys().filter(|name| !record.0.contains_key(*name) && !is_hashed(name)) {
        let path = folder.join(name);
        if path.exists() {
            fs::remove_file(&path).map_err(|error| fault(path.display(), error))?;
        }
    }
    record.write(folder, options.maker)?;
    Ok(Written { files: work.all, made: work.made.into_inner() })
}

/// Whether a file names hashed files, and so may be written only after them.
fn is_page(name: &str) -> bool {
    [".html", "shanhai.js", "integrity.json"].iter().any(|page| name.ends_with(page)) && !is_hashed(name)
}

/// An estimate of how long a file takes. The longest files start first, so that no processor waits for one at the
/// end.
fn weight(content: &Content) -> usize {
    match content {
        Content::Bytes(bytes) => bytes.len(),
        // drawing a picture takes as long as compressing this many bytes
        Content::Picture { .. } => 300_000,
    }
}

struct Work<'a> {
    assets: &'a Assets,
    folder: &'a Path,
    options: &'a Options<'a>,
    rasterizer: Rasterizer,
    last: Record,
    record: Mutex<Record>,
    done: AtomicUsize,
    made: AtomicUsize,
    all: usize,
}

impl Work<'_> {
    fn run(&self, jobs: &[(&str, &Content)]) -> Result<(), PublishError> {
        let next = AtomicUsize::new(0);
        let worker = || -> Result<(), PublishError> {
            while let Some((name, content)) = jobs.get(next.fetch_add(1, Ordering::Relaxed)) {
                self.file(name, content)?;
                let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
                if let Some(progress) = self.options.progress {
                    progress(done, self.all, name);
                }
            }
            Ok(())
        };
        let workers = std::thread::available_parallelism().map_or(1, usize::from);
        std::thread::scope(|scope| {
            let threads: Vec<_> = (0..workers).map(|_| scope.spawn(worker)).collect();
            // a panic in a thread is a bug of ours, and continues here
            threads
                .into_iter()
                .try_for_each(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
        })
    }

    /// Makes a file and its compressed forms, unless they exist already.
    fn file(&self, name: &str, content: &Content) -> Result<(), PublishError> {
        let source = hex(&content.hash());
        let mut names = vec![name.to_owned()];
        let packs = self.options.compressed && is_compressible(name);
        if packs {
            names.extend(FORMATS.map(|(extension, _)| format!("{name}.{extension}")));
        }
        if names.iter().all(|name| self.is_there(name, &source)) {
            names.iter().for_each(|name| self.keep(name));
            return Ok(());
        }
        self.made.fetch_add(1, Ordering::Relaxed);
        let bytes = content.bytes(name, &self.rasterizer)?;
        self.put(name, &source, Some(&bytes))?;
        if packs {
            let hash: [u8; 32] = Sha256::digest(&bytes).into();
            for ((extension, pack), name) in FORMATS.into_iter().zip(&names[1..]) {
                let packed = match self.assets.packed(extension, hash) {
                    Some(packed) => packed.clone(),
                    None => pack(&bytes).map_err(|error| fault(name, error))?.into(),
                };
                self.put(name, &source, (packed.len() < bytes.len()).then_some(&packed))?;
            }
        }
        Ok(())
    }

    /// Whether the folder has a file that was made from the same source and has not changed since.
    fn is_there(&self, name: &str, source: &str) -> bool {
        let Some(Value::Array(entry)) = self.last.0.get(name) else { return false };
        let [Value::String(from), Value::String(made)] = &entry[..] else { return false };
        let present = fs::read(self.folder.join(name)).map(|bytes| hex(&Sha256::digest(bytes))).unwrap_or_default();
        from == source && *made == present
    }

    /// Copies the entry of a file from the last record.
    fn keep(&self, name: &str) {
        if let (Some(entry), Ok(mut record)) = (self.last.0.get(name), self.record.lock()) {
            record.0.insert(name.to_owned(), entry.clone());
        }
    }

    /// Writes a file into the folder, or removes it if there are no bytes for it.
    fn put(&self, name: &str, source: &str, bytes: Option<&[u8]>) -> Result<(), PublishError> {
        let path = self.folder.join(name);
        let made = match bytes {
            Some(bytes) => {
                replace(&path, bytes).map_err(|error| fault(path.display(), error))?;
                hex(&Sha256::digest(bytes))
            }
            None => {
                // an earlier run with other contents left it
                if path.exists() {
                    fs::remove_file(&path).map_err(|error| fault(path.display(), error))?;
                }
                String::new()
            }
        };
        if let Ok(mut record) = self.record.lock() {
            record.0.insert(name.to_owned(), json!([source, made]));
        }
        Ok(())
    }
}

/// Writes a temporary file beside the target and renames it, so that no reader gets a half-written file.
fn replace(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let (folder, name) = (path.parent().unwrap_or(Path::new("")), path.file_name().unwrap_or_default());
    fs::create_dir_all(folder)?;
    let beside: PathBuf = folder.join(format!(".{}.part", name.to_string_lossy()));
    fs::write(&beside, bytes)?;
    fs::rename(&beside, path)
}

/// By name: the hash of a file's source and the hash of the file. The latter is empty if there is no file.
#[derive(Default)]
struct Record(Map<String, Value>);

impl Record {
    /// Reads the record of a folder, if the same maker wrote it.
    fn read(folder: &Path, maker: Option<&str>) -> Record {
        let text = fs::read_to_string(folder.join(RECORD)).unwrap_or_default();
        let record: Value = serde_json::from_str(&text).unwrap_or_default();
        match record.get("files") {
            Some(Value::Object(files)) if maker.is_some() && record["maker"].as_str() == maker => Record(files.clone()),
            // files of another maker are removed if they are no longer needed, and made again if they are
            Some(Value::Object(files)) => Record(files.keys().map(|name| (name.clone(), Value::Null)).collect()),
            _ => Record::default(),
        }
    }

    fn write(&self, folder: &Path, maker: Option<&str>) -> Result<(), PublishError> {
        let Some(maker) = maker else { return Ok(()) };
        let path = folder.join(RECORD);
        let text = json!({ "maker": maker, "files": self.0 }).to_string();
        replace(&path, text.as_bytes()).map_err(|error| fault(path.display(), error))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SVG: &str =
        r##"<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>"##;

    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Folder {
            let folder = std::env::temp_dir().join(format!("shanhai-output-{name}-{}", std::process::id()));
            fs::create_dir_all(&folder).unwrap();
            Folder(folder)
        }

        fn has(&self, name: &str) -> bool {
            self.0.join(name).exists()
        }

        fn write(&self, files: &Files, maker: &str) -> usize {
            let options = Options { compressed: true, maker: Some(maker), progress: None };
            write(files, &Assets::default(), &self.0, &options).unwrap().made
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _gone = fs::remove_dir_all(&self.0);
        }
    }

    fn files(page: &str) -> Files {
        let mut files = Files::default();
        files.put("data/a.csv", "1,2,3\n".repeat(100));
        files.put("b.txt", "x");
        files.put("index.html", page);
        files.put_picture("static/c.png", SVG.to_owned(), 1.0);
        files
    }

    #[test]
    fn only_what_gains_by_it_is_compressed() {
        let folder = Folder::new("gain");
        fs::write(folder.0.join("b.txt.gz"), "stale").unwrap();
        assert_eq!(folder.write(&files("page"), "one"), 4);
        assert!(folder.has("data/a.csv.br") && folder.has("data/a.csv.gz") && folder.has("static/c.png"));
        assert!(!folder.has("b.txt.br") && !folder.has("b.txt.gz") && !folder.has("static/c.png.br"));
    }

    #[test]
    fn the_second_time_only_what_changed_is_made() {
        let folder = Folder::new("second");
        folder.write(&files("page"), "one");
        assert_eq!(folder.write(&files("page"), "one"), 0);
        assert_eq!(folder.write(&files("another page"), "one"), 1);
        assert_eq!(fs::read_to_string(folder.0.join("index.html")).unwrap(), "another page");
        // files that somebody changed by hand, or that lack a compressed form, are made again
        fs::write(folder.0.join("static/c.png"), "scribbled").unwrap();
        fs::remove_file(folder.0.join("data/a.csv.br")).unwrap();
        assert_eq!(folder.write(&files("another page"), "one"), 2);
        assert_eq!(folder.write(&files("another page"), "another maker"), 4);
    }

    #[test]
    fn what_is_gone_goes_but_what_open_pages_name_stays() {
        let folder = Folder::new("gone");
        let mut first = files("page");
        first.put("embed-chart-old.en.html", "old ".repeat(100));
        let script = first.put_hashed("shanhai", "js", &std::borrow::Cow::Borrowed(b"old"));
        folder.write(&first, "one");
        assert!(folder.has("embed-chart-old.en.html.br"));
        folder.write(&files("page"), "another maker");
        assert!(!folder.has("embed-chart-old.en.html") && !folder.has("embed-chart-old.en.html.br"));
        assert!(folder.has(&script));
    }
}
