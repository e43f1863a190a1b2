//! A span from a least to a greatest value on an axis from nought.

use super::super::geometry::{Point, Rect};
use super::super::placed::{ColorRole, Fill};
use super::super::sheet::line_height;
use super::super::target::{Selection, Target};
use super::{PanelForm, Sheet, Style, figures_named, figures_table, greatest, role_of};
use crate::wording::quantity;
use shanhai_dataset::{Dataset, Language, Panel};

/// How a panel of this kind is shown.
pub(super) static FORM: PanelForm = PanelForm { layout, summary: figures_named, table: figures_table, scale };

/// A span from a least to a greatest value on an axis from nought.
fn layout(sheet: &mut Sheet, panel: &'static Panel, _dataset: &'static Dataset) {
    let figures = &panel.figures;
    let language = sheet.language;
    let most = greatest(figures.iter()) * 1.15;
    for figure in figures {
        let top = sheet.y;
        let role = role_of(figure);
        let mut y = top + sheet.paragraph(0.0, top, figure.label.get(language), sheet.base, Style::BOLD);
        y += sheet.paragraph(0.0, y, &quantity(figure, language), sheet.base, Style::BOLD.size(20.0).role(role));
        let axis = y + 18.0;
        let [from, to] = figure.latest().ends().map(|value| value / most * sheet.width);
        sheet.rule(Point { x: 0.0, y: axis }, Point { x: sheet.width, y: axis }, ColorRole::Rule);
        sheet.bar(Rect { x: from, y: axis - 7.0, width: to - from, height: 14.0 }, role, Fill::Hatched);
        for (at, text) in [(0.0, "0"), (from, ""), (to, "")] {
            sheet.rule(
                Point { x: at + 0.5, y: axis - 9.0 },
                Point { x: at + 0.5, y: axis + 9.0 },
                if text == "0" { ColorRole::Muted } else { role },
            );
        }
        sheet.label(0.0, axis + 24.0, "0", Style::SMALL);
        sheet.mark(
            Target::One(Selection::Figure(figure.get())),
            Rect { x: 0.0, y: top, width: sheet.width, height: axis + 14.0 - top },
        );
        let note = figure.note.as_ref().map_or("", |note| note.get(language));
        let height = sheet.paragraph(0.0, axis + 30.0, note, sheet.base, Style::SMALL);
        sheet.y = axis + 30.0 + height + line_height(4.0);
    }
}

/// Where the axis begins.
fn scale(_panel: &Panel, _dataset: &Dataset, _language: Language) -> Vec<String> {
    vec!["0".to_owned()]
}
