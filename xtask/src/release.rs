//! Makes a release: a folder and an archive for servers, a package for npm, and a plugin for WordPress. Equal sources
//! give equal bytes.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail, ensure};
use sha2::{Digest as _, Sha256};

use crate::version::VERSION;
use crate::{bundle, deploy, notices, wordpress};

/// Files of a release besides the built files.
const BESIDE: [&str; 11] = [
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "SECURITY.md",
    notices::FILE,
    "deploy/README.md",
    "deploy/nginx.conf",
    "docs/command.md",
    "docs/data.md",
    "docs/embedding.md",
    "docs/operations.md",
];

/// The editors' command, for machines of the kind on which it was built.
const COMMAND: &str = "shanhai";

/// A file of a release, with its path in it.
type File = (PathBuf, Vec<u8>);

/// Writes the folder, the archives, the package and their checksums into `out`.
pub fn run(root: &Path, dist: &Path, out: &Path) -> Result<()> {
    let time = time(root)?;
    fs::create_dir_all(out)?;
    let name = format!("shanhai-{VERSION}");
    let mut files = Vec::new();
    for file in deploy::files(dist)? {
        files.push((Path::new("dist").join(&file), fs::read(dist.join(&file))?));
    }
    for file in BESIDE {
        let path = root.join(file);
        files.push((file.into(), fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?));
    }
    files.push(("integrity.json".into(), fs::read(dist.join("integrity.json"))?));
    let command = root.join("target/command").join(COMMAND);
    let missing = || format!("cannot read {}; ./dev build makes it", command.display());
    files.push((COMMAND.into(), fs::read(&command).with_context(missing)?));
    files.sort();
    files.push(("SHA256SUMS".into(), sums(&files).into_bytes()));
    let folder = out.join(&name);
    write_folder(&folder, &files)?;

    let package = bundle::package(root, dist)?;
    write_folder(&out.join("npm"), &package)?;
    let archives = [
        (format!("{name}.tar.gz"), archive(&files, &name, time)?),
        (format!("shanhai-widget-{VERSION}.tgz"), archive(&package, "package", time)?),
        (wordpress::name(), wordpress::zipped(root)?),
    ];
    let archives = archives.map(|(name, bytes)| (PathBuf::from(name), bytes));
    for (name, bytes) in &archives {
        fs::write(out.join(name), bytes)?;
    }
    fs::write(out.join("SHA256SUMS"), sums(&archives))?;
    println!("{} holds", out.display());
    for (name, bytes) in &archives {
        println!("  {} ({} kB)", name.display(), bytes.len() / 1000);
    }
    println!("  {name}/ ({} files), npm/ ({} files), SHA256SUMS", files.len(), package.len());
    let changes = fs::read_to_string(root.join("CHANGELOG.md"))?;
    if !changes.contains(&format!("\n## {VERSION}")) {
        println!("note: CHANGELOG.md has no section for {VERSION} yet");
    }
    Ok(())
}

/// The time when the sources were committed, in seconds since 1970. The files in the tar archives have this date.
/// Without git `SOURCE_DATE_EPOCH` gives the time.
fn time(root: &Path) -> Result<u64> {
    let given = match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(given) => given,
        Err(_) => {
            let log = ["log", "-1", "--format=%ct"];
            let output = Command::new("git").args(log).current_dir(root).output().context("cannot run git")?;
            ensure!(output.status.success(), "git does not know this folder; set SOURCE_DATE_EPOCH");
            String::from_utf8(output.stdout)?
        }
    };
    given.trim().parse().with_context(|| format!("`{}` are no seconds since 1970", given.trim()))
}

/// Checksums in the format of `sha256sum --check`.
fn sums(files: &[File]) -> String {
    let line = |(name, bytes): &File| {
        let hash: String = Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        format!("{hash}  {}\n", name.display())
    };
    files.iter().map(line).collect()
}

/// Writes a folder, replacing an existing one.
fn write_folder(folder: &Path, files: &[File]) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder)?;
    }
    for (name, bytes) in files {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().context("a file lies in a folder")?)?;
        fs::write(&path, bytes).with_context(|| format!("cannot write {}", path.display()))?;
        if name == Path::new(COMMAND) {
            make_executable(&path)?;
        }
    }
    Ok(())
}

#[cfg(unix)]
fn make_executable(path: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    Ok(fs::set_permissions(path, fs::Permissions::from_mode(0o755))?)
}

#[cfg(not(unix))]
fn make_executable(_: &Path) -> Result<()> {
    Ok(())
}

/// A `.tar.gz` without any trace of this machine: no owners, one date, files in the order of the list.
fn archive(files: &[File], folder: &str, time: u64) -> Result<Vec<u8>> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, bytes) in files {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(if name == Path::new(COMMAND) { 0o755 } else { 0o644 });
        header.set_mtime(time);
        header.set_uid(0);
        header.set_gid(0);
        builder.append_data(&mut header, Path::new(folder).join(name), bytes.as_slice())?;
    }
    let mut bytes = builder.into_inner()?;
    bytes.flush()?;
    Ok(shanhai_compress::gzip(&bytes)?)
}

/// Compares the folders of two builds. Fails if a file is missing from one of them or differs.
pub fn compare(one: &Path, other: &Path) -> Result<()> {
    let (files, others) = (deploy::files(one)?, deploy::files(other)?);
    ensure!(!files.is_empty(), "{} is empty", one.display());
    let mut faults = Vec::new();
    for file in files.iter().filter(|file| !others.contains(file)) {
        faults.push(format!("{} is only in {}", file.display(), one.display()));
    }
    for file in others.iter().filter(|file| !files.contains(file)) {
        faults.push(format!("{} is only in {}", file.display(), other.display()));
    }
    for file in files.iter().filter(|file| others.contains(file)) {
        if fs::read(one.join(file))? != fs::read(other.join(file))? {
            faults.push(format!("{} differs", file.display()));
        }
    }
    if !faults.is_empty() {
        bail!("the builds are not the same:\n       {}", faults.join("\n       "));
    }
    let all: Vec<File> =
        files.into_iter().map(|file| Ok((file.clone(), fs::read(one.join(file))?))).collect::<Result<_>>()?;
    let sums = sums(&all);
    let hash: String = Sha256::digest(sums.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
    println!("{} files are the same in both; SHA-256 of their sums: {hash}", all.len());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_archive_is_the_same_each_time_and_unpacks_to_its_files() -> Result<()> {
        let files = [("a/b.txt".into(), b"one".to_vec()), ("c.txt".into(), b"two".to_vec())];
        let packed = archive(&files, "top", 1_700_000_000)?;
        assert_eq!(packed, archive(&files, "top", 1_700_000_000)?);
        let mut entries = Vec::new();
        for entry in tar::Archive::new(flate2::read::GzDecoder::new(packed.as_slice())).entries()? {
            let entry = entry?;
            let header = entry.header();
            entries.push((entry.path()?.display().to_string(), header.size()?, header.mtime()?, header.uid()?));
        }
        assert_eq!(entries, [("top/a/b.txt".into(), 3, 1_700_000_000, 0), ("top/c.txt".into(), 3, 1_700_000_000, 0)]);
        Ok(())
    }

    #[test]
    fn sums_are_those_of_sha256sum() {
        // printf one | sha256sum
        let expected = "7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed  a\n";
        assert_eq!(sums(&[("a".into(), b"one".to_vec())]), expected);
    }

    #[test]
    fn builds_that_differ_are_told_apart() -> Result<()> {
        let (one, other) = (tempfile::tempdir()?, tempfile::tempdir()?);
        fs::write(one.path().join("a"), "1")?;
        fs::write(other.path().join("a"), "1")?;
        compare(one.path(), other.path())?;
        fs::write(other.path().join("a"), "2")?;
        fs::write(other.path().join("b"), "2")?;
        let fault = compare(one.path(), other.path()).err().map(|fault| fault.to_string()).unwrap_or_default();
        assert!(fault.contains("a differs") && fault.contains("b is only in"), "{fault}");
        Ok(())
    }
}
