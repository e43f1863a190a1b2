//! What every part of the widget is rendered from.

use super::drawing::DrawingEvent;
use crate::embedded::PROGRAM;
use crate::paint::Palette;
use crate::view_state::{Action, Selection, ViewState};
use crate::wording::{Words, words};
use shanhai_dataset::{Language, Program, Project};
use std::rc::Rc;
use yew::prelude::*;

/// Everything that a view reads, and where it sends what happens.
pub(super) struct Scene<'a> {
    /// What the reader chose.
    pub state: &'a Rc<ViewState>,
    /// The projects that match the filters.
    pub shown: &'a Rc<[&'static Project]>,
    /// Colours of the drawings.
    pub palette: &'a Rc<Palette>,
    /// What the page around the widget points at, for as long as it does.
    pub lit: Option<Selection>,
    /// Takes actions.
    pub act: &'a Callback<Action>,
    /// Takes what happens on drawings.
    pub drawing: &'a Callback<DrawingEvent>,
    /// Where the published files are, with a slash at its end.
    pub base: &'a AttrValue,
    /// Whether pictures stand in the page itself; else they are files that come when they are looked at.
    #[cfg(feature = "publish")]
    pub inline: bool,
    /// The most entries of a list that are put together by now.
    pub rows: usize,
    /// How many charts are put together by now; the others keep their places.
    pub built: usize,
}

impl Scene<'_> {
    /// The dataset.
    pub fn program(&self) -> &'static Program {
        &PROGRAM
    }

    /// The language.
    pub fn language(&self) -> Language {
        self.state.language
    }

    /// The interface's words.
    pub fn words(&self) -> &'static Words {
        words(self.state.language)
    }

    /// A callback that sends an action at each click.
    pub fn on(&self, action: Action) -> Callback<MouseEvent> {
        self.act.reform(move |_| action.clone())
    }
}
