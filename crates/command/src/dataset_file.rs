//! The file of a dataset, and the folder that it is named by.

use serde_json::Value;
use shanhai_dataset::check::{CheckedDataset, Fault, check};
use shanhai_dataset::report::Report;
use std::fs;
use std::path::{Path, PathBuf};

/// The dataset's file, which may be named by its folder.
pub fn file_of(dataset: &Path) -> PathBuf {
    if dataset.is_dir() { dataset.join("program.json") } else { dataset.to_owned() }
}

/// The text of a file; the error names it.
pub fn read(file: &Path) -> Result<String, String> {
    fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))
}

/// Writes a file; the error names it.
pub fn write(file: &Path, content: impl AsRef<[u8]>) -> Result<(), String> {
    fs::write(file, content).map_err(|error| format!("{}: {error}", file.display()))
}

/// A dataset's text, checked with the files beside it.
pub fn checked(file: &Path, json: &str) -> Result<CheckedDataset, Vec<Fault>> {
    let folder = file.parent().unwrap_or(Path::new(""));
    check(json, &|name| fs::read_to_string(folder.join(name)).map_err(|error| error.to_string()))
}

/// The dataset of a file that has no fault; else its faults are reported. Every task that writes reads by this: what the check
/// refuses, such as a field that stands there twice, would be lost unseen.
pub fn sound(file: &Path) -> Result<Option<Value>, String> {
    let json = read(file)?;
    if let Err(faults) = checked(file, &json) {
        eprintln!("{}", Report::new(&file.display().to_string(), &json, &faults));
        return Ok(None);
    }
    serde_json::from_str(&json).map(Some).map_err(|error| error.to_string())
}

/// Says so.
pub fn unchanged() -> Result<bool, String> {
    eprintln!("Nothing was changed.");
    Ok(false)
}
