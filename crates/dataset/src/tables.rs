//! The dataset as the widget holds it: plain tables of static data, joined by references.
//!
//! Nothing here can fail or be missing: the checks have run before a table is made. Identity is by
//! address, so that entries are compared and passed around for nothing.

use crate::decimal::Decimal;
use crate::language::{Language, Text};
use crate::terms::*;
use crate::years::Years;

/// A programme: everything that one article told of it.
#[derive(Debug, Clone)]
pub struct Program {
    /// Languages in which every text stands, at least one; first the one that the data were written in.
    pub languages: &'static [Language],
    /// Name of the programme.
    pub title: Text,
    /// A line below the title.
    pub subtitle: Text,
    /// What the sea's side is called: Shanghai.
    pub sea: Text,
    /// What the mountains' side is called: Yunnan.
    pub mountain: Text,
    /// The article.
    pub source: Source,
    /// The base map.
    pub map: BaseMap,
    /// The article's themes, in its order.
    pub themes: &'static [&'static Theme],
    /// Partners named with a project.
    pub partners: &'static [&'static Partner],
    /// Places with a point.
    pub places: &'static [&'static Place],
    /// Figures of the article, then those derived from them.
    pub figures: &'static [&'static Figure],
    /// Projects.
    pub projects: &'static [&'static Project],
    /// Named models.
    pub models: &'static [&'static Model],
    /// Dates and spans, in order of time.
    pub timeline: &'static [&'static Event],
    /// Charts.
    pub charts: &'static [&'static Chart],
    /// The figures at the head of the overview.
    pub headline: &'static [&'static Figure],
    /// First 16 hex digits of the SHA-256 of the file that the tables were made from.
    pub hash: &'static str,
}

impl Program {
    /// The language of a tag as pages write it, or the dataset's first where it does not have that one.
    pub fn language(&self, tag: &str) -> Language {
        Language::from_tag(tag).filter(|language| self.languages.contains(language)).unwrap_or(self.languages[0])
    }
}

/// The article that everything comes from.
#[derive(Debug, Clone)]
pub struct Source {
    /// Its headline.
    pub title: Text,
    /// What a reader should know of it.
    pub note: Text,
    /// Day of the dataset's last change, `YYYY-MM-DD`.
    pub updated: &'static str,
}

/// The base map: a topology of shared borders, and the tile grid.
#[derive(Debug, Clone)]
pub struct BaseMap {
    /// Approval number, to be shown as it is.
    pub approval: &'static str,
    /// Credit lines.
    pub credits: &'static [Text],
    /// Regions.
    pub regions: &'static [&'static Region],
    /// Borders, each once: first point, then steps, in units of the grid of [`BaseMap::grid`].
    pub arcs: &'static [&'static [(i16, i16)]],
    /// West and south end in degrees, and degrees per unit along each axis.
    pub grid: Grid,
    /// Columns and rows of the tile grid.
    pub tiles: (u8, u8),
}

/// How grid units become degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Grid {
    /// Degrees east of unit 0.
    pub west: f64,
    /// Degrees north of unit 0.
    pub south: f64,
    /// Degrees a unit, eastward.
    pub step_east: f64,
    /// Degrees a unit, northward.
    pub step_north: f64,
    /// Length of a degree eastward against one northward, in the middle of the map: the cosine of its latitude.
    pub narrowing: f64,
}

/// A region of the base map: a prefecture.
#[derive(Debug)]
pub struct Region {
    /// Official division code.
    pub adcode: &'static str,
    /// Official name.
    pub name: Text,
    /// Name on the map.
    pub short: Text,
    /// Rings of its outline as arc numbers; `!n` is arc `n` backwards, as in TopoJSON.
    pub rings: &'static [&'static [i16]],
    /// Where its name stands best: grid units, the point furthest from every border.
    pub label_at: (i16, i16),
    /// Column and row in the tile grid.
    pub tile: (u8, u8),
}

/// A theme: one of the article's sections.
#[derive(Debug)]
pub struct Theme {
    /// Stable id.
    pub id: &'static str,
    /// Place in the order of themes, from 0; marks take shape and colour by it.
    pub index: usize,
    /// Short name.
    pub name: Text,
    /// One or two sentences.
    pub summary: Text,
}

/// A partner on the sea's side.
#[derive(Debug)]
pub struct Partner {
    /// Stable id.
    pub id: &'static str,
    /// Name.
    pub name: Text,
}

/// A place with a point.
#[derive(Debug)]
pub struct Place {
    /// Name.
    pub name: Text,
    /// Region whose outline the point lies in.
    pub region: &'static Region,
    /// Degrees east.
    pub lon: f64,
    /// Degrees north.
    pub lat: f64,
    /// What the point stands for.
    pub precision: Precision,
}

/// A figure, as the article prints it or as we derived it.
#[derive(Debug)]
pub struct Figure {
    /// Stable id.
    pub id: &'static str,
    /// Name that stands alone.
    pub label: Text,
    /// Name on an axis.
    pub short: Text,
    /// What is counted.
    pub unit: &'static Unit,
    /// What kind of number.
    pub kind: FigureKind,
    /// Theme, if it belongs to one.
    pub theme: Option<&'static Theme>,
    /// Whose side.
    pub side: Option<Side>,
    /// Place, if it belongs to one.
    pub place: Option<&'static Place>,
    /// Values by period, oldest first; at least one.
    pub observations: &'static [Observation],
    /// Paragraph of the article; for a derived figure that of its first input.
    pub paragraph: &'static str,
    /// What a reader must know before quoting it; for a derived figure the caveat.
    pub note: Option<Text>,
    /// The figure of which this is a part.
    pub part_of: Option<&'static Figure>,
    /// The figure whose growth this is.
    pub growth_of: Option<&'static Figure>,
    /// How we derived it; empty for the article's own figures.
    pub formula: &'static [Term],
}

impl Figure {
    /// The latest observation; what shows its value shows its period too. At the time of an event: [`Event::values`].
    pub fn latest(&self) -> &'static Observation {
        &self.observations[self.observations.len() - 1]
    }

    /// Whether the figure is ours, not the article's.
    pub fn is_derived(&self) -> bool {
        !self.formula.is_empty()
    }
}

/// One term of a formula.
#[derive(Debug)]
pub enum Term {
    /// A figure, and which of its observations.
    Figure(&'static Figure, usize),
    /// A number.
    Number(Decimal),
    /// `+`, `-`, `*`, `/`, `(` or `)`.
    Sign(char),
}

/// One value of a figure.
#[derive(Debug)]
pub struct Observation {
    /// The value, in units of its scale.
    pub value: Value,
    /// Power of ten printed as a word with it.
    pub scale: Option<Scale>,
    /// How far it is exact.
    pub qualifier: Option<Qualifier>,
    /// When.
    pub period: &'static Period,
}

impl Observation {
    /// The value in the unit itself, for geometry: 49.8万 is 498,000. A range answers its upper end.
    pub fn magnitude(&self) -> f64 {
        self.ends()[1]
    }

    /// The same of both ends of a range; of a number, twice itself.
    pub fn ends(&self) -> [f64; 2] {
        let power = self.scale.map_or(0, Scale::power);
        let (least, greatest) = match self.value {
            Value::One(value) => (value, value),
            Value::Range(least, greatest) => (least, greatest),
        };
        [least, greatest].map(|value| value.shifted(power).to_f64())
    }
}

/// A number or a range.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// A number.
    One(Decimal),
    /// From a least to a greatest.
    Range(Decimal, Decimal),
}

/// A period.
#[derive(Debug)]
pub struct Period {
    /// As shown.
    pub text: Text,
    /// Its years, if any is known.
    pub years: Option<Years>,
    /// How it is known.
    pub basis: PeriodBasis,
}

/// A unit of counting.
#[derive(Debug)]
pub struct Unit {
    /// Behind a number.
    pub text: Text,
    /// Behind exactly one; empty where the language has no such form.
    pub one: Text,
    /// How it is written.
    pub style: UnitStyle,
}

/// A project or place of work.
#[derive(Debug)]
pub struct Project {
    /// Stable id.
    pub id: &'static str,
    /// Place in the list of projects, from 0.
    pub index: usize,
    /// Name.
    pub name: Text,
    /// What it is.
    pub what: Text,
    /// Theme.
    pub theme: &'static Theme,
    /// Kind of work.
    pub topic: Text,
    /// Point on the map.
    pub place: &'static Place,
    /// Region that it belongs to.
    pub region: &'static Region,
    /// County.
    pub county: Option<Text>,
    /// Town, village, road or zone.
    pub site: Option<Text>,
    /// What the point does and does not tell.
    pub place_note: Option<Text>,
    /// Partners.
    pub partners: &'static [&'static Partner],
    /// How firmly tied.
    pub link: Link,
    /// Standing or planned.
    pub status: Status,
    /// Its figures.
    pub figures: &'static [&'static Figure],
    /// Its models.
    pub models: &'static [&'static Model],
    /// Paragraphs, the main one first.
    pub paragraphs: &'static [&'static str],
    /// A remark.
    pub note: Option<Text>,
    /// What a search looks through beside the texts: the names in pinyin and further words, in lower case, a line each.
    pub search: &'static str,
}

/// A named model.
#[derive(Debug)]
pub struct Model {
    /// Stable id.
    pub id: &'static str,
    /// Name.
    pub name: Text,
    /// Kind of model.
    pub topic: Text,
    /// Theme.
    pub theme: Option<&'static Theme>,
    /// Parts, as far as the article names them.
    pub parts: &'static [Part],
    /// Whether the article says what it consists of.
    pub explained: bool,
    /// Standing or planned.
    pub status: Status,
    /// Where.
    pub place: Option<Text>,
    /// Paragraph.
    pub paragraph: &'static str,
    /// A remark.
    pub note: Option<Text>,
}

/// A part of a model.
#[derive(Debug)]
pub enum Part {
    /// One thing.
    One(Text),
    /// Two ends, joined.
    Joined(Text, Join, Text),
}

/// An entry of the timeline.
#[derive(Debug)]
pub struct Event {
    /// Stable id.
    pub id: &'static str,
    /// As shown.
    pub when: Text,
    /// What happened.
    pub text: Text,
    /// What kind.
    pub kind: EventKind,
    /// Start, in years.
    pub start: Option<f64>,
    /// End, in years.
    pub end: Option<f64>,
    /// How the time is known.
    pub basis: PeriodBasis,
    /// Theme.
    pub theme: Option<&'static Theme>,
    /// Its figures.
    pub figures: &'static [&'static Figure],
    /// Its projects.
    pub projects: &'static [&'static Project],
    /// Paragraph.
    pub paragraph: &'static str,
    /// A remark.
    pub note: Option<Text>,
}

/// A chart: panels, and its words.
#[derive(Debug)]
pub struct Chart {
    /// Stable id.
    pub id: &'static str,
    /// Headline.
    pub title: Text,
    /// How to read it.
    pub reading: Text,
    /// What it must not be taken for.
    pub note: Option<Text>,
    /// Theme; none for the whole programme.
    pub theme: Option<&'static Theme>,
    /// Panels, from top to bottom.
    pub panels: &'static [Panel],
}

/// A panel of a chart: one form over its figures.
#[derive(Debug)]
pub enum Panel {
    /// Large numerals.
    Numbers(&'static [&'static Figure]),
    /// Bars from one zero, in groups.
    Bars(&'static [Group]),
    /// Two sides face to face, a row a group.
    Paired(&'static [Group]),
    /// Streams both ways, a group a direction.
    Flow(&'static [Group]),
    /// From an earlier value to the present one.
    Growth(&'static [GrowthRow]),
    /// From a least to a greatest value.
    Range(&'static [&'static Figure]),
    /// The timeline.
    Timeline,
    /// Models by their parts.
    Structure(&'static [&'static Model]),
}

/// Figures under one heading.
#[derive(Debug)]
pub struct Group {
    /// Heading.
    pub label: Text,
    /// Figures.
    pub figures: &'static [&'static Figure],
}

/// A row of a growth panel.
#[derive(Debug)]
pub struct GrowthRow {
    /// Derived: the value before.
    pub earlier: &'static Figure,
    /// The value now.
    pub now: &'static Figure,
    /// The growth, in per cent.
    pub growth: &'static Figure,
}

impl Chart {
    /// Whether it draws the timeline, which has a view of its own.
    pub fn has_timeline(&self) -> bool {
        self.panels.iter().any(|panel| matches!(panel, Panel::Timeline))
    }

    /// Whether it draws models by their parts, which have a view of their own.
    pub fn has_structure(&self) -> bool {
        self.panels.iter().any(|panel| matches!(panel, Panel::Structure(_)))
    }

    /// Every figure that the chart shows, in reading order.
    pub fn figures(&self) -> Vec<&'static Figure> {
        self.panels.iter().flat_map(Panel::figures).collect()
    }

    /// Every model that the chart shows.
    pub fn models(&self) -> impl Iterator<Item = &'static Model> {
        let of_panel = |panel: &Panel| if let Panel::Structure(models) = panel { *models } else { &[] };
        self.panels.iter().flat_map(of_panel).copied()
    }
}

impl Panel {
    /// Every figure of the panel, in reading order.
    pub fn figures(&self) -> Vec<&'static Figure> {
        match self {
            Panel::Numbers(figures) | Panel::Range(figures) => figures.to_vec(),
            Panel::Bars(groups) | Panel::Paired(groups) | Panel::Flow(groups) => {
                groups.iter().flat_map(|group| group.figures).copied().collect()
            }
            Panel::Growth(rows) => rows.iter().flat_map(|row| [row.now, row.growth, row.earlier]).collect(),
            Panel::Timeline | Panel::Structure(_) => Vec::new(),
        }
    }
}

/// Compares by identity: two entries are the same if they are the same entry.
macro_rules! identity {
    ($($name:ident),+) => {$(
        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                std::ptr::eq(self, other)
            }
        }
        impl Eq for $name {}
    )+};
}
identity!(Program, Region, Theme, Partner, Place, Figure, Period, Unit, Project, Model, Event, Chart);
