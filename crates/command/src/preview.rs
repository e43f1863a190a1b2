//! What a preview shows: the last good state of a programme, and the report of what is wrong with it since.

use shanhai_dataset::escaped;
use shanhai_publish::{Assets, Files, Programme, Publication, Rasterizer};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, SystemTime};

/// The script that shows a page anew when the programme has changed.
const LIVE: &str = "const seen = document.currentScript.dataset.seen;\n\
    const wait = async () => {\n  for (;;) {\n    try {\n      const now = await (await fetch(`/.live?${seen}`)).text();\n      \
    if (now !== seen) return location.reload();\n    } catch {\n      await new Promise((done) => setTimeout(done, 1000));\n    }\n  }\n};\n\
    wait();\n";
/// How long a page waits for a change before it asks again.
const MAX_WAIT: Duration = Duration::from_secs(20);

/// An answer: media type and bytes.
pub type Answer = (&'static str, Vec<u8>);

struct State {
    files: Files,
    report: String,
    /// Counts the changes.
    version: u64,
    /// The files of the programme as they were before they were read.
    stamps: Vec<(PathBuf, Stamp)>,
}

/// When a file was changed, and its length; nothing if there is none.
type Stamp = Option<(SystemTime, u64)>;

/// A programme as its editor sees it.
pub struct Preview {
    file: PathBuf,
    assets: Assets,
    rasterizer: Rasterizer,
    state: Mutex<State>,
    changed: Condvar,
}

impl Preview {
    /// Of the dataset in a file.
    pub fn new(file: PathBuf, assets: Assets) -> Preview {
        let state = State { files: Files::default(), report: String::new(), version: 0, stamps: Vec::new() };
        let preview =
            Preview { file, assets, rasterizer: Rasterizer::new(), state: Mutex::new(state), changed: Condvar::new() };
        preview.renew();
        preview
    }

    /// Reads the programme again.
    fn renew(&self) {
        self.renew_by(|| {
            let programme = Programme::read(&self.file)?;
            Publication::new(&self.assets, &programme, "").files().map_err(|fault| fault.to_string())
        });
    }

    fn renew_by(&self, read: impl FnOnce() -> Result<Files, String>) {
        // first, because what is saved meanwhile may not have been read
        let stamps = stamps(&self.file);
        let read = read();
        let mut state = self.state();
        state.stamps = stamps;
        match read {
            Ok(files) => {
                println!("{}: sound", self.file.display());
                (state.files, state.report) = (files, String::new());
            }
            Err(report) => {
                eprintln!("{report}");
                state.report = report;
            }
        }
        state.version += 1;
        self.changed.notify_all();
    }

    /// Reads the programme again whenever one of its files changes. Asking is slower than being told by the system, but
    /// works on every disk, and with every editor's way of writing a file.
    pub fn follow(&self) -> ! {
        loop {
            std::thread::sleep(Duration::from_millis(300));
            if self.has_changed() {
                self.renew();
            }
        }
    }

    fn has_changed(&self) -> bool {
        let stamps = self.state().stamps.clone();
        stamps.iter().any(|(file, before)| stamp(file) != *before)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What is at a path; `query` is what stands behind its `?`.
    pub fn answer(&self, path: &str, query: &str) -> Option<Answer> {
        let name = match path.trim_start_matches('/') {
            "" => "index.html",
            name => name,
        };
        match name {
            ".live" => Some(("text/plain", self.wait(query).to_string().into_bytes())),
            ".live.js" => Some(("text/javascript", LIVE.into())),
            _ => self.file(name),
        }
    }

    /// The number of changes, when it is no longer `seen`, or after a while.
    fn wait(&self, seen: &str) -> u64 {
        let state = self.state();
        let same = |state: &mut State| state.version.to_string() == seen;
        let waited = self.changed.wait_timeout_while(state, MAX_WAIT, same);
        waited.unwrap_or_else(PoisonError::into_inner).0.version
    }

    fn file(&self, name: &str) -> Option<Answer> {
        let (content, report, version) = {
            let state = self.state();
            (state.files.get(name).cloned(), state.report.clone(), state.version)
        };
        if name.ends_with(".html") {
            // before there is a good state there is only the report
            let page = match &content {
                Some(content) => String::from_utf8(content.bytes(name, &self.rasterizer).ok()?.into_owned()).ok()?,
                None if !report.is_empty() => "<!doctype html><meta charset=utf-8><body></body>".to_owned(),
                None => return None,
            };
            return Some((media_type(name), with_report(&page, &report, version).into_bytes()));
        }
        match content?.bytes(name, &self.rasterizer) {
            Ok(bytes) => Some((media_type(name), bytes.into_owned())),
            Err(fault) => {
                eprintln!("{fault}");
                None
            }
        }
    }
}

/// A page with the report above everything, and with the script that shows it anew.
fn with_report(page: &str, report: &str, version: u64) -> String {
    let panel = match escaped(report).as_str() {
        "" => String::new(),
        report => format!(
            "<pre id=\"report\" role=\"alert\" style=\"margin:0;padding:1rem;background:#fff4f2;color:#7a1405;border-bottom:3px solid;\
             font:14px/1.5 ui-monospace,monospace;white-space:pre-wrap\">{report}</pre>"
        ),
    };
    let script = format!("<script src=\"/.live.js\" data-seen=\"{version}\"></script>");
    let Some(body) = page.find("<body").and_then(|start| Some(start + page[start..].find('>')? + 1)) else {
        return format!("{page}{panel}{script}");
    };
    format!("{}{panel}{script}{}", &page[..body], &page[body..])
}

/// The files of a programme with their stamps.
fn stamps(file: &Path) -> Vec<(PathBuf, Stamp)> {
    // the dataset's own stamp comes first: if it changes while its names are read, that is a change
    let mut stamps = vec![(file.to_owned(), stamp(file))];
    stamps.extend(Programme::files_beside(file).into_iter().map(|file| (file.clone(), stamp(&file))));
    stamps
}

fn stamp(file: &Path) -> Stamp {
    let about = fs::metadata(file).ok()?;
    Some((about.modified().ok()?, about.len()))
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "avif" => "image/avif",
        "gif" => "image/gif",
        "wasm" => "application/wasm",
        "csv" => "text/csv; charset=utf-8",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_stands_above_the_page_and_is_no_markup() {
        let page = with_report("<body class=a><main></main></body>", "<b> & c", 3);
        assert!(
            page.starts_with("<body class=a><pre id=\"report\"") && page.contains(">&lt;b&gt; &amp; c</pre>"),
            "{page}"
        );
        assert!(page.contains("data-seen=\"3\"></script><main>"), "{page}");
        assert!(!with_report("<body></body>", "", 1).contains("<pre"));
    }

    /// A programme with a picture in a folder below its own, in a folder that goes with the test.
    struct Folder(PathBuf);

    impl Folder {
        fn new(name: &str) -> Folder {
            let folder = std::env::temp_dir().join(format!("shanhai-preview-{name}-{}", std::process::id()));
            fs::create_dir_all(folder.join("pictures")).unwrap();
            let folder = Folder(folder);
            folder.save("program.json", r#"{ "projects": [{ "pictures": [{ "src": "pictures/one.jpg" }] }] }"#);
            folder.save("pictures/one.jpg", "one");
            folder
        }

        fn save(&self, name: &str, content: &str) {
            fs::write(self.0.join(name), content).unwrap();
        }

        fn preview(&self) -> Preview {
            Preview::new(self.0.join("program.json"), Assets::default())
        }
    }

    impl Drop for Folder {
        fn drop(&mut self) {
            let _gone = fs::remove_dir_all(&self.0);
        }
    }

    #[test]
    fn a_change_of_any_file_of_a_programme_is_seen() {
        let folder = Folder::new("any");
        let preview = folder.preview();
        assert!(!preview.has_changed());
        folder.save("notes.txt", "no file of the programme");
        assert!(!preview.has_changed());
        for (name, content) in [("pictures/one.jpg", "another"), ("article.html", "new"), ("program.json", "{}")] {
            folder.save(name, content);
            assert!(preview.has_changed(), "{name}");
            preview.renew();
            assert!(!preview.has_changed(), "{name}");
        }
        fs::remove_file(folder.0.join("article.html")).unwrap();
        assert!(preview.has_changed());
    }

    #[test]
    fn what_is_saved_while_a_programme_is_read_is_a_change() {
        let folder = Folder::new("meanwhile");
        let preview = folder.preview();
        preview.renew_by(|| {
            folder.save("pictures/one.jpg", "saved meanwhile");
            Ok(Files::default())
        });
        assert!(preview.has_changed());
    }
}
