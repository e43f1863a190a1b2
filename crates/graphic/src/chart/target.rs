//! What a reader can point at, select, highlight and link to.

use shanhai_dataset::{Chart, Dataset, Event, Figure, Model, Partner, Project, Region};

/// A dataset entry with an id: readers select it, words of a page refer to it, fragments link to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Selection {
    /// A project.
    Project(&'static Project),
    /// A figure, wherever it appears.
    Figure(&'static Figure),
    /// A chart.
    Chart(&'static Chart),
    /// An entry of the timeline.
    Event(&'static Event),
    /// A model.
    Model(&'static Model),
}

impl Selection {
    /// The kind of the entry, as in events and fragments.
    pub const fn kind(self) -> &'static str {
        match self {
            Selection::Project(_) => "project",
            Selection::Figure(_) => "figure",
            Selection::Chart(_) => "chart",
            Selection::Event(_) => "event",
            Selection::Model(_) => "model",
        }
    }

    /// The id of the entry.
    pub fn id(self) -> &'static str {
        match self {
            Selection::Project(project) => project.id.as_str(),
            Selection::Figure(figure) => figure.id.as_str(),
            Selection::Chart(chart) => chart.id.as_str(),
            Selection::Event(event) => event.id.as_str(),
            Selection::Model(model) => model.id.as_str(),
        }
    }

    /// The entry that a target such as `figure:farm-sales` names.
    pub fn of_target(target: &str, dataset: &'static Dataset) -> Option<Selection> {
        let (kind, id) = target.split_once(':')?;
        Selection::find(kind, id, dataset)
    }

    /// The entry with a kind and an id.
    pub fn find(kind: &str, id: &str, dataset: &'static Dataset) -> Option<Selection> {
        match kind {
            "project" => dataset.projects.iter().find(|one| one.id == id).map(Selection::Project),
            "figure" => dataset.figure(id).map(Selection::Figure),
            "chart" => dataset.charts.iter().find(|one| one.id == id).map(Selection::Chart),
            "event" => dataset.timeline.iter().find(|one| one.id == id).map(Selection::Event),
            "model" => dataset.models.iter().find(|one| one.id == id).map(Selection::Model),
            _ => None,
        }
    }

    /// All entries of a dataset.
    pub fn all(dataset: &'static Dataset) -> impl Iterator<Item = Selection> {
        let projects = dataset.projects.iter().map(Selection::Project);
        let events = dataset.timeline.iter().map(Selection::Event);
        dataset
            .all_figures()
            .map(Selection::Figure)
            .chain(dataset.charts.iter().map(Selection::Chart))
            .chain(projects)
            .chain(events)
            .chain(dataset.models.iter().map(Selection::Model))
    }
}

/// What a mark stands for.
#[derive(Debug, Clone, PartialEq)]
pub enum Target {
    /// One entry.
    One(Selection),
    /// The projects at one place on the map.
    Projects(Vec<&'static Project>),
    /// A region on the map.
    Region(&'static Region),
    /// A partner on the sea side.
    Partner(&'static Partner),
}

impl Target {
    /// Whether a mark with this target represents an entry.
    pub fn stands_for(&self, entry: Selection) -> bool {
        match (self, entry) {
            (Target::One(own), entry) => *own == entry,
            (Target::Projects(projects), Selection::Project(project)) => projects.contains(&project),
            _ => false,
        }
    }
}
