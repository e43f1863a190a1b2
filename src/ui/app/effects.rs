//! What follows from a message: effects on the page around a widget, and on its rendered elements.

use super::super::frame;
use super::{Msg, Widget};
use crate::browser::{address_bar, colors, events, focus, timing};
use gloo::timers::callback::Timeout;
use shanhai_graphic::paint::Palette;
use shanhai_graphic::store::{self, AfterRender, Effect, Event, HistoryEntry, Scroll};
use shanhai_graphic::view_state::{ProjectFilter, Target};
use std::rc::Rc;
use wasm_bindgen::JsValue;
use web_sys::Element;

impl Widget {
    /// Applies a message and runs what follows. Returns whether to render.
    pub(super) fn update(&mut self, msg: store::Msg) -> bool {
        let mut renders = false;
        for effect in self.model.update(msg) {
            match effect {
                Effect::Render => renders = true,
                Effect::Dispatch(event) => self.dispatch(event),
                Effect::WriteAddress(HistoryEntry::New) => {
                    self.writing = None;
                    self.write_address(true);
                }
                Effect::WriteAddress(HistoryEntry::Current) => self.writing = Some(self.later(0, || Msg::WriteAddress)),
                Effect::ScheduleRest => self.filling = Some(self.later(100, || store::Msg::ListStarted.into())),
                Effect::UpdatePalette => renders |= self.update_palette(),
                Effect::AfterRender(task) => self.wait(task),
            }
        }
        renders
    }

    fn later(&self, milliseconds: u32, msg: fn() -> Msg) -> Timeout {
        let link = self.link.clone();
        Timeout::new(milliseconds, move || link.send_message(msg()))
    }

    /// Lets a task wait until the elements are rendered.
    pub(super) fn wait(&mut self, task: AfterRender) {
        self.waiting[task.order()] = Some(task);
    }

    /// Runs what has waited for the rendered elements, in the order of [`AfterRender`]. Whatever needs another render
    /// lets the rest wait for that one. Returns whether to render once more.
    pub(super) fn rendered(&mut self) -> bool {
        let Some(root) = self.root() else { return false };
        self.unfold(&root);
        for at in 0..AfterRender::COUNT {
            match self.waiting[at].take() {
                None => {}
                Some(AfterRender::Mount) => {
                    events::tell(&root, "mounted");
                    if self.update(store::Msg::Mounted(address_bar::fragment())) {
                        return true;
                    }
                }
                Some(AfterRender::FillFields) => self.fill_fields(&root),
                Some(AfterRender::MarkFiltered) => timing::filter_done_after_drawing(),
                Some(AfterRender::FocusTab) => self.focus_tab(&root),
                Some(AfterRender::Scroll(scroll)) => self.scroll(&root, scroll),
            }
        }
        if self.model.state().project().is_some() {
            // however the list has changed
            focus::bring_into_sight_within(&root, ".list", ".item.open");
        }
        false
    }

    /// Opens what holds the entry that the page points at or that is selected. Closes it when that is over, unless it
    /// was the reader who opened it.
    fn unfold(&mut self, root: &Element) {
        let state = self.model.state();
        // the others have a mark in a drawing, or are opened by their own state
        let may_be_folded = |entry: &Target| matches!(entry, Target::Figure(_) | Target::Model(_));
        let pointed_at = self.model.highlighted().or(state.selected).filter(may_be_folded);
        if self.unfolded_for == (pointed_at, state.view) {
            return;
        }
        self.unfolded_for = (pointed_at, state.view);
        if let Some(details) = self.unfolded.take() {
            let _refused = details.remove_attribute("open");
        }
        self.unfolded = pointed_at.and_then(|entry| focus::unfold(root, &selector_of(entry)));
    }

    fn fill_fields(&self, root: &Element) {
        let ProjectFilter { prefecture, partner, text, .. } = &self.model.state().filter;
        focus::fill(root, "[type=search]", text);
        focus::fill(root, "[name=prefecture]", prefecture.map_or("", |region| &region.adcode));
        focus::fill(root, "[name=partner]", partner.map_or("", |partner| &partner.id));
    }

    fn focus_tab(&self, root: &Element) {
        if !focus::is_within(root) {
            focus::move_to(root, frame::tab_selector(self.model.state().view));
        }
    }

    fn scroll(&mut self, root: &Element, Scroll { to, or, with_focus }: Scroll) {
        // A timeline may list the entry beside its drawing: the entry's own element comes first. What is inside closed
        // details is skipped.
        let selector = |entry: Target| format!("{}:not(details:not([open]) *)", selector_of(entry));
        let there = [Some(to), or].into_iter().flatten().map(selector).find(|found| focus::is_there(root, found));
        let Some(found) = there else { return };
        focus::bring_into_sight(root, &found);
        if with_focus {
            focus::move_to(root, &format!("{found} summary"));
        }
        // A chart may be higher than the viewport: scroll to its tooltip, which is beside the mark once that is drawn.
        let root = root.clone();
        let show = move || focus::bring_into_sight(&root, &format!("{found} .tip:not([hidden])"));
        self.scrolling = Some(Timeout::new(60, show));
    }

    /// Writes the address now, if a write is scheduled.
    pub(super) fn write_waiting_address(&mut self) {
        if self.writing.take().is_some() {
            self.write_address(false);
        }
    }

    fn write_address(&self, as_new_entry: bool) {
        if let Some(fragment) = self.model.fragment_over(&address_bar::fragment()) {
            address_bar::write(&fragment, as_new_entry);
        }
    }

    fn dispatch(&self, event: Event) {
        let Some(host) = &self.host else { return };
        match event {
            Event::Select(selected) => {
                let text = |text: Option<&'static str>| text.map_or(JsValue::NULL, JsValue::from_str);
                let detail = [("kind", text(selected.map(Target::kind))), ("id", text(selected.map(Target::id)))];
                events::send(host, "shanhai:select", &detail);
            }
            Event::Filter => {
                let ProjectFilter { theme, prefecture, text, .. } = &self.model.state().filter;
                let detail = [
                    ("theme", JsValue::from_str(theme.map_or("", |theme| &theme.id))),
                    ("prefecture", JsValue::from_str(prefecture.map_or("", |region| &region.adcode))),
                    ("text", JsValue::from_str(text)),
                    ("count", JsValue::from_f64(self.model.shown().len() as f64)),
                ];
                events::send(host, "shanhai:filter", &detail);
            }
            Event::Ready => events::send(host, "shanhai:ready", &[]),
            Event::UnknownChart(id) => {
                let detail = [("code", JsValue::from_str("unknown-chart")), ("message", JsValue::from_str(&id))];
                events::send(host, "shanhai:error", &detail);
            }
        }
    }

    /// Reads the colours that the theme and the surrounding page give. Returns whether they changed.
    fn update_palette(&mut self) -> bool {
        let mut palette = Palette::of(self.model.is_dark());
        if let (Some(root), Some(host)) = (self.root(), &self.host) {
            colors::of_roles(host, &root, &Palette::ROLES, |role, color| palette.set(role, color));
        }
        let changed = *self.palette != palette;
        if changed {
            self.palette = Rc::new(palette);
        }
        changed
    }
}

/// Finds the elements of an entry.
fn selector_of(entry: Target) -> String {
    format!("[data-entry='{}:{}']", entry.kind(), entry.id())
}
