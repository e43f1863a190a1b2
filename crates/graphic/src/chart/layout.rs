//! A chart laid out: where everything stands, before any colour. Drawing, hit tests, keyboard walk, tables and
//! tests read the same layout.

use super::geometry::{Point, Rect, Size};
use super::target::Target;
use crate::wording::text_width::text_width;

/// What a mark is painted in: a role of the palette, not a colour, so that a change of theme moves nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[repr(u8)]
pub enum ColorRole {
    /// Text.
    Text,
    /// Second-rank text.
    Muted,
    /// Rules and axes.
    Rule,
    /// What everything stands on.
    Background,
    /// The sea’s side.
    SideA,
    /// The mountains’ side.
    SideB,
    /// What is selected.
    Accent,
    /// Land of the map.
    Land,
    /// Land of a selected region.
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
    /// Every role, in the order of its number.
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

    /// Its name in the widget's style sheet, behind `--`.
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

    /// The role of a theme, by its place in the order of themes.
    pub fn of_theme(index: usize) -> ColorRole {
        [ColorRole::Theme0, ColorRole::Theme1, ColorRole::Theme2, ColorRole::Theme3][index % 4]
    }
}

/// How an area is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fill {
    /// Full.
    Solid,
    /// A light tint of the colour.
    Tint,
    /// A third of the colour: with the tint, the half and the full one of four shades.
    Third,
    /// Half of the colour; text in the full one can still be read on it.
    Half,
    /// Slanted lines: a second channel beside colour.
    Hatched,
    /// A dashed outline only: derived by us, or without a date.
    Dashed,
    /// A plain outline.
    Outline,
}

/// Where a text stands on its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Align {
    /// Begins at it.
    Start,
    /// Centred on it.
    Middle,
    /// Ends at it.
    End,
}

/// A text at its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Label {
    /// On the base line.
    pub at: Point,
    /// One line.
    pub text: String,
    /// Css px.
    pub size: f64,
    /// Weight.
    pub bold: bool,
    /// ColorRole.
    pub role: ColorRole,
    /// On its point.
    pub align: Align,
}

impl Label {
    /// The box of the text by the table of widths.
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

/// One thing of a layout.
#[derive(Debug, Clone, PartialEq)]
pub enum Item {
    /// A text.
    Label(Label),
    /// A box.
    Bar {
        /// Where.
        rect: Rect,
        /// In what.
        role: ColorRole,
        /// How.
        fill: Fill,
    },
    /// A straight line.
    Rule {
        /// From.
        from: Point,
        /// To.
        to: Point,
        /// ColorRole.
        role: ColorRole,
        /// Css px.
        width: f64,
        /// Broken.
        dashed: bool,
    },
    /// A circle.
    Disc {
        /// Middle.
        center: Point,
        /// Css px.
        radius: f64,
        /// ColorRole.
        role: ColorRole,
        /// How.
        fill: Fill,
    },
    /// A closed shape.
    Area {
        /// Corners.
        points: Vec<Point>,
        /// ColorRole.
        role: ColorRole,
        /// How.
        fill: Fill,
    },
    /// An open line of many points.
    Line {
        /// Points.
        points: Vec<Point>,
        /// ColorRole.
        role: ColorRole,
        /// Css px.
        width: f64,
    },
}

/// The shape that answers a pointer.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// The mark's own box.
    Bounds,
    /// Rings, by the even-odd rule.
    Rings(Vec<Vec<Point>>),
}

/// Something a reader can point at, tap or walk to.
#[derive(Debug, Clone, PartialEq)]
pub struct Mark {
    /// What it stands for.
    pub target: Target,
    /// Box around it: for the focus ring and the tooltip.
    pub bounds: Rect,
    /// What answers a pointer.
    pub shape: Shape,
}

impl Mark {
    /// Whether a point lies in it.
    pub fn holds(&self, point: Point) -> bool {
        self.bounds.distance(point) == 0.0
            && match &self.shape {
                Shape::Bounds => true,
                Shape::Rings(rings) => rings.iter().fold(false, |inside, ring| inside != ring_contains(ring, point)),
            }
    }
}

/// A direction of the keyboard walk.
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

/// A chart laid out.
#[derive(Debug, Clone, PartialEq)]
pub struct Layout {
    /// Size of the drawing.
    pub size: Size,
    /// From the lowest to the topmost.
    pub items: Vec<Item>,
    /// In reading order; where two overlap, the later one is on top.
    pub marks: Vec<Mark>,
    /// What stands below all that a filter changes: as much of the beginning of `items` and of `marks`. Nothing in charts.
    pub static_layer: StaticLayer,
}

/// How much of a layout stays the same while filters and focus change: the first so many items and marks, which have a canvas of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct StaticLayer {
    /// Of its items.
    pub items: usize,
    /// Of its marks.
    pub marks: usize,
}

impl Layout {
    /// The mark under a point: the topmost that holds it, else the nearest one within `slop` css px.
    pub fn mark_at(&self, point: Point, slop: f64) -> Option<usize> {
        let holds = |mark: &Mark| mark.holds(point);
        if let Some(index) = self.marks.iter().rposition(|mark| mark.shape == Shape::Bounds && holds(mark)) {
            return Some(index);
        }
        // small marks win over the regions they stand on, even from a little outside
        let near = self
            .marks
            .iter()
            .enumerate()
            .filter(|(_, mark)| mark.shape == Shape::Bounds)
            .map(|(index, mark)| (index, mark.bounds.distance(point)))
            .filter(|&(_, distance)| distance <= slop)
            .min_by(|a, b| a.1.total_cmp(&b.1));
        near.map(|(index, _)| index).or_else(|| self.marks.iter().rposition(holds))
    }

    /// Whether keys walk to a mark: they pass by the regions in which nothing is marked.
    fn is_walked(&self, index: usize) -> bool {
        let Some(Mark { target: Target::Region(region), .. }) = self.marks.get(index) else { return true };
        let mut projects = self.marks[self.static_layer.marks..].iter().filter_map(|mark| match &mark.target {
            Target::Projects(projects) => Some(projects),
            _ => None,
        });
        projects.any(|projects| projects.iter().any(|project| project.region() == *region))
    }

    /// The mark with which a walk begins, or goes on at `index`: that one, or else the next that keys walk to.
    pub fn walk_from(&self, index: usize) -> usize {
        let walked = |index: &usize| self.is_walked(*index);
        (index..self.marks.len()).find(walked).or_else(|| (0..index).rev().find(walked)).unwrap_or(index)
    }

    /// The mark next to `index` in a direction: the nearest one that way, weighing what lies aside double.
    /// Itself where there is none.
    pub fn neighbour(&self, index: usize, direction: Direction) -> usize {
        let Some(here) = self.marks.get(index).map(|mark| mark.bounds.center()) else {
            return 0;
        };
        let found = self
            .marks
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
        // in a single column or row every arrow still walks on, in reading order
        let straight = |mark: &Mark| {
            (mark.bounds.center().x - here.x).abs() < 0.5 || (mark.bounds.center().y - here.y).abs() < 0.5
        };
        if self.marks.iter().all(straight) {
            return match direction {
                Direction::Left | Direction::Up => index.saturating_sub(1),
                Direction::Right | Direction::Down => (index + 1).min(self.marks.len() - 1),
            };
        }
        index
    }
}

/// Even-odd rule over a closed ring.
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
