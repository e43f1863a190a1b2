//! Observes the width of an element.

use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::{Element, ResizeObserver, ResizeObserverEntry};

/// Watches the width of an element's content until dropped.
pub struct WidthWatch {
    observer: ResizeObserver,
    // the observer calls it, so it must live as long
    _callback: Closure<dyn FnMut(Array)>,
}

impl WidthWatch {
    /// Calls `changed` with the width in css px: once soon after, then on every change.
    pub fn new(element: &Element, changed: impl Fn(f64) + 'static) -> Option<WidthWatch> {
        let callback = Closure::<dyn FnMut(Array)>::new(move |entries: Array| {
            if let Ok(entry) = entries.get(entries.length().saturating_sub(1)).dyn_into::<ResizeObserverEntry>() {
                changed(entry.content_rect().width());
            }
        });
        let observer = ResizeObserver::new(callback.as_ref().unchecked_ref()).ok()?;
        observer.observe(element);
        Some(WidthWatch { observer, _callback: callback })
    }
}

impl Drop for WidthWatch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}
