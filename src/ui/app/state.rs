//! The state of one widget: how it starts, handles messages and renders.

use super::super::chart_figure::{Below, chart_figure};
use super::super::connections_figure::connections;
use super::super::element::{Element, button, el, paragraph};
use super::super::frame;
use super::super::render_context::RenderContext;
use super::super::views::view_content;
use super::{App, FIRST_ROWS, Msg, Options, WidgetState, find_alone};
use crate::browser::address_bar;
use crate::browser::media::{system_is_dark, watch_system_theme};
use crate::browser::{colors, events, focus, keys, timing};
use crate::embedded::FAULTS;
use gloo::timers::callback::Timeout;
use shanhai_graphic::paint::Palette;
use shanhai_graphic::view_state::{
    Action, Alone, Linked, ProjectFilter, Selection, ThemeChoice, View, ViewState, draws, from_fragment,
};
use std::cell::OnceCell;
use std::rc::Rc;
use web_sys::HtmlElement;
use yew::html::Scope;
use yew::prelude::*;

impl WidgetState {
    pub(super) fn begin(
        link: &Scope<App>,
        host: Option<HtmlElement>,
        mut options: Options,
        number: u32,
    ) -> WidgetState {
        let dataset = options.dataset;
        let default_view = View::from_id(&options.view).unwrap_or_default();
        let alone = find_alone(dataset, &options.chart);
        let mut state = ViewState::new(dataset.language(&options.lang));
        state.view = default_view;
        state.theme = ThemeChoice::from_id(&options.theme);
        state.alone = alone.unwrap_or_default();
        let system_is_dark = host.is_some() && system_is_dark();
        let made_dark = host.as_ref().is_some_and(|host| colors::is_made_dark(host));
        let dark = made_dark || state.theme.is_dark(system_is_dark);
        let watched = options.from_url.then(|| {
            let link = link.clone();
            address_bar::watch(move |fragment| link.send_message(Msg::Fragment(fragment)))
        });
        let system = host.as_ref().and_then(|_| {
            let link = link.clone();
            watch_system_theme(move |dark| link.send_message(Msg::System(dark)))
        });
        let base = AttrValue::from(std::mem::take(&mut options.base));
        WidgetState {
            _keys: host.as_ref().map(|host| keys::fence(host)),
            host,
            dataset,
            number,
            mounted: false,
            state: Rc::new(state),
            shown: dataset.projects.iter().collect(),
            index: OnceCell::new(),
            filling: None,
            writing: None,
            link: link.clone(),
            base,
            palette: Rc::new(if dark { Palette::dark() } else { Palette::light() }),
            system_is_dark,
            made_dark,
            highlighted: None,
            default_view,
            unknown_chart: alone.is_err(),
            options,
            root: NodeRef::default(),
            act: link.callback(Msg::Act),
            drawing: link.callback(Msg::Drawing),
            pending_scroll: None,
            sought: None,
            view_changed: false,
            filtered: false,
            pictured: false,
            sync_fields: true,
            ready: false,
            _system: system,
            _fragment: watched.flatten(),
        }
    }

    pub(super) fn update(&mut self, msg: Msg) -> bool {
        match msg {
            Msg::Begin(..) | Msg::End => false,
            Msg::Fill => {
                self.filling = None;
                true
            }
            Msg::WriteAddress => {
                self.write_now();
                false
            }
            Msg::PaletteChanged => true,
            Msg::Act(action) => {
                self.view_changed |= matches!(action, Action::Show(_));
                self.act(action)
            }
            Msg::Drawing(event) => self.drawn(event),
            Msg::Attribute(name, value) => self.attribute(&name, &value),
            Msg::Light(target) => {
                let highlighted = Selection::of_target(&target, self.dataset);
                let changed = self.highlighted != highlighted;
                self.highlighted = highlighted;
                changed
            }
            Msg::Open(target) => {
                let Some(selection) = Selection::of_target(&target, self.dataset) else { return false };
                self.pending_scroll = Some((selection, false));
                self.act(Action::Select(selection));
                // re-render even if it is already selected, to scroll it into view
                true
            }
            Msg::Select(target) => {
                let selection = Selection::of_target(&target, self.dataset);
                selection.is_some_and(|selection| self.act(Action::Select(selection)))
            }
            Msg::Fragment(fragment) => {
                let linked = from_fragment(&fragment, self.dataset);
                // without a fragment, everything returns to its initial state
                let linked = linked.unwrap_or_else(|| Linked { view: Some(self.default_view), ..Linked::default() });
                self.pending_scroll = linked.selected.map(|selection| (selection, false));
                self.sync_fields = true;
                let next = self.state.reduce(Action::Follow(linked), self.dataset);
                self.go(next, false);
                true
            }
            Msg::System(dark) => {
                self.system_is_dark = dark;
                self.made_dark = self.host.as_ref().is_some_and(|host| colors::is_made_dark(host));
                self.update_palette();
                true
            }
        }
    }

    /// Applies the fragment of the page's address, if the address belongs to this widget. Returns whether the state
    /// changed.
    pub(super) fn follow_address(&mut self) -> bool {
        if !self.options.from_url {
            return false;
        }
        let Some(linked) = from_fragment(&address_bar::fragment(), self.dataset) else { return false };
        self.pending_scroll = linked.selected.map(|selection| (selection, false));
        self.sync_fields = true;
        let next = self.state.reduce(Action::Follow(linked), self.dataset);
        self.go(next, false)
    }

    pub(super) fn view(&self) -> Element {
        let state = &self.state;
        let context = RenderContext {
            state,
            palette: &self.palette,
            highlighted: self.highlighted,
            act: &self.act,
            drawing: &self.drawing,
            shown: &self.shown,
            base: &self.base,
            rows: if self.filling.is_some() { FIRST_ROWS } else { usize::MAX },
            dataset: self.dataset,
            address: &self.options.address,
            pictured: self.pictured,
        };
        let color_scheme = match (&self.host, self.is_dark()) {
            // the style sheet knows the system's theme
            (None, _) => "root",
            (_, true) => "root dark",
            (_, false) => "root light",
        };
        let words = context.words();
        let notice = if self.unknown_chart { words.unknown_chart } else { "" };
        let notice = paragraph("notice", notice)
            .attr("data-testid", "notice")
            .attr("role", "alert")
            .bool_attr("hidden", notice.is_empty());
        let root = self.root.clone();
        let skip = button(Callback::from(move |_| {
            if let Some(root) = root.cast::<web_sys::Element>() {
                // focus its last tab stop, so that the next one is after the graphic; the package may hide that stop
                focus::move_to(&root, "footer summary");
                focus::move_to(&root, "footer [data-lazy]");
            }
        }));
        let page = el("div").class("page").child(skip.class("skip").text(words.skip)).child(notice);
        let page = page.maybe((!FAULTS.is_empty()).then(|| {
            let report = el("pre").text(FAULTS);
            el("div").class("notice").attr("data-testid", "faults").attr("role", "alert").child(report)
        }));
        let alone = state.alone.map(|alone| match alone {
            Alone::Chart(chart) => chart_figure(&context, chart, Below::Nothing),
            Alone::Connections => connections(&context, Below::Nothing),
        });
        let page = match alone {
            Some(figure) => page.child(el("div").class("alone").child(figure)),
            None => page.child(frame::header(&context)).child(frame::tabs(&context)).child(self.panel(&context)),
        };
        el("div")
            .class(color_scheme)
            .attr("lang", state.language.tag())
            .attr("dir", "ltr")
            .held_by(&self.root)
            .number(self.number)
            .child(page.child(frame::footer(&context)).child(paragraph("unseen", words.end)))
    }

    /// Does what has to wait for the rendered elements. Returns whether to render once more.
    pub(super) fn rendered(&mut self) -> bool {
        let Some(root) = self.root.cast::<web_sys::Element>() else { return false };
        let first = !std::mem::replace(&mut self.mounted, true);
        if first {
            events::tell(&root, "mounted");
        }
        // the address may hold more than the prerendered page shows
        let followed = std::mem::take(&mut self.pictured) && self.follow_address();
        if first && self.unknown_chart {
            self.send_error("unknown-chart", &self.options.chart);
        }
        if followed {
            // its target exists only after the next render
            return true;
        }
        if std::mem::take(&mut self.sync_fields) {
            let ProjectFilter { prefecture, partner, text, .. } = &self.state.filter;
            focus::fill(&root, "[data-testid='search']", text);
            focus::fill(&root, "[data-testid='prefecture-filter']", prefecture.map_or("", |region| &region.adcode));
            focus::fill(&root, "[data-testid='partner-filter']", partner.map_or("", |partner| &partner.id));
        }
        if std::mem::take(&mut self.filtered) {
            timing::filter_done_after_drawing();
        }
        if std::mem::take(&mut self.view_changed) && !focus::is_within(&root) {
            // the button that switched the view disappeared with the previous view
            focus::move_to(&root, frame::tab_selector(self.state.view));
        }
        // only once ready: then everything above it has its final height
        if let Some((selection, follows)) = self.pending_scroll.take_if(|_| self.ready) {
            // a chart may draw the figure, and a timeline may list the entry beside its drawing; the entry's own
            // element comes before the drawing
            let chart = self.dataset.charts.iter().find(|chart| draws(chart, selection)).map(Selection::Chart);
            let found = [Some(selection), chart].into_iter().flatten();
            // skip what is inside closed details
            let selector =
                |one: Selection| format!("[data-testid='{}-{}']:not(details:not([open]) *)", one.kind(), one.id());
            if let Some(found) = found.map(selector).find(|found| focus::is_there(&root, found)) {
                focus::bring_into_sight(&root, &found);
                if follows {
                    focus::move_to(&root, &format!("{found} summary"));
                }
                // a chart may be higher than the viewport: scroll to its tooltip, which is beside the mark once that
                // is drawn
                let within = root.clone();
                let show = move || focus::bring_into_sight(&within, &format!("{found} .tip:not([hidden])"));
                self.sought = Some(Timeout::new(60, show));
            }
        }
        if let Some(project) = self.state.project() {
            focus::bring_into_sight_within(&root, ".list", &format!("[data-testid='project-{}']", project.id));
        }
        // the page's colours are known now
        first && self.update_palette()
    }

    /// The current view.
    pub(super) fn panel(&self, context: &RenderContext) -> Element {
        let view = self.state.view;
        el("div")
            .class("view")
            .attr("role", "tabpanel")
            .attr("id", "panel")
            .attr("aria-labelledby", frame::tab_selector(view).trim_start_matches('#'))
            .key(view.id())
            .child(view_content(context, view))
    }
}
