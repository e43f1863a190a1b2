//! The components in a real browser, without the element around them and without styles.
#![cfg(target_arch = "wasm32")]

use js_sys::Promise;
use shanhai::embedded::dataset;
use shanhai::ui::{Msg, Options, Widget};
use shanhai_dataset::Language;
use shanhai_graphic::chart::{MapForm, layout_chart, layout_map};
use shanhai_graphic::paint::record;
use std::fmt::Write;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{
    CanvasRenderingContext2d, Element, Event, HtmlCanvasElement, HtmlElement, HtmlInputElement, InputEvent,
    InputEventInit, KeyboardEvent, KeyboardEventInit, window,
};

wasm_bindgen_test_configure!(run_in_browser);

async fn pause(milliseconds: i32) {
    let pause = Promise::new(&mut |resolve, _| {
        window().unwrap().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds).unwrap();
    });
    JsFuture::from(pause).await.unwrap();
}

/// Waits until something holds, for two seconds at most.
async fn until(what: &str, holds: impl Fn() -> bool) {
    for _ in 0..100 {
        if holds() {
            return;
        }
        pause(20).await;
    }
    panic!("after two seconds still not: {what}");
}

/// A widget in a host of some width.
struct Page {
    host: HtmlElement,
    widget: Widget,
}

impl Page {
    async fn with(options: Options) -> Page {
        let document = window().unwrap().document().unwrap();
        let host: HtmlElement = document.create_element("section").unwrap().unchecked_into();
        host.style().set_property("width", "700px").unwrap();
        document.body().unwrap().append_child(&host).unwrap();
        let root = document.create_element("div").unwrap();
        host.append_child(&root).unwrap();
        let widget = Widget::new(root);
        widget.begin(host.clone(), options, false);
        let page = Page { host, widget };
        until("every canvas is drawn", || {
            page.count("canvas") > 0 && page.count("canvas[data-testid]:not([data-drawn])") == 0
        })
        .await;
        page
    }

    async fn showing(view: &str) -> Page {
        Page::with(Options { view: view.to_owned(), lang: "en".to_owned(), ..Options::new(dataset()) }).await
    }

    fn set(&self, name: &str, value: &str) {
        self.widget.send(Msg::Attribute(name.to_owned(), value.to_owned()));
    }

    fn count(&self, selector: &str) -> u32 {
        self.host.query_selector_all(selector).unwrap().length()
    }

    fn get<T: JsCast>(&self, selector: &str) -> T {
        let element: Element = self.host.query_selector(selector).unwrap().unwrap_or_else(|| panic!("no {selector}"));
        element.dyn_into().unwrap_or_else(|_| panic!("{selector} is another kind of element"))
    }

    fn text(&self, selector: &str) -> String {
        self.get::<Element>(selector).text_content().unwrap_or_default()
    }

    fn press(&self, selector: &str, key: &str) {
        let init = KeyboardEventInit::new();
        init.set_key(key);
        init.set_bubbles(true);
        let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
        self.get::<Element>(selector).dispatch_event(&event).unwrap();
    }

    /// Puts words into the search field, as typing does.
    fn search(&self, words: &str) -> HtmlInputElement {
        let field: HtmlInputElement = self.get("[data-testid=search]");
        field.set_value(words);
        let init = web_sys::EventInit::new();
        init.set_bubbles(true);
        field.dispatch_event(&Event::new_with_event_init_dict("input", &init).unwrap()).unwrap();
        field
    }
}

impl Drop for Page {
    fn drop(&mut self) {
        self.widget.end();
        self.host.remove();
    }
}

#[wasm_bindgen_test]
async fn every_view_stands_and_draws() {
    for (view, canvases) in [("overview", 1), ("charts", 10), ("projects", 1), ("timeline", 1), ("models", 1)] {
        let page = Page::showing(view).await;
        assert_eq!(page.count("canvas[data-testid]"), canvases, "{view}");
        let drawn: HtmlCanvasElement = page.get("canvas[data-testid]");
        assert!(drawn.width() >= 280, "{view}: {} px", drawn.width());
        assert_eq!(page.text("[role=tab][aria-selected=true]").to_lowercase(), view);
    }
}

#[wasm_bindgen_test]
async fn typing_filters_and_the_reset_undoes_it() {
    let page = Page::showing("projects").await;
    assert!(page.text("[data-testid=count]").starts_with("32"));
    let field = page.search("maojiawan");
    until("the list is shorter", || page.count("[data-testid=project-list] > li:not([hidden])") == 5).await;
    assert!(page.text("[data-testid=count]").starts_with("5 "));
    page.get::<HtmlElement>(".list-head button").click();
    until("the list is whole", || page.count("[data-testid=project-list] > li:not([hidden])") == 32).await;
    until("the field is empty", || field.value().is_empty()).await;
}

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

#[wasm_bindgen_test]
async fn a_project_of_the_list_opens_its_detail() {
    let page = Page::showing("projects").await;
    page.get::<HtmlElement>("[data-testid=project-mohan-port] summary").click();
    until("it is open", || page.count(".item details[open]") == 1).await;
    assert!(page.text("[data-testid=project-mohan-port] details[open]").contains("Article, section"));
}

#[wasm_bindgen_test]
async fn attributes_take_effect_at_once() {
    let page = Page::showing("overview").await;
    page.set("lang", "zh-Hans");
    until("Chinese", || page.text("h2").contains("沪滇协作")).await;
    page.set("theme", "dark");
    until("dark", || page.count(".root.dark") == 1).await;
    page.set("view", "models");
    until("models", || page.count(".model") == 46).await;
    page.set("chart", "teams");
    until("one chart", || page.count("canvas") == 1 && page.count("[role=tablist]") == 0).await;
    page.set("chart", "nonsense");
    until("a notice", || page.count("[data-testid=notice]:not([hidden])") == 1).await;
}

fn pixels(canvas: &HtmlCanvasElement) -> Vec<u8> {
    let context: CanvasRenderingContext2d = canvas.get_context("2d").unwrap().unwrap().unchecked_into();
    context.get_image_data(0.0, 0.0, f64::from(canvas.width()), f64::from(canvas.height())).unwrap().data().0
}

/// The brightest and the darkest of what is drawn, as sums of red, green and blue.
fn brightness(canvas: &HtmlCanvasElement) -> (u32, u32) {
    let sum = |pixel: &[u8]| pixel.iter().take(3).map(|part| u32::from(*part)).sum();
    let drawn: Vec<u32> = pixels(canvas).chunks(4).filter(|pixel| pixel[3] == 255).map(sum).collect();
    (*drawn.iter().max().unwrap(), *drawn.iter().min().unwrap())
}

#[wasm_bindgen_test]
async fn drawings_take_the_theme_and_the_colours_of_the_page() {
    let options = Options { chart: "training".to_owned(), theme: "dark".to_owned(), ..Options::new(dataset()) };
    let page = Page::with(options).await;
    let (brightest, darkest) = brightness(&page.get("canvas"));
    assert!(brightest > 600 && darkest > 150, "light letters, none of them dark: {brightest}, {darkest}");
    page.set("theme", "light");
    until("dark letters", || brightness(&page.get("canvas")).1 < 150).await;
    page.host.style().set_property("--shanhai-ink", "#f0f").unwrap();
    page.set("theme", "dark");
    let has_magenta = || pixels(&page.get("canvas")).chunks(4).any(|pixel| pixel == [255, 0, 255, 255]);
    until("the page's own ink", has_magenta).await;
}

#[wasm_bindgen_test]
async fn colours_of_the_page_are_there_from_the_beginning() {
    let host = window().unwrap().document().unwrap().document_element().unwrap().unchecked_into::<HtmlElement>();
    host.style().set_property("--shanhai-ink", "rgb(255 0 255)").unwrap();
    let page = Page::with(Options { chart: "training".to_owned(), ..Options::new(dataset()) }).await;
    let has_magenta = || pixels(&page.get("canvas")).chunks(4).any(|pixel| pixel == [255, 0, 255, 255]);
    until("the page's own ink", has_magenta).await;
    host.style().remove_property("--shanhai-ink").unwrap();
}

#[wasm_bindgen_test]
async fn a_widget_that_has_ended_leaves_nothing_and_can_begin_again() {
    let page = Page::showing("charts").await;
    page.widget.end();
    until("nothing", || page.count("canvas, button, p") == 0).await;
    page.widget.begin(page.host.clone(), Options { view: "projects".to_owned(), ..Options::new(dataset()) }, false);
    until("another view", || page.count("canvas[data-drawn]") == 1).await;
}

#[wasm_bindgen_test]
fn drawings_are_those_of_every_other_machine() {
    let mut prints = String::new();
    for language in Language::ALL {
        for width in [280.0, 320.0, 360.0, 480.0, 640.0, 700.0] {
            for chart in &dataset().charts {
                let print = record(&layout_chart(chart, dataset(), width, language)).fingerprint();
                writeln!(prints, "{} {width} {} {print:016x}", chart.id, language.tag()).unwrap();
            }
            for form in [MapForm::Outline, MapForm::Tiles] {
                let print = record(&layout_map(
                    dataset(),
                    &dataset().projects.iter().collect::<Vec<_>>(),
                    None,
                    form,
                    width,
                    language,
                ))
                .fingerprint();
                writeln!(prints, "{form:?} {width} {} {print:016x}", language.tag()).unwrap();
            }
        }
    }
    let native = include_str!("../crates/graphic/tests/snapshots/drawings__fingerprints.snap");
    for line in prints.lines() {
        assert!(native.contains(line), "only in the browser: {line}");
    }
}

/// What a browser's translator does: each text node gives way to one of its own, deep in two elements.
fn translate(page: &Page) {
    let document = window().unwrap().document().unwrap();
    let walker = document.create_tree_walker_with_what_to_show(&page.host, 4).unwrap();
    let mut texts = Vec::new();
    while let Some(text) = walker.next_node().unwrap() {
        texts.push(text);
    }
    assert!(texts.len() > 10, "{} texts only", texts.len());
    for text in texts {
        let [outer, inner] = ["font", "font"].map(|name| document.create_element(name).unwrap());
        inner.set_text_content(text.node_value().as_deref());
        outer.append_child(&inner).unwrap();
        text.parent_node().unwrap().replace_child(&outer, &text).unwrap();
    }
}

#[wasm_bindgen_test]
async fn use_goes_on_after_a_translation() {
    let page =
        Page::with(Options { chart: "money-2023".to_owned(), lang: "en".to_owned(), ..Options::new(dataset()) }).await;
    page.press(".stage", "Home");
    until("the first mark", || page.text("[role=tooltip]").contains("9.196 billion yuan")).await;
    translate(&page);
    page.press(".stage", "End");
    until("the last mark", || page.text("[role=tooltip]").contains("471 million yuan")).await;
    assert!(!page.text("[role=tooltip]").contains("9.196"), "{}", page.text("[role=tooltip]"));
    assert!(page.text(".drawing [role=status]").contains("471 million yuan"));
    translate(&page);
    page.set("lang", "zh-Hans");
    until("Chinese", || page.text("[role=tooltip]").contains("4.71亿元")).await;
    assert!(!page.text(".root").contains("million"), "{}", page.text(".root"));

    for view in ["overview", "charts", "projects", "timeline", "models"] {
        let page = Page::showing(view).await;
        let plain = page.text(".root");
        translate(&page);
        page.set("lang", "zh-Hans");
        until("Chinese", || page.text("h2").contains("沪滇协作")).await;
        translate(&page);
        page.set("lang", "en");
        until("English", || page.text(".root") == plain).await;
    }
}

#[wasm_bindgen_test]
async fn a_translated_list_goes_on_answering_the_search() {
    let page = Page::showing("projects").await;
    translate(&page);
    page.get::<HtmlElement>("[data-testid=project-mohan-port] summary").click();
    until("the detail", || page.text("[data-testid=project-mohan-port]").contains("Article, section")).await;
    page.search("maojiawan");
    until("the list is shorter", || page.count("[data-testid=project-list] > li:not([hidden])") == 5).await;
    until("the count", || page.text("[data-testid=count]") == "5 projects").await;
    translate(&page);
    page.get::<HtmlElement>(".list-head button").click();
    until("the count", || page.text("[data-testid=count]") == "32 projects").await;
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

/// What screen readers say of elements: the label, or else the text.
fn names(page: &Page, selector: &str) -> Vec<String> {
    let found = page.host.query_selector_all(selector).unwrap();
    let elements = (0..found.length()).map(|index| found.item(index).unwrap().unchecked_into::<Element>());
    elements.map(|one| one.get_attribute("aria-label").or(one.text_content()).unwrap_or_default()).collect()
}

#[wasm_bindgen_test]
async fn names_say_what_is_shown_and_of_what() {
    for view in ["overview", "charts", "projects", "timeline", "models"] {
        let page = Page::showing(view).await;
        // those of a closed entry are not there
        for selector in ["button:not(.detail *), summary", ".stage"] {
            // several entries of the timeline lead to one project
            let all: Vec<_> =
                names(&page, selector).into_iter().filter(|name| !name.starts_with("Show the project")).collect();
            let different: std::collections::BTreeSet<_> = all.iter().collect();
            assert_eq!(all.len(), different.len(), "{view}: one name for several {selector}: {all:?}");
        }
        for label in names(&page, ".stage") {
            // a title, and a message of some words
            let message = label.split_once(": ").map_or("", |(_, message)| message);
            assert!(message.split(' ').count() > 3, "{view}: {label}");
        }
        // it describes each drawing, and is no text of its own beside that
        assert_eq!(page.count(".keys"), page.count(".keys[aria-hidden=true]"));
        assert_eq!(page.count(".stage"), page.count(".stage[aria-describedby]"));
    }
    let page = Page::showing("overview").await;
    assert_eq!((page.count("h3.theme-name"), page.count("h3.chart-title")), (4, 1));
    assert_eq!(page.count("h4"), 0);
    let page = Page::showing("models").await;
    assert!(page.count("h4.kind-name") > 0 && page.count("h5") == 46);
    let page = Page::showing("charts").await;
    assert_eq!((page.count("h3.chart-title"), page.count("h4")), (10, 0));
}
