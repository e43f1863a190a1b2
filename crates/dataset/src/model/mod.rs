//! The dataset: one set of plain structs for the file that an editor writes, the checks, the binary form and the graphic.
//!
//! Field by field this is what `data/program.json` holds and its JSON Schema describes. What is computed from it (outlines,
//! derived figures, search words) is filled in by [`crate::compile`], and marked so below.

mod charts;
mod figures;
mod map;
mod projects;

pub use charts::{Chart, Group, GrowthRow, Panel, RegionFigure};
pub use figures::{DerivedFigure, Figure, Observation, Period, Term, Unit};
pub use map::{BaseMap, Geometry, Grid, Region, RegionGeometry, RegionWords};
pub use projects::{Event, Model, Part, Partner, Picture, Place, Project, Theme, WebLink};

use crate::language::{Language, Text};
use crate::reference::{Entry, Ref};
use serde::{Deserialize, Serialize};

/// A programme: everything that one article says about it.
#[derive(Debug, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(Clone, schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Dataset {
    /// Where the JSON Schema of this file is, for editors.
    #[serde(rename = "$schema", default)]
    pub schema: Option<String>,
    /// Id of the programme, as all ids: lower-case letters, digits and hyphens, beginning with a letter.
    pub id: String,
    /// Languages in which every text must stand, first the one the data were written in.
    pub languages: Vec<Language>,
    /// Name of the programme.
    pub title: Text,
    /// A line below the title.
    pub subtitle: Text,
    /// The words for the two sides; they keep their colours everywhere.
    pub sides: Sides,
    /// The article.
    pub source: Source,
    /// The base map.
    pub map: BaseMap,
    /// Periods that figures share.
    pub periods: Vec<Period>,
    /// Units of counting.
    pub units: Vec<Unit>,
    /// The article's themes, in its order.
    pub themes: Vec<Theme>,
    /// Partners named with a project.
    #[serde(default)]
    pub partners: Vec<Partner>,
    /// Places with a point.
    pub places: Vec<Place>,
    /// Figures as the article prints them.
    pub figures: Vec<Figure>,
    /// Figures that we computed.
    #[serde(default)]
    pub derived: Vec<DerivedFigure>,
    /// Projects and places of work.
    pub projects: Vec<Project>,
    /// Named models. Where there are none, there is no view of them.
    #[serde(default)]
    pub models: Vec<Model>,
    /// Dates and spans; compiled: in order of time. Where there are none, there is no view of them.
    #[serde(default)]
    pub timeline: Vec<Event>,
    /// Charts.
    pub charts: Vec<Chart>,
    /// Hosts other than the dataset's own that pictures may come from, as `img.example.org`.
    #[serde(default)]
    pub hosts: Vec<String>,
    /// Ids of the figures at the head of the overview.
    pub headline: Vec<Ref<Figure>>,
    /// Compiled: the figures of `derived`, in their order.
    #[serde(skip)]
    pub derived_figures: Vec<Figure>,
    /// Compiled: first 16 hex digits of the SHA-256 of the file.
    #[serde(skip)]
    pub hash: String,
}

/// What the two sides of the cooperation are called.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Sides {
    /// The side that a flow of help comes from, such as a coast: its colour is that of water.
    pub sea: Text,
    /// The other side, such as the hills inland.
    pub mountain: Text,
}

/// The article that everything comes from.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its headline.
    pub title: Text,
    /// What a reader should know of the source: when it was written, also by its year, and how we know.
    pub note: Text,
    /// Every paragraph number of the article, in order; `"4.6"`, captions `"c.1"`.
    pub paragraphs: Vec<String>,
    /// Day of the dataset's last change, `YYYY-MM-DD`.
    pub updated: String,
    /// Numbers of the article that the dataset leaves out on purpose; the comparison with the article passes by them.
    #[serde(default)]
    pub left_out: Vec<LeftOut>,
}

/// A number of the article that the dataset leaves out on purpose.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct LeftOut {
    /// The paragraph.
    pub paragraph: String,
    /// The number as the article writes it, with its scale and measure: `12.5万`, `3%`.
    pub number: String,
    /// Why: for those who edit the file after you.
    #[serde(default)]
    pub why: String,
}

impl Dataset {
    /// The language of a tag as pages write it, or the dataset's first where it does not have that one.
    pub fn language(&self, tag: &str) -> Language {
        let known = Language::from_tag(tag).filter(|language| self.languages.contains(language));
        known.or(self.languages.first().copied()).unwrap_or(Language::ZhHans)
    }

    /// Every figure: those of the article, then those derived from them.
    pub fn all_figures(&self) -> impl Iterator<Item = &Figure> {
        self.figures.iter().chain(&self.derived_figures)
    }

    /// The entries of the timeline that name a project.
    pub fn events_of(&self, project: &Project) -> impl Iterator<Item = &Event> {
        self.timeline.iter().filter(|event| event.projects.iter().any(|one| one.id == project.id))
    }

    /// The figure of an id, derived or not.
    pub fn figure(&self, id: &str) -> Option<&Figure> {
        self.all_figures().find(|figure| figure.id == id)
    }
}

/// Two datasets are the same if they are the same one: each is decoded once, and has a hash.
impl PartialEq for Dataset {
    fn eq(&self, other: &Dataset) -> bool {
        std::ptr::eq(self, other) || (self.id == other.id && self.hash == other.hash)
    }
}

/// Entries that are named by their id, and compared by it.
macro_rules! entries {
    ($($name:ident . $id:ident),+) => {$(
        impl Entry for $name {
            fn id(&self) -> &str {
                &self.$id
            }
        }

        impl PartialEq for $name {
            fn eq(&self, other: &$name) -> bool {
                self.$id == other.$id
            }
        }

        impl Eq for $name {}
    )+};
}
entries!(
    Region.adcode,
    Theme.id,
    Partner.id,
    Place.id,
    Figure.id,
    Period.id,
    Unit.id,
    Project.id,
    Model.id,
    Event.id,
    Chart.id
);
