//! Measures what the prerendered widget costs the first paint. It compares the article's page with the same page
//! without the widget, alternately, over a slow connection with a throttled processor. `cargo run -p shanhai-e2e
//! --bin first_paint [ROUNDS]`

use anyhow::{Context as _, Result};
use serde_json::json;
use shanhai_e2e::{Browser, Options, Site, dist};
use std::fs;
use std::process::Command;

const PAGES: [&str; 2] = ["article.html", "bare.html"];

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let rounds = std::env::args().nth(1).map_or(Ok(9), |text| text.parse())?;
    let folder = tempfile::tempdir()?;
    let copy = folder.path().join("dist");
    Command::new("cp").arg("-r").arg(dist()?).arg(&copy).status()?;
    let bare = without_templates(&fs::read_to_string(copy.join("article.html"))?);
    fs::write(copy.join("bare.html"), &bare)?;
    let brotli = Command::new("brotli").args(["-q", "11", "-f"]).arg(copy.join("bare.html")).status();
    brotli.context("the command brotli packs the page without the widget as the other is")?;
    let site = Site::serve(&copy)?;
    let browser = Browser::start(Options { width: 390, height: 844, ..Options::default() }).await?;
    browser.cdp("Network.enable", json!({})).await?;
    browser.cdp("Network.setCacheDisabled", json!({ "cacheDisabled": true })).await?;
    // the “Slow 4G” preset of Chromium's developer tools
    let slow = json!({ "offline": false, "latency": 150, "downloadThroughput": 200_000, "uploadThroughput": 93_750 });
    browser.cdp("Network.emulateNetworkConditions", slow).await?;
    browser.cdp("Emulation.setCPUThrottlingRate", json!({ "rate": 4 })).await?;
    let mut times = [Vec::new(), Vec::new()];
    for _ in 0..rounds {
        for (page, times) in PAGES.iter().zip(&mut times) {
            browser.open("about:blank").await?;
            browser.open(site.url(page)).await?;
            let painted = "performance.getEntriesByName('first-contentful-paint').length";
            browser.wait_until(painted).await?;
            let time: f64 =
                browser.run("return performance.getEntriesByName('first-contentful-paint')[0].startTime", []).await?;
            times.push(time);
        }
    }
    for (page, mut times) in PAGES.into_iter().zip(times) {
        times.sort_by(f64::total_cmp);
        let (least, most) = (times.first().copied().unwrap_or_default(), times.last().copied().unwrap_or_default());
        println!("{page}: first paint after {:.0} ms (median of {rounds}; {least:.0} to {most:.0})", times[rounds / 2]);
    }
    Ok(())
}

/// The page with empty widgets.
fn without_templates(page: &str) -> String {
    let mut out = String::new();
    let mut rest = page;
    while let Some((before, after)) = rest.split_once("<template shadowrootmode") {
        out += before;
        rest = after.split_once("</template>").map_or("", |(_, rest)| rest);
    }
    out + rest
}
