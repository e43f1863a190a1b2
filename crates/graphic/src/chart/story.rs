//! Panels over events and models: the timeline and the parts of the named models.

use super::geometry::{Point, Rect};
use super::placed::{Align, Fill, Ink, Item};
use super::sheet::{Sheet, Style};
use super::target::{Selection, Target};
use crate::wording::words;
use shanhai_dataset::{Dataset, EventKind, Join, Model, Part, PeriodBasis, Ref, Status};

/// The entries one below the other along a line; what is not dated stands apart below.
pub(super) fn timeline(sheet: &mut Sheet, dataset: &'static Dataset) {
    let language = sheet.language;
    let when = |event: &shanhai_dataset::Event| Style::BOLD.width(event.when.get(language));
    let widest = dataset.timeline.iter().map(when).fold(0.0, f64::max);
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
        sheet.mark(
            Target::One(Selection::Event(event)),
            Rect { x: 0.0, y: top - 4.0, width: sheet.width, height: height + 8.0 },
        );
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

/// Each model by its parts, in boxes; one that the article does not explain shows its name alone.
pub(super) fn structure(sheet: &mut Sheet, models: &'static [Ref<Model>]) {
    let language = sheet.language;
    for (index, model) in models.iter().enumerate() {
        if index > 0 {
            sheet.space(24.0);
        }
        let top = sheet.y;
        sheet.rule(Point { x: 0.0, y: top + 0.5 }, Point { x: sheet.width, y: top + 0.5 }, Ink::Rule);
        let mut y = top + 10.0;
        y += sheet.paragraph(0.0, y, model.name.get(language), sheet.base, Style::BOLD.size(18.0));
        let state = match (model.explained, model.status) {
            (false, _) => words(language).named_only,
            (true, Status::Planned) => words(language).planned,
            (true, _) => "",
        };
        if !state.is_empty() {
            y += sheet.paragraph(0.0, y, state, sheet.base, Style::SMALL);
        }
        y += 8.0;
        for part in &model.parts {
            y += match part {
                Part::One(text) => boxed(
                    sheet,
                    Rect { x: 0.0, y, width: sheet.width, height: 0.0 },
                    sheet.base,
                    text.get(language),
                    Ink::Ink,
                ),
                Part::Joined(first, join, second) => joined(sheet, y, first.get(language), *join, second.get(language)),
            } + 8.0;
        }
        sheet.mark(
            Target::One(Selection::Model(model.get())),
            Rect { x: 0.0, y: top, width: sheet.width, height: y - top },
        );
        sheet.y = y;
    }
}

/// Two boxes and the sign between them; answers the height.
fn joined(sheet: &mut Sheet, y: f64, first: &str, join: Join, second: &str) -> f64 {
    const SIGN: f64 = 36.0;
    let half = |width: f64| (width - SIGN) / 2.0;
    let (width, base) = (half(sheet.width), half(sheet.base));
    let lines = |text: &str| crate::wording::text_width::wrap(text, base - 20.0, Style::TEXT.size, false).len();
    let height = box_height(lines(first).max(lines(second)));
    let (left_ink, right_ink) = if join == Join::With { (Ink::Hu, Ink::Dian) } else { (Ink::Ink, Ink::Ink) };
    boxed(sheet, Rect { x: 0.0, y, width, height }, base, first, left_ink);
    boxed(sheet, Rect { x: width + SIGN, y, width, height }, base, second, right_ink);
    let sign = match join {
        Join::With => "+",
        Join::Becomes => "→",
        Join::Is => "—",
    };
    sheet.label(width + SIGN / 2.0, y + height / 2.0 + 6.0, sign, Style::BOLD.size(18.0).align(Align::Middle));
    height
}

fn box_height(lines: usize) -> f64 {
    lines as f64 * super::sheet::line_height(Style::TEXT.size) + 16.0
}

/// A box with its text, at least `rect.height` high; answers the height.
fn boxed(sheet: &mut Sheet, rect: Rect, base: f64, text: &str, ink: Ink) -> f64 {
    let lines = crate::wording::text_width::wrap(text, base - 20.0, Style::TEXT.size, false).len();
    let height = rect.height.max(box_height(lines));
    sheet.bar(Rect { height, ..rect }, ink, Fill::Tint);
    sheet.bar(Rect { height, width: 4.0, ..rect }, ink, Fill::Solid);
    sheet.paragraph(rect.x + 14.0, rect.y + 8.0, text, base - 20.0, Style::TEXT);
    height
}
