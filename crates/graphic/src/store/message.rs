//! What can happen to a widget, and what the component that holds it then has to do.

use crate::chart::Datum;
use crate::view_state::{Action, Target};
use shanhai_dataset::Project;

/// What the page around a widget draws on, and with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PageTheme {
    /// The system's theme is light.
    Light,
    /// The system's theme is dark.
    Dark,
    /// The browser darkens light pages, whatever the page asks for.
    MadeDark,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq)]
pub enum Msg {
    /// The widget begins in an empty root. Holds the fragment of the address.
    Started(String),
    /// The elements of the first render are there. Holds the fragment of the address.
    Mounted(String),
    /// Every drawing of the view is drawn.
    Drawn,
    /// The reader did something.
    Act(Action),
    /// The reader chose a mark of a drawing.
    Choose(Datum),
    /// The reader wants to see a project that a mark or an entry of the timeline names.
    Visit(&'static Project),
    /// The reader closed the tooltip of the chosen mark.
    CloseTooltip,
    /// An attribute of the element, by its name, has a new value.
    Attribute(String, String),
    /// The page highlights a target such as `figure:farm-sales`. Any other text ends the highlight.
    Light(String),
    /// The page opens a target: it is selected and scrolled into view.
    Open(String),
    /// The reader opened a target before the program was loaded: it is selected where it is.
    Select(String),
    /// The reader moved through the history. Holds the fragment of the address.
    Navigated(String),
    /// The page's theme changed.
    PageTheme(PageTheme),
    /// The beginning of a long list has been shown.
    ListStarted,
}

/// What follows from a message, in the order in which it has to be done.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Render the model.
    Render,
    /// Dispatch an event from the element.
    Dispatch(Event),
    /// Write the address; see [`super::Model::fragment_over`].
    WriteAddress(HistoryEntry),
    /// Send [`Msg::ListStarted`] once the frame with the beginning of the list has been shown.
    ScheduleRest,
    /// Read the colours again that the theme and the page give.
    UpdatePalette,
    /// Do this once the model is rendered.
    AfterRender(AfterRender),
}

/// An event for the surrounding page.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// `shanhai:select`: the selection changed.
    Select(Option<Target>),
    /// `shanhai:filter`: the filter of the list changed.
    Filter,
    /// `shanhai:ready`: everything is drawn, for the first time.
    Ready,
    /// `shanhai:error` with the code `unknown-chart`: nothing has this id.
    UnknownChart(String),
}

/// How the address is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HistoryEntry {
    /// At once, as a new entry of the history.
    New,
    /// After the frame that responds to the reader, because writing is slow, in place of the current entry.
    Current,
}

/// What has to wait for the rendered elements. They are done in the order of the variants, one of each kind: of two
/// scrolls, only the later counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum AfterRender {
    /// Tell the page that there are elements, and send [`Msg::Mounted`].
    Mount,
    /// Set the fields of the filter to the state's values.
    FillFields,
    /// Mark in the browser's timeline that a filter change is rendered.
    MarkFiltered,
    /// Move a focus that has disappeared with the previous view to the tab of the present one.
    FocusTab,
    /// Scroll to an entry.
    Scroll(Scroll),
}

impl AfterRender {
    /// Number of variants.
    pub const COUNT: usize = 5;

    /// Position in the order.
    pub const fn order(self) -> usize {
        match self {
            AfterRender::Mount => 0,
            AfterRender::FillFields => 1,
            AfterRender::MarkFiltered => 2,
            AfterRender::FocusTab => 3,
            AfterRender::Scroll(_) => 4,
        }
    }
}

/// Where to scroll.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Scroll {
    /// The entry.
    pub to: Target,
    /// The chart that draws the entry, in case the entry has no element of its own in the view.
    pub or: Option<Target>,
    /// Whether the focus moves to the entry, too.
    pub with_focus: bool,
}
