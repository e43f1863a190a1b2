//! Keyboard, pointer and finger.

use std::time::Duration;

use anyhow::Result;
use serde_json::json;
use thirtyfour::TypingData;

use super::Browser;
use super::elements::FIND;

impl Browser {
    /// Types text or presses keys (`thirtyfour::Key`), into the focused element.
    pub async fn press(&self, keys: impl Into<TypingData>) -> Result<()> {
        Ok(self.driver().action_chain_with_delay(Some(Duration::ZERO), None).send_keys(keys).perform().await?)
    }

    /// Moves the pointer to a point of the viewport, in CSS pixels.
    pub async fn move_to(&self, x: f64, y: f64) -> Result<()> {
        self.pointer(x, y, false).await
    }

    /// Moves the pointer to a point of the viewport and clicks.
    pub async fn click_at(&self, x: f64, y: f64) -> Result<()> {
        self.pointer(x, y, true).await
    }

    /// Scrolls the element with this `data-testid` into view and clicks its centre.
    pub async fn click(&self, testid: &str) -> Result<()> {
        self.by_testid(testid).await?;
        // not with the driver's own click: WebKit's looks for elements above this one outside its shadow root
        let script = format!(
            "{FIND} const one = find(document);
             one.scrollIntoView({{ block: 'center', inline: 'center', behavior: 'instant' }});
             const b = one.getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]"
        );
        let [x, y]: [f64; 2] = self.run(&script, [json!(testid)]).await?;
        self.click_at(x, y).await
    }

    /// Taps with a finger at a point of the viewport.
    pub async fn tap(&self, x: f64, y: f64) -> Result<()> {
        let actions = json!([
            { "type": "pointerMove", "duration": 0, "x": x.round(), "y": y.round() },
            { "type": "pointerDown", "button": 0 },
            { "type": "pointerUp", "button": 0 },
        ]);
        let finger =
            json!({ "type": "pointer", "id": "finger", "parameters": { "pointerType": "touch" }, "actions": actions });
        self.send("POST", "actions", json!({ "actions": [finger] })).await.map(drop)
    }

    async fn pointer(&self, x: f64, y: f64, click: bool) -> Result<()> {
        #[expect(clippy::cast_possible_truncation, reason = "points of a viewport are small numbers")]
        let moved = self
            .driver()
            .action_chain_with_delay(None, Some(Duration::ZERO))
            .move_to(x.round() as i64, y.round() as i64);
        Ok(if click { moved.click() } else { moved }.perform().await?)
    }
}
