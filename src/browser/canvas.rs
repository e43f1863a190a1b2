//! Draws a record onto a canvas through plotters-canvas, at the device's own resolution.

use js_sys::Reflect;
use plotters_backend::{BackendColor, BackendStyle, DrawingBackend};
use plotters_canvas::CanvasBackend;
use shanhai_graphic::paint::{DrawOp, Palette, Record, Rgb, Strength, TextAlign, UNITS};
use shanhai_graphic::wording::text_width::text_width;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// Some browsers refuse a canvas wider or higher than this many device px. A larger drawing gets a lower resolution.
const MOST_DEVICE_PIXELS: f64 = 8192.0;

/// Colour and width for plotters-canvas.
struct Pen {
    color: Rgb,
    width: u32,
}

impl BackendStyle for Pen {
    fn color(&self) -> BackendColor {
        BackendColor { alpha: 1.0, rgb: self.color }
    }
    fn stroke_width(&self) -> u32 {
        self.width
    }
}

/// Sizes the canvas to the record at the device pixel ratio and draws it. Returns false if the canvas gives no
/// context.
///
/// plotters-canvas works in whole canvas units only. The context is scaled so that one unit is an eighth of a css px,
/// the unit of the record. The canvas is cleared first, because a transparent fill would not clear it.
pub fn draw(
    record: &Record,
    canvas: &HtmlCanvasElement,
    palette: &Palette,
    font: &str,
    device_pixel_ratio: f64,
) -> bool {
    let longest = record.size.width.max(record.size.height).max(1.0);
    let ratio = device_pixel_ratio.clamp(0.5, 4.0).min(MOST_DEVICE_PIXELS / longest);
    let (width, height) = ((record.size.width * ratio).round() as u32, (record.size.height * ratio).round() as u32);
    let resized = (canvas.width(), canvas.height()) != (width, height);
    if resized {
        canvas.set_width(width);
        canvas.set_height(height);
    }
    let context =
        canvas.get_context("2d").ok().flatten().and_then(|context| context.dyn_into::<CanvasRenderingContext2d>().ok());
    let (Some(context), Some(backend)) = (context, CanvasBackend::with_canvas_object(canvas.clone())) else {
        return false;
    };
    if !resized {
        // clearing is cheaper than setting the same size again, which allocates new memory
        let _refused = context.set_transform(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);
        context.clear_rect(0.0, 0.0, f64::from(width), f64::from(height));
    }
    let scale = ratio / f64::from(UNITS);
    if context.set_transform(scale, 0.0, 0.0, scale, 0.0, 0.0).is_err() {
        return false;
    }
    context.set_line_join("round");
    // keep the styles of the surrounding page from changing the text
    for (property, value) in [("direction", "ltr"), ("letterSpacing", "0px"), ("wordSpacing", "0px")] {
        let _unknown = Reflect::set(&context, &JsValue::from_str(property), &JsValue::from_str(value));
    }
    let mut brush = Brush { context, backend, palette, font, lettering: None };
    record.ops.iter().all(|op| brush.draw(op))
}

/// Frees the memory of a canvas; the next [`draw`] fills it again. Its size in the page stays.
pub fn release(canvas: &HtmlCanvasElement) {
    canvas.set_width(0);
    canvas.set_height(0);
}

/// Draws one operation after another.
struct Brush<'a> {
    context: CanvasRenderingContext2d,
    backend: CanvasBackend,
    palette: &'a Palette,
    font: &'a str,
    /// Size and weight of the last text. A browser resolves the page's styles every time a font is set.
    lettering: Option<(u32, bool)>,
}

impl Brush<'_> {
    /// Draws an operation. Returns false if the canvas refuses it.
    fn draw(&mut self, op: &DrawOp) -> bool {
        let Brush { context, backend, palette, font, lettering } = self;
        let pen = |role, strength, stroke: Option<u32>| Pen {
            color: palette.color(role, strength),
            width: stroke.unwrap_or_default(),
        };
        match op {
            DrawOp::Rect { from, to, role, strength, stroke } => {
                backend.draw_rect(*from, *to, &pen(*role, *strength, *stroke), stroke.is_none()).is_ok()
            }
            DrawOp::Path { points, role, stroke } => {
                backend.draw_path(points.iter().copied(), &pen(*role, Strength::Full, Some(*stroke))).is_ok()
            }
            DrawOp::Polygon { points, role, strength } => {
                backend.fill_polygon(points.iter().copied(), &pen(*role, *strength, None)).is_ok()
            }
            DrawOp::Circle { center, radius, role, stroke } => {
                backend.draw_circle(*center, *radius, &pen(*role, Strength::Full, *stroke), stroke.is_none()).is_ok()
            }
            DrawOp::Text { at, text, size, bold, align, role } => {
                // not through the backend, which has no alphabetic baseline: its baselines differ between fonts
                let (red, green, blue) = palette.color(*role, Strength::Full);
                context.set_fill_style_str(&format!("rgb({red},{green},{blue})"));
                if *lettering != Some((*size, *bold)) {
                    context.set_font(&format!("{}{size}px {font}", if *bold { "bold " } else { "" }));
                    context.set_text_baseline("alphabetic");
                    *lettering = Some((*size, *bold));
                }
                context.set_text_align(match align {
                    TextAlign::Start => "left",
                    TextAlign::Middle => "center",
                    TextAlign::End => "right",
                });
                // a system font that is wider than the table of widths is condensed, so it never runs into its
                // neighbour
                let room = text_width(text, f64::from(*size), *bold);
                context.fill_text_with_max_width(text, f64::from(at.0), f64::from(at.1), room).is_ok()
            }
        }
    }
}
