//! Marks in the browser's performance timeline, which tests and measurements wait for.

use wasm_bindgen::prelude::*;
use web_sys::{Element, window};

fn mark(name: &str) {
    if let Some(performance) = window().and_then(|window| window.performance()) {
        let _refused = performance.mark(name);
    }
}

/// Marks that the program has started.
pub fn mark_boot() {
    mark("shanhai:boot");
}

/// Attribute of a canvas that has been drawn at least once.
const DRAWN: &str = "data-drawn";

/// Records that a canvas has been drawn. Returns whether this was the first time.
pub fn canvas_drawn(canvas: &Element) -> bool {
    let first = !canvas.has_attribute(DRAWN);
    let _refused = canvas.set_attribute(DRAWN, "");
    first
}

/// Whether every canvas below `root` has been drawn at least once.
pub fn all_drawn(root: &Element) -> bool {
    root.query_selector("canvas:not(.static-layer, [data-drawn])").ok().flatten().is_none()
}

/// Marks that the map and every chart of the view are drawn.
pub fn mark_charts_ready() {
    mark("charts-ready");
}

/// Sets the mark `filter-done` in the next animation frame, with what is rendered now.
pub fn filter_done_after_drawing() {
    let done = Closure::once_into_js(|| mark("filter-done"));
    if let Some(window) = window() {
        // a hidden page gets no animation frame: then the mark is missing, and so is the drawing on the screen
        let _refused = window.request_animation_frame(done.unchecked_ref());
    }
}
