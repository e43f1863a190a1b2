//! What the component that holds a widget handles.

use shanhai_graphic::store::{self, Options};
use shanhai_graphic::view_state::Action;
use web_sys::{Element, HtmlElement};

/// A message of the browser, of a part of the widget, or of the store.
pub(super) enum Msg {
    /// Starts a widget in an element. The flag says whether the previous content has already told the page that
    /// everything is drawn.
    Begin(HtmlElement, Options, bool),
    /// Ends the widget.
    End,
    /// Something happened to the widget.
    Store(store::Msg),
    /// A canvas has been drawn, or the browser cannot draw it.
    CanvasDrawn(Element),
    /// Writes what is shown now to the address.
    WriteAddress,
    /// Renders once more.
    Render,
}

impl From<store::Msg> for Msg {
    fn from(msg: store::Msg) -> Msg {
        Msg::Store(msg)
    }
}

impl From<Action> for Msg {
    fn from(action: Action) -> Msg {
        Msg::Store(store::Msg::Act(action))
    }
}
