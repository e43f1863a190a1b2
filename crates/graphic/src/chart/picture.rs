//! Layouts of standalone pictures, without a page around them.

use super::connections::layout_connections;
use super::layout::{Align, ColorRole, Item, Label, Layout};
use super::map::{MapForm, layout_map};
use super::{Point, layout_chart};
use crate::wording::text_width::wrap;
use shanhai_dataset::{Chart, Dataset, Language};

/// Width of pictures, css px: a phone in portrait, for which every host has room.
pub const PICTURE_WIDTH: f64 = 360.0;

/// Lays out a chart as a picture.
pub fn layout_chart_picture(chart: &'static Chart, dataset: &'static Dataset, language: Language) -> Layout {
    layout_chart(chart, dataset, PICTURE_WIDTH, language)
}

/// Width of the connections picture, at which the two sides stand side by side.
const CONNECTIONS_WIDTH: f64 = 760.0;

/// Lays out the connections of all projects as a picture.
pub fn layout_connections_picture(dataset: &'static Dataset, language: Language) -> Layout {
    layout_connections(dataset, &dataset.projects.iter().collect::<Vec<_>>(), None, CONNECTIONS_WIDTH, language)
}

/// Lays out the map of all projects as a picture. Below it, a legend explains the shapes and a line credits the map.
pub fn layout_map_picture(dataset: &'static Dataset, form: MapForm, language: Language) -> Layout {
    const SHAPES: [&str; 4] = ["●", "■", "▲", "◆"];
    const SIZE: f64 = 12.5;
    let mut layout =
        layout_map(dataset, &dataset.projects.iter().collect::<Vec<_>>(), None, form, PICTURE_WIDTH, language);
    let mut add = |x: f64, y: f64, text: String, role: ColorRole| {
        let label = Label { at: Point { x, y }, text, size: SIZE, bold: false, role, align: Align::Start };
        layout.items.push(Item::Label(label));
    };
    let mut y = layout.size.height + 18.0;
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
    layout.size.height = y - 6.0;
    layout
}
