//! Key events: who handles them.

use gloo::events::EventListener;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, InputEvent, KeyboardEvent};

/// Whether an input method handles a key. Input methods let a reader choose among words that are half typed.
pub fn is_composing(event: &KeyboardEvent) -> bool {
    // for the key that ends the composition, this key code is all that some engines report
    event.is_composing() || event.key_code() == 229
}

/// Whether an input event belongs to a composition in progress. Events that scripts dispatch do not say.
pub fn is_half_typed(event: &InputEvent) -> bool {
    event.dyn_ref::<InputEvent>().is_some_and(InputEvent::is_composing)
}

/// Whether a modifier makes the key a command. Browsers report AltGr, which some keyboards need to type characters,
/// as Control and Alt.
pub fn is_chord(event: &KeyboardEvent) -> bool {
    event.meta_key() || ((event.ctrl_key() || event.alt_key()) && !event.get_modifier_state("AltGraph"))
}

/// Keeps key events within an element until dropped.
pub struct KeyFence {
    _listeners: [EventListener; 3],
}

/// Keeps the surrounding page from receiving the keys that something in `host` uses. The page's own shortcuts see
/// only `host` as the target, so they cannot tell that somebody is typing. Tab, Escape and commands pass through.
pub fn fence(host: &EventTarget) -> KeyFence {
    // if the widget used a keydown, the matching keyup also belongs to the widget
    let held = Rc::new(RefCell::new(String::new()));
    let listen = |kind: &'static str| {
        let held = held.clone();
        EventListener::new(host, kind, move |event| {
            let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
            let key = event.key();
            let is_used = is_used(event, &key);
            if kind == "keydown" {
                *held.borrow_mut() = if is_used { key } else { String::new() };
            } else if !is_used && *held.borrow() != key {
                return;
            }
            if is_used || kind != "keydown" {
                event.stop_propagation();
            }
        })
    };
    KeyFence { _listeners: ["keydown", "keypress", "keyup"].map(listen) }
}

/// Whether something has handled a key, or the browser will handle it in the focused element.
fn is_used(event: &KeyboardEvent, key: &str) -> bool {
    if is_chord(event) || matches!(key, "Tab" | "Escape") {
        return false;
    }
    let origin = event.composed_path().get(0).dyn_into::<Element>();
    let is_in = |selector: &str| origin.as_ref().is_ok_and(|origin| origin.matches(selector).unwrap_or(false));
    let presses = matches!(key, "Enter" | " ");
    // function keys belong to the browser and the page
    let edits = presses || key.chars().count() == 1 || is_composing(event) || EDITS.contains(&key);
    event.default_prevented() || (edits && is_in("input, select, textarea")) || (presses && is_in("button, a, summary"))
}

/// Named keys that fields use.
const EDITS: [&str; 12] = [
    "ArrowDown",
    "ArrowLeft",
    "ArrowRight",
    "ArrowUp",
    "Backspace",
    "Dead",
    "Delete",
    "End",
    "Home",
    "PageDown",
    "PageUp",
    "Process",
];
