//! The graphic as a component for other yew applications.

use super::{Msg, Options, Widget};
use crate::browser::events;
use gloo::events::EventListener;
use shanhai_dataset::{Dataset, Language};
use shanhai_graphic::view_state::{Target, ThemeChoice, View};
use web_sys::{Element, HtmlElement, ShadowRootInit, ShadowRootMode, window};
use yew::prelude::*;

/// The styles of the graphic. They hide what needs the files of a whole release: the dialogs, and links to the data.
const STYLES: &str =
    concat!(include_str!(concat!(env!("OUT_DIR"), "/widget.css")), "[data-lazy] { display: none !important; }");

/// Properties of [`Shanhai`].
#[derive(Properties, PartialEq, Clone)]
pub struct ShanhaiProps {
    /// The dataset to show: [`crate::embedded::dataset`], or one decoded from a `dataset.bin` ([`Dataset::decode`]).
    pub dataset: &'static Dataset,
    /// The current view; the reader can switch to others. A change of this property switches to it.
    #[prop_or_default]
    pub view: View,
    /// Id of one chart to show alone.
    #[prop_or_default]
    pub chart: Option<AttrValue>,
    /// Language. Defaults to the dataset's first.
    #[prop_or_default]
    pub lang: Option<Language>,
    /// Light, dark, or the theme of the reader's system.
    #[prop_or_default]
    pub theme: ThemeChoice,
    /// Receives what the reader selects, or `None` when nothing is selected any more.
    #[prop_or_default]
    pub on_select: Callback<Option<Target>>,
    /// Called once everything is drawn.
    #[prop_or_default]
    pub on_ready: Callback<()>,
}

/// The graphic, in its own shadow root. The styles of the application and the graphic do not affect each other,
/// except for the custom properties `--shanhai-…`. A strict content security policy must allow its styles
/// (`style-src`).
///
/// ```
/// use shanhai::ui::Shanhai;
/// use yew::prelude::*;
///
/// #[component]
/// fn Article() -> Html {
///     html! {
///         <Shanhai dataset={shanhai::embedded::dataset()} view={shanhai_graphic::view_state::View::Projects} />
///     }
/// }
/// ```
pub struct Shanhai {
    host: NodeRef,
    widget: Option<Widget>,
    _listeners: Vec<EventListener>,
}

/// What the graphic reports to the application. The properties that receive it are those of the moment.
pub enum Report {
    /// Kind and id of what the reader selects, if anything.
    Selected(Option<(String, String)>),
    /// Everything is drawn.
    Ready,
}

impl Component for Shanhai {
    type Message = Report;
    type Properties = ShanhaiProps;

    fn create(_: &Context<Shanhai>) -> Shanhai {
        Shanhai { host: NodeRef::default(), widget: None, _listeners: Vec::new() }
    }

    fn update(&mut self, ctx: &Context<Shanhai>, report: Report) -> bool {
        let props = ctx.props();
        match report {
            Report::Selected(target) => {
                let target = target.and_then(|(kind, id)| Target::find(&kind, &id, props.dataset));
                props.on_select.emit(target);
            }
            Report::Ready => props.on_ready.emit(()),
        }
        false
    }

    fn view(&self, _: &Context<Shanhai>) -> Html {
        html! { <div ref={self.host.clone()} class="shanhai"></div> }
    }

    fn rendered(&mut self, ctx: &Context<Shanhai>, first: bool) {
        if let Some(host) = self.host.cast::<HtmlElement>().filter(|_| first) {
            let selected = ctx.link().callback(|[kind, id]: [Option<String>; 2]| Report::Selected(kind.zip(id)));
            let ready = ctx.link().callback(|[]: [Option<String>; 0]| Report::Ready);
            self._listeners = vec![
                events::on_details(&host, "shanhai:select", ["kind", "id"], move |details| selected.emit(details)),
                events::on_details(&host, "shanhai:ready", [], move |details| ready.emit(details)),
            ];
            self.widget = mounted(&host);
            self.begin(ctx.props());
        }
    }

    fn changed(&mut self, ctx: &Context<Shanhai>, old: &ShanhaiProps) -> bool {
        let props = ctx.props();
        if props.dataset != old.dataset {
            self.begin(props);
            return false;
        }
        let Some(widget) = &self.widget else { return false };
        let values = |props: &ShanhaiProps| {
            let lang = props.lang.map_or("", Language::tag);
            [
                ("view", props.view.id().to_owned()),
                ("chart", props.chart.as_deref().unwrap_or_default().to_owned()),
                ("lang", lang.to_owned()),
                ("theme", props.theme.id().to_owned()),
            ]
        };
        for ((name, value), (_, before)) in values(props).into_iter().zip(values(old)) {
            if value != before {
                widget.send(Msg::Attribute(name.to_owned(), value));
            }
        }
        false
    }

    fn destroy(&mut self, _: &Context<Shanhai>) {
        if let Some(widget) = &self.widget {
            widget.end();
        }
    }
}

impl Shanhai {
    fn begin(&self, props: &ShanhaiProps) {
        let (Some(host), Some(widget)) = (self.host.cast::<HtmlElement>(), &self.widget) else { return };
        let options = Options {
            view: props.view.id().to_owned(),
            chart: props.chart.as_deref().unwrap_or_default().to_owned(),
            lang: props.lang.map_or("", Language::tag).to_owned(),
            theme: props.theme.id().to_owned(),
            ..Options::new(props.dataset)
        };
        widget.begin(host, options, false);
    }
}

/// Creates a widget with its styles in a shadow root of `host`. `None` if the browser gives no shadow root.
fn mounted(host: &HtmlElement) -> Option<Widget> {
    let document = window()?.document()?;
    let root = host.attach_shadow(&ShadowRootInit::new(ShadowRootMode::Open)).ok()?;
    let styles: Element = document.create_element("style").ok()?;
    styles.set_text_content(Some(STYLES));
    let place = document.create_element("div").ok()?;
    place.set_class_name("box");
    root.append_child(&styles).ok()?;
    root.append_child(&place).ok()?;
    Some(Widget::new(place))
}
