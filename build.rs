//! Checks the dataset and makes the tables of it that the widget is compiled with.
//!
//! `SHANHAI_DATASET` names another dataset than `data/program.json`. In a build for work (not a release) a faulty one
//! leaves the last good tables in place, and the page tells what is wrong above them.

use shanhai_dataset::check::check;
use shanhai_dataset::{assemble::assemble, emit::emit, report::Report};
use std::path::{Path, PathBuf};
use std::{env, fs, process};

fn main() {
    let dataset = env::var("SHANHAI_DATASET").unwrap_or_else(|_| "data/program.json".to_owned());
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets OUT_DIR"));
    let for_work = env::var("PROFILE").is_ok_and(|profile| profile == "debug");
    let path = whole_path(&dataset);
    println!("cargo::rerun-if-env-changed=SHANHAI_DATASET");
    println!("cargo::rerun-if-changed={}", path.parent().unwrap_or(Path::new(".")).display());
    println!("cargo::rustc-env=SHANHAI_DATASET_FILE={}", path.display());
    match write_tables(&dataset, &out, for_work) {
        // a message of cargo is one line
        Ok(report) => report.lines().for_each(|line| println!("cargo::warning={line}")),
        Err(report) => {
            report.lines().for_each(|line| println!("cargo::error={line}"));
            process::exit(1)
        }
    }
}

/// Where a dataset is, for those who stand elsewhere: cargo, and the publisher, who reads it again.
fn whole_path(dataset: &str) -> PathBuf {
    fs::canonicalize(dataset).unwrap_or_else(|_| PathBuf::from(dataset))
}

/// Writes the tables of a dataset into the folder `out`, and what is wrong with it; answers with the latter.
///
/// # Errors
/// What is wrong, where the build must not go on: in a release, or without tables of the same dataset from before.
pub fn write_tables(dataset: &str, out: &Path, for_work: bool) -> Result<String, String> {
    let path = whole_path(dataset);
    let folder = path.parent().unwrap_or(Path::new("."));
    let write = |name: &str, text: &str| fs::write(out.join(name), text).expect("OUT_DIR can be written");

    let json = fs::read_to_string(&path).map_err(|error| format!("{dataset}: {error}"))?;
    let read_beside = |name: &str| fs::read_to_string(folder.join(name)).map_err(|error| error.to_string());
    match check(&json, &read_beside) {
        Ok(program) => {
            write("program.rs", &emit(assemble(&program)));
            write("faults.rs", "\"\"");
            write("dataset.txt", &path.to_string_lossy());
            Ok(String::new())
        }
        Err(faults) => {
            let report = Report::new(dataset, &json, &faults).to_string();
            let last = fs::read_to_string(out.join("dataset.txt")).unwrap_or_default();
            if !for_work || last != path.to_string_lossy() {
                return Err(report);
            }
            write("faults.rs", &format!("{report:?}"));
            Ok(report)
        }
    }
}
