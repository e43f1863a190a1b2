//! Effects of a state change on the page around a widget: the address, events, colours.

use super::super::drawing::DrawingEvent;
use super::{INDEXED, Msg, WidgetState, find_alone};
use crate::browser::address_bar;
use crate::browser::{colors, events, timing};
use gloo::timers::callback::Timeout;
use shanhai_dataset::Project;
use shanhai_graphic::chart::Target;
use shanhai_graphic::paint::Palette;
use shanhai_graphic::view_state::{
    Action, Alone, ProjectFilter, SearchIndex, Selection, ThemeChoice, View, ViewState, draws, from_fragment,
    stands_in, to_fragment,
};
use std::rc::Rc;
use wasm_bindgen::JsValue;

impl WidgetState {
    /// Whether a selection has a mark or an entry in what is shown now.
    pub(super) fn shows(&self, selection: Selection) -> bool {
        match self.state.alone {
            Some(Alone::Chart(alone)) => selection == Selection::Chart(alone) || draws(alone, selection),
            // a project has a mark there, but no space for its text
            Some(Alone::Connections) => false,
            None => stands_in(selection, self.state.view, self.dataset),
        }
    }

    pub(super) fn act(&mut self, action: Action) -> bool {
        self.sync_fields |= !matches!(action, Action::Search(_));
        let next = self.state.reduce(action, self.dataset);
        self.go(next, true)
    }

    /// Applies a state. Returns whether it differs from the current one.
    pub(super) fn go(&mut self, next: ViewState, to_address: bool) -> bool {
        let as_new_entry = next.view != self.state.view || next.selected != self.state.selected;
        let changed = self.change(next);
        if changed && to_address && self.options.from_url && self.state.alone.is_none() {
            if as_new_entry {
                self.writing = None;
                self.write_address(true);
            } else {
                // in a separate task after the frame that responds to the reader, because writing the address is slow
                let link = self.link.clone();
                self.writing = Some(Timeout::new(0, move || link.send_message(Msg::WriteAddress)));
            }
        }
        changed
    }

    /// Writes the address now, if a write is scheduled.
    pub(super) fn write_now(&mut self) {
        if self.writing.take().is_some() {
            self.write_address(false);
        }
    }

    pub(super) fn write_address(&self, as_new_entry: bool) {
        let present = address_bar::fragment();
        let ours = from_fragment(&present, self.dataset).is_some();
        let fragment = to_fragment(&self.state, self.default_view);
        // keep a fragment of the page's own until this widget has something to write
        if present.trim_start_matches('#') != fragment && (ours || !fragment.is_empty()) {
            address_bar::write(&fragment, as_new_entry);
        }
    }

    /// Applies a state and notifies the page of what changed.
    pub(super) fn change(&mut self, next: ViewState) -> bool {
        if next == *self.state {
            return false;
        }
        let before = std::mem::replace(&mut self.state, Rc::new(next));
        if self.state.selected != before.selected {
            let text = |text: Option<&'static str>| text.map_or(JsValue::NULL, JsValue::from_str);
            let selected = self.state.selected;
            let detail = [("kind", text(selected.map(Selection::kind))), ("id", text(selected.map(Selection::id)))];
            self.send("shanhai:select", &detail);
        }
        if self.state.filter != before.filter {
            self.shown = self.found();
            self.filling = (self.shown.len() >= INDEXED).then(|| {
                let link = self.link.clone();
                Timeout::new(100, move || link.send_message(Msg::Fill))
            });
            self.tell_filter();
        }
        if self.state.theme != before.theme {
            self.update_palette();
        }
        true
    }

    /// Notifies the page of the filter of the list.
    pub(super) fn tell_filter(&mut self) {
        self.filtered = true;
        let ProjectFilter { theme, prefecture, text, .. } = &self.state.filter;
        let detail = [
            ("theme", JsValue::from_str(theme.map_or("", |theme| &theme.id))),
            ("prefecture", JsValue::from_str(prefecture.map_or("", |region| &region.adcode))),
            ("text", JsValue::from_str(text)),
            ("count", JsValue::from_f64(self.shown.len() as f64)),
        ];
        self.send("shanhai:filter", &detail);
    }

    /// Notifies the page that everything is drawn, if it is.
    pub(super) fn tell_ready(&mut self) {
        if !self.root.cast::<web_sys::Element>().is_some_and(|root| timing::all_drawn(&root)) {
            return;
        }
        timing::mark_charts_ready();
        if !std::mem::replace(&mut self.ready, true) {
            self.send("shanhai:ready", &[]);
        }
    }

    /// The projects that match the filter.
    pub(super) fn found(&self) -> Rc<[&'static Project]> {
        let filter = &self.state.filter;
        let few = self.dataset.projects.len() < INDEXED;
        if few || filter.text.is_empty() {
            return filter.matching(self.dataset, &SearchIndex::default()).into();
        }
        filter.matching(self.dataset, self.index.get_or_init(|| SearchIndex::of(&self.dataset.projects))).into()
    }

    pub(super) fn drawn(&mut self, event: DrawingEvent) -> bool {
        // there, the tooltip offers links instead
        let only_leads_on = match self.state.alone {
            Some(alone) => alone == Alone::Connections,
            None => self.state.view == View::Overview,
        };
        match event {
            DrawingEvent::Chosen(_) if only_leads_on => false,
            DrawingEvent::Chosen(Target::One(entry)) => self.act(Action::Select(entry)),
            DrawingEvent::Chosen(Target::Projects(projects)) => {
                if let [project] = projects.as_slice()
                    && self.state.project() == Some(*project)
                {
                    // as in the list, choosing it again closes it
                    return self.act(Action::Deselect);
                }
                // several projects at one place: select them in turn
                let present = self.state.project().and_then(|present| projects.iter().position(|one| *one == present));
                let next = present.map_or(0, |index| (index + 1) % projects.len());
                projects.get(next).is_some_and(|project| self.act(Action::Select(Selection::Project(project))))
            }
            DrawingEvent::Chosen(Target::Region(region)) => {
                let next = (self.state.filter.prefecture != Some(region)).then_some(region);
                self.act(Action::FilterByPrefecture(next))
            }
            DrawingEvent::Chosen(Target::Partner(partner)) => {
                let next = (self.state.filter.partner != Some(partner)).then_some(partner);
                self.act(Action::FilterByPartner(next))
            }
            DrawingEvent::Wanted(project) => {
                self.pending_scroll = Some((Selection::Project(project), true));
                self.act(Action::Select(Selection::Project(project)));
                true
            }
            // a selected project stays open in the list, where its detail has its own close button
            DrawingEvent::Closed if self.state.project().is_none() => self.act(Action::Deselect),
            DrawingEvent::Closed => false,
            DrawingEvent::Drawn(canvas) => {
                if timing::canvas_drawn(&canvas) {
                    self.tell_ready();
                }
                self.ready && self.pending_scroll.is_some()
            }
        }
    }

    pub(super) fn attribute(&mut self, name: &str, value: &str) -> bool {
        match name {
            "view" => {
                self.default_view = View::from_id(value).unwrap_or_default();
                self.act(Action::Show(self.default_view))
            }
            "chart" => {
                let alone = find_alone(self.dataset, value);
                let was_unknown = std::mem::replace(&mut self.unknown_chart, alone.is_err());
                if alone.is_err() {
                    self.send_error("unknown-chart", value);
                }
                self.act(Action::ShowAlone(alone.unwrap_or_default())) || was_unknown != self.unknown_chart
            }
            "lang" => self.act(Action::SetLanguage(self.dataset.language(value))),
            "theme" => self.act(Action::SetColorScheme(ThemeChoice::from_id(value))),
            _ => false,
        }
    }

    pub(super) fn send_error(&self, code: &str, message: &str) {
        let detail = [("code", JsValue::from_str(code)), ("message", JsValue::from_str(message))];
        self.send("shanhai:error", &detail);
    }

    pub(super) fn send(&self, name: &str, detail: &[(&str, JsValue)]) {
        if let Some(host) = &self.host {
            events::send(host, name, detail);
        }
    }

    pub(super) fn is_dark(&self) -> bool {
        self.made_dark || self.state.theme.is_dark(self.system_is_dark)
    }

    /// Updates the palette from the theme and the surrounding page. Returns whether the colours changed.
    pub(super) fn update_palette(&mut self) -> bool {
        let mut palette = if self.is_dark() { Palette::dark() } else { Palette::light() };
        if let (Some(root), Some(host)) = (self.root.cast::<web_sys::Element>(), &self.host) {
            colors::of_roles(host, &root, &Palette::ROLES, |role, color| palette.set(role, color));
        }
        let changed = *self.palette != palette;
        if changed {
            self.palette = Rc::new(palette);
        }
        changed
    }
}
