//! The whole widget: holds the state, and tells the page around it what happens.

mod effects;
mod state;

use super::drawing::DrawingEvent;
use super::element::{el, with_sent_text};
use super::project_view;
use crate::browser::address_bar::FragmentWatch;
use crate::browser::keys;
use crate::browser::media::MediaWatch;
use gloo::timers::callback::Timeout;
use shanhai_dataset::{Dataset, Project};
use shanhai_graphic::chart::{WIDTH_CLASSES, layout_chart, layout_connections, layout_map};
use shanhai_graphic::paint::{Palette, record};
use shanhai_graphic::view_state::{Action, Alone, SearchIndex, Selection, View, ViewState, stands_in};
use std::cell::OnceCell;
use std::rc::Rc;
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
    default_view: View,
    unknown_chart: bool,
    root: NodeRef,
    act: Callback<Action>,
    drawing: Callback<DrawingEvent>,
    /// What is to be brought into sight once it stands, and whether the focus goes there with it.
    pending_scroll: Option<(Selection, bool)>,
    /// Until the mark of it in a drawing can be brought into sight.
    sought: Option<Timeout>,
    /// The reader turned to another view.
    view_changed: bool,
    filtered: bool,
    /// Its drawings are the pictures that the page came with.
    pictured: bool,
    /// The fields of the filters may not hold what they should.
    sync_fields: bool,
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
            (widget.pictured, widget.sync_fields, widget.ready) = (true, false, true);
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
