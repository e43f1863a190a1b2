//! The preferences of the reader's system, and the pixel ratio of the screen.

use gloo::events::EventListener;
use web_sys::{MediaQueryList, window};

fn query(text: &str) -> Option<MediaQueryList> {
    window()?.match_media(text).ok().flatten()
}

/// Whether the system uses a dark theme.
pub fn system_is_dark() -> bool {
    query("(prefers-color-scheme: dark)").is_some_and(|query| query.matches())
}

/// Whether the reader forces their own colours on all pages.
pub fn colors_are_forced() -> bool {
    query("(forced-colors: active)").is_some_and(|query| query.matches())
}

/// Device px per css px.
pub fn device_pixel_ratio() -> f64 {
    window().map_or(1.0, |window| window.device_pixel_ratio())
}

/// Listens to a media query until dropped.
pub struct MediaWatch {
    _listener: EventListener,
}

/// Calls `changed` when the system switches between dark and light.
pub fn watch_system_theme(changed: impl Fn(bool) + 'static) -> Option<MediaWatch> {
    let query = query("(prefers-color-scheme: dark)")?;
    let listener = EventListener::new(&query.clone(), "change", move |_| changed(query.matches()));
    Some(MediaWatch { _listener: listener })
}

/// Calls `changed` when the device pixel ratio stops being `ratio`: on zoom, or on another screen. Create a new watch
/// then.
pub fn watch_pixel_ratio(ratio: f64, changed: impl Fn(f64) + 'static) -> Option<MediaWatch> {
    // format the number as the browser does
    let ratio = js_sys::Number::from(ratio).to_string_with_radix(10).ok()?;
    let query = query(&format!("(resolution: {}dppx)", String::from(ratio)))?;
    let listener = EventListener::new(&query, "change", move |_| changed(device_pixel_ratio()));
    Some(MediaWatch { _listener: listener })
}
