//! What every part of the widget is rendered from.

use super::drawing::DrawingEvent;
use shanhai_dataset::{Dataset, Language, Project};
use shanhai_graphic::paint::Palette;
use shanhai_graphic::view_state::{Action, Selection, ViewState};
use shanhai_graphic::wording::{Words, words};
use std::rc::Rc;
use yew::prelude::*;

/// Everything that a view reads, and where it sends what happens.
pub(super) struct RenderContext<'a> {
    /// What is shown.
    pub dataset: &'static Dataset,
    /// Where the dataset was read; none for one that was published with the program.
    pub address: &'a Option<AttrValue>,
    /// What the reader chose.
    pub state: &'a Rc<ViewState>,
    /// The projects that match the filters.
    pub shown: &'a Rc<[&'static Project]>,
    /// Colours of the drawings.
    pub palette: &'a Rc<Palette>,
    /// What the page around the widget points at, for as long as it does.
    pub highlighted: Option<Selection>,
    /// Takes actions.
    pub act: &'a Callback<Action>,
    /// Takes what happens on drawings.
    pub drawing: &'a Callback<DrawingEvent>,
    /// Where the published files are, with a slash at its end.
    pub base: &'a AttrValue,
    /// Drawings are the pictures that the page came with.
    pub pictured: bool,
    /// The most entries of a list that are put together by now.
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

    /// What the page points at, or else what is selected.
    pub fn pointed_at(&self) -> Option<Selection> {
        self.highlighted.or(self.state.selected)
    }

    /// A callback that sends an action at each click.
    pub fn on(&self, action: Action) -> Callback<MouseEvent> {
        self.act.reform(move |_| action.clone())
    }
}
