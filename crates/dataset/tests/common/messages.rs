//! Edits of the small programme, and the faults that they cause.

use super::{MINIMAL, beside, minimal};
use serde_json::Value;
use shanhai_dataset::check::{CheckedDataset, Fault};
use shanhai_dataset::report::Report;

/// Edits the programme and checks it.
pub fn edited(edit: fn(&mut Value)) -> Result<CheckedDataset, Vec<Fault>> {
    let mut program = minimal();
    edit(&mut program);
    shanhai_dataset::check::check(&program.to_string(), &beside)
}

/// The faults that the edits of a test cause. Together they form a snapshot, so that someone reviews every word of
/// every message when it changes.
pub struct Messages {
    test: &'static str,
    text: String,
}

impl Messages {
    /// For the test with this name, which the snapshot has too.
    pub fn by(test: &'static str) -> Messages {
        Messages { test, text: String::new() }
    }

    /// Asserts that the edit causes a fault at `path` whose message contains `part`.
    #[track_caller]
    pub fn check(&mut self, edit: fn(&mut Value), path: &str, part: &str) {
        let mut program = minimal();
        edit(&mut program);
        self.text(&shanhai_dataset::layout::text(&program), path, part);
    }

    /// Asserts that the text is refused with a fault at `path` whose message contains `part`.
    #[track_caller]
    pub fn text(&mut self, json: &str, path: &str, part: &str) {
        self.faults(json, &beside, path, part);
    }

    /// Asserts that the boundary file (or the tile grid) is the only fault of the programme.
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
