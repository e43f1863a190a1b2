//! Lines over periods, each with its name and latest value at its end, and broken where a period is missing.

use super::super::cursor::line_height;
use super::super::geometry::{Point, Rect, tops_apart};
use super::super::layout::{ColorRole, Item};
use super::super::map::{corners, theme_shape};
use super::super::round_steps::RoundSteps;
use super::super::target::{Datum, Target};
use super::{Align, LayoutCursor, PanelForm, Style, figures_table, role_of, with_period};
use crate::wording::text_width::wrap;
use crate::wording::{period, quantity, quantity_at, signs, words};
use shanhai_dataset::{Dataset, Figure, Language, Observation, Panel, PeriodBasis, Ref, Unit, UnitStyle};
use std::collections::BTreeSet;

/// How a panel of this kind is shown.
pub(super) static FORM: PanelForm = PanelForm { layout, summary, table: figures_table, scale };

/// Maximum number of steps of the axis.
const STEPS: usize = 5;
/// Radius of a point, css px.
const RADIUS: f64 = 4.5;
/// Half the height of the hit area along a line.
const REACH: f64 = 12.0;

/// Gap between two labels at the ends of lines.
const LABEL_GAP: f64 = 6.0;

/// A figure to be laid out.
struct Line {
    figure: &'static Figure,
    role: ColorRole,
    /// One point per value, in order of time.
    points: Vec<Point>,
    /// Name and value at the end of the line.
    label: Vec<(String, Style)>,
}

/// The area between the axes.
struct Plot {
    area: Rect,
    axis: RoundSteps,
    years: Years,
}

/// The years of a panel.
struct Years {
    first: u16,
    last: u16,
    /// Years from one period to the next.
    step: u16,
}

fn layout(cursor: &mut LayoutCursor, panel: &'static Panel, _dataset: &'static Dataset) {
    let language = cursor.language;
    let Some(unit) = panel.figures.first().map(|figure| &figure.unit) else { return };
    let (axis, years) = (axis(panel), years(panel));
    let mut lines = lines(panel, years.last, language);
    let widest = |line: &Line| line.label.iter().map(|(text, style)| style.width(text)).fold(0.0, f64::max);
    let column = lines.iter().map(widest).fold(0.0, f64::max).min(cursor.base * 0.36).ceil();
    for line in &mut lines {
        line.label = wrapped(&line.label, column);
    }
    let ticks = axis.labels(unit, language);
    let left = ticks.iter().map(|tick| Style::SMALL.width(tick)).fold(8.0, f64::max).ceil() + 8.0;
    let caption = caption(&axis, unit, language);
    let height = cursor.paragraph(0.0, cursor.y, &caption, cursor.base, Style::SMALL);
    cursor.space(height + 12.0);
    let labels: f64 = lines.iter().map(|line| label_height(line) + LABEL_GAP).sum();
    let height = (cursor.base * 0.28 + 105.0).round().min(270.0).max(labels);
    let area = Rect { x: left, y: cursor.y, width: cursor.width - left - column - 2.0 * RADIUS - 8.0, height };
    let base_width = area.width - (cursor.width - cursor.base);
    let plot = Plot { area, axis, years };
    for line in &mut lines {
        line.points = line.figure.observations.iter().map(|one| plot.point(one)).collect();
    }
    grid(cursor, &plot, &ticks);
    for line in &lines {
        strokes(cursor, &plot, line);
    }
    for (index, line) in lines.iter().enumerate() {
        points(cursor, index, line);
    }
    end_labels(cursor, &plot, &lines);
    cursor.y = area.y + area.height;
    year_labels(cursor, &plot, base_width);
    notes(cursor, &plot, panel);
}

/// The figures of a panel that ends with the year `last`, with their colours. If several have the same colour, the first keeps it; grey and shape distinguish
/// the others.
fn lines(panel: &'static Panel, last: u16, language: Language) -> Vec<Line> {
    let mut taken: Vec<ColorRole> = Vec::new();
    let line = |figure: &'static Ref<Figure>| {
        let figure = figure.get();
        let own = role_of(figure);
        let role =
            [own, ColorRole::Text, ColorRole::Muted].into_iter().find(|role| !taken.contains(role)).unwrap_or(own);
        taken.push(role);
        let mut label = vec![
            (figure.short.get(language).to_owned(), Style::BOLD.role(role)),
            (quantity(figure, language), Style::TEXT),
        ];
        // a line that ends early gives its last period
        if year(figure.latest()) != last {
            label.push((period(figure.latest(), language).to_owned(), Style::SMALL));
        }
        Line { figure, role, points: Vec::new(), label }
    };
    panel.figures.iter().map(line).collect()
}

fn wrapped(label: &[(String, Style)], width: f64) -> Vec<(String, Style)> {
    let lines = |(text, style): &(String, Style)| {
        let style = *style;
        wrap(text, width, style.size, style.bold).into_iter().map(move |line| (line, style))
    };
    label.iter().flat_map(lines).collect()
}

fn label_height(line: &Line) -> f64 {
    line.label.iter().map(|(_, style)| line_height(style.size)).sum()
}

/// The checks reject a period without a year.
fn year(observation: &Observation) -> u16 {
    observation.period.from.unwrap_or_default()
}

fn observations(panel: &Panel) -> impl Iterator<Item = &Observation> + Clone {
    panel.figures.iter().flat_map(|figure| &figure.get().observations)
}

fn axis(panel: &Panel) -> RoundSteps {
    RoundSteps::axis(observations(panel), STEPS)
}

/// From the first to the last year, in the shortest step between two of them.
fn years(panel: &Panel) -> Years {
    let all: BTreeSet<u16> = observations(panel).map(year).collect();
    let (first, last) = (all.first().copied().unwrap_or_default(), all.last().copied().unwrap_or_default());
    let steps = all.iter().zip(all.iter().skip(1)).map(|(one, next)| next - one);
    Years { first, last, step: steps.min().unwrap_or(1) }
}

impl Years {
    /// The years with a tick, from the last one backwards.
    fn ticks(&self) -> impl Iterator<Item = u16> + use<> {
        (self.first..=self.last).rev().step_by(usize::from(self.step))
    }
}

impl Plot {
    fn x(&self, year: u16) -> f64 {
        let span = f64::from((self.years.last - self.years.first).max(1));
        // points keep clear of the axis and the labels
        let inner = self.area.width - 2.0 * RADIUS - 6.0;
        self.area.x + RADIUS + 6.0 + f64::from(year - self.years.first) / span * inner
    }

    fn y(&self, share: f64) -> f64 {
        self.area.y + self.area.height * (1.0 - share)
    }

    fn point(&self, observation: &Observation) -> Point {
        Point { x: self.x(year(observation)), y: self.y(self.axis.share(observation)) }
    }

    /// The points of a line, grouped into continuous strokes. A missing year ends a stroke.
    fn runs(&self, line: &Line) -> Vec<Vec<Point>> {
        let mut runs: Vec<Vec<Point>> = Vec::new();
        let mut before = None;
        for (observation, point) in line.figure.observations.iter().zip(&line.points) {
            let year = year(observation);
            match runs.last_mut() {
                Some(run) if before.is_some_and(|before| year - before <= self.years.step) => run.push(*point),
                _ => runs.push(vec![*point]),
            }
            before = Some(year);
        }
        runs
    }
}

/// The unit, and where the axis starts.
fn caption(axis: &RoundSteps, unit: &Unit, language: Language) -> String {
    let words = words(language);
    let start = match axis.is_zero(0) {
        true => words.axis_from_zero.to_owned(),
        false => (words.axis_from)(&axis.label(0, unit, language)),
    };
    // the percent sign stands with each number
    if unit.style == UnitStyle::Percent {
        return start;
    }
    let (colon, semicolon) = (words.colon, signs(language).semicolon);
    format!("{}{colon}{}{semicolon}{start}", words.unit, unit.text.get(language))
}

/// Draws one rule per step. The zero line is darker. If the axis does not start at zero, its lowest rule is dashed.
fn grid(cursor: &mut LayoutCursor, plot: &Plot, ticks: &[String]) {
    let area = plot.area;
    let right = area.x + area.width;
    for (index, tick) in ticks.iter().enumerate() {
        let y = plot.y(index as f64 / plot.axis.count as f64);
        let is_zero = plot.axis.is_zero(index);
        let role = if is_zero || index == 0 { ColorRole::Muted } else { ColorRole::Rule };
        let (from, to) = (Point { x: area.x, y }, Point { x: right, y });
        cursor.push(Item::Rule { from, to, role, width: 1.0, dashed: index == 0 && !is_zero });
        cursor.label(area.x - 8.0, y + 4.5, tick.as_str(), Style::SMALL.align(Align::End));
    }
}

fn strokes(cursor: &mut LayoutCursor, plot: &Plot, line: &Line) {
    for run in plot.runs(line) {
        if run.len() > 1 {
            cursor.push(Item::Line { points: run, role: line.role, width: 2.5 });
        }
    }
}

/// Draws one point per value, in the shape of the line. It is hollow if the period is inferred.
fn points(cursor: &mut LayoutCursor, index: usize, line: &Line) {
    for (observation, &at) in line.figure.observations.iter().zip(&line.points) {
        let mut items = Vec::new();
        theme_shape(&mut items, index, at, RADIUS + 1.5, ColorRole::Background);
        theme_shape(&mut items, index, at, RADIUS, line.role);
        if observation.period.basis == PeriodBasis::Inferred {
            theme_shape(&mut items, index, at, RADIUS - 2.0, ColorRole::Background);
        }
        items.into_iter().for_each(|item| cursor.push(item));
    }
}

/// Draws name and latest value at the end of each line, moved apart where they would overlap.
fn end_labels(cursor: &mut LayoutCursor, plot: &Plot, lines: &[Line]) {
    let area = plot.area;
    let x = area.x + area.width + 2.0 * RADIUS;
    let end = |line: &Line| line.points.last().copied().unwrap_or(Point { x, y: area.y });
    let mut order: Vec<&Line> = lines.iter().collect();
    order.sort_by(|a, b| end(a).y.total_cmp(&end(b).y));
    let wanted: Vec<(f64, f64)> =
        order.iter().map(|line| (end(line).y - label_height(line) / 2.0, label_height(line))).collect();
    let tops = tops_apart(&wanted, area.y - 12.0, area.y + area.height + 6.0, LABEL_GAP);
    let mut labels: Vec<(&Line, Rect)> = Vec::new();
    for (line, top) in order.into_iter().zip(tops) {
        let height = label_height(line);
        let from = end(line);
        // a thin leader line connects a label that is set apart
        let (far, aside) = (x - from.x > 4.0 * RADIUS, (top + height / 2.0 - from.y).abs() > 14.0);
        if far || aside {
            let to = Point { x: x - 4.0, y: top + 10.0 };
            let from = Point { x: from.x + RADIUS + 2.5, y: from.y };
            cursor.push_below(Item::Rule { from, to, role: ColorRole::Muted, width: 1.0, dashed: far });
        }
        let mut y = top;
        for (text, style) in &line.label {
            cursor.label(x, y + style.size + 2.0, text.as_str(), *style);
            y += line_height(style.size);
        }
        labels.push((line, Rect { x: x - 2.0, y: top, width: cursor.width - x + 2.0, height }));
    }
    for line in lines {
        let label = labels.iter().find(|(other, _)| std::ptr::eq(*other, line)).map(|(_, rect)| *rect);
        cursor.mark_rings(Datum::One(Target::Figure(line.figure)), hit_rings(plot, line, label));
    }
}

/// A band along each stroke, and the label.
fn hit_rings(plot: &Plot, line: &Line, label: Option<Rect>) -> Vec<Vec<Point>> {
    let band = |run: &Vec<Point>| {
        let (first, last) = (run[0], run[run.len() - 1]);
        let before = Point { x: first.x - REACH, y: first.y };
        let behind = Point { x: last.x + RADIUS + 2.0, y: last.y };
        let along = || std::iter::once(before).chain(run.iter().copied()).chain([behind]);
        let above = along().map(|point| Point { x: point.x, y: point.y - REACH });
        let below = along().map(|point| Point { x: point.x, y: point.y + REACH });
        above.chain(below.collect::<Vec<_>>().into_iter().rev()).collect()
    };
    let mut rings: Vec<Vec<Point>> = plot.runs(line).iter().map(band).collect();
    rings.extend(label.map(corners));
    rings
}

/// Draws the years below the axis: as many as there is room for, and always the last one.
fn year_labels(cursor: &mut LayoutCursor, plot: &Plot, base_width: f64) {
    let Years { first, last, step } = plot.years;
    let bottom = plot.area.y + plot.area.height;
    let steps = f64::from((last - first) / step).max(1.0);
    let every = (38.0 / (base_width / steps)).ceil().max(1.0) as u16 * step;
    for year in plot.years.ticks() {
        let x = plot.x(year);
        cursor.rule(Point { x, y: bottom }, Point { x, y: bottom + 5.0 }, ColorRole::Muted);
        if (last - year).is_multiple_of(every) {
            cursor.label(x, bottom + 19.0, year.to_string(), Style::SMALL.align(Align::Middle));
        }
    }
    cursor.space(26.0);
}

/// Explains breaks and hollow points, if there are any.
fn notes(cursor: &mut LayoutCursor, plot: &Plot, panel: &Panel) {
    let words = words(cursor.language);
    let inferred = observations(panel).any(|one| one.period.basis == PeriodBasis::Inferred);
    for (needed, text) in [(has_gap(&plot.years, panel), words.line_gap), (inferred, words.hollow_point)] {
        if needed {
            let height = cursor.paragraph(0.0, cursor.y, text, cursor.base, Style::SMALL);
            cursor.space(height);
        }
    }
}

/// Whether a figure lacks a value for a year between two years that have one.
fn has_gap(years: &Years, panel: &Panel) -> bool {
    let breaks = |figure: &Figure| {
        let pairs = figure.observations.iter().zip(figure.observations.iter().skip(1));
        pairs.into_iter().any(|(one, next)| year(next) - year(one) > years.step)
    };
    panel.figures.iter().any(|figure| breaks(figure))
}

/// Each figure from its first value to its latest.
fn summary(panel: &Panel, _dataset: &Dataset, language: Language) -> String {
    let line = |figure: &Ref<Figure>| {
        let at = |one| with_period(&quantity_at(figure, one, language), one, language);
        let way = figure.observations.first().map_or_else(String::new, |first| at(first) + " → ");
        format!("{}{}{way}{}", figure.short.get(language), words(language).colon, at(figure.latest()))
    };
    panel.figures.iter().map(line).collect::<Vec<_>>().join(signs(language).semicolon)
}

/// The ticks of both axes.
fn scale(panel: &Panel, _dataset: &Dataset, language: Language) -> Vec<String> {
    let Some(figure) = panel.figures.first() else { return Vec::new() };
    let years = years(panel).ticks().map(|year| year.to_string());
    axis(panel).labels(&figure.unit, language).into_iter().chain(["0".to_owned()]).chain(years).collect()
}
