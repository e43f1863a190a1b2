//! Colours and fonts that the surrounding page sets.

use super::media::colors_are_forced;
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, CssStyleDeclaration, Element, HtmlCanvasElement, HtmlElement, Node, window};

fn computed(element: &Element) -> Option<CssStyleDeclaration> {
    window()?.get_computed_style(element).ok().flatten()
}

/// Calls `found` for each role to which the page gives a colour with `--shanhai-<role>`. `root` is a node inside the
/// host, and its styles resolve the colour.
pub fn of_roles(host: &Element, root: &Node, roles: &[&str], mut found: impl FnMut(&str, (u8, u8, u8))) {
    let Some((probe, styles)) = probe() else { return };
    let Some(own) = computed(host) else { return };
    let _refused = root.append_child(&probe);
    for role in roles {
        let property = format!("--shanhai-{role}");
        if own.get_property_value(&property).is_ok_and(|value| !value.trim().is_empty()) {
            let _refused = probe.style().set_property("color", &format!("var({property})"));
            let color = styles.get_property_value("color").ok();
            if let Some(color) = color.and_then(|color| parsed(&color).or_else(|| painted(&color))) {
                found(role, color);
            }
        }
    }
    probe.remove();
}

/// Whether the browser darkens light pages, as some do on phones. It changes the colours of text and background but
/// leaves canvases as they are, which gives dark text on a dark background. It leaves alone what is already dark.
pub fn is_made_dark(host: &Element) -> bool {
    let (Some(root), Some((probe, styles))) = (host.shadow_root(), probe()) else { return false };
    let _refused = root.append_child(&probe);
    for (property, value) in [("color-scheme", "light"), ("background-color", "canvas")] {
        let _refused = probe.style().set_property(property, value);
    }
    let paper = styles.get_property_value("background-color").ok().and_then(|color| parsed(&color));
    probe.remove();
    // forced colours that the reader has chosen may be dark, too
    !colors_are_forced() && paper.is_some_and(|(red, green, blue)| red.max(green).max(blue) < 128)
}

/// Creates an element to insert where styles are to be queried. Returns it with its computed styles.
fn probe() -> Option<(HtmlElement, CssStyleDeclaration)> {
    let probe = window()?.document()?.create_element("span").ok()?.dyn_into::<HtmlElement>().ok()?;
    let styles = computed(&probe)?;
    Some((probe, styles))
}

/// The computed font family of an element.
pub fn font(element: &Element) -> String {
    let family = computed(element).and_then(|style| style.get_property_value("font-family").ok());
    family.filter(|family| !family.is_empty()).unwrap_or_else(|| "sans-serif".to_owned())
}

/// Parses `rgb(1, 2, 3)` and `rgba(1, 2, 3, 0.5)`, the forms in which browsers report sRGB colours.
fn parsed(color: &str) -> Option<(u8, u8, u8)> {
    let inner = color.strip_prefix("rgb")?.trim_start_matches('a').strip_prefix('(')?.strip_suffix(')')?;
    // fractions make no visible difference, and whole numbers need no floating-point parser
    let mut parts = inner.split([',', ' ', '/']).filter(|part| !part.is_empty());
    let mut next = || parts.next()?.split('.').next()?.parse::<u8>().ok();
    Some((next()?, next()?, next()?))
}

/// A colour in any other space, such as `oklch(0.7 0.1 200)`, as a canvas shows it.
fn painted(color: &str) -> Option<(u8, u8, u8)> {
    let canvas: HtmlCanvasElement = window()?.document()?.create_element("canvas").ok()?.dyn_into().ok()?;
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    context.set_fill_style_str(color);
    context.fill_rect(0.0, 0.0, 1.0, 1.0);
    let pixel = context.get_image_data(0.0, 0.0, 1.0, 1.0).ok()?.data();
    pixel.first_chunk().map(|&[red, green, blue]| (red, green, blue))
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
