//! Marks in the browser's timeline, which tests and measurements wait for.

use wasm_bindgen::prelude::*;
use web_sys::{Element, window};

fn mark(name: &str) {
    if let Some(performance) = window().and_then(|window| window.performance()) {
        let _refused = performance.mark(name);
    }
}

/// The program has started.
pub fn mark_boot() {
    mark("shanhai:boot");
}

/// Attribute of a canvas that has been drawn.
const DRAWN: &str = "data-drawn";

/// Notes that a canvas has been drawn; whether that was the first time.
pub fn canvas_drawn(canvas: &Element) -> bool {
    let first = !canvas.has_attribute(DRAWN);
    let _refused = canvas.set_attribute(DRAWN, "");
    first
}

/// Whether no canvas below `root` waits to be drawn for the first time.
pub fn all_drawn(root: &Element) -> bool {
    root.query_selector("canvas[data-testid]:not([data-drawn])").ok().flatten().is_none()
}

/// Every chart of the view and the map are drawn.
pub fn mark_charts_ready() {
    mark("charts-ready");
}

/// Sets the mark `filter-done` when what now stands has been drawn.
pub fn filter_done_after_drawing() {
    let done = Closure::once_into_js(|| mark("filter-done"));
    if let Some(window) = window() {
        // no frame comes in a hidden page; the mark is then missing, as is the drawing on the screen
        let _refused = window.request_animation_frame(done.unchecked_ref());
    }
}
