//! The graphic without a browser: from a dataset to sentences, numbers, layouts and drawing operations.
//!
//! Layers, each of which knows only those before it: `shanhai_dataset` (what we know) → [`wording`] (sentences and
//! numbers in each language) → [`chart`] (layout) → [`view_state`] (what the reader chose) → [`paint`] (drawing
//! operations, through plotters) → [`store`] (the state of a widget). Everything here is pure and tested natively. See
//! ARCHITECTURE.md.

pub mod chart;
mod joins;
pub mod paint;
pub mod store;
pub mod view_state;
pub mod wording;

#[cfg(test)]
mod testing;
