//! The program in the browser: what `shanhai.js` calls.

use js_sys::Function;
use shanhai::browser::timing;
use shanhai::ui::Options;
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement};

/// Marks the beginning.
pub fn main() {
    timing::mark_boot();
    #[cfg(feature = "bench")]
    let _set_once = shanhai::embedded::ADDED.set(shanhai::browser::address_bar::parameter("n"));
}

/// A widget that stands in a page, or waits for an element that it may stand in.
#[wasm_bindgen]
pub struct Widget(shanhai::ui::Widget);

#[wasm_bindgen]
impl Widget {
    /// Makes an element the root of widgets, one after another. `script` brings bundles of the tables.
    #[wasm_bindgen(constructor)]
    pub fn new(root: Element, script: Option<Function>) -> Widget {
        Widget(shanhai::ui::Widget::new(root, script))
    }

    /// Bundles of the tables are there now, or could not be had.
    pub fn supply(&self, bundles: u32, fault: String) {
        self.0.supply(bundles, fault);
    }

    /// Begins a widget for `host`, whose shadow root holds the root; the texts are its attributes.
    #[allow(clippy::too_many_arguments, reason = "one call across the border is smaller than an object with fields")]
    pub fn begin(
        &self,
        host: HtmlElement,
        view: String,
        chart: String,
        lang: String,
        theme: String,
        from_url: bool,
        base: String,
    ) {
        self.0.begin(host, Options { view, chart, lang, theme, from_url, base, ..Options::default() });
    }

    /// Ends it; the root is empty then and can be used again.
    pub fn end(&self) {
        self.0.end();
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

    /// A chart, or the map (`map`), as it stands now, as an SVG element for paper.
    pub fn picture(&self, name: &str, width: f64) -> String {
        self.0.picture(name, width)
    }

    /// Selects what a target names and brings it into sight.
    pub fn open(&self, target: &str) {
        self.0.open(target);
    }
}
