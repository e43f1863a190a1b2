//! Pages that a browser's translator has changed.

use shanhai::embedded::dataset;
use shanhai::ui::Options;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, window};

use crate::page::{Page, until};

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
