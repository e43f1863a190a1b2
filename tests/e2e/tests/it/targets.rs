//! Everything with an id can be highlighted, opened and linked to, and is then visible.

use anyhow::{Result, ensure};
use serde_json::json;

use crate::reader::{Data, Reader, id};

/// What stands for an entry, and whether it is visible: a highlighted card, an open entry of the list, a mark with
/// its tooltip, or the chart itself.
const SEEN: &str = include_str!("../../fixtures/targets-seen.js");

#[tokio::test]
async fn everything_with_an_id_can_be_lit_opened_and_linked() -> Result<()> {
    let data = Data::read()?;
    let reader = Reader::opens("index.html?lang=en").await?;
    let kinds = [
        ("figure", "figures"),
        ("figure", "derived"),
        ("chart", "charts"),
        ("project", "projects"),
        ("event", "timeline"),
        ("model", "models"),
    ];
    let mut count = 0;
    for (kind, list) in kinds {
        let targets: Vec<_> = data.list(list).iter().map(|one| format!("{kind}:{}", id(one))).collect();
        count += targets.len();
        for some in targets.chunks(12) {
            let script = format!("{}return (async () => {{ {SEEN} }})()", crate::reader::PRELUDE)
                .replace("arguments[0]", &json!(some).to_string());
            let failed: Vec<String> = reader.browser.run(&script, []).await?;
            ensure!(failed.is_empty(), "{failed:#?}");
        }
    }
    ensure!(count > 140, "{count} entries");
    reader.browser.expect_no_problems().await
}
