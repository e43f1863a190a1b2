//! A dataset with what lies beside it.

use shanhai_dataset::Dataset;
use shanhai_dataset::check::check_file;
use std::fs;
use std::path::Path;

/// What is published of a programme.
#[derive(Debug, Clone)]
pub struct Programme {
    /// The dataset.
    pub dataset: &'static Dataset,
    /// Its binary form.
    pub binary: Vec<u8>,
    /// The file that it was written in.
    pub json: String,
    /// The page of an article, which names figures of the dataset; a template.
    pub article: Option<String>,
}

impl Programme {
    /// Reads a `program.json` and what lies beside it.
    ///
    /// # Errors
    /// A report of every fault of the dataset, or of a file that cannot be read.
    pub fn read(file: &Path) -> Result<Programme, String> {
        let checked = check_file(file)?;
        let binary = checked.to_binary();
        let dataset = Dataset::decode(&binary).map_err(|error| format!("{}: {error}", file.display()))?;
        Programme::of(dataset, binary, file)
    }

    /// With a dataset that was compiled before from that file, which may be faulty by now.
    ///
    /// # Errors
    /// A file cannot be read.
    pub fn of(dataset: &'static Dataset, binary: Vec<u8>, file: &Path) -> Result<Programme, String> {
        let read = |path: &Path| fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()));
        let article = file.with_file_name("article.html");
        let article = article.exists().then(|| read(&article)).transpose()?;
        Ok(Programme { dataset, binary, json: read(file)?, article })
    }
}
