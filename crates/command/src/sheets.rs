//! `shanhai csv`: a dataset as spreadsheets, and back.

use crate::dataset_file::{checked, file_of, sound, unchanged, write};
use clap::Subcommand;
use serde_json::Value;
use shanhai_dataset::{Dataset, layout, spreadsheet};
use std::fs;
use std::path::{Path, PathBuf};

#[derive(Subcommand)]
pub enum Task {
    /// Writes the lists as CSV files.
    Export {
        /// The dataset: a file, or a folder with a `program.json`.
        dataset: PathBuf,
        /// Where the files go.
        folder: PathBuf,
    },
    /// Puts edited CSV files back into a dataset, if it is sound then.
    Import {
        /// The dataset, which is changed.
        dataset: PathBuf,
        /// Where the files are; those that are not there leave their lists as they are.
        folder: PathBuf,
    },
}

pub fn run(task: &Task) -> Result<bool, String> {
    match task {
        Task::Export { dataset, folder } => export(dataset, folder),
        Task::Import { dataset, folder } => import(dataset, folder),
    }
}

fn export(dataset: &Path, folder: &Path) -> Result<bool, String> {
    let Some(dataset) = sound(&file_of(dataset))? else { return Ok(false) };
    fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for sheet in spreadsheet::export(&dataset)? {
        let file = folder.join(format!("{}.csv", sheet.name));
        write(&file, sheet.csv)?;
        println!("{}", file.display());
    }
    Ok(true)
}

fn import(dataset: &Path, folder: &Path) -> Result<bool, String> {
    let file = file_of(dataset);
    let Some(before) = sound(&file)? else { return unchanged() };
    let files = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut sheets = Vec::new();
    for path in files.filter_map(|entry| Some(entry.ok()?.path())) {
        if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv")) {
            let name = path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            sheets.push((name, fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?));
        }
    }
    if sheets.is_empty() {
        return Err(format!("{}: there is no CSV file", folder.display()));
    }
    sheets.sort();
    let imported = match spreadsheet::import(&before, &sheets) {
        Ok(imported) => imported,
        Err(reasons) => {
            reasons.iter().for_each(|reason| eprintln!("{reason}"));
            return unchanged();
        }
    };
    let after = layout::text(&imported.dataset);
    if let Err(faults) = checked(&file, &after) {
        for fault in &faults {
            let origin = imported.origin(fault).unwrap_or_else(|| file.display().to_string());
            eprintln!("{origin}: {fault}");
        }
        return unchanged();
    }
    // an empty list and none are the same
    let same = |a: Value, b: Value| {
        let read = |value| serde_json::from_value::<Dataset>(value).ok().map(serde_json::to_value);
        read(a).zip(read(b)).is_some_and(|(a, b)| a.ok() == b.ok())
    };
    if same(imported.dataset, before) {
        println!("{}: nothing has changed", file.display());
        return Ok(true);
    }
    write(&file, after)?;
    println!("{}: changed", file.display());
    Ok(true)
}
