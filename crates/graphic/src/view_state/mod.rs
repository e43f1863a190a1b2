//! What the reader chose, not how it is shown: pure values and a pure reducer.

mod action;
mod alone;
mod fragment;
mod places;
mod project_filter;
mod search_index;

pub use action::Action;
pub use alone::Alone;
pub use fragment::{Linked, encoded, from_fragment, to_fragment};
pub use places::{OverviewPlace, draws, overview_place, view_for, view_shows};
pub use project_filter::ProjectFilter;
pub use search_index::SearchIndex;

use crate::chart::Focus;
pub use crate::chart::{MapForm, Target};
use shanhai_dataset::{Dataset, Language, Project};

/// A view of the widget.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum View {
    /// Headline figures, themes and their charts.
    #[default]
    Overview,
    /// Every chart.
    Charts,
    /// Map, filters and list.
    Projects,
    /// Dates and spans.
    Timeline,
    /// Named models.
    Models,
}

impl View {
    /// All views, in the order of the tabs.
    pub const ALL: [View; 5] = [View::Overview, View::Charts, View::Projects, View::Timeline, View::Models];

    /// Its name in attributes, parameters and fragments.
    pub const fn id(self) -> &'static str {
        match self {
            View::Overview => "overview",
            View::Charts => "charts",
            View::Projects => "projects",
            View::Timeline => "timeline",
            View::Models => "models",
        }
    }

    /// The views of a dataset, in the order of the tabs. A view without content has no tab.
    pub fn of(dataset: &Dataset) -> impl Iterator<Item = View> + use<'_> {
        let has_content = |view: &View| match view {
            View::Overview => true,
            View::Charts => !dataset.charts.is_empty(),
            View::Projects => !dataset.projects.is_empty(),
            View::Timeline => !dataset.timeline.is_empty(),
            View::Models => !dataset.models.is_empty(),
        };
        View::ALL.into_iter().filter(has_content)
    }

    /// The view with a name.
    pub fn from_id(id: &str) -> Option<View> {
        View::ALL.into_iter().find(|view| view.id() == id)
    }
}

/// The requested appearance.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ThemeChoice {
    /// As on the reader's system.
    #[default]
    Auto,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl ThemeChoice {
    /// All choices, the default first.
    pub const ALL: [ThemeChoice; 3] = [ThemeChoice::Auto, ThemeChoice::Light, ThemeChoice::Dark];

    /// Its name in attributes and parameters.
    pub const fn id(self) -> &'static str {
        match self {
            ThemeChoice::Auto => "auto",
            ThemeChoice::Light => "light",
            ThemeChoice::Dark => "dark",
        }
    }

    /// The choice with a name; the default for an unknown name.
    pub fn from_id(id: &str) -> ThemeChoice {
        ThemeChoice::ALL.into_iter().find(|choice| choice.id() == id).unwrap_or_default()
    }

    /// Whether it is dark, given whether the system is.
    pub fn is_dark(self, system_is_dark: bool) -> bool {
        match self {
            ThemeChoice::Auto => system_is_dark,
            ThemeChoice::Light => false,
            ThemeChoice::Dark => true,
        }
    }
}

/// Everything that the reader, or the page around the widget, chose.
#[derive(Debug, Clone, PartialEq)]
pub struct ViewState {
    /// The view.
    pub view: View,
    /// What is shown alone, at the request of the page. The view is then not shown.
    pub alone: Option<Alone>,
    /// Language.
    pub language: Language,
    /// Appearance.
    pub theme: ThemeChoice,
    /// Which projects are shown.
    pub filter: ProjectFilter,
    /// What is selected.
    pub selected: Option<Target>,
    /// Form of the map.
    pub map_form: MapForm,
    /// How many parts of a long list are shown beyond the first.
    pub more: usize,
    /// Whether the projects are also shown as a table.
    pub table_open: bool,
}

impl ViewState {
    /// The state of a widget before any request.
    pub fn new(language: Language) -> ViewState {
        ViewState {
            view: View::default(),
            alone: None,
            language,
            theme: ThemeChoice::default(),
            filter: ProjectFilter::default(),
            selected: None,
            map_form: MapForm::default(),
            more: 0,
            table_open: false,
        }
    }

    /// The selected project.
    pub fn project(&self) -> Option<&'static Project> {
        match self.selected {
            Some(Target::Project(project)) => Some(project),
            _ => None,
        }
    }

    /// What the connections focus on: the open project with its partners, or the partner that the filter selects, with
    /// its places.
    pub fn focus(&self) -> Option<Focus> {
        self.project().map(Focus::Project).or_else(|| self.filter.partner.map(Focus::Partner))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::dataset;

    #[test]
    fn a_view_without_content_has_no_tab() {
        assert_eq!(View::of(dataset()).collect::<Vec<_>>(), View::ALL);
        let mut bare = dataset().clone();
        (bare.models, bare.timeline) = (Vec::new(), Vec::new());
        assert_eq!(View::of(&bare).collect::<Vec<_>>(), [View::Overview, View::Charts, View::Projects]);
    }
}
