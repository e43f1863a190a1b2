//! What a widget can show alone, in an article that mentions nothing else there.

use crate::chart::has_joins;
use crate::wording::words;
use shanhai_dataset::{Chart, Dataset, Language};

/// What a widget shows without the views around it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Alone {
    /// A chart.
    Chart(&'static Chart),
    /// The picture of the connections.
    Connections,
}

impl Alone {
    /// Everything in a dataset that can be shown alone.
    pub fn all(dataset: &'static Dataset) -> impl Iterator<Item = Alone> {
        let connections = has_joins(dataset).then_some(Alone::Connections);
        connections.into_iter().chain(dataset.charts.iter().map(Alone::Chart))
    }

    /// The one with this id.
    pub fn find(id: &str, dataset: &'static Dataset) -> Option<Alone> {
        Alone::all(dataset).find(|one| one.id() == id)
    }

    /// The value of the `chart` attribute. No chart may have the id of the connections: the check rejects it.
    pub fn id(self) -> &'static str {
        match self {
            Alone::Chart(chart) => &chart.id,
            Alone::Connections => "connections",
        }
    }

    /// Its title.
    pub fn title(self, language: Language) -> &'static str {
        match self {
            Alone::Chart(chart) => chart.title.get(language),
            Alone::Connections => words(language).connections,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::dataset;

    #[test]
    fn connections_are_shown_alone_where_something_is_joined() {
        assert_eq!(Alone::find("connections", dataset()), Some(Alone::Connections));
        assert_eq!(Alone::find("teams", dataset()).map(Alone::id), Some("teams"));
        assert_eq!(Alone::find("", dataset()), None);
        let mut bare = dataset().clone();
        bare.projects.iter_mut().for_each(|project| project.partners.clear());
        assert_eq!(Alone::find("connections", Box::leak(Box::new(bare))), None);
    }
}
