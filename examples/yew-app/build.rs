//! Compiles the application's own dataset, so that a fault stops the build with its place in the file.

use shanhai_dataset::check::check_file;
use std::path::PathBuf;
use std::{env, fs};

const DATASET: &str = "../../tests/data/second/program.json";

fn main() {
    println!("cargo::rerun-if-changed={DATASET}");
    let checked = check_file(DATASET.as_ref()).unwrap_or_else(|report| panic!("{report}"));
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    fs::write(out.join("dataset.bin"), checked.to_binary()).expect("OUT_DIR can be written");
}
