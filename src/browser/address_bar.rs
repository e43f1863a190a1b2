//! The fragment of the page's address.

use gloo::events::EventListener;
use wasm_bindgen::JsValue;
use web_sys::window;

/// The fragment with its `#`; empty if there is none.
pub fn fragment() -> String {
    window().and_then(|window| window.location().hash().ok()).unwrap_or_default()
}

/// Sets the fragment (without `#`; an empty one removes it), as a new history entry or in place of the current one.
/// Documents without an origin refuse this; the fragment then stays as it is.
pub fn write(fragment: &str, as_new_entry: bool) {
    let Some(window) = window() else { return };
    let (Ok(history), Ok(path), Ok(search)) =
        (window.history(), window.location().pathname(), window.location().search())
    else {
        return;
    };
    // never a bare fragment: with a <base>, it would lead to another page
    let address = if fragment.is_empty() { format!("{path}{search}") } else { format!("{path}{search}#{fragment}") };
    let state = history.state().unwrap_or(JsValue::NULL);
    // a frame shares the history of its parent page, and readers expect the back button to leave that page
    let framed = window.parent().ok().flatten().is_some_and(|parent| parent != window);
    let _refused = if as_new_entry && !framed {
        history.push_state_with_url(&state, "", Some(&address))
    } else {
        history.replace_state_with_url(&state, "", Some(&address))
    };
}

/// Listens to the reader's navigation through the history until dropped.
pub struct FragmentWatch {
    _listeners: [EventListener; 2],
}

/// Calls `changed` with the fragment whenever something other than [`write()`] changes it.
pub fn watch(changed: impl Fn(String) + Clone + 'static) -> Option<FragmentWatch> {
    let window = window()?;
    let listen = |name: &'static str| {
        let changed = changed.clone();
        EventListener::new(&window, name, move |_| changed(fragment()))
    };
    Some(FragmentWatch { _listeners: [listen("popstate"), listen("hashchange")] })
}

/// Reads a number from the query parameters, 0 if it is missing. Only the benchmark uses it.
#[cfg(feature = "bench")]
pub fn parameter(name: &str) -> usize {
    let search = window().and_then(|window| window.location().search().ok()).unwrap_or_default();
    let of_name = |pair: &str| pair.split_once('=').filter(|(key, _)| *key == name)?.1.parse().ok();
    search.trim_start_matches('?').split('&').find_map(of_name).unwrap_or_default()
}
