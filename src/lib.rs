//! 山海 Shanhai: an interactive graphic for news articles on the cooperation of two sides, as yew components and as the
//! program behind `<shanhai-widget>`.
//!
//! Code that needs no browser is in the crate `shanhai_graphic`. This crate holds `browser` (effects), `ui`
//! (components) and `embedded` (the dataset inside the program). See ARCHITECTURE.md.
#![recursion_limit = "256"]

pub mod browser;
pub mod embedded;
pub mod ui;
