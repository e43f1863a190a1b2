//! Checks and moves the focus, and scrolls elements into view.

use super::coordinates::between;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement, HtmlInputElement, ScrollIntoViewOptions, ScrollLogicalPosition};

fn found(root: &Element, selector: &str) -> Option<Element> {
    root.query_selector(selector).ok().flatten()
}

/// Whether a selector matches anything below `root`.
pub fn is_there(root: &Element, selector: &str) -> bool {
    found(root, selector).is_some()
}

/// Moves the focus to the first element below `root` that a selector matches.
pub fn move_to(root: &Element, selector: &str) {
    if let Some(element) = found(root, selector).and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _refused = element.focus();
    }
}

/// Whether the focus is on something below `root`.
pub fn is_within(root: &Element) -> bool {
    root.matches(":focus-within").unwrap_or(true)
}

/// Sets the value of the first field (input or select) below `root` that a selector matches, if it has another value.
pub fn fill(root: &Element, selector: &str, value: &str) {
    if let Some(field) = found(root, selector) {
        // a select has the same `value` property as an input
        let field = field.unchecked_ref::<HtmlInputElement>();
        if field.value() != value {
            field.set_value(value);
        }
    }
}

/// Whether an element got the focus by keyboard, so that the focus should be visible.
pub fn is_visible(element: &Element) -> bool {
    element.matches(":focus-visible").unwrap_or(true)
}

/// Scrolls the page, as little as possible, to bring the first element below `root` that a selector matches into
/// view.
pub fn bring_into_sight(root: &Element, selector: &str) {
    if let Some(element) = found(root, selector) {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Opens the closed details around the first element below `root` that a selector matches, or else those right within
/// it. Returns what it opened.
pub fn unfold(root: &Element, selector: &str) -> Option<Element> {
    let element = found(root, selector)?;
    let around = element.closest("details:not([open])").ok().flatten();
    let closed = around.or_else(|| found(&element, ":scope > details:not([open])"))?;
    closed.set_attribute("open", "").ok()?;
    Some(closed)
}

/// Scrolls a list with its own scrollbar until an entry is in view. Never scrolls the page.
pub fn bring_into_sight_within(root: &Element, list: &str, entry: &str) {
    let html = |selector| found(root, selector).and_then(|element| element.dyn_into::<HtmlElement>().ok());
    let (Some(list), Some(entry)) = (html(list), html(entry)) else {
        return;
    };
    if list.scroll_height() <= list.client_height() {
        return;
    }
    let (visible, height) = (list.client_height(), entry.offset_height());
    let above = between(&list, &entry).1.round() as i32 - list.scroll_top();
    let below = above + height - visible;
    // the start of a long entry matters more than its end
    let by = if above < 0 || height > visible { above } else { below.max(0).min(above) };
    list.set_scroll_top(list.scroll_top() + by);
}
