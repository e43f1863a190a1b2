//! `shanhai format`.

use crate::outcome::{Done, unchanged};
use shanhai_dataset::desk;
use std::path::PathBuf;

#[derive(clap::Args)]
pub struct Arguments {
    /// The dataset, which is changed: a file, or a folder with a `program.json`.
    dataset: PathBuf,
}

pub fn run(arguments: &Arguments) -> Done {
    desk::format(&arguments.dataset).map_err(unchanged)?;
    Ok(true)
}
