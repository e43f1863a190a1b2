//! Paint: from a layout to a record of drawing operations (through plotters), and from the record to canvas or SVG.

mod figure;
mod palette;
mod record;
mod to_svg;

pub use figure::{record, record_layers};
pub use palette::{Palette, Rgb, Strength};
pub use record::{DrawOp, Record, TextAlign, UNITS};
