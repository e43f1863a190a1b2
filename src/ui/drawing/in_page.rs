//! How a drawing gets onto its canvas and into the page: it is laid out at the width that the page gives and redrawn
//! when it must show something else. Its tooltip is beside the active mark.

use super::super::element::{Element, el};
use super::super::message;
use crate::browser::events::on_restored;
use crate::browser::media::{device_pixel_ratio, watch_pixel_ratio};
use crate::browser::observers::{NearWatch, WidthWatch};
use crate::browser::{canvas, colors, coordinates, position};
use shanhai_graphic::chart::{
    ASPECT, Datum, Focus, HitTarget, MapForm, Rect, Shape, layout_chart, layout_connections, layout_joins, layout_map,
    layout_sites,
};
use shanhai_graphic::paint::{Record, record_layers};
use std::fmt::Write;
use web_sys::{HtmlCanvasElement, HtmlElement};
use yew::prelude::*;

use super::{Drawing, DrawingProps, Msg, Subject, sent_pictures};

impl Drawing {
    /// Applies changed properties.
    pub(super) fn follow(&mut self, ctx: &Context<Self>, old: &DrawingProps) {
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
            self.lay_out_anew(props);
        }
        if props.palette != old.palette || props.language != old.language {
            self.font = None;
            (self.stale, self.static_layer_stale) = (true, true);
        }
        if props.highlighted != old.highlighted {
            self.interaction.follow_highlight(self.layout.as_ref(), props.highlighted);
        }
    }

    /// Replaces the prerendered picture with a canvas. Returns whether there was a picture.
    pub(super) fn awake(&mut self, ctx: &Context<Self>) -> bool {
        let awakes = std::mem::take(&mut self.pictured);
        if awakes {
            self.measure(ctx);
        }
        awakes
    }

    /// Measures the width that the page gives, now and whenever it changes.
    pub(super) fn measure(&mut self, ctx: &Context<Self>) {
        let Some(frame) = self.frame.cast::<HtmlElement>() else { return };
        let link = ctx.link().clone();
        self.restored_listener = Some(on_restored(&frame, move || link.send_message(Msg::Draw)));
        let link = ctx.link().clone();
        self.width_watch = WidthWatch::new(&frame, move |width| link.send_message(Msg::Width(width)));
        let link = ctx.link().clone();
        self.near_watch = NearWatch::new(&frame, move |near| link.send_message(Msg::Near(near)));
        let width = coordinates::layout_width(&frame).unwrap_or_default();
        if width > 0.0 {
            // at once, so that nothing below it visibly shifts
            self.resize(ctx.props(), width);
            // yew may let the browser paint a frame before the canvas is drawn
            self.reserve(ctx.props());
        }
    }

    pub(super) fn resize(&mut self, props: &DrawingProps, width: f64) {
        self.width = width;
        self.lay_out_anew(props);
        self.interaction.follow_highlight(self.layout.as_ref(), props.highlighted);
    }

    /// Lays it out where marks may be others than before, and keeps what is active.
    fn lay_out_anew(&mut self, props: &DrawingProps) {
        let datum = self.interaction.mark(self.layout.as_ref()).map(|mark| mark.datum.clone());
        self.place(props);
        let selected = match props.subject {
            Subject::Map { selected, .. } => selected,
            _ => None,
        };
        self.interaction.follow_layout(datum, self.layout.as_ref(), selected);
    }

    pub(super) fn place(&mut self, props: &DrawingProps) {
        if self.width <= 0.0 {
            return;
        }
        // below the narrowest layout width, the drawing is scaled down
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

    /// Makes the drawing of the connections focus on what is active. Returns whether the focus changed.
    pub(super) fn refocus(&mut self, props: &DrawingProps) -> bool {
        let is_other = self.focus_now(props) != self.focus;
        if is_other {
            // the marks keep their positions
            self.place(props);
        }
        is_other
    }

    /// What the drawing of the connections should focus on.
    pub(super) fn focus_now(&self, props: &DrawingProps) -> Option<Focus> {
        let Subject::Connections { focus, .. } = props.subject else { return None };
        let active = self.interaction.mark(self.layout.as_ref()).and_then(|mark| match &mark.datum {
            Datum::Partner(partner) => Some(Focus::Partner(partner)),
            Datum::Projects(projects) => projects.first().map(|project| Focus::Place(project.place.get())),
            _ => None,
        });
        active.or(focus)
    }

    /// Layout px per canvas px.
    pub(super) fn scale(&self) -> f64 {
        self.layout.as_ref().map_or(1.0, |layout| self.width / layout.size.width)
    }

    /// Draws what has changed, unless nobody can see it. The first drawing is always made: the page waits for it.
    pub(super) fn draw_if_stale(&mut self, ctx: &Context<Self>) {
        let was_drawn = self.ratio != 0.0;
        if self.stale && (self.near || !was_drawn) {
            self.draw(ctx);
        }
    }

    /// It came near the viewport, or went far from it: there its canvases hold no pixels.
    pub(super) fn come_near(&mut self, ctx: &Context<Self>, near: bool) {
        self.near = near;
        if near {
            return self.draw_if_stale(ctx);
        }
        for canvas in [&self.canvas, &self.static_layer].into_iter().filter_map(NodeRef::cast) {
            canvas::release(&canvas);
        }
        (self.stale, self.static_layer_stale) = (true, true);
    }

    pub(super) fn draw(&mut self, ctx: &Context<Self>) {
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
        ctx.props().send.emit(message::Msg::CanvasDrawn(canvas.into()));
    }

    /// Gives the drawing its height in the page.
    pub(super) fn reserve(&self, props: &DrawingProps) {
        let (Some(layout), Some(stage)) = (&self.layout, self.stage()) else { return };
        // a map gets its height from the style sheet, as its picture does, unless it is a wide one
        let of_sheet = layout.size.height == (layout.size.width * ASPECT).round();
        if of_sheet && matches!(props.subject, Subject::Map { .. }) {
            position::clear(&stage, "height");
        } else {
            position::set(&stage, "height", layout.size.height * self.scale());
        }
    }

    /// The element that shows the drawing: the prerendered picture, or canvases.
    pub(super) fn drawn(&self, props: &DrawingProps) -> Element {
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

    pub(super) fn stage(&self) -> Option<HtmlElement> {
        self.stage.cast()
    }

    /// Positions the tooltip beside its mark.
    pub(super) fn put_tip(&self) {
        let Some(mark) = self.interaction.mark(self.layout.as_ref()) else { return };
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
            // by touch, a reader cannot reach what is outside the viewport without scrolling
            let seen = self.interaction.is_by_touch().then(|| coordinates::in_sight(&self.stage()?)).flatten();
            position::put_beside(&tip, &frame, root, seen, [x * scale, y * scale, width * scale, height * scale]);
        }
    }
}

/// The outline of a mark as an SVG path, in eighths of a css px.
pub(super) fn outline(mark: &HitTarget) -> String {
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
