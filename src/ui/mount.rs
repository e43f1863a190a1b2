//! Mounts widgets into elements of a page, and gives the page its API to control them.

pub use super::app::Options;
use super::app::{App, AppProps, Msg};
use web_sys::{Element, HtmlElement};
use yew::{AppHandle, Renderer};

/// A root that shows one widget after another in a page.
///
/// Yew renders in separate tasks, later on a slow device. Until the root receives `mounted`, the widget has no
/// elements that listen, and [`Widget::match_rank`] knows nothing.
pub struct Widget {
    app: AppHandle<App>,
}

impl Widget {
    /// Makes `root` the root of widgets. It stays empty until a widget starts.
    pub fn new(root: Element) -> Widget {
        Widget { app: Renderer::<App>::with_root(root).render() }
    }

    /// Hydrates the widget in `root`, which must be prerendered from the same options and unchanged since.
    pub fn of_sent(root: Element, host: HtmlElement, options: Options) -> Widget {
        let props = AppProps { sent: Some((Some(host), options)) };
        Widget { app: Renderer::<App>::with_root_and_props(root, props).hydrate() }
    }

    /// Starts a widget for `host`, whose shadow root holds the root. `ready` says that the previous content has
    /// already told the page that everything is drawn.
    pub fn begin(&self, host: HtmlElement, options: Options, ready: bool) {
        self.app.send_message(Msg::Begin(host, options, ready));
    }

    /// Ends the widget and removes all its listeners, observers and elements.
    pub fn end(&self) {
        self.app.send_message(Msg::End);
    }

    /// Applies a changed attribute of the element.
    pub fn set(&self, name: &str, value: &str) {
        self.app.send_message(Msg::Attribute(name.to_owned(), value.to_owned()));
    }

    /// Highlights what `target` names, such as `figure:farm-sales`. An empty target ends the highlight.
    pub fn light(&self, target: &str) {
        self.app.send_message(Msg::Light(target.to_owned()));
    }

    /// How well this widget can show what `target` names: 2 as it is, 1 after switching to another view, 0 not at
    /// all.
    pub fn match_rank(&self, target: &str) -> u8 {
        self.app.get_component().map_or(0, |app| app.match_rank(target))
    }

    /// Returns a chart (by its id), the connections (`connections`) or the map (`map`), as shown now, as an SVG
    /// element for printing. Empty if there is no widget.
    pub fn picture(&self, name: &str, width: f64) -> String {
        self.app.get_component().map(|app| app.picture(name, width)).unwrap_or_default()
    }

    /// Selects what `target` names and scrolls it into view.
    pub fn open(&self, target: &str) {
        self.app.send_message(Msg::Open(target.to_owned()));
    }

    /// Selects what `target` names without scrolling the page.
    pub fn select(&self, target: &str) {
        self.app.send_message(Msg::Select(target.to_owned()));
    }
}
