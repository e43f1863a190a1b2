//! The program in the browser: what `shanhai.js` calls.

use shanhai::browser::timing;
use shanhai::ui::Options;
use wasm_bindgen::prelude::*;
use web_sys::{Element, HtmlElement};

/// Marks the beginning.
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
    /// The one inside the program.
    pub fn own() -> Dataset {
        Dataset { dataset: shanhai::embedded::dataset(), address: None }
    }

    /// Decodes a `dataset.bin`. `address` is where a page asked for it; none for one that was published with the program.
    ///
    /// # Errors
    /// An `Error` whose message says why the bytes are no dataset of this release.
    #[wasm_bindgen(constructor)]
    pub fn new(bytes: &[u8], address: Option<String>) -> Result<Dataset, JsError> {
        Ok(Dataset { dataset: shanhai_dataset::Dataset::decode(bytes)?, address })
    }
}

impl Dataset {}

/// What a page asks of a widget.
#[wasm_bindgen]
pub struct WidgetOptions(Options);

#[wasm_bindgen]
impl WidgetOptions {
    /// The texts are the element's attributes; `base` is where the published files are.
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
        let address = dataset.address.clone().map(Into::into);
        WidgetOptions(Options { view, chart, lang, theme, from_url, base, address, ..Options::new(dataset.dataset) })
    }
}

/// A widget in a page, or one that waits for an element to be shown in.
#[wasm_bindgen]
pub struct Widget(shanhai::ui::Widget);

#[wasm_bindgen]
impl Widget {
    /// Makes an element the root of widgets, one after another.
    #[wasm_bindgen(constructor)]
    pub fn new(root: Element) -> Widget {
        Widget(shanhai::ui::Widget::new(root))
    }

    /// Goes on with the widget that `root` came with; see [`Widget::begin`].
    #[wasm_bindgen(js_name = ofSent)]
    pub fn of_sent(root: Element, host: HtmlElement, options: WidgetOptions) -> Widget {
        Widget(shanhai::ui::Widget::of_sent(root, host, options.0))
    }

    /// Begins a widget for `host`, whose shadow root holds the root. `ready`: what was there before has told the page that
    /// everything is drawn.
    pub fn begin(&self, host: HtmlElement, options: WidgetOptions, ready: bool) {
        self.0.begin(host, options.0, ready);
    }

    /// Ends it; the root is empty then and can be used again.
    pub fn end(&self) {
        self.0.end();
    }

    /// An attribute of the element has another value.
    pub fn set(&self, name: &str, value: &str) {
        self.0.set(name, value);
    }

    /// Highlights what a target such as `figure:farm-sales` names; an empty one ends the highlight.
    pub fn light(&self, target: &str) {
        self.0.light(target);
    }

    /// How well this widget can show a target: 2 as it is, 1 by turning to another view, 0 not at all.
    #[wasm_bindgen(js_name = matchRank)]
    pub fn match_rank(&self, target: &str) -> u8 {
        self.0.match_rank(target)
    }

    /// A chart, or the map (`map`), as it is shown now, as an SVG element for paper.
    pub fn picture(&self, name: &str, width: f64) -> String {
        self.0.picture(name, width)
    }

    /// Selects what a target names and brings it into sight.
    pub fn open(&self, target: &str) {
        self.0.open(target);
    }

    /// Selects what a target names, where it stands.
    pub fn select(&self, target: &str) {
        self.0.select(target);
    }
}
