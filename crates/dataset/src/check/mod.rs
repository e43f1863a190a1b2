//! The checks on an authored dataset: every fault at once, each with its place and a way to mend it.

mod charts;
mod checker;
mod figures;
mod map;
mod stories;

use crate::authoring::ProgramEntry;
use crate::topology::{TileGrid, Topology};
use checker::{AnyFigure, Checker, List};
use sha2::{Digest, Sha256};
use std::fmt;

/// What is wrong at one place of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// JSON path, such as `figures[3].observations[0].value`.
    pub path: String,
    /// What stands there.
    pub found: String,
    /// What should stand there.
    pub expected: String,
    /// What to do.
    pub mend: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: found {}; expected {}", self.path, self.found, self.expected)?;
        if self.mend.is_empty() { Ok(()) } else { write!(f, "\n    {}", self.mend) }
    }
}

/// A dataset that has passed every check; only from this are tables made.
#[derive(Debug)]
pub struct CheckedProgram {
    pub(crate) entry: ProgramEntry,
    pub(crate) topology: Topology,
    pub(crate) tiles: TileGrid,
    pub(crate) hash: String,
}

impl CheckedProgram {
    /// The dataset as authored.
    pub fn entry(&self) -> &ProgramEntry {
        &self.entry
    }

    /// First 16 hex digits of the SHA-256 of the file.
    pub fn hash(&self) -> &str {
        &self.hash
    }
}

/// Reads and checks a dataset. `read_beside` loads a file by its name relative to the dataset.
///
/// A fault in the shape of the file ends the reading; all others are answered together.
pub fn check(json: &str, read_beside: &dyn Fn(&str) -> Result<String, String>) -> Result<CheckedProgram, Vec<Fault>> {
    let entry = read_shape(json).map_err(|fault| vec![fault])?;
    let mut checker = Checker::new(&entry);
    let topology = checker.file_beside("map.boundaries", &entry.map.boundaries, read_beside, Topology::read);
    let tiles = checker.file_beside("map.tiles", &entry.map.tiles, read_beside, TileGrid::read);
    checker.check_all(topology.as_ref(), tiles.as_ref());
    let faults = checker.into_faults();
    match (topology, tiles) {
        (Some(topology), Some(tiles)) if faults.is_empty() => {
            let digest = Sha256::digest(json.as_bytes());
            let hash = digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect();
            Ok(CheckedProgram { entry, topology, tiles, hash })
        }
        _ => Err(faults),
    }
}

/// Reads the file into its types; the fault carries the path of the entry that does not fit.
fn read_shape(json: &str) -> Result<ProgramEntry, Fault> {
    let fault = |path: String, found: String| Fault {
        path: if path == "." { "the file".to_owned() } else { path },
        found,
        expected: "the form that program.schema.json describes".to_owned(),
        mend: "The other checks run once the file has its form.".to_owned(),
    };
    let mut reader = serde_json::Deserializer::from_str(json);
    let entry = serde_path_to_error::deserialize(&mut reader)
        .map_err(|error| fault(error.path().to_string(), error.inner().to_string()))?;
    reader.end().map_err(|error| fault(".".to_owned(), error.to_string()))?;
    Ok(entry)
}
