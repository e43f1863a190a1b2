//! The only drawing backend. It records what plotters asks for, in integers and roles, so that the same chart gives
//! the same record natively and in the browser, in every theme.

use super::palette::Strength;
use crate::chart::{Align, ColorRole, Size};
use crate::wording::text_width::text_width;
use plotters_backend::text_anchor::HPos;
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontStyle,
};
use std::convert::Infallible;

/// Units per css px. Plotters counts in whole units; an eighth of a px is finer than the eye can see at a device
/// pixel ratio of 3.
pub const UNITS: i32 = 8;

/// A drawing operation; every length is in eighths of a css px.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum DrawOp {
    /// A box.
    Rect {
        /// A corner.
        from: BackendCoord,
        /// The opposite corner.
        to: BackendCoord,
        /// Role of its colour.
        role: ColorRole,
        /// Strength of its colour.
        strength: Strength,
        /// Width of its outline; filled if none.
        stroke: Option<u32>,
    },
    /// An open line.
    Path {
        /// Its points.
        points: Vec<BackendCoord>,
        /// Role of its colour.
        role: ColorRole,
        /// Stroke width.
        stroke: u32,
    },
    /// A filled shape.
    Polygon {
        /// Its corners.
        points: Vec<BackendCoord>,
        /// Role of its colour.
        role: ColorRole,
        /// Strength of its colour.
        strength: Strength,
    },
    /// A circle.
    Circle {
        /// Its centre.
        center: BackendCoord,
        /// Its radius.
        radius: u32,
        /// Role of its colour.
        role: ColorRole,
        /// Width of its outline; filled if none.
        stroke: Option<u32>,
    },
    /// A text on its baseline.
    Text {
        /// Position.
        at: BackendCoord,
        /// A single line.
        text: String,
        /// Size of the font.
        size: u32,
        /// Whether it is bold.
        bold: bool,
        /// Alignment to its point.
        align: TextAlign,
        /// Role of its colour.
        role: ColorRole,
    },
}

/// [`Align`], but hashable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TextAlign {
    /// Starts at its point.
    Start,
    /// Centred on it.
    Middle,
    /// Ends at it.
    End,
}

/// A recorded drawing.
#[derive(Debug, Clone, PartialEq)]
pub struct Record {
    /// Css px.
    pub size: Size,
    /// From back to front.
    pub ops: Vec<DrawOp>,
}

impl Record {
    /// A number that is equal for equal drawings: FNV-1a over the operations, the same on every machine.
    pub fn fingerprint(&self) -> u64 {
        let mut hasher = Fnv(0xcbf2_9ce4_8422_2325);
        std::hash::Hash::hash(&self.ops, &mut hasher);
        hasher.0
    }
}

/// FNV-1a. Pointer-sized integers are widened to 64 bits, so that 32-bit wasm and a 64-bit host agree.
struct Fnv(u64);

impl std::hash::Hasher for Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    fn write_usize(&mut self, value: usize) {
        self.write(&(value as u64).to_le_bytes());
    }
    fn write_isize(&mut self, value: isize) {
        self.write(&(value as i64).to_le_bytes());
    }
    fn finish(&self) -> u64 {
        self.0
    }
}

/// A plotters colour that carries a role of the palette instead: red holds the number of the role, green that of its
/// strength.
pub(super) fn color_of(role: ColorRole, strength: Strength) -> plotters::style::RGBAColor {
    plotters::style::RGBAColor(role as u8, strength as u8, 0, 1.0)
}

fn role_of(color: BackendColor) -> (ColorRole, Strength) {
    let strength = Strength::ALL[usize::from(color.rgb.1) % Strength::ALL.len()];
    (ColorRole::ALL[usize::from(color.rgb.0) % ColorRole::ALL.len()], strength)
}

/// Records what plotters draws.
pub(super) struct Recorder<'a> {
    pub record: &'a mut Record,
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl Record {
    /// The same record with every point of a line or shape on a whole css px. For map borders, its SVG is half as
    /// long.
    pub fn coarsened(mut self) -> Record {
        let whole = |at: i32| (at + UNITS / 2).div_euclid(UNITS) * UNITS;
        for op in &mut self.ops {
            if let DrawOp::Path { points, .. } | DrawOp::Polygon { points, .. } = op {
                for point in points.iter_mut() {
                    *point = (whole(point.0), whole(point.1));
                }
            }
        }
        self
    }
}

impl DrawingBackend for Recorder<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        let units = f64::from(UNITS);
        ((self.record.size.width * units) as u32, (self.record.size.height * units) as u32)
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, point: BackendCoord, color: BackendColor) -> Drawn {
        let (role, strength) = role_of(color);
        self.record.ops.push(DrawOp::Rect {
            from: point,
            to: (point.0 + 1, point.1 + 1),
            role,
            strength,
            stroke: None,
        });
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        let (role, _) = role_of(style.color());
        self.record.ops.push(DrawOp::Path { points: vec![from, to], role, stroke: style.stroke_width() });
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S, fill: bool) -> Drawn {
        let (role, strength) = role_of(style.color());
        let stroke = (!fill).then(|| style.stroke_width());
        self.record.ops.push(DrawOp::Rect { from, to, role, strength, stroke });
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        let (role, _) = role_of(style.color());
        self.record.ops.push(DrawOp::Path { points: path.into_iter().collect(), role, stroke: style.stroke_width() });
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, center: BackendCoord, radius: u32, style: &S, fill: bool) -> Drawn {
        let (role, _) = role_of(style.color());
        let stroke = (!fill).then(|| style.stroke_width());
        self.record.ops.push(DrawOp::Circle { center, radius, role, stroke });
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        let (role, strength) = role_of(style.color());
        self.record.ops.push(DrawOp::Polygon { points: path.into_iter().collect(), role, strength });
        Ok(())
    }

    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, at: BackendCoord) -> Drawn {
        let (role, _) = role_of(style.color());
        let align = match style.anchor().h_pos {
            HPos::Left => TextAlign::Start,
            HPos::Center => TextAlign::Middle,
            HPos::Right => TextAlign::End,
        };
        let bold = matches!(style.style(), FontStyle::Bold);
        let size = style.size().round() as u32;
        self.record.ops.push(DrawOp::Text { at, text: text.to_owned(), size, bold, align, role });
        Ok(())
    }

    /// Measures with our own table. The default measures natively by bytes, and in the browser with a styled element,
    /// which is slow, forbidden by strict policies, and never the same.
    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let width = text_width(text, style.size(), matches!(style.style(), FontStyle::Bold));
        Ok((width.ceil() as u32, style.size().ceil() as u32))
    }
}

impl From<Align> for HPos {
    fn from(align: Align) -> HPos {
        match align {
            Align::Start => HPos::Left,
            Align::Middle => HPos::Center,
            Align::End => HPos::Right,
        }
    }
}
