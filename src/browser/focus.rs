//! Where the focus is, moving it, and bringing things into sight.

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

/// Gives the first field below `root` that a selector matches, an input or a select, a value, if it has another one.
pub fn fill(root: &Element, selector: &str, value: &str) {
    if let Some(field) = found(root, selector) {
        // a select's value is read and set as an input's is
        let field = field.unchecked_ref::<HtmlInputElement>();
        if field.value() != value {
            field.set_value(value);
        }
    }
}

/// Whether the focus came to an element by the keyboard, and so shall show.
pub fn is_visible(element: &Element) -> bool {
    element.matches(":focus-visible").unwrap_or(true)
}

/// Scrolls the page, as little as that takes, until the first element below `root` that a selector matches is in sight.
pub fn bring_into_sight(root: &Element, selector: &str) {
    if let Some(element) = found(root, selector) {
        let options = ScrollIntoViewOptions::new();
        options.set_block(ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Scrolls a list that scrolls by itself until an entry of it is in sight; never the page.
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
    // the head of a long entry is worth more than its end
    let by = if above < 0 || height > visible { above } else { below.max(0).min(above) };
    list.set_scroll_top(list.scroll_top() + by);
}
