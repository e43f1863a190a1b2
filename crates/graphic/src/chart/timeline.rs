//! The timeline: dated entries on an axis to scale, each led from its time to its text; those without a date apart below.

use super::geometry::{Point, Rect};
use super::placed::{Align, Fill, Ink, Item};
use super::sheet::{Sheet, Style, line_height};
use super::target::{Selection, Target};
use crate::wording::text_width::wrap;
use crate::wording::words;
use shanhai_dataset::{Dataset, Event, PeriodBasis};

/// Where the axis stands, css px; left of it the years, right of it the texts.
const AXIS: f64 = 46.0;
const TEXT_X: f64 = 96.0;
/// Between two entries.
const GAP: f64 = 12.0;
/// The least height of the axis.
const LEAST: f64 = 320.0;
/// Years between two labels of the axis.
const STEP: i32 = 5;
/// Spans that overlap stand beside each other.
const LANES: usize = 3;
const LANE: f64 = 6.0;

/// An entry with the room of its texts.
struct Entry {
    event: &'static Event,
    height: f64,
    top: f64,
}

pub(super) fn timeline(sheet: &mut Sheet, dataset: &'static Dataset) {
    let (mut dated, undated): (Vec<Entry>, Vec<Entry>) = dataset
        .timeline
        .iter()
        .map(|event| Entry { event, height: height_of(sheet, event), top: 0.0 })
        .partition(|entry| entry.event.start.is_some());
    if !dated.is_empty() {
        scaled(sheet, &mut dated);
    }
    if !undated.is_empty() {
        sheet.space(if dated.is_empty() { 0.0 } else { 20.0 });
        let heading = (words(sheet.language).basis)(PeriodBasis::NotStated);
        sheet.y += sheet.paragraph(TEXT_X, sheet.y, heading, sheet.base - TEXT_X, Style::SMALL) + 8.0;
        for mut entry in undated {
            entry.top = sheet.y;
            let center = Point { x: AXIS, y: sheet.y + 10.0 };
            sheet.push(Item::Disc { center, radius: 5.0, ink: ink_of(entry.event), fill: Fill::Outline });
            write(sheet, &entry);
            sheet.y += entry.height + GAP;
        }
    }
    sheet.space(-6.0);
}

fn ink_of(event: &Event) -> Ink {
    event.theme.as_ref().map_or(Ink::Ink, |theme| Ink::of_theme(theme.index))
}

fn height_of(sheet: &Sheet, event: &Event) -> f64 {
    let room = sheet.base - TEXT_X;
    let lines =
        |text: &str, style: Style| wrap(text, room, style.size, style.bold).len() as f64 * line_height(style.size);
    lines(event.when.get(sheet.language), Style::BOLD) + lines(event.text.get(sheet.language), Style::TEXT)
}

/// The dated entries: each at its time on the axis, its text as near to that as the others let it.
fn scaled(sheet: &mut Sheet, entries: &mut [Entry]) {
    let start = |entry: &Entry| entry.event.start.unwrap_or_default();
    let end = |entry: &Entry| entry.event.end.unwrap_or(start(entry));
    let first = entries.iter().map(start).fold(f64::MAX, f64::min).floor();
    let last = entries.iter().map(end).fold(f64::MIN, f64::max).ceil().max(first + 1.0);
    let room: f64 = entries.iter().map(|entry| entry.height + GAP).sum();
    let (top, height) = (sheet.y, room.max(LEAST));
    let at = |time: f64| top + 8.0 + (time - first) / (last - first) * (height - 16.0);
    let mut free = top;
    for entry in entries.iter_mut() {
        entry.top = (at(start(entry)) - 10.0).max(free);
        free = entry.top + entry.height + GAP;
    }
    let mut limit = top + height;
    for entry in entries.iter_mut().rev() {
        entry.top = entry.top.min(limit - entry.height);
        limit = entry.top - GAP;
    }
    axis(sheet, first as i32, last as i32, &at);
    let mut lanes = [f64::MIN; LANES];
    for entry in entries.iter() {
        let (from, to) = (start(entry), end(entry));
        let ink = ink_of(entry.event);
        let middle = if to > from {
            let lane = lanes.iter().position(|until| *until <= from).unwrap_or(LANES - 1);
            lanes[lane] = to;
            let rect = Rect { x: AXIS + 3.0 + LANE * lane as f64, y: at(from), width: 4.0, height: at(to) - at(from) };
            sheet.bar(rect, ink, Fill::Solid);
            Point { x: rect.x + rect.width, y: rect.y + 1.0 }
        } else {
            let center = Point { x: AXIS, y: at(from) };
            let sure = entry.event.basis == PeriodBasis::Stated;
            sheet.push(Item::Disc { center, radius: 5.0, ink: if sure { ink } else { Ink::Paper }, fill: Fill::Solid });
            sheet.push(Item::Disc { center, radius: 5.0, ink, fill: Fill::Outline });
            center
        };
        // past all spans first: between there and the texts, which have the same order, no line crosses another
        let knee = Point { x: AXIS + 6.0 + LANE * LANES as f64, y: middle.y };
        let end = Point { x: TEXT_X - 8.0, y: entry.top + 10.0 };
        sheet.push_below(Item::Line { points: vec![middle, knee, end], ink: Ink::Border, width: 1.0 });
        write(sheet, entry);
    }
    sheet.y = top + height;
}

/// The axis with its years: the first, the last, and every fifth that has room between them.
fn axis(sheet: &mut Sheet, first: i32, last: i32, at: &impl Fn(f64) -> f64) {
    let end = |year: i32| Point { x: AXIS, y: at(f64::from(year)) };
    sheet.push_below(Item::Rule { from: end(first), to: end(last), ink: Ink::Rule, width: 2.0, dashed: false });
    let free = |year: &i32| (end(*year).y - end(first).y).min(end(last).y - end(*year).y) >= 18.0;
    let between = (first + 1..last).filter(|year| year % STEP == 0).filter(free);
    for year in [first, last].into_iter().chain(between) {
        let Point { x, y } = end(year);
        sheet.push_below(Item::Rule {
            from: Point { x: x - 6.0, y },
            to: Point { x, y },
            ink: Ink::Rule,
            width: 1.0,
            dashed: false,
        });
        sheet.label(x - 9.0, y + 4.5, year.to_string(), Style::SMALL.align(Align::End));
    }
}

/// The texts of an entry, which answer for it.
fn write(sheet: &mut Sheet, entry: &Entry) {
    let (language, room) = (sheet.language, sheet.base - TEXT_X);
    let when = sheet.paragraph(TEXT_X, entry.top, entry.event.when.get(language), room, Style::BOLD);
    sheet.paragraph(TEXT_X, entry.top + when, entry.event.text.get(language), room, Style::TEXT);
    let bounds =
        Rect { x: TEXT_X - 8.0, y: entry.top - 4.0, width: sheet.width - TEXT_X + 8.0, height: entry.height + 8.0 };
    sheet.mark(Target::One(Selection::Event(entry.event)), bounds);
}
