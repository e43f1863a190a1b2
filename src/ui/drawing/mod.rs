//! A drawing: a canvas that responds to pointer, touch and keyboard, with a tooltip beside the active mark.

mod gestures;
mod in_page;
mod props;
#[cfg(feature = "ssr")]
mod sent;
mod tooltip;

use gestures::{is_finger, key_of, position_of};
use in_page::outline;

#[cfg(feature = "ssr")]
pub use sent::heights;

pub(super) use props::Subject;
use props::{DrawingProps, Leads, Msg};

use super::element::{RUNS, el, paragraph};
use crate::browser::coordinates;
use crate::browser::media::{MediaWatch, device_pixel_ratio};
use crate::browser::observers::{NearWatch, WidthWatch};
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use shanhai_dataset::{Language, Region};
use shanhai_graphic::chart::{Focus, Layout, MapForm, describe};
use shanhai_graphic::interaction::{Gesture, Interaction};
use shanhai_graphic::view_state::Target;
use shanhai_graphic::wording::words;
use yew::prelude::*;

/// The pictures of a drawing, during prerendering.
#[cfg(feature = "ssr")]
fn sent_pictures(props: &DrawingProps) -> Html {
    sent::pictures_of(&props.subject, props.dataset, props.language)
}

/// Nothing: the program takes over the prerendered pictures, so it need not contain them.
#[cfg(not(feature = "ssr"))]
fn sent_pictures(_: &DrawingProps) -> Html {
    Html::from_html_unchecked(AttrValue::Static(""))
}

/// An interactive drawing. `name` is its name for tests, `label` what a screen reader announces for the whole
/// drawing.
pub(super) fn drawing_of(
    context: &super::render_context::RenderContext,
    subject: Subject,
    name: &'static str,
    label: String,
    highlighted: Option<Target>,
) -> Html {
    let leads = match context.state.alone {
        None => Some(Leads::ToEntries),
        Some(_) => context.pages().cloned().map(Leads::ToPages),
    };
    html! {
        <Drawing {subject} {name} {label} dataset={context.dataset} language={context.language()}
            palette={context.palette.clone()} {highlighted} pictured={context.pictured} {leads} send={context.send.clone()} />
    }
}

pub(super) struct Drawing {
    frame: NodeRef,
    stage: NodeRef,
    /// The canvas for what a filter does not change, below the other canvas.
    static_layer: NodeRef,
    canvas: NodeRef,
    tip: NodeRef,
    width: f64,
    layout: Option<Layout>,
    /// What the static layer was laid out for.
    laid: Option<Laid>,
    /// What the drawing of the connections focuses on.
    focus: Option<Focus>,
    /// Whether the canvas must be redrawn.
    stale: bool,
    static_layer_stale: bool,
    no_canvas: bool,
    /// Whether it is near the viewport. Far from it, the canvases hold no pixels.
    near: bool,
    /// Whether it is still the prerendered picture: until the reader interacts with it, or it must show something
    /// else.
    pictured: bool,
    interaction: Interaction,
    hiding: Option<Timeout>,
    /// The page's font, cached because reading it forces a layout.
    font: Option<String>,
    /// Device px per css px that the canvas is drawn for.
    ratio: f64,
    width_watch: Option<WidthWatch>,
    near_watch: Option<NearWatch>,
    ratio_watch: Option<MediaWatch>,
    escape_listener: Option<EventListener>,
    tap_listener: Option<EventListener>,
    restored_listener: Option<EventListener>,
}

/// What determines the static layer of a drawing: form, width, language and the selected region.
type Laid = (MapForm, f64, Language, Option<&'static Region>);

impl Component for Drawing {
    type Message = Msg;
    type Properties = DrawingProps;

    fn create(ctx: &Context<Self>) -> Drawing {
        Drawing {
            pictured: ctx.props().pictured,
            frame: NodeRef::default(),
            stage: NodeRef::default(),
            static_layer: NodeRef::default(),
            canvas: NodeRef::default(),
            tip: NodeRef::default(),
            width: 0.0,
            layout: None,
            laid: None,
            focus: None,
            stale: true,
            static_layer_stale: true,
            no_canvas: false,
            near: true,
            interaction: Interaction::default(),
            hiding: None,
            font: None,
            ratio: 0.0,
            width_watch: None,
            near_watch: None,
            ratio_watch: None,
            escape_listener: None,
            tap_listener: None,
            restored_listener: None,
        }
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        let acts = matches!(msg, Msg::Moved(_) | Msg::Tapped(_) | Msg::Focused | Msg::Gesture(Gesture::Key(_)));
        let awakes = acts && self.awake(ctx);
        let changes = self.answer(ctx, msg) || awakes;
        self.refocus(ctx.props()) || changes
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &DrawingProps) -> bool {
        self.follow(ctx, old);
        self.refocus(ctx.props());
        self.sync_watches(ctx);
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let props = ctx.props();
        let link = ctx.link();
        let hint = format!("walk-{}", props.name);
        let tip = self.interaction.mark(self.layout.as_ref());
        // the outline is in eighths of a css px
        let path = el("path").attr("transform", "scale(.125)").attr("d", tip.map(outline).unwrap_or_default());
        let stage = el("div")
            .class("stage")
            .attr("tabindex", "0")
            .attr("role", if RUNS { "application" } else { "img" })
            .attr("aria-label", props.label.to_string())
            .attr("aria-describedby", hint.clone())
            .on_press(link.callback(|event: PointerEvent| Msg::Gesture(Gesture::Press { by_touch: is_finger(&event) })))
            .on_move(link.batch_callback(move |event: PointerEvent| {
                // a moving finger scrolls
                (!is_finger(&event)).then(|| Msg::Moved(position_of(&event)))
            }))
            .on_click(link.callback(|event: MouseEvent| Msg::Tapped(position_of(&event))))
            .on_key(link.batch_callback(|event: KeyboardEvent| {
                let key = key_of(&event)?;
                // when the message is handled, it is too late: the event has already reached the page
                event.prevent_default();
                Some(Msg::Gesture(Gesture::Key(key)))
            }))
            .on_focus(link.callback(|_| Msg::Focused))
            .on_blur(link.callback(|_| Msg::Gesture(Gesture::Blur)))
            .held_by(&self.stage)
            .child(self.drawn(props))
            .children((0..3).map(|_| el("i").class(coordinates::CORNER)))
            .child(el("svg").class("halo").attr("aria-hidden", "true").child(path));
        let tooltip =
            el("div").class("tip").attr("role", "tooltip").held_by(&self.tip).bool_attr("hidden", tip.is_none());
        let tooltip = tooltip.on_enter(link.callback(|_| Msg::Gesture(Gesture::Enter)));
        let tooltip = match tip {
            Some(mark) => {
                let close = self.interaction.is_by_touch().then(|| link.callback(|_| Msg::Gesture(Gesture::Close)));
                tooltip::filled(tooltip, &mark.datum, self.interaction.is_chosen(), close, props)
            }
            None => tooltip,
        };
        let words = words(props.language);
        el("div")
            .class("drawing")
            .held_by(&self.frame)
            .on_leave(link.callback(|_| Msg::Gesture(Gesture::Leave)))
            .on_enter(link.callback(|_| Msg::Gesture(Gesture::Enter)))
            .child(stage)
            .child(tooltip)
            .child(
                paragraph(if self.interaction.shows_keys() { "keys shown" } else { "keys" }, words.how_to_walk)
                    .attr("id", hint)
                    .attr("aria-hidden", "true"),
            )
            .child(paragraph("keys-hint", words.keys_hint).attr("aria-hidden", "true"))
            .child(el("p").class("unseen").attr("role", "status").text(self.heard(props)))
            .child(paragraph("notice", words.no_canvas).bool_attr("hidden", !self.no_canvas))
            .into()
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        if self.pictured {
            return;
        }
        if first {
            self.measure(ctx);
            if self.interaction.mark(self.layout.as_ref()).is_some() {
                ctx.link().send_message(Msg::Highlighted);
            }
        }
        self.draw_if_stale(ctx);
        self.put_tip();
    }
}

impl Drawing {
    /// Handles a message. Returns whether to re-render.
    fn answer(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Width(width) => {
                if (width - self.width).abs() < 0.01 || width <= 0.0 {
                    return false;
                }
                self.resize(ctx.props(), width);
                true
            }
            Msg::Near(near) => {
                self.come_near(ctx, near);
                false
            }
            Msg::Highlighted => true,
            Msg::Draw => {
                // without a width, the canvas is drawn once it has one
                (self.stale, self.static_layer_stale) = (true, true);
                self.draw_if_stale(ctx);
                false
            }
            Msg::Ratio => {
                self.stale |= device_pixel_ratio() != self.ratio;
                self.static_layer_stale |= self.stale;
                self.stale
            }
            Msg::Moved(point) => self.respond(ctx, Gesture::Move(self.hit_target_at(point))),
            Msg::Tapped(point) => self.respond(ctx, Gesture::Tap(self.hit_target_at(point))),
            Msg::Focused => self.respond(ctx, Gesture::Focus { is_visible: self.has_visible_focus() }),
            Msg::Escaped => self.escape(ctx),
            Msg::Gesture(gesture) => self.respond(ctx, gesture),
        }
    }

    /// What a screen reader says now: the keys if the reader asked for them, or else the mark that they moved to or
    /// chose.
    fn heard(&self, props: &DrawingProps) -> String {
        if self.interaction.shows_keys() {
            return words(props.language).how_to_walk.to_owned();
        }
        let describe = |datum| describe(datum, props.dataset, props.language).in_one_line(props.language);
        self.interaction.announced_mark(self.layout.as_ref()).map(|mark| describe(&mark.datum)).unwrap_or_default()
    }
}
