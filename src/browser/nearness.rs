//! Observes whether an element is near the viewport.

use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};

/// Watches whether an element is in the viewport or within one height of it, until dropped.
pub struct NearWatch {
    observer: IntersectionObserver,
    // the observer calls it, so it must live as long
    _callback: Closure<dyn FnMut(Array)>,
}

impl NearWatch {
    /// Calls `changed` with whether the element is near: once soon after, then on every change.
    pub fn new(element: &Element, changed: impl Fn(bool) + 'static) -> Option<NearWatch> {
        let callback = Closure::<dyn FnMut(Array)>::new(move |entries: Array| {
            if let Ok(entry) = entries.get(entries.length().saturating_sub(1)).dyn_into::<IntersectionObserverEntry>() {
                changed(entry.is_intersecting());
            }
        });
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
        // what is queued would still be delivered, to a callback that is gone
        self.observer.take_records();
    }
}
