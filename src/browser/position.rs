//! Sizes and places, as single style properties: a strict policy forbids style attributes as text, never these.

use super::coordinates::between;
use web_sys::HtmlElement;

/// Sets a property to so many css px, rounded.
pub fn set(element: &HtmlElement, property: &str, pixels: f64) {
    let _refused = element.style().set_property(property, &format!("{}px", pixels.round() as i32));
}

/// Puts `tip` next to a box of `within` (left, top, width and height in layout px, from the corner of `within`), above it
/// if there is room, and wholly inside `bounds`.
pub fn put_beside(tip: &HtmlElement, within: &HtmlElement, bounds: &HtmlElement, mark: [f64; 4]) {
    const GAP: f64 = 8.0;
    let (width, height) = (f64::from(tip.offset_width()), f64::from(tip.offset_height()));
    let [x, y, mark_width, mark_height] = mark;
    // ends of `bounds`, counted from the corner of `within`
    let (left, top) = between(within, bounds);
    let right = left + f64::from(bounds.offset_width()) - width;
    let bottom = top + f64::from(bounds.offset_height()) - height;
    let above = y - height - GAP;
    let below = y + mark_height + GAP;
    let best = if above >= top { above } else { below };
    set(tip, "left", (x + mark_width / 2.0 - width / 2.0).min(right).max(left).round());
    set(tip, "top", best.min(bottom).max(top).round());
}
