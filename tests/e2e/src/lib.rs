//! The harness of the end-to-end tests. A [`Site`] serves the release build with the configuration that is meant for
//! it. A [`Browser`] of any [`Engine`] opens its pages, acts like a reader and reports what it sees. A [`Front`]
//! between them imitates what networks do. Each ends when its value is dropped; a Chromium is left to the next test.
//! `thirtyfour` speaks WebDriver. Ours are what no client has: three engines with one set of words, what the page logged and
//! broke, a network with faults, a browser handed on from test to test.
//!
//! ```no_run
//! # async fn example() -> anyhow::Result<()> {
//! use shanhai_e2e::{Browser, Options, Site};
//!
//! let site = Site::release()?;
//! let browser = Browser::start(Options::default()).await?;
//! browser.open(site.url("embed.html?view=projects")).await?;
//! browser.wait_for_mark("charts-ready").await?;
//! browser.by_testid("search").await?.send_keys("咖啡").await?;
//! browser.wait_for_mark("filter-done").await?;
//! browser.expect_no_problems().await?;
//! # Ok(())
//! # }
//! ```

mod browser;
mod engine;
mod front;
mod process;
mod site;

pub use browser::{Browser, ColourScheme, LogEntry, Options};
pub use engine::Engine;
pub use front::{Fault, Front};
pub use process::find;
pub use site::{Site, dist, repository};
