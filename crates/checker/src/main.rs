//! The checks in the browser: compiles a `program.json`, under the same rules as a build, into the binary form that
//! the graphic reads.
//!
//! The module is large, so only readers of pages that name such a file download it. The page's script fetches the
//! files.

use shanhai_dataset::check::{Fault, check, map_files};
use wasm_bindgen::prelude::*;

fn main() {}

/// The names of the files that a dataset refers to, as far as its JSON can be read.
#[wasm_bindgen]
pub fn beside(json: &str) -> Vec<String> {
    // if a dataset names no files, the checks report that as a fault
    let dataset: serde_json::Value = serde_json::from_str(json).unwrap_or_default();
    map_files(&dataset).map(str::to_owned).collect()
}

/// The binary form of a dataset. `names` and `texts` are the files that it refers to.
///
/// # Errors
/// An `Error` whose message lists the first faults, for the people who maintain the page.
#[wasm_bindgen]
pub fn compile(json: &str, names: Vec<String>, texts: Vec<String>) -> Result<Vec<u8>, JsError> {
    let read_beside = |name: &str| {
        let file = names.iter().zip(&texts).find(|(other, _)| *other == name);
        file.map(|(_, text)| text.clone()).ok_or_else(|| "the file was not fetched".to_owned())
    };
    match check(json, &read_beside) {
        Ok(checked) => Ok(checked.to_binary()),
        Err(faults) => Err(JsError::new(&describe(&faults))),
    }
}

/// The first few faults as text.
fn describe(faults: &[Fault]) -> String {
    const MOST: usize = 10;
    let mut lines: Vec<String> = faults.iter().take(MOST).map(Fault::to_string).collect();
    if faults.len() > MOST {
        lines.push(format!("and {} more", faults.len() - MOST));
    }
    lines.join("\n")
}
