//! A drawing: a canvas that answers pointer, finger and keys, with a tooltip beside the mark that is meant.

use super::element::{Element, button, el, paragraph};
use crate::browser::element_size::WidthWatch;
use crate::browser::events::{CanvasWatch, KeyWatch, watch_escape, watch_restored};
use crate::browser::media::{MediaWatch, device_pixel_ratio, watch_pixel_ratio};
use crate::browser::{canvas, colors, coordinates, focus, position};
use gloo::timers::callback::Timeout;
use shanhai_dataset::{Chart, Dataset, Language, Project, Region};
use shanhai_graphic::chart::{
    Direction, Focus, MapForm, Mark, Placed, Point, Rect, Shape, Target, place_chart, place_connections, place_joins,
    place_map, place_sites, projects_of, told,
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
    },
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
    scene: &super::scene::Scene,
    subject: Subject,
    name: &'static str,
    label: String,
    lit: Option<Selection>,
) -> Html {
    #[cfg(feature = "ssr")]
    if scene.drawings != super::scene::Drawings::Live {
        return super::still::picture_of(scene, subject, name, label);
    }
    html! {
        <Drawing {subject} {name} {label} dataset={scene.dataset} language={scene.language()}
            palette={scene.palette.clone()} {lit} on={scene.drawing.clone()} />
    }
}

#[derive(Properties, PartialEq)]
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
    pub lit: Option<Selection>,
    /// Takes what happens.
    pub on: Callback<DrawingEvent>,
}

/// Why a mark is active; a stronger reason is not undone by a weaker one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Cause {
    /// The page or the state points at it.
    Lit,
    /// The pointer is over it.
    Hover,
    /// Keys walked to it.
    Walk,
    /// The reader chose it.
    Chosen,
}

pub(super) struct Drawing {
    frame: NodeRef,
    /// What a filter does not change: it is drawn on a canvas of its own, below the other.
    ground: NodeRef,
    canvas: NodeRef,
    tip: NodeRef,
    width: f64,
    placed: Option<Placed>,
    /// What the ground of the placement is made from.
    laid: Option<Laid>,
    /// The style sheet gives it its height.
    keeps_form: bool,
    /// What the picture of the connections talks about.
    focus: Option<Focus>,
    /// The canvas shows something else than it should.
    stale: bool,
    ground_stale: bool,
    no_canvas: bool,
    active: Option<(usize, Cause)>,
    /// Where the keys were last.
    walked: usize,
    hiding: Option<Timeout>,
    /// The reader asked which keys there are.
    keys_shown: bool,
    /// The font that the page gives, once it was asked: the answer takes a layout.
    font: Option<String>,
    /// The first picture waits for a task of its own.
    pending: Option<Timeout>,
    /// Device px per css px that the canvas is drawn for.
    ratio: f64,
    width_watch: Option<WidthWatch>,
    ratio_watch: Option<MediaWatch>,
    escape_watch: Option<KeyWatch>,
    restored_watch: Option<CanvasWatch>,
}

/// What decides on the ground of a map: form, width, language and the selected region.
type Laid = (MapForm, f64, Language, Option<&'static Region>);

pub(super) enum Msg {
    Width(f64),
    /// While the picture was placed or drawn, something came up that is to be shown: the tooltip of a mark that is lit, or
    /// that there is no canvas.
    Lit,
    /// The first picture is to be drawn now.
    Draw,
    Ratio,
    Moved(f64, f64),
    Left,
    Entered,
    Hide,
    Tapped(f64, f64),
    Key(KeyboardEvent),
    Focused,
    Blurred,
    Escaped,
}

impl Component for Drawing {
    type Message = Msg;
    type Properties = DrawingProps;

    fn create(_: &Context<Self>) -> Drawing {
        Drawing {
            frame: NodeRef::default(),
            ground: NodeRef::default(),
            canvas: NodeRef::default(),
            tip: NodeRef::default(),
            width: 0.0,
            placed: None,
            laid: None,
            keeps_form: false,
            focus: None,
            stale: true,
            ground_stale: true,
            no_canvas: false,
            active: None,
            walked: 0,
            keys_shown: false,
            hiding: None,
            font: None,
            pending: None,
            ratio: 0.0,
            width_watch: None,
            ratio_watch: None,
            escape_watch: None,
            restored_watch: None,
        }
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        let changed = self.take(ctx, msg);
        self.refocus(ctx.props()) || changed
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
                .map(|mark| told(&mark.target, props.dataset, props.language).in_one_line(props.language)),
            _ => None,
        };
        let heard = if self.keys_shown { Some(words(props.language).how_to_walk.to_owned()) } else { heard };
        let ground = matches!(props.subject, Subject::Map { .. } | Subject::Connections { .. })
            .then(|| el("canvas").class("ground").held_by(&self.ground).is("aria-hidden", "true"));
        let canvas = el("canvas")
            .held_by(&self.canvas)
            .set("data-testid", format!("canvas-{}", props.name))
            .is("aria-hidden", "true");
        // eighths of a css px, as the outline has
        let path = el("path").is("transform", "scale(.125)").set("d", tip.map(outline).unwrap_or_default());
        let stage = el("div")
            .class("stage")
            .is("tabindex", "0")
            .is("role", "application")
            .set("aria-label", props.label.to_string())
            .set("aria-describedby", hint.clone())
            .on_move(link.callback(move |event: PointerEvent| place(Msg::Moved, &event)))
            .on_click(link.callback(move |event: MouseEvent| place(Msg::Tapped, &event)))
            .on_key(link.batch_callback(|event: KeyboardEvent| handles(&event).then_some(Msg::Key(event))))
            .on_focus(link.callback(|_| Msg::Focused))
            .on_blur(link.callback(|_| Msg::Blurred))
            .maybe(ground)
            .child(canvas)
            .children((0..3).map(|_| el("i").class(coordinates::CORNER)))
            .child(el("svg").class("halo").is("aria-hidden", "true").child(path));
        let tooltip = el("div").class("tip").is("role", "tooltip").held_by(&self.tip).when("hidden", tip.is_none());
        let tooltip = tooltip.on_enter(link.callback(|_| Msg::Entered));
        let tooltip = match tip {
            Some(mark) => self.tooltip(ctx, mark, tooltip),
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
            .child(paragraph(if self.keys_shown { "keys shown" } else { "keys" }, words.how_to_walk).set("id", hint))
            .child(paragraph("keys-hint", words.keys_hint).is("aria-hidden", "true"))
            .child(el("p").class("unseen").is("role", "status").tells(heard.unwrap_or_default()))
            .child(paragraph("notice", words.no_canvas).when("hidden", !self.no_canvas))
            .into()
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        if first && let Some(frame) = self.frame.cast::<HtmlElement>() {
            let link = ctx.link().clone();
            self.restored_watch = Some(watch_restored(&frame, move || link.send_message(Msg::Draw)));
            let link = ctx.link().clone();
            self.width_watch = WidthWatch::new(&frame, move |width| link.send_message(Msg::Width(width)));
            let width = coordinates::layout_width(&frame).unwrap_or_default();
            if width > 0.0 {
                // at once, so that nothing below is ever seen at another place
                self.width = width;
                self.place(ctx.props());
                self.light(ctx.props());
                if self.active.is_some() {
                    ctx.link().send_message(Msg::Lit);
                }
            }
        }
        if self.stale && self.pending.is_none() {
            if first && self.is_waiting() {
                // behind the still nobody sees it: a task for each picture leaves the page free between them
                self.reserve();
                let link = ctx.link().clone();
                self.pending = Some(Timeout::new(0, move || link.send_message(Msg::Draw)));
            } else {
                self.draw(ctx);
            }
        }
        self.put_tip();
    }
}

impl Drawing {
    fn take(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Width(width) => {
                if (width - self.width).abs() < 0.01 || width <= 0.0 {
                    return false;
                }
                self.width = width;
                self.place(ctx.props());
                self.light(ctx.props());
                true
            }
            Msg::Lit => true,
            Msg::Draw => {
                // without a width it is drawn when it has one
                self.pending = None;
                self.ground_stale = true;
                self.draw(ctx);
                false
            }
            Msg::Ratio => {
                self.stale |= device_pixel_ratio() != self.ratio;
                self.ground_stale |= self.stale;
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
                by_keys && self.active.is_none() && self.activate(ctx, self.walked, Cause::Walk)
            }
            Msg::Blurred => {
                let told = std::mem::take(&mut self.keys_shown);
                // what the pointer holds stays: its tooltip may be what took the focus
                let walked = self.active.is_some_and(|(_, cause)| cause == Cause::Walk);
                (walked && self.deactivate(ctx, Cause::Walk)) || told
            }
            Msg::Escaped => {
                if self.active.is_some_and(|(_, cause)| cause == Cause::Chosen) {
                    ctx.props().on.emit(DrawingEvent::Closed);
                }
                self.hiding = None;
                let told = std::mem::take(&mut self.keys_shown);
                self.deactivate(ctx, Cause::Chosen) || told
            }
        }
    }

    /// Follows other properties.
    fn follow(&mut self, ctx: &Context<Self>, old: &DrawingProps) {
        let props = ctx.props();
        if props.subject != old.subject || props.language != old.language {
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
            let last = self.placed.as_ref().map_or(0, |placed| placed.marks.len().saturating_sub(1));
            self.walked = self.walked.min(last);
        }
        if props.palette != old.palette || props.language != old.language {
            self.font = None;
            (self.stale, self.ground_stale) = (true, true);
        }
        if props.lit != old.lit {
            self.light(props);
        }
    }
}

impl Drawing {
    fn place(&mut self, props: &DrawingProps) {
        if self.width <= 0.0 {
            return;
        }
        // narrower than the narrowest layout, the picture shrinks
        let width = self.width.max(shanhai_graphic::chart::WIDTH_CLASSES[0]);
        self.stale = true;
        self.keeps_form = matches!(props.subject, Subject::Map { .. });
        let language = props.language;
        match &props.subject {
            Subject::Chart(chart) => self.placed = Some(place_chart(chart, props.dataset, width, language)),
            Subject::Connections { shown } => {
                let laid = Some((MapForm::Outline, width, language, None));
                match &mut self.placed {
                    Some(placed) if self.laid == laid => {
                        place_joins(placed, props.dataset, shown, self.focus, language);
                    }
                    placed => {
                        *placed = Some(place_connections(props.dataset, shown, self.focus, width, language));
                        (self.laid, self.ground_stale) = (laid, true);
                    }
                }
            }
            Subject::Map { shown, selected, form } => {
                let laid = Some((*form, width, language, selected.map(|project| project.region())));
                match &mut self.placed {
                    Some(placed) if self.laid == laid => {
                        place_sites(placed, props.dataset, shown, *selected, *form, language);
                    }
                    placed => {
                        *placed = Some(place_map(props.dataset, shown, *selected, *form, width, language));
                        (self.laid, self.ground_stale) = (laid, true);
                    }
                }
            }
        }
    }

    /// Lets the picture of the connections talk about what is active; whether it is something else than before.
    fn refocus(&mut self, props: &DrawingProps) -> bool {
        if !matches!(props.subject, Subject::Connections { .. }) {
            return false;
        }
        let focus = self.active.and_then(|(index, _)| match &self.mark(index)?.target {
            Target::Partner(partner) => Some(Focus::Partner(partner)),
            Target::Projects(projects) => projects.first().map(|project| Focus::Place(project.place.get())),
            _ => None,
        });
        if focus == self.focus {
            return false;
        }
        self.focus = focus;
        // marks stand where they stood
        self.place(props);
        true
    }

    /// Layout px per canvas px.
    fn scale(&self) -> f64 {
        self.placed.as_ref().map_or(1.0, |placed| self.width / placed.size.width)
    }

    fn draw(&mut self, ctx: &Context<Self>) {
        let (Some(placed), Some(canvas)) = (&self.placed, self.canvas.cast::<HtmlCanvasElement>()) else {
            return;
        };
        self.reserve();
        let ratio = device_pixel_ratio();
        if ratio != self.ratio {
            let redraw = ctx.link().clone();
            self.ratio_watch = watch_pixel_ratio(ratio, move |_| redraw.send_message(Msg::Ratio));
            self.ratio = ratio;
        }
        let font = self.font.get_or_insert_with(|| colors::font(&canvas));
        let palette = &ctx.props().palette;
        let draw = |record: &Record, target: &HtmlCanvasElement| canvas::draw(record, target, palette, font, ratio);
        let [ground, above] = record_layers(placed);
        let mut drawn = draw(&above, &canvas);
        if self.ground_stale
            && let Some(canvas) = self.ground.cast::<HtmlCanvasElement>()
        {
            drawn &= draw(&ground, &canvas);
        }
        if drawn == self.no_canvas {
            self.no_canvas = !drawn;
            ctx.link().send_message(Msg::Lit);
        }
        (self.stale, self.ground_stale) = (false, false);
        ctx.props().on.emit(DrawingEvent::Drawn(canvas.into()));
    }

    /// Gives the drawing its height in the page.
    fn reserve(&self) {
        // a map has its height from the style sheet, as its still has
        if let (Some(placed), Some(stage), false) = (&self.placed, self.stage(), self.keeps_form) {
            position::set(&stage, "height", placed.size.height * self.scale());
        }
    }

    /// Whether the widget gets ready behind the still that it is to replace.
    fn is_waiting(&self) -> bool {
        self.frame.cast::<HtmlElement>().is_some_and(|frame| frame.closest(".waiting").ok().flatten().is_some())
    }

    fn stage(&self) -> Option<HtmlElement> {
        use wasm_bindgen::JsCast;
        self.canvas.cast::<HtmlElement>()?.parent_element()?.dyn_into().ok()
    }

    fn mark(&self, index: usize) -> Option<&Mark> {
        self.placed.as_ref()?.marks.get(index)
    }

    fn index_of(&self, holds: impl Fn(&Target) -> bool) -> Option<usize> {
        self.placed.as_ref()?.marks.iter().position(|mark| holds(&mark.target))
    }

    /// The mark at a point of the window.
    fn mark_at(&self, x: f64, y: f64) -> Option<usize> {
        let placed = self.placed.as_ref()?;
        let stage = self.stage()?;
        let (across, down) = coordinates::Placement::of(&stage)?.parts((x, y))?;
        let (width, height) = (f64::from(stage.offset_width()), f64::from(stage.offset_height()));
        placed.mark_at(Point { x: across * width / self.scale(), y: down * height / self.scale() }, SLOP)
    }

    fn activate(&mut self, ctx: &Context<Self>, index: usize, cause: Cause) -> bool {
        let held = self.active.is_some_and(|(_, present)| present > cause && cause == Cause::Hover);
        if held || self.active == Some((index, cause)) || self.mark(index).is_none() {
            return false;
        }
        self.active = Some((index, cause));
        let link = ctx.link().clone();
        self.escape_watch = watch_escape(move || link.send_message(Msg::Escaped));
        true
    }

    /// Lets go of the active mark, unless a stronger cause than this one holds it.
    fn deactivate(&mut self, ctx: &Context<Self>, cause: Cause) -> bool {
        if self.active.is_none_or(|(_, present)| present > cause) {
            return false;
        }
        self.active = None;
        self.escape_watch = None;
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
        let Some(placed) = &self.placed else { return false };
        let Some(last) = placed.marks.len().checked_sub(1) else {
            return false;
        };
        if event.key() == "?" {
            event.prevent_default();
            self.keys_shown = !self.keys_shown;
            return true;
        }
        let here = self.active.map_or(self.walked, |(index, _)| index);
        let next = match event.key().as_str() {
            "ArrowLeft" => placed.neighbour(here, Direction::Left),
            "ArrowRight" => placed.neighbour(here, Direction::Right),
            "ArrowUp" => placed.neighbour(here, Direction::Up),
            "ArrowDown" => placed.neighbour(here, Direction::Down),
            "Home" => 0,
            "End" => last,
            "Enter" | " " => {
                event.prevent_default();
                return self.choose(ctx, here.min(last));
            }
            _ => return false,
        };
        event.prevent_default();
        self.hiding = None;
        self.walked = next;
        self.activate(ctx, next, Cause::Walk)
    }

    /// Follows what the page or the state points at.
    fn light(&mut self, props: &DrawingProps) {
        let wanted = props.lit.and_then(|lit| {
            self.index_of(|target| match (target, lit) {
                (Target::Figure(figure), Selection::Figure(other)) => *figure == other,
                (Target::Projects(projects), Selection::Project(project)) => projects.contains(&project),
                _ => false,
            })
        });
        match (wanted, self.active) {
            (Some(index), Some((present, _))) if index == present => {}
            (Some(index), _) => self.active = Some((index, Cause::Lit)),
            (None, Some((_, Cause::Lit | Cause::Chosen))) => self.active = None,
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
            position::put_beside(&tip, &frame, root, [x * scale, y * scale, width * scale, height * scale]);
        }
    }

    /// Fills the tooltip of a mark.
    fn tooltip(&self, ctx: &Context<Self>, mark: &Mark, mut tooltip: Element) -> Element {
        let props = ctx.props();
        let (words, language) = (words(props.language), props.language);
        let told = told(&mark.target, props.dataset, language);
        let projects: Vec<&'static Project> = match &mark.target {
            Target::Projects(projects) => projects.clone(),
            Target::Partner(partner) => projects_of(props.dataset, partner).collect(),
            _ => Vec::new(),
        };
        let by_partner = matches!(mark.target, Target::Partner(_));
        // several projects of a place or partner are offered below, as buttons
        let lines = match projects.len() {
            0 => told.lines.len(),
            1 if !by_partner => told.lines.len(),
            count => told.lines.len() - count,
        };
        if !told.value.is_empty() {
            tooltip = tooltip.child(el("p").class("tip-value").tells(told.value));
        }
        let line = |line| el("p").class("tip-line").tells(line);
        let offer = |project: &&'static Project| {
            let project: &'static Project = project;
            let name = if projects.len() > 1 || by_partner { project.name.get(language) } else { words.show_project };
            let show = props.on.reform(move |_| DrawingEvent::Wanted(project));
            button(show).class("link").is("tabindex", "-1").says(name)
        };
        tooltip
            .child(el("p").class("tip-title").tells(told.title))
            .children(told.lines.into_iter().take(lines).map(line))
            // of a crowd the first: the list has them all
            .children(projects.iter().take(12).map(offer))
    }
}

/// A message with the point of the window that a pointer is at.
fn place(message: impl Fn(f64, f64) -> Msg, event: &MouseEvent) -> Msg {
    message(f64::from(event.client_x()), f64::from(event.client_y()))
}

/// Whether a key is one of the drawing's own.
fn handles(event: &KeyboardEvent) -> bool {
    let modified = event.ctrl_key() || event.alt_key() || event.meta_key();
    !modified
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
