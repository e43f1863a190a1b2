//! Events of the browser as gestures on a drawing, and the timers and listeners that its interaction needs.

use crate::browser::events::{on_escape, on_tap_outside};
use crate::browser::keys::{is_chord, is_composing};
use crate::browser::{coordinates, focus};
use gloo::timers::callback::Timeout;
use shanhai_graphic::chart::Point;
use shanhai_graphic::interaction::{Gesture, Key, Response};
use yew::prelude::*;

use super::{Drawing, Msg};

/// How far from a mark a pointer may be, in css px. A finger is less exact than a mouse.
const SLOP: f64 = 8.0;
/// How long a tooltip waits for the pointer to move onto it, in ms.
const GRACE: u32 = 300;

impl Drawing {
    /// Responds to a gesture. Returns whether to re-render.
    pub(super) fn respond(&mut self, ctx: &Context<Self>, gesture: Gesture) -> bool {
        let props = ctx.props();
        let Response { renders, message } = self.interaction.respond(gesture, self.layout.as_ref(), props.highlighted);
        if let Some(message) = message {
            props.send.emit(message.into());
        }
        self.sync_watches(ctx);
        renders
    }

    /// The mark at a point of the viewport.
    pub(super) fn hit_target_at(&self, point: (f64, f64)) -> Option<usize> {
        let layout = self.layout.as_ref()?;
        let stage = self.stage()?;
        let (across, down) = coordinates::Placement::of(&stage)?.parts(point)?;
        let (width, height) = (f64::from(stage.offset_width()), f64::from(stage.offset_height()));
        layout.hit_target_at(Point { x: across * width / self.scale(), y: down * height / self.scale() }, SLOP)
    }

    /// Whether the drawing has the focus and the browser shows it, as it does for readers who use the keyboard.
    pub(super) fn has_visible_focus(&self) -> bool {
        self.stage().is_some_and(|stage| focus::is_visible(&stage))
    }

    /// Escape leads from a link in the tooltip back to the mark, and from there it closes the tooltip. Returns whether
    /// to render.
    pub(super) fn escape(&mut self, ctx: &Context<Self>) -> bool {
        match self.stage() {
            Some(stage) if self.tip.cast().is_some_and(|tip| focus::is_within(&tip)) => {
                let _refused = stage.focus();
                false
            }
            _ => self.respond(ctx, Gesture::Close),
        }
    }

    /// Keeps the timer and the listeners that the interaction needs now, and no other.
    pub(super) fn sync_watches(&mut self, ctx: &Context<Self>) {
        let later = |gesture: Gesture| {
            let link = ctx.link().clone();
            move || link.send_message(Msg::Gesture(gesture))
        };
        if !self.interaction.is_leaving() {
            self.hiding = None;
        } else if self.hiding.is_none() {
            self.hiding = Some(Timeout::new(GRACE, later(Gesture::StayAway)));
        }
        if !self.interaction.is_open() {
            (self.escape_listener, self.tap_listener) = (None, None);
            return;
        }
        if self.escape_listener.is_none() {
            let link = ctx.link().clone();
            self.escape_listener = on_escape(move || link.send_message(Msg::Escaped));
        }
        if self.interaction.is_by_touch() && self.tap_listener.is_none() {
            let own = self.stage().into_iter().chain(self.tip.cast());
            self.tap_listener = on_tap_outside(own.map(Into::into).collect(), later(Gesture::Close));
        }
    }
}

/// The position of a pointer in the viewport.
pub(super) fn position_of(event: &MouseEvent) -> (f64, f64) {
    (f64::from(event.client_x()), f64::from(event.client_y()))
}

/// Whether a pointer is a finger: it covers what it points at, and cannot hover.
pub(super) fn is_finger(event: &PointerEvent) -> bool {
    event.pointer_type() == "touch"
}

/// The key of an event, if the drawing handles it.
pub(super) fn key_of(event: &KeyboardEvent) -> Option<Key> {
    if is_chord(event) || is_composing(event) { None } else { Key::from_name(&event.key()) }
}
