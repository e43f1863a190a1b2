//! Bundles of the tables that are not in the program as it is loaded: the page's script brings them.

use shanhai_graphic::view_state::Bundles;
use js_sys::Function;
use std::cell::Cell;
use wasm_bindgen::JsValue;

thread_local! {
    /// The bundles that are in memory: one memory serves all widgets.
    static PRESENT: Cell<Bundles> = const { Cell::new(Bundles(0)) };
}

/// Notes that bundles are there now.
pub fn came(bundles: Bundles) {
    PRESENT.set(PRESENT.get().and(bundles));
}

/// Those of some bundles that are not there.
pub fn missing(bundles: Bundles) -> Bundles {
    bundles.without(PRESENT.get())
}

/// Asks the page's script for bundles. It answers by calling the widget.
pub fn ask(script: &Function, bundles: Bundles) {
    let _failed = script.call1(&JsValue::NULL, &JsValue::from(bundles.0));
}
