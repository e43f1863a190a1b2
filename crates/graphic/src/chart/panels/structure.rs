//! Each model by its parts, in boxes. A model that the article does not explain shows only its name.

use super::super::cursor::line_height;
use super::super::geometry::{Point, Rect};
use super::super::layout::{Align, ColorRole, Fill};
use super::super::target::{Datum, Target};
use super::{LayoutCursor, PanelForm, Style, Table, no_scale};
use crate::wording::text_width::wrap;
use crate::wording::{join_lines, of_model, signs, words};
use shanhai_dataset::{Dataset, Join, Language, Panel, Part, Status};

/// How a panel of this kind is shown.
pub(super) static FORM: PanelForm = PanelForm { layout, summary, table, scale: no_scale };

/// Each model by its parts, in boxes. A model that the article does not explain shows only its name.
fn layout(cursor: &mut LayoutCursor, panel: &'static Panel, _dataset: &'static Dataset) {
    let models = &panel.models;
    let language = cursor.language;
    for (index, model) in models.iter().enumerate() {
        if index > 0 {
            cursor.space(24.0);
        }
        let top = cursor.y;
        cursor.rule(Point { x: 0.0, y: top + 0.5 }, Point { x: cursor.width, y: top + 0.5 }, ColorRole::Rule);
        let mut y = top + 10.0;
        y += cursor.paragraph(0.0, y, model.name.get(language), cursor.base, Style::BOLD.size(18.0));
        let state = match (model.explained, model.status) {
            (false, _) => words(language).named_only,
            (true, Status::Planned) => words(language).planned,
            (true, _) => "",
        };
        if !state.is_empty() {
            y += cursor.paragraph(0.0, y, state, cursor.base, Style::SMALL);
        }
        y += 8.0;
        for part in &model.parts {
            y += match part {
                Part::One(text) => boxed(
                    cursor,
                    Rect { x: 0.0, y, width: cursor.width, height: 0.0 },
                    cursor.base,
                    text.get(language),
                    ColorRole::Text,
                ),
                Part::Joined(first, join, second) => {
                    joined(cursor, y, first.get(language), *join, second.get(language))
                }
            } + 8.0;
        }
        cursor.mark(
            Datum::One(Target::Model(model.get())),
            Rect { x: 0.0, y: top, width: cursor.width, height: y - top },
        );
        cursor.y = y;
    }
}

/// Draws two boxes and the sign between them. Returns the height.
fn joined(cursor: &mut LayoutCursor, y: f64, first: &str, join: Join, second: &str) -> f64 {
    const SIGN: f64 = 36.0;
    let half = |width: f64| (width - SIGN) / 2.0;
    let (width, base) = (half(cursor.width), half(cursor.base));
    let lines = |text: &str| wrap(text, base - 20.0, Style::TEXT.size, false).len();
    let height = box_height(lines(first).max(lines(second)));
    let (left_ink, right_ink) =
        if join == Join::With { (ColorRole::SideA, ColorRole::SideB) } else { (ColorRole::Text, ColorRole::Text) };
    boxed(cursor, Rect { x: 0.0, y, width, height }, base, first, left_ink);
    boxed(cursor, Rect { x: width + SIGN, y, width, height }, base, second, right_ink);
    let sign = match join {
        Join::With => "+",
        Join::Becomes => "→",
        Join::Is => "—",
    };
    cursor.label(width + SIGN / 2.0, y + height / 2.0 + 6.0, sign, Style::BOLD.size(18.0).align(Align::Middle));
    height
}

fn box_height(lines: usize) -> f64 {
    lines as f64 * line_height(Style::TEXT.size) + 16.0
}

/// Draws a box with its text, at least `rect.height` high. Returns the height.
fn boxed(cursor: &mut LayoutCursor, rect: Rect, base: f64, text: &str, role: ColorRole) -> f64 {
    let lines = wrap(text, base - 20.0, Style::TEXT.size, false).len();
    let height = rect.height.max(box_height(lines));
    cursor.bar(Rect { height, ..rect }, role, Fill::Tint);
    cursor.bar(Rect { height, width: 4.0, ..rect }, role, Fill::Solid);
    cursor.paragraph(rect.x + 14.0, rect.y + 8.0, text, base - 20.0, Style::TEXT);
    height
}

/// The names of the models.
fn summary(panel: &Panel, _dataset: &Dataset, language: Language) -> String {
    panel.models.iter().map(|model| model.name.get(language)).collect::<Vec<_>>().join(signs(language).semicolon)
}

/// One row per model.
fn table(panel: &Panel, _dataset: &Dataset, language: Language) -> Table {
    let words = words(language);
    let row = |model: &shanhai_dataset::Ref<shanhai_dataset::Model>| {
        let mut description = of_model(model, language);
        let origin = description.lines.pop().unwrap_or_default();
        vec![description.title, join_lines(&description.lines, signs(language).semicolon, language), origin]
    };
    Table { heads: vec![words.name, words.parts, words.origin], rows: panel.models.iter().map(row).collect() }
}
