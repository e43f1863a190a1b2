//! The state of one widget as a pure store: a [`Model`], messages that change it, and effects that follow.
//!
//! A component turns what happens in the browser into a [`Msg`], runs each [`Effect`] that [`Model::update`] returns,
//! and renders the model. Nothing here knows a browser, so every transition is tested natively.

mod message;
mod update;

pub use message::{AfterRender, Effect, Event, HistoryEntry, Msg, PageTheme, Scroll};

use crate::chart::{WIDTH_CLASSES, layout_chart, layout_connections, layout_map};
use crate::paint::record;
use crate::view_state::{
    Alone, SearchIndex, Target, ThemeChoice, View, ViewState, draws, from_fragment, to_fragment, view_shows,
};
use shanhai_dataset::{Dataset, Project};
use std::rc::Rc;

/// What the surrounding page asks a widget to show.
#[derive(Debug, Clone, PartialEq)]
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
    pub address: Option<String>,
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

/// How far a widget has come.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Phase {
    /// Its elements and pictures are prerendered, and the program has not yet taken them over. They are complete, so
    /// the page has been told that everything is drawn.
    Prerendered,
    /// Its drawings are not drawn yet. Until they are, nothing has its final height, so a scroll has to wait.
    Drawing {
        /// What to scroll to then.
        scroll: Option<Scroll>,
    },
    /// Everything has been drawn once, here or in what the page showed before.
    Ready,
}

/// How many entries of a long list are rendered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rows {
    /// The beginning, so that the frame that responds to a filter change comes soon.
    Beginning,
    /// All.
    All,
}

/// From this number of projects on, a search consults an index first.
const INDEXED: usize = 150;

/// How many entries of a long list the first frame after a filter change shows: more than fit on a screen.
const FIRST_ROWS: usize = 24;

/// The state of one widget.
#[derive(Debug, Clone)]
pub struct Model {
    dataset: &'static Dataset,
    state: Rc<ViewState>,
    /// The projects that match the filters.
    shown: Rc<[&'static Project]>,
    /// The index that a search consults before it reads texts. The first search builds it.
    index: Option<SearchIndex>,
    rows: Rows,
    /// What the page points at.
    highlighted: Option<Target>,
    /// The view that a page without a fragment shows.
    default_view: View,
    /// The attribute `chart`, if nothing has this id.
    unknown_chart: Option<String>,
    /// Whether the page's address belongs to this widget.
    owns_address: bool,
    page_theme: PageTheme,
    phase: Phase,
}

impl Model {
    /// A widget whose elements are prerendered from the same options.
    pub fn prerendered(options: &Options, page_theme: PageTheme) -> Model {
        Model::new(options, page_theme, Phase::Prerendered)
    }

    /// A widget that begins in an empty root. `ready` says that what the page showed before has already told it that
    /// everything is drawn.
    pub fn mounted_anew(options: &Options, page_theme: PageTheme, ready: bool) -> Model {
        Model::new(options, page_theme, if ready { Phase::Ready } else { Phase::Drawing { scroll: None } })
    }

    fn new(options: &Options, page_theme: PageTheme, phase: Phase) -> Model {
        let dataset = options.dataset;
        let mut state = ViewState::new(dataset.language(&options.lang));
        state.view = View::from_id(&options.view).unwrap_or_default();
        state.theme = ThemeChoice::from_id(&options.theme);
        state.alone = Alone::find(&options.chart, dataset);
        let is_unknown = state.alone.is_none() && !options.chart.is_empty();
        Model {
            dataset,
            shown: dataset.projects.iter().collect(),
            index: None,
            rows: Rows::All,
            highlighted: None,
            default_view: state.view,
            unknown_chart: is_unknown.then(|| options.chart.clone()),
            owns_address: options.from_url,
            page_theme,
            phase,
            state: Rc::new(state),
        }
    }

    /// The dataset to show.
    pub fn dataset(&self) -> &'static Dataset {
        self.dataset
    }

    /// What the reader chose.
    pub fn state(&self) -> &Rc<ViewState> {
        &self.state
    }

    /// The projects that match the filters.
    pub fn shown(&self) -> &Rc<[&'static Project]> {
        &self.shown
    }

    /// The maximum number of list entries to render for now.
    pub fn rows(&self) -> usize {
        match self.rows {
            Rows::Beginning => FIRST_ROWS,
            Rows::All => usize::MAX,
        }
    }

    /// What the surrounding page points at, for as long as it does.
    pub fn highlighted(&self) -> Option<Target> {
        self.highlighted
    }

    /// Whether the page asked for a chart that does not exist.
    pub fn lacks_chart(&self) -> bool {
        self.unknown_chart.is_some()
    }

    /// Whether drawings are still the prerendered pictures.
    pub fn is_prerendered(&self) -> bool {
        self.phase == Phase::Prerendered
    }

    /// Whether it is drawn light on dark.
    pub fn is_dark(&self) -> bool {
        self.page_theme == PageTheme::MadeDark || self.state.theme.is_dark(self.page_theme == PageTheme::Dark)
    }

    /// The fragment to write over the `present` one, if it has to be written.
    pub fn fragment_over(&self, present: &str) -> Option<String> {
        let is_ours = from_fragment(present, self.dataset).is_some();
        let fragment = to_fragment(&self.state, self.default_view);
        // keep a fragment of the page's own until this widget has something to write
        (present.trim_start_matches('#') != fragment && (is_ours || !fragment.is_empty())).then_some(fragment)
    }

    /// How well the widget can show a target: 2 as it is, 1 after switching to another view, 0 not at all.
    pub fn match_rank(&self, name: &str) -> u8 {
        let Some(target) = Target::named(name, self.dataset) else { return 0 };
        match self.state.alone {
            Some(Alone::Chart(alone)) => 2 * u8::from(target == Target::Chart(alone) || draws(alone, target)),
            // a project has a mark there, but no space for its text
            Some(Alone::Connections) => 0,
            None if view_shows(target, self.state.view, self.dataset) => 2,
            None => u8::from(View::of(self.dataset).any(|view| view_shows(target, view, self.dataset))),
        }
    }

    /// Returns a chart (by its id), the connections (`connections`) or the map (any other name), as shown now, as an
    /// SVG element for printing.
    pub fn picture(&self, name: &str, width: f64) -> String {
        let state = &self.state;
        let width = width.max(WIDTH_CLASSES[0]);
        let layout = match Alone::find(name, self.dataset) {
            Some(Alone::Chart(chart)) => layout_chart(chart, self.dataset, width, state.language),
            Some(Alone::Connections) if state.alone.is_none() && state.view == View::Projects => {
                layout_connections(self.dataset, &self.shown, state.focus(), width, state.language)
            }
            Some(Alone::Connections) => {
                let all: Vec<&'static Project> = self.dataset.projects.iter().collect();
                layout_connections(self.dataset, &all, None, width, state.language)
            }
            None => layout_map(self.dataset, &self.shown, state.project(), state.map_form, width, state.language),
        };
        record(&layout).to_svg_element("", false)
    }
}
