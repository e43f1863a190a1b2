//! The components in a real browser, without the element around them and without styles.
#![cfg(target_arch = "wasm32")]

use js_sys::Promise;
use shanhai::embedded::dataset;
use shanhai::ui::{Options, Widget};
use shanhai_dataset::Language;
use shanhai_graphic::chart::{MapForm, place_chart, place_map};
use shanhai_graphic::paint::record;
use std::fmt::Write;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{
    CanvasRenderingContext2d, Element, Event, HtmlCanvasElement, HtmlElement, HtmlInputElement, KeyboardEvent,
    KeyboardEventInit, window,
};

wasm_bindgen_test_configure!(run_in_browser);

/// Waits until something holds, for two seconds at most.
async fn until(what: &str, holds: impl Fn() -> bool) {
    for _ in 0..100 {
        if holds() {
            return;
        }
        let pause = Promise::new(&mut |resolve, _| {
            window().unwrap().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, 20).unwrap();
        });
        JsFuture::from(pause).await.unwrap();
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
        widget.begin(host.clone(), options);
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
    let field: HtmlInputElement = page.get("[data-testid=search]");
    field.set_value("maojiawan");
    let init = web_sys::EventInit::new();
    init.set_bubbles(true);
    field.dispatch_event(&Event::new_with_event_init_dict("input", &init).unwrap()).unwrap();
    until("the list is shorter", || page.count("[data-testid=project-list] > li") == 5).await;
    assert!(page.text("[data-testid=count]").starts_with("5 "));
    page.get::<HtmlElement>(".list-head button").click();
    until("the list is whole", || page.count("[data-testid=project-list] > li") == 32).await;
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
    page.get::<HtmlElement>("[data-testid=project-mohan-port] button").click();
    until("the detail", || page.text("[data-testid=project-mohan-port]").contains("Article, section")).await;
    assert_eq!(page.count("[aria-expanded=true]"), 1);
}

#[wasm_bindgen_test]
async fn attributes_take_effect_at_once() {
    let page = Page::showing("overview").await;
    page.widget.set("lang", "zh-Hans");
    until("Chinese", || page.text("h2").contains("沪滇协作")).await;
    page.widget.set("theme", "dark");
    until("dark", || page.count(".root.dark") == 1).await;
    page.widget.set("view", "models");
    until("models", || page.count(".model") == 46).await;
    page.widget.set("chart", "teams");
    until("one chart", || page.count("canvas") == 1 && page.count("[role=tablist]") == 0).await;
    page.widget.set("chart", "nonsense");
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
    page.widget.set("theme", "light");
    until("dark letters", || brightness(&page.get("canvas")).1 < 150).await;
    page.host.style().set_property("--shanhai-ink", "#f0f").unwrap();
    page.widget.set("theme", "dark");
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
    page.widget.begin(page.host.clone(), Options { view: "projects".to_owned(), ..Options::new(dataset()) });
    until("another view", || page.count("canvas[data-drawn]") == 1).await;
}

#[wasm_bindgen_test]
fn drawings_are_those_of_every_other_machine() {
    let mut prints = String::new();
    for language in Language::ALL {
        for width in [280.0, 320.0, 360.0, 480.0, 640.0, 700.0] {
            for chart in &dataset().charts {
                let print = record(&place_chart(chart, dataset(), width, language)).fingerprint();
                writeln!(prints, "{} {width} {} {print:016x}", chart.id, language.tag()).unwrap();
            }
            for form in [MapForm::Outline, MapForm::Tiles] {
                let print = record(&place_map(
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
