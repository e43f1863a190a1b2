//! The second programme, as the program for datasets of other addresses would hold it.

use shanhai_dataset::Program;
use shanhai_dataset::assemble::assemble;
use shanhai_dataset::check::{Fault, check};
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

/// It, checked and joined.
pub static SECOND: LazyLock<&'static Program> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/second");
    let read = |name: &str| fs::read_to_string(folder.join(name)).map_err(|error| format!("{name}: {error}"));
    let told = |faults: Vec<Fault>| faults.iter().map(Fault::to_string).collect::<Vec<_>>().join("\n");
    assemble(&check(&read("program.json").unwrap(), &read).map_err(told).unwrap())
});
