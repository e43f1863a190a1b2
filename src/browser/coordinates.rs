//! The one place that converts between three coordinate systems. They differ as soon as the styles of the surrounding
//! page zoom, scale or rotate the widget:
//!
//! - *client px*: the unit of pointer events and `getBoundingClientRect`, from the corner of the viewport;
//! - *layout px* of a box: the unit of its styles and `offsetWidth`, before any transform, from its own corner;
//! - *canvas px*: the unit of a drawing, which is scaled to the width of its box.

use js_sys::{Number, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, window};

/// Class of the three zero-size elements at the corners of a box that can be measured: top left, top right and bottom
/// left.
pub const CORNER: &str = "corner";

/// Where a box lies in the viewport, in client px: its corner, and the vectors along its top and down its left side.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Placement {
    corner: (f64, f64),
    along: (f64, f64),
    down: (f64, f64),
}

impl Placement {
    /// Measures a box that holds its [`CORNER`]s. They reflect any transform that keeps lines parallel.
    pub fn of(measured: &Element) -> Option<Placement> {
        let corners = measured.get_elements_by_class_name(CORNER);
        let factor = if zoom_is_left_out() { zoom_around(measured) } else { 1.0 };
        let point = |index| {
            let place = corners.item(index)?.get_bounding_client_rect();
            Some((place.left() * factor, place.top() * factor))
        };
        let (corner, right, bottom) = (point(0)?, point(1)?, point(2)?);
        let from = |(x, y): (f64, f64)| (x - corner.0, y - corner.1);
        Some(Placement { corner, along: from(right), down: from(bottom) })
    }

    /// The position of a point of the viewport, as fractions of the box's width and height. `None` if the box has no
    /// area.
    pub fn parts(&self, (x, y): (f64, f64)) -> Option<(f64, f64)> {
        let (x, y) = (x - self.corner.0, y - self.corner.1);
        let area = cross(self.along, self.down);
        (area != 0.0).then(|| (cross((x, y), self.down) / area, cross(self.along, (x, y)) / area))
    }
}

/// The part of a box that the viewport shows: top and bottom ends, in layout px from the top of the box, which holds
/// its [`CORNER`]s. The ends lie outside the box where the viewport shows more. `None` if the box has no area.
pub fn in_sight(measured: &HtmlElement) -> Option<(f64, f64)> {
    let placement = Placement::of(measured)?;
    let height = window()?.inner_height().ok()?.as_f64()?;
    let at = |y: f64| Some(placement.parts((placement.corner.0, y))?.1 * f64::from(measured.offset_height()));
    Some((at(0.0)?, at(height)?))
}

fn cross(a: (f64, f64), b: (f64, f64)) -> f64 {
    a.0 * b.1 - a.1 * b.0
}

/// The width of an element's content, in layout px with fractions.
pub fn layout_width(element: &Element) -> Option<f64> {
    number(style_of(element, "width")?.strip_suffix("px")?)
}

/// Parses the number at the start of a string. The browser parses it, because Rust's floating-point parser with its
/// tables would add 12 kB to the program (brotli).
fn number(text: &str) -> Option<f64> {
    Some(Number::parse_float(text)).filter(|number| number.is_finite())
}

/// The vector from the corner of one element to that of another, in layout px.
pub fn between(from: &HtmlElement, to: &HtmlElement) -> (f64, f64) {
    let (from, to) = (offset(from), offset(to));
    (f64::from(to.0 - from.0), f64::from(to.1 - from.1))
}

/// The layout position of an element, summed over all its offset parents.
fn offset(element: &HtmlElement) -> (i32, i32) {
    let (mut x, mut y) = (element.offset_left(), element.offset_top());
    let mut around = element.offset_parent();
    while let Some(parent) = around.and_then(|parent| parent.dyn_into::<HtmlElement>().ok()) {
        x += parent.offset_left() + parent.client_left();
        y += parent.offset_top() + parent.client_top();
        around = parent.offset_parent();
    }
    (x, y)
}

fn style_of(element: &Element, property: &str) -> Option<String> {
    window()?.get_computed_style(element).ok().flatten()?.get_property_value(property).ok()
}

/// Whether the engine measures boxes as if no `zoom` applied to them, although pointer events include it. Chromium
/// before 128 and WebKit do this.
fn zoom_is_left_out() -> bool {
    thread_local!(static LEFT_OUT: bool = probe().unwrap_or(false));
    fn probe() -> Option<bool> {
        let document = window()?.document()?;
        let probe = document.create_element("div").ok()?.dyn_into::<HtmlElement>().ok()?;
        for (property, value) in [("position", "fixed"), ("width", "10px"), ("zoom", "2")] {
            probe.style().set_property(property, value).ok()?;
        }
        let root = document.document_element()?;
        root.append_child(&probe).ok()?;
        // compare with an unzoomed box, because the page may be zoomed as a whole
        let zoomed = probe.get_bounding_client_rect().width();
        probe.style().set_property("zoom", "1").ok()?;
        let plain = probe.get_bounding_client_rect().width();
        probe.remove();
        Some(zoomed < 1.5 * plain && style_of(&root, "zoom").is_some_and(|zoom| !zoom.is_empty()))
    }
    LEFT_OUT.with(|left_out| *left_out)
}

/// The product of the `zoom` of an element and all its ancestors.
fn zoom_around(element: &Element) -> f64 {
    let mut product = 1.0;
    let mut around = Some(element.clone());
    while let Some(element) = around {
        product *= style_of(&element, "zoom").and_then(|zoom| number(&zoom)).unwrap_or(1.0);
        // cross slots and shadow roots as well
        let slot = Reflect::get(&element, &JsValue::from_str("assignedSlot")).ok();
        let slot = slot.and_then(|slot| slot.dyn_into::<Element>().ok());
        let host = || Reflect::get(&element.get_root_node(), &JsValue::from_str("host")).ok()?.dyn_into().ok();
        around = slot.or_else(|| element.parent_element()).or_else(host);
    }
    product
}

#[cfg(test)]
mod tests {
    use super::*;

    fn assert_parts(placement: Placement, point: (f64, f64), expected: (f64, f64)) {
        let (x, y) = placement.parts(point).unwrap();
        assert!((x - expected.0).abs() < 1e-9 && (y - expected.1).abs() < 1e-9, "{x}, {y} and not {expected:?}");
    }

    #[test]
    fn points_are_found_in_boxes_of_every_position() {
        let plain = Placement { corner: (100.0, 50.0), along: (200.0, 0.0), down: (0.0, 400.0) };
        assert_parts(plain, (150.0, 150.0), (0.25, 0.25));
        let upside_down = Placement { corner: (300.0, 450.0), along: (-200.0, 0.0), down: (0.0, -400.0) };
        assert_parts(upside_down, (250.0, 350.0), (0.25, 0.25));
        let quarter = Placement { corner: (500.0, 0.0), along: (0.0, 200.0), down: (-400.0, 0.0) };
        assert_parts(quarter, (400.0, 50.0), (0.25, 0.25));
        let skewed = Placement { corner: (0.0, 0.0), along: (100.0, 0.0), down: (50.0, 100.0) };
        assert_parts(skewed, (75.0, 50.0), (0.5, 0.5));
    }

    #[test]
    fn a_box_without_area_has_no_points() {
        let flat = Placement { corner: (0.0, 0.0), along: (100.0, 0.0), down: (0.0, 0.0) };
        assert_eq!(flat.parts((5.0, 5.0)), None);
    }
}
