//! Parts within their whole. The remainder stays empty and has no number, because the article gives none.

use super::super::geometry::Rect;
use super::super::layout::{Align, ColorRole, Fill};
use super::super::target::{Datum, Target};
use super::{LayoutCursor, PanelForm, Style, figures_table, named, no_scale, role_of, short_names};
use crate::wording::{quantity, signs, words};
use shanhai_dataset::{Dataset, Figure, Group, Language, Panel, Side};

/// How a panel of this kind is shown.
pub(super) static FORM: PanelForm = PanelForm { layout, summary, table: figures_table, scale: no_scale };

/// Height of a bar, css px.
const HEIGHT: f64 = 18.0;

fn layout(cursor: &mut LayoutCursor, panel: &'static Panel, _dataset: &'static Dataset) {
    for (index, group) in panel.groups.iter().enumerate() {
        if index > 0 {
            cursor.space(20.0);
        }
        let [whole, parts @ ..] = &group.figures[..] else { continue };
        let heading = group.label.get(cursor.language);
        let height = cursor.paragraph(0.0, cursor.y, heading, cursor.base, Style::BOLD);
        cursor.space(height + 6.0);
        row(cursor, whole.get(), (0.0, 1.0), Fill::Tint);
        let total = whole.latest().magnitude();
        let mut before = 0.0;
        for part in parts {
            let share = part.latest().magnitude() / total;
            let fill = if part.side == Some(Side::Mountain) { Fill::Hatched } else { Fill::Solid };
            row(cursor, part.get(), (before, share), fill);
            before += share;
        }
        cursor.space(-12.0);
    }
}

/// Draws the name and value of a figure, and its bar below them: where it starts within the whole, and its share of it.
fn row(cursor: &mut LayoutCursor, figure: &'static Figure, (before, share): (f64, f64), fill: Fill) {
    let (language, top) = (cursor.language, cursor.y);
    let value = quantity(figure, language);
    let room = cursor.base - Style::BOLD.width(&value) - 12.0;
    cursor.label(cursor.width, top + Style::BOLD.size, value, Style::BOLD.align(Align::End));
    let y = top + cursor.paragraph(0.0, top, figure.short.get(language), room, Style::TEXT) + 3.0;
    let track = Rect { x: 0.5, y: y + 0.5, width: cursor.width - 1.0, height: HEIGHT - 1.0 };
    let width = (share * track.width).max(2.0);
    let x = (track.x + before * track.width).min(track.x + track.width - width);
    cursor.bar(Rect { x, width, ..track }, role_of(figure), fill);
    cursor.bar(track, ColorRole::Rule, Fill::Outline);
    cursor.mark(
        Datum::One(Target::Figure(figure)),
        Rect { x: 0.0, y: top, width: cursor.width, height: y + HEIGHT - top },
    );
    cursor.y = y + HEIGHT + 12.0;
}

/// Each whole, and its parts.
fn summary(panel: &Panel, _dataset: &Dataset, language: Language) -> String {
    let (words, signs) = (words(language), signs(language));
    let group = |group: &Group| {
        let [whole, parts @ ..] = &group.figures[..] else { return String::new() };
        let parts = short_names(parts, language);
        format!("{}{}{}{parts}", named(whole, language), signs.comma, words.of_which)
    };
    panel.groups.iter().map(group).collect::<Vec<_>>().join(signs.semicolon)
}
