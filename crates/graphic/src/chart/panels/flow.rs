//! Flows in both directions: one band per figure, as high as its value, with an arrowhead where it arrives.

use super::super::geometry::{Point, Rect};
use super::super::layout::{Align, ColorRole, Fill, Item};
use super::super::target::{Datum, Target};
use super::{LayoutCursor, PanelForm, Style, figures_table, greatest, groups_named, no_scale};
use crate::wording::quantity;
use shanhai_dataset::{Dataset, Figure, Panel, Side};

/// How a panel of this kind is shown.
pub(super) static FORM: PanelForm = PanelForm { layout, summary: groups_named, table: figures_table, scale: no_scale };

/// Length of an arrowhead, css px.
const HEAD: f64 = 18.0;
/// Height of the largest flow, css px.
const TALLEST: f64 = 54.0;
/// Width of the posts of both sides, css px.
const POST: f64 = 6.0;

fn layout(cursor: &mut LayoutCursor, panel: &'static Panel, dataset: &'static Dataset) {
    let groups = &panel.groups;
    let language = cursor.language;
    let most = greatest(groups.iter().flat_map(|group| &group.figures));
    cursor.label(0.0, cursor.y + 16.0, dataset.sides.sea.get(language), Style::BOLD.size(16.0).role(ColorRole::SideA));
    cursor.label(
        cursor.width,
        cursor.y + 16.0,
        dataset.sides.mountain.get(language),
        Style::BOLD.size(16.0).role(ColorRole::SideB).align(Align::End),
    );
    cursor.space(30.0);
    let top = cursor.y;
    for (index, group) in groups.iter().enumerate() {
        if index > 0 {
            cursor.space(14.0);
        }
        let from_sea = group.figures.first().is_some_and(|figure| figure.side == Some(Side::Sea));
        let role = if from_sea { ColorRole::SideA } else { ColorRole::SideB };
        let height = cursor.paragraph(
            cursor.width / 2.0,
            cursor.y,
            group.label.get(language),
            cursor.base - 60.0,
            Style::BOLD.role(role).align(Align::Middle),
        );
        cursor.space(height + 4.0);
        for figure in &group.figures {
            stream(cursor, figure.get(), most, from_sea);
        }
        cursor.space(-4.0);
    }
    let height = cursor.y - top;
    cursor.bar(Rect { x: 0.0, y: top, width: POST, height }, ColorRole::SideA, Fill::Solid);
    cursor.bar(Rect { x: cursor.width - POST, y: top, width: POST, height }, ColorRole::SideB, Fill::Solid);
    cursor.space(4.0);
}

/// Draws a band with its name and value above it.
fn stream(cursor: &mut LayoutCursor, figure: &'static Figure, most: f64, from_sea: bool) {
    let language = cursor.language;
    let role = if from_sea { ColorRole::SideA } else { ColorRole::SideB };
    let start = cursor.y;
    let text = format!("{}  {}", figure.short.get(language), quantity(figure, language));
    let label =
        cursor.paragraph(cursor.width / 2.0, start, &text, cursor.base - 60.0, Style::TEXT.align(Align::Middle));
    let band = (figure.latest().magnitude() / most * TALLEST).max(2.0);
    let y = start + label + 4.0;
    let (left, right) = (POST + 8.0, cursor.width - POST - 8.0);
    let middle = y + band / 2.0;
    let wing = band / 2.0 + 5.0;
    // a box for the tail, a triangle for the head: both in the colour of the side it comes from
    let (tail, tip, neck) = if from_sea { (left, right, right - HEAD) } else { (right, left, left + HEAD) };
    let rect = Rect { x: tail.min(neck), y, width: (tail - neck).abs(), height: band };
    cursor.bar(rect, role, if from_sea { Fill::Solid } else { Fill::Hatched });
    let head =
        vec![Point { x: neck, y: middle - wing }, Point { x: tip, y: middle }, Point { x: neck, y: middle + wing }];
    cursor.push(Item::Area { points: head, role, fill: Fill::Solid });
    cursor.mark(
        Datum::One(Target::Figure(figure)),
        Rect { x: left, y: start, width: right - left, height: label + band + 10.0 },
    );
    cursor.y = y + band + 16.0;
}
