//! `shanhai csv`: a dataset as spreadsheets, and back.

use crate::outcome::{Done, unchanged};
use clap::Subcommand;
use shanhai_dataset::desk::{self, file_of};
use std::path::{Path, PathBuf};

#[derive(Subcommand)]
pub enum Task {
    /// Writes the lists as CSV files, or as one workbook.
    Export {
        /// The dataset: a file, or a folder with a `program.json`.
        dataset: PathBuf,
        /// The folder of the files, or a workbook (`.xlsx`).
        to: PathBuf,
        /// Also over sheets that were edited since the last export.
        #[arg(long)]
        overwrite: bool,
    },
    /// Puts edited sheets back into a dataset, if it is sound then, and says what changed.
    Import {
        /// The dataset, which is changed.
        dataset: PathBuf,
        /// The folder of the CSV files, or the workbook; lists that are not there stay as they are.
        from: PathBuf,
        /// Also where the sheets are older than the dataset, and undo what has changed since.
        #[arg(long)]
        undo: bool,
    },
}

pub fn run(task: &Task) -> Done {
    match task {
        Task::Export { dataset, to, overwrite } => {
            let files = desk::export(dataset, to, *overwrite)?;
            files.iter().for_each(|file| println!("{}", file.display()));
            Ok(true)
        }
        Task::Import { dataset, from, undo } => import(dataset, from, *undo),
    }
}

fn import(dataset: &Path, from: &Path, undo: bool) -> Done {
    let outcome = desk::import(dataset, from, undo).map_err(unchanged)?;
    let changed = if outcome.changed { "changed" } else { "nothing has changed" };
    println!("{}: {changed}", file_of(dataset).display());
    if outcome.changed {
        print!("{}", outcome.diff);
    }
    Ok(true)
}
