//! What the reader's system prefers, and how dense its screen is.

use gloo::events::EventListener;
use web_sys::{MediaQueryList, window};

fn query(text: &str) -> Option<MediaQueryList> {
    window()?.match_media(text).ok().flatten()
}

/// Whether the system is dark.
pub fn system_is_dark() -> bool {
    query("(prefers-color-scheme: dark)").is_some_and(|query| query.matches())
}

/// Whether the reader has chosen all colours.
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

/// Calls `changed` when the system turns dark or light.
pub fn watch_system_theme(changed: impl Fn(bool) + 'static) -> Option<MediaWatch> {
    let query = query("(prefers-color-scheme: dark)")?;
    let listener = EventListener::new(&query.clone(), "change", move |_| changed(query.matches()));
    Some(MediaWatch { _listener: listener })
}

/// Calls `changed` once when the device ratio is no longer `ratio`: on zoom, or on another screen. Watch anew then.
pub fn watch_pixel_ratio(ratio: f64, changed: impl Fn(f64) + 'static) -> Option<MediaWatch> {
    // as the browser itself writes the number
    let ratio = js_sys::Number::from(ratio).to_string_with_radix(10).ok()?;
    let query = query(&format!("(resolution: {}dppx)", String::from(ratio)))?;
    let listener = EventListener::new(&query, "change", move |_| changed(device_pixel_ratio()));
    Some(MediaWatch { _listener: listener })
}
