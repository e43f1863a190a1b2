//! Colours and fonts that the page around the widget has set.

use wasm_bindgen::JsCast;
use web_sys::{CssStyleDeclaration, Element, HtmlElement, Node, window};

fn computed(element: &Element) -> Option<CssStyleDeclaration> {
    window()?.get_computed_style(element).ok().flatten()
}

/// Calls `found` with each role that a page gives a colour to by `--shanhai-<role>`. `root` is a node inside the host,
/// whose own styles resolve it: the browser reads any form of colour, and answers in one.
pub fn of_roles(host: &Element, root: &Node, roles: &[&str], mut found: impl FnMut(&str, (u8, u8, u8))) {
    let probe = window().and_then(|window| window.document()).and_then(|document| document.create_element("span").ok());
    let Some(probe) = probe.and_then(|probe| probe.dyn_into::<HtmlElement>().ok()) else { return };
    let (Some(own), Some(worn)) = (computed(host), computed(&probe)) else { return };
    let _refused = root.append_child(&probe);
    for role in roles {
        let property = format!("--shanhai-{role}");
        if own.get_property_value(&property).is_ok_and(|value| !value.trim().is_empty()) {
            let _refused = probe.style().set_property("color", &format!("var({property})"));
            if let Some(color) = worn.get_property_value("color").ok().and_then(|color| parsed(&color)) {
                found(role, color);
            }
        }
    }
    probe.remove();
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
