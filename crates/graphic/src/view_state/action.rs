//! What can happen to the state, and what follows.

use super::{Alone, Linked, MapForm, ProjectFilter, Target, ThemeChoice, View, ViewState, view_for};
use shanhai_dataset::{Dataset, Language, Partner, Region, Theme};

/// Something that the reader, or the page around the widget, did.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// Switch to a view.
    Show(View),
    /// Show something alone, or the views again.
    ShowAlone(Option<Alone>),
    /// Switch to a language.
    SetLanguage(Language),
    /// Switch to an appearance.
    SetColorScheme(ThemeChoice),
    /// Filter the projects by these conditions only.
    Filter(ProjectFilter),
    /// Filter by text. This action and the next three keep the other conditions.
    Search(String),
    /// Filter by theme.
    FilterByTheme(Option<&'static Theme>),
    /// Filter by region.
    FilterByPrefecture(Option<&'static Region>),
    /// Filter by partner.
    FilterByPartner(Option<&'static Partner>),
    /// Select something, in the view that shows it.
    Select(Target),
    /// Clear the selection.
    Deselect,
    /// Draw the map in another form.
    DrawMap(MapForm),
    /// Show one more part of a long list.
    ShowMore,
    /// Show or hide the table of the projects.
    ShowTable(bool),
    /// Go where a fragment leads.
    Follow(Linked),
}

impl ViewState {
    /// Whether the filter excludes an entry.
    fn leaves_out(&self, target: Target) -> bool {
        match target {
            Target::Project(project) => !self.filter.matches(project),
            Target::Model(model) => !self.filter.matches_model(model),
            _ => false,
        }
    }

    /// The state after an action, in a widget that shows a dataset.
    pub fn reduce(&self, action: Action, dataset: &'static Dataset) -> ViewState {
        let mut next = self.clone();
        match action {
            Action::Show(view) if view == self.view => {}
            Action::Show(view) => {
                next.view = view;
                next.selected = None;
            }
            Action::ShowAlone(alone) => next.alone = alone,
            Action::SetLanguage(language) => next.language = language,
            Action::SetColorScheme(theme) => next.theme = theme,
            Action::ShowMore => next.more += 1,
            Action::ShowTable(open) => next.table_open = open,
            Action::Filter(filter) => next.narrow(filter),
            Action::Search(text) => next.narrow(ProjectFilter { text, ..self.filter.clone() }),
            Action::FilterByTheme(theme) => next.narrow(ProjectFilter { theme, ..self.filter.clone() }),
            Action::FilterByPrefecture(prefecture) => next.narrow(ProjectFilter { prefecture, ..self.filter.clone() }),
            Action::FilterByPartner(partner) => next.narrow(ProjectFilter { partner, ..self.filter.clone() }),
            Action::Select(target) => {
                next.view = view_for(target, self.view, dataset);
                if self.leaves_out(target) {
                    next.filter = ProjectFilter::default();
                }
                next.selected = Some(target);
            }
            Action::Deselect => next.selected = None,
            Action::DrawMap(form) => next.map_form = form,
            Action::Follow(linked) => {
                next.filter = linked.filter;
                next.selected = linked.selected;
                next.view = match (linked.view, linked.selected) {
                    (Some(view), _) => view,
                    (None, Some(target)) => view_for(target, self.view, dataset),
                    (None, None) => self.view,
                };
                if next.selected.is_some_and(|target| next.leaves_out(target)) {
                    next.filter = ProjectFilter::default();
                }
            }
        }
        next
    }
}

impl ViewState {
    /// Applies a filter. A selected project that the filter excludes would be out of reach, so it is deselected.
    fn narrow(&mut self, filter: ProjectFilter) {
        if self.project().is_some_and(|project| !filter.matches(project)) {
            self.selected = None;
        }
        self.filter = filter;
        self.more = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::dataset;

    fn start() -> ViewState {
        ViewState::new(Language::ZhHans)
    }

    #[test]
    fn selecting_a_project_shows_the_projects() {
        let project = &dataset().projects[3];
        let state = start().reduce(Action::Select(Target::Project(project)), dataset());
        assert_eq!((state.view, state.project()), (View::Projects, Some(project)));
    }

    #[test]
    fn a_selected_project_is_never_filtered_out() {
        let project = &dataset().projects[0];
        let other = dataset().themes.iter().find(|theme| **theme != *project.theme).unwrap();
        let narrow = ProjectFilter { theme: Some(other), ..ProjectFilter::default() };
        let state = start()
            .reduce(Action::Filter(narrow.clone()), dataset())
            .reduce(Action::Select(Target::Project(project)), dataset());
        assert!(state.filter.matches(project));
        let state = state.reduce(Action::Filter(narrow), dataset());
        assert_eq!(state.selected, None);
    }

    #[test]
    fn a_link_whose_search_does_not_find_its_project_gives_the_filter_up() {
        let project = &dataset().projects[0];
        let link = |text: &str| Linked {
            selected: Some(Target::Project(project)),
            filter: ProjectFilter { text: text.into(), theme: Some(project.theme.get()), ..ProjectFilter::default() },
            ..Linked::default()
        };
        for (text, stays) in [(project.name.zh_hans.as_str(), true), ("no such word", false)] {
            let state = start().reduce(Action::Follow(link(text)), dataset());
            assert_eq!((state.filter.text == text, state.project()), (stays, Some(project)));
        }
    }

    #[test]
    fn turning_to_another_view_lets_the_selection_go_and_to_the_same_one_keeps_it() {
        let state = start().reduce(Action::Select(Target::Project(&dataset().projects[0])), dataset());
        assert_eq!(state.reduce(Action::Show(View::Projects), dataset()), state);
        assert_eq!(state.reduce(Action::Show(View::Models), dataset()).selected, None);
    }

    #[test]
    fn a_chart_is_selected_where_the_reader_is_if_it_shows_there() {
        let chart = Target::Chart(&dataset().charts[0]);
        for before in [View::Overview, View::Charts, View::Projects] {
            let state = start().reduce(Action::Show(before), dataset());
            assert_eq!(state.reduce(Action::Select(chart), dataset()).view, View::Charts);
        }
    }

    #[test]
    fn language_and_appearance_move_nothing_else() {
        let state = start().reduce(Action::Select(Target::Project(&dataset().projects[0])), dataset());
        let changed = state
            .reduce(Action::SetLanguage(Language::En), dataset())
            .reduce(Action::SetColorScheme(ThemeChoice::Dark), dataset());
        assert_eq!((changed.view, changed.selected, &changed.filter), (state.view, state.selected, &state.filter));
    }
}
