//! Finds files in the checkout.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;

/// Folders without our own sources. Hidden ones are passed over, too.
const PASSED_OVER: [&str; 3] = ["node_modules", "target", "dist"];

/// The files below a folder whose name is `wanted`, in order. Also passes over the folders that `passed_over` names.
///
/// # Errors
/// A folder cannot be read.
pub fn files(root: &Path, passed_over: &[&str], wanted: impl Fn(&str) -> bool) -> Result<Vec<PathBuf>> {
    let (mut found, mut open) = (Vec::new(), vec![root.to_owned()]);
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if entry.file_type()?.is_dir() {
                if !name.starts_with('.') && !PASSED_OVER.iter().chain(passed_over).any(|one| *one == name) {
                    open.push(entry.path());
                }
            } else if wanted(&name) {
                found.push(entry.path());
            }
        }
    }
    found.sort();
    Ok(found)
}
