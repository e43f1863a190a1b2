//! A layout under construction. Panels go one below the other, and a cursor holds the position of the next item.
//!
//! The height depends only on the width class, never on the exact width: all text wraps for the narrowest width of
//! the class, and only the space in between stretches. So a page can reserve the height of every chart before
//! anything runs.

use super::geometry::{Point, Rect, Size};
use super::layout::{Align, ColorRole, Fill, HitTarget, Item, Label, Layout, Shape};
use super::map::bounds_of;
use super::target::Datum;
use crate::wording::text_width::{text_width, wrap};
use shanhai_dataset::Language;

/// Minimum width of each width class, css px.
pub const WIDTH_CLASSES: [f64; 4] = [280.0, 360.0, 480.0, 640.0];

/// Font size of labels, css px; never less than 12.
pub const TEXT: f64 = 14.0;
/// Font size of secondary labels.
pub const SMALL: f64 = 12.5;

/// A layout under construction, and how far down it has come.
pub struct LayoutCursor {
    /// Width of the drawing.
    pub width: f64,
    /// Width that text wraps for.
    pub base: f64,
    /// Language of the labels.
    pub language: Language,
    /// Vertical position of the next item.
    pub y: f64,
    layout: Layout,
}

impl LayoutCursor {
    /// Starts a layout `width` css px wide, but no narrower than the narrowest class.
    pub fn new(width: f64, language: Language) -> LayoutCursor {
        let width = width.max(WIDTH_CLASSES[0]);
        let base = WIDTH_CLASSES.into_iter().rfind(|class| *class <= width).unwrap_or(WIDTH_CLASSES[0]);
        let size = Size { width, height: 0.0 };
        LayoutCursor { width, base, language, y: 0.0, layout: Layout::empty(size) }
    }

    /// Moves the cursor down.
    pub fn space(&mut self, height: f64) {
        self.y += height;
    }

    /// Adds an item.
    pub fn push(&mut self, item: Item) {
        self.layout.items.push(item);
    }

    /// Adds an item behind all others.
    pub fn push_below(&mut self, item: Item) {
        self.layout.items.insert(0, item);
    }

    /// Adds one line of text on a baseline.
    pub fn label(&mut self, x: f64, baseline: f64, text: impl Into<String>, style: Style) {
        let label = Label {
            at: Point { x, y: baseline },
            text: text.into(),
            size: style.size,
            bold: style.bold,
            role: style.role,
            align: style.align,
        };
        self.layout.items.push(Item::Label(label));
    }

    /// Adds text wrapped to `width`, with the top of its first line at `top`. Returns its height.
    pub fn paragraph(&mut self, x: f64, top: f64, text: &str, width: f64, style: Style) -> f64 {
        let lines = wrap(text, width, style.size, style.bold);
        let height = lines.len() as f64 * line_height(style.size);
        for (index, line) in lines.into_iter().enumerate() {
            let baseline = top + index as f64 * line_height(style.size) + style.size;
            self.label(x, baseline, line, style);
        }
        height
    }

    /// Adds a filled or outlined box.
    pub fn bar(&mut self, rect: Rect, role: ColorRole, fill: Fill) {
        self.layout.items.push(Item::Bar { rect, role, fill });
    }

    /// Adds a hairline.
    pub fn rule(&mut self, from: Point, to: Point, role: ColorRole) {
        self.layout.items.push(Item::Rule { from, to, role, width: 1.0, dashed: false });
    }

    /// Makes a box the hit area of a datum.
    pub fn mark(&mut self, datum: Datum, bounds: Rect) {
        self.layout.hit_targets.push(HitTarget { datum, bounds, shape: Shape::Bounds });
    }

    /// Makes a shape of rings the hit area of a datum.
    pub fn mark_rings(&mut self, datum: Datum, rings: Vec<Vec<Point>>) {
        let bounds = bounds_of(rings.iter().flatten());
        self.layout.hit_targets.push(HitTarget { datum, bounds, shape: Shape::Rings(rings) });
    }

    /// Returns the finished layout.
    pub fn finish(mut self) -> Layout {
        self.layout.size.height = self.y.ceil();
        self.layout
    }
}

/// Height of a line, css px.
pub fn line_height(size: f64) -> f64 {
    (size * 1.4).round()
}

/// The style of a text.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Font size, css px.
    pub size: f64,
    /// Whether the text is bold.
    pub bold: bool,
    /// Colour role.
    pub role: ColorRole,
    /// Alignment to its point.
    pub align: Align,
}

impl Style {
    /// Plain text.
    pub const TEXT: Style = Style { size: TEXT, bold: false, role: ColorRole::Text, align: Align::Start };
    /// Secondary text.
    pub const SMALL: Style = Style { size: SMALL, bold: false, role: ColorRole::Muted, align: Align::Start };
    /// A heading or a value.
    pub const BOLD: Style = Style { size: TEXT, bold: true, role: ColorRole::Text, align: Align::Start };

    /// The style with another role.
    pub const fn role(self, role: ColorRole) -> Style {
        Style { role, ..self }
    }

    /// The style with another size.
    pub const fn size(self, size: f64) -> Style {
        Style { size, ..self }
    }

    /// The style with another alignment.
    pub const fn align(self, align: Align) -> Style {
        Style { align, ..self }
    }

    /// Width of a text in this style.
    pub fn width(&self, text: &str) -> f64 {
        text_width(text, self.size, self.bold)
    }
}
