//! Sizes and places, as single style properties: a strict policy forbids style attributes as text, never these.

use web_sys::HtmlElement;

/// Sets a property to so many css px, rounded.
pub fn set(element: &HtmlElement, property: &str, pixels: f64) {
    let _refused = element.style().set_property(property, &format!("{}px", pixels.round() as i32));
}

/// Puts `tip` next to a box of `within` (left, top, width and height, from the corner of `within`), above it if
/// there is room, and wholly inside `bounds`.
pub fn put_beside(tip: &HtmlElement, within: &HtmlElement, bounds: &HtmlElement, mark: [f64; 4]) {
    const GAP: f64 = 8.0;
    let (own, outer) = (within.get_bounding_client_rect(), bounds.get_bounding_client_rect());
    let (width, height) = (f64::from(tip.offset_width()), f64::from(tip.offset_height()));
    let [x, y, mark_width, mark_height] = mark;
    // ends of `bounds`, counted from the corner of `within`
    let (left, top) = (outer.left() - own.left(), outer.top() - own.top());
    let (right, bottom) = (outer.right() - own.left() - width, outer.bottom() - own.top() - height);
    let above = y - height - GAP;
    let below = y + mark_height + GAP;
    let best = if above >= top { above } else { below };
    set(tip, "left", (x + mark_width / 2.0 - width / 2.0).min(right).max(left).round());
    set(tip, "top", best.min(bottom).max(top).round());
}
