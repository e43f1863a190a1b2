//! Keys: whose they are.

use gloo::events::EventListener;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, InputEvent, KeyboardEvent};

/// Whether a key goes to an input method, which lets a reader choose among words that are half typed.
pub fn is_composing(event: &KeyboardEvent) -> bool {
    // the number is all that some engines say of the key that ends it
    event.is_composing() || event.key_code() == 229
}

/// Whether what a field says has come while words are half typed. Scripts send events that do not say.
pub fn is_half_typed(event: &InputEvent) -> bool {
    event.dyn_ref::<InputEvent>().is_some_and(InputEvent::is_composing)
}

/// Whether a key is pressed together with one that makes it a command. AltGr, with which some keyboards write, counts as
/// Control and Alt.
pub fn is_chord(event: &KeyboardEvent) -> bool {
    event.meta_key() || ((event.ctrl_key() || event.alt_key()) && !event.get_modifier_state("AltGraph"))
}

/// Keeps keys within an element until dropped.
pub struct KeyFence {
    _listeners: [EventListener; 3],
}

/// Keeps the keys that something in `host` uses from the page around, whose own shortcuts see nothing but `host` as their
/// target: they cannot tell that somebody is typing. Tab, Escape and commands go on.
pub fn fence(host: &EventTarget) -> KeyFence {
    // a key that was used when it went down is nobody else's when it comes up
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

/// Whether a key has done something, or the browser will do something with it where the focus is.
fn is_used(event: &KeyboardEvent, key: &str) -> bool {
    if is_chord(event) || matches!(key, "Tab" | "Escape") {
        return false;
    }
    let origin = event.composed_path().get(0).dyn_into::<Element>();
    let is_in = |selector: &str| origin.as_ref().is_ok_and(|origin| origin.matches(selector).unwrap_or(false));
    let presses = matches!(key, "Enter" | " ");
    // function keys are the browser's and the page's
    let edits = presses || key.chars().count() == 1 || is_composing(event) || EDITS.contains(&key);
    event.default_prevented() || (edits && is_in("input, select, textarea")) || (presses && is_in("button, a, summary"))
}

/// Keys with names that fields use.
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
