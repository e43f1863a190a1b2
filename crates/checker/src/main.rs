//! The checks in the browser: compiles a `program.json` by the rules of a build into the binary form that the graphic reads.
//!
//! It is large, and comes only to readers of pages that name such a file. The page's script fetches the files.

use shanhai_dataset::check::{Fault, check};
use wasm_bindgen::prelude::*;

fn main() {}

/// The names of the files beside a dataset, as far as it can be read.
#[wasm_bindgen]
pub fn beside(json: &str) -> Vec<String> {
    // a dataset that names no files gets that as a fault of the checks
    let dataset: serde_json::Value = serde_json::from_str(json).unwrap_or_default();
    ["boundaries", "tiles"].iter().filter_map(|field| dataset["map"][field].as_str().map(str::to_owned)).collect()
}

/// The binary form of a dataset. `names` and `texts` are the files beside it.
///
/// # Errors
/// An `Error` whose message lists the first faults, for the people of the page.
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

/// Faults in words, the first few of them.
fn describe(faults: &[Fault]) -> String {
    const MOST: usize = 10;
    let mut lines: Vec<String> = faults.iter().take(MOST).map(Fault::to_string).collect();
    if faults.len() > MOST {
        lines.push(format!("and {} more", faults.len() - MOST));
    }
    lines.join("\n")
}
