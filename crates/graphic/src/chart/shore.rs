//! The sea side of the connections: one line for the coast, with the partners along it.

use super::geometry::{Point, Rect};
use super::layout::{Align, ColorRole, Fill, Item, Label, Layout};
use crate::joins::{joins, partners};
use crate::wording::text_width::{text_width, wrap};
use shanhai_dataset::{Dataset, Language, Partner};

/// Minimum width of each width class, css px.
pub const CONNECTION_CLASSES: [f64; 6] = [280.0, 320.0, 400.0, 560.0, 760.0, 1020.0];

/// From this width on, the coast stands beside the land.
pub const BESIDE: f64 = 560.0;

/// A partner on the coast.
pub(super) struct Row {
    pub partner: &'static Partner,
    /// Hit area.
    pub bounds: Rect,
    /// Where its curves start.
    pub dock: Point,
    /// Its name.
    pub lines: Vec<Label>,
}

/// The positions of coast and land.
pub(super) struct Shore {
    pub width: f64,
    pub height: f64,
    /// Whether the coast stands beside the land, not above it.
    pub beside: bool,
    pub land: Rect,
    coast: (Point, Point),
    pub rows: Vec<Row>,
    sea_name: Point,
    mountain_name: Point,
    /// Baseline of the line below the land, if there is one, and the x where its free space starts.
    pub foot: f64,
    pub foot_start: f64,
}

/// Font size of the names of both sides, css px.
const SIDE: f64 = 18.0;
/// Space above coast and land for the names of both sides.
const HEAD: f64 = 34.0;
/// Line height of a partner's name beside the coast.
const LINE: f64 = 18.0;
/// Height of a partner's box above the land, and the pitch of their rows. Targets stay at 24 px or more.
const CHIP: f64 = 30.0;
const CHIP_PITCH: f64 = 32.0;
const CHIP_TEXT: f64 = 12.5;
const CHIP_MARGIN: f64 = 7.0;

/// A name, and the brackets after it.
pub(super) fn parted(name: &str) -> (&str, &str) {
    match name.find(['（', '(']) {
        Some(at) if at > 0 => (name[..at].trim_end(), &name[at..]),
        _ => (name, ""),
    }
}

impl Shore {
    /// Lays out the coast of a dataset at a width.
    pub fn of(dataset: &'static Dataset, width: f64, language: Language) -> Shore {
        let width = width.max(CONNECTION_CLASSES[0]);
        let base = CONNECTION_CLASSES.into_iter().rfind(|class| *class <= width).unwrap_or(CONNECTION_CLASSES[0]);
        if base >= BESIDE {
            Shore::beside(dataset, width, base, language)
        } else {
            Shore::above(dataset, width, base, language)
        }
    }

    fn beside(dataset: &'static Dataset, width: f64, base: f64, language: Language) -> Shore {
        let size = if base < 760.0 { 13.0 } else { 14.0 };
        let column = (base * 0.235).clamp(165.0, 240.0);
        let names: Vec<(&'static Partner, Vec<(String, bool)>)> = by_latitude(dataset)
            .into_iter()
            .map(|partner| {
                let (name, rest) = parted(partner.name.get(language));
                let mut lines: Vec<(String, bool)> =
                    wrap(name, column, size, true).into_iter().map(|line| (line, true)).collect();
                lines.extend(wrap(rest, column, 12.0, false).into_iter().map(|line| (line, false)));
                (partner, lines)
            })
            .collect();
        let needed: f64 = names.iter().map(|(_, lines)| lines.len() as f64 * LINE + 12.0).sum();
        let wanted = if base >= 1020.0 {
            520.0
        } else if base >= 760.0 {
            430.0
        } else {
            360.0
        };
        let height = f64::max(wanted, HEAD + needed + 8.0).ceil();
        let x = width - column - 18.0;
        let gap = (height - HEAD - 8.0 - needed) / names.len().max(1) as f64;
        let mut y = HEAD;
        let mut rows = Vec::new();
        for (partner, lines) in names {
            let room = lines.len() as f64 * LINE + 12.0 + gap;
            let middle = y + room / 2.0;
            let first = middle - lines.len() as f64 * LINE / 2.0 + LINE - 5.0;
            let label = |(index, (text, own)): (usize, (String, bool))| Label {
                at: Point { x: x + 16.0, y: first + index as f64 * LINE },
                text,
                size: if own { size } else { 12.0 },
                bold: false,
                role: if own { ColorRole::Text } else { ColorRole::Muted },
                align: Align::Start,
            };
            let bounds = Rect { x: x - 12.0, y: y + gap / 2.0, width: width - x + 12.0, height: room - gap };
            let lines = lines.into_iter().enumerate().map(label).collect();
            rows.push(Row { partner, bounds, dock: Point { x, y: middle }, lines });
            y += room;
        }
        let side = (height - HEAD) * 1.0;
        Shore {
            width,
            height,
            beside: true,
            land: Rect { x: 0.0, y: HEAD, width: side.min(x - 90.0), height: height - HEAD },
            coast: (Point { x, y: HEAD - 4.0 }, Point { x, y: height - 4.0 }),
            rows,
            sea_name: Point { x: x - 2.0, y: 19.0 },
            mountain_name: Point { x: 2.0, y: 19.0 },
            foot: 0.0,
            foot_start: 0.0,
        }
    }

    fn above(dataset: &'static Dataset, width: f64, base: f64, language: Language) -> Shore {
        let side = text_width(dataset.sides.sea.get(language), SIDE, true) + 10.0;
        // how far each row of boxes is filled, and its top; a box goes into the first row that has room for it
        let mut full = vec![(side, 0.0)];
        let mut bottom = CHIP;
        let mut rows = Vec::new();
        for partner in partners(dataset) {
            let name = parted(partner.name.get(language)).0;
            let room = base - 2.0 * CHIP_MARGIN;
            let lines = wrap(name, room, CHIP_TEXT, false);
            let wide =
                lines.iter().map(|line| text_width(line, CHIP_TEXT, false)).fold(0.0, f64::max) + 2.0 * CHIP_MARGIN;
            let high = CHIP + (lines.len() - 1) as f64 * LINE;
            let at = full.iter().position(|(end, _)| lines.len() == 1 && end + wide <= base).unwrap_or_else(|| {
                full.push((0.0, bottom + CHIP_PITCH - CHIP));
                full.len() - 1
            });
            let (x, y) = full[at];
            full[at].0 = if lines.len() == 1 { x + wide + 4.0 } else { base };
            bottom = f64::max(bottom, y + high);
            let label = |(index, text): (usize, String)| Label {
                at: Point { x: x + wide / 2.0, y: y + CHIP / 2.0 + 4.5 + index as f64 * LINE },
                text,
                size: CHIP_TEXT,
                bold: false,
                role: ColorRole::SideA,
                align: Align::Middle,
            };
            let lines = lines.into_iter().enumerate().map(label).collect();
            let dock = Point { x: x + wide / 2.0, y: 0.0 };
            rows.push(Row { partner, bounds: Rect { x, y, width: wide, height: high }, dock, lines });
        }
        let coast = bottom + 8.0;
        for row in &mut rows {
            row.dock.y = coast;
        }
        let top = coast + 26.0;
        let high = (base * 0.98).min(420.0);
        let foot = top + high + 16.0;
        Shore {
            width,
            height: (foot + 7.0).ceil(),
            beside: false,
            land: Rect { x: 0.0, y: top, width, height: high },
            coast: (Point { x: 0.0, y: coast }, Point { x: width, y: coast }),
            rows,
            sea_name: Point { x: 0.0, y: CHIP / 2.0 + 6.0 },
            mountain_name: Point { x: 0.0, y: foot },
            foot,
            foot_start: text_width(dataset.sides.mountain.get(language), SIDE, true) + 12.0,
        }
    }

    /// The midpoint of the coast.
    pub fn middle(&self) -> Point {
        let (from, to) = self.coast;
        Point { x: (from.x + to.x) / 2.0, y: (from.y + to.y) / 2.0 }
    }

    /// A curve from the coast to a place. At both ends it runs at right angles to the coast.
    pub fn curve(&self, from: Point, to: Point) -> Vec<Point> {
        const STEPS: usize = 32;
        let (dx, dy) = (to.x - from.x, to.y - from.y);
        let (first, second) = if self.beside {
            (Point { x: from.x + dx * 0.45, y: from.y }, Point { x: to.x - dx * 0.45, y: to.y })
        } else {
            (Point { x: from.x, y: from.y + dy * 0.5 }, Point { x: to.x, y: to.y - dy * 0.5 })
        };
        let at = |step: usize| {
            let t = step as f64 / STEPS as f64;
            let u = 1.0 - t;
            let mix = |a: f64, b: f64, c: f64, d: f64| {
                u * u * u * a + 3.0 * u * u * t * b + 3.0 * u * t * t * c + t * t * t * d
            };
            Point { x: mix(from.x, first.x, second.x, to.x), y: mix(from.y, first.y, second.y, to.y) }
        };
        (0..=STEPS).map(at).collect()
    }

    /// Draws the coast, the water beyond it if the coast stands beside the land, and the names of both sides.
    pub fn draw(&self, layout: &mut Layout, dataset: &'static Dataset, language: Language) {
        let (from, to) = self.coast;
        if self.beside {
            let sea = Rect { x: from.x, y: from.y, width: self.width - from.x, height: to.y - from.y };
            layout
                .items
                .insert(layout.static_layer.items, Item::Bar { rect: sea, role: ColorRole::SideA, fill: Fill::Tint });
        }
        layout.items.push(Item::Rule { from, to, role: ColorRole::SideA, width: 4.0, dashed: false });
        let mut name = |at: Point, text: &str, role: ColorRole| {
            let label = Label { at, text: text.to_owned(), size: SIDE, bold: true, role, align: Align::Start };
            layout.items.push(Item::Label(label));
        };
        name(self.sea_name, dataset.sides.sea.get(language), ColorRole::SideA);
        name(self.mountain_name, dataset.sides.mountain.get(language), ColorRole::SideB);
    }

    /// Boxes that no other label may cover.
    pub fn taken(&self) -> impl Iterator<Item = Rect> + '_ {
        let (from, to) = self.coast;
        let coast = Rect { x: from.x, y: from.y, width: self.width - from.x, height: to.y - from.y };
        self.rows.iter().map(|row| row.bounds).chain([coast.grown(4.0)])
    }
}

/// The partners from north to south by the latitude of their places, so that their curves cross least.
fn by_latitude(dataset: &'static Dataset) -> Vec<&'static Partner> {
    let all: Vec<_> = dataset.projects.iter().collect();
    let joins = joins(&all);
    let latitude = |partner: &Partner| {
        let mine = joins.iter().filter(|join| join.partner == partner);
        let (sum, count) = mine.fold((0.0, 0.0), |(sum, count), join| (sum + join.place.lat, count + 1.0));
        sum / f64::max(count, 1.0)
    };
    let mut sorted = partners(dataset);
    sorted.sort_by(|a, b| latitude(b).total_cmp(&latitude(a)));
    sorted
}
