//! The form in which a person writes the dataset: `data/program.json`, read by serde.
//!
//! Field by field this is what `data/program.schema.json` describes. Nothing here is checked beyond
//! its shape: references, ranges and texts are the business of [`crate::check`].

use crate::terms::*;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A text in each language: `{"zh-Hans": "…", "en": "…"}`. Keys are language tags.
pub type TextEntry = BTreeMap<String, String>;

fn plain() -> UnitStyle {
    UnitStyle::Plain
}

fn reported() -> Status {
    Status::Reported
}

/// The whole file.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProgramEntry {
    /// Where the JSON Schema of this file is, for editors.
    #[serde(rename = "$schema", default, skip_serializing_if = "Option::is_none")]
    pub schema: Option<String>,
    /// Id of the programme, as all ids: lower-case letters, digits and hyphens, beginning with a letter.
    pub id: String,
    /// Languages in which every text must stand, first the one the data were written in.
    pub languages: Vec<String>,
    pub title: TextEntry,
    pub subtitle: TextEntry,
    /// The words for the two sides; they keep their colours everywhere.
    pub sides: SidesEntry,
    pub source: SourceEntry,
    pub map: MapEntry,
    pub periods: Vec<PeriodEntry>,
    pub units: Vec<UnitEntry>,
    pub themes: Vec<ThemeEntry>,
    pub partners: Vec<PartnerEntry>,
    pub places: Vec<PlaceEntry>,
    pub figures: Vec<FigureEntry>,
    pub derived: Vec<DerivedEntry>,
    pub projects: Vec<ProjectEntry>,
    pub models: Vec<ModelEntry>,
    pub timeline: Vec<EventEntry>,
    pub charts: Vec<ChartEntry>,
    /// Ids of the figures at the head of the overview.
    pub headline: Vec<String>,
}

/// What the two sides of the cooperation are called.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SidesEntry {
    /// Shanghai, here.
    pub sea: TextEntry,
    /// Yunnan, here.
    pub mountain: TextEntry,
}

/// The article that everything comes from.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SourceEntry {
    pub title: TextEntry,
    /// What a reader should know of the source: when it was written and how we know.
    pub note: TextEntry,
    /// Every paragraph number of the article, in order; `"4.6"`, captions `"c.1"`.
    pub paragraphs: Vec<String>,
    /// Day of the dataset's last change, `YYYY-MM-DD`.
    pub updated: String,
}

/// The base map.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MapEntry {
    /// TopoJSON file beside this one, with one object whose geometries carry `adcode`.
    pub boundaries: String,
    /// Tile grid beside this one.
    pub tiles: String,
    /// Approval number, exactly as it must be shown.
    pub approval: String,
    /// Credit lines, shown under the map.
    pub credits: Vec<TextEntry>,
    /// Every region of the boundary file.
    pub regions: Vec<RegionEntry>,
}

/// One region (prefecture) of the base map.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegionEntry {
    /// Official division code, six digits, as in the boundary file.
    pub adcode: String,
    pub name: TextEntry,
    /// Short name for the map and tiles.
    pub short: TextEntry,
}

/// A period that figures share.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PeriodEntry {
    pub id: String,
    /// As shown: `2023年`, `去年（2023年，据文意推定）`, `文中未注明时间`.
    pub text: TextEntry,
    /// First year, if any year is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<u16>,
    /// Last year, where the period is longer than a year.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<u16>,
    pub basis: PeriodBasis,
}

/// A unit of counting.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct UnitEntry {
    pub id: String,
    /// What stands behind the number, in each language: `人次`, `crossings`.
    pub text: TextEntry,
    /// The form for exactly one, in languages that have one: `{"en": "crossing"}`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub one: TextEntry,
    /// `plain` for counts; `year` is written without grouping; `percent` joins the sign to the number.
    #[serde(default = "plain")]
    pub style: UnitStyle,
}

/// A theme: one of the article's sections.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThemeEntry {
    pub id: String,
    pub name: TextEntry,
    /// One or two sentences of our own.
    pub summary: TextEntry,
    /// Number of the article's section: paragraphs `"1.…"` for `"1"`.
    pub section: String,
}

/// A partner on the sea's side: a district, company, school or team.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PartnerEntry {
    pub id: String,
    pub name: TextEntry,
}

/// A place with a point.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PlaceEntry {
    pub id: String,
    pub name: TextEntry,
    /// Region whose outline the point lies in.
    pub region: String,
    /// Degrees east, WGS84.
    pub lon: f64,
    /// Degrees north, WGS84.
    pub lat: f64,
    pub precision: Precision,
    /// Where the coordinates come from.
    pub source: String,
}

/// A figure as the article prints it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FigureEntry {
    pub id: String,
    /// Full name, readable alone: `云南派往上海的挂职干部`.
    pub label: TextEntry,
    /// Name on an axis, where the chart's title gives the rest: `挂职干部`.
    pub short: TextEntry,
    pub unit: String,
    pub kind: FigureKind,
    /// Theme id; none for figures of the lead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theme: Option<String>,
    /// Whose side the figure counts, or where a flow starts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<Side>,
    /// Place id, where the figure belongs to one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// One entry a period, oldest first.
    pub observations: Vec<ObservationEntry>,
    pub paragraph: String,
    /// What a reader must know before quoting it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<TextEntry>,
    /// Id of the figure of which this one is a part (其中).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part_of: Option<String>,
    /// Id of the figure whose growth this percentage is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub growth_of: Option<String>,
}

/// One value of a figure.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ObservationEntry {
    pub value: ValueEntry,
    /// The power of ten printed as a word with the number: `万` or `亿`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scale: Option<Scale>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub qualifier: Option<Qualifier>,
    /// Period id.
    pub period: String,
}

/// A number, or a range of numbers.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub enum ValueEntry {
    One(serde_json::Number),
    Range { min: serde_json::Number, max: serde_json::Number },
}

/// A figure that we computed; always shown with its formula and marked as ours.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DerivedEntry {
    pub id: String,
    pub label: TextEntry,
    pub short: TextEntry,
    pub unit: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theme: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<Side>,
    /// Arithmetic over figure ids: `+ - * /`, parentheses and numbers, each operator between spaces:
    /// `crossings / ( 1 + crossings-growth / 100 )`.
    pub formula: String,
    /// The result, as shown; checked against the formula.
    pub value: serde_json::Number,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scale: Option<Scale>,
    pub period: String,
    /// Why it must be read with care.
    pub caveat: TextEntry,
}

/// A project or place of work.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ProjectEntry {
    pub id: String,
    pub name: TextEntry,
    /// What it is, in one or two sentences of our own.
    pub what: TextEntry,
    pub theme: String,
    /// The kind of work: `易地搬迁后续扶持`.
    pub topic: TextEntry,
    /// Place id of the point.
    pub place: String,
    /// Region that the project belongs to, where it differs from the place's outline or is only administered
    /// by it: the port at Mohan, run by Kunming. Default: the place's region.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// County as the article or our reading has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub county: Option<TextEntry>,
    /// Town, village, road or zone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub site: Option<TextEntry>,
    /// What the point does and does not tell, and what of the place is not from the article.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place_note: Option<TextEntry>,
    /// Partner ids, of the sea's side.
    #[serde(default)]
    pub partners: Vec<String>,
    pub link: Link,
    #[serde(default = "reported")]
    pub status: Status,
    /// Figure ids.
    #[serde(default)]
    pub figures: Vec<String>,
    /// Model ids.
    #[serde(default)]
    pub models: Vec<String>,
    /// Paragraphs, the main one first; captions that only repeat it behind.
    pub paragraphs: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<TextEntry>,
    /// More words by which a search should find it (other spellings); pinyin is added by itself.
    #[serde(default)]
    pub search: Vec<String>,
}

/// A named model, slogan or framework.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ModelEntry {
    pub id: String,
    pub name: TextEntry,
    /// What kind of model: `联农带农`.
    pub topic: TextEntry,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theme: Option<String>,
    /// Its parts, as far as the article names them.
    #[serde(default)]
    pub parts: Vec<PartEntry>,
    /// Whether the article says what the parts are; where not, only the name is shown.
    pub explained: bool,
    #[serde(default = "reported")]
    pub status: Status,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<TextEntry>,
    pub paragraph: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<TextEntry>,
}

/// A part of a model. `first`, `join` and `second` for a change or a pairing, else `text`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub enum PartEntry {
    /// Two ends, drawn joined: `上海企业` + `云南资源`, `绣品` → `商品`.
    Joined {
        first: TextEntry,
        join: Join,
        second: TextEntry,
    },
    One {
        text: TextEntry,
    },
}

/// A date or span.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventEntry {
    pub id: String,
    /// As shown: `2021年年底`.
    pub when: TextEntry,
    pub text: TextEntry,
    pub kind: EventKind,
    /// Start in years: 2022.33 is May 2022. None where the article gives no time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub start: Option<f64>,
    /// End in years, for spans: what ends in 2024 has nothing of 2024.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub end: Option<f64>,
    pub basis: PeriodBasis,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theme: Option<String>,
    #[serde(default)]
    pub figures: Vec<String>,
    #[serde(default)]
    pub projects: Vec<String>,
    pub paragraph: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<TextEntry>,
}

/// A chart: panels over figures, with its words.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChartEntry {
    pub id: String,
    pub title: TextEntry,
    /// One line: how to read it.
    pub reading: TextEntry,
    /// What it must not be taken for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<TextEntry>,
    /// Theme id; none for charts over the whole programme.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theme: Option<String>,
    pub panels: Vec<PanelEntry>,
}

/// A panel of a chart: one form over its figures.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum PanelEntry {
    /// Large numerals with their names; derived ones show their formula.
    Numbers { figures: Vec<String> },
    /// Bars from one zero, one a figure, in groups with a heading of their own.
    Bars { groups: Vec<GroupEntry> },
    /// Two sides face to face, a row a group: the first figure of a row is the sea's, the second the mountains'.
    Paired { groups: Vec<GroupEntry> },
    /// Streams both ways between the two sides, width by number; each group is one direction.
    Flow { groups: Vec<GroupEntry> },
    /// From an earlier value (derived) to the present one, with the growth stated.
    Growth { rows: Vec<GrowthRowEntry> },
    /// A span from a least to a greatest value.
    Range { figures: Vec<String> },
    /// The timeline entries.
    Timeline {},
    /// Models by their parts.
    Structure { models: Vec<String> },
}

/// Figures under one heading.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupEntry {
    pub label: TextEntry,
    pub figures: Vec<String>,
}

/// A row of a growth panel.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GrowthRowEntry {
    /// Derived figure id.
    pub earlier: String,
    /// Figure id.
    pub now: String,
    /// Figure id of the percentage.
    pub growth: String,
}
