//! Edits of the small programme, and the faults that they make.

use super::{MINIMAL, beside};
use serde_json::Value;
use shanhai_dataset::check::{CheckedDataset, Fault};
use shanhai_dataset::report::Report;

/// The programme with an edit, checked.
pub fn edited(edit: fn(&mut Value)) -> Result<CheckedDataset, Vec<Fault>> {
    let mut program: Value = serde_json::from_str(MINIMAL).unwrap();
    edit(&mut program);
    shanhai_dataset::check::check(&program.to_string(), &beside)
}

/// The faults that the edits of a test make; all of them together are a snapshot, so that every word of every message is
/// looked at when it changes.
pub struct Messages {
    test: &'static str,
    text: String,
}

impl Messages {
    /// Of the test of this name, which the snapshot has too.
    pub fn by(test: &'static str) -> Messages {
        Messages { test, text: String::new() }
    }

    /// The edit makes a fault at `path` whose words hold `part`.
    #[track_caller]
    pub fn check(&mut self, edit: fn(&mut Value), path: &str, part: &str) {
        let mut program: Value = serde_json::from_str(MINIMAL).unwrap();
        edit(&mut program);
        self.text(&shanhai_dataset::layout::text(&program), path, part);
    }

    /// The text is no sound dataset, by a fault at `path` whose words hold `part`.
    #[track_caller]
    pub fn text(&mut self, json: &str, path: &str, part: &str) {
        self.faults(json, &beside, path, part);
    }

    /// The programme is sound but for its boundary file (or its tile grid).
    #[track_caller]
    pub fn file(&mut self, name: &str, content: &str, part: &str) {
        let beside = |other: &str| if other == name { Ok(content.to_owned()) } else { beside(other) };
        let path = if name == "tiles.json" { "map.tiles" } else { "map.boundaries" };
        self.faults(MINIMAL, &beside, path, part);
    }

    #[track_caller]
    fn faults(&mut self, json: &str, beside: &dyn Fn(&str) -> Result<String, String>, path: &str, part: &str) {
        let faults = shanhai_dataset::check::check(json, beside).expect_err("the edit is a fault");
        let report = Report::new("program.json", json, &faults).to_string();
        let hit = faults.iter().any(|fault| fault.path == path && fault.to_string().contains(part));
        assert!(hit, "no fault at {path} with `{part}` in:\n{report}");
        self.text += &report;
        self.text += "\n\n";
    }
}

impl Drop for Messages {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            let mut settings = insta::Settings::clone_current();
            settings.set_snapshot_path("../snapshots");
            settings.set_prepend_module_to_snapshot(false);
            settings.bind(|| insta::assert_snapshot!(self.test, self.text));
        }
    }
}
