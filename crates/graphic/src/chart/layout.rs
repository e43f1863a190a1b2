//! A chart after layout: the position of everything, before any colour. Drawing, hit tests, keyboard navigation and
//! tests all read the same layout.

use super::geometry::{Point, Rect, Size};
use super::target::Datum;
use crate::wording::text_width::text_width;

/// The colour of a mark, as a role of the palette. A role is not a colour, so switching the theme moves nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum ColorRole {
    /// Text.
    Text,
    /// Secondary text.
    Muted,
    /// Rules and axes.
    Rule,
    /// Background of the drawing.
    Background,
    /// The sea side.
    SideA,
    /// The mountain side.
    SideB,
    /// The selection.
    Accent,
    /// Land on the map.
    Land,
    /// Land of the selected region.
    LandSelected,
    /// Borders on the map.
    Border,
    /// First theme.
    Theme0,
    /// Second theme.
    Theme1,
    /// Third theme.
    Theme2,
    /// Fourth theme.
    Theme3,
}

impl ColorRole {
    /// All roles, in the order of their numbers.
    pub const ALL: [ColorRole; 14] = [
        ColorRole::Text,
        ColorRole::Muted,
        ColorRole::Rule,
        ColorRole::Background,
        ColorRole::SideA,
        ColorRole::SideB,
        ColorRole::Accent,
        ColorRole::Land,
        ColorRole::LandSelected,
        ColorRole::Border,
        ColorRole::Theme0,
        ColorRole::Theme1,
        ColorRole::Theme2,
        ColorRole::Theme3,
    ];

    /// Its custom property in the widget's style sheet, without the leading `--`.
    pub const fn name(self) -> &'static str {
        match self {
            ColorRole::Text => "ink",
            ColorRole::Muted => "muted",
            ColorRole::Rule => "rule",
            ColorRole::Background => "paper",
            ColorRole::SideA => "hu",
            ColorRole::SideB => "dian",
            ColorRole::Accent => "accent",
            ColorRole::Land => "land",
            ColorRole::LandSelected => "land-selected",
            ColorRole::Border => "border",
            ColorRole::Theme0 => "theme-0",
            ColorRole::Theme1 => "theme-1",
            ColorRole::Theme2 => "theme-2",
            ColorRole::Theme3 => "theme-3",
        }
    }

    /// The role of a theme, by the theme's index.
    pub fn of_theme(index: usize) -> ColorRole {
        [ColorRole::Theme0, ColorRole::Theme1, ColorRole::Theme2, ColorRole::Theme3][index % 4]
    }
}

/// How an area is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fill {
    /// The full colour.
    Solid,
    /// A light tint of the colour.
    Tint,
    /// A third of the colour. Tint, third, half and full colour make four shades.
    Third,
    /// Half of the colour; text in [`ColorRole::Text`] is still readable on it.
    Half,
    /// Diagonal lines: a second channel besides colour.
    Hatched,
    /// A dashed outline, over a tint in bars: derived by us, or without a date.
    Dashed,
    /// A plain outline.
    Outline,
}

/// Horizontal alignment of a text to its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Starts at the point.
    Start,
    /// Centred on the point.
    Middle,
    /// Ends at the point.
    End,
}

/// A text at its position.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    /// On the baseline.
    pub at: Point,
    /// A single line.
    pub text: String,
    /// Font size, css px.
    pub size: f64,
    /// Whether it is bold.
    pub bold: bool,
    /// Colour role.
    pub role: ColorRole,
    /// Alignment to its point.
    pub align: Align,
}

impl Label {
    /// The box of the text, by the width table.
    pub fn bounds(&self) -> Rect {
        let width = text_width(&self.text, self.size, self.bold);
        let x = match self.align {
            Align::Start => self.at.x,
            Align::Middle => self.at.x - width / 2.0,
            Align::End => self.at.x - width,
        };
        Rect { x, y: self.at.y - self.size * 0.88, width, height: self.size * 1.1 }
    }
}

/// One item of a layout.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// A text.
    Label(Label),
    /// A box.
    Bar {
        /// Position and size.
        rect: Rect,
        /// Colour role.
        role: ColorRole,
        /// Fill.
        fill: Fill,
    },
    /// A straight line.
    Rule {
        /// Start.
        from: Point,
        /// End.
        to: Point,
        /// Colour role.
        role: ColorRole,
        /// Stroke width, css px.
        width: f64,
        /// Whether it is dashed.
        dashed: bool,
    },
    /// A circle.
    Disc {
        /// Centre.
        center: Point,
        /// Css px.
        radius: f64,
        /// Colour role.
        role: ColorRole,
        /// Fill.
        fill: Fill,
    },
    /// A closed shape.
    Area {
        /// Corners.
        points: Vec<Point>,
        /// Colour role.
        role: ColorRole,
        /// Fill.
        fill: Fill,
    },
    /// An open line of many points.
    Line {
        /// Points.
        points: Vec<Point>,
        /// Colour role.
        role: ColorRole,
        /// Stroke width, css px.
        width: f64,
    },
}

/// The shape of a mark for hit tests.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// The mark's own box.
    Bounds,
    /// Rings, by the even-odd rule.
    Rings(Vec<Vec<Point>>),
}

/// Something a reader can point at, tap or reach by keyboard.
#[derive(Debug, Clone, PartialEq)]
pub struct HitTarget {
    /// What it stands for.
    pub datum: Datum,
    /// Bounding box, for the focus ring and the tooltip.
    pub bounds: Rect,
    /// Its shape for hit tests.
    pub shape: Shape,
}

impl HitTarget {
    /// Whether it contains a point.
    pub fn holds(&self, point: Point) -> bool {
        self.bounds.distance(point) == 0.0
            && match &self.shape {
                Shape::Bounds => true,
                Shape::Rings(rings) => rings_contain(rings, point),
            }
    }
}

/// A direction of keyboard navigation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// ←
    Left,
    /// →
    Right,
    /// ↑
    Up,
    /// ↓
    Down,
}

/// A chart after layout.
#[derive(Debug, Clone, PartialEq)]
pub struct Layout {
    /// Size of the drawing.
    pub size: Size,
    /// In drawing order, from back to front.
    pub items: Vec<Item>,
    /// In reading order; where two overlap, the later one is on top.
    pub hit_targets: Vec<HitTarget>,
    /// The leading `items` and `hit_targets` that lie below everything a filter changes. Charts have none.
    pub static_layer: StaticLayer,
}

/// How much of a layout stays the same while filters and focus change: this many leading items and marks. They have a
/// canvas of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StaticLayer {
    /// Number of items.
    pub items: usize,
    /// Number of marks.
    pub hit_targets: usize,
}

impl Layout {
    /// A drawing of this size with nothing in it.
    pub(super) fn empty(size: Size) -> Layout {
        Layout { size, items: Vec::new(), hit_targets: Vec::new(), static_layer: StaticLayer::default() }
    }

    /// The mark at a point: the topmost box that contains it, else the nearest box within `slop` css px, else the
    /// topmost rings that contain it.
    pub fn hit_target_at(&self, point: Point, slop: f64) -> Option<usize> {
        let holds = |mark: &HitTarget| mark.holds(point);
        if let Some(index) = self.hit_targets.iter().rposition(|mark| mark.shape == Shape::Bounds && holds(mark)) {
            return Some(index);
        }
        // small marks win over the regions below them, even slightly outside their boxes
        let near = self
            .hit_targets
            .iter()
            .enumerate()
            .filter(|(_, mark)| mark.shape == Shape::Bounds)
            .map(|(index, mark)| (index, mark.bounds.distance(point)))
            .filter(|&(_, distance)| distance <= slop)
            .min_by(|a, b| a.1.total_cmp(&b.1));
        near.map(|(index, _)| index).or_else(|| self.hit_targets.iter().rposition(holds))
    }

    /// Whether keyboard navigation reaches a mark. It skips regions without a mark in them.
    fn is_walked(&self, index: usize) -> bool {
        let Some(HitTarget { datum: Datum::Region(region), .. }) = self.hit_targets.get(index) else { return true };
        let mut projects =
            self.hit_targets[self.static_layer.hit_targets..].iter().filter_map(|mark| match &mark.datum {
                Datum::Projects(projects) => Some(projects),
                _ => None,
            });
        projects.any(|projects| projects.iter().any(|project| project.region() == *region))
    }

    /// The mark where keyboard navigation starts, or resumes at `index`: that mark, or else the next one it reaches.
    pub fn walk_from(&self, index: usize) -> usize {
        let walked = |index: &usize| self.is_walked(*index);
        (index..self.hit_targets.len()).find(walked).or_else(|| (0..index).rev().find(walked)).unwrap_or(index)
    }

    /// The nearest mark from `index` in a direction, where distance to the side counts double. `index` itself if
    /// there is none.
    pub fn neighbour(&self, index: usize, direction: Direction) -> usize {
        let Some(here) = self.hit_targets.get(index).map(|mark| mark.bounds.center()) else {
            return 0;
        };
        let found = self
            .hit_targets
            .iter()
            .enumerate()
            .filter(|&(other, _)| other != index && self.is_walked(other))
            .filter_map(|(other, mark)| {
                let there = mark.bounds.center();
                let (dx, dy) = (there.x - here.x, there.y - here.y);
                let (along, aside) = match direction {
                    Direction::Left => (-dx, dy),
                    Direction::Right => (dx, dy),
                    Direction::Up => (-dy, dx),
                    Direction::Down => (dy, dx),
                };
                (along > 0.5).then_some((other, along + 2.0 * aside.abs()))
            })
            .min_by(|a, b| a.1.total_cmp(&b.1));
        if let Some((other, _)) = found {
            return other;
        }
        // in a single column or row every arrow key still moves on, in reading order
        let straight = |mark: &HitTarget| {
            (mark.bounds.center().x - here.x).abs() < 0.5 || (mark.bounds.center().y - here.y).abs() < 0.5
        };
        if self.hit_targets.iter().all(straight) {
            return match direction {
                Direction::Left | Direction::Up => index.saturating_sub(1),
                Direction::Right | Direction::Down => (index + 1).min(self.hit_targets.len() - 1),
            };
        }
        index
    }
}

/// Whether a point lies in a shape of rings (even-odd rule).
pub(super) fn rings_contain(rings: &[Vec<Point>], point: Point) -> bool {
    rings.iter().fold(false, |inside, ring| inside != ring_contains(ring, point))
}

/// Even-odd rule for a closed ring.
fn ring_contains(ring: &[Point], point: Point) -> bool {
    let mut inside = false;
    for (index, a) in ring.iter().enumerate() {
        let b = ring[(index + 1) % ring.len()];
        if (a.y > point.y) != (b.y > point.y) && point.x < (b.x - a.x) * (point.y - a.y) / (b.y - a.y) + a.x {
            inside = !inside;
        }
    }
    inside
}
