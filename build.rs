//! Checks the dataset and makes the tables of it that the widget is compiled with.

use shanhai_dataset::{check::check, emit::emit};
use std::path::Path;
use std::{env, fs, process};

const DATASET: &str = "data/program.json";
/// The dataset and the files that it names.
const INPUTS: [&str; 3] = [DATASET, "data/map/prefectures.topojson", "data/map/tilegrid.json"];

fn main() {
    for input in INPUTS {
        println!("cargo::rerun-if-changed={input}");
    }
    let json = fs::read_to_string(DATASET).unwrap_or_else(|error| fail(&[format!("{DATASET}: {error}")]));
    let read_beside = |name: &str| fs::read_to_string(Path::new("data").join(name)).map_err(|error| error.to_string());
    let program = check(&json, &read_beside).unwrap_or_else(|faults| {
        // a message of cargo is one line
        let lines: Vec<String> = faults
            .iter()
            .map(|fault| format!("{DATASET}: {fault}").replace("\n    ", ". ").replace('\n', " "))
            .collect();
        fail(&lines)
    });
    let folder = env::var("OUT_DIR").expect("cargo sets OUT_DIR");
    fs::write(Path::new(&folder).join("program.rs"), emit(&program)).expect("OUT_DIR can be written");
}

fn fail(lines: &[String]) -> ! {
    for line in lines {
        println!("cargo::error={line}");
    }
    process::exit(1)
}
