//! The checks in the browser, for `<shanhai-widget src="…/program.json">`: reads a dataset by the rules of a build and compiles
//! it into the binary form, which the graphic reads.
//!
//! It is large, and comes only to readers of pages that name such a file.

mod read;

use shanhai_dataset::check::Fault;
use wasm_bindgen::prelude::*;

fn main() {}

/// The binary form of the dataset at `address`, whose files beside it are on the same host.
///
/// # Errors
/// An `Error` whose message says what is wrong, for the people of the page.
#[wasm_bindgen]
pub async fn compile(address: String) -> Result<Vec<u8>, JsError> {
    let checked = read::checked(&address).await.map_err(|reason| JsError::new(&reason))?;
    Ok(checked.to_binary())
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
