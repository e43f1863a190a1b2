//! Connections between sea-side partners and places. A pair is connected only if some project names both.

use shanhai_dataset::{Dataset, Partner, Place, Project};

/// A partner and a place, and the projects that name both.
#[derive(Debug, Clone, PartialEq)]
pub struct Join {
    /// On the sea side.
    pub partner: &'static Partner,
    /// On the mountain side.
    pub place: &'static Place,
    /// At least one.
    pub projects: Vec<&'static Project>,
}

/// Each pair of partner and place that the projects name, in the order of the projects.
pub fn joins(projects: &[&'static Project]) -> Vec<Join> {
    let mut joins: Vec<Join> = Vec::new();
    for &project in projects {
        let place = project.place.get();
        for partner in &project.partners {
            let partner = partner.get();
            match joins.iter_mut().find(|join| join.partner == partner && join.place == place) {
                Some(join) => join.projects.push(project),
                None => joins.push(Join { partner, place, projects: vec![project] }),
            }
        }
    }
    joins
}

/// Whether there is anything to connect: some project names a partner.
pub fn has_joins(dataset: &Dataset) -> bool {
    dataset.projects.iter().any(|project| !project.partners.is_empty())
}

/// The partners that projects name, in the order of the dataset.
pub(crate) fn partners(dataset: &'static Dataset) -> Vec<&'static Partner> {
    let named = |partner: &&Partner| dataset.projects.iter().any(|project| works_with(project, partner));
    dataset.partners.iter().filter(named).collect()
}

/// Whether a project names a partner.
pub(crate) fn works_with(project: &Project, partner: &Partner) -> bool {
    project.partners.iter().any(|one| one.id() == partner.id)
}

/// The partner with the most projects; on a tie, the first.
pub(crate) fn leading(dataset: &'static Dataset) -> Option<&'static Partner> {
    let count = |partner: &Partner| dataset.projects.iter().filter(|project| works_with(project, partner)).count();
    let mut leading: Option<(&'static Partner, usize)> = None;
    for partner in partners(dataset) {
        let count = count(partner);
        if leading.is_none_or(|(_, most)| count > most) {
            leading = Some((partner, count));
        }
    }
    leading.map(|(partner, _)| partner)
}

/// What is in focus; the rest of the picture is grey.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    /// A partner, with its places.
    Partner(&'static Partner),
    /// A place, with its partners.
    Place(&'static Place),
    /// One project, with its partners.
    Project(&'static Project),
}

impl Focus {
    /// Whether a pair is in focus.
    pub(crate) fn holds(self, join: &Join) -> bool {
        match self {
            Focus::Partner(partner) => join.partner == partner,
            Focus::Place(place) => join.place == place,
            Focus::Project(project) => join.place == project.place.get() && works_with(project, join.partner),
        }
    }

    /// Whether a project with a route is in focus.
    pub(crate) fn holds_route(self, route: &Project) -> bool {
        match self {
            Focus::Partner(partner) => works_with(route, partner),
            Focus::Place(place) => route.route.iter().any(|stop| stop.get() == place),
            Focus::Project(project) => project == route,
        }
    }

    /// Whether a partner is in focus, by itself or through its project.
    pub(crate) fn names(self, partner: &Partner) -> bool {
        match self {
            Focus::Partner(one) => one == partner,
            Focus::Place(_) => false,
            Focus::Project(project) => works_with(project, partner),
        }
    }
}
