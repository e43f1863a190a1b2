//! Fetches a dataset and the files that it names, within limits of size and time.

use super::describe;
use gloo_net::http::{Request, Response};
use gloo_timers::callback::Timeout;
use js_sys::{Reflect, Uint8Array};
use shanhai_dataset::check::{CheckedDataset, check};
use std::collections::HashMap;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, ReadableStreamDefaultReader, Url};

/// The most bytes of a file.
const MOST_BYTES: usize = 2 * 1024 * 1024;
/// How long a file may take, ms.
const PATIENCE: u32 = 20_000;

/// The dataset at `address`, if it has no fault.
pub(super) async fn checked(address: &str) -> Result<CheckedDataset, String> {
    let json = text(address).await?;
    let mut files = HashMap::new();
    // a dataset that names no files is told so by the checks
    if let Ok(dataset) = serde_json::from_str::<serde_json::Value>(&json) {
        for name in ["boundaries", "tiles"].iter().filter_map(|field| dataset["map"][field].as_str()) {
            let file = match beside(name, address) {
                Ok(address) => text(&address).await,
                Err(reason) => Err(reason),
            };
            files.insert(name.to_owned(), file);
        }
    }
    let read_beside = |name: &str| files.get(name).cloned().unwrap_or_else(|| Err("was not asked for".to_owned()));
    check(&json, &read_beside).map_err(|faults| describe(&faults))
}

/// The address of a file that a dataset names; only its own host is asked.
fn beside(name: &str, address: &str) -> Result<String, String> {
    let dataset = Url::new(address).map_err(|_| format!("{address} is no address"))?;
    let file = Url::new_with_base(name, address).map_err(|_| format!("{name} is no address"))?;
    if file.origin() == dataset.origin() {
        Ok(file.href())
    } else {
        Err(format!("{} is another host than the dataset's", file.origin()))
    }
}

/// A text file.
async fn text(address: &str) -> Result<String, String> {
    let patience = AbortController::new().map_err(|_| "this browser cannot stop waiting".to_owned())?;
    let signal = patience.signal();
    let _runs_out = Timeout::new(PATIENCE, move || patience.abort());
    let said = |reason: String| {
        if signal.aborted() { format!("{address}: no answer within {} s", PATIENCE / 1000) } else { reason }
    };
    let request = Request::get(address).abort_signal(Some(&signal));
    let response = request.send().await.map_err(|error| said(format!("{address}: {error}")))?;
    if !response.ok() {
        return Err(format!("{address}: the answer is {}", response.status()));
    }
    // who may name an address here may not name one that this leads to
    let origin = |address: &str| Url::new(address).ok().map(|address| address.origin());
    if origin(&response.url()) != origin(address) {
        return Err(format!("{address} leads to another host, {}", response.url()));
    }
    let bytes = body(&response).await.map_err(|reason| said(format!("{address}: {reason}")))?;
    String::from_utf8(bytes).map_err(|_| format!("{address}: no UTF-8"))
}

/// The body of an answer, as far as it is not too large.
async fn body(response: &Response) -> Result<Vec<u8>, String> {
    let broken = |error: JsValue| error.as_string().unwrap_or_else(|| "the answer was broken off".to_owned());
    let Some(stream) = response.body() else { return Ok(Vec::new()) };
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let mut bytes = Vec::new();
    loop {
        let piece = JsFuture::from(reader.read()).await.map_err(broken)?;
        if Reflect::get(&piece, &"done".into()).is_ok_and(|done| done.is_truthy()) {
            return Ok(bytes);
        }
        let piece: Uint8Array = Reflect::get(&piece, &"value".into()).map_err(broken)?.unchecked_into();
        if bytes.len() + piece.length() as usize > MOST_BYTES {
            let _not_waited_for = reader.cancel();
            return Err(format!("more than {MOST_BYTES} bytes"));
        }
        bytes.extend(piece.to_vec());
    }
}
