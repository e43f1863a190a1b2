//! Fingers on drawings: what they open can be read, does not hide what it describes, and can be closed.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;
use serde_json::json;

use crate::engines::left_out;
use crate::reader::Reader;

/// The boxes of some marks of the drawing, in css px: those that keys reach, from the first and from the last.
const MARKS: &str = include_str!("../../fixtures/touch-marks.js");

/// Scrolls a point of the drawing to a height of the window; returns its new position.
const BRING: &str = include_str!("../../fixtures/touch-bring.js");

/// What is shown: the part of the mark that the tooltip hides, whether its button can be hit, and the button's
/// position.
const SHOWN: &str = include_str!("../../fixtures/touch-shown.js");

/// How long the result of a tap may keep moving.
const SETTLES: Duration = Duration::from_secs(2);

#[derive(Debug, Deserialize)]
struct Shown {
    says: String,
    hides: f64,
    left: f64,
    right: f64,
    close: (f64, f64),
    meets: bool,
}

#[tokio::test]
async fn what_a_finger_opens_hides_nothing_and_can_be_closed() -> Result<()> {
    if left_out("touch: what a finger opens")? {
        return Ok(());
    }
    let reader = Reader::opens_at("embed-projects.en.html", 320, 1.0).await?;
    for width in [320, 375] {
        reader.browser.set_viewport(width, 640, 1.0).await?;
        for page in [
            "embed-projects.en.html",
            "embed-projects.zh-Hans.html",
            "embed-chart-mohan-port.en.html",
            "embed-chart-timeline.en.html",
        ] {
            reader.goes_to(page).await?;
            meets_some_marks(&reader).await.with_context(|| format!("{page} at {width} px"))?;
        }
    }
    reader.browser.expect_no_problems().await
}

async fn meets_some_marks(reader: &Reader) -> Result<()> {
    let browser = &reader.browser;
    let marks: Vec<(f64, f64)> = reader.asks(MARKS).await?;
    ensure!(marks.len() > 3, "{} marks only", marks.len());
    for (index, mark) in marks.into_iter().enumerate() {
        // in the upper and the lower half of the window, as readers scroll
        let part = [0.3, 0.7][index % 2];
        let point: (f64, f64) =
            browser.run(&format!("{}{BRING}", crate::reader::PRELUDE), [json!(mark), json!(part)]).await?;
        browser.tap(point.0, point.1).await?;
        reader.waits_until("tooltip()").await.with_context(|| format!("a tap at {mark:?}"))?;
        // the drawing may still be laid out for its canvas
        let began = Instant::now();
        let shown = loop {
            let shown: Shown = reader.asks(SHOWN).await?;
            if shown.hides <= 0.5 && shown.meets && shown.left >= -0.5 && shown.right >= -0.5 {
                break shown;
            }
            ensure!(began.elapsed() < SETTLES, "a tap at {mark:?} shows {shown:?}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        };
        // by its button, by a tap next to the drawing, by one on the drawing where there is no mark
        if index % 2 == 0 {
            browser.tap(shown.close.0, shown.close.1).await?;
        } else {
            let [x, y]: [f64; 2] = reader
                .asks(
                    "const tip = tooltip().getBoundingClientRect(), stage = root.querySelector('.stage').getBoundingClientRect();
                     const free = (y) => (y < tip.top || y > tip.bottom) && (y < stage.top || y > stage.bottom);
                     const found = [...Array(innerHeight - 2).keys()].find((y) => y > 0 && free(y));
                     return [4, found ?? -1]",
                )
                .await?;
            if y < 0.0 {
                browser.tap(shown.close.0, shown.close.1).await?;
            } else {
                browser.tap(x, y).await?;
            }
        }
        reader.waits_until("!tooltip()").await.with_context(|| format!("closing what {} says", shown.says))?;
    }
    Ok(())
}
