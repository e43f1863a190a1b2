//! Geometry: from a chart of the dataset, a width and a language to a placement. Pure; knows no ink, no page.

mod geometry;
mod map;
mod panels;
mod picture;
mod placed;
mod sheet;
mod story;
mod told;

pub use geometry::{Point, Rect, Size};
pub use map::{MapForm, place_map, place_sites, theme_outline};
pub use picture::{place_chart_picture, place_map_picture};
pub use placed::{Align, Direction, Fill, Ground, Ink, Item, Label, Mark, Placed, Shape, Target};
pub use sheet::WIDTH_CLASSES;
pub use told::told;

use shanhai_dataset::{Chart, Language, Panel, Program};
use sheet::Sheet;

/// Lays a chart out at `width` css px (at least 280). Its height depends on the width class only.
pub fn place_chart(chart: &'static Chart, program: &'static Program, width: f64, language: Language) -> Placed {
    let mut sheet = Sheet::new(width, language);
    for (index, panel) in chart.panels.iter().enumerate() {
        if index > 0 {
            sheet.space(28.0);
        }
        match panel {
            Panel::Numbers(figures) => panels::numbers(&mut sheet, figures),
            Panel::Bars(groups) => panels::bars(&mut sheet, groups),
            Panel::Paired(groups) => panels::paired(&mut sheet, groups, program),
            Panel::Flow(groups) => panels::flow(&mut sheet, groups, program),
            Panel::Growth(rows) => panels::growth(&mut sheet, rows),
            Panel::Range(figures) => panels::range(&mut sheet, figures),
            Panel::Timeline => story::timeline(&mut sheet, program),
            Panel::Structure(models) => story::structure(&mut sheet, models),
        }
    }
    sheet.space(6.0);
    sheet.finish()
}
