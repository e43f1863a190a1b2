//! The shipped dataset, and the second programme, which has nothing in common with it.

#![allow(dead_code, reason = "not every test needs both")]

use shanhai_dataset::Dataset;
use shanhai_dataset::check::{CheckedDataset, check_file};
use std::path::Path;
use std::sync::LazyLock;

/// The dataset of `data/`.
pub static SHIPPED: LazyLock<&'static Dataset> = LazyLock::new(|| read("../../data/program.json"));

/// The second programme.
pub static SECOND: LazyLock<&'static Dataset> = LazyLock::new(|| read("../../tests/data/second/program.json"));

/// The binary form of the dataset of `data/`.
pub fn shipped_bytes() -> Vec<u8> {
    checked("../../data/program.json").to_binary()
}

fn read(file: &str) -> &'static Dataset {
    checked(file).compiled()
}

fn checked(file: &str) -> CheckedDataset {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
    check_file(&file).unwrap_or_else(|report| panic!("{report}"))
}
