//! Checks the dataset and makes the tables of it that the widget is compiled with.
//!
//! `SHANHAI_DATASET` names another dataset than `data/program.json`. In a build for work (not a release) a faulty one
//! leaves the last good tables in place, and the page tells what is wrong above them.

use shanhai_dataset::check::{Fault, check};
use shanhai_dataset::{assemble::assemble, emit::emit, report::Report};
use std::path::{Path, PathBuf};
use std::{env, fs, process};

fn main() {
    let dataset = env::var("SHANHAI_DATASET").unwrap_or_else(|_| "data/program.json".to_owned());
    // cargo may stand elsewhere, and the publisher wants to read it again
    let path = fs::canonicalize(&dataset).unwrap_or_else(|_| PathBuf::from(&dataset));
    let folder = path.parent().unwrap_or(Path::new("."));
    println!("cargo::rerun-if-env-changed=SHANHAI_DATASET");
    println!("cargo::rerun-if-changed={}", folder.display());
    println!("cargo::rustc-env=SHANHAI_DATASET_FILE={}", path.display());
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets OUT_DIR"));
    let write = |name: &str, text: &str| fs::write(out.join(name), text).expect("OUT_DIR can be written");

    let json = fs::read_to_string(&path).unwrap_or_else(|error| fail(&format!("{dataset}: {error}")));
    let read_beside = |name: &str| fs::read_to_string(folder.join(name)).map_err(|error| error.to_string());
    match check(&json, &read_beside) {
        Ok(program) => {
            write("program.rs", &emit(assemble(&program)));
            write("faults.rs", "\"\"");
            write("dataset.txt", &path.to_string_lossy());
        }
        Err(faults) => {
            let report = report(&dataset, &json, &faults);
            let for_work = env::var("PROFILE").is_ok_and(|profile| profile == "debug");
            let last = fs::read_to_string(out.join("dataset.txt")).unwrap_or_default();
            if !for_work || last != path.to_string_lossy() {
                fail(&report);
            }
            for line in report.lines() {
                println!("cargo::warning={line}");
            }
            write("faults.rs", &format!("{report:?}"));
        }
    }
}

fn report(dataset: &str, json: &str, faults: &[Fault]) -> String {
    Report::new(dataset, json, faults).to_string()
}

fn fail(report: &str) -> ! {
    // a message of cargo is one line
    for line in report.lines() {
        println!("cargo::error={line}");
    }
    process::exit(1)
}
