//! The file operations of the editor's command: exporting and importing sheets without losing anyone's work.
//!
//! An export saves a copy of the exported dataset with the sheets. From that copy, a later export recognises sheets
//! that were edited since, and an import recognises changes made in the file since, which older sheets would undo.

pub mod dropped;

use crate::Dataset;
use crate::check::{self, Fault, check};
use crate::diff::{Change, Diff, Field, What, diff};
use crate::report::Report;
use crate::spreadsheet::{self, Imported, xlsx};
use crate::{layout, text_file};
use serde_json::Value;
use std::fs;
use std::path::{Path, PathBuf};

/// The copy of the exported dataset in a folder of sheets.
const EXPORTED: &str = "exported.json";

/// Why nothing was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// The content does not allow it, or someone's work would be lost.
    Refused(String),
    /// A file cannot be read or written.
    File(String),
}

/// The result of an import.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// Whether the file has changed.
    pub changed: bool,
    /// The changes in it.
    pub diff: Diff,
}

/// A dataset on disk without faults.
struct Sound {
    file: PathBuf,
    value: Value,
}

/// The dataset's file; the path may also name its folder.
pub fn file_of(dataset: &Path) -> PathBuf {
    if dataset.is_dir() { dataset.join("program.json") } else { dataset.to_owned() }
}

fn file_trouble(file: &Path, error: impl std::fmt::Display) -> Trouble {
    Trouble::File(format!("{}: {error}", file.display()))
}

/// Every command that writes reads the dataset with this function: whatever the check refuses, such as a duplicate
/// field, would otherwise be lost silently.
fn sound(dataset: &Path) -> Result<Sound, Trouble> {
    let file = file_of(dataset);
    let json = read_text(&file)?;
    let name = file.display().to_string();
    let refused = |faults: &[Fault]| Trouble::Refused(Report::new(&name, &json, faults).to_string());
    check(&json, &check::beside(&file)).map_err(|faults| refused(&faults))?;
    let value = serde_json::from_str(&json).map_err(|error| file_trouble(&file, error))?;
    Ok(Sound { file, value })
}

/// The text of a file. A file that is not UTF-8 is refused with the position of the offending bytes.
pub fn read_text(file: &Path) -> Result<String, Trouble> {
    let bytes = fs::read(file).map_err(|error| file_trouble(file, error))?;
    let name = file.display().to_string();
    text_file::decode(&bytes).map_err(|fault| Trouble::Refused(Report::new(&name, "", &[fault]).to_string()))
}

/// Formats a dataset: what fits into one line goes on one line.
///
/// # Errors
/// The dataset has a fault, or cannot be written.
pub fn format(dataset: &Path) -> Result<(), Trouble> {
    let Sound { file, value } = sound(dataset)?;
    fs::write(&file, layout::text(&value)).map_err(|error| file_trouble(&file, error))
}

/// The changes from one dataset to another.
///
/// # Errors
/// One of them has a fault, or cannot be read.
pub fn compare(old: &Path, new: &Path) -> Result<(Diff, Dataset, Dataset), Trouble> {
    let [old, new] = [sound(old)?, sound(new)?].map(|one| dataset_of(&one.value));
    Ok((diff(&old, &new), old, new))
}

fn dataset_of(value: &Value) -> Dataset {
    serde_json::from_value(value.clone()).expect("what has passed the checks is a dataset")
}

/// Whether a path names a workbook.
fn is_workbook(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("xlsx"))
}

/// Writes the lists of a dataset, as CSV files into a folder or as one workbook. Returns the files.
///
/// # Errors
/// The dataset has a fault; or existing sheets were edited since they were exported, and `overwrite` is not set.
pub fn export(dataset: &Path, to: &Path, overwrite: bool) -> Result<Vec<PathBuf>, Trouble> {
    let Sound { value, .. } = sound(dataset)?;
    let mut files: Vec<(PathBuf, Vec<u8>)> = Vec::new();
    if is_workbook(to) {
        files.push((to.to_owned(), xlsx::export(&value).map_err(Trouble::File)?));
    } else {
        fs::create_dir_all(to).map_err(|error| file_trouble(to, error))?;
        let sheets = spreadsheet::export(&value).map_err(Trouble::File)?;
        files.extend(sheets.into_iter().map(|sheet| (to.join(format!("{}.csv", sheet.name)), sheet.csv)));
    }
    if !overwrite {
        let exported = exported(to);
        let before = exported.as_ref().unwrap_or(&value);
        let is_edited = |file: &PathBuf| file.exists() && !says(file, before) && !says(file, &value);
        let edited: Vec<String> =
            files.iter().filter(|(file, _)| is_edited(file)).map(|(file, _)| file.display().to_string()).collect();
        if !edited.is_empty() {
            let edited = edited.join(", ");
            return Err(Trouble::Refused(format!(
                "{edited}: edited since the last export. Import it first, or add --overwrite to lose what was edited."
            )));
        }
    }
    for (file, content) in &files {
        fs::write(file, content).map_err(|error| file_trouble(file, error))?;
    }
    if !is_workbook(to) {
        remember(to, &value)?;
    }
    Ok(files.into_iter().map(|(file, _)| file).collect())
}

/// The dataset that was exported to a folder or workbook, if that is known.
fn exported(place: &Path) -> Option<Value> {
    match is_workbook(place) {
        true => xlsx::exported(&fs::read(place).ok()?),
        false => serde_json::from_str(&fs::read_to_string(place.join(EXPORTED)).ok()?).ok(),
    }
}

fn remember(folder: &Path, dataset: &Value) -> Result<(), Trouble> {
    let file = folder.join(EXPORTED);
    fs::write(&file, layout::text(dataset)).map_err(|error| file_trouble(&file, error))
}

/// Whether a file has the same content as a dataset.
fn says(file: &Path, dataset: &Value) -> bool {
    let Ok(bytes) = fs::read(file) else { return false };
    let imported = match is_workbook(file) {
        true => xlsx::import(dataset, &bytes),
        false => spreadsheet::import(dataset, &[(stem(file), bytes)]),
    };
    imported.is_ok_and(|imported| is_same(&imported.dataset, dataset))
}

fn stem(file: &Path) -> String {
    file.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// Whether two datasets mean the same; an empty list equals a missing one.
fn is_same(one: &Value, other: &Value) -> bool {
    let meaning = |value: &Value| serde_json::from_value::<Dataset>(value.clone()).ok().map(serde_json::to_value);
    matches!((meaning(one), meaning(other)), (Some(Ok(one)), Some(Ok(other))) if one == other)
}

/// Imports edited sheets, a folder of CSV files or a workbook, into a dataset, if the result has no fault.
///
/// # Errors
/// A sheet cannot be read; the dataset would have a fault; or the sheets are older than the file and would undo what
/// has changed in it since, and `undo` is not set.
pub fn import(dataset: &Path, from: &Path, undo: bool) -> Result<Outcome, Trouble> {
    let Sound { file, value: before } = sound(dataset)?;
    let imported = read_sheets(&before, from)?;
    let after = layout::text(&imported.dataset);
    if let Err(faults) = check(&after, &check::beside(&file)) {
        let origin = |fault: &Fault| imported.origin(fault).unwrap_or_else(|| file.display().to_string());
        let told: Vec<String> = faults.iter().map(|fault| format!("{}: {fault}", origin(fault))).collect();
        return Err(Trouble::Refused(told.join("\n")));
    }
    let diff = diff(&dataset_of(&before), &dataset_of(&imported.dataset));
    if !undo && let Some(exported) = exported(from).filter(|exported| !is_same(exported, &before)) {
        let undone = undone(&exported, &before, &diff);
        if !undone.is_empty() {
            return Err(Trouble::Refused(format!(
                "{}: these sheets are older than {}, and would undo:\n{undone}Export them anew and edit those, or add --undo.",
                from.display(),
                file.display()
            )));
        }
    }
    let changed = !is_same(&imported.dataset, &before);
    if changed {
        fs::write(&file, after).map_err(|error| file_trouble(&file, error))?;
    }
    if !is_workbook(from) {
        remember(from, &imported.dataset)?;
    }
    Ok(Outcome { changed, diff })
}

fn read_sheets(dataset: &Value, from: &Path) -> Result<Imported, Trouble> {
    if is_workbook(from) {
        let bytes = fs::read(from).map_err(|error| file_trouble(from, error))?;
        let named = |reasons: Vec<String>| {
            let told: Vec<String> = reasons.iter().map(|reason| format!("{}, {reason}", from.display())).collect();
            Trouble::Refused(told.join("\n"))
        };
        return xlsx::import(dataset, &bytes).map_err(named);
    }
    let mut sheets = Vec::new();
    for path in
        fs::read_dir(from).map_err(|error| file_trouble(from, error))?.filter_map(|entry| Some(entry.ok()?.path()))
    {
        if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv")) {
            sheets.push((stem(&path), fs::read(&path).map_err(|error| file_trouble(&path, error))?));
        }
    }
    if sheets.is_empty() {
        return Err(Trouble::File(format!("{}: there is no CSV file", from.display())));
    }
    sheets.sort();
    spreadsheet::import(dataset, &sheets).map_err(|reasons| Trouble::Refused(reasons.join("\n")))
}

/// Those changes of an import that would restore the exported state, although the file has changed since.
fn undone(exported: &Value, present: &Value, import: &Diff) -> Diff {
    let Ok(exported) = serde_json::from_value::<Dataset>(exported.clone()) else { return Diff::default() };
    let since = diff(&exported, &dataset_of(present));
    let same_entry = |change: &&Change, other: &Change| change.list == other.list && change.id == other.id;
    let changes = import.changes.iter().filter_map(|change| {
        let what = match (
            &since.changes.iter().find(|one| same_entry(one, change) && one.what != What::Moved)?.what,
            &change.what,
        ) {
            (What::Added(_), What::Removed(_)) | (What::Removed(_), What::Added(_)) => change.what.clone(),
            (What::Changed(since), What::Changed(fields)) => {
                let is_reversed = |field: &&Field| {
                    since
                        .iter()
                        .any(|one| one.path == field.path && one.before == field.after && one.after == field.before)
                };
                What::Changed(fields.iter().filter(is_reversed).cloned().collect())
            }
            _ => return None,
        };
        (what != What::Changed(Vec::new())).then(|| Change { what, ..change.clone() })
    });
    Diff { changes: changes.collect() }
}
