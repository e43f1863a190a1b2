//! The checks on an authored dataset. They report every fault at once, each with its location and a way to fix it.

mod charts;
mod checker;
mod figures;
mod lists;
mod map;
mod media;
pub(crate) mod misshapen;
mod numbers;
mod panels;
mod shape;
mod spelling;
mod stories;
pub(crate) mod syntax;

pub use crate::fault::{Fault, Position};
use crate::hash;
use crate::model::Dataset;
use crate::report::Report;
use crate::text_file;
use crate::topology::{TileGrid, Topology};
use checker::Checker;
use lists::{AnyFigure, List};
use serde_json::Value;
use std::path::Path;

/// A dataset that has passed every check. Only such a dataset can be compiled.
#[derive(Debug)]
pub struct CheckedDataset {
    pub(crate) dataset: Dataset,
    pub(crate) topology: Topology,
    pub(crate) tiles: TileGrid,
    pub(crate) hash: String,
}

impl CheckedDataset {
    /// The dataset as authored, with unlinked references.
    pub fn authored(&self) -> &Dataset {
        &self.dataset
    }

    /// First 16 hex digits of the SHA-256 of the file.
    pub fn hash(&self) -> &str {
        &self.hash
    }
}

/// Reads and checks a dataset. `read_beside` loads a file by its name relative to the dataset.
///
/// Faults in the shape of the file are reported first and alone, because all other checks need a sound shape.
pub fn check(json: &str, read_beside: &dyn Fn(&str) -> Result<String, String>) -> Result<CheckedDataset, Vec<Fault>> {
    let json = json.strip_prefix('\u{feff}').unwrap_or(json);
    let dataset = shape::read(json)?;
    let mut checker = Checker::new(&dataset);
    let topology = checker.file_beside("map.boundaries", &dataset.map.boundaries, read_beside, Topology::read);
    let tiles = checker.file_beside("map.tiles", &dataset.map.tiles, read_beside, TileGrid::read);
    checker.check_all(topology.as_ref(), tiles.as_ref());
    let faults = checker.into_faults();
    match (topology, tiles) {
        (Some(topology), Some(tiles)) if faults.is_empty() => {
            Ok(CheckedDataset { dataset, topology, tiles, hash: hash::short([json.as_bytes()]) })
        }
        _ => Err(faults),
    }
}

/// Reads and checks a dataset file and the files that it refers to.
///
/// # Errors
/// A report of every fault, with its line and column.
pub fn check_file(file: &Path) -> Result<CheckedDataset, String> {
    let name = file.display().to_string();
    let bytes = std::fs::read(file).map_err(|error| format!("{name}: {error}"))?;
    let json = text_file::decode(&bytes).map_err(|fault| Report::new(&name, "", &[fault]).to_string())?;
    check(&json, &beside(file)).map_err(|faults| Report::new(&name, &json, &faults).to_string())
}

/// The files of the map that a dataset names, as far as its JSON has them.
pub fn map_files(dataset: &Value) -> impl Iterator<Item = &str> {
    ["boundaries", "tiles"].into_iter().filter_map(|field| dataset["map"][field].as_str())
}

/// Returns a function that reads the files in the dataset's folder.
pub fn beside(dataset: &Path) -> impl Fn(&str) -> Result<String, String> + use<> {
    let folder = dataset.parent().unwrap_or(Path::new("")).to_owned();
    move |name| text_file::read(&folder.join(name))
}
