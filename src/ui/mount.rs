//! Mounts widgets into elements of a page, and lets the page control them.

use super::app::{App, AppProps};
use super::message;
use shanhai_graphic::store::{Model, Msg, Options};
use web_sys::{Element, HtmlElement};
use yew::{AppHandle, Renderer};

/// A root that shows one widget after another in a page.
///
/// Yew renders in separate tasks, later on a slow device. Until the root receives `mounted`, the widget has no
/// elements that listen, and [`Widget::ask`] knows nothing.
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
        self.app.send_message(message::Msg::Begin(host, options, ready));
    }

    /// Ends the widget and removes all its listeners, observers and elements.
    pub fn end(&self) {
        self.app.send_message(message::Msg::End);
    }

    /// Tells the widget what happened in the page.
    pub fn send(&self, msg: Msg) {
        self.app.send_message(msg);
    }

    /// Asks the model of the widget, if there is a widget.
    pub fn ask<T>(&self, question: impl FnOnce(&Model) -> T) -> Option<T> {
        self.app.get_component().and_then(|app| app.model().map(question))
    }
}
