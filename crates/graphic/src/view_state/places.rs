//! Where an entry appears: the one answer for selecting, highlighting and linking, and for what the views show.

use super::{Target, View};
use crate::wording::brief;
use shanhai_dataset::{Chart, Dataset, Figure, Theme};

/// Whether a view shows an entry: with a mark, a card or a line of its own.
pub fn view_shows(entry: Target, view: View, dataset: &'static Dataset) -> bool {
    match (entry, view) {
        (Target::Project(_), _) => view == View::Projects,
        // the timeline and the models each stand below a chart of their own
        (Target::Chart(chart), View::Timeline) => chart.has_timeline(),
        (Target::Chart(chart), View::Models) => chart.has_structure(),
        (Target::Chart(_), View::Charts) => true,
        (Target::Figure(figure), View::Overview) => overview_place(figure, dataset).is_some(),
        (Target::Figure(figure), View::Timeline) => is_dated(figure, dataset),
        (Target::Event(_), View::Timeline) | (Target::Model(_), View::Models) => true,
        (_, View::Charts) => dataset.charts.iter().any(|chart| draws(chart, entry)),
        _ => false,
    }
}

/// Whether a chart has a mark for an entry.
pub fn draws(chart: &Chart, entry: Target) -> bool {
    match entry {
        Target::Figure(figure) => chart.shows(figure),
        Target::Event(_) => chart.has_timeline(),
        Target::Model(model) => chart.models().any(|shown| shown.id() == model.id),
        Target::Project(_) | Target::Chart(_) => false,
    }
}

/// Where the overview shows a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OverviewPlace {
    /// Among the large numerals.
    Headline,
    /// Beside the name of its theme.
    Brief,
    /// On a line of the collapsed part under its theme.
    Folded,
}

/// Where the overview shows a figure, if it does. It leaves figures that a chart draws to that chart, and numbers
/// that mean nothing alone to the timeline.
pub fn overview_place(figure: &Figure, dataset: &'static Dataset) -> Option<OverviewPlace> {
    // the numbers are the same in every language
    let language = dataset.languages[0];
    let is_brief = |theme: &Theme| brief(dataset, theme, language).rows.iter().any(|row| row.figure.id == figure.id);
    if figure.suits_headline() && dataset.headline.iter().any(|shown| shown.id() == figure.id) {
        Some(OverviewPlace::Headline)
    } else if dataset.themes.iter().any(is_brief) {
        Some(OverviewPlace::Brief)
    } else if dataset.charts.iter().any(|chart| chart.shows(figure)) {
        None
    } else {
        (figure.suits_headline() || !is_dated(figure, dataset)).then_some(OverviewPlace::Folded)
    }
}

fn is_dated(figure: &Figure, dataset: &Dataset) -> bool {
    dataset.timeline.iter().any(|event| event.figures.iter().any(|shown| shown.id() == figure.id))
}

/// The view that shows an entry: the current one if it does.
pub fn view_for(entry: Target, present: View, dataset: &'static Dataset) -> View {
    let best = match entry {
        Target::Event(_) => View::Timeline,
        Target::Model(_) => View::Models,
        _ => View::Charts,
    };
    [present, best].into_iter().chain(View::ALL).find(|view| view_shows(entry, *view, dataset)).unwrap_or(present)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::dataset;

    #[test]
    fn everything_with_an_id_is_shown_by_the_view_that_it_leads_to() {
        for entry in Target::all(dataset()) {
            for present in View::ALL {
                let view = view_for(entry, present, dataset());
                assert!(view_shows(entry, view, dataset()), "{} {} in {present:?}", entry.kind(), entry.id());
                assert!(view == present || !view_shows(entry, present, dataset()), "{} {}", entry.kind(), entry.id());
            }
        }
    }
}
