//! The package for npm: the released element, made from the same modules by esbuild.
//!
//! A bundler moves and renames files, and recognises only literal references: `new URL("./file", import.meta.url)` and
//! `import("./file")`. So the package has an entry of its own (`npm/index.js`) with its own module for where the files
//! are. Functions that need the pages of a whole release are hidden, unless the element's `base` says where those are.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;

use crate::version::VERSION;
use crate::{deploy, notices};

/// Files of `npm/` that are packed unchanged.
const UNCHANGED: [&str; 4] = ["README.md", "index.d.ts", "node.js", "react.d.ts"];

/// Files of a build, by what their names begin and end with, and their names in the package.
const FROM_BUILD: [(&str, &str, &str); 6] = [
    ("program-", ".js", "program.js"),
    ("program-", ".wasm", "program.wasm"),
    ("checker-", ".js", "checks.js"),
    ("checker-", ".wasm", "checks.wasm"),
    ("widget-", ".css", "widget.css"),
    ("lazy-", "/dialog.css", "dialog.css"),
];

/// Scripts before which the publisher puts constants, and what the names of the package's scripts begin with that
/// need the same ones.
const WITH_CONSTANTS: [(&str, &str, &str); 4] = [
    ("shanhai-", ".js", "index"),
    ("lazy-", "/back.js", "back-"),
    ("lazy-", "/embed.js", "embed-"),
    ("lazy-", "/export.js", "export-"),
];

/// Hides controls that need files outside the package.
const WITHOUT_BASE: &str = ":host(:not([base])) [data-lazy] { display: none !important; }\n";

/// The files of the package, in order.
pub fn package(root: &Path, dist: &Path) -> Result<Vec<(PathBuf, Vec<u8>)>> {
    let read = |path: PathBuf| fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()));
    let build = Build::new(dist)?;
    let mut files = scripts(root, &build)?;
    for (begin, end, name) in WITH_CONSTANTS {
        let constants = constants(&read(build.file(begin, end)?)?).with_context(|| format!("{begin}…{end}"))?;
        let script = files.iter_mut().find(|(path, _)| path.to_string_lossy().starts_with(name));
        let (_, script) = script.with_context(|| format!("esbuild made no script {name}"))?;
        script.splice(..0, constants.bytes());
    }
    for (begin, end, name) in FROM_BUILD {
        let mut bytes = fs::read(build.file(begin, end)?)?;
        if name == "widget.css" {
            bytes.extend(WITHOUT_BASE.as_bytes());
        }
        files.push((name.into(), bytes));
    }
    let manifest = read(root.join("npm/package.json"))?.replace("__VERSION__", VERSION);
    files.push(("package.json".into(), manifest.into_bytes()));
    for name in UNCHANGED {
        files.push((name.into(), read(root.join("npm").join(name))?.into_bytes()));
    }
    for name in ["LICENSE", notices::FILE] {
        files.push((name.into(), read(root.join(name))?.into_bytes()));
    }
    files.sort();
    Ok(files)
}

/// A release build.
struct Build<'a> {
    dist: &'a Path,
    names: Vec<String>,
}

impl Build<'_> {
    fn new(dist: &Path) -> Result<Build<'_>> {
        let names = deploy::files(dist)?.into_iter().map(|file| file.to_string_lossy().into_owned()).collect();
        Ok(Build { dist, names })
    }

    /// The path of a file whose name contains a hash.
    fn file(&self, begin: &str, end: &str) -> Result<PathBuf> {
        Ok(self.dist.join(self.name(begin, end)?))
    }

    fn name(&self, begin: &str, end: &str) -> Result<&str> {
        let fits = |name: &&String| {
            let hash = name.strip_prefix(begin).and_then(|rest| rest.strip_suffix(end));
            hash.is_some_and(|hash| hash.bytes().all(|byte| byte.is_ascii_hexdigit()))
        };
        let name = self.names.iter().find(fits);
        name.map(String::as_str).with_context(|| format!("the build has no file {begin}…{end}"))
    }

    /// The hash of the program, as a JSON string.
    fn integrity(&self) -> Result<String> {
        let hashes: Value = serde_json::from_slice(&fs::read(self.dist.join("integrity.json"))?)?;
        let hash = &hashes[self.name("program-", ".wasm")?];
        ensure!(hash.is_string(), "integrity.json does not hold the program");
        Ok(hash.to_string())
    }
}

/// The line with the constants that the publisher put before a script.
fn constants(script: &str) -> Result<String> {
    let line = script.lines().next().unwrap_or_default();
    ensure!(line.starts_with("const ") && line.ends_with("};"), "it does not begin with constants");
    ensure!(!line.contains(",DATASET=\"./"), "the package can hold only the dataset inside the program");
    Ok(format!("{line}\n"))
}

/// The package's scripts: its entry, and a chunk for each module that loads on demand.
fn scripts(root: &Path, build: &Build<'_>) -> Result<Vec<(PathBuf, Vec<u8>)>> {
    let out = tempfile::tempdir()?;
    let mut esbuild = Command::new("esbuild");
    esbuild.args(["npm/index.js", "--bundle", "--splitting", "--format=esm", "--charset=utf8", "--log-level=warning"]);
    esbuild.args(["--alias:#files=./npm/files.js", "--alias:#checker=./npm/checker.js"]);
    esbuild.args(["--external:./program.js", "--external:./checks.js"]);
    esbuild.arg(format!("--define:PROGRAM_INTEGRITY={}", build.integrity()?));
    esbuild.arg(format!("--outdir={}", out.path().display())).current_dir(root);
    let status = esbuild.status().context("cannot start esbuild, which ./dev installs")?;
    ensure!(status.success(), "esbuild cannot bundle the package");
    let files = deploy::files(out.path())?.into_iter();
    files.map(|file| Ok((file.clone(), fs::read(out.path().join(&file))?))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn constants_are_the_first_line_of_a_script() -> Result<()> {
        assert_eq!(constants("const BACK={\"en\":\"Back;\"};\nvar a=1;")?, "const BACK={\"en\":\"Back;\"};\n");
        for script in
            ["var a=1;", "const a=1,b={};c()", "\nconst BACK={};", "const A={},DATASET=\"./dataset-1.bin\",B={};"]
        {
            assert!(constants(script).is_err(), "{script}");
        }
        Ok(())
    }

    #[test]
    fn files_are_found_by_their_hashed_names() -> Result<()> {
        let dist = tempfile::tempdir()?;
        fs::create_dir(dist.path().join("lazy-0f"))?;
        for name in ["program-1a.js", "program-1a.js.br", "program-notes.js", "lazy-0f/dialog.css"] {
            fs::write(dist.path().join(name), "")?;
        }
        let build = Build::new(dist.path())?;
        assert_eq!(build.name("program-", ".js")?, "program-1a.js");
        assert_eq!(build.name("lazy-", "/dialog.css")?, "lazy-0f/dialog.css");
        assert!(build.file("widget-", ".css").is_err());
        Ok(())
    }
}
