//! The timeline: dated entries on an axis to scale, each with a line from its time to its text. Entries without a
//! date stand apart below.

use super::super::cursor::line_height;
use super::super::geometry::{Point, Rect, tops_apart};
use super::super::layout::{Align, ColorRole, Fill, Item};
use super::super::target::{Datum, Target};
use super::{LayoutCursor, PanelForm, Style, Table};
use crate::wording::text_width::wrap;
use crate::wording::{join_lines, of_event, signs, words};
use shanhai_dataset::{Dataset, Event, EventKind, Language, Panel, PeriodBasis};

/// How a panel of this kind is shown.
pub(super) static FORM: PanelForm = PanelForm { layout, summary, table, scale };

/// Position of the axis, css px; years stand left of it, texts right of it.
const AXIS: f64 = 46.0;
const TEXT_X: f64 = 96.0;
/// Gap between two entries.
const GAP: f64 = 12.0;
/// Minimum height of the axis.
const LEAST: f64 = 320.0;
/// Years between two axis labels.
const STEP: i32 = 5;
/// Lanes in which overlapping spans stand side by side.
const LANES: usize = 3;
const LANE: f64 = 6.0;

/// An entry with the space for its texts.
struct Entry {
    event: &'static Event,
    height: f64,
    top: f64,
}

fn layout(cursor: &mut LayoutCursor, _panel: &'static Panel, dataset: &'static Dataset) {
    let (mut dated, undated): (Vec<Entry>, Vec<Entry>) = dataset
        .timeline
        .iter()
        .map(|event| Entry { event, height: height_of(cursor, event), top: 0.0 })
        .partition(|entry| entry.event.start.is_some());
    if !dated.is_empty() {
        scaled(cursor, &mut dated);
    }
    if !undated.is_empty() {
        cursor.space(if dated.is_empty() { 0.0 } else { 20.0 });
        let heading = (words(cursor.language).basis)(PeriodBasis::NotStated);
        cursor.y += cursor.paragraph(TEXT_X, cursor.y, heading, cursor.base - TEXT_X, Style::SMALL) + 8.0;
        for mut entry in undated {
            entry.top = cursor.y;
            let center = Point { x: AXIS, y: cursor.y + 10.0 };
            cursor.push(Item::Disc { center, radius: 5.0, role: role_of(entry.event), fill: Fill::Outline });
            write(cursor, &entry);
            cursor.y += entry.height + GAP;
        }
    }
    cursor.space(-6.0);
}

fn role_of(event: &Event) -> ColorRole {
    event.theme.as_ref().map_or(ColorRole::Text, |theme| ColorRole::of_theme(theme.index))
}

fn height_of(cursor: &LayoutCursor, event: &Event) -> f64 {
    let room = cursor.base - TEXT_X;
    let lines =
        |text: &str, style: Style| wrap(text, room, style.size, style.bold).len() as f64 * line_height(style.size);
    lines(event.when.get(cursor.language), Style::BOLD) + lines(event.text.get(cursor.language), Style::TEXT)
}

fn start(event: &Event) -> f64 {
    event.start.unwrap_or_default()
}

fn end(event: &Event) -> f64 {
    event.end.unwrap_or(start(event))
}

/// Where the axis of dated entries starts and ends.
fn years<'a>(events: impl Iterator<Item = &'a Event> + Clone) -> (f64, f64) {
    let first = events.clone().map(start).fold(f64::MAX, f64::min).floor();
    (first, events.map(end).fold(f64::MIN, f64::max).ceil().max(first + 1.0))
}

/// Draws the dated entries: each at its time on the axis, with its text as near to that as the other texts allow.
fn scaled(cursor: &mut LayoutCursor, entries: &mut [Entry]) {
    let (first, last) = years(entries.iter().map(|entry| entry.event));
    let room: f64 = entries.iter().map(|entry| entry.height + GAP).sum();
    let (top, height) = (cursor.y, room.max(LEAST));
    let at = |time: f64| top + 8.0 + (time - first) / (last - first) * (height - 16.0);
    let wanted: Vec<(f64, f64)> = entries.iter().map(|entry| (at(start(entry.event)) - 10.0, entry.height)).collect();
    for (entry, top) in entries.iter_mut().zip(tops_apart(&wanted, top, top + height, GAP)) {
        entry.top = top;
    }
    axis(cursor, first as i32, last as i32, &at);
    let mut lanes = [f64::MIN; LANES];
    for entry in entries.iter() {
        let (from, to) = (start(entry.event), end(entry.event));
        let role = role_of(entry.event);
        let middle = if to > from {
            let lane = lanes.iter().position(|until| *until <= from).unwrap_or(LANES - 1);
            lanes[lane] = to;
            let rect = Rect { x: AXIS + 3.0 + LANE * lane as f64, y: at(from), width: 4.0, height: at(to) - at(from) };
            cursor.bar(rect, role, Fill::Solid);
            Point { x: rect.x + rect.width, y: rect.y + 1.0 }
        } else {
            let center = Point { x: AXIS, y: at(from) };
            let sure = entry.event.basis == PeriodBasis::Stated;
            cursor.push(Item::Disc {
                center,
                radius: 5.0,
                role: if sure { role } else { ColorRole::Background },
                fill: Fill::Solid,
            });
            cursor.push(Item::Disc { center, radius: 5.0, role, fill: Fill::Outline });
            center
        };
        // pass all spans first: to the right of them no lines cross, because the texts have the same order
        let knee = Point { x: AXIS + 6.0 + LANE * LANES as f64, y: middle.y };
        let text = Point { x: TEXT_X - 8.0, y: entry.top + 10.0 };
        cursor.push_below(Item::Line { points: vec![middle, knee, text], role: ColorRole::Border, width: 1.0 });
        write(cursor, entry);
    }
    cursor.y = top + height;
}

/// The years that get an axis label if there is room.
fn labelled(first: i32, last: i32) -> impl Iterator<Item = i32> {
    [first, last].into_iter().chain((first + 1..last).filter(|year| year % STEP == 0))
}

/// Draws the axis with its years: the first, the last, and every fifth that has room between them.
fn axis(cursor: &mut LayoutCursor, first: i32, last: i32, at: &impl Fn(f64) -> f64) {
    let end = |year: i32| Point { x: AXIS, y: at(f64::from(year)) };
    cursor.push_below(Item::Rule { from: end(first), to: end(last), role: ColorRole::Rule, width: 2.0, dashed: false });
    let free = |year: &i32| (end(*year).y - end(first).y).min(end(last).y - end(*year).y) >= 18.0;
    for year in labelled(first, last).filter(|year| [first, last].contains(year) || free(year)) {
        let Point { x, y } = end(year);
        cursor.push_below(Item::Rule {
            from: Point { x: x - 6.0, y },
            to: Point { x, y },
            role: ColorRole::Rule,
            width: 1.0,
            dashed: false,
        });
        cursor.label(x - 9.0, y + 4.5, year.to_string(), Style::SMALL.align(Align::End));
    }
}

/// Writes the texts of an entry and makes them its hit area.
fn write(cursor: &mut LayoutCursor, entry: &Entry) {
    let (language, room) = (cursor.language, cursor.base - TEXT_X);
    let when = cursor.paragraph(TEXT_X, entry.top, entry.event.when.get(language), room, Style::BOLD);
    cursor.paragraph(TEXT_X, entry.top + when, entry.event.text.get(language), room, Style::TEXT);
    let bounds =
        Rect { x: TEXT_X - 8.0, y: entry.top - 4.0, width: cursor.width - TEXT_X + 8.0, height: entry.height + 8.0 };
    cursor.mark(Datum::One(Target::Event(entry.event)), bounds);
}

/// How many entries there are, and the time from the first dated entry to the last.
fn summary(_panel: &Panel, dataset: &Dataset, language: Language) -> String {
    let events = &dataset.timeline;
    let count = events.len();
    let count = match (language, count) {
        (Language::ZhHans, _) => format!("{count}条"),
        (Language::En, 1) => "1 entry".to_owned(),
        (Language::En, _) => format!("{count} entries"),
    };
    let time = |event: &Event| match (event.kind, language) {
        (EventKind::AsOf, Language::ZhHans) => "报道写作时".to_owned(),
        (EventKind::AsOf, Language::En) => "the time of writing".to_owned(),
        _ => event.when.get(language).to_owned(),
    };
    let mut dated = events.iter().filter(|event| event.start.is_some());
    match (dated.next(), dated.next_back(), language) {
        (None, _, _) => count,
        (Some(only), None, Language::ZhHans) => format!("{count}，{}", time(only)),
        (Some(only), None, Language::En) => format!("{count}, {}", time(only)),
        (Some(first), Some(last), Language::ZhHans) => format!("{count}，从{}到{}", time(first), time(last)),
        (Some(first), Some(last), Language::En) => format!("{count}, from {} to {}", time(first), time(last)),
    }
}

/// One row per entry.
fn table(_panel: &Panel, dataset: &Dataset, language: Language) -> Table {
    let words = words(language);
    let row = |event| {
        let mut description = of_event(event, language);
        let origin = description.lines.pop().unwrap_or_default();
        vec![
            description.value,
            description.title,
            join_lines(&description.lines, signs(language).semicolon, language),
            origin,
        ]
    };
    Table {
        heads: vec![words.when, words.what, words.note, words.origin],
        rows: dataset.timeline.iter().map(row).collect(),
    }
}

/// The years of the axis.
fn scale(_panel: &Panel, dataset: &Dataset, _language: Language) -> Vec<String> {
    let dated = dataset.timeline.iter().filter(|event| event.start.is_some());
    if dated.clone().next().is_none() {
        return Vec::new();
    }
    let (first, last) = years(dated);
    labelled(first as i32, last as i32).map(|year| year.to_string()).collect()
}
