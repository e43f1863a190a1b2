//! 山海 Shanhai: an interactive graphic on the cooperation of Shanghai (the sea) and Yunnan (the mountains).
//!
//! Layers, each knowing only those before it:
//! `shanhai_dataset` (what we know) → [`wording`] (sentences and numbers in each language) → [`view_state`]
//! (what the reader chose) → [`chart`] (geometry) → [`paint`] (ink, through plotters) → `browser` (effects) →
//! `ui` (components). See ARCHITECTURE.md.
#![recursion_limit = "256"]

pub mod chart;
pub mod embedded;
pub mod paint;
pub mod view_state;
pub mod wording;

#[cfg(feature = "browser")]
pub mod browser;
#[cfg(feature = "publish")]
pub mod publishing;
#[cfg(feature = "browser")]
pub mod ui;
