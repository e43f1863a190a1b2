//! A widget on a page of its own, and waiting for what it shows.

use js_sys::Promise;
use shanhai::embedded::dataset;
use shanhai::ui::{Msg, Options, Widget};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement, KeyboardEvent, KeyboardEventInit, window};

pub async fn pause(milliseconds: i32) {
    let pause = Promise::new(&mut |resolve, _| {
        window().unwrap().set_timeout_with_callback_and_timeout_and_arguments_0(&resolve, milliseconds).unwrap();
    });
    JsFuture::from(pause).await.unwrap();
}

/// Waits until something holds, for two seconds at most.
pub async fn until(what: &str, holds: impl Fn() -> bool) {
    for _ in 0..100 {
        if holds() {
            return;
        }
        pause(20).await;
    }
    panic!("after two seconds still not: {what}");
}

/// A widget in a host of some width.
pub struct Page {
    pub host: HtmlElement,
    pub widget: Widget,
}

impl Page {
    pub async fn with(options: Options) -> Page {
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

    pub async fn showing(view: &str) -> Page {
        Page::with(Options { view: view.to_owned(), lang: "en".to_owned(), ..Options::new(dataset()) }).await
    }

    /// Changes an attribute.
    pub fn set(&self, name: &str, value: &str) {
        self.widget.send(Msg::Attribute(name.to_owned(), value.to_owned()));
    }

    pub fn count(&self, selector: &str) -> u32 {
        self.host.query_selector_all(selector).unwrap().length()
    }

    pub fn get<T: JsCast>(&self, selector: &str) -> T {
        let element: Element = self.host.query_selector(selector).unwrap().unwrap_or_else(|| panic!("no {selector}"));
        element.dyn_into().unwrap_or_else(|_| panic!("{selector} is another kind of element"))
    }

    pub fn text(&self, selector: &str) -> String {
        self.get::<Element>(selector).text_content().unwrap_or_default()
    }

    pub fn press(&self, selector: &str, key: &str) {
        let init = KeyboardEventInit::new();
        init.set_key(key);
        init.set_bubbles(true);
        let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).unwrap();
        self.get::<Element>(selector).dispatch_event(&event).unwrap();
    }

    /// Puts words into the search field, as typing does.
    pub fn search(&self, words: &str) -> HtmlInputElement {
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
