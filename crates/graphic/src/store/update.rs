//! How a message changes a model.

use super::{AfterRender, Effect, Event, HistoryEntry, INDEXED, Model, Msg, Phase, Rows, Scroll};
use crate::chart::Datum;
use crate::view_state::{
    Action, Alone, Linked, SearchIndex, Target, ThemeChoice, View, ViewState, draws, from_fragment,
};
use shanhai_dataset::Project;
use std::rc::Rc;

/// Collects what follows from a message.
type Effects = Vec<Effect>;

impl Model {
    /// Applies a message. Returns what the component has to do.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        let mut effects = Vec::new();
        self.apply(msg, &mut effects);
        effects
    }

    fn apply(&mut self, msg: Msg, effects: &mut Effects) {
        match msg {
            Msg::Started(fragment) => {
                effects.push(Effect::AfterRender(AfterRender::FillFields));
                self.follow_address(&fragment, effects);
                effects.push(Effect::Render);
            }
            Msg::Mounted(fragment) => self.mounted(&fragment, effects),
            Msg::Drawn => self.drawn(effects),
            Msg::Act(action) => {
                let is_turn = matches!(action, Action::Show(_));
                if self.act(action, effects) && is_turn {
                    effects.push(Effect::AfterRender(AfterRender::FocusTab));
                }
            }
            Msg::Choose(datum) => self.choose(datum, effects),
            Msg::Visit(project) => self.open(Target::Project(project), true, effects),
            // a selected project stays open in the list, where its detail has its own close button
            Msg::CloseTooltip if self.state.project().is_some() => {}
            Msg::CloseTooltip => _ = self.act(Action::Deselect, effects),
            Msg::Attribute(name, value) => self.set_attribute(&name, value, effects),
            Msg::Light(name) => {
                let before = self.highlighted;
                self.highlighted = Target::named(&name, self.dataset);
                if self.highlighted != before {
                    effects.push(Effect::Render);
                }
            }
            Msg::Open(name) => {
                if let Some(target) = Target::named(&name, self.dataset) {
                    self.open(target, false, effects);
                }
            }
            Msg::Select(name) => {
                if let Some(target) = Target::named(&name, self.dataset) {
                    self.act(Action::Select(target), effects);
                }
            }
            Msg::Navigated(fragment) => {
                // without a fragment, everything returns to its initial state
                let linked = from_fragment(&fragment, self.dataset)
                    .unwrap_or_else(|| Linked { view: Some(self.default_view), ..Linked::default() });
                self.follow(linked, effects);
                effects.push(Effect::Render);
            }
            Msg::PageTheme(theme) => {
                self.page_theme = theme;
                effects.extend([Effect::UpdatePalette, Effect::Render]);
            }
            Msg::ListStarted if self.rows == Rows::All => {}
            Msg::ListStarted => {
                self.rows = Rows::All;
                effects.push(Effect::Render);
            }
        }
    }

    fn mounted(&mut self, fragment: &str, effects: &mut Effects) {
        if self.phase == Phase::Prerendered {
            self.phase = Phase::Ready;
            // the address may hold more than the prerendered page shows
            self.follow_address(fragment, effects);
        }
        if let Some(id) = &self.unknown_chart {
            effects.push(Effect::Dispatch(Event::UnknownChart(id.clone())));
        }
        // the page's colours are known now
        effects.push(Effect::UpdatePalette);
    }

    fn drawn(&mut self, effects: &mut Effects) {
        if let Phase::Drawing { scroll } = self.phase {
            self.phase = Phase::Ready;
            effects.push(Effect::Dispatch(Event::Ready));
            self.scroll(scroll, effects);
        }
    }

    /// Goes where the fragment of the page's address leads, if the address belongs to this widget.
    fn follow_address(&mut self, fragment: &str, effects: &mut Effects) {
        if self.owns_address
            && let Some(linked) = from_fragment(fragment, self.dataset)
        {
            self.follow(linked, effects);
        }
    }

    fn follow(&mut self, linked: Linked, effects: &mut Effects) {
        let scroll = linked.selected.map(|to| self.scroll_to(to, false));
        effects.push(Effect::AfterRender(AfterRender::FillFields));
        self.change(self.state.reduce(Action::Follow(linked), self.dataset), effects);
        self.scroll(scroll, effects);
    }

    /// Selects an entry and scrolls to it, even if it is already selected.
    fn open(&mut self, target: Target, with_focus: bool, effects: &mut Effects) {
        self.act(Action::Select(target), effects);
        self.scroll(Some(self.scroll_to(target, with_focus)), effects);
        effects.push(Effect::Render);
    }

    /// Scrolls, now or once everything has its final height.
    fn scroll(&mut self, scroll: Option<Scroll>, effects: &mut Effects) {
        match (&mut self.phase, scroll) {
            (Phase::Drawing { scroll: pending }, scroll) => *pending = scroll,
            (_, Some(scroll)) => effects.extend([Effect::AfterRender(AfterRender::Scroll(scroll)), Effect::Render]),
            (_, None) => {}
        }
    }

    fn scroll_to(&self, to: Target, with_focus: bool) -> Scroll {
        let chart = self.dataset.charts.iter().find(|chart| draws(chart, to));
        Scroll { to, or: chart.map(Target::Chart), with_focus }
    }

    /// Applies an action of the reader or of the page, and writes the address. Returns whether the state changed.
    fn act(&mut self, action: Action, effects: &mut Effects) -> bool {
        // a reader types faster than a page renders, so the search field is left alone
        if !matches!(action, Action::Search(_)) {
            effects.push(Effect::AfterRender(AfterRender::FillFields));
        }
        let before = self.state.clone();
        let changed = self.change(self.state.reduce(action, self.dataset), effects);
        if changed && self.owns_address && self.state.alone.is_none() {
            let is_elsewhere = (self.state.view, self.state.selected) != (before.view, before.selected);
            let entry = if is_elsewhere { HistoryEntry::New } else { HistoryEntry::Current };
            effects.push(Effect::WriteAddress(entry));
        }
        changed
    }

    /// Applies a state. Returns whether it differs from the current one.
    fn change(&mut self, next: ViewState, effects: &mut Effects) -> bool {
        if next == *self.state {
            return false;
        }
        let before = std::mem::replace(&mut self.state, Rc::new(next));
        if self.state.selected != before.selected {
            effects.push(Effect::Dispatch(Event::Select(self.state.selected)));
        }
        if self.state.filter != before.filter {
            self.shown = self.matching();
            self.rows = Rows::All;
            if self.shown.len() >= INDEXED {
                self.rows = Rows::Beginning;
                effects.push(Effect::ScheduleRest);
            }
            effects.extend([Effect::Dispatch(Event::Filter), Effect::AfterRender(AfterRender::MarkFiltered)]);
        }
        if self.state.theme != before.theme {
            effects.push(Effect::UpdatePalette);
        }
        effects.push(Effect::Render);
        true
    }

    /// The projects that match the filter.
    fn matching(&mut self) -> Rc<[&'static Project]> {
        let filter = &self.state.filter;
        if self.dataset.projects.len() < INDEXED || filter.text.is_empty() {
            return filter.matching(self.dataset, &SearchIndex::default()).into();
        }
        let index = self.index.get_or_insert_with(|| SearchIndex::of(&self.dataset.projects));
        filter.matching(self.dataset, index).into()
    }

    fn choose(&mut self, datum: Datum, effects: &mut Effects) {
        // there, the tooltip offers links instead
        let only_leads_on = match self.state.alone {
            Some(alone) => alone == Alone::Connections,
            None => self.state.view == View::Overview,
        };
        if only_leads_on {
            return;
        }
        let action = match datum {
            Datum::One(entry) => Action::Select(entry),
            Datum::Projects(projects) => {
                let present = self.state.project();
                // several projects at one place: select them in turn
                let at = present.and_then(|present| projects.iter().position(|one| *one == present));
                match (projects.as_slice(), at) {
                    ([], _) => return,
                    // as in the list, choosing it again closes it
                    ([_], Some(_)) => Action::Deselect,
                    (all, at) => Action::Select(Target::Project(all[at.map_or(0, |at| (at + 1) % all.len())])),
                }
            }
            Datum::Region(region) => {
                Action::FilterByPrefecture((self.state.filter.prefecture != Some(region)).then_some(region))
            }
            Datum::Partner(partner) => {
                Action::FilterByPartner((self.state.filter.partner != Some(partner)).then_some(partner))
            }
        };
        self.act(action, effects);
    }

    fn set_attribute(&mut self, name: &str, value: String, effects: &mut Effects) {
        let action = match name {
            "view" => {
                self.default_view = View::from_id(&value).unwrap_or_default();
                Action::Show(self.default_view)
            }
            "chart" => {
                let alone = Alone::find(&value, self.dataset);
                let was_unknown = self.unknown_chart.is_some();
                self.unknown_chart = (alone.is_none() && !value.is_empty()).then_some(value);
                if let Some(id) = &self.unknown_chart {
                    effects.push(Effect::Dispatch(Event::UnknownChart(id.clone())));
                }
                if was_unknown != self.unknown_chart.is_some() {
                    effects.push(Effect::Render);
                }
                Action::ShowAlone(alone)
            }
            "lang" => Action::SetLanguage(self.dataset.language(&value)),
            "theme" => Action::SetColorScheme(ThemeChoice::from_id(&value)),
            _ => return,
        };
        self.act(action, effects);
    }
}
