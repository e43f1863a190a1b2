//! Runs the inputs of the fuzz targets (fuzz/) on stable: the corpus, and every input that once crashed the program.
#![cfg(not(target_arch = "wasm32"))]

#[path = "../../../fuzz/read.rs"]
mod read;

use std::fs;
use std::path::Path;

/// Reads every file of a target's corpus and of the crashes it found.
fn regress(target: &str, read: fn(&[u8])) {
    let fuzz = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz");
    let mut count = 0;
    for folder in ["corpus", "crashes"] {
        // not every target has found a crash
        for entry in fs::read_dir(fuzz.join(folder).join(target)).into_iter().flatten() {
            let path = entry.unwrap().path();
            let bytes = fs::read(&path).unwrap();
            std::panic::catch_unwind(|| read(&bytes)).unwrap_or_else(|_| panic!("{}", path.display()));
            count += 1;
        }
    }
    assert!(count >= 5, "{target}: {count} files");
}

#[test]
fn datasets() {
    regress("dataset", read::dataset);
}

#[test]
fn sheets() {
    regress("csv", read::csv);
}

#[test]
fn boundaries() {
    regress("boundaries", read::boundaries);
}

#[test]
fn fragments() {
    regress("fragment", read::fragment);
}
