//! A drawing: a canvas that answers pointer, finger and keys, with a tooltip beside the mark that is meant.

use super::element::{Element, RUNS, el, paragraph};
use super::tooltip;
use crate::browser::element_size::WidthWatch;
use crate::browser::events::{CanvasWatch, KeyWatch, TapWatch, watch_escape, watch_restored, watch_taps_outside};
use crate::browser::keys::{is_chord, is_composing};
use crate::browser::media::{MediaWatch, device_pixel_ratio, watch_pixel_ratio};
use crate::browser::{canvas, colors, coordinates, focus, position};
use gloo::timers::callback::Timeout;
use shanhai_dataset::{Chart, Dataset, Language, Project, Region};
use shanhai_graphic::chart::{
    ASPECT, Direction, Focus, Layout, MapForm, Mark, Point, Rect, Shape, Target, describe, layout_chart,
    layout_connections, layout_joins, layout_map, layout_sites,
};
use shanhai_graphic::paint::{Palette, Record, record_layers};
use shanhai_graphic::view_state::Selection;
use shanhai_graphic::wording::words;
use std::fmt::Write;
use std::rc::Rc;
use web_sys::{HtmlCanvasElement, HtmlElement};
use yew::prelude::*;

/// How far beside a mark a pointer may be, css px: a finger is less exact than a mouse.
const SLOP: f64 = 8.0;
/// How long a tooltip waits for the pointer to come onto it, ms.
const GRACE: u32 = 300;

/// What is drawn.
#[derive(Clone, PartialEq)]
pub(super) enum Subject {
    /// A chart.
    Chart(&'static Chart),
    /// The map.
    Map {
        /// Projects that match the filters.
        shown: Rc<[&'static Project]>,
        /// The selected one.
        selected: Option<&'static Project>,
        /// Outlines or tiles.
        form: MapForm,
    },
    /// What the projects join.
    Connections {
        /// Projects that match the filters.
        shown: Rc<[&'static Project]>,
        /// What the reader chose elsewhere; a mark that is active is talked about before it.
        focus: Option<Focus>,
    },
}

impl Subject {
    /// Whether a selection has a mark in it.
    fn shows(&self, selection: Selection) -> bool {
        match (self, selection) {
            (Subject::Chart(chart), Selection::Figure(figure)) => chart.shows(figure),
            (Subject::Map { .. } | Subject::Connections { .. }, Selection::Project(_)) => true,
            _ => false,
        }
    }
}

/// The pictures of a drawing, where a page is rendered.
#[cfg(feature = "ssr")]
fn sent_pictures(props: &DrawingProps) -> Html {
    super::prerender::pictures_of(&props.subject, props.dataset, props.language)
}

/// The program takes over pictures that it need not hold.
#[cfg(not(feature = "ssr"))]
fn sent_pictures(_: &DrawingProps) -> Html {
    Html::from_html_unchecked(AttrValue::Static(""))
}

/// What happens on a drawing.
pub(super) enum DrawingEvent {
    /// The reader chose a mark.
    Chosen(Target),
    /// The reader wants to see a project that a mark of the map stands for.
    Wanted(&'static Project),
    /// The reader closed the tooltip of the mark that was chosen.
    Closed,
    /// The canvas has been drawn, or its browser cannot.
    Drawn(web_sys::Element),
}

/// A drawing that answers the reader. `name` is its name for tests, `label` what a screen reader says of the whole.
pub(super) fn drawing_of(
    context: &super::render_context::RenderContext,
    subject: Subject,
    name: &'static str,
    label: String,
    highlighted: Option<Selection>,
) -> Html {
    let leads = match (context.state.alone, context.address) {
        (None, _) => Some(Leads::ToEntries),
        (Some(_), None) => Some(Leads::ToPages(context.base.clone())),
        // a dataset of another address has no pages here
        (Some(_), Some(_)) => None,
    };
    html! {
        <Drawing {subject} {name} {label} dataset={context.dataset} language={context.language()}
            palette={context.palette.clone()} {highlighted} pictured={context.pictured} {leads} on={context.drawing.clone()} />
    }
}

/// Where the tooltip of a mark leads from the projects that it names.
#[derive(Clone, PartialEq)]
pub(super) enum Leads {
    /// To their entries in the list of the widget.
    ToEntries,
    /// To their pages, in a widget without a list: where the published files are, with a slash at its end.
    ToPages(AttrValue),
}

#[derive(Properties, Clone)]
pub(super) struct DrawingProps {
    /// What is drawn.
    pub subject: Subject,
    /// What the subject is part of.
    pub dataset: &'static Dataset,
    /// Name for tests, behind `canvas-`.
    pub name: AttrValue,
    /// What a screen reader says of the whole.
    pub label: AttrValue,
    /// Language of the labels.
    pub language: Language,
    /// Colours.
    pub palette: Rc<Palette>,
    /// What the page or the state points at.
    pub highlighted: Option<Selection>,
    /// It begins as the picture that the page came with.
    pub pictured: bool,
    /// Where its tooltips lead, if they lead anywhere.
    pub leads: Option<Leads>,
    /// Takes what happens.
    pub on: Callback<DrawingEvent>,
}

impl PartialEq for DrawingProps {
    fn eq(&self, other: &DrawingProps) -> bool {
        // how it began does not change it
        let same = self.subject == other.subject && self.dataset == other.dataset && self.name == other.name;
        let described =
            self.label == other.label && self.language == other.language && self.highlighted == other.highlighted;
        same && described && self.palette == other.palette && self.on == other.on
    }
}

/// Why a mark is active; a stronger reason is not undone by a weaker one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Cause {
    /// The page or the state points at it.
    Highlight,
    /// The pointer is over it.
    Hover,
    /// Keys walked to it.
    Walk,
    /// The reader chose it.
    Chosen,
}

pub(super) struct Drawing {
    frame: NodeRef,
    stage: NodeRef,
    /// What a filter does not change: it is drawn on a canvas of its own, below the other.
    static_layer: NodeRef,
    canvas: NodeRef,
    tip: NodeRef,
    width: f64,
    layout: Option<Layout>,
    /// What the static layer is laid out from.
    laid: Option<Laid>,
    /// What the picture of the connections talks about.
    focus: Option<Focus>,
    /// The canvas shows something else than it should.
    stale: bool,
    static_layer_stale: bool,
    no_canvas: bool,
    /// It is the picture that the page came with: until somebody touches it, or it is to show something else.
    pictured: bool,
    active: Option<(usize, Cause)>,
    /// A finger chose it: then nothing can be hovered, and no key closes anything.
    by_touch: bool,
    /// Where the keys were last.
    walked: usize,
    hiding: Option<Timeout>,
    /// The reader asked which keys there are.
    keys_shown: bool,
    /// The font that the page gives, once it was asked: the answer takes a layout.
    font: Option<String>,
    /// Device px per css px that the canvas is drawn for.
    ratio: f64,
    width_watch: Option<WidthWatch>,
    ratio_watch: Option<MediaWatch>,
    escape_watch: Option<KeyWatch>,
    tap_watch: Option<TapWatch>,
    restored_watch: Option<CanvasWatch>,
}

/// What decides on the static layer of a map: form, width, language and the selected region.
type Laid = (MapForm, f64, Language, Option<&'static Region>);

pub(super) enum Msg {
    Width(f64),
    /// While the picture was laid out or drawn, something came up that is to be shown: the tooltip of a mark that is highlighted, or
    /// that there is no canvas.
    Highlighted,
    /// The browser has taken away what was drawn.
    Draw,
    Ratio,
    Moved(f64, f64),
    Left,
    Entered,
    Hide,
    /// A pointer goes down; whether it is a finger.
    Pressed(bool),
    Tapped(f64, f64),
    Key(KeyboardEvent),
    Focused,
    Blurred,
    /// The reader is done with the tooltip.
    Closed,
}

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
            active: None,
            by_touch: false,
            walked: 0,
            keys_shown: false,
            hiding: None,
            font: None,
            ratio: 0.0,
            width_watch: None,
            ratio_watch: None,
            escape_watch: None,
            tap_watch: None,
            restored_watch: None,
        }
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        let awakes = matches!(msg, Msg::Moved(..) | Msg::Tapped(..) | Msg::Key(_) | Msg::Focused) && self.awake(ctx);
        let changes = self.answer(ctx, msg) || awakes;
        self.refocus(ctx.props()) || changes
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &DrawingProps) -> bool {
        self.follow(ctx, old);
        self.refocus(ctx.props());
        true
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let props = ctx.props();
        let link = ctx.link();
        let hint = format!("walk-{}", props.name);
        let tip = self.active.and_then(|(index, _)| self.mark(index));
        let heard = match self.active {
            Some((index, Cause::Walk | Cause::Chosen)) => self
                .mark(index)
                .map(|mark| describe(&mark.target, props.dataset, props.language).in_one_line(props.language)),
            _ => None,
        };
        let heard = if self.keys_shown { Some(words(props.language).how_to_walk.to_owned()) } else { heard };
        // eighths of a css px, as the outline has
        let path = el("path").attr("transform", "scale(.125)").attr("d", tip.map(outline).unwrap_or_default());
        let stage = el("div")
            .class("stage")
            .attr("tabindex", "0")
            .attr("role", if RUNS { "application" } else { "img" })
            .attr("aria-label", props.label.to_string())
            .attr("aria-describedby", hint.clone())
            .on_press(link.callback(|event: PointerEvent| Msg::Pressed(is_finger(&event))))
            .on_move(link.batch_callback(move |event: PointerEvent| {
                // a finger that moves scrolls
                (!is_finger(&event)).then(|| place(Msg::Moved, &event))
            }))
            .on_click(link.callback(move |event: MouseEvent| place(Msg::Tapped, &event)))
            .on_key(link.batch_callback(|event: KeyboardEvent| {
                // before the message is read the event has reached the page
                handles(&event).then(|| {
                    event.prevent_default();
                    Msg::Key(event)
                })
            }))
            .on_focus(link.callback(|_| Msg::Focused))
            .on_blur(link.callback(|_| Msg::Blurred))
            .held_by(&self.stage)
            .child(self.drawn(props))
            .children((0..3).map(|_| el("i").class(coordinates::CORNER)))
            .child(el("svg").class("halo").attr("aria-hidden", "true").child(path));
        let tooltip =
            el("div").class("tip").attr("role", "tooltip").held_by(&self.tip).bool_attr("hidden", tip.is_none());
        let tooltip = tooltip.on_enter(link.callback(|_| Msg::Entered));
        let tooltip = match tip {
            Some(mark) => {
                let close = self.by_touch.then(|| link.callback(|_| Msg::Closed));
                tooltip::filled(tooltip, &mark.target, close, props)
            }
            None => tooltip,
        };
        let words = words(props.language);
        el("div")
            .class("drawing")
            .held_by(&self.frame)
            .on_leave(link.callback(|_| Msg::Left))
            .on_enter(link.callback(|_| Msg::Entered))
            .child(stage)
            .child(tooltip)
            .child(
                paragraph(if self.keys_shown { "keys shown" } else { "keys" }, words.how_to_walk)
                    .attr("id", hint)
                    .attr("aria-hidden", "true"),
            )
            .child(paragraph("keys-hint", words.keys_hint).attr("aria-hidden", "true"))
            .child(el("p").class("unseen").attr("role", "status").text(heard.unwrap_or_default()))
            .child(paragraph("notice", words.no_canvas).bool_attr("hidden", !self.no_canvas))
            .into()
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        if self.pictured {
            return;
        }
        if first {
            self.measure(ctx);
            if self.active.is_some() {
                ctx.link().send_message(Msg::Highlighted);
            }
        }
        if self.stale {
            self.draw(ctx);
        }
        self.put_tip();
    }
}

impl Drawing {
    /// Answers a message; whether something is to be shown.
    fn answer(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Width(width) => {
                if (width - self.width).abs() < 0.01 || width <= 0.0 {
                    return false;
                }
                self.resize(ctx.props(), width);
                true
            }
            Msg::Highlighted => true,
            Msg::Draw => {
                // without a width it is drawn when it has one
                self.static_layer_stale = true;
                self.draw(ctx);
                false
            }
            Msg::Ratio => {
                self.stale |= device_pixel_ratio() != self.ratio;
                self.static_layer_stale |= self.stale;
                self.stale
            }
            Msg::Moved(x, y) => match self.mark_at(x, y) {
                Some(index) => {
                    self.hiding = None;
                    self.activate(ctx, index, Cause::Hover)
                }
                None => self.hide_soon(ctx),
            },
            Msg::Left => self.hide_soon(ctx),
            Msg::Entered => {
                self.hiding = None;
                false
            }
            Msg::Hide => {
                self.hiding = None;
                self.deactivate(ctx, Cause::Hover)
            }
            Msg::Pressed(by_touch) => {
                self.by_touch = by_touch;
                false
            }
            Msg::Tapped(x, y) => match self.mark_at(x, y) {
                Some(index) => self.choose(ctx, index),
                None => {
                    if self.active.is_some_and(|(_, cause)| cause == Cause::Chosen) {
                        ctx.props().on.emit(DrawingEvent::Closed);
                    }
                    self.deactivate(ctx, Cause::Chosen)
                }
            },
            Msg::Key(event) => self.key(ctx, &event),
            Msg::Focused => {
                let by_keys = self.stage().is_some_and(|stage| focus::is_visible(&stage));
                let walked = self.layout.as_ref().map_or(0, |layout| layout.walk_from(self.walked));
                by_keys && self.active.is_none() && self.activate(ctx, walked, Cause::Walk)
            }
            Msg::Blurred => {
                let had_keys = std::mem::take(&mut self.keys_shown);
                // what the pointer holds stays: its tooltip may be what took the focus
                let walked = self.active.is_some_and(|(_, cause)| cause == Cause::Walk);
                (walked && self.deactivate(ctx, Cause::Walk)) || had_keys
            }
            Msg::Closed => {
                if self.active.is_some_and(|(_, cause)| cause == Cause::Chosen) {
                    ctx.props().on.emit(DrawingEvent::Closed);
                }
                self.hiding = None;
                let had_keys = std::mem::take(&mut self.keys_shown);
                self.deactivate(ctx, Cause::Chosen) || had_keys
            }
        }
    }

    /// Follows other properties.
    fn follow(&mut self, ctx: &Context<Self>, old: &DrawingProps) {
        let props = ctx.props();
        let differs = props.subject != old.subject || props.language != old.language;
        if differs
            || (props.highlighted != old.highlighted
                && props.highlighted.is_some_and(|highlighted| props.subject.shows(highlighted)))
        {
            self.awake(ctx);
        }
        if self.pictured {
            return;
        }
        if differs {
            let before = self.active.and_then(|(index, cause)| Some((self.mark(index)?.target.clone(), cause)));
            self.place(props);
            // the same thing stays active where it still stands
            self.active = before.and_then(|(target, cause)| Some((self.index_of(|other| *other == target)?, cause)));
            // the tooltip of a place goes when another project is selected elsewhere
            if let (Subject::Map { selected: Some(project), .. }, Some((index, Cause::Chosen))) =
                (&props.subject, self.active)
                && let Some(Target::Projects(projects)) = self.mark(index).map(|mark| &mark.target)
                && !projects.contains(project)
            {
                self.active = None;
            }
            let last = self.layout.as_ref().map_or(0, |layout| layout.marks.len().saturating_sub(1));
            self.walked = self.walked.min(last);
        }
        if props.palette != old.palette || props.language != old.language {
            self.font = None;
            (self.stale, self.static_layer_stale) = (true, true);
        }
        if props.highlighted != old.highlighted {
            self.light(props);
        }
    }

    /// Puts a canvas in the place of the picture that the page came with; whether there was one.
    fn awake(&mut self, ctx: &Context<Self>) -> bool {
        let awakes = std::mem::take(&mut self.pictured);
        if awakes {
            self.measure(ctx);
        }
        awakes
    }

    /// Takes the width that the page gives, now and whenever it changes.
    fn measure(&mut self, ctx: &Context<Self>) {
        let Some(frame) = self.frame.cast::<HtmlElement>() else { return };
        let link = ctx.link().clone();
        self.restored_watch = Some(watch_restored(&frame, move || link.send_message(Msg::Draw)));
        let link = ctx.link().clone();
        self.width_watch = WidthWatch::new(&frame, move |width| link.send_message(Msg::Width(width)));
        let width = coordinates::layout_width(&frame).unwrap_or_default();
        if width > 0.0 {
            // at once, so that nothing below is ever seen at another place
            self.resize(ctx.props(), width);
            // yew may let the browser show a frame before it is drawn
            self.reserve(ctx.props());
        }
    }

    fn resize(&mut self, props: &DrawingProps, width: f64) {
        self.width = width;
        self.place(props);
        self.light(props);
    }

    fn place(&mut self, props: &DrawingProps) {
        if self.width <= 0.0 {
            return;
        }
        // narrower than the narrowest layout, the picture shrinks
        let width = self.width.max(shanhai_graphic::chart::WIDTH_CLASSES[0]);
        self.stale = true;
        self.focus = self.focus_now(props);
        let language = props.language;
        match &props.subject {
            Subject::Chart(chart) => self.layout = Some(layout_chart(chart, props.dataset, width, language)),
            Subject::Connections { shown, .. } => {
                let laid = Some((MapForm::Connections, width, language, None));
                match &mut self.layout {
                    Some(layout) if self.laid == laid => {
                        layout_joins(layout, props.dataset, shown, self.focus, language);
                    }
                    layout => {
                        *layout = Some(layout_connections(props.dataset, shown, self.focus, width, language));
                        (self.laid, self.static_layer_stale) = (laid, true);
                    }
                }
            }
            Subject::Map { shown, selected, form } => {
                let laid = Some((*form, width, language, selected.map(|project| project.region())));
                match &mut self.layout {
                    Some(layout) if self.laid == laid => {
                        layout_sites(layout, props.dataset, shown, *selected, *form, language);
                    }
                    layout => {
                        *layout = Some(layout_map(props.dataset, shown, *selected, *form, width, language));
                        (self.laid, self.static_layer_stale) = (laid, true);
                    }
                }
            }
        }
    }

    /// Lets the picture of the connections talk about what is active; whether it is something else than before.
    fn refocus(&mut self, props: &DrawingProps) -> bool {
        let is_other = self.focus_now(props) != self.focus;
        if is_other {
            // marks stand where they stood
            self.place(props);
        }
        is_other
    }

    /// What the picture of the connections is to talk about.
    fn focus_now(&self, props: &DrawingProps) -> Option<Focus> {
        let Subject::Connections { focus, .. } = props.subject else { return None };
        let active = self.active.and_then(|(index, _)| match &self.mark(index)?.target {
            Target::Partner(partner) => Some(Focus::Partner(partner)),
            Target::Projects(projects) => projects.first().map(|project| Focus::Place(project.place.get())),
            _ => None,
        });
        active.or(focus)
    }

    /// Layout px per canvas px.
    fn scale(&self) -> f64 {
        self.layout.as_ref().map_or(1.0, |layout| self.width / layout.size.width)
    }

    fn draw(&mut self, ctx: &Context<Self>) {
        let (Some(layout), Some(canvas)) = (&self.layout, self.canvas.cast::<HtmlCanvasElement>()) else {
            return;
        };
        self.reserve(ctx.props());
        let ratio = device_pixel_ratio();
        if ratio != self.ratio {
            let redraw = ctx.link().clone();
            self.ratio_watch = watch_pixel_ratio(ratio, move |_| redraw.send_message(Msg::Ratio));
            self.ratio = ratio;
        }
        let font = self.font.get_or_insert_with(|| colors::font(&canvas));
        let palette = &ctx.props().palette;
        let draw = |record: &Record, target: &HtmlCanvasElement| canvas::draw(record, target, palette, font, ratio);
        let [static_layer, above] = record_layers(layout);
        let mut drawn = draw(&above, &canvas);
        if self.static_layer_stale
            && let Some(canvas) = self.static_layer.cast::<HtmlCanvasElement>()
        {
            drawn &= draw(&static_layer, &canvas);
        }
        if drawn == self.no_canvas {
            self.no_canvas = !drawn;
            ctx.link().send_message(Msg::Highlighted);
        }
        (self.stale, self.static_layer_stale) = (false, false);
        ctx.props().on.emit(DrawingEvent::Drawn(canvas.into()));
    }

    /// Gives the drawing its height in the page.
    fn reserve(&self, props: &DrawingProps) {
        let (Some(layout), Some(stage)) = (&self.layout, self.stage()) else { return };
        // but for wide ones a map has its height from the style sheet, as its picture has
        let of_sheet = layout.size.height == (layout.size.width * ASPECT).round();
        if of_sheet && matches!(props.subject, Subject::Map { .. }) {
            position::clear(&stage, "height");
        } else {
            position::set(&stage, "height", layout.size.height * self.scale());
        }
    }

    /// What shows the drawing: the picture that the page came with, or canvases.
    fn drawn(&self, props: &DrawingProps) -> Element {
        let testid = format!("canvas-{}", props.name);
        if self.pictured {
            let picture = el("div").class("picture").key("picture").attr("data-testid", testid);
            return picture.attr("aria-hidden", "true").child(sent_pictures(props));
        }
        let static_layer = matches!(props.subject, Subject::Map { .. } | Subject::Connections { .. })
            .then(|| el("canvas").class("static-layer").held_by(&self.static_layer).attr("aria-hidden", "true"));
        let canvas = el("canvas").held_by(&self.canvas).attr("data-testid", testid).attr("aria-hidden", "true");
        el("div").class("canvases").key("canvases").maybe(static_layer).child(canvas)
    }

    fn stage(&self) -> Option<HtmlElement> {
        self.stage.cast()
    }

    fn mark(&self, index: usize) -> Option<&Mark> {
        self.layout.as_ref()?.marks.get(index)
    }

    fn index_of(&self, holds: impl Fn(&Target) -> bool) -> Option<usize> {
        self.layout.as_ref()?.marks.iter().position(|mark| holds(&mark.target))
    }

    /// The mark at a point of the window.
    fn mark_at(&self, x: f64, y: f64) -> Option<usize> {
        let layout = self.layout.as_ref()?;
        let stage = self.stage()?;
        let (across, down) = coordinates::Placement::of(&stage)?.parts((x, y))?;
        let (width, height) = (f64::from(stage.offset_width()), f64::from(stage.offset_height()));
        layout.mark_at(Point { x: across * width / self.scale(), y: down * height / self.scale() }, SLOP)
    }

    fn activate(&mut self, ctx: &Context<Self>, index: usize, cause: Cause) -> bool {
        let held = self.active.is_some_and(|(_, present)| present > cause && cause == Cause::Hover);
        if held || self.active == Some((index, cause)) || self.mark(index).is_none() {
            return false;
        }
        self.active = Some((index, cause));
        let link = ctx.link().clone();
        self.escape_watch = watch_escape(move || link.send_message(Msg::Closed));
        if self.by_touch {
            let link = ctx.link().clone();
            let own = self.stage().into_iter().chain(self.tip.cast());
            self.tap_watch = watch_taps_outside(own.map(Into::into).collect(), move || link.send_message(Msg::Closed));
        }
        true
    }

    /// Lets go of the active mark, unless a stronger cause than this one holds it.
    fn deactivate(&mut self, ctx: &Context<Self>, cause: Cause) -> bool {
        if self.active.is_none_or(|(_, present)| present > cause) {
            return false;
        }
        self.active = None;
        (self.escape_watch, self.tap_watch) = (None, None);
        if cause < Cause::Chosen {
            self.light(ctx.props());
        }
        true
    }

    fn hide_soon(&mut self, ctx: &Context<Self>) -> bool {
        if self.hiding.is_none() && self.active.is_some_and(|(_, cause)| cause == Cause::Hover) {
            let link = ctx.link().clone();
            self.hiding = Some(Timeout::new(GRACE, move || link.send_message(Msg::Hide)));
        }
        false
    }

    fn choose(&mut self, ctx: &Context<Self>, index: usize) -> bool {
        self.hiding = None;
        self.walked = index;
        if let Some(mark) = self.mark(index) {
            ctx.props().on.emit(DrawingEvent::Chosen(mark.target.clone()));
        }
        self.activate(ctx, index, Cause::Chosen)
    }

    fn key(&mut self, ctx: &Context<Self>, event: &KeyboardEvent) -> bool {
        let Some(layout) = &self.layout else { return false };
        let Some(last) = layout.marks.len().checked_sub(1) else {
            return false;
        };
        if event.key() == "?" {
            self.keys_shown = !self.keys_shown;
            return true;
        }
        let here = self.active.map_or_else(|| layout.walk_from(self.walked), |(index, _)| index);
        let next = match event.key().as_str() {
            "ArrowLeft" => layout.neighbour(here, Direction::Left),
            "ArrowRight" => layout.neighbour(here, Direction::Right),
            "ArrowUp" => layout.neighbour(here, Direction::Up),
            "ArrowDown" => layout.neighbour(here, Direction::Down),
            "Home" => layout.walk_from(0),
            "End" => layout.walk_from(last),
            "Enter" | " " => return self.choose(ctx, here.min(last)),
            _ => return false,
        };
        self.hiding = None;
        self.walked = next;
        self.activate(ctx, next, Cause::Walk)
    }

    /// Follows what the page or the state points at.
    fn light(&mut self, props: &DrawingProps) {
        let wanted = props.highlighted.and_then(|highlighted| self.index_of(|target| target.stands_for(highlighted)));
        match (wanted, self.active) {
            (Some(index), Some((present, _))) if index == present => {}
            (Some(index), _) => self.active = Some((index, Cause::Highlight)),
            (None, Some((_, Cause::Highlight | Cause::Chosen))) => self.active = None,
            (None, _) => {}
        }
    }

    /// Puts the tooltip beside its mark.
    fn put_tip(&self) {
        let Some(mark) = self.active.and_then(|(index, _)| self.mark(index)) else {
            return;
        };
        let (Some(tip), Some(frame)) = (self.tip.cast::<HtmlElement>(), self.frame.cast::<HtmlElement>()) else {
            return;
        };
        let Some(root) = frame.closest(".root").ok().flatten() else {
            return;
        };
        use wasm_bindgen::JsCast;
        if let Some(root) = root.dyn_ref::<HtmlElement>() {
            let Rect { x, y, width, height } = mark.bounds;
            let scale = self.scale();
            // a finger cannot reach what is out of sight without scrolling
            let seen = self.by_touch.then(|| coordinates::in_sight(&self.stage()?)).flatten();
            position::put_beside(&tip, &frame, root, seen, [x * scale, y * scale, width * scale, height * scale]);
        }
    }
}

/// A message with the point of the window that a pointer is at.
fn place(message: impl Fn(f64, f64) -> Msg, event: &MouseEvent) -> Msg {
    message(f64::from(event.client_x()), f64::from(event.client_y()))
}

/// Whether a pointer hides what it points at, and cannot point without touching.
fn is_finger(event: &PointerEvent) -> bool {
    event.pointer_type() == "touch"
}

/// Whether a key is one of the drawing's own.
fn handles(event: &KeyboardEvent) -> bool {
    !is_chord(event)
        && !is_composing(event)
        && matches!(
            event.key().as_str(),
            "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown" | "Home" | "End" | "Enter" | " " | "?"
        )
}

/// The outline of a mark as a path of SVG, in eighths of a css px.
fn outline(mark: &Mark) -> String {
    let eighths = |value: f64| (value * 8.0).round() as i32;
    let mut path = String::new();
    // writing to a string cannot fail
    match &mark.shape {
        Shape::Bounds => {
            let Rect { x, y, width, height } = mark.bounds.grown(1.0);
            let (x, y, width, height) = (eighths(x), eighths(y), eighths(width), eighths(height));
            let _ = write!(path, "M{x} {y}h{width}v{height}h-{width}z");
        }
        Shape::Rings(rings) => {
            for ring in rings {
                for (index, point) in ring.iter().enumerate() {
                    let command = if index == 0 { 'M' } else { 'L' };
                    let _ = write!(path, "{command}{} {}", eighths(point.x), eighths(point.y));
                }
                path.push('z');
            }
        }
    }
    path
}
