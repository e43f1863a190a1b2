//! The reader, as a test wants them.

use crate::engine::Engine;

/// The colour scheme that the reader, or the system for the reader, has set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColourScheme {
    /// `prefers-color-scheme: light`
    Light,
    /// `prefers-color-scheme: dark`
    Dark,
}

/// The options for a test's browser.
#[derive(Debug, Clone)]
pub struct Options {
    /// Width of the viewport in CSS pixels.
    pub width: u32,
    /// Height of the viewport in CSS pixels.
    pub height: u32,
    /// Device pixels per CSS pixel.
    pub ratio: f64,
    /// Light or dark.
    pub scheme: ColourScheme,
    /// Whether the reader prefers reduced motion.
    pub reduced_motion: bool,
    /// The reader's language.
    pub language: String,
    /// Additional arguments for Chromium.
    pub arguments: Vec<String>,
    /// The engine; if `None`, the result of [`Engine::chosen`].
    pub engine: Option<Engine>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            width: 1280,
            height: 800,
            ratio: 1.0,
            scheme: ColourScheme::Light,
            reduced_motion: false,
            language: "zh-CN".to_owned(),
            arguments: Vec::new(),
            engine: None,
        }
    }
}
