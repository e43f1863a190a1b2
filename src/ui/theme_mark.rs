//! The shape and colour of a theme, as on the map.

use super::element::{Element, el};
use shanhai_dataset::Theme;
use shanhai_graphic::chart::theme_outline;
use std::fmt::Write;

/// A small drawing of a theme's shape, or a ring without a theme.
pub(super) fn theme_mark(theme: Option<&Theme>) -> Element {
    const CLASSES: [&str; 4] = ["mark theme-0", "mark theme-1", "mark theme-2", "mark theme-3"];
    let class = theme.map_or("mark themeless", |theme| CLASSES[theme.index % 4]);
    let shape = match theme.and_then(|theme| theme_outline(theme.index)) {
        Some(corners) => {
            let mut points = String::new();
            for (x, y) in corners {
                // writing to a string cannot fail
                let _ = write!(points, "{x},{y} ");
            }
            el("polygon").attr("points", points)
        }
        None => el("circle").attr("r", "100"),
    };
    let mark = el("svg").class(class).attr("viewBox", "-135 -135 270 270").attr("aria-hidden", "true").child(shape);
    // without styles, it would be as wide as the page
    mark.attr("width", "14").attr("height", "14")
}
