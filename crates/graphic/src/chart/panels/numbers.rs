//! Large numerals, with the unit beside or below, the name below, and the formula if they are derived.

use super::super::geometry::{Point, Rect};
use super::super::layout::ColorRole;
use super::super::target::{Datum, Target};
use super::{LayoutCursor, PanelForm, Style, figures_named, figures_table, no_scale, role_of};
use crate::wording::{formula, number, words};
use shanhai_dataset::{Dataset, Panel, UnitStyle};

/// How a panel of this kind is shown.
pub(super) static FORM: PanelForm = PanelForm { layout, summary: figures_named, table: figures_table, scale: no_scale };

/// Large numerals, with the unit beside or below, the name below, and the formula if they are derived.
fn layout(cursor: &mut LayoutCursor, panel: &'static Panel, _dataset: &'static Dataset) {
    let figures = &panel.figures;
    const GAP: f64 = 24.0;
    let language = cursor.language;
    let columns = if cursor.base < 360.0 { 1 } else { 2 };
    let column = |width: f64| (width - GAP * (columns as f64 - 1.0)) / columns as f64;
    let (base_width, width) = (column(cursor.base), column(cursor.width));
    for row in figures.chunks(columns) {
        let top = cursor.y;
        let mut height: f64 = 0.0;
        for (index, figure) in row.iter().enumerate() {
            let x = index as f64 * (width + GAP);
            let role = role_of(figure);
            cursor.rule(Point { x, y: top + 0.5 }, Point { x: x + width, y: top + 0.5 }, ColorRole::Rule);
            let text = number(figure, language);
            let mut big = Style::BOLD.size(34.0).role(role);
            while big.width(&text) > base_width && big.size > 20.0 {
                big.size -= 2.0;
            }
            cursor.label(x, top + 42.0, text.as_str(), big);
            // the number already has its percent sign
            let unit = if figure.unit.style == UnitStyle::Percent { "" } else { figure.unit.text.get(language) };
            let unit_x = x + big.width(&text) + 6.0;
            let mut y = top + 50.0;
            if big.width(&text) + 6.0 + Style::TEXT.width(unit) <= base_width {
                cursor.label(unit_x, top + 42.0, unit, Style::TEXT);
            } else {
                y += cursor.paragraph(x, y, unit, base_width, Style::TEXT);
            }
            y += cursor.paragraph(x, y, figure.label.get(language), base_width, Style::TEXT);
            let period = figure.latest().period.text.get(language);
            let below = match formula(figure, language) {
                Some(formula) => format!("{} {formula}", words(language).derived),
                None => period.to_owned(),
            };
            y += cursor.paragraph(x, y, &below, base_width, Style::SMALL);
            cursor.mark(Datum::One(Target::Figure(figure.get())), Rect { x, y: top, width, height: y - top + 4.0 });
            height = height.max(y - top);
        }
        cursor.space(height + 18.0);
    }
    cursor.space(-18.0);
}
