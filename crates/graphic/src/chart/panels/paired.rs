//! Two sides face to face around a middle line.

use super::super::geometry::{Point, Rect};
use super::super::placed::{Align, ColorRole, Fill, Item};
use super::super::target::{Selection, Target};
use super::{PanelForm, Sheet, Style, figures_table, greatest, groups_named, no_scale, role_of};
use crate::wording::quantity;
use shanhai_dataset::{Dataset, Figure, Panel, Side};

/// How a panel of this kind is shown.
pub(super) static FORM: PanelForm = PanelForm { layout, summary: groups_named, table: figures_table, scale: no_scale };

/// What all bars of a panel have in common.
struct Common {
    /// The greatest value, whose bar is `length` css px long.
    most: f64,
    length: f64,
    /// Where both sides meet.
    middle: f64,
    /// Values stand inside of the bars that are long enough.
    inside: bool,
}

fn layout(sheet: &mut Sheet, panel: &'static Panel, dataset: &'static Dataset) {
    let groups = &panel.groups;
    let language = sheet.language;
    let most = greatest(groups.iter().flat_map(|group| &group.figures));
    let middle = (sheet.width / 2.0).round();
    let room = groups
        .iter()
        .flat_map(|group| &group.figures)
        .map(|figure| Style::BOLD.width(&quantity(figure, language)))
        .fold(0.0, f64::max);
    let inside = room + 16.0 < (sheet.base / 2.0 - 1.0) * 0.6;
    let length = middle - 1.0 - if inside { 0.0 } else { room + 8.0 };
    let common = Common { most, middle, length, inside };
    let (sea, mountain) = (dataset.sides.sea.get(language), dataset.sides.mountain.get(language));
    sheet.label(middle - 10.0, sheet.y + 14.0, sea, Style::BOLD.role(ColorRole::SideA).align(Align::End));
    sheet.label(middle + 10.0, sheet.y + 14.0, mountain, Style::BOLD.role(ColorRole::SideB));
    sheet.space(26.0);
    let start = sheet.y;
    for group in groups {
        let height = sheet.paragraph(
            middle,
            sheet.y,
            group.label.get(language),
            sheet.base - 16.0,
            Style::TEXT.align(Align::Middle),
        );
        let y = sheet.y + height + 4.0;
        for figure in &group.figures {
            half(sheet, &common, y, figure.get());
        }
        sheet.y = y + 34.0 + 18.0;
    }
    sheet.space(-14.0);
    let bottom = sheet.y - 4.0;
    sheet.push(Item::Rule {
        from: Point { x: middle, y: start - 20.0 },
        to: Point { x: middle, y: start - 4.0 },
        role: ColorRole::Rule,
        width: 1.0,
        dashed: false,
    });
    sheet.y = bottom;
}

/// The bar of one side with its value.
fn half(sheet: &mut Sheet, common: &Common, y: f64, figure: &'static Figure) {
    let middle = common.middle;
    let width = (figure.latest().magnitude() / common.most * common.length).max(2.0);
    let left = figure.side == Some(Side::Sea);
    let rect = Rect { x: if left { middle - 1.0 - width } else { middle + 1.0 }, y, width, height: 34.0 };
    sheet.bar(rect, role_of(figure), if left { Fill::Solid } else { Fill::Hatched });
    let value = quantity(figure, sheet.language);
    let (align, direction) = if left { (Align::End, -1.0) } else { (Align::Start, 1.0) };
    let style = Style::BOLD.align(align);
    // a bar that is shorter than its value has it behind its end
    if common.inside && width > Style::BOLD.width(&value) + 20.0 {
        // values stand on a plate of paper, so that no hatching runs through them
        let plate = Style::BOLD.width(&value) + 12.0;
        let x = if left { middle - 8.0 - plate } else { middle + 8.0 };
        sheet.bar(Rect { x, y: y + 6.0, width: plate, height: 22.0 }, ColorRole::Background, Fill::Solid);
        sheet.label(middle + direction * 14.0, y + 22.0, value, style);
    } else {
        sheet.label(middle + direction * (width + 8.0), y + 22.0, value, style);
    }
    let bounds = if left {
        Rect { x: 0.0, y, width: middle, height: 34.0 }
    } else {
        Rect { x: middle, y, width: sheet.width - middle, height: 34.0 }
    };
    sheet.mark(Target::One(Selection::Figure(figure)), bounds);
}
