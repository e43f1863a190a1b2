//! Observes the width of an element, and whether it is near the viewport.

use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::{
    Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit, ResizeObserver,
    ResizeObserverEntry,
};

/// Calls `changed` with the last of the entries that an observer delivers at once. It never delivers none.
fn on_last_entry<T: JsCast>(changed: impl Fn(T) + 'static) -> Closure<dyn FnMut(Array)> {
    Closure::new(move |entries: Array| changed(entries.pop().unchecked_into()))
}

/// Watches the width of an element's content until dropped.
pub struct WidthWatch {
    observer: ResizeObserver,
    // the observer calls it, so it must live as long
    _callback: Closure<dyn FnMut(Array)>,
}

impl WidthWatch {
    /// Calls `changed` with the width in css px: once soon after, then on every change.
    pub fn new(element: &Element, changed: impl Fn(f64) + 'static) -> Option<WidthWatch> {
        let callback = on_last_entry(move |entry: ResizeObserverEntry| changed(entry.content_rect().width()));
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

/// Watches whether an element is in the viewport or within one height of it, until dropped.
pub struct NearWatch {
    observer: IntersectionObserver,
    // the observer calls it, so it must live as long
    _callback: Closure<dyn FnMut(Array)>,
}

impl NearWatch {
    /// Calls `changed` with whether the element is near: once soon after, then on every change.
    pub fn new(element: &Element, changed: impl Fn(bool) + 'static) -> Option<NearWatch> {
        let callback = on_last_entry(move |entry: IntersectionObserverEntry| changed(entry.is_intersecting()));
        let options = IntersectionObserverInit::new();
        options.set_root_margin("100% 0%");
        let observer = IntersectionObserver::new_with_options(callback.as_ref().unchecked_ref(), &options).ok()?;
        observer.observe(element);
        Some(NearWatch { observer, _callback: callback })
    }
}

impl Drop for NearWatch {
    fn drop(&mut self) {
        self.observer.disconnect();
        // what is queued would be delivered after all, to a callback that is gone
        self.observer.take_records();
    }
}
