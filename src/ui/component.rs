//! The graphic as a component of other yew applications.

use super::mount::{Options, Widget};
use crate::browser::events;
use shanhai_dataset::{Dataset, Language};
use shanhai_graphic::view_state::{Selection, ThemeChoice, View};
use web_sys::{Element, HtmlElement, ShadowRootInit, ShadowRootMode, window};
use yew::prelude::*;

/// The styles of the graphic. What needs the files of a whole release is hidden: the dialogs, and links to the data.
const STYLES: &str = concat!(include_str!("../../www/widget.css"), "[data-later] { display: none !important; }");

/// Properties of [`Shanhai`].
#[derive(Properties, PartialEq, Clone)]
pub struct ShanhaiProps {
    /// What is shown: [`crate::embedded::dataset`], or one that was decoded from a `dataset.bin` ([`Dataset::decode`]).
    pub dataset: &'static Dataset,
    /// The view in front; the reader can turn to others. A change turns to it.
    #[prop_or_default]
    pub view: View,
    /// Id of one chart, which is then shown alone.
    #[prop_or_default]
    pub chart: Option<AttrValue>,
    /// Language; the dataset's first if none is given.
    #[prop_or_default]
    pub lang: Option<Language>,
    /// Light, dark, or as the reader's system is.
    #[prop_or_default]
    pub theme: ThemeChoice,
    /// Gets what the reader selects, and none when nothing is selected any more.
    #[prop_or_default]
    pub on_select: Callback<Option<Selection>>,
    /// Called once everything is drawn.
    #[prop_or_default]
    pub on_ready: Callback<()>,
}

/// The graphic, in a shadow root of its own: styles of the application and of the graphic leave each other alone, but for the
/// custom properties `--shanhai-…`. A strict policy must allow its styles (`style-src`).
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
    _watches: Vec<events::Watch>,
}

impl Component for Shanhai {
    type Message = ();
    type Properties = ShanhaiProps;

    fn create(_: &Context<Shanhai>) -> Shanhai {
        Shanhai { host: NodeRef::default(), widget: None, _watches: Vec::new() }
    }

    fn view(&self, _: &Context<Shanhai>) -> Html {
        html! { <div ref={self.host.clone()} class="shanhai"></div> }
    }

    fn rendered(&mut self, ctx: &Context<Shanhai>, first: bool) {
        if let Some(host) = self.host.cast::<HtmlElement>().filter(|_| first) {
            let props = ctx.props();
            let (dataset, on_select, on_ready) = (props.dataset, props.on_select.clone(), props.on_ready.clone());
            let selected = events::watch_details(&host, "shanhai:select", ["kind", "id"], move |[kind, id]| {
                on_select.emit(kind.zip(id).and_then(|(kind, id)| Selection::find(&kind, &id, dataset)));
            });
            let ready = events::watch_details(&host, "shanhai:ready", [], move |[]| on_ready.emit(()));
            self._watches = vec![selected, ready];
            self.widget = mounted(&host);
            self.begin(props);
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
                widget.set(name, &value);
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

/// A widget in a shadow root of `host`, with its styles. None where the browser gives no shadow root.
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
