//! The direction of imports, as absences: what a layer must not name.
#![cfg(not(target_arch = "wasm32"))]

use std::path::{Path, PathBuf};

fn sources(folder: &str) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut found = Vec::new();
    let mut open = vec![root];
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(std::fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    assert!(!found.is_empty(), "nothing in {folder}");
    found
}

fn refuse(folder: &str, except: &[&str], forbidden: &[&str]) {
    for path in sources(folder) {
        if except.iter().any(|name| path.ends_with(name)) {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        for word in forbidden {
            assert!(!text.contains(word), "{} names {word}", path.display());
        }
    }
}

const BROWSER: [&str; 5] = ["web_sys", "js_sys", "gloo::", "yew::", "std::time"];

#[test]
fn the_core_knows_no_browser() {
    for folder in ["crates/dataset/src", "src/wording", "src/view_state", "src/chart", "src/publishing"] {
        refuse(folder, &[], &BROWSER);
    }
    refuse("src/paint", &["to_canvas.rs"], &BROWSER);
}

#[test]
fn no_layer_names_one_above_it() {
    refuse("src/wording", &[], &["crate::chart", "crate::paint", "crate::view_state", "crate::ui", "crate::browser"]);
    refuse("src/view_state", &[], &["crate::chart::place", "crate::paint", "crate::ui", "crate::browser"]);
    refuse("src/chart", &[], &["crate::paint", "crate::ui", "crate::browser"]);
    refuse("src/paint", &[], &["crate::ui", "crate::browser", "crate::view_state"]);
    refuse("src/browser", &[], &["crate::ui", "crate::paint"]);
}

#[test]
fn only_paint_names_plotters() {
    for folder in ["src/wording", "src/view_state", "src/chart", "src/browser", "src/ui", "src/publishing"] {
        refuse(folder, &[], &["plotters"]);
    }
}

#[test]
fn every_module_says_what_it_is() {
    for folder in ["src", "crates/dataset/src", "xtask/src"] {
        for path in sources(folder) {
            let text = std::fs::read_to_string(&path).unwrap();
            assert!(text.starts_with("//!"), "{} begins without a module doc", path.display());
        }
    }
}
