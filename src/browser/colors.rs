//! Colours and fonts that the page around the widget has set.

use wasm_bindgen::JsCast;
use web_sys::{CssStyleDeclaration, Element, HtmlElement, Node, window};

fn computed(element: &Element) -> Option<CssStyleDeclaration> {
    window()?.get_computed_style(element).ok().flatten()
}

/// The colour that a page gives to a role by `--shanhai-<role>`, if it does. `root` is a node inside the host, whose
/// own styles resolve it: the browser reads any form of colour, and answers in one.
pub fn of_role(host: &Element, root: &Node, role: &str) -> Option<(u8, u8, u8)> {
    let property = format!("--shanhai-{role}");
    if computed(host)?.get_property_value(&property).ok()?.trim().is_empty() {
        return None;
    }
    let probe: HtmlElement = window()?.document()?.create_element("span").ok()?.dyn_into().ok()?;
    probe.style().set_property("color", &format!("var({property})")).ok()?;
    root.append_child(&probe).ok()?;
    let color = computed(&probe).and_then(|style| style.get_property_value("color").ok());
    probe.remove();
    parsed(&color?)
}

/// The font family that an element is set in.
pub fn font(element: &Element) -> String {
    let family = computed(element).and_then(|style| style.get_property_value("font-family").ok());
    family.filter(|family| !family.is_empty()).unwrap_or_else(|| "sans-serif".to_owned())
}

/// Reads `rgb(1, 2, 3)` and `rgba(1, 2, 3, 0.5)`, the forms in which browsers answer for sRGB colours.
fn parsed(color: &str) -> Option<(u8, u8, u8)> {
    let inner = color.strip_prefix("rgb")?.trim_start_matches('a').strip_prefix('(')?.strip_suffix(')')?;
    // fractions do not show; whole numbers need no parser of floating point
    let mut parts = inner.split([',', ' ', '/']).filter(|part| !part.is_empty());
    let mut next = || parts.next()?.split('.').next()?.parse::<u8>().ok();
    Some((next()?, next()?, next()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn computed_colours_are_read() {
        assert_eq!(parsed("rgb(1, 2, 3)"), Some((1, 2, 3)));
        assert_eq!(parsed("rgba(255, 0, 9, 0.5)"), Some((255, 0, 9)));
        assert_eq!(parsed("rgb(1.4 2 3 / 50%)"), Some((1, 2, 3)));
        assert_eq!(parsed("color(srgb 1 0 0)"), None);
    }
}
