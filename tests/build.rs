//! What a build makes of a dataset: its binary form where it is sound; where it is not, the last good one and a report, and
//! in a release nothing.
#![cfg(not(target_arch = "wasm32"))]

#[path = "../build.rs"]
#[allow(dead_code, reason = "a build script has a beginning of its own")]
mod build;

use build::write_dataset;
use shanhai_dataset::Dataset;
use std::fs;
use std::path::PathBuf;

/// A folder with the second programme, and one for what is built of it.
struct Desk(PathBuf);

impl Desk {
    fn new(name: &str) -> Desk {
        let desk = Desk(std::env::temp_dir().join(format!("shanhai-build-{name}-{}", std::process::id())));
        fs::create_dir_all(desk.0.join("out")).unwrap();
        for file in ["program.json", "boundaries.topojson", "tiles.json"] {
            fs::copy(format!("tests/data/second/{file}"), desk.0.join(file)).unwrap();
        }
        desk
    }

    fn edit(&self, from: &str, to: &str) {
        let path = self.0.join("program.json");
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "no {from}");
        fs::write(path, text.replacen(from, to, 1)).unwrap();
    }

    fn build(&self, for_work: bool) -> Result<String, String> {
        write_dataset(&self.0.join("program.json").to_string_lossy(), &self.0.join("out"), for_work)
    }

    fn built(&self, name: &str) -> Vec<u8> {
        fs::read(self.0.join("out").join(name)).unwrap()
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn work_goes_on_with_the_last_good_dataset_and_a_report() {
    let desk = Desk::new("work");
    assert_eq!(desk.build(true), Ok(String::new()));
    let good = desk.built("dataset.bin");
    assert!(Dataset::decode(&good).is_ok() && desk.built("faults.txt").is_empty());

    desk.edit("\"theme\": \"water\"", "\"theme\": \"watre\"");
    let report = desk.build(true).unwrap();
    assert!(report.contains("Did you mean `water`?"), "{report}");
    assert_eq!(desk.built("dataset.bin"), good);
    // what the page shows above it
    assert_eq!(desk.built("faults.txt"), report.as_bytes());

    desk.edit("\"theme\": \"watre\"", "\"theme\": \"water\"");
    assert_eq!(desk.build(true), Ok(String::new()));
    assert!(desk.built("faults.txt").is_empty());
}

#[test]
fn a_release_and_a_first_build_are_refused() {
    let desk = Desk::new("release");
    desk.edit("\"paragraph\": \"1.1\"", "\"paragraph\": \"9.9\"");
    let first = desk.build(true).unwrap_err();
    assert!(first.contains("figures[0].paragraph") && first.contains("source.paragraphs"), "{first}");
    assert!(!desk.0.join("out/dataset.bin").exists());

    desk.edit("\"paragraph\": \"9.9\"", "\"paragraph\": \"1.1\"");
    assert!(desk.build(false).is_ok());
    desk.edit("\"value\": 12,", "\"value\": 12.0.0,");
    assert!(desk.build(false).unwrap_err().contains("a comma or a closing brace"));
    let missing = write_dataset("no/such/program.json", &desk.0.join("out"), true).unwrap_err();
    assert!(missing.starts_with("no/such/program.json: "), "{missing}");
}

/// A number without its origin stops the build.
#[test]
fn a_number_without_its_paragraph_stops_the_build() {
    let desk = Desk::new("origin");
    assert!(desk.build(false).is_ok());
    desk.edit("],\n      \"paragraph\": \"1.1\"", "]");
    let refused = desk.build(false).unwrap_err();
    assert!(refused.contains("expected  the field `paragraph`"), "{refused}");
}
