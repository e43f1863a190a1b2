//! What a page loads: one program, with the dataset in it.

use std::collections::BTreeSet;

use anyhow::{Result, ensure};

use crate::reader::{Data, Reader};

/// The names of the files that the page has loaded, without the hash.
const LOADED: &str = "return performance.getEntriesByType('resource').map((one) => one.name.split('/').pop().replace(/-[0-9a-f]{16}/, ''))";

async fn loaded(reader: &Reader) -> Result<BTreeSet<String>> {
    Ok(reader.asks::<Vec<String>>(LOADED).await?.into_iter().collect())
}

#[tokio::test]
async fn every_view_and_language_is_in_the_one_program() -> Result<()> {
    let data = Data::read()?;
    let reader = Reader::opens("embed.html").await?;
    let before = loaded(&reader).await?;
    ensure!(before.iter().filter(|name| name.ends_with(".wasm")).count() == 1, "{before:?}");
    for view in ["models", "timeline", "charts", "projects"] {
        reader.asks::<()>(&format!("root.querySelector('#tab-{view}').click()")).await?;
    }
    reader.waits_until("by('canvas-map')?.width > 0").await?;
    reader.sets("lang", "en").await?;
    reader.searches("大寺乡").await?;
    reader.waits_for_projects(&data.projects_naming(&["大寺乡"]), "Chinese words on the English page").await?;
    let after = loaded(&reader).await?;
    let more: Vec<&String> = after.difference(&before).filter(|name| !name.ends_with(".svg")).collect();
    ensure!(more.is_empty(), "loaded later: {more:?}");
    reader.browser.expect_no_problems().await
}

#[tokio::test]
async fn what_the_budget_weighs_is_what_embed_html_loads() -> Result<()> {
    let dist = shanhai_e2e::dist()?;
    let reader = Reader::opens("embed.html").await?;
    let script = "return performance.getEntriesByType('resource').map((one) => new URL(one.name).pathname.slice(1))";
    let mut real: BTreeSet<String> = reader.asks::<Vec<String>>(script).await?.into_iter().collect();
    real.insert("embed.html".to_owned());
    // not part of the graphic: files that browsers request once per site, and what the tests put before each page
    real.retain(|name| !name.ends_with(".svg") && !name.ends_with("favicon.ico") && !name.starts_with('-'));
    let weighed: BTreeSet<String> = xtask::follow::loaded_by(&dist, "embed.html")?
        .into_iter()
        .map(|path| path.to_string_lossy().into_owned())
        .collect();
    ensure!(real == weighed, "loaded: {real:#?}\nweighed: {weighed:#?}");
    Ok(())
}
