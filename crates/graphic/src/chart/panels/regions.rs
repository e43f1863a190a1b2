//! Map regions shaded by one figure each, as outlines or tiles. The legend explains the classes and the regions
//! without a value.

use super::super::cursor::line_height;
use super::super::geometry::{Point, Rect, Size, hatching};
use super::super::layout::{Align, ColorRole, Fill, Item, rings_contain};
use super::super::map::{Projection, arcs, bounds_of, corners, height_at, rings, tile_rect};
use super::super::round_steps::RoundSteps;
use super::super::target::{Datum, Target};
use super::{LayoutCursor, PanelForm, Style, figures_table, role_of};
use crate::wording::{number, period, quantity, signs, words};
use shanhai_dataset::{BaseMap, Dataset, Figure, Language, Panel, Region, RegionForm, UnitStyle};

/// How a panel of this kind is shown.
pub(super) static FORM: PanelForm = PanelForm { layout, summary, table: figures_table, scale };

/// As many shades as a reader can distinguish.
const CLASSES: usize = 4;
/// Height at which the map stops growing with the width, css px.
const HIGHEST: f64 = 440.0;
/// Height of a legend swatch, css px.
const SWATCH: f64 = 16.0;
/// Distance between hatching lines, css px.
const HATCHING: f64 = 7.0;

/// A region after layout.
struct Land {
    region: &'static Region,
    figure: Option<&'static Figure>,
    rings: Vec<Vec<Point>>,
    /// The best position for its label.
    label_at: Point,
}

fn layout(cursor: &mut LayoutCursor, panel: &'static Panel, dataset: &'static Dataset) {
    let Some(first) = panel.regions.first().map(|one| one.figure.get()) else { return };
    let classes = classes(panel);
    // shades of the text colour would leave text unreadable
    let role = if role_of(first) == ColorRole::Text { ColorRole::Accent } else { role_of(first) };
    let has_missing = panel.regions.len() < dataset.map.regions.len();
    legend(cursor, &classes, role, first, has_missing);
    let form = panel.map.unwrap_or_default();
    let height = height_at(&dataset.map, form, cursor.base).min(HIGHEST).round();
    let lands = lands(cursor, panel, &dataset.map, form, height);
    for land in &lands {
        match land.figure {
            Some(figure) => {
                let fill = shade(&classes, figure);
                for ring in &land.rings {
                    cursor.push(Item::Area { points: ring.clone(), role, fill });
                }
            }
            None => hatched(cursor, &land.rings),
        }
    }
    borders(cursor, &lands);
    for land in &lands {
        let on_full = land.figure.is_some_and(|figure| shade(&classes, figure) == Fill::Solid);
        label(cursor, land, if on_full { ColorRole::Background } else { ColorRole::Text });
    }
    for land in lands {
        if let Some(figure) = land.figure {
            cursor.mark_rings(Datum::One(Target::Figure(figure)), land.rings);
        }
    }
    cursor.space(height);
}

fn classes(panel: &Panel) -> RoundSteps {
    RoundSteps::classes(panel.regions.iter().map(|one| one.figure.get().latest()), CLASSES)
}

/// The fill of a class. The fewer classes there are, the further apart their fills.
fn fill_of(class: usize, count: usize) -> Fill {
    let fills: &[Fill] = match count {
        1 => &[Fill::Third],
        2 => &[Fill::Tint, Fill::Half],
        3 => &[Fill::Tint, Fill::Half, Fill::Solid],
        _ => &[Fill::Tint, Fill::Third, Fill::Half, Fill::Solid],
    };
    fills[class.min(fills.len() - 1)]
}

fn shade(classes: &RoundSteps, figure: &Figure) -> Fill {
    fill_of(classes.class(figure.latest()), classes.count)
}

/// The regions in the box below the cursor, largest first, because a region may enclose others.
fn lands(
    cursor: &LayoutCursor,
    panel: &'static Panel,
    map: &'static BaseMap,
    form: RegionForm,
    height: f64,
) -> Vec<Land> {
    let size = Size { width: cursor.width, height };
    let projection = Projection::fitting(map, size.as_rect());
    let arcs = arcs(map, &projection);
    let down = |point: Point| Point { x: point.x, y: point.y + cursor.y };
    let land = |region: &'static Region| {
        let shaded = panel.regions.iter().find(|one| one.region.get() == region);
        let (rings, label_at) = match form {
            RegionForm::Outline => {
                let (x, y) = region.geometry.label_at;
                (rings(region, &arcs), projection.grid_point(map, i32::from(x), i32::from(y)))
            }
            RegionForm::Tiles => {
                let tile = tile_rect(map, region, size);
                (vec![corners(tile)], tile.center())
            }
        };
        let rings = rings.into_iter().map(|ring| ring.into_iter().map(down).collect()).collect();
        Land { region, figure: shaded.map(|one| one.figure.get()), rings, label_at: down(label_at) }
    };
    let mut lands: Vec<Land> = map.regions.iter().map(land).collect();
    let area = |land: &Land| {
        let Rect { width, height, .. } = bounds_of(land.rings.iter().flatten());
        width * height
    };
    lands.sort_by(|a, b| area(b).total_cmp(&area(a)));
    lands
}

/// Draws a region without a value, so that it cannot be mistaken for a shade.
fn hatched(cursor: &mut LayoutCursor, rings: &[Vec<Point>]) {
    for ring in rings {
        cursor.push(Item::Area { points: ring.clone(), role: ColorRole::Background, fill: Fill::Solid });
    }
    for line in hatching(rings, HATCHING) {
        cursor.push(Item::Line { points: line.to_vec(), role: ColorRole::Muted, width: 1.0 });
    }
}

/// Draws a line around each region, so that neighbours of the same class stay distinct.
fn borders(cursor: &mut LayoutCursor, lands: &[Land]) {
    for ring in lands.iter().flat_map(|land| &land.rings) {
        let closed = ring.iter().chain(ring.first()).copied().collect();
        cursor.push(Item::Line { points: closed, role: ColorRole::Muted, width: 1.0 });
    }
}

/// Draws name and value inside a region. If both do not fit, it draws only the value, and if that does not fit
/// either, nothing: the table and the tooltip have it.
fn label(cursor: &mut LayoutCursor, land: &Land, role: ColorRole) {
    let style = Style::SMALL.role(role).align(Align::Middle);
    let name = (land.region.short.get(cursor.language).to_owned(), style);
    let value = land.figure.map(|figure| (number(figure, cursor.language), Style { bold: true, ..style }.size(14.0)));
    let attempts = match value {
        Some(value) => vec![vec![name, value.clone()], vec![value]],
        None => vec![vec![name]],
    };
    let Some((lines, area)) = attempts.into_iter().find_map(|lines| {
        let width = lines.iter().map(|(text, style)| style.width(text)).fold(0.0, f64::max);
        let height: f64 = lines.iter().map(|(_, style)| line_height(style.size)).sum();
        let area = Rect { x: land.label_at.x - width / 2.0, y: land.label_at.y - height / 2.0, width, height };
        is_inside(land, area.grown(1.0)).then_some((lines, area))
    }) else {
        return;
    };
    if land.figure.is_none() {
        cursor.bar(area.grown(2.0), ColorRole::Background, Fill::Solid);
    }
    let mut y = area.y;
    for (text, style) in lines {
        cursor.label(land.label_at.x, y + style.size, text, style);
        y += line_height(style.size);
    }
}

/// Whether a box lies in a region, tested at its corners, the middles of its sides and its centre.
fn is_inside(land: &Land, area: Rect) -> bool {
    let halves = [0.0, 0.5, 1.0];
    halves.into_iter().all(|along| {
        let x = area.x + along * area.width;
        halves.into_iter().all(|down| rings_contain(&land.rings, Point { x, y: area.y + down * area.height }))
    })
}

/// Draws unit and period, one swatch per class with its bounds, and the look of a region without a value.
fn legend(
    cursor: &mut LayoutCursor,
    classes: &RoundSteps,
    role: ColorRole,
    figure: &'static Figure,
    has_missing: bool,
) {
    let language = cursor.language;
    let words = words(language);
    let when = period(figure.latest(), language);
    let caption = match figure.unit.style {
        // the percent sign stands with each number
        UnitStyle::Percent => when.to_owned(),
        _ => {
            let unit = figure.unit.text.get(language);
            format!("{}{}{unit}{}{when}", words.unit, words.colon, signs(language).semicolon)
        }
    };
    let height = cursor.paragraph(0.0, cursor.y, &caption, cursor.base, Style::SMALL);
    cursor.space(height + 8.0);
    let bounds = classes.labels(&figure.unit, language);
    let widest = bounds.iter().map(|text| Style::SMALL.width(text)).fold(0.0, f64::max);
    let half = Style::SMALL.width(&bounds[0]) / 2.0;
    let room = (cursor.base - half - widest / 2.0) / classes.count as f64;
    let width = (widest + 14.0).max(52.0).min(room).floor();
    for (index, text) in bounds.iter().enumerate() {
        let x = half + index as f64 * width;
        if index < classes.count {
            let swatch = Rect { x, y: cursor.y, width, height: SWATCH };
            cursor.push(Item::Area { points: corners(swatch), role, fill: fill_of(index, classes.count) });
            outlined(cursor, swatch);
        }
        cursor.label(x, cursor.y + SWATCH + 15.0, text.as_str(), Style::SMALL.align(Align::Middle));
    }
    if has_missing {
        no_value(cursor, half + classes.count as f64 * width + widest / 2.0 + 16.0);
    }
    cursor.space(SWATCH + 22.0);
    let height = cursor.paragraph(0.0, cursor.y, words.class_rule, cursor.base, Style::SMALL);
    cursor.space(height + 10.0);
}

/// Draws the hatching and its meaning: beside the classes if there is room, else below them.
fn no_value(cursor: &mut LayoutCursor, beside: f64) {
    let text = words(cursor.language).no_value;
    let fits = beside + 24.0 + 6.0 + Style::SMALL.width(text) <= cursor.base;
    if !fits {
        cursor.space(SWATCH + 24.0);
    }
    let x = if fits { beside } else { 0.0 };
    let swatch = Rect { x, y: cursor.y, width: 24.0, height: SWATCH };
    hatched(cursor, &[corners(swatch)]);
    outlined(cursor, swatch);
    cursor.label(x + 30.0, cursor.y + 12.5, text, Style::SMALL);
    if !fits {
        // the space that the caller adds is for bounds, which this swatch does not have
        cursor.space(-16.0);
    }
}

fn outlined(cursor: &mut LayoutCursor, swatch: Rect) {
    let mut points = corners(swatch);
    points.extend(points.first().copied());
    cursor.push(Item::Line { points, role: ColorRole::Muted, width: 1.0 });
}

/// Each region with its value, then those without.
fn summary(panel: &Panel, dataset: &Dataset, language: Language) -> String {
    let (words, signs) = (words(language), signs(language));
    let name = |region: &Region| region.short.get(language).to_owned();
    let shaded = panel.regions.iter().map(|one| format!("{} {}", name(&one.region), quantity(&one.figure, language)));
    let mut parts: Vec<String> = shaded.collect();
    let is_shaded = |region: &Region| panel.regions.iter().any(|one| one.region.get() == region);
    let without: Vec<String> = dataset.map.regions.iter().filter(|region| !is_shaded(region)).map(name).collect();
    if !without.is_empty() {
        parts.push(format!("{}{}{}", words.no_value, words.colon, without.join(words.comma)));
    }
    parts.join(signs.semicolon)
}

/// The bounds of the classes.
fn scale(panel: &Panel, _dataset: &Dataset, language: Language) -> Vec<String> {
    let unit = panel.regions.first().map(|one| &one.figure.unit);
    unit.map_or_else(Vec::new, |unit| classes(panel).labels(unit, language))
}
