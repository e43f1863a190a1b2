//! How a drawing responds to pointer, touch and keyboard: which mark is active, and why.

use crate::browser::events::{watch_escape, watch_taps_outside};
use crate::browser::keys::{is_chord, is_composing};
use crate::browser::media::device_pixel_ratio;
use crate::browser::{coordinates, focus};
use gloo::timers::callback::Timeout;
use shanhai_graphic::chart::{Direction, Point};
use shanhai_graphic::store;
use yew::prelude::*;

use super::{Cause, Drawing, DrawingProps, Msg};

/// How far from a mark a pointer may be, in css px. A finger is less exact than a mouse.
const SLOP: f64 = 8.0;
/// How long a tooltip waits for the pointer to move onto it, in ms.
const GRACE: u32 = 300;

impl Drawing {
    /// Handles a message. Returns whether to re-render.
    pub(super) fn answer(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
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
            Msg::Moved(x, y) => match self.hit_target_at(x, y) {
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
            Msg::Tapped(x, y) => match self.hit_target_at(x, y) {
                Some(index) => self.choose(ctx, index),
                None => self.close(ctx),
            },
            Msg::Key(event) => self.key(ctx, &event),
            Msg::Focused => self.focused(ctx),
            Msg::Blurred => {
                let had_keys = std::mem::take(&mut self.keys_shown);
                // keep a mark that the pointer activated: its tooltip may have taken the focus
                let walked = self.active.is_some_and(|(_, cause)| cause == Cause::Walk);
                (walked && self.deactivate(ctx, Cause::Walk)) || had_keys
            }
            Msg::Closed => {
                self.hiding = None;
                let had_keys = std::mem::take(&mut self.keys_shown);
                self.close(ctx) || had_keys
            }
        }
    }

    /// A focus that is visible, as by keyboard, activates the mark where the walk continues.
    fn focused(&mut self, ctx: &Context<Self>) -> bool {
        let by_keys = self.stage().is_some_and(|stage| focus::is_visible(&stage));
        let walked = self.layout.as_ref().map_or(0, |layout| layout.walk_from(self.walked));
        by_keys && self.active.is_none() && self.activate(ctx, walked, Cause::Walk)
    }

    /// Closes the tooltip of the active mark, whatever keeps it open.
    fn close(&mut self, ctx: &Context<Self>) -> bool {
        if self.active.is_some_and(|(_, cause)| cause == Cause::Chosen) {
            ctx.props().send.emit(store::Msg::CloseTooltip.into());
        }
        self.deactivate(ctx, Cause::Chosen)
    }

    /// The mark at a point of the viewport.
    pub(super) fn hit_target_at(&self, x: f64, y: f64) -> Option<usize> {
        let layout = self.layout.as_ref()?;
        let stage = self.stage()?;
        let (across, down) = coordinates::Placement::of(&stage)?.parts((x, y))?;
        let (width, height) = (f64::from(stage.offset_width()), f64::from(stage.offset_height()));
        layout.hit_target_at(Point { x: across * width / self.scale(), y: down * height / self.scale() }, SLOP)
    }

    pub(super) fn activate(&mut self, ctx: &Context<Self>, index: usize, cause: Cause) -> bool {
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

    /// Deactivates the active mark, unless a stronger cause than this one keeps it active.
    pub(super) fn deactivate(&mut self, ctx: &Context<Self>, cause: Cause) -> bool {
        if self.active.is_none_or(|(_, present)| present > cause) {
            return false;
        }
        self.active = None;
        (self.escape_watch, self.tap_watch) = (None, None);
        if cause < Cause::Chosen {
            self.follow_highlight(ctx.props());
        }
        true
    }

    pub(super) fn hide_soon(&mut self, ctx: &Context<Self>) -> bool {
        if self.hiding.is_none() && self.active.is_some_and(|(_, cause)| cause == Cause::Hover) {
            let link = ctx.link().clone();
            self.hiding = Some(Timeout::new(GRACE, move || link.send_message(Msg::Hide)));
        }
        false
    }

    pub(super) fn choose(&mut self, ctx: &Context<Self>, index: usize) -> bool {
        self.hiding = None;
        self.walked = index;
        if let Some(mark) = self.mark(index) {
            ctx.props().send.emit(store::Msg::Choose(mark.target.clone()).into());
        }
        self.activate(ctx, index, Cause::Chosen)
    }

    pub(super) fn key(&mut self, ctx: &Context<Self>, event: &KeyboardEvent) -> bool {
        let Some(layout) = &self.layout else { return false };
        let Some(last) = layout.hit_targets.len().checked_sub(1) else {
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

    /// Activates the mark that the page or the state points at.
    pub(super) fn follow_highlight(&mut self, props: &DrawingProps) {
        let wanted = props.highlighted.and_then(|highlighted| self.index_of(|target| target.stands_for(highlighted)));
        match (wanted, self.active) {
            (Some(index), Some((present, _))) if index == present => {}
            (Some(index), _) => self.active = Some((index, Cause::Highlight)),
            (None, Some((_, Cause::Highlight | Cause::Chosen))) => self.active = None,
            (None, _) => {}
        }
    }
}

/// Creates a message with the viewport position of a pointer.
pub(super) fn place(message: impl Fn(f64, f64) -> Msg, event: &MouseEvent) -> Msg {
    message(f64::from(event.client_x()), f64::from(event.client_y()))
}

/// Whether a pointer is a finger: it covers what it points at, and cannot hover.
pub(super) fn is_finger(event: &PointerEvent) -> bool {
    event.pointer_type() == "touch"
}

/// Whether the drawing handles a key.
pub(super) fn handles(event: &KeyboardEvent) -> bool {
    !is_chord(event)
        && !is_composing(event)
        && matches!(
            event.key().as_str(),
            "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown" | "Home" | "End" | "Enter" | " " | "?"
        )
}
