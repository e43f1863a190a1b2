//! Phones, and text as large as a reader needs it.

use anyhow::{Context as _, Result, ensure};

use crate::reader::Reader;

const VIEWS: [&str; 5] = ["overview", "charts", "projects", "timeline", "models"];

#[tokio::test]
async fn the_chosen_tab_is_in_sight_on_every_phone() -> Result<()> {
    let reader = Reader::opens_at("embed.html?lang=en", 320, 1.0).await?;
    // how far the tab extends beyond the strip, and the strip beyond the window
    let outside = "const tabs = by('tabs').getBoundingClientRect(), tab = root.querySelector('[aria-selected=true]').getBoundingClientRect();
        return Math.max(tabs.left - tab.left, tab.right - tabs.right, -tabs.left, tabs.right - innerWidth)";
    for width in [280, 320, 375] {
        reader.browser.set_viewport(width, 700, 1.0).await?;
        for view in VIEWS {
            reader.goes_to(&format!("embed.html?view={view}&lang=en")).await?;
            let outside: f64 = reader.asks(outside).await?;
            ensure!(outside < 0.5, "{view} at {width} px: its tab stands {outside} px outside");
        }
    }
    // even when the reader switches the view or turns the phone
    reader.browser.set_viewport(700, 400, 1.0).await?;
    reader.asks::<()>("root.querySelector('#tab-timeline').click()").await?;
    reader.browser.set_viewport(320, 700, 1.0).await?;
    reader.waits_until(&format!("(() => {{ {outside} }})() < 0.5")).await.context("turned")?;
    reader.browser.expect_no_problems().await
}

/// Doubles the size of all text, as browsers do that enlarge only text.
const TWICE: &str = include_str!("../../fixtures/small_screens-twice.js");

/// Elements that are wider than the window and do not scroll on their own.
const SIDEWAYS: &str = include_str!("../../fixtures/small_screens-sideways.js");

#[tokio::test]
async fn text_of_twice_the_size_never_scrolls_sideways() -> Result<()> {
    let reader = Reader::opens_at("embed.html", 320, 1.0).await?;
    let mut out = Vec::new();
    for width in [320, 375, 768, 1280] {
        reader.browser.set_viewport(width, 800, 1.0).await?;
        for language in ["zh-Hans", "en"] {
            for view in VIEWS {
                reader.goes_to(&format!("embed.html?view={view}&lang={language}")).await?;
                if view == "projects" {
                    reader.asks::<()>("root.querySelector('[data-testid=project-mohan-port] summary').click()").await?;
                }
                reader.asks::<()>(TWICE).await?;
                let wide: Vec<String> = reader.asks(SIDEWAYS).await?;
                out.extend(wide.iter().map(|one| format!("{view}, {language}, {width} px: {one}")));
            }
        }
    }
    ensure!(out.is_empty(), "{out:#?}");
    Ok(())
}
