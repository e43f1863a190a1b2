//! Checks the dataset and compiles it into the binary form that the program embeds, and joins the widget's styles for
//! the yew component.
//!
//! `SHANHAI_DATASET` selects another dataset than `data/program.json`. In a debug build, a faulty dataset leaves the
//! last good one in place, and the page shows the report above it. A release build fails.

use shanhai_dataset::check::check_file;
use std::path::{Path, PathBuf};
use std::{env, fs, process};

fn main() {
    let dataset = env::var("SHANHAI_DATASET").unwrap_or_else(|_| "data/program.json".to_owned());
    let out = PathBuf::from(env::var("OUT_DIR").expect("cargo sets OUT_DIR"));
    let for_work = env::var("PROFILE").is_ok_and(|profile| profile == "debug");
    println!("cargo::rerun-if-env-changed=SHANHAI_DATASET");
    println!("cargo::rerun-if-changed={}", Path::new(&dataset).parent().unwrap_or(Path::new(".")).display());
    println!("cargo::rerun-if-changed=www/widget.css");
    println!("cargo::rerun-if-changed=www/styles");
    fs::write(out.join("widget.css"), joined_styles(Path::new("www"))).expect("OUT_DIR can be written");
    match write_dataset(&dataset, &out, for_work) {
        // a cargo message is a single line
        Ok(report) => report.lines().for_each(|line| println!("cargo::warning={line}")),
        Err(report) => {
            report.lines().for_each(|line| println!("cargo::error={line}"));
            process::exit(1)
        }
    }
}

/// The style sheets that `widget.css` imports, in this order.
fn joined_styles(www: &Path) -> String {
    let sheet = fs::read_to_string(www.join("widget.css")).expect("www/widget.css can be read");
    let imported = sheet.lines().filter_map(|line| line.strip_prefix("@import \"./")?.strip_suffix("\";"));
    imported.map(|name| fs::read_to_string(www.join(name)).expect("an imported style sheet can be read")).collect()
}

/// Writes a dataset's binary form and the report of its faults into the folder `out`. Returns the report.
///
/// # Errors
/// Returns the report if the build must not go on: in a release, or without an earlier good dataset from the same
/// file. Also fails if the file cannot be found.
pub fn write_dataset(dataset: &str, out: &Path, for_work: bool) -> Result<String, String> {
    let write = |name: &str, content: &[u8]| fs::write(out.join(name), content).expect("OUT_DIR can be written");
    let file = fs::canonicalize(dataset).map_err(|error| format!("{dataset}: {error}"))?;
    let name = file.to_string_lossy();
    match check_file(Path::new(dataset)) {
        Ok(checked) => {
            write("dataset.bin", &checked.to_binary());
            write("faults.txt", b"");
            write("dataset.txt", name.as_bytes());
            Ok(String::new())
        }
        Err(report) => {
            let last = fs::read_to_string(out.join("dataset.txt")).unwrap_or_default();
            if !for_work || last != name {
                return Err(report);
            }
            write("faults.txt", report.as_bytes());
            Ok(report)
        }
    }
}
