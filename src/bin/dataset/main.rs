//! The program for a dataset of another address (attribute `src`): the widget, with the checks that a build makes.
//!
//! It is large, and comes only to readers of pages that name such a dataset; one of it is loaded for each address.

mod read;
#[path = "../widget.rs"]
mod widget;

use shanhai::embedded::{ADDRESS, GIVEN};
use shanhai_dataset::assemble::assemble;
use shanhai_dataset::check::Fault;
use wasm_bindgen::prelude::*;

fn main() {
    widget::main();
}

/// Reads and checks the dataset at `address`, whose files beside it lie on the same host. Every [`widget::Widget`] that
/// is made after that shows it.
///
/// # Errors
/// An `Error` whose message says what is wrong, for the people of the page.
#[wasm_bindgen]
pub async fn read(address: String) -> Result<(), JsError> {
    let program = read::checked(&address).await.map_err(|reason| JsError::new(&reason))?;
    let _set_once = ADDRESS.set(address);
    // a second dataset has a program of its own
    GIVEN.set(assemble(&program)).map_err(|_| JsError::new("this program has a dataset already"))
}

/// Faults in words, the first few of them.
fn told(faults: &[Fault]) -> String {
    const MOST: usize = 10;
    let mut told: Vec<String> = faults.iter().take(MOST).map(Fault::to_string).collect();
    if faults.len() > MOST {
        told.push(format!("and {} more", faults.len() - MOST));
    }
    told.join("\n")
}
