//! How a drawing responds to pointer, touch and keyboard: which mark is active, and why.
//!
//! A component turns events into [`Gesture`]s, does what the [`Response`] asks for, and keeps its timers and listeners
//! as [`Interaction::is_leaving`] and [`Interaction::is_open`] say.

use crate::chart::{Datum, Direction, HitTarget, Layout};
use crate::store::Msg;
use crate::view_state::Target;
use shanhai_dataset::Project;

/// Why a mark is active. A weaker cause does not undo a stronger one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Cause {
    /// The page or the state points at it.
    Highlight,
    /// The pointer is over it.
    Hover,
    /// The reader moved to it by keyboard.
    Walk,
    /// The reader chose it.
    Chosen,
}

/// What a reader does on a drawing. Marks are indices into [`Layout::hit_targets`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gesture {
    /// The pointer moved onto a mark, or to where there is none.
    Move(Option<usize>),
    /// The pointer left drawing and tooltip.
    Leave,
    /// The pointer is over drawing or tooltip again.
    Enter,
    /// The pointer has been away from the mark for as long as the tooltip waits.
    StayAway,
    /// A pointer went down.
    Press {
        /// Whether it is a finger. A finger cannot hover, and its reader has no key to close the tooltip.
        by_touch: bool,
    },
    /// A mark, or none, was tapped or clicked.
    Tap(Option<usize>),
    /// A key was pressed.
    Key(Key),
    /// The drawing received the focus.
    Focus {
        /// Whether the browser shows it, as it does for readers who use the keyboard.
        is_visible: bool,
    },
    /// The drawing lost the focus.
    Blur,
    /// The reader closed the tooltip.
    Close,
}

/// A key that a drawing handles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Key {
    /// To the next mark in a direction.
    Step(Direction),
    /// To the first mark.
    First,
    /// To the last mark.
    Last,
    /// Chooses the active mark.
    Choose,
    /// Shows which keys there are, or hides it.
    Help,
}

impl Key {
    /// The key with a name, as in `KeyboardEvent.key`.
    pub fn from_name(name: &str) -> Option<Key> {
        Some(match name {
            "ArrowLeft" => Key::Step(Direction::Left),
            "ArrowRight" => Key::Step(Direction::Right),
            "ArrowUp" => Key::Step(Direction::Up),
            "ArrowDown" => Key::Step(Direction::Down),
            "Home" => Key::First,
            "End" => Key::Last,
            "Enter" | " " => Key::Choose,
            "?" => Key::Help,
            _ => return None,
        })
    }
}

/// What follows from a gesture.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Response {
    /// Whether what the component renders has changed.
    pub renders: bool,
    /// What the widget has to know.
    pub message: Option<Msg>,
}

impl From<bool> for Response {
    fn from(renders: bool) -> Response {
        Response { renders, message: None }
    }
}

/// The state of a drawing that a reader interacts with.
#[derive(Debug, Clone, Default)]
pub struct Interaction {
    active: Option<(usize, Cause)>,
    /// The mark where keyboard navigation continues.
    walked: usize,
    by_touch: bool,
    is_leaving: bool,
    keys_shown: bool,
}

impl Interaction {
    /// The active mark.
    pub fn mark<'a>(&self, layout: Option<&'a Layout>) -> Option<&'a HitTarget> {
        layout?.hit_targets.get(self.active?.0)
    }

    /// The active mark if the reader moved to it by keyboard or chose it, so that a screen reader announces it.
    pub fn announced_mark<'a>(&self, layout: Option<&'a Layout>) -> Option<&'a HitTarget> {
        self.active.filter(|&(_, cause)| cause >= Cause::Walk).and_then(|_| self.mark(layout))
    }

    /// Whether a mark is active that the reader can deactivate.
    pub fn is_open(&self) -> bool {
        self.active.is_some_and(|(_, cause)| cause > Cause::Highlight)
    }

    /// Whether the reader chose the active mark.
    pub fn is_chosen(&self) -> bool {
        self.active.is_some_and(|(_, cause)| cause == Cause::Chosen)
    }

    /// Whether the last press was a finger's.
    pub fn is_by_touch(&self) -> bool {
        self.by_touch
    }

    /// Whether the tooltip waits for the pointer to move onto it; [`Gesture::StayAway`] ends that.
    pub fn is_leaving(&self) -> bool {
        self.is_leaving
    }

    /// Whether the reader asked which keys there are.
    pub fn shows_keys(&self) -> bool {
        self.keys_shown
    }

    /// Responds to a gesture. Without a layout, there is no mark. `highlighted` is what the page or the state points at.
    pub fn respond(&mut self, gesture: Gesture, layout: Option<&Layout>, highlighted: Option<Target>) -> Response {
        match gesture {
            Gesture::Move(Some(mark)) => {
                self.is_leaving = false;
                self.activate(mark, Cause::Hover, layout).into()
            }
            Gesture::Move(None) | Gesture::Leave => {
                self.is_leaving |= self.active.is_some_and(|(_, cause)| cause == Cause::Hover);
                Response::default()
            }
            Gesture::Enter => {
                self.is_leaving = false;
                Response::default()
            }
            Gesture::StayAway => {
                self.is_leaving = false;
                self.deactivate(Cause::Hover, layout, highlighted).into()
            }
            Gesture::Press { by_touch } => {
                self.by_touch = by_touch;
                Response::default()
            }
            Gesture::Tap(Some(mark)) => self.choose(mark, layout),
            Gesture::Tap(None) => self.close(layout, highlighted),
            Gesture::Key(key) => layout.map(|layout| self.press(key, layout)).unwrap_or_default(),
            Gesture::Focus { is_visible } => {
                let mark = layout.map_or(0, |layout| layout.walk_from(self.walked));
                (is_visible && self.active.is_none() && self.activate(mark, Cause::Walk, layout)).into()
            }
            Gesture::Blur => {
                let had_keys = std::mem::take(&mut self.keys_shown);
                // keep a mark that the pointer activated: its tooltip may have taken the focus
                let walked = self.active.is_some_and(|(_, cause)| cause == Cause::Walk);
                ((walked && self.deactivate(Cause::Walk, layout, highlighted)) || had_keys).into()
            }
            Gesture::Close => {
                self.is_leaving = false;
                let had_keys = std::mem::take(&mut self.keys_shown);
                let Response { renders, message } = self.close(layout, highlighted);
                Response { renders: renders || had_keys, message }
            }
        }
    }

    /// Activates the mark of what the page or the state points at.
    pub fn follow_highlight(&mut self, layout: Option<&Layout>, highlighted: Option<Target>) {
        let wanted = highlighted.and_then(|entry| index_of(layout, |datum| datum.represents(entry)));
        match (wanted, self.active) {
            (Some(mark), Some((present, _))) if mark == present => {}
            (Some(mark), _) => self.active = Some((mark, Cause::Highlight)),
            (None, Some((_, Cause::Highlight | Cause::Chosen))) => self.active = None,
            (None, _) => {}
        }
    }

    /// Follows the active `datum` into another layout, if it still has a mark there. `selected` is the project that
    /// is selected on a map.
    pub fn follow_layout(&mut self, datum: Option<Datum>, layout: Option<&Layout>, selected: Option<&Project>) {
        // close a place's tooltip when another project is selected elsewhere
        let closes = |cause| match (cause, selected, &datum) {
            (Cause::Chosen, Some(project), Some(Datum::Projects(projects))) => !projects.contains(&project),
            _ => false,
        };
        self.active = self.active.and_then(|(_, cause)| {
            let datum = datum.as_ref().filter(|_| !closes(cause))?;
            Some((index_of(layout, |other| other == datum)?, cause))
        });
        let last = layout.map_or(0, |layout| layout.hit_targets.len().saturating_sub(1));
        self.walked = self.walked.min(last);
    }

    fn activate(&mut self, mark: usize, cause: Cause, layout: Option<&Layout>) -> bool {
        let held = self.active.is_some_and(|(_, present)| present > cause && cause == Cause::Hover);
        let exists = layout.is_some_and(|layout| mark < layout.hit_targets.len());
        let activates = exists && !held && self.active != Some((mark, cause));
        if activates {
            self.active = Some((mark, cause));
        }
        activates
    }

    /// Deactivates the active mark, unless a stronger cause than this one keeps it active.
    fn deactivate(&mut self, cause: Cause, layout: Option<&Layout>, highlighted: Option<Target>) -> bool {
        if self.active.is_none_or(|(_, present)| present > cause) {
            return false;
        }
        self.active = None;
        if cause < Cause::Chosen {
            self.follow_highlight(layout, highlighted);
        }
        true
    }

    /// Closes the tooltip of the active mark, whatever keeps it open.
    fn close(&mut self, layout: Option<&Layout>, highlighted: Option<Target>) -> Response {
        let was_chosen = self.is_chosen();
        let renders = self.deactivate(Cause::Chosen, layout, highlighted);
        Response { renders, message: was_chosen.then_some(Msg::CloseTooltip) }
    }

    fn choose(&mut self, mark: usize, layout: Option<&Layout>) -> Response {
        self.is_leaving = false;
        self.walked = mark;
        let chosen = layout.and_then(|layout| layout.hit_targets.get(mark));
        let message = chosen.map(|chosen| Msg::Choose(chosen.datum.clone()));
        Response { renders: self.activate(mark, Cause::Chosen, layout), message }
    }

    fn press(&mut self, key: Key, layout: &Layout) -> Response {
        let Some(last) = layout.hit_targets.len().checked_sub(1) else { return Response::default() };
        let here = self.active.map_or_else(|| layout.walk_from(self.walked), |(mark, _)| mark);
        let next = match key {
            Key::Step(direction) => layout.neighbour(here, direction),
            Key::First => layout.walk_from(0),
            Key::Last => layout.walk_from(last),
            Key::Choose => return self.choose(here.min(last), Some(layout)),
            Key::Help => {
                self.keys_shown = !self.keys_shown;
                return true.into();
            }
        };
        self.is_leaving = false;
        self.walked = next;
        self.activate(next, Cause::Walk, Some(layout)).into()
    }
}

fn index_of(layout: Option<&Layout>, holds: impl Fn(&Datum) -> bool) -> Option<usize> {
    layout?.hit_targets.iter().position(|mark| holds(&mark.datum))
}
