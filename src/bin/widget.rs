//! The program in the browser: what `shanhai.js` calls.

use shanhai::browser::timing;
use shanhai::ui::{Options, mount};
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement};

fn main() {
    timing::mark_boot();
}

/// A widget that stands in a page.
#[wasm_bindgen]
pub struct Widget(shanhai::ui::Widget);

#[wasm_bindgen]
impl Widget {
    /// Puts a widget into `root`, an empty element inside the shadow root of `host`.
    #[wasm_bindgen(constructor)]
    #[allow(
        clippy::too_many_arguments,
        reason = "one call across the border is smaller than an object with fields"
    )]
    pub fn new(
        root: Element,
        host: HtmlElement,
        view: String,
        chart: String,
        lang: String,
        theme: String,
        from_url: bool,
        base: String,
    ) -> Widget {
        Widget(mount(
            root,
            host,
            Options {
                view,
                chart,
                lang,
                theme,
                from_url,
                base,
            },
        ))
    }

    /// An attribute of the element has another value.
    pub fn set(&self, name: &str, value: &str) {
        self.0.set(name, value);
    }

    /// Lights what a target such as `figure:farm-sales` names; an empty one puts the light out.
    pub fn light(&self, target: &str) {
        self.0.light(target);
    }

    /// How well this widget can show a target: 2 as it stands, 1 by turning to another view, 0 not at all.
    pub fn fitness(&self, target: &str) -> u8 {
        self.0.fitness(target)
    }

    /// Selects what a target names and brings it into sight.
    pub fn open(&self, target: &str) {
        self.0.open(target);
    }

    /// Takes the widget out of the page.
    pub fn destroy(self) {
        self.0.destroy();
    }
}
