//! The layout while it is made: panels go below each other, and a cursor says where the next thing stands.
//!
//! Height depends on the width class alone, never on the exact width: everything that can wrap is wrapped for
//! the narrowest width of the class, and only what lies between is stretched. So a page can reserve the height
//! of every chart before anything runs.

use super::geometry::{Point, Rect, Size};
use super::layout::{Align, ColorRole, Fill, Item, Label, Layout, Mark, Shape, StaticLayer};
use super::map::bounds_of;
use super::target::Target;
use crate::wording::text_width::{text_width, wrap};
use shanhai_dataset::Language;

/// Narrowest widths of the classes, css px.
pub const WIDTH_CLASSES: [f64; 4] = [280.0, 360.0, 480.0, 640.0];

/// Size of labels, css px: never less than 12.
pub const TEXT: f64 = 14.0;
/// Size of second-rank labels.
pub const SMALL: f64 = 12.5;

/// A layout that is being made, and how far down it has come.
pub struct LayoutCursor {
    /// Width to draw at.
    pub width: f64,
    /// Width to wrap for.
    pub base: f64,
    /// Language of the labels.
    pub language: Language,
    /// Where the next thing goes.
    pub y: f64,
    layout: Layout,
}

impl LayoutCursor {
    /// The beginning of a layout `width` css px wide, not less than the narrowest class.
    pub fn new(width: f64, language: Language) -> LayoutCursor {
        let width = width.max(WIDTH_CLASSES[0]);
        let base = WIDTH_CLASSES.into_iter().rfind(|class| *class <= width).unwrap_or(WIDTH_CLASSES[0]);
        let size = Size { width, height: 0.0 };
        LayoutCursor {
            width,
            base,
            language,
            y: 0.0,
            layout: Layout { size, items: Vec::new(), marks: Vec::new(), static_layer: StaticLayer::default() },
        }
    }

    /// Goes down.
    pub fn space(&mut self, height: f64) {
        self.y += height;
    }

    /// Adds a thing.
    pub fn push(&mut self, item: Item) {
        self.layout.items.push(item);
    }

    /// Adds a thing below all others.
    pub fn push_below(&mut self, item: Item) {
        self.layout.items.insert(0, item);
    }

    /// One line of text on a base line.
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

    /// Text wrapped to `width`, its first line's top at `top`; answers its height.
    pub fn paragraph(&mut self, x: f64, top: f64, text: &str, width: f64, style: Style) -> f64 {
        let lines = wrap(text, width, style.size, style.bold);
        let height = lines.len() as f64 * line_height(style.size);
        for (index, line) in lines.into_iter().enumerate() {
            let baseline = top + index as f64 * line_height(style.size) + style.size;
            self.label(x, baseline, line, style);
        }
        height
    }

    /// A filled or outlined box.
    pub fn bar(&mut self, rect: Rect, role: ColorRole, fill: Fill) {
        self.layout.items.push(Item::Bar { rect, role, fill });
    }

    /// A hairline.
    pub fn rule(&mut self, from: Point, to: Point, role: ColorRole) {
        self.layout.items.push(Item::Rule { from, to, role, width: 1.0, dashed: false });
    }

    /// Makes a box answer for a thing.
    pub fn mark(&mut self, target: Target, bounds: Rect) {
        self.layout.marks.push(Mark { target, bounds, shape: Shape::Bounds });
    }

    /// Makes a shape of rings answer for a thing.
    pub fn mark_rings(&mut self, target: Target, rings: Vec<Vec<Point>>) {
        let bounds = bounds_of(rings.iter().flatten());
        self.layout.marks.push(Mark { target, bounds, shape: Shape::Rings(rings) });
    }

    /// The finished layout.
    pub fn finish(mut self) -> Layout {
        self.layout.size.height = self.y.ceil();
        self.layout
    }
}

/// Height of a line, css px.
pub fn line_height(size: f64) -> f64 {
    (size * 1.4).round()
}

/// How a text is set.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// Css px.
    pub size: f64,
    /// Weight.
    pub bold: bool,
    /// ColorRole.
    pub role: ColorRole,
    /// On its point.
    pub align: Align,
}

impl Style {
    /// Plain text.
    pub const TEXT: Style = Style { size: TEXT, bold: false, role: ColorRole::Text, align: Align::Start };
    /// Second-rank text.
    pub const SMALL: Style = Style { size: SMALL, bold: false, role: ColorRole::Muted, align: Align::Start };
    /// A heading or a value.
    pub const BOLD: Style = Style { size: TEXT, bold: true, role: ColorRole::Text, align: Align::Start };

    /// In another role.
    pub const fn role(self, role: ColorRole) -> Style {
        Style { role, ..self }
    }

    /// Of another size.
    pub const fn size(self, size: f64) -> Style {
        Style { size, ..self }
    }

    /// Otherwise on its point.
    pub const fn align(self, align: Align) -> Style {
        Style { align, ..self }
    }

    /// Width of a text in this style.
    pub fn width(&self, text: &str) -> f64 {
        text_width(text, self.size, self.bold)
    }
}
