//! Events: those that the widget dispatches to the surrounding page, and listeners for what happens anywhere in the
//! page.

use super::keys::is_composing;
use gloo::events::{EventListener, EventListenerOptions};
use js_sys::{Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CustomEvent, CustomEventInit, Element, Event, EventTarget, KeyboardEvent, window};

/// Dispatches a bubbling, composed event from the host element, with the given details.
pub fn send(host: &EventTarget, name: &str, details: &[(&str, JsValue)]) {
    let detail = Object::new();
    for (key, value) in details {
        let _refused = Reflect::set(&detail, &JsValue::from_str(key), value);
    }
    let init = CustomEventInit::new();
    init.set_bubbles(true);
    init.set_composed(true);
    init.set_detail(&detail);
    if let Ok(event) = CustomEvent::new_with_event_init_dict(name, &init) {
        let _refused = host.dispatch_event(&event);
    }
}

/// Dispatches an event that does not bubble: apart from the element itself, only ancestors that listen in the capture
/// phase receive it.
pub fn tell(element: &EventTarget, name: &str) {
    if let Ok(event) = Event::new(name) {
        let _refused = element.dispatch_event(&event);
    }
}

/// Calls `heard` with the given details of each event of this name, until dropped. A detail that is not a string is
/// `None`.
pub fn on_details<const COUNT: usize>(
    target: &EventTarget,
    name: &'static str,
    details: [&'static str; COUNT],
    heard: impl Fn([Option<String>; COUNT]) + 'static,
) -> EventListener {
    EventListener::new(target, name, move |event| {
        let detail = event.dyn_ref::<CustomEvent>().map(CustomEvent::detail).unwrap_or_default();
        heard(details.map(|key| Reflect::get(&detail, &JsValue::from_str(key)).ok()?.as_string()));
    })
}

/// Calls `restored` when a canvas in `frame` lost its content and can be drawn again, until dropped.
pub fn on_restored(frame: &EventTarget, restored: impl Fn() + 'static) -> EventListener {
    // the event does not bubble
    let capture = EventListenerOptions::run_in_capture_phase();
    EventListener::new_with_options(frame, "contextrestored", capture, move |_| restored())
}

/// Calls `pressed` on Escape, wherever the focus is, until dropped.
pub fn on_escape(pressed: impl Fn() + 'static) -> Option<EventListener> {
    let window = window()?;
    let listener = EventListener::new(&window, "keydown", move |event| {
        let is_escape = |event: &KeyboardEvent| event.key() == "Escape" && !is_composing(event);
        if event.dyn_ref::<KeyboardEvent>().is_some_and(is_escape) {
            pressed();
        }
    });
    Some(listener)
}

/// Calls `tapped` when a finger or a mouse button goes up anywhere outside `own`, until dropped. A touch that scrolled
/// is no tap: the browser cancels its pointer before.
pub fn on_tap_outside(own: Vec<Element>, tapped: impl Fn() + 'static) -> Option<EventListener> {
    let capture = EventListenerOptions::run_in_capture_phase();
    let window = window()?;
    let listener = EventListener::new_with_options(&window, "pointerup", capture, move |event| {
        let is_own = |node: JsValue| own.iter().any(|one| *AsRef::<JsValue>::as_ref(one) == node);
        if !event.composed_path().iter().any(is_own) {
            tapped();
        }
    });
    Some(listener)
}
