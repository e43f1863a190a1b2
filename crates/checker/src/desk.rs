//! The desk in the browser: checks the files that an editor drops, compiles those without faults, and reports what
//! changed.
//!
//! It contains the checks a second time, together with the spreadsheet readers. Pages that name a `program.json` at
//! another address need none of that.

use shanhai_dataset::Dataset;
use shanhai_dataset::desk::dropped::{self, look, unmarked};
use shanhai_dataset::diff::diff;
use wasm_bindgen::prelude::*;

fn main() {}

/// The files to check.
#[wasm_bindgen]
#[derive(Default)]
pub struct Files(Vec<(String, Vec<u8>)>);

#[wasm_bindgen]
impl Files {
    /// An empty set of files.
    #[wasm_bindgen(constructor)]
    pub fn new() -> Files {
        Files::default()
    }

    /// Adds a file by its path, with `/` between the parts.
    pub fn add(&mut self, path: String, bytes: Vec<u8>) {
        self.0.push((path, bytes));
    }
}

/// The result of checking the dropped files.
#[wasm_bindgen]
pub struct Looked(dropped::Looked);

#[wasm_bindgen]
impl Looked {
    /// Checks the dropped files; `before` is the programme whose files may stand in for missing ones.
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

/// The names of the files that a dataset refers to, as far as its JSON can be read.
#[wasm_bindgen]
pub fn beside(json: &str) -> Vec<String> {
    dropped::beside(json)
}

fn read(json: &str) -> Result<Dataset, JsError> {
    serde_json::from_str(unmarked(json)).map_err(|error| JsError::new(&error.to_string()))
}

/// The changes from one dataset to another, as a JSON list.
///
/// # Errors
/// One of them is not a dataset.
#[wasm_bindgen]
pub fn changes(old: &str, new: &str) -> Result<String, JsError> {
    Ok(diff(&read(old)?, &read(new)?).to_json().to_string())
}

/// The same changes as an HTML page to print and sign.
///
/// # Errors
/// One of them is not a dataset.
#[wasm_bindgen]
pub fn page_of_changes(old: &str, new: &str) -> Result<String, JsError> {
    let (old, new) = (read(old)?, read(new)?);
    Ok(diff(&old, &new).to_html(&old, &new))
}
