//! Printed and saved output, with its source.

use crate::engines::left_out;
use crate::reader::{Data, Reader};
use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};

#[tokio::test]
async fn paper_gets_lines_tables_sources_and_the_address() -> Result<()> {
    if left_out("paper: lines and tables")? {
        return Ok(());
    }
    let reader = Reader::opens("embed.html?theme=dark").await?;
    for view in ["charts", "projects"] {
        reader.goes_to(&format!("embed.html?view={view}&theme=dark")).await?;
        let canvases: usize = reader.asks("return root.querySelectorAll('canvas[data-testid]').length").await?;
        let before: usize = reader.asks("return root.querySelectorAll('*').length").await?;
        reader.browser.set_print(true).await?;
        reader.asks::<()>("dispatchEvent(new Event('beforeprint'))").await?;
        let pictures: Vec<[f64; 2]> = reader.asks("return [...root.querySelectorAll('.on-paper svg')].map((one) => [one.getBoundingClientRect().height, one.querySelectorAll('text').length])").await?;
        ensure!(
            pictures.len() == canvases && pictures.iter().all(|[height, texts]| *height > 50.0 && *texts > 0.0),
            "{pictures:?}"
        );
        reader
            .waits_until("![...root.querySelectorAll('canvas, .tabs, button[data-lazy], .switches')].some(seen)")
            .await
            .context("only what paper can use")?;
        reader
            .waits_until(
                "[...root.querySelectorAll('table')].length > 0 && [...root.querySelectorAll('table')].every(seen)",
            )
            .await
            .context("the tables")?;
        reader.waits_until("shows('守底线') && shows('index.html')").await.context("source and address")?;
        let dark: bool = reader.asks("return getComputedStyle(root.querySelector('.root')).backgroundColor === 'rgb(255, 255, 255)' && getComputedStyle(root.querySelector('h2')).color === 'rgb(0, 0, 0)'").await?;
        ensure!(dark, "a dark page is printed dark");
        let pdf = reader.browser.send("POST", "print", json!({ "page": { "width": 21.0, "height": 29.7 } })).await?;
        ensure!(pdf.as_str().is_some_and(|data| data.len() > 20_000), "an empty print");
        reader.asks::<()>("dispatchEvent(new Event('afterprint'))").await?;
        reader.browser.set_print(false).await?;
        let after = format!("root.querySelectorAll('*').length === {before} && !root.querySelector('.on-paper')");
        reader.waits_until(&after).await.context("all as before")?;
    }
    reader.browser.expect_no_problems().await
}

/// What an entry of the dialog saves: its name, its first bytes if it is made in the page, and its text.
const SAVED: &str = include_str!("../../fixtures/paper-saved.js");

#[tokio::test]
async fn what_is_saved_says_where_it_comes_from() -> Result<()> {
    let data = Data::read()?;
    let reader = Reader::opens("index.html?view=charts").await?;
    let hash: String = reader.asks("return root.querySelector('footer code').textContent").await?;
    let saved = |place: &str, name: &str| {
        format!("const [place, name] = {}; {SAVED}", json!([format!("{place} [data-lazy=export]"), name]))
    };
    let (file, mark, csv): (String, String, String) =
        reader.asks(&saved("[data-testid=chart-mohan-port]", "CSV")).await?;
    ensure!(file == "mohan-port.zh-Hans.csv" && mark == "ï»¿", "{file}, {mark:?}");
    for wanted in ["49.8万余", "据报道第二节第4段", &hash, "守底线", "embed-chart-mohan-port.zh-Hans.html"]
    {
        ensure!(csv.contains(wanted), "no {wanted} in {csv}");
    }
    reader.asks::<()>("root.querySelector('dialog .dialog-close').click()").await?;
    let (file, _, svg): (String, String, String) = reader.asks(&saved("[data-testid=chart-money-2023]", "SVG")).await?;
    ensure!(file == "money-2023.zh-Hans.svg" && svg.contains(&hash) && svg.contains("91.96亿"), "{svg}");
    let (_, _, json): (String, String, String) = reader.asks(&saved("[data-testid=chart-teams]", "JSON")).await?;
    ensure!(serde_json::from_str::<Value>(&json)?["title"].is_object(), "no dataset");
    // the list as filtered
    reader.goes_to("index.html?view=projects#shanhai=&theme=").await?;
    reader.searches("医院").await?;
    reader.waits_until("listed().length < 10").await?;
    let names: Vec<String> = reader
        .asks("return [...root.querySelectorAll('.item:not([hidden]) .item-name')].map((one) => one.textContent)")
        .await?;
    let (_, _, csv): (String, String, String) = reader.asks(&saved(".list-foot", "CSV")).await?;
    for project in data.list("projects") {
        let name = project["name"]["zh-Hans"].as_str().unwrap_or_default();
        let quoted = name.replace('"', "\"\"");
        ensure!(!csv.contains(&quoted) || names.iter().any(|one| one == name), "{name} is saved and not listed");
    }
    for name in names {
        ensure!(csv.contains(&name.replace('"', "\"\"")), "{name} is not in the list that was saved");
    }
    reader.browser.expect_no_problems().await
}

#[tokio::test]
async fn a_frame_that_may_not_save_says_so() -> Result<()> {
    let parent = crate::frames::Parent::new().await?;
    parent.opens_plain("<iframe src='{child}?lang=en' sandbox=allow-scripts width=600 height=800></iframe>").await?;
    parent.browser.enter_frame("iframe").await?;
    parent.browser.wait_for_mark("charts-ready").await?;
    let root = "document.querySelector('shanhai-widget').shadowRoot";
    parent.browser.run::<()>(&format!("{root}.querySelector('figcaption [data-lazy=export]').click()"), []).await?;
    let said = format!("{root}.querySelector('dialog[open] [role=status]')?.textContent.includes('copy instead')");
    parent.browser.wait_until(&said).await?;
    // no link replaces the graphic
    let links = format!(
        "return [...{root}.querySelectorAll('dialog[open] a[href], footer a[href]')].every((one) => one.protocol === 'blob:' || one.target === '_blank')"
    );
    ensure!(parent.browser.run::<bool>(&links, []).await?, "a link takes the place of the graphic");
    let copy = format!("[...{root}.querySelectorAll('dialog[open] .dialog-main')][0].click()");
    parent.browser.run::<()>(&copy, []).await?;
    // copied, or the text is there to be copied by hand
    let offered = format!(
        "(() => {{ const field = {root}.querySelector('dialog[open] textarea'); return field.value.includes('498,000') && (field.hidden || field.selectionEnd > 100); }})()"
    );
    parent.browser.wait_until(&offered).await
}
