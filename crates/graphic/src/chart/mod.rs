//! Geometry: from a chart of the dataset, a width and a language to a placement. Pure; knows no colour, no page.

mod connections;
mod geometry;
mod joins;
mod map;
mod panels;
mod picture;
mod placed;
mod round_steps;
mod sheet;
mod shore;
mod signposts;
mod summary;
mod target;
mod told;

pub use connections::{BESIDE, CONNECTION_CLASSES, place_connections, place_joins};
pub use geometry::{Point, Rect, Size};
pub use joins::{Focus, Join, has_joins, joins};
pub use map::{ASPECT, MapForm, place_map, place_sites, theme_outline};
pub use picture::{place_chart_picture, place_connections_picture, place_map_picture};
pub use placed::{Align, ColorRole, Direction, Fill, Ground, Item, Label, Mark, Placed, Shape};
pub use sheet::WIDTH_CLASSES;
pub use summary::{scale, summary, table};
pub use target::{Selection, Target};
pub use told::{projects_of, told};

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
