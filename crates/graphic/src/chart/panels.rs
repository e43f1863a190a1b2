//! Panels over figures: numbers, bars, paired bars, flows, growth and ranges.

use super::geometry::{Point, Rect};
use super::placed::{Align, Fill, Ink, Item};
use super::sheet::{Sheet, Style, line_height};
use super::target::{Selection, Target};
use crate::wording::{formula, growth as growth_text, number, quantity, quantity_at, words};
use shanhai_dataset::{Dataset, Figure, Group, GrowthRow, Observation, PeriodBasis, Qualifier, Ref, Side, UnitStyle};

/// Colour of a figure's mark: its side's, else its theme's.
fn ink_of(figure: &Figure) -> Ink {
    match (figure.side, &figure.theme) {
        (Some(Side::Sea), _) => Ink::Hu,
        (Some(Side::Mountain), _) => Ink::Dian,
        (None, Some(theme)) => Ink::of_theme(theme.index),
        (None, None) => Ink::Ink,
    }
}

/// Whether the value is a lower bound, which is drawn with an open end.
fn is_open(observation: &Observation) -> bool {
    observation.qualifier.is_some_and(Qualifier::is_lower_bound)
}

/// The greatest value of any period.
fn greatest<'a>(figures: impl Iterator<Item = &'a Ref<Figure>>) -> f64 {
    let values = figures.flat_map(|figure| &figure.get().observations).map(Observation::magnitude);
    values.fold(f64::MIN_POSITIVE, f64::max)
}

/// Large numerals, their unit and name below; the derived ones with their formula.
pub(super) fn numbers(sheet: &mut Sheet, figures: &'static [Ref<Figure>]) {
    const GAP: f64 = 24.0;
    let language = sheet.language;
    let columns = if sheet.base < 360.0 { 1 } else { 2 };
    let column = |width: f64| (width - GAP * (columns as f64 - 1.0)) / columns as f64;
    let (base_width, width) = (column(sheet.base), column(sheet.width));
    for row in figures.chunks(columns) {
        let top = sheet.y;
        let mut height: f64 = 0.0;
        for (index, figure) in row.iter().enumerate() {
            let x = index as f64 * (width + GAP);
            let ink = ink_of(figure);
            sheet.rule(Point { x, y: top + 0.5 }, Point { x: x + width, y: top + 0.5 }, Ink::Rule);
            let text = number(figure, language);
            let mut big = Style::BOLD.size(34.0).ink(ink);
            while big.width(&text) > base_width && big.size > 20.0 {
                big.size -= 2.0;
            }
            sheet.label(x, top + 42.0, text.as_str(), big);
            // per cent stands with the number already
            let unit = if figure.unit.style == UnitStyle::Percent { "" } else { figure.unit.text.get(language) };
            let unit_x = x + big.width(&text) + 6.0;
            let mut y = top + 50.0;
            if big.width(&text) + 6.0 + Style::TEXT.width(unit) <= base_width {
                sheet.label(unit_x, top + 42.0, unit, Style::TEXT);
            } else {
                y += sheet.paragraph(x, y, unit, base_width, Style::TEXT);
            }
            y += sheet.paragraph(x, y, figure.label.get(language), base_width, Style::TEXT);
            let period = figure.latest().period.text.get(language);
            let below = match formula(figure, language) {
                Some(formula) => format!("{} {formula}", words(language).derived),
                None => period.to_owned(),
            };
            y += sheet.paragraph(x, y, &below, base_width, Style::SMALL);
            sheet.mark(Target::One(Selection::Figure(figure.get())), Rect { x, y: top, width, height: y - top + 4.0 });
            height = height.max(y - top);
        }
        sheet.space(height + 18.0);
    }
    sheet.space(-18.0);
}

/// Bars from one zero; a name above each, the value behind its end.
pub(super) fn bars(sheet: &mut Sheet, groups: &'static [Group]) {
    let language = sheet.language;
    let all = || groups.iter().flat_map(|group| &group.figures);
    let most = greatest(all());
    let mut observations = all().flat_map(|figure| &figure.get().observations);
    let dated = observations.any(|one| one.period.basis != PeriodBasis::NotStated);
    let values = all().flat_map(|figure| figure.observations.iter().map(|one| quantity_at(figure, one, language)));
    let value_room = values.map(|value| Style::BOLD.width(&value)).fold(0.0, f64::max) + 10.0;
    // a value that would leave no room for bars goes above them, beside the name
    let beside = value_room < sheet.base * 0.4;
    let length = if beside { sheet.width - value_room } else { sheet.width - 12.0 };
    // names of periods stand before their bars, all of which then begin behind the longest; long ones stand above
    let several = |figure: &&'static Ref<Figure>| figure.observations.len() > 1;
    let periods =
        all().filter(several).flat_map(|figure| &figure.get().observations).map(|one| one.period.text.get(language));
    let lead = periods.map(|period| Style::SMALL.width(period) + 10.0).fold(0.0, f64::max);
    let before = lead < sheet.base * 0.25;
    let start = if before { lead } else { 0.0 };
    // where every group is one bar, its heading is its name
    let single = groups.iter().all(|group| group.figures.len() == 1);
    for (index, group) in groups.iter().enumerate() {
        if index > 0 {
            sheet.space(16.0);
        }
        let heading = group.label.get(language);
        if !single {
            let height = sheet.paragraph(0.0, sheet.y, heading, sheet.base, Style::BOLD);
            sheet.space(height + 4.0);
        }
        for figure in &group.figures {
            let top = sheet.y;
            let (name, name_style) =
                if single { (heading, Style::BOLD) } else { (figure.short.get(language), Style::TEXT) };
            let name_height = sheet.paragraph(0.0, top, name, sheet.base, name_style);
            let mut y = top + name_height + 2.0;
            for observation in &figure.observations {
                let value = quantity_at(figure, observation, language);
                // one bar a period, from the oldest on; a single one needs no name of its period
                let period = observation.period.text.get(language);
                let several = figure.observations.len() > 1;
                if several && !before {
                    y += sheet.paragraph(0.0, y, period, sheet.base, Style::SMALL);
                }
                if !beside {
                    y += sheet.paragraph(0.0, y, &value, sheet.base, Style::BOLD);
                }
                let width = (observation.magnitude() / most * (length - start)).max(2.0);
                let height = if several { 16.0 } else { 22.0 };
                if several && before {
                    sheet.label(0.0, y + 12.5, period, Style::SMALL);
                }
                let undated = dated && observation.period.basis == PeriodBasis::NotStated;
                let fill = match (undated || figure.is_derived(), figure.side) {
                    (true, _) => Fill::Dashed,
                    // the second side is told apart without colour too
                    (false, Some(Side::Mountain)) => Fill::Hatched,
                    (false, _) => Fill::Solid,
                };
                sheet.bar(Rect { x: start, y, width, height }, ink_of(figure), fill);
                let mut end = start + width;
                if is_open(observation) {
                    open_end(sheet, start + width, y, height, ink_of(figure));
                    end += 8.0;
                }
                if beside {
                    sheet.label(end + 8.0, y + height / 2.0 + 5.0, value, Style::BOLD);
                }
                y += height + if several { 5.0 } else { 0.0 };
            }
            sheet.mark(
                Target::One(Selection::Figure(figure.get())),
                Rect { x: 0.0, y: top, width: sheet.width, height: y + 2.0 - top },
            );
            sheet.y = y + 12.0;
        }
        sheet.space(-4.0);
    }
    sheet.space(-4.0);
}

/// A point at the end of a bar: so many, and more.
fn open_end(sheet: &mut Sheet, x: f64, y: f64, height: f64, ink: Ink) {
    let points =
        vec![Point { x: x + 1.5, y }, Point { x: x + 8.0, y: y + height / 2.0 }, Point { x: x + 1.5, y: y + height }];
    sheet.push(Item::Area { points, ink, fill: Fill::Outline });
}

/// Two sides face to face around a middle line.
pub(super) fn paired(sheet: &mut Sheet, groups: &'static [Group], dataset: &'static Dataset) {
    let language = sheet.language;
    let most = greatest(groups.iter().flat_map(|group| &group.figures));
    let middle = (sheet.width / 2.0).round();
    let room = groups
        .iter()
        .flat_map(|group| &group.figures)
        .map(|figure| Style::BOLD.width(&quantity(figure, language)))
        .fold(0.0, f64::max);
    let inside = room + 16.0 < (sheet.base / 2.0 - 1.0) * 0.6;
    let length = middle - 1.0 - if inside { 0.0 } else { room + 8.0 };
    let (sea, mountain) = (dataset.sides.sea.get(language), dataset.sides.mountain.get(language));
    sheet.label(middle - 10.0, sheet.y + 14.0, sea, Style::BOLD.ink(Ink::Hu).align(Align::End));
    sheet.label(middle + 10.0, sheet.y + 14.0, mountain, Style::BOLD.ink(Ink::Dian));
    sheet.space(26.0);
    let start = sheet.y;
    for group in groups {
        let height = sheet.paragraph(
            middle,
            sheet.y,
            group.label.get(language),
            sheet.base - 16.0,
            Style::TEXT.align(Align::Middle),
        );
        let y = sheet.y + height + 4.0;
        for figure in &group.figures {
            let width = (figure.latest().magnitude() / most * length).max(2.0);
            let left = figure.side == Some(Side::Sea);
            let rect = Rect { x: if left { middle - 1.0 - width } else { middle + 1.0 }, y, width, height: 34.0 };
            sheet.bar(rect, ink_of(figure), if left { Fill::Solid } else { Fill::Hatched });
            let value = quantity(figure, language);
            // a bar that is shorter than its value has it behind its end
            let inside = inside && width > Style::BOLD.width(&value) + 20.0;
            let (align, direction) = if left { (Align::End, -1.0) } else { (Align::Start, 1.0) };
            let style = Style::BOLD.align(align);
            let offset = if inside { 0.0 } else { width };
            if inside {
                // values stand on a plate of paper, so that no hatching runs through them
                let plate = Style::BOLD.width(&value) + 12.0;
                let x = if left { middle - 8.0 - plate } else { middle + 8.0 };
                sheet.bar(Rect { x, y: y + 6.0, width: plate, height: 22.0 }, Ink::Paper, Fill::Solid);
                sheet.label(middle + direction * 14.0, y + 22.0, value, style);
            } else {
                sheet.label(middle + direction * (offset + 8.0), y + 22.0, value, style);
            }
            let half = if left {
                Rect { x: 0.0, y, width: middle, height: 34.0 }
            } else {
                Rect { x: middle, y, width: sheet.width - middle, height: 34.0 }
            };
            sheet.mark(Target::One(Selection::Figure(figure.get())), half);
        }
        sheet.y = y + 34.0 + 18.0;
    }
    sheet.space(-14.0);
    let bottom = sheet.y - 4.0;
    sheet.push(Item::Rule {
        from: Point { x: middle, y: start - 20.0 },
        to: Point { x: middle, y: start - 4.0 },
        ink: Ink::Rule,
        width: 1.0,
        dashed: false,
    });
    sheet.y = bottom;
}

/// Streams both ways: a band a figure, its height by number, with a head where it arrives.
pub(super) fn flow(sheet: &mut Sheet, groups: &'static [Group], dataset: &'static Dataset) {
    const HEAD: f64 = 18.0;
    const TALLEST: f64 = 54.0;
    const POST: f64 = 6.0;
    let language = sheet.language;
    let most = greatest(groups.iter().flat_map(|group| &group.figures));
    sheet.label(0.0, sheet.y + 16.0, dataset.sides.sea.get(language), Style::BOLD.size(16.0).ink(Ink::Hu));
    sheet.label(
        sheet.width,
        sheet.y + 16.0,
        dataset.sides.mountain.get(language),
        Style::BOLD.size(16.0).ink(Ink::Dian).align(Align::End),
    );
    sheet.space(30.0);
    let top = sheet.y;
    for (index, group) in groups.iter().enumerate() {
        if index > 0 {
            sheet.space(14.0);
        }
        let from_sea = group.figures.first().is_some_and(|figure| figure.side == Some(Side::Sea));
        let ink = if from_sea { Ink::Hu } else { Ink::Dian };
        let height = sheet.paragraph(
            sheet.width / 2.0,
            sheet.y,
            group.label.get(language),
            sheet.base - 60.0,
            Style::BOLD.ink(ink).align(Align::Middle),
        );
        sheet.space(height + 4.0);
        for figure in &group.figures {
            let start = sheet.y;
            let text = format!("{}  {}", figure.short.get(language), quantity(figure, language));
            let label =
                sheet.paragraph(sheet.width / 2.0, start, &text, sheet.base - 60.0, Style::TEXT.align(Align::Middle));
            let band = (figure.latest().magnitude() / most * TALLEST).max(2.0);
            let y = start + label + 4.0;
            let (left, right) = (POST + 8.0, sheet.width - POST - 8.0);
            let middle = y + band / 2.0;
            let wing = band / 2.0 + 5.0;
            // the tail in a box, the head in a triangle: both in the colour of where it comes from
            let (tail, tip, neck) = if from_sea { (left, right, right - HEAD) } else { (right, left, left + HEAD) };
            let rect = Rect { x: tail.min(neck), y, width: (tail - neck).abs(), height: band };
            sheet.bar(rect, ink, if from_sea { Fill::Solid } else { Fill::Hatched });
            let head = vec![
                Point { x: neck, y: middle - wing },
                Point { x: tip, y: middle },
                Point { x: neck, y: middle + wing },
            ];
            sheet.push(Item::Area { points: head, ink, fill: Fill::Solid });
            sheet.mark(
                Target::One(Selection::Figure(figure.get())),
                Rect { x: left, y: start, width: right - left, height: label + band + 10.0 },
            );
            sheet.y = y + band + 16.0;
        }
        sheet.space(-4.0);
    }
    let height = sheet.y - top;
    sheet.bar(Rect { x: 0.0, y: top, width: POST, height }, Ink::Hu, Fill::Solid);
    sheet.bar(Rect { x: sheet.width - POST, y: top, width: POST, height }, Ink::Dian, Fill::Solid);
    sheet.space(4.0);
}

/// From a derived earlier value to the present one; the growth between them.
pub(super) fn growth(sheet: &mut Sheet, rows: &'static [GrowthRow]) {
    let language = sheet.language;
    // of a decline the earlier value is the greater one
    let most = greatest(rows.iter().flat_map(|row| [&row.now, &row.earlier]));
    let span = sheet.width - 28.0;
    let place = |figure: &Figure| 8.0 + figure.latest().magnitude() / most * span;
    for row in rows {
        let top = sheet.y;
        let name = row.now.short.get(language);
        let name = match &row.now.part_of {
            Some(_) => format!("{}{name}", words(language).of_which),
            None => name.to_owned(),
        };
        let ink = ink_of(&row.now);
        let mut y = top + sheet.paragraph(0.0, top, &name, sheet.base, Style::BOLD);
        let now = quantity(&row.now, language);
        y += sheet.paragraph(0.0, y, &now, sheet.base, Style::BOLD.size(20.0).ink(ink));
        let axis = y + 16.0;
        let (from, to) = (place(&row.earlier), place(&row.now));
        sheet.push(Item::Rule {
            from: Point { x: 0.0, y: axis },
            to: Point { x: sheet.width, y: axis },
            ink: Ink::Rule,
            width: 1.0,
            dashed: false,
        });
        sheet.rule(Point { x: 0.5, y: axis - 5.0 }, Point { x: 0.5, y: axis + 5.0 }, Ink::Muted);
        sheet.push(Item::Rule {
            from: Point { x: from + 7.0, y: axis },
            to: Point { x: to, y: axis },
            ink,
            width: 4.0,
            dashed: false,
        });
        sheet.push(Item::Disc { center: Point { x: from, y: axis }, radius: 7.0, ink: Ink::Paper, fill: Fill::Solid });
        sheet.push(Item::Disc { center: Point { x: from, y: axis }, radius: 7.0, ink, fill: Fill::Dashed });
        sheet.push(Item::Disc { center: Point { x: to, y: axis }, radius: 8.0, ink, fill: Fill::Solid });
        if is_open(row.now.latest()) {
            let points = vec![
                Point { x: to + 10.0, y: axis - 6.0 },
                Point { x: to + 16.0, y: axis },
                Point { x: to + 10.0, y: axis + 6.0 },
            ];
            sheet.push(Item::Line { points, ink, width: 1.5 });
        }
        let rise = growth_text(&row.growth, language);
        let rise_style = Style::BOLD.ink(ink).align(Align::Middle);
        let middle =
            ((from + to) / 2.0).clamp(rise_style.width(&rise) / 2.0, sheet.width - rise_style.width(&rise) / 2.0);
        sheet.label(middle, axis + 24.0, rise.as_str(), rise_style);
        let before = format!("{} {}", words(language).derived_year_before, quantity(&row.earlier, language));
        let below = axis + 30.0;
        let height = sheet.paragraph(0.0, below, &before, sheet.base, Style::SMALL);
        sheet.mark(
            Target::One(Selection::Figure(row.now.get())),
            Rect { x: 0.0, y: top, width: sheet.width, height: y - top },
        );
        sheet.mark(
            Target::One(Selection::Figure(row.earlier.get())),
            Rect { x: from - 12.0, y: axis - 12.0, width: 24.0, height: 24.0 },
        );
        sheet.mark(
            Target::One(Selection::Figure(row.growth.get())),
            Rect {
                x: middle - rise_style.width(&rise) / 2.0 - 4.0,
                y: axis + 10.0,
                width: rise_style.width(&rise) + 8.0,
                height: 18.0,
            },
        );
        sheet.y = below + height + 22.0;
    }
    sheet.space(-18.0);
}

/// A span from a least to a greatest value on an axis from nought.
pub(super) fn range(sheet: &mut Sheet, figures: &'static [Ref<Figure>]) {
    let language = sheet.language;
    let most = greatest(figures.iter()) * 1.15;
    for figure in figures {
        let top = sheet.y;
        let ink = ink_of(figure);
        let mut y = top + sheet.paragraph(0.0, top, figure.label.get(language), sheet.base, Style::BOLD);
        y += sheet.paragraph(0.0, y, &quantity(figure, language), sheet.base, Style::BOLD.size(20.0).ink(ink));
        let axis = y + 18.0;
        let [from, to] = figure.latest().ends().map(|value| value / most * sheet.width);
        sheet.rule(Point { x: 0.0, y: axis }, Point { x: sheet.width, y: axis }, Ink::Rule);
        sheet.bar(Rect { x: from, y: axis - 7.0, width: to - from, height: 14.0 }, ink, Fill::Hatched);
        for (at, text) in [(0.0, "0"), (from, ""), (to, "")] {
            sheet.rule(
                Point { x: at + 0.5, y: axis - 9.0 },
                Point { x: at + 0.5, y: axis + 9.0 },
                if text == "0" { Ink::Muted } else { ink },
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
