//! The program in the browser: the API that `shanhai.js` calls.

use shanhai::browser::timing;
use shanhai::ui::{Msg, Options};
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement};

/// Marks the start of the program in the browser's timeline.
fn main() {
    timing::mark_boot();
}

/// A dataset that widgets can show.
#[wasm_bindgen]
pub struct Dataset {
    dataset: &'static shanhai_dataset::Dataset,
    address: Option<String>,
}

#[wasm_bindgen]
impl Dataset {
    /// The dataset inside the program.
    pub fn own() -> Dataset {
        Dataset { dataset: shanhai::embedded::dataset(), address: None }
    }

    /// Decodes a `dataset.bin`. `address` is where a page requested it; none if it was published with the program.
    ///
    /// # Errors
    /// Throws an `Error` whose message says why the bytes are not a dataset of this release.
    #[wasm_bindgen(constructor)]
    pub fn new(bytes: &[u8], address: Option<String>) -> Result<Dataset, JsError> {
        Ok(Dataset { dataset: shanhai_dataset::Dataset::decode(bytes)?, address })
    }
}

/// What a page asks a widget to show.
#[wasm_bindgen]
pub struct WidgetOptions(Options);

#[wasm_bindgen]
impl WidgetOptions {
    /// `view`, `chart`, `lang` and `theme` hold the element's attributes, or the query parameters that override them.
    /// `base` is the URL of the published files.
    #[wasm_bindgen(constructor)]
    pub fn new(
        dataset: &Dataset,
        base: String,
        from_url: bool,
        view: String,
        chart: String,
        lang: String,
        theme: String,
    ) -> WidgetOptions {
        let address = dataset.address.clone();
        WidgetOptions(Options { view, chart, lang, theme, from_url, base, address, ..Options::new(dataset.dataset) })
    }
}

/// A widget in a page, or one that waits for an element to show it.
#[wasm_bindgen]
pub struct Widget(shanhai::ui::Widget);

#[wasm_bindgen]
impl Widget {
    /// Makes an element the root in which widgets are shown one after another.
    #[wasm_bindgen(constructor)]
    pub fn new(root: Element) -> Widget {
        Widget(shanhai::ui::Widget::new(root))
    }

    /// Hydrates the prerendered widget in `root`; see [`Widget::begin`].
    #[wasm_bindgen(js_name = ofSent)]
    pub fn of_sent(root: Element, host: HtmlElement, options: WidgetOptions) -> Widget {
        Widget(shanhai::ui::Widget::of_sent(root, host, options.0))
    }

    /// Starts a widget for `host`, whose shadow root holds the root. `ready` says that the previous content has
    /// already told the page that everything is drawn.
    pub fn begin(&self, host: HtmlElement, options: WidgetOptions, ready: bool) {
        self.0.begin(host, options.0, ready);
    }

    /// Ends the widget. The root is then empty and can be reused.
    pub fn end(&self) {
        self.0.end();
    }

    /// Applies a changed attribute of the element.
    pub fn set(&self, name: String, value: String) {
        self.0.send(Msg::Attribute(name, value));
    }

    /// Highlights what a target such as `figure:farm-sales` names. An empty target ends the highlight.
    pub fn light(&self, target: String) {
        self.0.send(Msg::Light(target));
    }

    /// Selects what a target names and scrolls it into view.
    pub fn open(&self, target: String) {
        self.0.send(Msg::Open(target));
    }

    /// Selects what a target names without scrolling the page.
    pub fn select(&self, target: String) {
        self.0.send(Msg::Select(target));
    }

    /// How well this widget can show a target: 2 as it is, 1 after switching to another view, 0 not at all.
    #[wasm_bindgen(js_name = matchRank)]
    pub fn match_rank(&self, target: &str) -> u8 {
        self.0.ask(|model| model.match_rank(target)).unwrap_or_default()
    }

    /// Returns a chart (by its id), the connections (`connections`) or the map (`map`), as shown now, as an SVG
    /// element for printing. Empty if there is no widget.
    pub fn picture(&self, name: &str, width: f64) -> String {
        self.0.ask(|model| model.picture(name, width)).unwrap_or_default()
    }
}
