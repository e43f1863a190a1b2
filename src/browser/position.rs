//! Sizes and positions, set as single style properties. A strict content security policy forbids style attributes as
//! text, but never these.

use super::coordinates::between;
use web_sys::HtmlElement;

/// Sets a property to a number of css px, rounded.
pub fn set(element: &HtmlElement, property: &str, pixels: f64) {
    let _refused = element.style().set_property(property, &format!("{}px", pixels.round() as i32));
}

/// The top and bottom ends of the available space.
pub type Room = (f64, f64);

/// Removes a property, so that the style sheet applies again.
pub fn clear(element: &HtmlElement, property: &str) {
    let _before = element.style().remove_property(property);
}

/// Puts `tip` next to `mark`, a box of `within` (left, top, width and height in layout px, from the corner of
/// `within`): above it if there is room, and wholly inside `bounds`. The tooltip does not cover the box while either
/// side has 96 px of room; if it is too high for its side, it scrolls. `seen` is the part of `within` that is in the
/// viewport, if that matters.
pub fn put_beside(tip: &HtmlElement, within: &HtmlElement, bounds: &HtmlElement, seen: Option<Room>, mark: [f64; 4]) {
    const GAP: f64 = 8.0;
    /// A tooltip with less height cannot be read.
    const LEAST: f64 = 96.0;
    let _refused = tip.style().remove_property("max-height");
    let (width, height) = (f64::from(tip.offset_width()), f64::from(tip.offset_height()));
    let [x, y, mark_width, mark_height] = mark;
    // the edges of `bounds`, relative to the corner of `within`
    let (left, top) = between(within, bounds);
    let right = left + f64::from(bounds.offset_width()) - width;
    let bottom = top + f64::from(bounds.offset_height());
    let rooms = |(top, bottom): Room| (y - GAP - top, bottom - (y + mark_height + GAP));
    let in_sight = seen.map(|(first, last)| rooms((top.max(first), bottom.min(last))));
    let enough = |(above, below): &(f64, f64)| above.max(*below) >= height.min(2.0 * LEAST);
    let (above, below) = in_sight.filter(enough).unwrap_or_else(|| rooms((top, bottom)));
    let is_above = height <= above || (height > below && above > below);
    let room = if is_above { above } else { below }.max(LEAST);
    if height > room {
        set(tip, "max-height", room.floor());
    }
    let height = height.min(room);
    let best = if is_above { y - GAP - height } else { y + mark_height + GAP };
    set(tip, "left", (x + mark_width / 2.0 - width / 2.0).min(right).max(left).round());
    set(tip, "top", best.min(bottom - height).max(top).round());
}
