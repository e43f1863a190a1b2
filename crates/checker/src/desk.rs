//! The desk in the browser: looks at files that an editor drops, compiles what is sound, and says what changed.
//!
//! It holds the checks once more, with what reads spreadsheets: pages that name a `program.json` of another address need none of
//! that.

use shanhai_dataset::Dataset;
use shanhai_dataset::desk::dropped::{self, look, unmarked};
use shanhai_dataset::diff::diff;
use wasm_bindgen::prelude::*;

fn main() {}

/// Files on their way into the checks.
#[wasm_bindgen]
#[derive(Default)]
pub struct Files(Vec<(String, Vec<u8>)>);

#[wasm_bindgen]
impl Files {
    /// None yet.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Files {
        Files::default()
    }

    /// Adds one by its path, with `/` between the parts.
    pub fn add(&mut self, path: String, bytes: Vec<u8>) {
        self.0.push((path, bytes));
    }
}

/// What files are.
#[wasm_bindgen]
pub struct Looked(dropped::Looked);

#[wasm_bindgen]
impl Looked {
    /// Looks at what was dropped; `before` is the programme that it may lean on.
    #[wasm_bindgen(constructor)]
    pub fn new(dropped: &Files, before: &Files) -> Looked {
        Looked(look(&dropped.0, &before.0))
    }

    /// File, faults, remarks and counts as JSON.
    pub fn report(&self) -> String {
        self.0.to_json().to_string()
    }

    /// The `dataset.bin`, if there is no fault.
    pub fn binary(&self) -> Option<Vec<u8>> {
        self.0.binary.clone()
    }

    /// The `program.json`, if there is no fault.
    pub fn json(&self) -> Option<String> {
        self.0.json.clone()
    }
}

/// The names of the files beside a dataset, as far as it can be read.
#[wasm_bindgen]
pub fn beside(json: &str) -> Vec<String> {
    dropped::beside(json)
}

fn read(json: &str) -> Result<Dataset, JsError> {
    serde_json::from_str(unmarked(json)).map_err(|error| JsError::new(&error.to_string()))
}

/// What changed from one dataset to another, as a list in JSON.
///
/// # Errors
/// One of them is no dataset.
#[wasm_bindgen]
pub fn changes(old: &str, new: &str) -> Result<String, JsError> {
    Ok(diff(&read(old)?, &read(new)?).to_json().to_string())
}

/// The same as a page to print and to sign.
///
/// # Errors
/// One of them is no dataset.
#[wasm_bindgen]
pub fn page_of_changes(old: &str, new: &str) -> Result<String, JsError> {
    let (old, new) = (read(old)?, read(new)?);
    Ok(diff(&old, &new).to_html(&old, &new))
}
