//! `shanhai format`.

use crate::dataset_file::{file_of, sound, unchanged, write};
use shanhai_dataset::layout;
use std::path::PathBuf;

#[derive(clap::Args)]
pub struct Arguments {
    /// The dataset, which is changed: a file, or a folder with a `program.json`.
    dataset: PathBuf,
}

pub fn run(arguments: &Arguments) -> Result<bool, String> {
    let file = file_of(&arguments.dataset);
    let Some(dataset) = sound(&file)? else { return unchanged() };
    write(&file, layout::text(&dataset))?;
    Ok(true)
}
