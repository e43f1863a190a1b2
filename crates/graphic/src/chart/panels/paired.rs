//! Two sides face to face across a middle line.

use super::super::geometry::{Point, Rect};
use super::super::layout::{Align, ColorRole, Fill, Item};
use super::super::target::{Datum, Target};
use super::{LayoutCursor, PanelForm, Style, figures_table, greatest, groups_named, no_scale, role_of};
use crate::wording::quantity;
use shanhai_dataset::{Dataset, Figure, Panel, Side};

/// How a panel of this kind is shown.
pub(super) static FORM: PanelForm = PanelForm { layout, summary: groups_named, table: figures_table, scale: no_scale };

/// What all bars of a panel share.
struct Common {
    /// The largest value; its bar is `length` css px long.
    most: f64,
    length: f64,
    /// Where both sides meet.
    middle: f64,
    /// Values stand inside the bars that are long enough.
    inside: bool,
}

fn layout(cursor: &mut LayoutCursor, panel: &'static Panel, dataset: &'static Dataset) {
    let groups = &panel.groups;
    let language = cursor.language;
    let most = greatest(groups.iter().flat_map(|group| &group.figures));
    let middle = (cursor.width / 2.0).round();
    let room = groups
        .iter()
        .flat_map(|group| &group.figures)
        .map(|figure| Style::BOLD.width(&quantity(figure, language)))
        .fold(0.0, f64::max);
    let inside = room + 16.0 < (cursor.base / 2.0 - 1.0) * 0.6;
    let length = middle - 1.0 - if inside { 0.0 } else { room + 8.0 };
    let common = Common { most, middle, length, inside };
    let (sea, mountain) = (dataset.sides.sea.get(language), dataset.sides.mountain.get(language));
    cursor.label(middle - 10.0, cursor.y + 14.0, sea, Style::BOLD.role(ColorRole::SideA).align(Align::End));
    cursor.label(middle + 10.0, cursor.y + 14.0, mountain, Style::BOLD.role(ColorRole::SideB));
    cursor.space(26.0);
    let start = cursor.y;
    for group in groups {
        let height = cursor.paragraph(
            middle,
            cursor.y,
            group.label.get(language),
            cursor.base - 16.0,
            Style::TEXT.align(Align::Middle),
        );
        let y = cursor.y + height + 4.0;
        for figure in &group.figures {
            half(cursor, &common, y, figure.get());
        }
        cursor.y = y + 34.0 + 18.0;
    }
    cursor.space(-14.0);
    let bottom = cursor.y - 4.0;
    cursor.push(Item::Rule {
        from: Point { x: middle, y: start - 20.0 },
        to: Point { x: middle, y: start - 4.0 },
        role: ColorRole::Rule,
        width: 1.0,
        dashed: false,
    });
    cursor.y = bottom;
}

/// Draws the bar of one side with its value.
fn half(cursor: &mut LayoutCursor, common: &Common, y: f64, figure: &'static Figure) {
    let middle = common.middle;
    let width = (figure.latest().magnitude() / common.most * common.length).max(2.0);
    let left = figure.side == Some(Side::Sea);
    let rect = Rect { x: if left { middle - 1.0 - width } else { middle + 1.0 }, y, width, height: 34.0 };
    cursor.bar(rect, role_of(figure), if left { Fill::Solid } else { Fill::Hatched });
    let value = quantity(figure, cursor.language);
    let (align, direction) = if left { (Align::End, -1.0) } else { (Align::Start, 1.0) };
    let style = Style::BOLD.align(align);
    // a bar shorter than its value has the value after its end
    if common.inside && width > Style::BOLD.width(&value) + 20.0 {
        // values stand on a plate in the background colour, so that no hatching runs through them
        let plate = Style::BOLD.width(&value) + 12.0;
        let x = if left { middle - 8.0 - plate } else { middle + 8.0 };
        cursor.bar(Rect { x, y: y + 6.0, width: plate, height: 22.0 }, ColorRole::Background, Fill::Solid);
        cursor.label(middle + direction * 14.0, y + 22.0, value, style);
    } else {
        cursor.label(middle + direction * (width + 8.0), y + 22.0, value, style);
    }
    let bounds = if left {
        Rect { x: 0.0, y, width: middle, height: 34.0 }
    } else {
        Rect { x: middle, y, width: cursor.width - middle, height: 34.0 }
    };
    cursor.mark(Datum::One(Target::Figure(figure)), bounds);
}
