//! The dataset inside the program, compiled by the build script from `data/program.json`.

use shanhai_dataset::Dataset;

/// Its binary form.
pub const DATASET: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/dataset.bin"));

/// What is wrong with the dataset, in a build for work that goes on with the last good one; else empty.
pub const FAULTS: &str = include_str!(concat!(env!("OUT_DIR"), "/faults.txt"));

/// The dataset, decoded once.
pub fn dataset() -> &'static Dataset {
    use std::sync::LazyLock;
    static DECODED: LazyLock<&'static Dataset> =
        LazyLock::new(|| Dataset::decode(DATASET).expect("the build script compiled it"));
    *DECODED
}
