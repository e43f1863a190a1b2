//! From a derived earlier value to the current one, with the growth between them.

use super::super::geometry::{Point, Rect};
use super::super::layout::{Align, ColorRole, Fill, Item};
use super::super::target::{Datum, Target};
use super::{LayoutCursor, PanelForm, Style, figures_table, greatest, is_open, named, no_scale, role_of};
use crate::wording::{growth as growth_text, quantity, signs, words};
use shanhai_dataset::{Dataset, Figure, Language, Panel};

/// How a panel of this kind is shown.
pub(super) static FORM: PanelForm = PanelForm { layout, summary, table: figures_table, scale: no_scale };

fn layout(cursor: &mut LayoutCursor, panel: &'static Panel, _dataset: &'static Dataset) {
    let rows = &panel.rows;
    let language = cursor.language;
    // in a decline the earlier value is the larger one
    let most = greatest(rows.iter().flat_map(|row| [&row.now, &row.earlier]));
    let span = cursor.width - 28.0;
    let place = |figure: &Figure| 8.0 + figure.latest().magnitude() / most * span;
    for row in rows {
        let top = cursor.y;
        let name = row.now.short.get(language);
        let name = match &row.now.part_of {
            Some(_) => format!("{}{name}", words(language).of_which),
            None => name.to_owned(),
        };
        let role = role_of(&row.now);
        let mut y = top + cursor.paragraph(0.0, top, &name, cursor.base, Style::BOLD);
        let now = quantity(&row.now, language);
        y += cursor.paragraph(0.0, y, &now, cursor.base, Style::BOLD.size(20.0).role(role));
        let axis = y + 16.0;
        let (from, to) = (place(&row.earlier), place(&row.now));
        way(cursor, axis, [from, to], role, is_open(row.now.latest()));
        let rise = growth_text(&row.growth, language);
        let rise_style = Style::BOLD.role(role).align(Align::Middle);
        let middle =
            ((from + to) / 2.0).clamp(rise_style.width(&rise) / 2.0, cursor.width - rise_style.width(&rise) / 2.0);
        cursor.label(middle, axis + 24.0, rise.as_str(), rise_style);
        let before = format!("{} {}", words(language).derived_year_before, quantity(&row.earlier, language));
        let below = axis + 30.0;
        let height = cursor.paragraph(0.0, below, &before, cursor.base, Style::SMALL);
        cursor.mark(
            Datum::One(Target::Figure(row.now.get())),
            Rect { x: 0.0, y: top, width: cursor.width, height: y - top },
        );
        cursor.mark(
            Datum::One(Target::Figure(row.earlier.get())),
            Rect { x: from - 12.0, y: axis - 12.0, width: 24.0, height: 24.0 },
        );
        cursor.mark(
            Datum::One(Target::Figure(row.growth.get())),
            Rect {
                x: middle - rise_style.width(&rise) / 2.0 - 4.0,
                y: axis + 10.0,
                width: rise_style.width(&rise) + 8.0,
                height: 18.0,
            },
        );
        cursor.y = below + height + 22.0;
    }
    cursor.space(-18.0);
}

/// Draws the line from the earlier value to the current one. The earlier dot is hollow, as everything derived is. If
/// the current value is a lower bound, a chevron follows it.
fn way(cursor: &mut LayoutCursor, axis: f64, [from, to]: [f64; 2], role: ColorRole, open: bool) {
    cursor.push(Item::Rule {
        from: Point { x: 0.0, y: axis },
        to: Point { x: cursor.width, y: axis },
        role: ColorRole::Rule,
        width: 1.0,
        dashed: false,
    });
    cursor.rule(Point { x: 0.5, y: axis - 5.0 }, Point { x: 0.5, y: axis + 5.0 }, ColorRole::Muted);
    cursor.push(Item::Rule {
        from: Point { x: from + 7.0, y: axis },
        to: Point { x: to, y: axis },
        role,
        width: 4.0,
        dashed: false,
    });
    cursor.push(Item::Disc {
        center: Point { x: from, y: axis },
        radius: 7.0,
        role: ColorRole::Background,
        fill: Fill::Solid,
    });
    cursor.push(Item::Disc { center: Point { x: from, y: axis }, radius: 7.0, role, fill: Fill::Dashed });
    cursor.push(Item::Disc { center: Point { x: to, y: axis }, radius: 8.0, role, fill: Fill::Solid });
    if open {
        let points = vec![
            Point { x: to + 10.0, y: axis - 6.0 },
            Point { x: to + 16.0, y: axis },
            Point { x: to + 10.0, y: axis + 6.0 },
        ];
        cursor.push(Item::Line { points, role, width: 1.5 });
    }
}

/// Each current value with its growth.
fn summary(panel: &Panel, _dataset: &Dataset, language: Language) -> String {
    let signs = signs(language);
    let row = |row: &shanhai_dataset::GrowthRow| {
        format!("{}{}{}", named(&row.now, language), signs.comma, growth_text(&row.growth, language))
    };
    panel.rows.iter().map(row).collect::<Vec<_>>().join(signs.semicolon)
}
