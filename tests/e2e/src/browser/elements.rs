//! Finding elements.

use anyhow::Result;
use serde_json::json;
use thirtyfour::WebElement;

use super::Browser;

/// Finds an element by its `data-testid`, in the document and in every open shadow root below it.
pub(super) const FIND: &str = include_str!("../../fixtures/find.js");

impl Browser {
    /// Waits for the element with this `data-testid`, in the document or in any open shadow root.
    pub async fn by_testid(&self, testid: &str) -> Result<WebElement> {
        self.wait_for_element(testid, &format!("{FIND} return find(document)")).await
    }

    /// Whether an element with this `data-testid` exists now.
    pub async fn has_testid(&self, testid: &str) -> Result<bool> {
        self.run(&format!("{FIND} return find(document) !== null"), [json!(testid)]).await
    }

    /// Waits for the element that a selector finds in the shadow root of the first `<shanhai-widget>`.
    pub async fn in_widget(&self, selector: &str) -> Result<WebElement> {
        let script = "return document.querySelector('shanhai-widget')?.shadowRoot?.querySelector(arguments[0])";
        self.wait_for_element(selector, script).await
    }

    /// The visible text of the element with this `data-testid`.
    pub async fn text(&self, testid: &str) -> Result<String> {
        Ok(self.by_testid(testid).await?.text().await?)
    }

    /// The position of the element with this `data-testid` in the viewport: left, top, width and height in CSS
    /// pixels.
    pub async fn bounds(&self, testid: &str) -> Result<[f64; 4]> {
        self.by_testid(testid).await?;
        let script =
            format!("{FIND} const b = find(document).getBoundingClientRect(); return [b.x, b.y, b.width, b.height]");
        self.run(&script, [json!(testid)]).await
    }
}
