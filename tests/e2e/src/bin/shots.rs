//! Takes screenshots of every view of the release build, for people to look at.
//!
//! `cargo run --package shanhai-e2e --bin shots -- FOLDER [WORD…]`: takes only the screenshots whose names contain
//! all the words, such as `projects en-dark 320`.

use std::path::PathBuf;

use anyhow::{Context as _, Result, ensure};
use shanhai_e2e::{Browser, ColourScheme, Options, Site};

const VIEWS: [&str; 5] = ["overview", "charts", "projects", "timeline", "models"];
const LANGUAGES: [&str; 2] = ["zh-Hans", "en"];
const THEMES: [(&str, ColourScheme); 2] = [("light", ColourScheme::Light), ("dark", ColourScheme::Dark)];
const WIDTHS: [u32; 3] = [375, 768, 1280];
const RATIOS: [u32; 2] = [1, 2];

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().context("name the folder for the pictures")?);
    let words: Vec<_> = arguments.collect();
    std::fs::create_dir_all(&folder)?;

    let site = Site::release()?;
    let browser = Browser::start(Options::default()).await?;
    let mut taken = 0;
    for width in WIDTHS {
        for ratio in RATIOS {
            browser.set_viewport(width, 900, f64::from(ratio)).await?;
            for (theme, scheme) in THEMES {
                // what no theme covers, such as scroll bars, follows the system
                browser.set_media(scheme, true).await?;
                for (view, language) in VIEWS.into_iter().flat_map(|view| LANGUAGES.map(|language| (view, language))) {
                    let name = format!("{view}-{language}-{theme}-{width}@{ratio}");
                    if !words.iter().all(|word| name.contains(word.as_str())) {
                        continue;
                    }
                    let query = format!("view={view}&lang={language}&theme={theme}");
                    browser.open(site.url(&format!("index.html?{query}"))).await?;
                    browser.wait_for_mark("charts-ready").await.with_context(|| name.clone())?;
                    browser.screenshot_page(&folder.join(format!("{name}.png"))).await?;
                    taken += 1;
                }
            }
        }
    }
    for problem in browser.problems().await? {
        eprintln!("{problem}");
    }
    ensure!(taken > 0, "no picture has a name with {}", words.join(" "));
    println!("{taken} pictures in {}", folder.display());
    Ok(())
}
