//! Charts and their panels.

use super::{Figure, Model, Region, Theme};
use crate::language::Text;
use crate::reference::Ref;
use crate::terms::{BarOrder, PanelKind, RegionForm};
use serde::{Deserialize, Serialize};

/// A chart: panels over figures, with its words.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Chart {
    /// Stable id.
    pub id: String,
    /// Headline.
    pub title: Text,
    /// One line: how to read it.
    pub reading: Text,
    /// What it must not be taken for.
    #[serde(default)]
    pub note: Option<Text>,
    /// Theme id; none for charts over the whole programme.
    #[serde(default)]
    pub theme: Option<Ref<Theme>>,
    /// Panels, from top to bottom.
    pub panels: Vec<Panel>,
}

/// A panel of a chart: one form over its figures. Which of the lists it has follows from its kind
/// ([`PanelKind::content`]); the checks refuse any other.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Panel {
    /// The form.
    pub kind: PanelKind,
    /// Figure ids: of `numbers`, `range` and `line`.
    #[serde(default)]
    pub figures: Vec<Ref<Figure>>,
    /// Groups of figures: of `bars`, `paired`, `parts` and `flow`.
    #[serde(default)]
    pub groups: Vec<Group>,
    /// Rows: of `growth`.
    #[serde(default)]
    pub rows: Vec<GrowthRow>,
    /// Regions, each with its figure: of `regions`. One that is not listed is drawn as without a value.
    #[serde(default)]
    pub regions: Vec<RegionFigure>,
    /// How `regions` are drawn: by their borders (`outline`, if nothing is said) or as equal `tiles`.
    #[serde(default)]
    pub map: Option<RegionForm>,
    /// In which order `bars` stand; as they are listed, if nothing is said.
    #[serde(default)]
    pub order: Option<BarOrder>,
    /// Model ids: of `structure`.
    #[serde(default)]
    pub models: Vec<Ref<Model>>,
}

/// Figures under one heading.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Group {
    /// Heading.
    pub label: Text,
    /// Figure ids.
    pub figures: Vec<Ref<Figure>>,
}

/// A row of a growth panel.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct GrowthRow {
    /// Derived figure id: the value before.
    pub earlier: Ref<Figure>,
    /// Figure id: the value now.
    pub now: Ref<Figure>,
    /// Figure id of the percentage.
    pub growth: Ref<Figure>,
}

/// A region and its figure.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct RegionFigure {
    /// Division code of the region.
    pub region: Ref<Region>,
    /// Figure id.
    pub figure: Ref<Figure>,
}

impl Chart {
    /// Whether it draws the timeline, which has a view of its own.
    pub fn has_timeline(&self) -> bool {
        self.panels.iter().any(|panel| panel.kind == PanelKind::Timeline)
    }

    /// Whether it draws models by their parts, which have a view of their own.
    pub fn has_structure(&self) -> bool {
        self.panels.iter().any(|panel| panel.kind == PanelKind::Structure)
    }

    /// Every figure that the chart shows, in reading order.
    pub fn figures(&self) -> impl Iterator<Item = &Ref<Figure>> {
        self.panels.iter().flat_map(Panel::all_figures)
    }

    /// Whether it shows a figure.
    pub fn shows(&self, figure: &Figure) -> bool {
        self.figures().any(|shown| shown.id() == figure.id)
    }

    /// Every model that the chart shows.
    pub fn models(&self) -> impl Iterator<Item = &Ref<Model>> {
        self.panels.iter().flat_map(|panel| &panel.models)
    }
}

impl Panel {
    /// Every figure of the panel, in reading order.
    pub fn all_figures(&self) -> impl Iterator<Item = &Ref<Figure>> {
        let of_rows = self.rows.iter().flat_map(|row| [&row.now, &row.growth, &row.earlier]);
        let of_regions = self.regions.iter().map(|shaded| &shaded.figure);
        let of_groups = self.groups.iter().flat_map(|group| &group.figures);
        self.figures.iter().chain(of_groups).chain(of_rows).chain(of_regions)
    }
}
