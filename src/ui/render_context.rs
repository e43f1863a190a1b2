//! The input from which every part of the widget is rendered.

use super::message::Msg;
use shanhai_dataset::{Dataset, Language, Project};
use shanhai_graphic::paint::Palette;
use shanhai_graphic::view_state::{Action, Target, ViewState};
use shanhai_graphic::wording::{Words, words};
use std::rc::Rc;
use yew::prelude::*;

/// Everything that a view reads, and the callbacks for what happens in it.
pub(super) struct RenderContext<'a> {
    /// The dataset to show.
    pub dataset: &'static Dataset,
    /// Where the dataset was loaded from. `None` if it was published with the program.
    pub address: &'a Option<AttrValue>,
    /// What the reader chose.
    pub state: &'a Rc<ViewState>,
    /// The projects that match the filters.
    pub shown: &'a Rc<[&'static Project]>,
    /// Colours of the drawings.
    pub palette: &'a Rc<Palette>,
    /// What the surrounding page points at, for as long as it does.
    pub highlighted: Option<Target>,
    /// Receives what the reader does.
    pub send: &'a Callback<Msg>,
    /// URL of the published files, with a trailing slash. Empty if there are none.
    pub base: &'a AttrValue,
    /// Whether drawings are still the prerendered pictures.
    pub pictured: bool,
    /// The maximum number of list entries to render for now.
    pub rows: usize,
}

impl RenderContext<'_> {
    /// The language.
    pub fn language(&self) -> Language {
        self.state.language
    }

    /// The interface's words.
    pub fn words(&self) -> &'static Words {
        words(self.state.language)
    }

    /// URL of the published pages, with a trailing slash. `None` where there are none: for a dataset loaded from another
    /// address, and in other applications, which have no published files.
    pub fn pages(&self) -> Option<&AttrValue> {
        (self.address.is_none() && !self.base.is_empty()).then_some(self.base)
    }

    /// What the page points at, or else what is selected.
    pub fn pointed_at(&self) -> Option<Target> {
        self.highlighted.or(self.state.selected)
    }

    /// A callback that sends an action on each click.
    pub fn on(&self, action: Action) -> Callback<MouseEvent> {
        self.act(move |_| action.clone())
    }

    /// A callback that sends the action that an event leads to.
    pub fn act<E: 'static>(&self, action: impl Fn(E) -> Action + 'static) -> Callback<E> {
        self.send.reform(move |event| action(event).into())
    }
}
