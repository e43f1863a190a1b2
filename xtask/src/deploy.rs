//! Copies a release into the served folder while the server is running.
//!
//! A reader who has opened a page of a release must find the files of that release, and no reader may get a
//! half-written file. So files with a hash in their name are copied first, then the files that name them. Each file
//! is written beside its target and then renamed. Hashed files of earlier releases stay.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::{Context as _, Result, ensure};

/// Copies the release in `dist` into `served`.
pub fn run(dist: &Path, served: &Path) -> Result<()> {
    let mut files = files(dist)?;
    ensure!(!served.starts_with(dist), "{} lies in {}", served.display(), dist.display());
    // false sorts before true
    files.sort_by_key(|file| (!is_hashed(file), is_page(file), file.clone()));
    let mut written = 0;
    for file in &files {
        let target = served.join(file);
        // The name guarantees the content. The new date shows that a release which is served now uses the file.
        if is_hashed(file) && target.is_file() {
            let date = |file: fs::File| file.set_modified(SystemTime::now());
            fs::File::options()
                .write(true)
                .open(&target)
                .and_then(date)
                .with_context(|| format!("cannot date {} anew", target.display()))?;
            continue;
        }
        put(&target, &fs::read(dist.join(file))?).with_context(|| format!("cannot write {}", target.display()))?;
        written += 1;
    }
    println!("{written} of {} files are new in {}", files.len(), served.display());
    Ok(())
}

/// Every file below `dist` with its path relative to it, without what tools have left behind.
pub fn files(dist: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut open = vec![PathBuf::new()];
    while let Some(folder) = open.pop() {
        let path = dist.join(&folder);
        for entry in fs::read_dir(&path).with_context(|| format!("cannot list {}", path.display()))? {
            let entry = entry?;
            let name = folder.join(entry.file_name());
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            if entry.file_type()?.is_dir() { open.push(name) } else { files.push(name) }
        }
    }
    files.sort();
    Ok(files)
}

/// Whether the name of a file, or of its folder, changes with the content.
pub fn is_hashed(file: &Path) -> bool {
    let hash = |part: &str| {
        let end = part.find('.').unwrap_or(part.len());
        let name = part[..end].trim_end_matches("_bg");
        let digits = name.rsplit_once('-').map_or("", |(_, digits)| digits);
        digits.len() == 16 && digits.chars().all(|digit| digit.is_ascii_digit() || ('a'..='f').contains(&digit))
    };
    file.components().any(|part| hash(&part.as_os_str().to_string_lossy()))
}

/// Whether a file names the hashed files, and so must be copied after them and all others.
fn is_page(file: &Path) -> bool {
    let name = file.to_string_lossy();
    [".html", "shanhai.js", "integrity.json"].iter().any(|page| name.contains(page))
}

fn put(to: &Path, content: &[u8]) -> Result<()> {
    let folder = to.parent().context("a file lies in a folder")?;
    fs::create_dir_all(folder)?;
    let name = to.file_name().context("a file has a name")?.to_string_lossy();
    // names that begin with a dot are not served
    let beside = folder.join(format!(".{name}.part"));
    // write a new file: entity tags consist of time and length, and two releases of one day may agree in both
    fs::write(&beside, content)?;
    fs::rename(&beside, to)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashed_names_are_told_from_others() {
        for name in ["a-0123456789abcdef.js", "lazy-0123456789abcdef/embed.js", "a-0123456789abcdef_bg.wasm.br"] {
            assert!(is_hashed(Path::new(name)), "{name}");
        }
        for name in ["shanhai.js", "embed-chart-mohan-port.en.html", "static/a-2023.en.png", "a-0123456789ABCDEF.js"] {
            assert!(!is_hashed(Path::new(name)), "{name}");
        }
    }

    #[test]
    fn a_release_comes_beside_the_one_before() -> Result<()> {
        let (dist, served) = (tempfile::tempdir()?, tempfile::tempdir()?);
        let put = |folder: &tempfile::TempDir, name: &str, text: &str| {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).and_then(|()| fs::write(path, text))
        };
        put(&dist, "index.html", "new")?;
        put(&dist, "lazy-0123456789abcdef/a.js", "a")?;
        put(&dist, ".stage/x.js", "left behind")?;
        put(&served, "index.html", "old")?;
        put(&served, "program-0000000000000000.js", "of the one before")?;
        run(dist.path(), served.path())?;
        let names: Vec<_> = files(served.path())?.iter().map(|file| file.to_string_lossy().into_owned()).collect();
        assert_eq!(names, ["index.html", "lazy-0123456789abcdef/a.js", "program-0000000000000000.js"]);
        assert_eq!(fs::read_to_string(served.path().join("index.html"))?, "new");
        assert!(run(dist.path(), &dist.path().join("served")).is_err());
        Ok(())
    }
}
