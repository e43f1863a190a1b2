//! The entries of the timeline one below the other along a line; what is not dated stands apart below.

use super::super::geometry::{Point, Rect};
use super::super::placed::{Align, Fill, Ink, Item, Target};
use super::{PanelForm, Sheet, Style, Table, no_scale};
use crate::wording::{of_event, signs, words};
use shanhai_dataset::{Dataset, EventKind, Language, Panel, PeriodBasis};

/// How a panel of this kind is shown.
pub(super) static FORM: PanelForm = PanelForm { layout, summary, table, scale: no_scale };

/// The entries one below the other along a line; what is not dated stands apart below.
fn layout(sheet: &mut Sheet, _panel: &'static Panel, dataset: &'static Dataset) {
    let language = sheet.language;
    let when = |event: &shanhai_dataset::Event| Style::BOLD.width(event.when.get(language));
    let widest = dataset.timeline.iter().map(|event| when(event)).fold(0.0, f64::max);
    let column = widest.min(sheet.base * 0.34).ceil();
    let axis = column + 18.0;
    let text_x = axis + 18.0;
    let first = sheet.y + 9.0;
    let mut last = first;
    let mut dated_end = None;
    for event in &dataset.timeline {
        let top = sheet.y;
        if event.start.is_none() && dated_end.is_none() {
            dated_end = Some(last);
        }
        let ink = event.theme.as_ref().map_or(Ink::Ink, |theme| Ink::of_theme(theme.index));
        let when_height = sheet.paragraph(column, top, event.when.get(language), column, Style::BOLD.align(Align::End));
        let text_height = sheet.paragraph(text_x, top, event.text.get(language), sheet.base - text_x, Style::TEXT);
        let middle = Point { x: axis, y: top + 10.0 };
        last = middle.y;
        match event.kind {
            EventKind::Plan => {
                let points = vec![
                    Point { x: axis - 6.0, y: middle.y - 6.0 },
                    Point { x: axis + 6.0, y: middle.y },
                    Point { x: axis - 6.0, y: middle.y + 6.0 },
                ];
                sheet.push(Item::Area { points: points.clone(), ink: Ink::Paper, fill: Fill::Solid });
                sheet.push(Item::Area { points, ink, fill: Fill::Outline });
            }
            EventKind::Span => {
                sheet.bar(
                    Rect { x: axis - 5.0, y: middle.y - 5.0, width: 10.0, height: text_height.max(18.0) - 4.0 },
                    ink,
                    Fill::Solid,
                );
            }
            _ => {
                let sure = event.basis == PeriodBasis::Stated;
                sheet.push(Item::Disc {
                    center: middle,
                    radius: 6.0,
                    ink: if sure { ink } else { Ink::Paper },
                    fill: Fill::Solid,
                });
                if !sure {
                    sheet.push(Item::Disc { center: middle, radius: 6.0, ink, fill: Fill::Outline });
                }
            }
        }
        let height = when_height.max(text_height);
        sheet.mark(Target::Event(event), Rect { x: 0.0, y: top - 4.0, width: sheet.width, height: height + 8.0 });
        sheet.y = top + height + 14.0;
    }
    // the line lies below the marks, and is broken where time is not given
    let end = dated_end.unwrap_or(last);
    let line = |from: f64, to: f64, dashed: bool| Item::Rule {
        from: Point { x: axis, y: from },
        to: Point { x: axis, y: to },
        ink: Ink::Rule,
        width: 2.0,
        dashed,
    };
    sheet.push_below(line(first, end, false));
    if end < last {
        sheet.push_below(line(end, last, true));
    }
    sheet.space(-6.0);
}

/// The first and the last date.
fn summary(_panel: &Panel, dataset: &Dataset, language: Language) -> String {
    let dated = || dataset.timeline.iter().filter(|event| event.start.is_some());
    match (dated().next(), dated().next_back()) {
        (Some(first), Some(last)) => format!("{} – {}", first.when.get(language), last.when.get(language)),
        _ => String::new(),
    }
}

/// A row an entry.
fn table(_panel: &Panel, dataset: &Dataset, language: Language) -> Table {
    let words = words(language);
    let row = |event| {
        let mut told = of_event(event, language);
        let origin = told.lines.pop().unwrap_or_default();
        vec![told.value, told.title, told.lines.join(signs(language).semicolon), origin]
    };
    Table {
        heads: vec![words.when, words.what, words.note, words.origin],
        rows: dataset.timeline.iter().map(row).collect(),
    }
}
