//! Every page of the release build opens, draws and has nothing to complain of.

use anyhow::{Context as _, Result};
use shanhai_e2e::{Browser, Options, Site};

async fn opens_and_draws(page: &str) -> Result<()> {
    let site = Site::release()?;
    let browser = Browser::start(Options::default()).await?;
    browser.open(site.url(page)).await?;
    browser
        .wait_for_mark("charts-ready")
        .await
        .with_context(|| page.to_owned())?;
    browser.expect_no_problems().await.with_context(|| page.to_owned())
}

#[tokio::test]
async fn the_viewer_opens_and_draws() -> Result<()> {
    opens_and_draws("index.html").await
}

#[tokio::test]
async fn the_article_opens_and_draws() -> Result<()> {
    opens_and_draws("article.html").await
}

#[tokio::test]
async fn the_embedded_page_opens_and_draws() -> Result<()> {
    opens_and_draws("embed.html").await
}
