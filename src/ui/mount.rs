//! Putting widgets into elements of a page, and what the page can do with them then.

pub use super::app::Options;
use super::app::{App, AppProps, Msg};
use web_sys::{Element, HtmlElement};
use yew::{AppHandle, Renderer};

/// A root in which one widget after another is shown in a page.
///
/// Yew renders in tasks of its own, later ones on a slow device: until the root hears `mounted`, the widget has no elements to
/// listen with, and [`Widget::match_rank`] knows nothing.
pub struct Widget {
    app: AppHandle<App>,
}

impl Widget {
    /// Makes `root` the root of widgets; it stays empty until one begins.
    pub fn new(root: Element) -> Widget {
        Widget { app: Renderer::<App>::with_root(root).render() }
    }

    /// Goes on with the widget that `root` came with: what a page's prerendering made from the same options, unchanged since.
    pub fn of_sent(root: Element, host: HtmlElement, options: Options) -> Widget {
        let props = AppProps { sent: Some((Some(host), options)) };
        Widget { app: Renderer::<App>::with_root_and_props(root, props).hydrate() }
    }

    /// Begins a widget for `host`, whose shadow root holds the root. `ready`: what stood there before has told the page that
    /// everything is drawn.
    pub fn begin(&self, host: HtmlElement, options: Options, ready: bool) {
        self.app.send_message(Msg::Begin(host, options, ready));
    }

    /// Ends it: every listener, observer and element of it goes.
    pub fn end(&self) {
        self.app.send_message(Msg::End);
    }

    /// An attribute of the element has another value.
    pub fn set(&self, name: &str, value: &str) {
        self.app.send_message(Msg::Attribute(name.to_owned(), value.to_owned()));
    }

    /// Highlights what `target` names, such as `figure:farm-sales`; an empty one ends the highlight.
    pub fn light(&self, target: &str) {
        self.app.send_message(Msg::Light(target.to_owned()));
    }

    /// How well this widget can show what `target` names: 2 as it is, 1 by turning to another view, 0 not at all.
    pub fn match_rank(&self, target: &str) -> u8 {
        self.app.get_component().map_or(0, |app| app.match_rank(target))
    }

    /// A chart, or the map (`map`), as it is shown now, as an SVG element for paper; empty where there is none.
    pub fn picture(&self, name: &str, width: f64) -> String {
        self.app.get_component().map(|app| app.picture(name, width)).unwrap_or_default()
    }

    /// Selects what `target` names and brings it into sight.
    pub fn open(&self, target: &str) {
        self.app.send_message(Msg::Open(target.to_owned()));
    }

    /// Selects what `target` names, where it stands.
    pub fn select(&self, target: &str) {
        self.app.send_message(Msg::Select(target.to_owned()));
    }
}
