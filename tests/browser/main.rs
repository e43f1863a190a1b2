//! The components in a real browser, without the element around them and without styles.
#![cfg(target_arch = "wasm32")]

mod component;
mod drawings;
mod keys;
mod page;
mod translation;
mod views;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
