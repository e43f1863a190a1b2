//! The changes between two states of a dataset, as the people who sign them off read them.

mod common;

use common::minimal;
use proptest::prelude::*;
use serde_json::{Value, json};
use shanhai_dataset::Dataset;
use shanhai_dataset::diff::{What, diff};

fn dataset(value: &Value) -> Dataset {
    serde_json::from_value(value.clone()).unwrap()
}

fn edited() -> Value {
    let mut edited = minimal();
    edited["figures"][0]["observations"][0]["value"] = serde_json::from_str("50.10").unwrap();
    edited["figures"][3]["observations"][0]["value"] = json!(18);
    edited["figures"][3]["observations"][0]["qualifier"] = json!("nearly");
    edited["figures"][4]["label"]["en"] = json!("Schools of the hills <all>");
    let mut further = edited["figures"][5].clone();
    further["id"] = json!("further");
    edited["figures"].as_array_mut().unwrap().push(further);
    edited["derived"][0]["value"] = json!(33.0);
    edited["partners"].as_array_mut().unwrap().clear();
    edited["units"].as_array_mut().unwrap().reverse();
    edited["source"]["updated"] = json!("2025-01-02");
    edited["map"]["regions"][0]["short"]["en"] = json!("Far west");
    edited
}

#[test]
fn nothing_has_changed_of_itself() {
    let changes = diff(&dataset(&minimal()), &dataset(&minimal()));
    assert!(changes.is_empty());
    assert_eq!(changes.to_string(), "nothing has changed\n");
    assert_eq!(changes.to_json(), json!([]));
}

#[test]
fn each_change_is_told_as_text_json_and_html() {
    let (old, new) = (dataset(&minimal()), dataset(&edited()));
    let changes = diff(&old, &new);
    let text = changes.to_string();
    for part in [
        "2 figures with another value",
        "1 figure changed in words",
        "1 figure added",
        "1 partner removed",
        "in another order",
    ] {
        assert!(text.contains(part), "{part} in {text}");
    }
    let html = changes.to_html(&old, &new);
    assert!(html.contains("&lt;all&gt;") && !html.contains("<all>") && !html.contains("<script"), "{html}");
    let json = serde_json::to_string_pretty(&changes.to_json()).unwrap();
    insta::assert_snapshot!(format!("{text}\n{json}\n\n{html}"));
}

proptest! {
    /// If one number changes and nothing else, the diff has one change that names both numbers, in both directions.
    #[test]
    fn a_changed_value_is_one_change(value in 1u32..100_000, index in 3usize..5) {
        let mut changed = minimal();
        let before = changed["figures"][index]["observations"][0]["value"].clone();
        prop_assume!(before != json!(value));
        changed["figures"][index]["observations"][0]["value"] = json!(value);
        let (old, new) = (dataset(&minimal()), dataset(&changed));
        for (old, new, after) in [(&old, &new, json!(value)), (&new, &old, before)] {
            let changes = diff(old, new).changes;
            prop_assert_eq!(changes.len(), 1);
            prop_assert!(changes[0].has_value());
            let What::Changed(fields) = &changes[0].what else { panic!("{changes:?}") };
            prop_assert!(fields.len() == 1 && fields[0].after.starts_with(&after.to_string()), "{:?}", fields);
        }
    }
}
