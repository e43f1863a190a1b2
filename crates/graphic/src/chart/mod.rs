//! Geometry: from a chart of the dataset, a width and a language to a layout. Pure; knows neither colours nor the
//! page.

mod connections;
mod cursor;
mod description;
mod geometry;
mod layout;
mod map;
mod panels;
mod picture;
mod round_steps;
mod shore;
mod signposts;
mod summary;
mod target;

pub use crate::joins::{Focus, Join, has_joins, joins};
pub use connections::{layout_connections, layout_joins};
pub use cursor::WIDTH_CLASSES;
pub use description::{describe, projects_of};
pub use geometry::{Point, Rect, Size};
pub use layout::{Align, ColorRole, Direction, Fill, HitTarget, Item, Label, Layout, Shape, StaticLayer};
pub use map::{ASPECT, MapForm, layout_map, layout_sites, theme_outline};
pub use picture::{layout_chart_picture, layout_connections_picture, layout_map_picture};
pub use shore::{BESIDE, CONNECTION_CLASSES};
pub use summary::{scale, summary, table};
pub use target::{Datum, Target};

use cursor::LayoutCursor;
use panels::form;
use shanhai_dataset::{Chart, Dataset, Language};

/// Lays out a chart at `width` css px (at least 280). Its height depends only on the width class.
pub fn layout_chart(chart: &'static Chart, dataset: &'static Dataset, width: f64, language: Language) -> Layout {
    let mut cursor = LayoutCursor::new(width, language);
    for (index, panel) in chart.panels.iter().enumerate() {
        if index > 0 {
            cursor.space(28.0);
        }
        (form(panel.kind).layout)(&mut cursor, panel, dataset);
    }
    cursor.space(6.0);
    cursor.finish()
}
