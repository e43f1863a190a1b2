//! The base map.

use crate::language::{Language, Text};
use serde::{Deserialize, Serialize};

/// The base map: an outline with shared borders, and a tile grid.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct BaseMap {
    /// TopoJSON file beside this one, with one object whose geometries carry the property `adcode`, or an id.
    pub boundaries: String,
    /// Tile grid beside this one.
    pub tiles: String,
    /// Approval number, exactly as it must be shown; none where the law asks for none.
    #[serde(default)]
    pub approval: Option<String>,
    /// Credit lines, shown under the map.
    pub credits: Vec<Text>,
    /// What its regions are called; none where `region` will do.
    #[serde(default)]
    pub called: Option<RegionWords>,
    /// Every region of the boundary file.
    pub regions: Vec<Region>,
    /// Compiled: the shapes of both files.
    #[serde(skip)]
    pub geometry: Geometry,
}

impl BaseMap {
    /// Whose map it is: its approval, then its credits. They stand with each map that is published.
    pub fn rights(&self, language: Language) -> impl Iterator<Item = &str> {
        self.approval.as_deref().into_iter().chain(self.credits.iter().map(move |credit| credit.get(language)))
    }
}

/// What the regions of a map are called.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RegionWords {
    /// One of them, as within a sentence: `prefecture`, `州市`.
    pub one: Text,
    /// All of them: `prefectures`, `州市`.
    pub many: Text,
}

/// One region of the base map.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Region {
    /// Official division code, as in the boundary file: `530100`, `09`, `US-CT`.
    pub adcode: String,
    /// Official name.
    pub name: Text,
    /// Short name for the map and tiles.
    pub short: Text,
    /// Compiled: its shape.
    #[serde(skip)]
    pub geometry: RegionGeometry,
}

/// What the boundary file and the tile grid have in common for all regions.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Geometry {
    /// Borders, each once: first point, then steps, in units of [`Geometry::grid`].
    pub arcs: Vec<Vec<(i16, i16)>>,
    /// How grid units become degrees.
    pub grid: Grid,
    /// Columns and rows of the tile grid.
    pub tiles: (u8, u8),
}

/// The shape of a region.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct RegionGeometry {
    /// Rings of its outline as arc numbers; `!n` is arc `n` backwards, as in TopoJSON.
    pub rings: Vec<Vec<i16>>,
    /// The best point for its name: grid units, the point furthest from every border.
    pub label_at: (i16, i16),
    /// Column and row in the tile grid.
    pub tile: (u8, u8),
}

/// How grid units become degrees.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
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
