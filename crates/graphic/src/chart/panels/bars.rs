//! Bars from a common zero, with the name above each and the value after its end.

use super::super::geometry::{Point, Rect};
use super::super::layout::{ColorRole, Fill, Item};
use super::super::target::{Datum, Target};
use super::{LayoutCursor, PanelForm, Style, figures_table, greatest, groups_named, is_open, no_scale, role_of};
use crate::wording::quantity_at;
use shanhai_dataset::{Dataset, Figure, Group, Observation, Panel, PeriodBasis, Ref, Side};

/// How a panel of this kind is shown.
pub(super) static FORM: PanelForm = PanelForm { layout, summary: groups_named, table: figures_table, scale: no_scale };

/// What all bars of a panel share.
struct Common {
    /// The largest value; its bar is `length` css px long.
    most: f64,
    length: f64,
    /// Where bars start, and whether period names stand before them. Long names stand above.
    start: f64,
    before: bool,
    /// Values stand after the bars, or above them where they would leave the bars no room.
    beside: bool,
    /// Some bar is dated, so an undated bar must look different.
    dated: bool,
}

fn layout(cursor: &mut LayoutCursor, panel: &'static Panel, _dataset: &'static Dataset) {
    let groups = &panel.groups;
    let language = cursor.language;
    let common = common(cursor, groups);
    // where every group is one bar, the heading is the name of the bar
    let single = groups.iter().all(|group| group.figures.len() == 1);
    for (index, group) in groups.iter().enumerate() {
        if index > 0 {
            cursor.space(16.0);
        }
        let heading = group.label.get(language);
        if !single {
            let height = cursor.paragraph(0.0, cursor.y, heading, cursor.base, Style::BOLD);
            cursor.space(height + 4.0);
        }
        for figure in &group.figures {
            let top = cursor.y;
            let (name, name_style) =
                if single { (heading, Style::BOLD) } else { (figure.short.get(language), Style::TEXT) };
            let name_height = cursor.paragraph(0.0, top, name, cursor.base, name_style);
            let mut y = top + name_height + 2.0;
            for observation in &figure.observations {
                y += bar(cursor, &common, y, figure.get(), observation);
            }
            cursor.mark(
                Datum::One(Target::Figure(figure.get())),
                Rect { x: 0.0, y: top, width: cursor.width, height: y + 2.0 - top },
            );
            cursor.y = y + 12.0;
        }
        cursor.space(-4.0);
    }
    cursor.space(-4.0);
}

fn common(cursor: &LayoutCursor, groups: &'static [Group]) -> Common {
    let language = cursor.language;
    let all = || groups.iter().flat_map(|group| &group.figures);
    let mut observations = all().flat_map(|figure| &figure.get().observations);
    let dated = observations.any(|one| one.period.basis != PeriodBasis::NotStated);
    let values = all().flat_map(|figure| figure.observations.iter().map(|one| quantity_at(figure, one, language)));
    let value_room = values.map(|value| Style::BOLD.width(&value)).fold(0.0, f64::max) + 10.0;
    let beside = value_room < cursor.base * 0.4;
    let length = if beside { cursor.width - value_room } else { cursor.width - 12.0 };
    let several = |figure: &&'static Ref<Figure>| figure.observations.len() > 1;
    let periods =
        all().filter(several).flat_map(|figure| &figure.get().observations).map(|one| one.period.text.get(language));
    let lead = periods.map(|period| Style::SMALL.width(period) + 10.0).fold(0.0, f64::max);
    let before = lead < cursor.base * 0.25;
    let start = if before { lead } else { 0.0 };
    Common { most: greatest(all()), length: length - start, start, before, beside, dated }
}

/// Draws a bar with its value, and with its period if it is one of several. Returns the height.
fn bar(cursor: &mut LayoutCursor, common: &Common, top: f64, figure: &Figure, observation: &Observation) -> f64 {
    let value = quantity_at(figure, observation, cursor.language);
    let period = observation.period.text.get(cursor.language);
    let several = figure.observations.len() > 1;
    let mut y = top;
    if several && !common.before {
        y += cursor.paragraph(0.0, y, period, cursor.base, Style::SMALL);
    }
    if !common.beside {
        y += cursor.paragraph(0.0, y, &value, cursor.base, Style::BOLD);
    }
    let width = (observation.magnitude() / common.most * common.length).max(2.0);
    let height = if several { 16.0 } else { 22.0 };
    if several && common.before {
        cursor.label(0.0, y + 12.5, period, Style::SMALL);
    }
    let undated = common.dated && observation.period.basis == PeriodBasis::NotStated;
    let fill = match (undated || figure.is_derived(), figure.side) {
        (true, _) => Fill::Dashed,
        // the second side looks different without colour too
        (false, Some(Side::Mountain)) => Fill::Hatched,
        (false, _) => Fill::Solid,
    };
    cursor.bar(Rect { x: common.start, y, width, height }, role_of(figure), fill);
    let mut end = common.start + width;
    if is_open(observation) {
        open_end(cursor, end, y, height, role_of(figure));
        end += 8.0;
    }
    if common.beside {
        cursor.label(end + 8.0, y + height / 2.0 + 5.0, value, Style::BOLD);
    }
    y + height + if several { 5.0 } else { 0.0 } - top
}

/// An arrowhead at the end of a bar: this many, and more.
fn open_end(cursor: &mut LayoutCursor, x: f64, y: f64, height: f64, role: ColorRole) {
    let points =
        vec![Point { x: x + 1.5, y }, Point { x: x + 8.0, y: y + height / 2.0 }, Point { x: x + 1.5, y: y + height }];
    cursor.push(Item::Area { points, role, fill: Fill::Outline });
}
