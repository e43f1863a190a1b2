//! The whole widget: holds the state, and tells the page around it what happens.

use super::chart_figure::{Below, chart_figure};
use super::connections_figure::connections;
use super::drawing::DrawingEvent;
use super::element::{Element, button, el, paragraph, with_sent_text};
use super::frame;
use super::project_view;
use super::render_context::RenderContext;
use super::views::view_content;
use crate::browser::address_bar::{self, FragmentWatch};
use crate::browser::media::{MediaWatch, system_is_dark, watch_system_theme};
use crate::browser::{colors, events, focus, keys, timing};
use crate::embedded::FAULTS;
use gloo::timers::callback::Timeout;
use shanhai_dataset::{Dataset, Project};
use shanhai_graphic::chart::{Target, WIDTH_CLASSES, layout_chart, layout_connections, layout_map};
use shanhai_graphic::paint::{Palette, record};
use shanhai_graphic::view_state::{
    Action, Alone, Linked, ProjectFilter, SearchIndex, Selection, ThemeChoice, View, ViewState, draws, from_fragment,
    stands_in, to_fragment,
};
use std::cell::OnceCell;
use std::rc::Rc;
use wasm_bindgen::JsValue;
use web_sys::HtmlElement;
use yew::html::Scope;
use yew::prelude::*;

/// What the page around the widget asks of it.
#[derive(Clone, PartialEq)]
pub struct Options {
    /// Attribute `view`.
    pub view: String,
    /// Attribute `chart`.
    pub chart: String,
    /// Attribute `lang`, or the page's language.
    pub lang: String,
    /// Attribute `theme`.
    pub theme: String,
    /// Whether the page's address belongs to this widget.
    pub from_url: bool,
    /// Where the published files are, with a slash at its end.
    pub base: String,
    /// What is shown.
    pub dataset: &'static Dataset,
    /// Where that one was read; none for one that was published with the program.
    pub address: Option<AttrValue>,
}

impl Options {
    /// Shows a dataset from its beginning, in its first language.
    pub fn new(dataset: &'static Dataset) -> Options {
        Options {
            dataset,
            address: None,
            view: String::new(),
            chart: String::new(),
            lang: String::new(),
            theme: String::new(),
            from_url: false,
            base: String::new(),
        }
    }
}

pub(super) enum Msg {
    /// A widget begins for an element; whether what the page came with has told it that everything is drawn.
    Begin(HtmlElement, Options, bool),
    /// It ends.
    End,
    /// Something that the reader did.
    Act(Action),
    /// Something that happened on a drawing.
    Drawing(DrawingEvent),
    /// An attribute of the element has another value.
    Attribute(String, String),
    /// It has other colours.
    PaletteChanged,
    /// The page points at something, or no longer.
    Light(String),
    /// The page opens something.
    Open(String),
    /// Something was opened before there was a program.
    Select(String),
    /// The address has another fragment.
    Fragment(String),
    /// The system turned dark or light.
    System(bool),
    /// The rest of a long list may be put together.
    Fill,
    /// The address is to say what is shown now.
    WriteAddress,
}

/// What an [`App`] begins with.
#[derive(Properties, PartialEq, Clone, Default)]
pub(super) struct AppProps {
    /// A widget that the page came with, and its element; none where the page is rendered. Without one it begins empty.
    #[prop_or_default]
    pub sent: Option<(Option<HtmlElement>, Options)>,
}

/// One widget after another, in one root.
///
/// Yew never takes the listeners of an app's root away, so a root is never thrown away either: a widget that has ended
/// leaves it empty, and the next one begins in it. A page holds as many roots as it ever showed widgets at once.
pub(super) struct App {
    widget: Option<WidgetState>,
    number: u32,
    /// What is rendered takes over a page that was sent: nothing has changed in it yet.
    takes_over: bool,
}

/// A widget that stands in an element of the page.
pub(super) struct WidgetState {
    /// The element in the page: it sends the events. None where the page is rendered.
    host: Option<HtmlElement>,
    dataset: &'static Dataset,
    options: Options,
    /// Which one of its root this is: elements of an earlier one are not taken over.
    number: u32,
    /// It has been rendered.
    mounted: bool,
    state: Rc<ViewState>,
    /// The projects that match its filters.
    shown: Rc<[&'static Project]>,
    /// What a search looks at before it reads: made when somebody is about to search.
    index: OnceCell<SearchIndex>,
    /// The rest of a long list comes behind the frame that shows its beginning.
    filling: Option<Timeout>,
    /// The address will be written.
    writing: Option<Timeout>,
    link: Scope<App>,
    /// Where the published files are.
    base: AttrValue,
    palette: Rc<Palette>,
    system_is_dark: bool,
    /// The browser paints light pages dark.
    made_dark: bool,
    highlighted: Option<Selection>,
    /// The view without a fragment.
    home: View,
    unknown_chart: bool,
    root: NodeRef,
    act: Callback<Action>,
    drawing: Callback<DrawingEvent>,
    /// What is to be brought into sight once it stands, and whether the focus goes there with it.
    seek: Option<(Selection, bool)>,
    /// Until the mark of it in a drawing can be brought into sight.
    sought: Option<Timeout>,
    /// The reader turned to another view.
    turned: bool,
    filtered: bool,
    /// Its drawings are the pictures that the page came with.
    pictured: bool,
    /// The fields of the filters may not hold what they should.
    refill: bool,
    ready: bool,
    _system: Option<MediaWatch>,
    _fragment: Option<FragmentWatch>,
    _keys: Option<keys::KeyFence>,
}

/// From so many projects on a search looks at an index first.
const INDEXED: usize = 150;

/// How many entries of a long list stand in the first frame after a change of the filter: more than a screen shows.
const FIRST_ROWS: usize = 24;

/// What the attribute `chart` asks for; an empty one asks for nothing.
fn find_alone(dataset: &'static Dataset, id: &str) -> Result<Option<Alone>, ()> {
    if id.is_empty() {
        return Ok(None);
    }
    Alone::find(id, dataset).map(Some).ok_or(())
}

impl Component for App {
    type Message = Msg;
    type Properties = AppProps;

    fn create(ctx: &Context<App>) -> App {
        let widget = ctx.props().sent.clone().map(|(host, options)| {
            let mut widget = WidgetState::begin(ctx.link(), host, options, 0);
            (widget.pictured, widget.refill, widget.ready) = (true, false, true);
            widget
        });
        App { takes_over: widget.is_some(), widget, number: 0 }
    }

    fn update(&mut self, ctx: &Context<App>, msg: Msg) -> bool {
        self.takes_over &= matches!(msg, Msg::PaletteChanged);
        match (msg, &mut self.widget) {
            (Msg::Begin(host, options, ready), _) => {
                self.number += 1;
                let mut widget = WidgetState::begin(ctx.link(), Some(host), options, self.number);
                widget.ready = ready;
                widget.follow_address();
                self.widget = Some(widget);
                true
            }
            (Msg::End, widget) => {
                if let Some(widget) = widget {
                    widget.write_now();
                }
                self.widget.take().is_some()
            }
            (msg, Some(widget)) => widget.update(msg),
            (_, None) => false,
        }
    }

    fn view(&self, _: &Context<App>) -> Html {
        with_sent_text(self.takes_over);
        el("div").children(self.widget.iter().map(WidgetState::view)).into()
    }

    fn rendered(&mut self, ctx: &Context<App>, _: bool) {
        if let Some(widget) = &mut self.widget
            && widget.rendered()
        {
            ctx.link().send_message(Msg::PaletteChanged);
        }
    }
}

impl App {
    /// How well a selection can be shown: 2 as the widget stands, 1 by turning to another view, 0 not at all.
    pub fn match_rank(&self, target: &str) -> u8 {
        let Some(widget) = &self.widget else { return 0 };
        match Selection::of_target(target, widget.dataset) {
            None => 0,
            Some(selection) if widget.shows(selection) => 2,
            Some(selection) => {
                let somewhere = View::of(widget.dataset).any(|view| stands_in(selection, view, widget.dataset));
                u8::from(widget.state.alone.is_none() && somewhere)
            }
        }
    }

    /// A chart, or the map (`map`), as it stands now, as an SVG element for paper; empty where there is none.
    pub fn picture(&self, name: &str, width: f64) -> String {
        let Some(widget) = &self.widget else { return String::new() };
        let state = &widget.state;
        let width = width.max(WIDTH_CLASSES[0]);
        let layout = match Alone::find(name, widget.dataset) {
            Some(Alone::Chart(chart)) => layout_chart(chart, widget.dataset, width, state.language),
            Some(Alone::Connections) if state.alone.is_none() && state.view == View::Projects => {
                let focus = project_view::focus_of(state);
                layout_connections(widget.dataset, &widget.shown, focus, width, state.language)
            }
            Some(Alone::Connections) => {
                let all: Vec<&'static Project> = widget.dataset.projects.iter().collect();
                layout_connections(widget.dataset, &all, None, width, state.language)
            }
            None => layout_map(widget.dataset, &widget.shown, state.project(), state.map_form, width, state.language),
        };
        record(&layout).to_svg_element("", false)
    }
}

impl WidgetState {
    fn begin(link: &Scope<App>, host: Option<HtmlElement>, mut options: Options, number: u32) -> WidgetState {
        let dataset = options.dataset;
        let home = View::from_id(&options.view).unwrap_or_default();
        let alone = find_alone(dataset, &options.chart);
        let mut state = ViewState::new(dataset.language(&options.lang));
        state.view = home;
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
            home,
            unknown_chart: alone.is_err(),
            options,
            root: NodeRef::default(),
            act: link.callback(Msg::Act),
            drawing: link.callback(Msg::Drawing),
            seek: None,
            sought: None,
            turned: false,
            filtered: false,
            pictured: false,
            refill: true,
            ready: false,
            _system: system,
            _fragment: watched.flatten(),
        }
    }

    fn update(&mut self, msg: Msg) -> bool {
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
                self.turned |= matches!(action, Action::Show(_));
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
                self.seek = Some((selection, false));
                self.act(Action::Select(selection));
                // what is selected already is brought into sight all the same
                true
            }
            Msg::Select(target) => {
                let selection = Selection::of_target(&target, self.dataset);
                selection.is_some_and(|selection| self.act(Action::Select(selection)))
            }
            Msg::Fragment(fragment) => {
                let linked = from_fragment(&fragment, self.dataset);
                // without a fragment everything stands as at the beginning
                let linked = linked.unwrap_or_else(|| Linked { view: Some(self.home), ..Linked::default() });
                self.seek = linked.selected.map(|selection| (selection, false));
                self.refill = true;
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

    /// Shows what the page's address says, where it belongs to this widget; whether that is anything.
    fn follow_address(&mut self) -> bool {
        if !self.options.from_url {
            return false;
        }
        let Some(linked) = from_fragment(&address_bar::fragment(), self.dataset) else { return false };
        self.seek = linked.selected.map(|selection| (selection, false));
        self.refill = true;
        let next = self.state.reduce(Action::Follow(linked), self.dataset);
        self.go(next, false)
    }

    fn view(&self) -> Element {
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
            // the style sheet knows the reader's system
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
                // its last stop: the next one is behind the graphic; the package may hide that one
                focus::move_to(&root, "footer summary");
                focus::move_to(&root, "footer .later");
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

    /// Does what can be done once everything stands; whether it must be drawn once more.
    fn rendered(&mut self) -> bool {
        let Some(root) = self.root.cast::<web_sys::Element>() else { return false };
        let first = !std::mem::replace(&mut self.mounted, true);
        if first {
            events::tell(&root, "mounted");
        }
        // the address may say more than the page was rendered from
        let followed = std::mem::take(&mut self.pictured) && self.follow_address();
        if first && self.unknown_chart {
            self.send_error("unknown-chart", &self.options.chart);
        }
        if followed {
            // what it leads to stands with the next rendering
            return true;
        }
        if std::mem::take(&mut self.refill) {
            let ProjectFilter { prefecture, partner, text, .. } = &self.state.filter;
            focus::fill(&root, "[data-testid='search']", text);
            focus::fill(&root, "[data-testid='prefecture-filter']", prefecture.map_or("", |region| &region.adcode));
            focus::fill(&root, "[data-testid='partner-filter']", partner.map_or("", |partner| &partner.id));
        }
        if std::mem::take(&mut self.filtered) {
            timing::filter_done_after_drawing();
        }
        if std::mem::take(&mut self.turned) && !focus::is_within(&root) {
            // the button that turned to it went with the view before
            focus::move_to(&root, frame::tab_selector(self.state.view));
        }
        // what comes before it has its height then
        if let Some((selection, follows)) = self.seek.take_if(|_| self.ready) {
            // a figure may stand in a chart, and an entry of the timeline beside it; the card comes before the drawing
            let chart = self.dataset.charts.iter().find(|chart| draws(chart, selection)).map(Selection::Chart);
            let found = [Some(selection), chart].into_iter().flatten();
            // not what is folded away
            let selector =
                |one: Selection| format!("[data-testid='{}-{}']:not(details:not([open]) *)", one.kind(), one.id());
            if let Some(found) = found.map(selector).find(|found| focus::is_there(&root, found)) {
                focus::bring_into_sight(&root, &found);
                if follows {
                    focus::move_to(&root, &format!("{found} summary"));
                }
                // a chart may be higher than the window: its tooltip stands beside the mark that is meant, once it is drawn
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

    /// The present view.
    fn panel(&self, context: &RenderContext) -> Element {
        let view = self.state.view;
        el("div")
            .class("view")
            .attr("role", "tabpanel")
            .attr("id", "panel")
            .attr("aria-labelledby", frame::tab_selector(view).trim_start_matches('#'))
            .key(view.id())
            .child(view_content(context, view))
    }

    /// Whether a selection has a mark or an entry in what shows now.
    fn shows(&self, selection: Selection) -> bool {
        match self.state.alone {
            Some(Alone::Chart(alone)) => selection == Selection::Chart(alone) || draws(alone, selection),
            // a project has a mark there, but no room to be read
            Some(Alone::Connections) => false,
            None => stands_in(selection, self.state.view, self.dataset),
        }
    }

    fn act(&mut self, action: Action) -> bool {
        self.refill |= !matches!(action, Action::Search(_));
        let next = self.state.reduce(action, self.dataset);
        self.go(next, true)
    }

    /// Takes a state over; whether it is another one.
    fn go(&mut self, next: ViewState, to_address: bool) -> bool {
        let as_new_entry = next.view != self.state.view || next.selected != self.state.selected;
        let changed = self.change(next);
        if changed && to_address && self.options.from_url && self.state.alone.is_none() {
            if as_new_entry {
                self.writing = None;
                self.write_address(true);
            } else {
                // in a task of its own, behind the frame that answers the reader: it takes its time
                let link = self.link.clone();
                self.writing = Some(Timeout::new(0, move || link.send_message(Msg::WriteAddress)));
            }
        }
        changed
    }

    /// Writes the address that was to be written soon.
    fn write_now(&mut self) {
        if self.writing.take().is_some() {
            self.write_address(false);
        }
    }

    fn write_address(&self, as_new_entry: bool) {
        let present = address_bar::fragment();
        let ours = from_fragment(&present, self.dataset).is_some();
        let fragment = to_fragment(&self.state, self.home);
        // a fragment of the page's own stays until there is something to say
        if present.trim_start_matches('#') != fragment && (ours || !fragment.is_empty()) {
            address_bar::write(&fragment, as_new_entry);
        }
    }

    /// Takes a state over and tells the page what is new in it.
    fn change(&mut self, next: ViewState) -> bool {
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

    /// Tells the page what the list is filtered by.
    fn tell_filter(&mut self) {
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

    /// Tells the page that everything is drawn, if it is.
    fn tell_ready(&mut self) {
        if !self.root.cast::<web_sys::Element>().is_some_and(|root| timing::all_drawn(&root)) {
            return;
        }
        timing::mark_charts_ready();
        if !std::mem::replace(&mut self.ready, true) {
            self.send("shanhai:ready", &[]);
        }
    }

    /// The projects that match the filter.
    fn found(&self) -> Rc<[&'static Project]> {
        let filter = &self.state.filter;
        let few = self.dataset.projects.len() < INDEXED;
        if few || filter.text.is_empty() {
            return filter.matching(self.dataset, &SearchIndex::default()).into();
        }
        filter.matching(self.dataset, self.index.get_or_init(|| SearchIndex::of(&self.dataset.projects))).into()
    }

    fn drawn(&mut self, event: DrawingEvent) -> bool {
        // there a tooltip leads on
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
                    // as in the list, the second time closes it
                    return self.act(Action::Deselect);
                }
                // several at one place: one after the other
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
                self.seek = Some((Selection::Project(project), true));
                self.act(Action::Select(Selection::Project(project)));
                true
            }
            // the project's detail in the list has a button of its own
            DrawingEvent::Closed if self.state.project().is_none() => self.act(Action::Deselect),
            DrawingEvent::Closed => false,
            DrawingEvent::Drawn(canvas) => {
                if timing::canvas_drawn(&canvas) {
                    self.tell_ready();
                }
                self.ready && self.seek.is_some()
            }
        }
    }

    fn attribute(&mut self, name: &str, value: &str) -> bool {
        match name {
            "view" => {
                self.home = View::from_id(value).unwrap_or_default();
                self.act(Action::Show(self.home))
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

    fn send_error(&self, code: &str, message: &str) {
        let detail = [("code", JsValue::from_str(code)), ("message", JsValue::from_str(message))];
        self.send("shanhai:error", &detail);
    }

    fn send(&self, name: &str, detail: &[(&str, JsValue)]) {
        if let Some(host) = &self.host {
            events::send(host, name, detail);
        }
    }

    fn is_dark(&self) -> bool {
        self.made_dark || self.state.theme.is_dark(self.system_is_dark)
    }

    /// Takes the colours of the theme and of the page around; whether they are other ones now.
    fn update_palette(&mut self) -> bool {
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
