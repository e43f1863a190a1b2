//! Every page opens, draws, shows its content, fits the screen, and logs no problems.

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};
use shanhai_e2e::Fault;
use thirtyfour::Key;

use crate::reader::{Data, Reader, id};

pub const VIEWS: [&str; 5] = ["overview", "charts", "projects", "timeline", "models"];

#[tokio::test]
async fn every_page_opens_and_draws() -> Result<()> {
    let reader = Reader::opens("index.html").await?;
    reader.browser.expect_no_problems().await.context("index.html")?;
    for page in ["article.html", "embed.html", "embed.html?view=charts", "embed.html?view=projects&lang=en"] {
        reader.goes_to(page).await?;
        reader.browser.expect_no_problems().await.context(page)?;
    }
    reader.goes_to("article.html").await?;
    let drawn = "[...document.querySelectorAll('shanhai-widget, figure[data-shanhai]')].filter((one) =>
        one.shadowRoot?.querySelector('[data-taken] .page') || one.querySelector('shanhai-widget')).length";
    let holds = format!("document.querySelectorAll('shanhai-widget').length >= 2 && {drawn} >= 2");
    reader.browser.wait_until(&holds).await.context("several widgets in the article")
}

#[tokio::test]
async fn every_tab_shows_its_view() -> Result<()> {
    let data = Data::read()?;
    let reader = Reader::opens("index.html").await?;
    reader.browser.by_testid("tabs").await?;
    let entry = "[role=tab], a[href], button";
    let number: usize = reader.asks(&format!("return by('tabs').querySelectorAll('{entry}').length")).await?;
    assert_eq!(number, 5, "one tab a view");
    let text = |list: &str, key: &str| {
        let first = data.list(list).first().map(|one| one[key]["zh-Hans"].clone());
        json!(first.unwrap_or_default())
    };
    // from the last to the first, so that the first does not pass because it is already shown
    let expected = [
        "shows('91.96亿') && !by('project-list')".to_owned(),
        "seen(by('chart-talent-exchange')) && !by('project-list')?.checkVisibility()".to_owned(),
        "seen(by('project-list')) && seen(by('search')) && listed().length === 32".to_owned(),
        "seen(by('canvas-timeline')) && !by('project-list')".to_owned(),
        format!("shows({})", text("models", "name")),
    ];
    for (index, expected) in expected.iter().enumerate().rev() {
        let click = format!(
            "const b = by('tabs').querySelectorAll('{entry}')[{index}];
             b.scrollIntoView({{ block: 'center', inline: 'center', behavior: 'instant' }});
             const r = b.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]"
        );
        let [x, y]: [f64; 2] = reader.asks(&click).await?;
        reader.browser.click_at(x, y).await?;
        reader.waits_until(expected).await.with_context(|| {
            format!("after a click on the tab of {}", VIEWS.get(index).copied().unwrap_or_default())
        })?;
        let marked = format!(
            "[...by('tabs').querySelectorAll('{entry}')].findIndex((one) => one.ariaSelected === 'true' ||
                one.ariaPressed === 'true' || (one.ariaCurrent && one.ariaCurrent !== 'false')) === {index}"
        );
        reader.waits_until(&marked).await.context("the tab is marked as the chosen one")?;
    }
    reader.browser.expect_no_problems().await
}

/// Elements that extend beyond the widget sideways, unless a box of their own scrolls or clips them.
pub const OFFENDERS: &str = include_str!("../../fixtures/pages-offenders.js");

#[tokio::test]
async fn nothing_reaches_out_sideways() -> Result<()> {
    let reader = Reader::opens("embed.html").await?;
    let mut out = Vec::new();
    for language in ["zh-Hans", "en"] {
        for view in VIEWS {
            reader.goes_to(&format!("embed.html?view={view}&lang={language}")).await?;
            for width in [320, 375, 768, 1280] {
                reader.resizes(width, 1.0).await?;
                let offenders: Vec<String> = reader.asks(OFFENDERS).await?;
                out.extend(offenders.iter().map(|one| format!("{view}, {language}, {width} px: {one}")));
            }
        }
    }
    // a project with every field in its detail
    reader.browser.set_viewport(320, 900, 1.0).await?;
    for language in ["zh-Hans", "en"] {
        reader
            .goes_to(&format!("embed.html?view=projects&lang={language}#shanhai=project:kunming-science-park"))
            .await?;
        let offenders: Vec<String> = reader.asks(OFFENDERS).await?;
        out.extend(offenders.iter().map(|one| format!("detail, {language}, 320 px: {one}")));
    }
    assert!(out.is_empty(), "{out:#?}");
    Ok(())
}

#[tokio::test]
async fn garbage_in_the_address_is_the_default() -> Result<()> {
    let reader = Reader::opens(
        "index.html?view=nonsense&lang=xx&theme=%3Cscript%3Ealert(1)%3C/script%3E&chart=nope#shanhai=project:%00nope",
    )
    .await?;
    let usual = "seen(by('tabs')) && squeeze(root.textContent).includes('91.96亿')";
    reader.waits_until(usual).await?;
    reader.browser.expect_no_problems().await?;
    for fragment in
        ["#shanhai=", "#shanhai=project:", "#shanhai=chart:nope", "#shanhai=%E0%A4%A", "#shanhai=project:a&theme=%FF"]
    {
        reader.goes_to(&format!("index.html?lang={fragment}")).await?;
        reader.waits_until(usual).await.context(fragment)?;
        reader.browser.expect_no_problems().await.context(fragment)?;
    }
    Ok(())
}

/// A value as the Chinese page prints it.
fn printed(data: &Data, figure: &Value) -> String {
    let grouped = |number: &Value| {
        let text = number.to_string();
        let (whole, rest) = text.split_once('.').unwrap_or((&text, ""));
        let mut out = String::new();
        for (index, digit) in whole.chars().enumerate() {
            if index > 0 && (whole.len() - index) % 3 == 0 && figure["unit"] != "year" {
                out.push(',');
            }
            out.push(digit);
        }
        if !rest.is_empty() {
            out = format!("{out}.{rest}");
        }
        out
    };
    let observation = figure["observations"].as_array().and_then(|all| all.last()).unwrap_or(&Value::Null);
    let value = &observation["value"];
    let scale = observation["scale"].as_str().unwrap_or_default();
    let number = if value.is_object() {
        format!("{}{scale}–{}{scale}", grouped(&value["min"]), grouped(&value["max"]))
    } else {
        format!("{}{scale}", grouped(value))
    };
    let unit = data.list("units").iter().find(|unit| unit["id"] == figure["unit"]);
    let unit = unit.and_then(|unit| unit["text"]["zh-Hans"].as_str()).unwrap_or_default();
    match observation["qualifier"].as_str() {
        None => format!("{number}{unit}"),
        Some(word @ ("约" | "至少")) => format!("{word}{number}{unit}"),
        Some(word) => format!("{number}{word}{unit}"),
    }
}

#[tokio::test]
async fn everything_of_the_dataset_can_be_reached() -> Result<()> {
    let data = Data::read()?;
    let reader = Reader::opens("index.html").await?;
    let whole = include_str!("../../fixtures/pages-whole.js");
    let mut all = String::new();
    for view in VIEWS {
        reader.goes_to(&format!("index.html?view={view}")).await?;
        let text: String = reader.asks(whole).await?;
        let squeezed = |text: &Value| text["zh-Hans"].as_str().unwrap_or_default().replace(char::is_whitespace, "");
        let lacking = |list: &str, key: &str| -> Vec<String> {
            data.list(list).iter().filter(|one| !text.contains(&squeezed(&one[key]))).map(id).collect()
        };
        match view {
            "timeline" => {
                assert_eq!(data.list("timeline").len(), 18);
                assert_eq!(lacking("timeline", "text"), Vec::<String>::new(), "events");
            }
            "models" => {
                assert_eq!(data.list("models").len(), 46);
                assert_eq!(lacking("models", "name"), Vec::<String>::new(), "models");
            }
            "projects" => assert_eq!(lacking("projects", "name"), Vec::<String>::new(), "projects"),
            _ => {}
        }
        all += &text;
        all.push('\n');
    }
    reader.goes_to("index.html?view=projects").await?;
    let mut silent = Vec::new();
    for project in data.list("projects") {
        let project_id = id(project);
        reader.asks::<()>(&format!("location.hash = {}", json!(format!("shanhai=project:{project_id}")))).await?;
        let what = project["what"]["zh-Hans"].as_str().unwrap_or_default();
        let shown = format!("squeeze(root.textContent).includes({})", json!(what));
        if !reader.sees_within(3000, &shown).await? {
            silent.push(project_id);
        }
        all += &reader.asks::<String>(whole).await?;
        all.push('\n');
    }
    assert_eq!(silent, Vec::<String>::new(), "projects whose fragment shows no detail");
    let missing: Vec<String> = data
        .list("figures")
        .iter()
        .filter(|figure| {
            let value = printed(&data, figure);
            let alone =
                |at: usize| !all[..at].ends_with(|before: char| before.is_ascii_digit() || ".,".contains(before));
            !all.match_indices(&value).any(|(at, _)| alone(at))
        })
        .map(|figure| format!("{}: {}", id(figure), printed(&data, figure)))
        .collect();
    assert_eq!(missing, Vec::<String>::new(), "figures that no view shows");
    reader.browser.expect_no_problems().await
}

#[tokio::test]
async fn words_that_are_clicked_early_are_opened_when_the_program_is_there() -> Result<()> {
    let reader = Reader::opens("index.html").await?;
    reader.site.before_each_page(
        "addEventListener('DOMContentLoaded', () => setTimeout(() => {
             for (const id of ['kunming-science-park', 'guangnan-hospital'])
                 document.querySelector(`[data-shanhai-target=\"project:${id}\"]`).click();
         }, Number(name) || 0));",
    );
    // before anything has loaded, while the program is loading, and while the widgets get ready
    for (wait, late) in [(0, 0), (700, 1500), (120, 0), (240, 0)] {
        reader.browser.open("about:blank").await?;
        // the page's scripts read it
        reader.asks::<()>(&format!("window.name = '{wait}'")).await?;
        reader.site.repair();
        reader.site.harm(".wasm", Fault::Late(late));
        reader.browser.open(reader.site.url("article.html")).await?;
        let opened = include_str!("../../fixtures/pages-opened.js");
        reader.browser.wait_until(&format!("Boolean({opened})")).await.with_context(|| format!("after {wait} ms"))?;
    }
    reader.browser.expect_no_problems().await
}

#[tokio::test]
async fn the_article_begins_with_the_picture_and_its_story_lights_two_charts() -> Result<()> {
    let reader = Reader::opens_at("article.html", 375, 1.0).await?;
    let seen: f64 = reader
        .asks("return innerHeight - document.querySelector('shanhai-widget[chart=connections]').shadowRoot.querySelector('.drawing').getBoundingClientRect().top")
        .await?;
    ensure!(seen > 100.0, "{seen} px of the picture are in the first screen");
    let steps: Vec<String> = reader
        .asks("return [...document.querySelectorAll('[data-shanhai-step]')].map((one) => one.dataset.shanhaiStep)")
        .await?;
    ensure!(steps.len() == 4, "{steps:?}");
    for step in steps {
        let (chart, figure) = step.split_once(' ').with_context(|| step.clone())?;
        let (chart, figure) = (chart.trim_start_matches("chart:"), figure.trim_start_matches("figure:"));
        let shown =
            Data::read()?.list("charts").iter().any(|one| one["id"] == chart && one.to_string().contains(figure));
        ensure!(shown, "{chart} does not show {figure}");
        reader
            .asks::<()>(&format!("document.querySelector('[data-shanhai-step$=\":{figure}\"]').scrollIntoView({{ block: 'center', behavior: 'instant' }})"))
            .await?;
        let root = format!("document.querySelector('shanhai-widget[chart={chart}]').shadowRoot");
        // the mark is highlighted; the step contains what a tooltip would say
        let lit = format!(
            "{root}.querySelector('.tip:not([hidden])') && getComputedStyle({root}.querySelector('.tip')).visibility === 'hidden' && {root}.querySelector('.drawing').getBoundingClientRect().top < innerHeight / 2"
        );
        reader.browser.wait_until(&lit).await.with_context(|| step.clone())?;
    }
    reader.browser.expect_no_problems().await
}

#[tokio::test]
async fn connections_alone_lead_to_the_list_of_the_page_or_to_the_page_of_a_project() -> Result<()> {
    for (page, leads) in [
        (
            "article.html",
            "[...document.querySelectorAll('shanhai-widget')].some((one) => one.shadowRoot.querySelector('[data-testid=project-list] .open'))",
        ),
        ("embed-chart-connections.zh-Hans.html", "location.pathname.includes('embed-project-')"),
    ] {
        let reader = Reader::opens(page).await?;
        let root = "document.querySelector('shanhai-widget[chart=connections]').shadowRoot";
        reader
            .asks::<()>(&format!("const stage = {root}.querySelector('.stage'); stage.scrollIntoView({{ block: 'center', behavior: 'instant' }}); stage.focus()"))
            .await?;
        let link = format!("{root}.querySelector('.tip:not([hidden]) a')");
        reader.browser.wait_until(&format!("{root}.querySelector('canvas')")).await?;
        for _ in 0..40 {
            reader.browser.press(Key::Right).await?;
            if reader.asks::<bool>(&format!("return Boolean({link})")).await? {
                break;
            }
        }
        // chosen, it offers its links to Tab
        for key in [Key::Enter, Key::Tab] {
            reader.browser.press(key).await?;
            reader.rests().await?;
        }
        let focused = format!("{root}.activeElement === {link}");
        reader
            .browser
            .wait_until(&focused)
            .await
            .context("Tab reaches the link of a mark that represents a project")?;
        reader.browser.press(Key::Enter).await?;
        reader.browser.wait_until(leads).await.with_context(|| page.to_owned())?;
        reader.browser.expect_no_problems().await?;
    }
    Ok(())
}

/// A dataset from another address has no pages here: its marks name their projects, and offer no links that would do
/// nothing.
#[tokio::test]
async fn connections_of_another_address_lead_nowhere() -> Result<()> {
    let reader = Reader::opens("embed.html?chart=connections&lang=en&src=data/program.json").await?;
    let (x, y) = reader.finds_mark("canvas-connections", &["Lingang Group", "8 projects"], 24.0).await?;
    let words = reader.points_at(x, y).await?.unwrap_or_default();
    ensure!(words.contains("Kunming Science and Technology City"), "{words}");
    let offers: usize = reader.asks("return tooltip().querySelectorAll('a, .link').length").await?;
    ensure!(offers == 0, "{offers} links");
    reader.browser.expect_no_problems().await
}

#[tokio::test]
async fn prose_and_graphic_light_each_other() -> Result<()> {
    let reader = Reader::opens("article.html").await?;
    let list = "[...document.querySelectorAll('shanhai-widget')].map((one) => one.shadowRoot).find((one) => one?.querySelector('[data-testid=project-list]'))";
    reader.browser.wait_until(list).await?;
    // the script that listens to words has run
    reader.browser.wait_until("document.querySelector('[data-shanhai-target][role=button]')").await?;
    let active = |target: &str| {
        format!(
            "[...document.querySelectorAll('[data-shanhai-active]')].some((one) => one.dataset.shanhaiTarget === '{target}')"
        )
    };
    let click = |element: &str| {
        format!(
            "const one = {element}; one.scrollIntoView({{ block: 'center', behavior: 'instant' }});
             const r = one.getBoundingClientRect(); return [r.x + Math.min(20, r.width / 2), r.y + Math.min(12, r.height / 2)]"
        )
    };
    // from the words to the graphic
    let [x, y]: [f64; 2] =
        reader.asks(&click("document.querySelector('[data-shanhai-target=\"project:guangnan-hospital\"]')")).await?;
    reader.browser.click_at(x, y).await?;
    let data = Data::read()?;
    let what = |project: &str| {
        let entry = data.list("projects").iter().find(|one| one["id"] == project);
        json!(entry.map(|one| one["what"]["zh-Hans"].clone()).unwrap_or_default())
    };
    reader
        .browser
        .wait_until(&format!("{list}.textContent.includes({})", what("guangnan-hospital")))
        .await
        .context("a click on the words opens the project")?;
    reader.browser.wait_until(&active("project:guangnan-hospital")).await.context("the words are marked")?;
    // from the graphic to the words, once the page has stopped scrolling
    let rests = "return new Promise((done) => { let before = -1, calm = 0; const look = () => {
        calm = scrollY === before ? calm + 1 : 0; before = scrollY; calm > 5 ? done() : setTimeout(look, 60); }; look(); })";
    reader.asks::<()>(rests).await?;
    let item = format!(
        "(() => {{ const item = {list}.querySelector('[data-testid=project-kunming-science-park]'); return item.matches('button, a') ? item : item.querySelector('button, a, summary') ?? item; }})()"
    );
    let [x, y]: [f64; 2] = reader.asks(&click(&item)).await?;
    reader.browser.click_at(x, y).await?;
    reader
        .browser
        .wait_until(&format!("{} && !{}", active("project:kunming-science-park"), active("project:guangnan-hospital")))
        .await
        .context("choosing a project marks its words, and only these")?;
    // a figure in the words highlights its mark in the chart next to it
    let [x, y]: [f64; 2] =
        reader.asks(&click("document.querySelector('[data-shanhai-target=\"figure:mohan-crossings\"]')")).await?;
    reader.browser.move_to(x, y).await?;
    reader
        .browser
        .wait_until(
            "[...document.querySelectorAll('shanhai-widget')].some((one) => [...one.shadowRoot?.querySelectorAll('[role=tooltip]') ?? []]
                .some((tip) => tip.checkVisibility() && tip.textContent.replace(/\\s+/g, '').includes('49.8万余')))
             || document.querySelector('[data-shanhai-target=\"figure:mohan-crossings\"][data-shanhai-active]')",
        )
        .await
        .context("a figure in the words lights its mark")?;
    reader.browser.expect_no_problems().await
}
