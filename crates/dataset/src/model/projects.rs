//! Themes, partners, places, projects, models and the timeline.

use super::{Figure, Region};
use crate::language::Text;
use crate::reference::Ref;
use crate::terms::{EventKind, Join, Link, PeriodBasis, Precision, Status};
use serde::{Deserialize, Serialize};

/// A theme: one of the article's sections.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Theme {
    /// Stable id.
    pub id: String,
    /// Short name.
    pub name: Text,
    /// One or two sentences of our own.
    pub summary: Text,
    /// Number of the article's section: paragraphs `"1.…"` for `"1"`.
    pub section: String,
    /// Compiled: place in the order of themes, from 0; marks take shape and colour by it.
    #[serde(skip)]
    pub index: usize,
}

/// A partner on the sea's side: a district, company, school or team.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Partner {
    /// Stable id.
    pub id: String,
    /// Name.
    pub name: Text,
}

/// A place with a point.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Place {
    /// Stable id.
    pub id: String,
    /// Name.
    pub name: Text,
    /// Region whose outline the point lies in.
    pub region: Ref<Region>,
    /// Degrees east, WGS84.
    pub lon: f64,
    /// Degrees north, WGS84.
    pub lat: f64,
    /// What the point stands for.
    pub precision: Precision,
    /// Where the coordinates come from.
    pub source: String,
}

/// A project or place of work.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Project {
    /// Stable id.
    pub id: String,
    /// Name.
    pub name: Text,
    /// What it is, in one or two sentences of our own.
    pub what: Text,
    /// Theme id.
    pub theme: Ref<Theme>,
    /// The kind of work: `易地搬迁后续扶持`.
    pub topic: Text,
    /// Place id of the point.
    pub place: Ref<Place>,
    /// Region that the project belongs to, where it differs from the place's outline or is only administered
    /// by it: the port at Mohan, run by Kunming. Default: the place's region.
    #[serde(default)]
    pub region: Option<Ref<Region>>,
    /// County as the article or our reading has it.
    #[serde(default)]
    pub county: Option<Text>,
    /// Town, village, road or zone.
    #[serde(default)]
    pub site: Option<Text>,
    /// What the point does and does not show, and what of the place is not from the article.
    #[serde(default)]
    pub place_note: Option<Text>,
    /// Partner ids, of the sea's side.
    #[serde(default)]
    pub partners: Vec<Ref<Partner>>,
    /// For a project that is a way, not a spot: ids of the places that it leads through, from the sea's side on, the one of
    /// `place` among them. It is drawn as the one strong line between both sides.
    #[serde(default)]
    pub route: Vec<Ref<Place>>,
    /// How firmly the article ties it to the cooperation.
    pub link: Link,
    /// Standing or planned.
    #[serde(default)]
    pub status: Status,
    /// Figure ids.
    #[serde(default)]
    pub figures: Vec<Ref<Figure>>,
    /// Model ids.
    #[serde(default)]
    pub models: Vec<Ref<Model>>,
    /// Paragraphs, the main one first; captions that only repeat it behind.
    pub paragraphs: Vec<String>,
    /// A remark.
    #[serde(default)]
    pub note: Option<Text>,
    /// More words by which a search should find it (other spellings); pinyin is added when the dataset is compiled.
    #[serde(default)]
    pub search: Vec<String>,
    /// Where readers find more.
    #[serde(default)]
    pub links: Vec<WebLink>,
    /// Pictures, the first one with the entry.
    #[serde(default)]
    pub pictures: Vec<Picture>,
    /// Compiled: place in the list of projects, from 0.
    #[serde(skip)]
    pub index: usize,
}

/// A link to another page.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct WebLink {
    /// What it leads to, readable alone.
    pub text: Text,
    /// The address, which begins with `https://`.
    pub url: String,
}

/// A picture with its credit.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Picture {
    /// A file beside the dataset (`pictures/park.jpg`), or an address of one of `hosts`.
    pub src: String,
    /// What it shows, for those who do not see it.
    pub alt: Text,
    /// Who made it, and by whose leave it is shown.
    pub credit: Text,
    /// Width of the file in pixels: its room is reserved before it comes.
    pub width: u16,
    /// Height of the file in pixels.
    pub height: u16,
}

impl Project {
    /// The region that it belongs to.
    pub fn region(&self) -> &'static Region {
        self.region.as_ref().unwrap_or(&self.place.region).get()
    }
}

/// A named model, slogan or framework.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Model {
    /// Stable id.
    pub id: String,
    /// Name.
    pub name: Text,
    /// What kind of model: `联农带农`.
    pub topic: Text,
    /// Theme id.
    #[serde(default)]
    pub theme: Option<Ref<Theme>>,
    /// Its parts, as far as the article names them.
    #[serde(default)]
    pub parts: Vec<Part>,
    /// Whether the article says what the parts are; where not, only the name is shown.
    pub explained: bool,
    /// Standing or planned.
    #[serde(default)]
    pub status: Status,
    /// Where.
    #[serde(default)]
    pub place: Option<Text>,
    /// Paragraph of the article.
    pub paragraph: String,
    /// A remark.
    #[serde(default)]
    pub note: Option<Text>,
}

/// A part of a model. `first`, `join` and `second` for a change or a pairing, else `text`.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(try_from = "PartFields", into = "PartFields")]
pub enum Part {
    /// One thing.
    One(Text),
    /// Two ends, drawn joined: `上海企业` + `云南资源`, `绣品` → `商品`.
    Joined(Text, Join, Text),
}

/// How a [`Part`] is written.
#[derive(Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
struct PartFields {
    /// The whole part, where it is one thing.
    #[serde(default)]
    text: Option<Text>,
    /// The first end.
    #[serde(default)]
    first: Option<Text>,
    /// How both ends are joined.
    #[serde(default)]
    join: Option<Join>,
    /// The second end.
    #[serde(default)]
    second: Option<Text>,
}

impl TryFrom<PartFields> for Part {
    type Error = &'static str;

    fn try_from(fields: PartFields) -> Result<Part, &'static str> {
        match fields {
            PartFields { text: Some(text), first: None, join: None, second: None } => Ok(Part::One(text)),
            PartFields { text: None, first: Some(first), join: Some(join), second: Some(second) } => {
                Ok(Part::Joined(first, join, second))
            }
            _ => {
                Err("another set of fields, expected { \"text\": … }, or { \"first\": …, \"join\": …, \"second\": … }")
            }
        }
    }
}

impl From<Part> for PartFields {
    fn from(part: Part) -> PartFields {
        match part {
            Part::One(text) => PartFields { text: Some(text), first: None, join: None, second: None },
            Part::Joined(first, join, second) => {
                PartFields { text: None, first: Some(first), join: Some(join), second: Some(second) }
            }
        }
    }
}

/// A date or span.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// Stable id.
    pub id: String,
    /// As shown: `2021年年底`.
    pub when: Text,
    /// What happened.
    pub text: Text,
    /// What kind of entry.
    pub kind: EventKind,
    /// Start in years, with the part of the year that has gone: 2022 is its beginning, 2022.33 is May, 2022.5 July. It only places
    /// the entry; readers see `when`. None where the article gives no time.
    #[serde(default)]
    pub start: Option<f64>,
    /// End in years, for spans: 2024 is the end of 2023.
    #[serde(default)]
    pub end: Option<f64>,
    /// How the time is known: `stated` where the article names it, `inferred` where its context does, else `not-stated`.
    pub basis: PeriodBasis,
    /// Theme id.
    #[serde(default)]
    pub theme: Option<Ref<Theme>>,
    /// Figure ids.
    #[serde(default)]
    pub figures: Vec<Ref<Figure>>,
    /// Project ids.
    #[serde(default)]
    pub projects: Vec<Ref<Project>>,
    /// Paragraph of the article.
    pub paragraph: String,
    /// A remark.
    #[serde(default)]
    pub note: Option<Text>,
}
