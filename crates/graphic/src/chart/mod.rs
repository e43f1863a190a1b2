//! Geometry: from a chart of the dataset, a width and a language to a placement. Pure; knows no ink, no page.

mod geometry;
mod map;
mod panels;
mod picture;
mod placed;
mod round_steps;
mod sheet;
mod summary;
mod told;

pub use geometry::{Point, Rect, Size};
pub use map::{MapForm, place_map, place_sites, theme_outline};
pub use panels::Table;
pub use picture::{place_chart_picture, place_map_picture};
pub use placed::{Align, Direction, Fill, Ground, Ink, Item, Label, Mark, Placed, Shape, Target};
pub use sheet::WIDTH_CLASSES;
pub use summary::{scale, summary, table};
pub use told::told;

use panels::form;
use shanhai_dataset::{Chart, Dataset, Language};
use sheet::Sheet;

/// Lays a chart out at `width` css px (at least 280). Its height depends on the width class only.
pub fn place_chart(chart: &'static Chart, dataset: &'static Dataset, width: f64, language: Language) -> Placed {
    let mut sheet = Sheet::new(width, language);
    for (index, panel) in chart.panels.iter().enumerate() {
        if index > 0 {
            sheet.space(28.0);
        }
        (form(panel.kind).layout)(&mut sheet, panel, dataset);
    }
    sheet.space(6.0);
    sheet.finish()
}
