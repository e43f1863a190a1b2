//! The checks on an authored dataset: every fault at once, each with its place and a way to mend it.

mod charts;
mod checker;
mod figures;
mod map;
pub(crate) mod numbers;
pub(crate) mod shape;
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
    /// Where that is, if the path does not lead there: in a file that is no JSON.
    pub position: Option<Position>,
}

/// A place in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
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
/// Faults in the shape of the file are answered before all others, which need it to be sound.
pub fn check(json: &str, read_beside: &dyn Fn(&str) -> Result<String, String>) -> Result<CheckedProgram, Vec<Fault>> {
    let entry = shape::read(json)?;
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
