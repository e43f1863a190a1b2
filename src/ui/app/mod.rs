//! The component that holds a widget: it turns what happens in the browser into messages of the store, runs the
//! effects that follow, and renders the model.

mod effects;
mod view;

use super::element::{el, with_sent_text};
use super::message::Msg;
use crate::browser::address_bar::{self, FragmentWatch};
use crate::browser::keys::{self, KeyFence};
use crate::browser::media::{MediaWatch, system_is_dark, watch_system_theme};
use crate::browser::{colors, timing};
use gloo::timers::callback::Timeout;
use shanhai_graphic::paint::Palette;
use shanhai_graphic::store::{self, AfterRender, Model, Options, PageTheme};
use shanhai_graphic::view_state::{Target, View};
use std::rc::Rc;
use web_sys::{Element, HtmlElement};
use yew::html::Scope;
use yew::prelude::*;

/// What an [`App`] starts with.
#[derive(Properties, PartialEq, Clone, Default)]
pub(super) struct AppProps {
    /// A prerendered widget and its element, which is `None` during prerendering. Without a widget, the app starts
    /// empty.
    #[prop_or_default]
    pub sent: Option<(Option<HtmlElement>, Options)>,
}

/// Shows one widget after another in one root.
///
/// Yew never removes the event listeners of an app's root, so roots are never discarded. A widget that ends leaves
/// its root empty, and the next widget starts in it. A page holds as many roots as it has ever shown widgets at once.
pub(super) struct App {
    widget: Option<Widget>,
    number: u32,
    /// The render takes over prerendered markup, in which nothing has changed yet.
    takes_over: bool,
}

/// A widget in an element of the page: its model, and what the browser has to do with it.
struct Widget {
    model: Model,
    /// The element in the page, which dispatches the events. `None` during prerendering.
    host: Option<HtmlElement>,
    root: NodeRef,
    /// Its number among the widgets of its root. It keeps yew from reusing elements of an earlier widget.
    number: u32,
    /// URL of the published files.
    base: AttrValue,
    /// Where the dataset was loaded from. `None` if it was published with the program.
    address: Option<AttrValue>,
    palette: Rc<Palette>,
    link: Scope<App>,
    send: Callback<Msg>,
    /// What waits for the rendered elements, by [`AfterRender::order`].
    waiting: [Option<AfterRender>; AfterRender::COUNT],
    /// Timer that renders the rest of a long list, after the frame that shows its beginning.
    filling: Option<Timeout>,
    /// The entry that details were opened for, and the view in which they are.
    unfolded_for: (Option<Target>, View),
    /// The details that were opened for it, if they were closed before.
    unfolded: Option<Element>,
    /// Timer that writes the address.
    writing: Option<Timeout>,
    /// Timer that scrolls the tooltip of its mark in a drawing into view.
    scrolling: Option<Timeout>,
    _system: Option<MediaWatch>,
    _fragment: Option<FragmentWatch>,
    _keys: Option<KeyFence>,
}

impl Component for App {
    type Message = Msg;
    type Properties = AppProps;

    fn create(ctx: &Context<App>) -> App {
        let widget = ctx.props().sent.clone().map(|(host, options)| {
            // without a host, this is prerendering, where there is no browser to ask
            let is_dark = host.is_some() && system_is_dark();
            let model = Model::prerendered(&options, page_theme(host.as_ref(), is_dark));
            Widget::new(ctx.link(), host, options, model, 0)
        });
        App { takes_over: widget.is_some(), widget, number: 0 }
    }

    fn update(&mut self, ctx: &Context<App>, msg: Msg) -> bool {
        self.takes_over &= matches!(msg, Msg::Render);
        match (msg, &mut self.widget) {
            (Msg::Begin(host, options, ready), _) => {
                self.number += 1;
                let model = Model::mounted_anew(&options, page_theme(Some(&host), system_is_dark()), ready);
                let mut widget = Widget::new(ctx.link(), Some(host), options, model, self.number);
                widget.update(store::Msg::Started(address_bar::fragment()));
                self.widget = Some(widget);
                true
            }
            (Msg::End, widget) => {
                if let Some(widget) = widget {
                    widget.write_waiting_address();
                }
                widget.take().is_some()
            }
            (_, None) => false,
            (Msg::Render, _) => true,
            (Msg::WriteAddress, Some(widget)) => {
                widget.write_waiting_address();
                false
            }
            (Msg::CanvasDrawn(canvas), Some(widget)) => widget.canvas_drawn(&canvas),
            (Msg::Store(msg), Some(widget)) => widget.update(msg),
        }
    }

    fn view(&self, _: &Context<App>) -> Html {
        with_sent_text(self.takes_over);
        el("div").children(self.widget.iter().map(Widget::view)).into()
    }

    fn rendered(&mut self, ctx: &Context<App>, _: bool) {
        if let Some(widget) = &mut self.widget
            && widget.rendered()
        {
            ctx.link().send_message(Msg::Render);
        }
    }
}

impl App {
    /// The model of the widget, if there is one.
    pub fn model(&self) -> Option<&Model> {
        self.widget.as_ref().map(|widget| &widget.model)
    }
}

impl Widget {
    fn new(link: &Scope<App>, host: Option<HtmlElement>, options: Options, model: Model, number: u32) -> Widget {
        let watched = options.from_url.then(|| {
            let link = link.clone();
            address_bar::watch(move |fragment| link.send_message(store::Msg::Navigated(fragment)))
        });
        let system = host.clone().and_then(|host| {
            let link = link.clone();
            let theme = move |is_dark| page_theme(Some(&host), is_dark);
            watch_system_theme(move |is_dark| link.send_message(store::Msg::PageTheme(theme(is_dark))))
        });
        let mut widget = Widget {
            palette: Rc::new(Palette::of(model.is_dark())),
            model,
            _keys: host.as_ref().map(|host| keys::fence(host)),
            host,
            root: NodeRef::default(),
            number,
            base: options.base.into(),
            address: options.address.map(Into::into),
            send: link.callback(|msg: Msg| msg),
            link: link.clone(),
            waiting: [None; AfterRender::COUNT],
            unfolded_for: Default::default(),
            unfolded: None,
            filling: None,
            writing: None,
            scrolling: None,
            _system: system,
            _fragment: watched.flatten(),
        };
        widget.wait(AfterRender::Mount);
        widget
    }

    fn root(&self) -> Option<Element> {
        self.root.cast()
    }

    /// Handles a drawn canvas. Returns whether to render.
    fn canvas_drawn(&mut self, canvas: &Element) -> bool {
        if timing::canvas_drawn(canvas) && self.root().is_some_and(|root| timing::all_drawn(&root)) {
            timing::mark_charts_ready();
            return self.update(store::Msg::Drawn);
        }
        false
    }
}

/// The theme of the page around an element; light during prerendering.
fn page_theme(host: Option<&HtmlElement>, system_is_dark: bool) -> PageTheme {
    match host {
        Some(host) if colors::is_made_dark(host) => PageTheme::MadeDark,
        Some(_) if system_is_dark => PageTheme::Dark,
        _ => PageTheme::Light,
    }
}
