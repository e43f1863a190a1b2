//! What the views show, and how they answer.

use shanhai::embedded::dataset;
use shanhai::ui::{Msg, Options};
use wasm_bindgen::JsCast as _;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlCanvasElement, HtmlElement};

use crate::page::{Page, pause, until};

#[wasm_bindgen_test]
async fn every_view_stands_and_draws() {
    for (view, canvases) in [("overview", 1), ("charts", 10), ("projects", 1), ("timeline", 1), ("models", 1)] {
        let page = Page::showing(view).await;
        assert_eq!(page.count("canvas[data-testid]"), canvases, "{view}");
        let drawn: HtmlCanvasElement = page.get("canvas[data-testid]");
        // out of sight it holds no pixels
        drawn.scroll_into_view();
        until(view, || drawn.width() >= 280).await;
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

#[wasm_bindgen_test]
async fn a_widget_that_has_ended_leaves_nothing_and_can_begin_again() {
    let page = Page::showing("charts").await;
    page.widget.end();
    until("nothing", || page.count("canvas, button, p") == 0).await;
    page.widget.begin(page.host.clone(), Options { view: "projects".to_owned(), ..Options::new(dataset()) }, false);
    until("another view", || page.count("canvas[data-drawn]") == 1).await;
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

#[wasm_bindgen_test]
async fn a_highlight_opens_its_model_and_closes_none_that_the_reader_opened() {
    let page = Page::showing("models").await;
    let closed = page.host.query_selector_all("li.model > details:not([open])").unwrap();
    let model = |at: u32| closed.item(at).unwrap().unchecked_into::<Element>();
    // the reader opens the first
    model(0).set_attribute("open", "").unwrap();
    for (model, stays) in [(model(0), true), (model(1), false)] {
        let entry = model.parent_element().unwrap();
        page.widget.send(Msg::Light(entry.get_attribute("data-entry").unwrap()));
        until("it is highlighted and open", || entry.has_attribute("data-lit") && model.has_attribute("open")).await;
        page.widget.send(Msg::Light(String::new()));
        until("the highlight is over", || !entry.has_attribute("data-lit")).await;
        pause(50).await;
        assert_eq!(model.has_attribute("open"), stays);
    }
}
