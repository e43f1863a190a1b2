//! Drawings that go their way as pictures, without a page around them.

use super::connections::place_connections;
use super::map::{MapForm, place_map};
use super::placed::{Align, ColorRole, Item, Label, Placed};
use super::{Point, place_chart};
use crate::wording::text_width::wrap;
use shanhai_dataset::{Chart, Dataset, Language};

/// Width of pictures, css px: a phone held upright, at which every host has room.
pub const PICTURE_WIDTH: f64 = 360.0;

/// Lays a chart out as a picture.
pub fn place_chart_picture(chart: &'static Chart, dataset: &'static Dataset, language: Language) -> Placed {
    place_chart(chart, dataset, PICTURE_WIDTH, language)
}

/// Width of the picture of the connections: both sides beside each other.
const CONNECTIONS_WIDTH: f64 = 760.0;

/// Lays the connections of all projects out as a picture.
pub fn place_connections_picture(dataset: &'static Dataset, language: Language) -> Placed {
    place_connections(dataset, &dataset.projects.iter().collect::<Vec<_>>(), None, CONNECTIONS_WIDTH, language)
}

/// Lays the map of all projects out as a picture; below it stands what its shapes mean, and whose map it is.
pub fn place_map_picture(dataset: &'static Dataset, form: MapForm, language: Language) -> Placed {
    const SHAPES: [&str; 4] = ["●", "■", "▲", "◆"];
    const SIZE: f64 = 12.5;
    let mut placed =
        place_map(dataset, &dataset.projects.iter().collect::<Vec<_>>(), None, form, PICTURE_WIDTH, language);
    let mut add = |x: f64, y: f64, text: String, role: ColorRole| {
        let label = Label { at: Point { x, y }, text, size: SIZE, bold: false, role, align: Align::Start };
        placed.items.push(Item::Label(label));
    };
    let mut y = placed.size.height + 18.0;
    for (index, theme) in dataset.themes.iter().enumerate() {
        let (column, row) = ((index % 2) as f64, (index / 2) as f64);
        let text = format!("{} {}", SHAPES[index % SHAPES.len()], theme.name.get(language));
        add(column * PICTURE_WIDTH / 2.0, y + row * 20.0, text, ColorRole::of_theme(theme.index));
    }
    y += dataset.themes.len().div_ceil(2) as f64 * 20.0;
    for line in dataset.map.rights(language) {
        for part in wrap(line, PICTURE_WIDTH, SIZE, false) {
            add(0.0, y, part, ColorRole::Muted);
            y += 18.0;
        }
    }
    placed.size.height = y - 6.0;
    placed
}
