//! The native publisher: pages with hashed names, the dataset as files, static pictures.
//!
//! Trunk has put the program and `index.html` into the staging folder; everything else that the contract
//! names is written here.

mod embedding;
mod embeds;
mod export;
mod minify;
mod pages;
mod pictures;
mod program;
mod raster;
mod sharing;
mod spreadsheets;

pub use raster::Rasterizer;
use std::path::{Path, PathBuf};

/// How the program goes out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packing {
    /// As Trunk left it, for work on it.
    Loose,
    /// As small as it gets, for readers.
    Tight,
}

/// The file that the tables were made from.
const DATASET: &str = env!("SHANHAI_DATASET_FILE");

/// What went wrong, and with which file.
#[derive(Debug)]
pub struct PublishError {
    path: PathBuf,
    reason: String,
}

impl std::fmt::Display for PublishError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}: {}", self.path.display(), self.reason)
    }
}

impl std::error::Error for PublishError {}

/// A fault of one file.
fn fault(path: &Path, reason: impl ToString) -> PublishError {
    PublishError { path: path.to_owned(), reason: reason.to_string() }
}

fn read(path: &Path) -> Result<String, PublishError> {
    std::fs::read_to_string(path).map_err(|error| fault(path, error))
}

fn write(path: &Path, content: impl AsRef<[u8]>) -> Result<(), PublishError> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|error| fault(folder, error))?;
    }
    std::fs::write(path, content).map_err(|error| fault(path, error))
}

/// Finishes the folder `staging`, from the sources below `root`.
///
/// # Errors
/// A file cannot be read or written, or a page lacks what the build must put into it.
pub fn publish(root: &Path, staging: &Path, packing: Packing) -> Result<(), PublishError> {
    pages::publish(root, staging, packing)?;
    embedding::publish(staging)?;
    write(&staging.join("THIRD_PARTY.txt"), read(&root.join("THIRD_PARTY.txt"))?)?;
    for (name, source) in
        [("program.json", PathBuf::from(DATASET)), ("program.schema.json", root.join("data/program.schema.json"))]
    {
        write(&staging.join("data").join(name), read(&source)?)?;
    }
    spreadsheets::publish(&staging.join("data"))?;
    pictures::publish(staging)?;
    sharing::publish(staging)?;
    embeds::publish(staging)
}
