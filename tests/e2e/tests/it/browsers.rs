//! What a reader's browser and system do to the page on their own.

use anyhow::{Context as _, Result, ensure};
use serde_json::json;

use crate::engines::left_out;
use crate::frames::Parent;
use crate::reader::Reader;

/// The brightest colour that covers a good part of a drawing's ink, 0 to 255, and the same for its texts.
const INK: &str = include_str!("../../fixtures/browsers-ink.js");

#[tokio::test]
async fn a_browser_that_paints_pages_dark_gets_a_dark_drawing() -> Result<()> {
    if left_out("browsers: pages painted dark")? {
        return Ok(());
    }
    let reader = Reader::opens("embed.html?view=charts").await?;
    let override_ = async |enabled: bool| {
        reader.browser.cdp("Emulation.setAutoDarkModeOverride", json!({ "enabled": enabled })).await
    };
    for theme in ["light", "auto"] {
        for made_dark in [true, false] {
            override_(made_dark).await?;
            reader.goes_to(&format!("embed.html?view=charts&theme={theme}")).await?;
            // a canvas out of sight holds no pixels
            reader.asks::<()>("by('chart-money-2023').scrollIntoView()").await?;
            reader.waits_until("by('canvas-money-2023').width > 0").await?;
            let (ink, dark): (f64, bool) = reader.asks(INK).await?;
            ensure!(dark == made_dark, "{theme}: dark {dark}, painted dark {made_dark}");
            ensure!((ink > 128.0) == made_dark, "{theme}: ink {ink}, painted dark {made_dark}");
        }
    }
    reader.browser.expect_no_problems().await
}

/// The width of Chinese punctuation marks in the page and on a canvas, relative to the font size.
const WIDTHS: &str = include_str!("../../fixtures/browsers-widths.js");

#[tokio::test]
async fn chinese_marks_are_as_wide_as_characters() -> Result<()> {
    let parent = Parent::new().await?;
    // a page with a Latin font, and one that leaves the choice to the graphic
    for style in ["--shanhai-font: \"DejaVu Sans\", sans-serif", ""] {
        parent
            .opens_plain(&format!(
                "<style>shanhai-widget {{ {style} }}</style>
                 <shanhai-widget chart=money-2023 lang=zh-Hans loading=eager></shanhai-widget>
                 <script type=module src='{{site}}shanhai.js'></script>"
            ))
            .await?;
        parent.browser.wait_for_mark("charts-ready").await?;
        let widths: Vec<(String, f64)> = parent.browser.run(WIDTHS, []).await?;
        // the dash of Noto's Chinese font is narrower when shaped alone: in Chromium on a canvas, in WebKit
        // everywhere
        let least = |name: &str| if name.starts_with('—') { 0.88 } else { 0.98 };
        let is_wrong = |(name, width): &&(String, f64)| *width < least(name) || *width > 1.02;
        let wrong: Vec<_> = widths.iter().filter(is_wrong).collect();
        ensure!(widths.len() == 24 && wrong.is_empty(), "with {style:?}: {wrong:?}");
    }
    // English text keeps the punctuation marks of its own font
    parent.browser.run::<()>("document.querySelector('shanhai-widget').lang = 'en'", []).await?;
    parent
        .browser
        .wait_until("document.querySelector('shanhai-widget').shadowRoot.querySelector('.root').lang === 'en'")
        .await?;
    let widths: Vec<(String, f64)> = parent.browser.run(WIDTHS, []).await?;
    let wide = widths.iter().filter(|(name, width)| name.contains('“') && *width > 0.9).count();
    ensure!(wide == 0, "{widths:?}");
    parent.browser.expect_no_problems().await.context("by local fonts alone")
}
