//! Texts of each language, of lists, and the map's borders come by themselves, when they are needed.

use std::collections::BTreeSet;

use anyhow::{Context as _, Result, ensure};
use serde_json::json;
use shanhai_e2e::{Fault, Front};

use crate::reader::{Data, Reader, id};

/// The names of the files that the page has loaded, without the hash.
const LOADED: &str = "return performance.getEntriesByType('resource').map((one) => one.name.split('/').pop().replace(/-[0-9a-f]{16}/, ''))";

async fn loaded(reader: &Reader) -> Result<BTreeSet<String>> {
    Ok(reader.asks::<Vec<String>>(LOADED).await?.into_iter().collect())
}

#[tokio::test]
async fn a_page_loads_its_own_language_and_what_its_view_shows() -> Result<()> {
    let data = Data::read()?;
    let reader = Reader::opens("embed.html").await?;
    let names = loaded(&reader).await?;
    let bundles =
        |names: &BTreeSet<String>| names.iter().filter(|name| name.ends_with(".bin")).cloned().collect::<Vec<_>>();
    ensure!(bundles(&names) == ["texts-zh-Hans.bin"], "{names:?}");

    // a view that shows more
    reader.asks::<()>("root.querySelector('#tab-models').click()").await?;
    let models = data.list("models");
    for model in models {
        let name = model["name"]["zh-Hans"].as_str().unwrap_or_default();
        let shown = format!("shows({})", json!(name));
        reader.waits_until(&shown).await.with_context(|| id(model))?;
    }
    let names = loaded(&reader).await?;
    ensure!(bundles(&names) == ["lists-zh-Hans.bin", "texts-zh-Hans.bin"], "{names:?}");

    // another language
    reader.sets("lang", "en").await?;
    let last = models.last().context("no model")?["name"]["en"].clone();
    reader.waits_until(&format!("shows({last})")).await.context("English")?;
    ensure!(!loaded(&reader).await?.contains("outlines.bin"), "nothing showed the map");

    // the map; and then what a search reads, before anybody searches
    reader.asks::<()>("root.querySelector('#tab-projects').click()").await?;
    reader.waits_until("by('canvas-map')?.width > 0").await?;
    let every = ["lists-en", "lists-zh-Hans", "outlines", "search", "texts-en", "texts-zh-Hans"]
        .map(|name| format!("{name}.bin"));
    let all = format!("{}.every((name) => (() => {{ {LOADED} }})().includes(name))", json!(every));
    reader.waits_until(&all).await?;
    reader.searches("大寺乡").await?;
    reader.waits_for_projects(&data.projects_naming(&["大寺乡"]), "Chinese words on the English page").await?;
    reader.browser.expect_no_problems().await
}

#[tokio::test]
async fn a_language_that_cannot_be_had_is_told_and_can_be_asked_for_again() -> Result<()> {
    let reader = Reader::opens("embed.html?view=charts").await?;
    reader
        .asks::<()>(
            "window.faults = []; document.addEventListener('shanhai:error', ({ detail }) => faults.push(detail.code))",
        )
        .await?;
    reader.site.harm("texts-en*", Fault::Status(503));
    let switch = "root.querySelector('.switches [lang=en]').click()";
    reader.asks::<()>(switch).await?;
    reader
        .waits_until("seen(by('notice')) && by('notice').textContent.includes('联网')")
        .await
        .context("it is told")?;
    ensure!(reader.asks::<Vec<String>>("return faults").await? == ["part-failed"]);
    ensure!(reader.asks::<bool>("return root.querySelector('.root').lang === 'zh-Hans' && shows('图表')").await?);
    reader.site.mend();
    reader.asks::<()>(switch).await?;
    reader.waits_until("root.querySelector('.root').lang === 'en' && shows('Charts') && !seen(by('notice'))").await
}

#[tokio::test]
async fn without_its_texts_the_prerendered_widget_stays() -> Result<()> {
    let mut reader = Reader::opens("embed.html").await?;
    for fault in [Fault::Status(404), Fault::Refused, Fault::CutShort, Fault::Shortened, Fault::AnotherPage] {
        // a host of its own: nothing of it is kept by the browser
        reader.site = Front::release()?;
        reader.site.harm("texts-zh-Hans*", fault);
        reader.browser.open(reader.site.url("embed.html")).await?;
        reader
            .waits_until("root?.querySelector('.still.failed') && seen(by('notice')) && !root.querySelector('canvas') && shows('91.96')")
            .await
            .with_context(|| format!("{fault:?}"))?;
    }
    Ok(())
}

#[tokio::test]
async fn what_the_budget_weighs_is_what_embed_html_loads() -> Result<()> {
    let dist = shanhai_e2e::dist()?;
    let reader = Reader::opens("embed.html").await?;
    let script = "return performance.getEntriesByType('resource').map((one) => new URL(one.name).pathname.slice(1))";
    let mut real: BTreeSet<String> = reader.asks::<Vec<String>>(script).await?.into_iter().collect();
    real.insert("embed.html".to_owned());
    // no part of the graphic: browsers ask for it once a site; and what the tests put before each page
    real.retain(|name| !name.ends_with(".svg") && !name.ends_with("favicon.ico") && !name.starts_with('-'));
    let weighed: BTreeSet<String> = xtask::follow::loaded_by(&dist, "embed.html")?
        .into_iter()
        .map(|path| path.to_string_lossy().into_owned())
        .collect();
    ensure!(real == weighed, "loaded: {real:#?}\nweighed: {weighed:#?}");
    Ok(())
}
