//! The whole widget: it holds the state and notifies the surrounding page of what happens.

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

/// What the surrounding page asks the widget to show.
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
    /// URL of the published files, with a trailing slash.
    pub base: String,
    /// The dataset to show.
    pub dataset: &'static Dataset,
    /// Where the dataset was loaded from. `None` if it was published with the program.
    pub address: Option<AttrValue>,
}

impl Options {
    /// Shows a dataset's overview in its first language.
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
    /// Starts a widget in an element. The flag says whether the previous content has already told the page that
    /// everything is drawn.
    Begin(HtmlElement, Options, bool),
    /// Ends the widget.
    End,
    /// The reader did something.
    Act(Action),
    /// Something happened on a drawing.
    Drawing(DrawingEvent),
    /// An attribute of the element changed.
    Attribute(String, String),
    /// The colours changed.
    PaletteChanged,
    /// The page highlights something, or ends the highlight.
    Light(String),
    /// The page opens something.
    Open(String),
    /// The reader opened something before the program was loaded.
    Select(String),
    /// The fragment of the address changed.
    Fragment(String),
    /// The system switched between dark and light.
    System(bool),
    /// Renders the rest of a long list.
    Fill,
    /// Writes what is shown now to the address.
    WriteAddress,
}

/// What an [`App`] starts with.
#[derive(Properties, PartialEq, Clone, Default)]
pub(super) struct AppProps {
    /// A prerendered widget and its element, which is `None` during prerendering. Without a widget, the app starts
    /// empty.
    #[prop_or_default]
    pub sent: Option<(Option<HtmlElement>, Options)>,
}

/// Shows one widget after another in one root.
///
/// Yew never removes the event listeners of an app's root, so roots are never discarded. A widget that ends leaves
/// its root empty, and the next widget starts in it. A page holds as many roots as it has ever shown widgets at once.
pub(super) struct App {
    widget: Option<WidgetState>,
    number: u32,
    /// The render takes over prerendered markup, in which nothing has changed yet.
    takes_over: bool,
}

/// A widget in an element of the page.
pub(super) struct WidgetState {
    /// The element in the page, which dispatches the events. `None` during prerendering.
    host: Option<HtmlElement>,
    dataset: &'static Dataset,
    options: Options,
    /// Its number among the widgets of its root. It keeps yew from reusing elements of an earlier widget.
    number: u32,
    /// Whether it has been rendered.
    mounted: bool,
    state: Rc<ViewState>,
    /// The projects that match the filters.
    shown: Rc<[&'static Project]>,
    /// The index that a search consults before it reads texts. The first search builds it.
    index: OnceCell<SearchIndex>,
    /// Timer that renders the rest of a long list, after the frame that shows its beginning.
    filling: Option<Timeout>,
    /// Timer that writes the address.
    writing: Option<Timeout>,
    link: Scope<App>,
    /// URL of the published files.
    base: AttrValue,
    palette: Rc<Palette>,
    system_is_dark: bool,
    /// Whether the browser darkens light pages.
    made_dark: bool,
    highlighted: Option<Selection>,
    /// The view that a page without a fragment shows.
    default_view: View,
    unknown_chart: bool,
    root: NodeRef,
    act: Callback<Action>,
    drawing: Callback<DrawingEvent>,
    /// What to scroll into view once it is rendered, and whether the focus moves there too.
    pending_scroll: Option<(Selection, bool)>,
    /// Timer that scrolls the tooltip of its mark in a drawing into view.
    sought: Option<Timeout>,
    /// Whether the reader switched to another view.
    view_changed: bool,
    filtered: bool,
    /// Whether its drawings are still the prerendered pictures.
    pictured: bool,
    /// Whether the filter fields may differ from the state.
    sync_fields: bool,
    ready: bool,
    _system: Option<MediaWatch>,
    _fragment: Option<FragmentWatch>,
    _keys: Option<keys::KeyFence>,
}

/// From this number of projects on, a search consults an index first.
const INDEXED: usize = 150;

/// How many entries of a long list the first frame after a filter change shows: more than fit on a screen.
const FIRST_ROWS: usize = 24;

/// Finds what the attribute `chart` asks for. An empty one asks for nothing.
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
    /// How well the widget can show a target: 2 as it is, 1 after switching to another view, 0 not at all.
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

    /// Returns a chart (by its id), the connections (`connections`) or the map (`map`), as shown now, as an SVG
    /// element for printing. Empty if there is no widget.
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
