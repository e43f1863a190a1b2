//! What each fuzz target does with its bytes. The regression tests of the corpus do the same (tests/fuzz.rs).

use shanhai_dataset::check::check;
use shanhai_dataset::report::Report;
use shanhai_dataset::{Dataset, Language, spreadsheet};
use shanhai_graphic::view_state::{Action, View, ViewState, from_fragment, to_fragment};
use std::sync::LazyLock;

/// The small programme that the tests of the checks use.
const MINIMAL: &str = include_str!("../crates/dataset/tests/minimal.json");
const BOUNDARIES: &str = r#"{"type":"Topology","arcs":[[[10,0],[0,10]],[[10,10],[-10,0],[0,-10],[10,0]],
    [[10,0],[10,0],[0,10],[-10,0]]],"transform":{"scale":[0.1,0.1],"translate":[100,20]},"objects":{"o":{"type":"GeometryCollection","geometries":[
    {"type":"Polygon","arcs":[[0,1]],"properties":{"adcode":"100001"}},
    {"type":"Polygon","arcs":[[2,-1]],"properties":{"adcode":100002}}]}}}"#;
const TILES: &str =
    r#"{"cols":2,"rows":1,"tiles":[{"adcode":"100001","col":0,"row":0},{"adcode":"100002","col":1,"row":0}]}"#;

fn beside(name: &str) -> Result<String, String> {
    match name {
        "squares.topojson" => Ok(BOUNDARIES.to_owned()),
        "tiles.json" => Ok(TILES.to_owned()),
        _ => Err("no such file".to_owned()),
    }
}

/// Checks a dataset; a sound one is compiled and decoded, a faulty one reported, every fault at a place of the file.
pub fn dataset(bytes: &[u8]) {
    let Ok(json) = std::str::from_utf8(bytes) else { return };
    match check(json, &beside) {
        Ok(checked) => {
            checked.compiled();
        }
        Err(faults) => {
            assert!(!faults.is_empty(), "refused without a fault");
            let report = Report::new("program.json", json, &faults).to_string();
            assert!(!report.is_empty());
        }
    }
}

/// Imports a sheet; the byte in front chooses which. What is imported is exported and imported again, and is the same.
pub fn csv(bytes: &[u8]) {
    const LISTS: [&str; 9] =
        ["periods", "units", "themes", "partners", "places", "figures", "derived", "projects", "timeline"];
    let Some((&first, content)) = bytes.split_first() else { return };
    let list = LISTS[usize::from(first) % LISTS.len()];
    let before: serde_json::Value = serde_json::from_str(MINIMAL).expect("it is JSON");
    let Ok(imported) = spreadsheet::import(&before, &[(list.to_owned(), content.to_vec())]) else { return };
    let json = shanhai_dataset::layout::text(&imported.dataset);
    let Ok(checked) = check(&json, &beside) else { return };
    // only what passes the checks is exported
    let sheets = spreadsheet::export(&imported.dataset).expect("a checked dataset is exported");
    let sheets: Vec<_> = sheets.into_iter().map(|sheet| (sheet.name.to_owned(), sheet.csv)).collect();
    let again = spreadsheet::import(&before, &sheets).expect("what was exported is imported");
    let again = check(&shanhai_dataset::layout::text(&again.dataset), &beside).expect("and has no fault");
    assert_eq!(
        serde_json::to_value(checked.authored()).ok(),
        serde_json::to_value(again.authored()).ok(),
        "lost on the way into sheets and back"
    );
}

/// Reads a boundary file, of a programme that is sound with another one.
pub fn boundaries(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let beside = |name: &str| if name == "squares.topojson" { Ok(text.to_owned()) } else { beside(name) };
    if let Ok(checked) = check(MINIMAL, &beside) {
        checked.compiled();
    }
}

fn minimal() -> &'static Dataset {
    static MINIMAL_DATASET: LazyLock<&Dataset> =
        LazyLock::new(|| check(MINIMAL, &beside).expect("it is sound").compiled());
    *MINIMAL_DATASET
}

/// Reads a fragment; where it leads has a fragment of its own, which leads to the same place.
pub fn fragment(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let dataset = minimal();
    let Some(linked) = from_fragment(text, dataset) else { return };
    let state = ViewState::new(Language::En).reduce(Action::Follow(linked), dataset);
    let again = to_fragment(&state, View::Overview);
    if let Some(linked) = from_fragment(&again, dataset) {
        let state_again = ViewState::new(Language::En).reduce(Action::Follow(linked), dataset);
        assert_eq!(to_fragment(&state_again, View::Overview), again);
    }
}
