//! What a drawing is given, and what happens on it.

use crate::ui::message;
use shanhai_dataset::{Chart, Dataset, Language, Project};
use shanhai_graphic::chart::{Focus, MapForm};
use shanhai_graphic::interaction::Gesture;
use shanhai_graphic::paint::Palette;
use shanhai_graphic::view_state::Target;
use std::rc::Rc;
use yew::prelude::*;

/// What is drawn.
#[derive(Clone, PartialEq)]
pub(in crate::ui) enum Subject {
    /// A chart.
    Chart(&'static Chart),
    /// The map.
    Map {
        /// Projects that match the filters.
        shown: Rc<[&'static Project]>,
        /// The selected one.
        selected: Option<&'static Project>,
        /// Outlines or tiles.
        form: MapForm,
    },
    /// The connections: what the projects join.
    Connections {
        /// Projects that match the filters.
        shown: Rc<[&'static Project]>,
        /// What the reader chose elsewhere. An active mark takes precedence.
        focus: Option<Focus>,
    },
}

impl Subject {
    /// Whether a target has a mark in it.
    pub(super) fn shows(&self, target: Target) -> bool {
        match (self, target) {
            (Subject::Chart(chart), Target::Figure(figure)) => chart.shows(figure),
            (Subject::Map { .. } | Subject::Connections { .. }, Target::Project(_)) => true,
            _ => false,
        }
    }
}

/// Where a mark's tooltip links to from the projects that it names.
#[derive(Clone, PartialEq)]
pub(in crate::ui) enum Leads {
    /// To their entries in the widget's list.
    ToEntries,
    /// To their pages, in a widget without a list. Holds the URL of the published files, with a trailing slash.
    ToPages(AttrValue),
}

/// The properties of a drawing.
#[derive(Properties, Clone)]
pub(in crate::ui) struct DrawingProps {
    /// What is drawn.
    pub subject: Subject,
    /// The dataset that the subject is part of.
    pub dataset: &'static Dataset,
    /// Name for tests, after the prefix `canvas-`.
    pub name: AttrValue,
    /// What a screen reader announces for the whole drawing.
    pub label: AttrValue,
    /// Language of the labels.
    pub language: Language,
    /// Colours.
    pub palette: Rc<Palette>,
    /// What the page or the state points at.
    pub highlighted: Option<Target>,
    /// Whether it starts as the prerendered picture.
    pub pictured: bool,
    /// Where its tooltips link to, if anywhere.
    pub leads: Option<Leads>,
    /// Receives what happens on it.
    pub send: Callback<message::Msg>,
}

impl PartialEq for DrawingProps {
    fn eq(&self, other: &DrawingProps) -> bool {
        // how a drawing started makes no difference later
        let same = self.subject == other.subject && self.dataset == other.dataset && self.name == other.name;
        let described =
            self.label == other.label && self.language == other.language && self.highlighted == other.highlighted;
        same && described && self.palette == other.palette && self.send == other.send
    }
}

/// What happens on a drawing.
pub(in crate::ui) enum Msg {
    /// The page gives it another width, in css px.
    Width(f64),
    /// It came near the viewport, or went far from it.
    Near(bool),
    /// Layout or drawing has led to something that must be shown: the tooltip of a highlighted mark, or the notice
    /// that there is no canvas.
    Highlighted,
    /// The browser lost what was drawn, so draw it again.
    Draw,
    /// The device pixel ratio may have changed.
    Ratio,
    /// A pointer moved to a position in the viewport.
    Moved((f64, f64)),
    /// A position in the viewport was tapped or clicked.
    Tapped((f64, f64)),
    /// It received the focus.
    Focused,
    /// Escape was pressed while a tooltip was open.
    Escaped,
    /// The reader did something that needs no position.
    Gesture(Gesture),
}
