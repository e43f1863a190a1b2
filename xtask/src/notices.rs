//! `THIRD_PARTY.txt`: which work of other people is in the released files, and under which terms.
//!
//! It lists the crates whose code is compiled into the programs and into the editors' command, the standard library,
//! the fonts of the pictures, and the sources of the map. Nothing from npm is released. `cargo-about` would list the crates,
//! but neither the standard library nor fonts and maps, and is one more tool to compile on every fresh machine.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::Value;

/// The file, at the root of the repository and in every release.
pub const FILE: &str = "THIRD_PARTY.txt";

/// What the standard library adds to a program for browsers. Its crates are not in our lock file.
const LIBRARY: &str = "The standard library of Rust (core, alloc, std, compiler_builtins, with hashbrown and dlmalloc), \
    © the Rust project's contributors, under MIT or Apache-2.0.";

/// The text of the MIT licence, for crates that name the licence but do not contain its text.
const MIT: &str = "Permission is hereby granted, free of charge, to any person obtaining a copy of this software and \
associated documentation files (the \"Software\"), to deal in the Software without restriction, including without \
limitation the rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, \
and to permit persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the \
Software.

THE SOFTWARE IS PROVIDED \"AS IS\", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE \
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR \
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR \
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.";

/// Writes the file. With `check` it fails if the file is not up to date.
pub fn run(root: &Path, check: bool) -> Result<()> {
    let text = text(root)?;
    let path = root.join(FILE);
    let present = fs::read_to_string(&path).unwrap_or_default();
    if present == text {
        println!("{FILE} tells what the released files are made of");
    } else if check {
        bail!("{FILE} is not up to date: {}; write it anew with ./dev accept", first_change(&present, &text));
    } else {
        fs::write(&path, text)?;
        println!("wrote {FILE}");
    }
    Ok(())
}

/// Describes the first line in which two texts differ.
fn first_change(old: &str, new: &str) -> String {
    let mut lines = old.lines().map(Some).chain(std::iter::repeat(None));
    let changed = new.lines().find(|line| lines.next().flatten() != Some(line));
    changed.map_or_else(|| "it says more than it should".to_owned(), |line| format!("`{line}` is new"))
}

/// A crate in the program.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Part {
    name: String,
    version: String,
}

fn text(root: &Path) -> Result<String> {
    let of_programs = parts_of(root, &["shanhai", "shanhai-checker"], "wasm32-unknown-unknown")?;
    let mut of_command = parts_of(root, &["shanhai-command"], "x86_64-unknown-linux-gnu")?;
    of_command.retain(|part| !of_programs.contains(part));
    let metadata: Value =
        serde_json::from_str(&cargo(root, &["metadata", "--format-version", "1", "--locked", "--all-features"])?)?;
    let mut groups: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let [programs, command] = [&of_programs, &of_command].map(|parts| list(&metadata, parts, &mut groups));
    let (programs, command) = (programs?, command?);
    let fonts = fs::read_to_string(root.join("assets/fonts/OFL.txt"))?;
    groups.entry(fonts.trim().to_owned()).or_default().push("Noto Sans CJK SC".to_owned());
    let mut text = format!(
        "What other people's work is in the released files of Shanhai, and under which terms. The files themselves are \
         under the MIT licence (LICENSE).\n\n== Map and places\n\n{}\n== Fonts\n\nThe PNG pictures and the share image \
         are drawn with Noto Sans CJK SC, © Adobe, under the SIL Open Font License 1.1. The command `shanhai` holds it, the \
         published files do not.\n\n== Code in the programs\n\n{LIBRARY}\n\n{programs}\n== Code in the command `shanhai` beside that\n\n{command}",
        map_credits(root)?
    );
    for (licence, names) in groups {
        text += &format!("\n== {}\n\n{licence}\n", names.join(", "));
    }
    Ok(text)
}

/// A line for each crate. Its licences are added to `groups`.
fn list(metadata: &Value, parts: &[Part], groups: &mut BTreeMap<String, Vec<String>>) -> Result<String> {
    let mut list = String::new();
    for part in parts {
        let package = package(metadata, part)?;
        let field = |name: &str| package[name].as_str().unwrap_or_default();
        let name = format!("{} {}", part.name, part.version);
        list += &format!("{name} ({})", field("license"));
        let home = [field("repository"), field("homepage")].into_iter().find(|address| !address.is_empty());
        list += &home.map(|home| format!(", {home}")).unwrap_or_default();
        list.push('\n');
        let folder = Path::new(field("manifest_path")).parent().context("a package lies in a folder")?;
        let mut texts = licences(folder, field("license"))?;
        if texts.is_empty() {
            texts = licences_beside(metadata, package)?;
        }
        for text in texts {
            groups.entry(text).or_default().push(name.clone());
        }
    }
    Ok(list)
}

/// Other people's crates in some of our packages.
fn parts_of(root: &Path, packages: &[&str], target: &str) -> Result<Vec<Part>> {
    let mut tree = String::new();
    for package in packages {
        let (package, target) = (format!("--package={package}"), format!("--target={target}"));
        let mut arguments = vec!["tree", "--locked", &package, &target];
        arguments.extend(["--edges=normal,no-proc-macro", "--prefix=none", "--format={p}", "--no-dedupe"]);
        arguments.extend(["--charset=ascii", "--color=never", "--quiet"]);
        tree += &cargo(root, &arguments)?;
    }
    let parts = parts(&tree);
    ensure!(parts.len() > 20, "cargo tree names {} crates only", parts.len());
    Ok(parts)
}

/// Other people's crates in the output of `cargo tree`.
fn parts(tree: &str) -> Vec<Part> {
    let part = |line: &str| {
        // a folder follows the version of our own crates
        let (name, version) = line.trim().split_once(" v")?;
        (!version.contains(' ')).then(|| Part { name: name.to_owned(), version: version.to_owned() })
    };
    let mut parts: Vec<Part> = tree.lines().filter_map(part).collect();
    parts.sort();
    parts.dedup();
    parts
}

fn package<'a>(metadata: &'a Value, part: &Part) -> Result<&'a Value> {
    let packages = metadata["packages"].as_array().context("cargo names no packages")?;
    let is_it = |package: &&Value| package["name"] == part.name.as_str() && package["version"] == part.version.as_str();
    packages.iter().find(is_it).with_context(|| format!("cargo does not know {} {}", part.name, part.version))
}

/// The texts of one of the licences that a crate offers, and its notices. Empty if it contains no text and does not
/// offer MIT.
fn licences(folder: &Path, offered: &str) -> Result<Vec<String>> {
    let mut files: Vec<(String, PathBuf)> = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            files.push((entry.file_name().to_string_lossy().to_uppercase(), entry.path()));
        }
    }
    files.sort();
    let named = |words: &[&str]| -> Vec<&PathBuf> {
        let fits = |name: &str| words.iter().any(|word| name.starts_with(word)) && !name.ends_with(".RS");
        files.iter().filter(|(name, _)| fits(name)).map(|(_, path)| path).collect()
    };
    // For `AND` the crate's files contain what all licences require. For `OR` the MIT licence, the shortest, is
    // enough.
    let candidates = if offered.contains(" AND ") {
        vec![named(&["LICENSE", "LICENCE", "COPYING"])]
    } else {
        vec![named(&["LICENSE-MIT", "LICENSE_MIT"]), named(&["LICENSE", "LICENCE", "COPYING", "UNLICENSE"])]
    };
    let mut texts = Vec::new();
    for path in candidates.into_iter().find(|files| !files.is_empty()).unwrap_or_default() {
        texts.push(tidy(&fs::read_to_string(path)?));
    }
    if texts.is_empty() {
        if !offered.contains("MIT") {
            return Ok(texts);
        }
        texts.push(MIT.to_owned());
    }
    for path in named(&["NOTICE"]) {
        texts.push(tidy(&fs::read_to_string(path)?));
    }
    Ok(texts)
}

/// The licence texts for a crate that contains none, from another crate of its repository with the same licence.
fn licences_beside(metadata: &Value, package: &Value) -> Result<Vec<String>> {
    let (repository, licence) = (&package["repository"], package["license"].as_str().unwrap_or_default());
    for other in metadata["packages"].as_array().into_iter().flatten() {
        if repository.is_string() && other["repository"] == *repository && other["license"] == licence {
            let manifest = other["manifest_path"].as_str().unwrap_or_default();
            let texts = licences(Path::new(manifest).parent().context("a package lies in a folder")?, licence)?;
            if !texts.is_empty() {
                return Ok(texts);
            }
        }
    }
    bail!("{} offers `{licence}`, but neither it nor its repository holds a text of it", package["name"])
}

/// Removes the white space by which equal texts differ.
fn tidy(text: &str) -> String {
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().map(str::trim_end).collect();
    lines.join("\n").trim_matches('\n').to_owned()
}

fn map_credits(root: &Path) -> Result<String> {
    let file = root.join("data/program.json");
    let data: Value = serde_json::from_str(&fs::read_to_string(&file)?)?;
    let map = &data["map"];
    let mut lines = map["approval"].as_str().map(|line| format!("{line}\n")).unwrap_or_default();
    for credit in map["credits"].as_array().with_context(|| format!("{} has no map.credits", file.display()))? {
        // by language tag: whether a map keeps the file's order depends on the features that others ask of serde_json
        let texts: BTreeMap<&String, &Value> = credit.as_object().into_iter().flatten().collect();
        for text in texts.values() {
            lines += &format!("{}\n", text.as_str().unwrap_or_default());
        }
    }
    Ok(lines)
}

fn cargo(root: &Path, arguments: &[&str]) -> Result<String> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo).args(arguments).current_dir(root).output().context("cannot run cargo")?;
    ensure!(output.status.success(), "cargo {}: {}", arguments[0], String::from_utf8_lossy(&output.stderr));
    Ok(String::from_utf8(output.stdout)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn our_own_crates_are_not_other_peoples() {
        let tree = "shanhai v0.1.0 (/a b/c)\nyew v0.23.0\ngloo v0.11.0\n\nyew v0.23.0\n";
        let names: Vec<String> = parts(tree).into_iter().map(|part| part.name).collect();
        assert_eq!(names, ["gloo", "yew"]);
    }

    #[test]
    fn of_two_licences_one_is_enough_and_notices_are_kept() -> Result<()> {
        let folder = tempfile::tempdir()?;
        let put = |name: &str, text: &str| fs::write(folder.path().join(name), text);
        put("LICENSE-APACHE", "long")?;
        put("LICENSE-MIT", "\u{feff}short  \r\n")?;
        put("NOTICE", "mind")?;
        put("license.rs", "code")?;
        assert_eq!(licences(folder.path(), "MIT OR Apache-2.0")?, ["short", "mind"]);
        assert_eq!(licences(folder.path(), "MIT AND Apache-2.0")?, ["long", "short", "mind"]);
        Ok(())
    }

    #[test]
    fn a_licence_without_a_text_is_that_of_its_repository_or_refused() -> Result<()> {
        let (bare, whole) = (tempfile::tempdir()?, tempfile::tempdir()?);
        assert_eq!(licences(bare.path(), "MIT/Apache-2.0")?, [MIT]);
        fs::write(bare.path().join("NOTICE"), "mind")?;
        fs::write(whole.path().join("LICENSE"), "words")?;
        let package = |folder: &Path, licence: &str, repository: &str| json!({ "name": "a", "license": licence, "repository": repository, "manifest_path": folder.join("Cargo.toml") });
        let metadata =
            json!({ "packages": [package(bare.path(), "Zlib", "one"), package(whole.path(), "Zlib", "one")] });
        assert_eq!(licences(bare.path(), "Zlib")?, Vec::<String>::new());
        assert_eq!(licences_beside(&metadata, &package(bare.path(), "Zlib", "one"))?, ["words"]);
        assert!(licences_beside(&metadata, &package(bare.path(), "Zlib", "another")).is_err());
        assert!(licences_beside(&metadata, &package(bare.path(), "BSD-2-Clause", "one")).is_err());
        Ok(())
    }

    #[test]
    fn the_first_change_is_named() {
        assert_eq!(first_change("a\nb\n", "a\nc\nb\n"), "`c` is new");
        assert_eq!(first_change("a\nb\n", "a\n"), "it says more than it should");
    }
}
