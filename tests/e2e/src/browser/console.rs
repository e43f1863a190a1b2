//! What a browser says of a page: its console, and its picture.

use std::collections::HashMap;
use std::fmt;
use std::path::Path;
use std::sync::{LazyLock, Mutex, PoisonError};

use anyhow::{Context as _, Result, bail};
use base64::Engine as _;
use serde::Deserialize;
use serde_json::{Value, json};

use super::Browser;
use super::waiting::GLANCE;
use crate::engine::{Console, Engine};

/// A line of the browser's console: the output of scripts, and the browser's own messages about a page.
#[derive(Debug, Clone, Deserialize)]
pub struct LogEntry {
    /// `SEVERE`, `WARNING`, `INFO` or `DEBUG`.
    pub level: String,
    /// The origin of the message: `console-api`, `javascript`, `network`, `security`, …
    pub source: String,
    /// The message, preceded by its location.
    pub message: String,
}

impl LogEntry {
    /// Whether this is an error or any violation of a security policy.
    pub fn is_problem(&self) -> bool {
        self.level == "SEVERE" || self.source == "security" || self.message.contains("Content Security Policy")
    }
}

impl fmt::Display for LogEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}) {}", self.level, self.source, self.message)
    }
}

/// A script by which a page reports its console itself, for an engine whose driver does not expose the console.
pub(crate) const WATCH: &str = include_str!("../../fixtures/watch.js");

/// The errors of pages since the last call.
const FIREFOX_LOG: &str = include_str!("../../fixtures/firefox-log.js");

/// The prefix of the user agent of such a browser; its number follows.
pub(crate) const AGENT: &str = "shanhai-e2e/";

/// The number in such a user agent.
pub(crate) fn number_in(agent: &str) -> Option<usize> {
    agent.split_once(AGENT).and_then(|(_, number)| number.trim().parse().ok())
}

/// The consoles of such browsers.
pub(super) static CONSOLES: LazyLock<Mutex<HashMap<usize, Console>>> = LazyLock::new(Mutex::default);

/// Records what a page of the browser with this number has reported.
pub(crate) fn tell(number: usize, entry: LogEntry) {
    let consoles = CONSOLES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(console) = consoles.get(&number) {
        console.lock().unwrap_or_else(PoisonError::into_inner).push(entry);
    }
}

impl Browser {
    /// Writes a screenshot of the viewport to a PNG file.
    pub async fn screenshot(&self, file: &Path) -> Result<()> {
        if self.engine() != Engine::Chromium {
            return Ok(self.driver().screenshot(file).await?);
        }
        self.capture(file, json!({ "format": "png" })).await
    }

    /// Writes a screenshot of the whole page, at its full height, to a PNG file; Chromium only.
    pub async fn screenshot_page(&self, file: &Path) -> Result<()> {
        let script = "const page = document.documentElement; return [page.clientWidth, page.scrollHeight]";
        let [width, height]: [f64; 2] = self.run(script, []).await?;
        let clip = json!({ "x": 0, "y": 0, "width": width, "height": height, "scale": 1 });
        self.capture(file, json!({ "format": "png", "captureBeyondViewport": true, "clip": clip })).await
    }

    async fn capture(&self, file: &Path, parameters: Value) -> Result<()> {
        let answer = self.cdp("Page.captureScreenshot", parameters).await?;
        let data = answer["data"].as_str().context("the browser sent no picture")?;
        let bytes = base64::engine::general_purpose::STANDARD.decode(data)?;
        std::fs::write(file, bytes).with_context(|| format!("cannot write {}", file.display()))
    }

    /// All console messages since the browser was started.
    pub async fn log(&self) -> Result<Vec<LogEntry>> {
        let new = match self.engine() {
            Engine::Chromium => {
                let new = self.driver().browser_log().await?.into_iter();
                let entry = |entry: thirtyfour::BrowserLogEntry| LogEntry {
                    level: entry.level,
                    source: entry.source.unwrap_or_default(),
                    message: entry.message,
                };
                new.map(entry).collect()
            }
            // Firefox reports the errors of pages to its browser window
            Engine::Firefox => self.firefox(FIREFOX_LOG).await?,
            Engine::WebKit => {
                // a message that a page has just sent is still on its way
                tokio::time::sleep(4 * GLANCE).await;
                Vec::new()
            }
        };
        let mut log = self.session.console.lock().unwrap_or_else(PoisonError::into_inner);
        log.extend(new);
        Ok(log.clone())
    }

    /// The console's errors and the violations of security policies.
    pub async fn problems(&self) -> Result<Vec<LogEntry>> {
        Ok(self.log().await?.into_iter().filter(LogEntry::is_problem).collect())
    }

    /// Fails if there were any problems.
    pub async fn expect_no_problems(&self) -> Result<()> {
        let problems = self.problems().await?;
        if !problems.is_empty() {
            bail!("the console tells of problems:{}", lines(&problems));
        }
        Ok(())
    }

    /// The console messages, for the error message when something did not appear.
    pub(super) async fn console_lines(&self) -> Result<String> {
        let log = self.log().await?;
        Ok(if log.is_empty() { String::new() } else { format!("\nthe console said:{}", lines(&log)) })
    }
}

fn lines(log: &[LogEntry]) -> String {
    const MOST: usize = 30;
    let more = if log.len() > MOST { format!("\n  and {} more", log.len() - MOST) } else { String::new() };
    log.iter().take(MOST).map(|entry| format!("\n  {entry}")).collect::<String>() + more.as_str()
}
