//! Checks that everything installed from npm (tools and other people's pages; nothing that is released) is pinned to
//! the byte. `npm ci` holds a lock file against its package.json and accepts ranges, other hosts and missing hashes; no library
//! forbids these.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::{Map, Value};

use crate::walk;

/// Fails if a lock file does not fully determine what is installed.
pub fn run(root: &Path) -> Result<()> {
    let files = walk::files(root, &[], |name| name == "package.json")?;
    ensure!(!files.is_empty(), "there is no package.json in {}", root.display());
    let (mut faults, mut locks) = (Vec::new(), 0);
    for file in &files {
        let read = |name: &str| -> Result<Value> {
            let path = file.with_file_name(name);
            let text = fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
            serde_json::from_str(&text).with_context(|| path.display().to_string())
        };
        let package = read("package.json")?;
        // a package without dependencies, such as the released one, needs no lock file
        if ["dependencies", "devDependencies", "optionalDependencies"].iter().all(|key| package[key].is_null()) {
            continue;
        }
        locks += 1;
        let found = faults_of(&package, &read("package-lock.json")?);
        faults.extend(found.into_iter().map(|fault| format!("{}: {fault}", file.display())));
    }
    if !faults.is_empty() {
        bail!("{}", faults.join("\n       "));
    }
    println!("{locks} lock files pin all that comes from npm");
    Ok(())
}

fn faults_of(package: &Value, lock: &Value) -> Vec<String> {
    let mut faults = Vec::new();
    let empty = Map::new();
    if lock["lockfileVersion"] != 3 {
        faults.push("the lock is not of version 3".to_owned());
    }
    let packages = lock["packages"].as_object().unwrap_or(&empty);
    for key in ["dependencies", "devDependencies", "optionalDependencies"] {
        for (name, version) in package[key].as_object().unwrap_or(&empty) {
            let wanted = version.as_str().unwrap_or_default();
            if !wanted.starts_with(|c: char| c.is_ascii_digit()) {
                faults.push(format!("{name} `{wanted}` is not one version"));
            }
            if packages.get(&format!("node_modules/{name}")).is_none_or(|locked| locked["version"] != wanted) {
                faults.push(format!("{name} {wanted} is not what the lock holds"));
            }
        }
    }
    for (name, locked) in packages.iter().filter(|(name, _)| !name.is_empty()) {
        if !locked["integrity"].as_str().is_some_and(|hash| hash.starts_with("sha512-")) {
            faults.push(format!("{name} has no hash"));
        }
        let from = locked["resolved"].as_str().unwrap_or_default();
        if !from.is_empty() && !from.starts_with("https://registry.npmjs.org/") {
            faults.push(format!("{name} comes from {from}"));
        }
    }
    faults
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_pinned_passes() {
        let package = json!({ "dependencies": { "a": "1.0.0" } });
        let locked = json!({ "version": "1.0.0", "integrity": "sha512-x", "resolved": "https://registry.npmjs.org/a" });
        let lock = json!({ "lockfileVersion": 3, "packages": { "": {}, "node_modules/a": locked } });
        assert_eq!(faults_of(&package, &lock), Vec::<String>::new());
    }

    #[test]
    fn what_is_left_open_is_named() {
        let package = json!({ "dependencies": { "a": "^1.0.0", "b": "2.0.0" } });
        let lock = json!({ "lockfileVersion": 3, "packages": {
            "node_modules/a": { "version": "1.0.0", "integrity": "sha1-x" },
            "node_modules/b": { "version": "2.0.1", "integrity": "sha512-x", "resolved": "git+ssh://x" },
        } });
        let faults = faults_of(&package, &lock).join("\n");
        for wanted in ["a `^1.0.0` is not one version", "b 2.0.0 is not", "a has no hash", "b comes from git+ssh"] {
            assert!(faults.contains(wanted), "{wanted}: {faults}");
        }
    }
}
