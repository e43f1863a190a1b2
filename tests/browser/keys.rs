//! Keyboards and input methods.

use std::fmt::Write as _;

use shanhai::embedded::dataset;
use shanhai::ui::Options;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{
    Element, Event, HtmlElement, HtmlInputElement, InputEvent, InputEventInit, KeyboardEvent, KeyboardEventInit, window,
};

use crate::page::{Page, pause, until};

#[wasm_bindgen_test]
async fn keys_walk_a_chart_and_escape_closes() {
    let page =
        Page::with(Options { chart: "money-2023".to_owned(), lang: "en".to_owned(), ..Options::new(dataset()) }).await;
    assert_eq!(page.count("[role=tooltip][hidden]"), 1);
    page.press(".stage", "Home");
    until("the first mark", || page.text("[role=tooltip]").contains("9.196 billion yuan")).await;
    page.press(".stage", "End");
    until("the last mark", || page.text("[role=tooltip]").contains("471 million yuan")).await;
    assert!(page.text(".drawing [role=status]").contains("471 million yuan"));
    page.press(".stage", "Escape");
    until("it is closed", || page.count("[role=tooltip][hidden]") == 1).await;
}

fn key(key: &str, change: impl FnOnce(&KeyboardEventInit)) -> KeyboardEvent {
    let init = KeyboardEventInit::new();
    init.set_key(key);
    init.set_bubbles(true);
    init.set_composed(true);
    init.set_cancelable(true);
    change(&init);
    KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap()
}

#[wasm_bindgen_test]
async fn what_an_input_method_has_half_typed_does_nothing() {
    let page = Page::showing("projects").await;
    let document = window().unwrap().document().unwrap();
    let field: HtmlInputElement = page.get("[data-testid=search]");
    field.focus().unwrap();
    for half in ["m", "mao", "mao'jia", "maojiawan"] {
        field.set_value(half);
        let init = InputEventInit::new();
        init.set_bubbles(true);
        init.set_is_composing(true);
        field.dispatch_event(&InputEvent::new_with_event_init_dict("input", &init).unwrap()).unwrap();
        field.dispatch_event(&key("ArrowDown", |init| init.set_is_composing(true))).unwrap();
        field.dispatch_event(&key("ArrowDown", |init| init.set_key_code(229))).unwrap();
    }
    pause(300).await;
    assert_eq!(page.count("[data-testid=project-list] > li:not([hidden])"), 32);
    assert_eq!(page.text("[data-testid=count]"), "32 projects");
    assert_eq!(document.active_element().as_ref(), Some(AsRef::<Element>::as_ref(&field)));
    let init = web_sys::EventInit::new();
    init.set_bubbles(true);
    field.dispatch_event(&Event::new_with_event_init_dict("compositionend", &init).unwrap()).unwrap();
    until("the list is shorter", || page.count("[data-testid=project-list] > li:not([hidden])") == 5).await;

    let entry: HtmlElement = page.get("[data-testid=project-list] > li:not([hidden]) summary");
    entry.focus().unwrap();
    entry.dispatch_event(&key("ArrowDown", |init| init.set_is_composing(true))).unwrap();
    assert_eq!(document.active_element().as_ref(), Some(AsRef::<Element>::as_ref(&entry)));
    let tip = || page.count("[role=tooltip]:not([hidden])");
    let stage: Element = page.get(".stage");
    stage.dispatch_event(&key("Home", |init| init.set_is_composing(true))).unwrap();
    pause(100).await;
    assert_eq!(tip(), 0);
    page.press(".stage", "Home");
    until("a tooltip", || tip() == 1).await;
    stage.dispatch_event(&key("Escape", |init| init.set_is_composing(true))).unwrap();
    pause(100).await;
    assert_eq!(tip(), 1);
}

#[wasm_bindgen_test]
async fn keys_that_are_used_stay_within() {
    let page = Page::showing("projects").await;
    let seen = std::rc::Rc::new(std::cell::RefCell::new(String::new()));
    let document = window().unwrap().document().unwrap();
    let _listeners = ["keydown", "keyup"].map(|kind| {
        let seen = seen.clone();
        gloo::events::EventListener::new(&document, kind, move |event| {
            let event: &KeyboardEvent = event.dyn_ref().unwrap();
            write!(seen.borrow_mut(), "{} {kind}; ", event.key()).unwrap();
        })
    });
    let press = |selector: &str, name: &str, change: fn(&KeyboardEventInit)| {
        seen.borrow_mut().clear();
        let target: Element = page.get(selector);
        let down = key(name, change);
        target.dispatch_event(&down).unwrap();
        let init = KeyboardEventInit::new();
        init.set_key(name);
        init.set_bubbles(true);
        init.set_composed(true);
        change(&init);
        target.dispatch_event(&KeyboardEvent::new_with_keyboard_event_init_dict("keyup", &init).unwrap()).unwrap();
        seen.borrow().clone()
    };
    let leaves = |name: &str| format!("{name} keydown; {name} keyup; ");
    let plain = |_: &KeyboardEventInit| ();
    let chord = |init: &KeyboardEventInit| init.set_ctrl_key(true);
    let search = "[data-testid=search]";
    for name in ["j", "S", "?", "/", " ", "Enter", "ArrowLeft", "Backspace", "Home"] {
        assert_eq!(press(search, name, plain), "", "{name} in the field");
    }
    for name in ["Tab", "Escape", "F1"] {
        assert_eq!(press(search, name, plain), leaves(name));
    }
    assert_eq!(press(search, "s", chord), leaves("s"));
    assert_eq!(press("[data-testid=prefecture-filter]", "k", plain), "");
    for name in ["ArrowLeft", "Home", "Enter", "?"] {
        assert_eq!(press(".stage", name, plain), "", "{name} on the drawing");
    }
    for name in ["s", "Tab", "Escape"] {
        assert_eq!(press(".stage", name, plain), leaves(name));
    }
    assert_eq!(press(".stage", "ArrowLeft", chord), leaves("ArrowLeft"));
    let entry = "[data-testid=project-list] summary";
    assert_eq!(press(entry, "ArrowDown", plain) + &press(entry, " ", plain), "");
    assert_eq!(press(entry, "j", plain), leaves("j"));
    assert_eq!(press("[role=tab]", "ArrowRight", plain), "");
}

#[wasm_bindgen_test]
async fn commands_of_the_browser_are_left_to_it() {
    let page = Page::showing("projects").await;
    for (selector, name) in [
        ("[role=tab][aria-selected=true]", "ArrowLeft"),
        ("[data-testid=project-list] summary", "ArrowDown"),
        (".stage", "ArrowLeft"),
    ] {
        let back = key(name, |init| init.set_alt_key(true));
        page.get::<Element>(selector).dispatch_event(&back).unwrap();
        assert!(!back.default_prevented(), "Alt and {name} on {selector}");
    }
}

#[wasm_bindgen_test]
async fn tab_reaches_what_a_chosen_mark_links_to_and_escape_leads_back() {
    let page = Page::showing("overview").await;
    let focused = |selector: &str| page.count(&format!("{selector}:focus")) == 1;
    let link = ".tip .link";
    let stage: HtmlElement = page.get(".stage");
    stage.focus().unwrap();
    for _ in 0..40 {
        page.press(".stage", "ArrowRight");
        pause(20).await;
        if page.count(link) > 0 {
            break;
        }
    }
    assert_eq!(page.get::<Element>(link).get_attribute("tabindex").as_deref(), Some("-1"));
    page.press(".stage", "Enter");
    until("Tab reaches the link", || page.count(".tip .link[tabindex='0']") > 0).await;
    page.get::<HtmlElement>(link).focus().unwrap();
    page.press(link, "Escape");
    until("the focus is on the drawing again", || focused(".stage")).await;
    assert_eq!(page.count("[role=tooltip]:not([hidden])"), 1);
    page.press(".stage", "Escape");
    until("it is closed", || page.count("[role=tooltip]:not([hidden])") == 0).await;
}

#[wasm_bindgen_test]
async fn a_mark_in_another_width_is_the_same_or_none() {
    let page = Page::showing("projects").await;
    let announced = || page.text(".drawing [role=status]");
    let resize = async |width: &str| {
        let before = page.get::<Element>("[data-testid=canvas-map]").client_width();
        page.host.style().set_property("width", width).unwrap();
        until(width, || page.get::<Element>("[data-testid=canvas-map]").client_width() != before).await;
        pause(60).await;
    };
    let mut kept = 0;
    for _ in 0..12 {
        page.press(".stage", "ArrowRight");
        pause(30).await;
        let before = announced();
        resize("300px").await;
        let after = announced();
        assert!(after.is_empty() || after == before, "{before} became {after}");
        kept += usize::from(!after.is_empty());
        resize("700px").await;
    }
    assert!(kept > 0, "no mark is in both widths");
}
