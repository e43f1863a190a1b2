//! Language and theme, switched in place.

use std::collections::BTreeSet;

use anyhow::{Context as _, Result, ensure};
use serde_json::json;
use shanhai_e2e::ColourScheme;

use crate::pages::VIEWS;
use crate::reader::{Data, Reader, id};

/// Chinese text in an English page that is not marked as Chinese.
const UNMARKED_CHINESE: &str = include_str!("../../fixtures/languages-unmarked-chinese.js");

#[tokio::test]
async fn the_english_page_marks_what_is_chinese() -> Result<()> {
    let data = Data::read()?;
    let reader = Reader::opens("index.html?lang=en").await?;
    let mut found = BTreeSet::new();
    for view in VIEWS {
        reader.goes_to(&format!("index.html?lang=en&view={view}")).await?;
        reader.waits_until("seen(by('tabs'))").await?;
        for one in reader.asks::<Vec<String>>(UNMARKED_CHINESE).await? {
            found.insert(format!("{view}: {one}"));
        }
    }
    reader.goes_to("index.html?lang=en&view=projects").await?;
    for project in data.list("projects") {
        let what = project["what"]["en"].as_str().unwrap_or_default();
        reader.asks::<()>(&format!("location.hash = {}", json!(format!("shanhai=project:{}", id(project))))).await?;
        reader
            .waits_until(&format!("squeeze(root.textContent).includes({})", json!(what)))
            .await
            .with_context(|| format!("the English detail of {}", id(project)))?;
        for one in reader.asks::<Vec<String>>(UNMARKED_CHINESE).await? {
            found.insert(format!("{}: {one}", id(project)));
        }
    }
    assert!(found.is_empty(), "{found:#?}");
    reader.browser.expect_no_problems().await
}

#[tokio::test]
async fn language_and_theme_change_in_place() -> Result<()> {
    let data = Data::read()?;
    let reader = Reader::opens("index.html?view=projects").await?;
    let mohan = data.projects_naming(&["磨憨"]);
    reader.searches("磨憨").await?;
    reader.waits_for_projects(&mohan, "磨憨").await?;
    let [x, y]: [f64; 2] = reader
        .asks(
            "const item = by('project-mohan-port'); const b = item.matches('button, a, [role=option]') ? item : item.querySelector('button, a, summary, [role=button]') ?? item;
             b.scrollIntoView({ block: 'center', behavior: 'instant' }); const r = b.getBoundingClientRect(); return [r.x + 20, r.y + Math.min(r.height / 2, 16)]",
        )
        .await?;
    reader.browser.click_at(x, y).await?;
    let chosen = "decodeURIComponent(location.hash).includes('project:mohan-port')";
    reader.waits_until(chosen).await?;
    let ground = "return getComputedStyle(root.querySelector('[data-testid=tabs]').parentElement).color + ' ' + getComputedStyle(by('tabs')).color";
    let light: String = reader.asks(ground).await?;

    // by the attribute, as a host page does
    reader.sets("lang", "en").await?;
    let english = data.list("projects").iter().find(|project| project["id"] == "mohan-port");
    let english = english.and_then(|project| project["what"]["en"].as_str()).context("the project")?;
    reader
        .waits_until(&format!("squeeze(root.textContent).includes({})", json!(english)))
        .await
        .context("the detail in English")?;
    reader.waits_until(chosen).await?;
    reader.waits_for_projects(&mohan, "in English").await?;
    reader.sets("theme", "dark").await?;
    let dark: String = reader.asks(ground).await?;
    assert_ne!(light, dark, "the dark theme has other colours");
    reader.waits_until(chosen).await?;
    reader.waits_for_projects(&mohan, "in the dark").await?;
    reader.sets("theme", "auto").await?;
    reader.sets("lang", "zh-Hans").await?;
    reader.waits_for_projects(&mohan, "back in Chinese").await?;

    // the system's preference
    reader.browser.set_media(ColourScheme::Dark, false).await?;
    reader.rests().await?;
    let auto: String = reader.asks(ground).await?;
    assert_eq!(auto, dark, "auto follows the system");
    reader.browser.set_media(ColourScheme::Light, false).await?;
    reader.rests().await?;
    assert_ne!(reader.asks::<String>(ground).await?, dark, "auto follows the system back");

    // by the reader's own switch, if there is one: it must keep everything, too
    let switch: Option<[f64; 2]> = reader
        .asks(
            "const one = [...root.querySelectorAll('button, a, [role=radio], label')].find((at) => seen(at) && /^(English|EN|英文)$/i.test(squeeze(at.innerText)));
             if (!one) return null;
             one.scrollIntoView({ block: 'center', behavior: 'instant' });
             const r = one.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]",
        )
        .await?;
    let [x, y] = switch.context("no switch to English")?;
    reader.browser.click_at(x, y).await?;
    reader
        .waits_until(&format!("squeeze(root.textContent).includes({})", json!(english)))
        .await
        .context("the switch to English")?;
    reader.waits_until(chosen).await?;
    reader.waits_for_projects(&mohan, "by the switch").await?;
    ensure!(reader.asks::<bool>("return host.isConnected").await?);
    reader.browser.expect_no_problems().await
}
