//! Waiting until something holds in the page.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use serde_json::json;
use thirtyfour::WebElement;

use super::Browser;

/// The timeout for everything that a test waits for. Generous, because machines that run tests are often busy.
const PATIENCE: Duration = Duration::from_secs(20);
/// The polling interval while waiting.
pub(super) const GLANCE: Duration = Duration::from_millis(25);

impl Browser {
    /// Waits until a JavaScript expression is true.
    pub async fn wait_until(&self, expression: &str) -> Result<()> {
        self.wait_at_most(PATIENCE, expression).await
    }

    /// Waits until a JavaScript expression is true, up to a time limit.
    pub async fn wait_at_most(&self, limit: Duration, expression: &str) -> Result<()> {
        let script = format!("return Boolean({expression})");
        let began = Instant::now();
        // Firefox returns null while it navigates from one page to the next
        while self.run::<Option<bool>>(&script, []).await? != Some(true) {
            if began.elapsed() > limit {
                bail!("after {} s still not: {expression}{}", limit.as_secs_f32(), self.console_lines().await?);
            }
            tokio::time::sleep(GLANCE).await;
        }
        Ok(())
    }

    /// Waits for a User Timing mark.
    pub async fn wait_for_mark(&self, name: &str) -> Result<()> {
        self.wait_for_marks(name, 1).await
    }

    /// Waits until a User Timing mark has been set this many times.
    pub async fn wait_for_marks(&self, name: &str, times: usize) -> Result<()> {
        self.wait_until(&format!("performance.getEntriesByName({}, 'mark').length >= {times}", json!(name))).await
    }

    pub(super) async fn wait_for_element(&self, what: &str, script: &str) -> Result<WebElement> {
        let began = Instant::now();
        loop {
            let found = self.driver().execute(script, vec![json!(what)]).await?;
            if !found.json().is_null() {
                return Ok(found.element()?);
            }
            if began.elapsed() > PATIENCE {
                bail!("after {} s still no element {what}{}", PATIENCE.as_secs(), self.console_lines().await?);
            }
            tokio::time::sleep(GLANCE).await;
        }
    }
}
