//! Puts the assets of a release into the binary: the folder that `SHANHAI_ASSETS` names, as a release build leaves it in
//! `target/assets`. Without it the command is built without them, and publishes nothing.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-env-changed=SHANHAI_ASSETS");
    let mut list = String::new();
    if let Some(folder) = env::var_os("SHANHAI_ASSETS").filter(|folder| !folder.is_empty()) {
        let folder = fs::canonicalize(&folder)
            .map_err(|error| io::Error::other(format!("SHANHAI_ASSETS={}: {error}", folder.display())))?;
        println!("cargo::rerun-if-changed={}", folder.display());
        let mut files = Vec::new();
        collect(&folder, &mut files)?;
        files.sort();
        for file in files {
            let name = file.strip_prefix(&folder).unwrap_or(&file).to_string_lossy().replace('\\', "/");
            let _written = write!(list, "({name:?}, include_bytes!({:?})),", file.display().to_string());
        }
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("cargo sets OUT_DIR"))?);
    fs::write(out.join("assets.rs"), format!("&[{list}]"))
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() { collect(&path, files)? } else { files.push(path) }
    }
    Ok(())
}
