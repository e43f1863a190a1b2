#![doc = include_str!("../README.md")]

mod assets;
mod card;
mod desk;
mod elements;
mod embedding;
mod embeds;
mod esbuild;
mod export;
mod files;
mod integrity;
pub mod output;
mod overview;
mod pages;
mod pictures;
mod prepare;
mod program;
mod programme;
mod projects;
mod publication;
mod publish;
mod raster;
mod scripts;
mod sharing;
mod spreadsheets;
mod subject;
mod tokens;

pub use assets::{Assets, Bytes};
pub use files::{Content, Files};
pub use overview::overview;
pub use prepare::{Packing, prepare};
pub use programme::Programme;
pub use publication::{Publication, Styles};
pub use raster::Rasterizer;

use std::path::Path;

/// What went wrong, and with which file.
#[derive(Debug)]
pub struct PublishError {
    file: String,
    reason: String,
}

impl std::fmt::Display for PublishError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}: {}", self.file, self.reason)
    }
}

impl std::error::Error for PublishError {}

/// An error of one file.
fn fault(file: impl ToString, reason: impl ToString) -> PublishError {
    PublishError { file: file.to_string(), reason: reason.to_string() }
}

fn read(path: &Path) -> Result<String, PublishError> {
    std::fs::read_to_string(path).map_err(|error| fault(path.display(), error))
}

fn write(path: &Path, content: impl AsRef<[u8]>) -> Result<(), PublishError> {
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(|error| fault(folder.display(), error))?;
    }
    std::fs::write(path, content).map_err(|error| fault(path.display(), error))
}

#[cfg(test)]
mod testing {
    use crate::Programme;
    use shanhai_dataset::Dataset;
    use std::path::Path;
    use std::sync::LazyLock;

    /// A programme with that dataset, and nothing beside it.
    pub(crate) fn programme() -> Programme {
        let (dataset, binary, json, beside) = (dataset(), Vec::new(), String::new(), Vec::new());
        Programme { dataset, binary, json, beside, icon: None, article: None }
    }

    /// The dataset of `data/`.
    pub(crate) fn dataset() -> &'static Dataset {
        static SHIPPED: LazyLock<&'static Dataset> = LazyLock::new(|| {
            let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/program.json");
            Programme::read(&file).unwrap_or_else(|report| panic!("{report}")).dataset
        });
        *SHIPPED
    }
}
