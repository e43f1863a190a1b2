//! A span from a lowest to a highest value, on an axis from zero.

use super::super::cursor::line_height;
use super::super::geometry::{Point, Rect};
use super::super::layout::{ColorRole, Fill};
use super::super::target::{Datum, Target};
use super::{LayoutCursor, PanelForm, Style, figures_named, figures_table, greatest, role_of};
use crate::wording::quantity;
use shanhai_dataset::{Dataset, Language, Panel};

/// How a panel of this kind is shown.
pub(super) static FORM: PanelForm = PanelForm { layout, summary: figures_named, table: figures_table, scale };

/// A span from a lowest to a highest value, on an axis from zero.
fn layout(cursor: &mut LayoutCursor, panel: &'static Panel, _dataset: &'static Dataset) {
    let figures = &panel.figures;
    let language = cursor.language;
    let most = greatest(figures.iter()) * 1.15;
    for figure in figures {
        let top = cursor.y;
        let role = role_of(figure);
        let mut y = top + cursor.paragraph(0.0, top, figure.label.get(language), cursor.base, Style::BOLD);
        y += cursor.paragraph(0.0, y, &quantity(figure, language), cursor.base, Style::BOLD.size(20.0).role(role));
        let axis = y + 18.0;
        let [from, to] = figure.latest().ends().map(|value| value / most * cursor.width);
        cursor.rule(Point { x: 0.0, y: axis }, Point { x: cursor.width, y: axis }, ColorRole::Rule);
        cursor.bar(Rect { x: from, y: axis - 7.0, width: to - from, height: 14.0 }, role, Fill::Hatched);
        for (at, text) in [(0.0, "0"), (from, ""), (to, "")] {
            cursor.rule(
                Point { x: at + 0.5, y: axis - 9.0 },
                Point { x: at + 0.5, y: axis + 9.0 },
                if text == "0" { ColorRole::Muted } else { role },
            );
        }
        cursor.label(0.0, axis + 24.0, "0", Style::SMALL);
        cursor.mark(
            Datum::One(Target::Figure(figure.get())),
            Rect { x: 0.0, y: top, width: cursor.width, height: axis + 14.0 - top },
        );
        let note = figure.note.as_ref().map_or("", |note| note.get(language));
        let height = cursor.paragraph(0.0, axis + 30.0, note, cursor.base, Style::SMALL);
        cursor.y = axis + 30.0 + height + line_height(4.0);
    }
}

/// Where the axis starts.
fn scale(_panel: &Panel, _dataset: &Dataset, _language: Language) -> Vec<String> {
    vec!["0".to_owned()]
}
