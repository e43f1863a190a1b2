//! Putting a widget into an element of a page, and what the page can do with it then.

pub use super::app::Options;
use super::app::{App, AppProps, Msg};
use crate::embedded::PROGRAM;
use crate::view_state::Selection;
use web_sys::{Element, HtmlElement};
use yew::AppHandle;

/// A widget that stands in a page.
pub struct Widget {
    handle: AppHandle<App>,
}

/// Puts a widget into `root`, an empty element inside the shadow root of `host`.
pub fn mount(root: Element, host: HtmlElement, options: Options) -> Widget {
    let handle = yew::Renderer::<App>::with_root_and_props(root, AppProps { host, options }).render();
    Widget { handle }
}

/// The thing that a target such as `figure:farm-sales` names.
fn find(target: &str) -> Option<Selection> {
    let (kind, id) = target.split_once(':')?;
    Selection::find(kind, id, &PROGRAM)
}

impl Widget {
    /// An attribute of the element has another value.
    pub fn set(&self, name: &str, value: &str) {
        self.handle
            .send_message(Msg::Attribute(name.to_owned(), value.to_owned()));
    }

    /// Lights what `target` names; an empty one puts the light out.
    pub fn light(&self, target: &str) {
        self.handle.send_message(Msg::Light(find(target)));
    }

    /// How well this widget can show what `target` names: 2 as it stands, 1 by turning to another view, 0 not at all.
    pub fn fitness(&self, target: &str) -> u8 {
        let (Some(selection), Some(app)) = (find(target), self.handle.get_component()) else {
            return 0;
        };
        match (app.shows(selection), app.can_open(selection)) {
            (true, _) => 2,
            (false, true) => 1,
            (false, false) => 0,
        }
    }

    /// Selects what `target` names and brings it into sight.
    pub fn open(&self, target: &str) {
        if let Some(selection) = find(target) {
            self.handle.send_message(Msg::Open(selection));
        }
    }

    /// Takes the widget out of the page.
    pub fn destroy(self) {
        self.handle.destroy();
    }
}
