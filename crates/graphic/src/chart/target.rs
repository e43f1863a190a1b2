//! What a reader can point at, select, highlight and link to.

use shanhai_dataset::{Chart, Dataset, Event, Figure, Model, Partner, Project, Region};

/// A dataset entry with an id: readers select it, words of a page refer to it, fragments link to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
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

impl Target {
    /// The kind of the entry, as in events and fragments.
    pub const fn kind(self) -> &'static str {
        match self {
            Target::Project(_) => "project",
            Target::Figure(_) => "figure",
            Target::Chart(_) => "chart",
            Target::Event(_) => "event",
            Target::Model(_) => "model",
        }
    }

    /// The id of the entry.
    pub fn id(self) -> &'static str {
        match self {
            Target::Project(project) => project.id.as_str(),
            Target::Figure(figure) => figure.id.as_str(),
            Target::Chart(chart) => chart.id.as_str(),
            Target::Event(event) => event.id.as_str(),
            Target::Model(model) => model.id.as_str(),
        }
    }

    /// The entry with a name such as `figure:farm-sales`.
    pub fn named(name: &str, dataset: &'static Dataset) -> Option<Target> {
        let (kind, id) = name.split_once(':')?;
        Target::find(kind, id, dataset)
    }

    /// The entry with a kind and an id.
    pub fn find(kind: &str, id: &str, dataset: &'static Dataset) -> Option<Target> {
        match kind {
            "project" => dataset.projects.iter().find(|one| one.id == id).map(Target::Project),
            "figure" => dataset.figure(id).map(Target::Figure),
            "chart" => dataset.charts.iter().find(|one| one.id == id).map(Target::Chart),
            "event" => dataset.timeline.iter().find(|one| one.id == id).map(Target::Event),
            "model" => dataset.models.iter().find(|one| one.id == id).map(Target::Model),
            _ => None,
        }
    }

    /// All entries of a dataset.
    pub fn all(dataset: &'static Dataset) -> impl Iterator<Item = Target> {
        let projects = dataset.projects.iter().map(Target::Project);
        let events = dataset.timeline.iter().map(Target::Event);
        dataset
            .all_figures()
            .map(Target::Figure)
            .chain(dataset.charts.iter().map(Target::Chart))
            .chain(projects)
            .chain(events)
            .chain(dataset.models.iter().map(Target::Model))
    }
}

/// What a mark of a drawing represents.
#[derive(Debug, Clone, PartialEq)]
pub enum Datum {
    /// One entry.
    One(Target),
    /// The projects at one place on the map.
    Projects(Vec<&'static Project>),
    /// A region on the map.
    Region(&'static Region),
    /// A partner on the sea side.
    Partner(&'static Partner),
}

impl Datum {
    /// Whether its mark represents an entry.
    pub fn represents(&self, entry: Target) -> bool {
        match (self, entry) {
            (Datum::One(own), entry) => *own == entry,
            (Datum::Projects(projects), Target::Project(project)) => projects.contains(&project),
            _ => false,
        }
    }
}
