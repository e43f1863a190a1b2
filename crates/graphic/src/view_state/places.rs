//! Where an entry stands: the one answer for selecting, lighting, linking, and for what the views show.

use super::{Selection, View};
use shanhai_dataset::{Chart, Dataset, Figure};

/// Whether a view shows an entry: by a mark, a card, or a line of its own.
pub fn stands_in(entry: Selection, view: View, dataset: &Dataset) -> bool {
    let drawn = || dataset.charts.iter().any(|chart| draws(chart, entry));
    match (entry, view) {
        (Selection::Project(_), _) => view == View::Projects,
        (Selection::Chart(_), View::Overview | View::Charts) => true,
        // the timeline and the models stand under their own chart
        (Selection::Chart(chart), View::Timeline) => chart.has_timeline(),
        (Selection::Chart(chart), View::Models) => chart.has_structure(),
        (Selection::Figure(figure), View::Overview) => drawn() || in_overview(figure, dataset),
        (Selection::Figure(figure), View::Timeline) => is_dated(figure, dataset),
        (Selection::Event(_), View::Timeline) | (Selection::Model(_), View::Models) => true,
        (_, View::Overview | View::Charts) => drawn(),
        _ => false,
    }
}

/// Whether a chart has a mark for an entry.
pub fn draws(chart: &Chart, entry: Selection) -> bool {
    match entry {
        Selection::Figure(figure) => chart.shows(figure),
        Selection::Event(_) => chart.has_timeline(),
        Selection::Model(model) => chart.models().any(|shown| shown.id() == model.id),
        Selection::Project(_) | Selection::Chart(_) => false,
    }
}

/// Whether the overview shows a figure apart from its charts: in numerals, or in a line of text, unless its number says nothing
/// alone and it stands on the timeline.
pub fn in_overview(figure: &Figure, dataset: &Dataset) -> bool {
    figure.suits_headline() || !is_dated(figure, dataset)
}

fn is_dated(figure: &Figure, dataset: &Dataset) -> bool {
    dataset.timeline.iter().any(|event| event.figures.iter().any(|shown| shown.id() == figure.id))
}

/// The view that shows an entry: the present one if it does.
pub fn home(entry: Selection, present: View, dataset: &Dataset) -> View {
    let best = match entry {
        Selection::Event(_) => View::Timeline,
        Selection::Model(_) => View::Models,
        _ => View::Charts,
    };
    [present, best].into_iter().chain(View::ALL).find(|view| stands_in(entry, *view, dataset)).unwrap_or(present)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::dataset;

    #[test]
    fn everything_with_an_id_stands_in_the_view_that_it_leads_to() {
        for entry in Selection::all(dataset()) {
            for present in View::ALL {
                let view = home(entry, present, dataset());
                assert!(stands_in(entry, view, dataset()), "{} {} in {present:?}", entry.kind(), entry.id());
                assert!(view == present || !stands_in(entry, present, dataset()), "{} {}", entry.kind(), entry.id());
            }
        }
    }
}
