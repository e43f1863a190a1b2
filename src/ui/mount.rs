//! Putting widgets into elements of a page, and what the page can do with them then.

pub use super::app::Options;
use super::app::{App, Msg};
use crate::embedded::PROGRAM;
use crate::view_state::{Bundles, Selection};
use web_sys::HtmlElement;
use yew::AppHandle;

/// A root in which one widget after another stands in a page.
pub struct Widget {
    app: AppHandle<App>,
    root: web_sys::Element,
    script: Option<js_sys::Function>,
}

impl Widget {
    /// Makes `root` the root of widgets; it stays empty until one begins. `script` is called with a number, whose bits are
    /// those of [`crate::view_state::Bundles`], when bundles of the tables are needed that the program was loaded without, and
    /// answers by [`Widget::supply`]. None if it has them all.
    pub fn new(root: web_sys::Element, script: Option<js_sys::Function>) -> Widget {
        Widget { app: yew::Renderer::<App>::with_root(root.clone()).render(), root, script }
    }

    /// Bundles of the tables are in their places; or they could not be had, and `fault` tells why.
    pub fn supply(&self, bundles: u32, fault: String) {
        self.app.send_message(Msg::Supply(Bundles(bundles), fault));
    }

    /// Begins a widget for `host`, whose shadow root holds the root.
    pub fn begin(&self, host: HtmlElement, mut options: Options) {
        options.script = self.script.clone();
        options.unseen = self.root.matches(".waiting").unwrap_or(false);
        self.app.send_message(Msg::Begin(host, options));
    }

    /// Ends it: every listener, observer and element of it goes.
    pub fn end(&self) {
        self.app.send_message(Msg::End);
    }

    /// An attribute of the element has another value.
    pub fn set(&self, name: &str, value: &str) {
        self.app.send_message(Msg::Attribute(name.to_owned(), value.to_owned()));
    }

    /// Lights what `target` names; an empty one puts the light out.
    pub fn light(&self, target: &str) {
        self.app.send_message(Msg::Light(find(target)));
    }

    /// How well this widget can show what `target` names: 2 as it stands, 1 by turning to another view, 0 not at all.
    pub fn fitness(&self, target: &str) -> u8 {
        let (Some(selection), Some(app)) = (find(target), self.app.get_component()) else { return 0 };
        app.fitness(selection)
    }

    /// A chart, or the map (`map`), as it stands now, as an SVG element for paper; empty where there is none.
    pub fn picture(&self, name: &str, width: f64) -> String {
        self.app.get_component().map(|app| app.picture(name, width)).unwrap_or_default()
    }

    /// Selects what `target` names and brings it into sight.
    pub fn open(&self, target: &str) {
        if let Some(selection) = find(target) {
            self.app.send_message(Msg::Open(selection));
        }
    }
}

/// The thing that a target such as `figure:farm-sales` names.
fn find(target: &str) -> Option<Selection> {
    let (kind, id) = target.split_once(':')?;
    Selection::find(kind, id, &PROGRAM)
}
