//! The widget by keyboard alone, in the accessibility tree of screen readers, under axe's rules and with a reader's
//! own settings.

use std::collections::{BTreeSet, HashMap};
use std::fs;

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};
use shanhai_e2e::{Engine, Fault, Front, repository};
use thirtyfour::Key;

use crate::engines::left_out;
use crate::pages::{OFFENDERS, VIEWS};
use crate::reader::{Data, Reader, id};

/// Every rule of axe, including best practices; returns one line per violation.
pub const AXE: &str = "
    return axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })
        .then(({ violations }) => violations.flatMap((rule) => rule.nodes.map((node) => `${rule.id}: ${node.target.flat().join(' ')}: ${node.html.slice(0, 160)}`)));";

#[tokio::test]
async fn axe_finds_nothing() -> Result<()> {
    let reader = Reader::opens("embed.html").await?;
    let source = fs::read_to_string(repository().join("tests/e2e/parents/node_modules/axe-core/axe.min.js"))?;
    let axe = format!("{source}; {AXE}");
    let mut found = Vec::new();
    for language in ["zh-Hans", "en"] {
        for theme in ["light", "dark"] {
            for view in VIEWS {
                reader.goes_to(&format!("embed.html?view={view}&lang={language}&theme={theme}")).await?;
                if view == "projects" {
                    reader.asks::<()>("root.querySelector('.list summary').click(); root.querySelector('.project-table button').click()").await?;
                }
                if view == "overview" {
                    let open = "for (const one of root.querySelectorAll('details')) one.open = true; root.querySelector('figcaption [data-lazy]').click()";
                    reader.asks::<()>(open).await?;
                    reader.waits_until("seen(root.querySelector('dialog[open] a'))").await?;
                }
                let faults: Vec<String> = reader.asks(&axe).await?;
                found.extend(faults.iter().map(|fault| format!("{view}, {language}, {theme}: {fault}")));
            }
        }
    }
    for page in ["article.html", "index.html", "embed.html?chart=money-2023&lang=en"] {
        reader.goes_to(page).await?;
        let faults: Vec<String> = reader.asks(&axe).await?;
        found.extend(faults.iter().map(|fault| format!("{page}: {fault}")));
    }
    // the page as it is before the program
    let reader = Reader { site: Front::release()?, ..reader };
    reader.site.harm(".wasm", Fault::Refused);
    reader.browser.open(reader.site.url("embed-projects.en.html?loading=eager")).await?;
    reader.waits_until("seen(root.querySelector('[data-testid=notice]'))").await?;
    let faults: Vec<String> = reader.asks(&axe).await?;
    found.extend(faults.iter().map(|fault| format!("before: {fault}")));
    ensure!(found.is_empty(), "{} faults: {:#?}", found.len(), &found[..found.len().min(30)]);
    Ok(())
}

/// The focused element: its name and text, and what has been announced.
const HERE: &str = "return [squeeze(focused().getAttribute('aria-label') ?? ''), squeeze(focused().innerText ?? ''), announced()].join(' ')";

/// Walks through every Tab stop from the beginning of a page to its end. Inside a drawing it visits every mark, and
/// inside the list it visits and opens every entry. Returns all text that it met, and the number of stops.
async fn walk(reader: &Reader) -> Result<(String, usize)> {
    let mut met = String::new();
    reader.asks::<()>("document.body.tabIndex = -1; document.body.focus(); window.first = null").await?;
    for stop in 0..160 {
        reader.browser.press(Key::Tab).await?;
        let kind: String = reader
            .asks("const at = focused(); if (at === document.body || !document.hasFocus() || at === window.first) return 'end'; window.first ??= at; return focused().matches('.stage') ? 'stage' : focused().matches('.list .item summary') ? 'list' : focused().matches('summary') ? 'summary' : 'other'")
            .await?;
        met += &reader.asks::<String>(HERE).await?;
        match kind.as_str() {
            "end" => {
                // text in the page needs no key except those that scroll
                met += &reader.asks::<String>("return [...document.querySelectorAll('shanhai-widget')].map((one) => one.shadowRoot.querySelector('.root').innerText).join()").await?;
                return Ok((met, stop));
            }
            "stage" => {
                reader.browser.press(Key::Home).await?;
                let (mut seen, mut idle) = (BTreeSet::new(), 0);
                // down the rows, and to both sides in each
                while idle < 6 {
                    for key in [Key::Down, Key::Right, Key::Left, Key::Down] {
                        let told = reader.hears(key).await?;
                        idle = if seen.insert(told) { 0 } else { idle + 1 };
                    }
                }
                met += &seen.into_iter().collect::<String>();
                reader.browser.press(Key::Escape).await?;
            }
            "list" => {
                reader.browser.press(Key::Home).await?;
                for _ in 0..40 {
                    reader.hears(Key::Enter).await?;
                    met += &reader.asks::<String>("return squeeze(focused().closest('li').innerText)").await?;
                    let before: String = reader.asks("return focused().innerText").await?;
                    reader.browser.press(Key::Down).await?;
                    if before == reader.asks::<String>("return focused().innerText").await? {
                        break;
                    }
                }
            }
            "summary" => {
                reader.browser.press(Key::Enter).await?;
                met += &reader.asks::<String>("return squeeze(focused().parentElement.innerText)").await?;
            }
            _ => {}
        }
    }
    anyhow::bail!("the Tab key never comes to an end")
}

#[tokio::test]
async fn keys_alone_reach_every_figure_and_project_of_the_article() -> Result<()> {
    let data = Data::read()?;
    let reader = Reader::opens("article.html").await?;
    // every widget of the article at once
    reader.asks::<()>("for (const one of document.querySelectorAll('shanhai-widget, figure[data-shanhai]')) one.scrollIntoView(); scrollTo(0, 0)").await?;
    reader.browser.wait_until("[...document.querySelectorAll('shanhai-widget')].every((one) => one.shadowRoot?.querySelector('[data-taken] .page'))").await?;
    let (mut met, _) = walk(&reader).await?;
    for view in VIEWS {
        reader.goes_to(&format!("index.html?view={view}")).await?;
        let (text, stops) = walk(&reader).await?;
        // each model has a fold of its own
        let most = if view == "models" { 30 + data.list("models").len() } else { 60 };
        ensure!(stops < most, "{view} takes {stops} stops");
        met += &text;
    }
    let met: String = met.split_whitespace().collect();
    let squeezed = |text: &Value| text["zh-Hans"].as_str().unwrap_or_default().split_whitespace().collect::<String>();
    let lacking: Vec<String> = data
        .list("projects")
        .iter()
        .filter(|project| !met.contains(&squeezed(&project["name"])) || !met.contains(&squeezed(&project["what"])))
        .map(id)
        .collect();
    ensure!(lacking.is_empty(), "projects that keys do not reach: {lacking:?}");
    let lacking: Vec<String> = data
        .list("figures")
        .iter()
        .filter(|figure| !met.contains(&squeezed(&figure["short"])) && !met.contains(&squeezed(&figure["label"])))
        .map(id)
        .collect();
    ensure!(lacking.is_empty(), "figures that keys do not reach: {lacking:?}");
    reader.browser.expect_no_problems().await
}

/// Roles that say nothing without a name.
const NAMED: [&str; 9] = ["button", "link", "application", "img", "table", "textbox", "combobox", "tab", "region"];

/// The names of an accessibility tree in reading order. Fails if a control has none or a heading skips a level.
fn reads(tree: &Value) -> Result<String> {
    let nodes = tree["nodes"].as_array().context("no tree")?;
    let known: HashMap<_, _> = nodes.iter().map(|node| (node["nodeId"].as_str(), node)).collect();
    let (mut told, mut level) = (String::new(), 0);
    let mut ahead = vec![nodes.first().context("an empty tree")?];
    while let Some(node) = ahead.pop() {
        let children = node["childIds"].as_array().into_iter().flatten().rev();
        ahead.extend(children.filter_map(|child| known.get(&child.as_str())));
        if node["ignored"] == json!(true) {
            continue;
        }
        let role = node["role"]["value"].as_str().unwrap_or_default();
        let name = node["name"]["value"].as_str().unwrap_or_default();
        told += name;
        ensure!(!NAMED.contains(&role) || !name.is_empty(), "a {role} without a name");
        if role == "heading" {
            let properties = node["properties"].as_array().context("a heading without level")?;
            let here = properties.iter().find(|one| one["name"] == "level");
            let here = here.and_then(|one| one["value"]["value"].as_i64()).unwrap_or(0);
            ensure!(level == 0 || here <= level + 1, "a heading of level {here} below one of level {level}");
            level = here;
        }
    }
    Ok(told)
}

#[tokio::test]
async fn the_tree_of_screen_readers_holds_every_figure_and_project() -> Result<()> {
    if left_out("access: the tree of screen readers")? {
        return Ok(());
    }
    let data = Data::read()?;
    for (language, key) in [("zh-Hans", "zh-Hans"), ("en", "en")] {
        let reader = Reader::opens(&format!("index.html?lang={language}")).await?;
        let mut told = String::new();
        for view in VIEWS {
            reader.goes_to(&format!("index.html?view={view}&lang={language}")).await?;
            reader.asks::<()>("for (const one of root.querySelectorAll('details')) one.open = true; root.querySelector('.project-table button')?.click()").await?;
            let tree = reader.browser.cdp("Accessibility.getFullAXTree", json!({})).await?;
            told += &reads(&tree).with_context(|| format!("{view}, {language}"))?;
        }
        let told: String = told.split_whitespace().collect();
        let holds = |text: &Value| {
            told.contains(&text[key].as_str().unwrap_or_default().split_whitespace().collect::<String>())
        };
        for project in data.list("projects") {
            ensure!(holds(&project["name"]) && holds(&project["what"]), "{language}: {} is missing", id(project));
        }
        for figure in data.list("figures") {
            ensure!(holds(&figure["label"]) || holds(&figure["short"]), "{language}: {} is missing", id(figure));
        }
    }
    Ok(())
}

#[tokio::test]
async fn few_keys_lead_far() -> Result<()> {
    let reader = Reader::opens("embed.html?view=projects").await?;
    let all: Vec<String> = reader.asks("return listed()").await?;
    reader.asks::<()>("by('search').focus()").await?;
    // one key from the field to the list, three more to its 25th project
    reader.browser.press(Key::Down).await?;
    for _ in 0..3 {
        reader.browser.press(Key::PageDown).await?;
    }
    let here: String = reader.asks("return focused().closest('li').dataset.testid").await?;
    ensure!(here == format!("project-{}", all[24]), "{here} is not the 25th, {}", all[24]);
    let stops: usize =
        reader.asks("return root.querySelectorAll('.list .item summary[tabindex=\"0\"]').length").await?;
    ensure!(stops == 1, "the list is {stops} stops");
    // the graphic explains its keys on request
    reader.asks::<()>("root.querySelector('.stage').focus()").await?;
    reader.browser.press("?").await?;
    reader.waits_until("seen(root.querySelector('.keys.shown')) && announced().includes('方向键')").await?;
    reader.browser.press(Key::Escape).await?;
    reader.waits_until("!root.querySelector('.keys.shown')").await?;
    // the skip link leads past the whole graphic
    reader.goes_to("article.html").await?;
    reader.asks::<()>("root.querySelector('.skip').focus()").await?;
    reader
        .waits_until("getComputedStyle(root.querySelector('.skip')).clipPath === 'none'")
        .await
        .context("the way past is seen")?;
    reader.browser.press(Key::Enter).await?;
    reader.waits_until("focused().matches('footer [data-lazy=embed]')").await?;
    reader.browser.press(Key::Tab).await?;
    let here: String = reader.asks("return host.contains(document.activeElement) ? focused().outerHTML : ''").await?;
    ensure!(here.is_empty(), "still in the widget, at {here}");
    // letters do nothing unless the graphic has the focus
    reader.goes_to("embed.html").await?;
    let before: String = reader.asks("return root.querySelector('.root').innerText").await?;
    reader.browser.press("abc?/kjt").await?;
    ensure!(
        before == reader.asks::<String>("return root.querySelector('.root').innerText").await?,
        "a letter did something"
    );
    reader.browser.expect_no_problems().await
}

#[tokio::test]
async fn the_focus_stays_where_its_button_goes() -> Result<()> {
    let reader = Reader::opens("embed.html?view=projects&lang=en").await?;
    // a project is closed from its detail
    reader.asks::<()>("by('project-maojiawan').querySelector('summary').click()").await?;
    reader.waits_until("by('project-maojiawan').querySelector('.detail button.link')").await?;
    reader.asks::<()>("by('project-maojiawan').querySelector('.detail button.link').focus()").await?;
    reader.browser.press(Key::Enter).await?;
    reader
        .waits_until(
            "!root.querySelector('.item.open, .item details[open]') && focused().closest('li')?.dataset.testid === 'project-maojiawan'",
        )
        .await
        .context("a project is closed")?;
    // filters are cleared by keyboard
    reader.searches("hospital").await?;
    reader.waits_until("listed().length < 10").await?;
    reader.asks::<()>("root.querySelector('.list-head .link').focus()").await?;
    reader.browser.press(Key::Enter).await?;
    reader.waits_until("listed().length === 32 && focused() === by('search')").await.context("filters are cleared")?;
    // from the overview to the projects of a theme, and from a date to its project
    let presses_last = async |tab: &str, buttons: &str| -> Result<()> {
        reader.asks::<()>(&format!("root.querySelector('#tab-{tab}').click()")).await?;
        reader.waits_until(&format!("root.querySelector('{buttons}')")).await?;
        let last =
            format!("const last = [...root.querySelectorAll('{buttons}')].at(-1);
             for (let fold; (fold = last.closest('details:not([open])')); ) fold.open = true; last.scrollIntoView(); last.focus()");
        reader.asks::<()>(&last).await?;
        reader.browser.press(Key::Enter).await
    };
    presses_last("overview", ".theme-head .link").await?;
    let tab = "(() => { const { top } = focused().getBoundingClientRect(); return focused().id === 'tab-projects' && top >= 0 && top < innerHeight; })()";
    reader.waits_until(tab).await.context("the projects of a theme")?;
    presses_last("timeline", ".event .link").await?;
    let project = "(() => { const { top } = focused().getBoundingClientRect();
        return focused().closest('li')?.matches('.item.open') && top >= 0 && top < innerHeight; })()";
    reader.waits_until(project).await.context("the project of a date")?;
    reader.browser.expect_no_problems().await
}

#[tokio::test]
async fn a_readers_own_settings_cut_nothing() -> Result<()> {
    let reader = Reader::opens("embed.html").await?;
    let spacing = include_str!("../../fixtures/access-spacing.js");
    // buttons or tabs whose text does not fit
    let cut = "return [...root.querySelectorAll('button, select, th, .tip, .number')].filter((one) => seen(one) && !one.matches('.skip, .end') && getComputedStyle(one).overflow !== 'visible' && (one.scrollWidth > one.clientWidth + 2 || one.scrollHeight > one.clientHeight + 2))
        .map((one) => `${one.localName}.${one.className} ${one.textContent.slice(0, 30)}`)";
    let mut out = Vec::new();
    for language in ["zh-Hans", "en"] {
        for view in VIEWS {
            for (width, what) in [(1280, "spacing"), (640, "200 %"), (320, "400 % and spacing")] {
                reader.browser.set_viewport(width, 900, 1.0).await?;
                reader.goes_to(&format!("embed.html?view={view}&lang={language}")).await?;
                if what != "200 %" {
                    reader.asks::<()>(spacing).await?;
                }
                let mut offenders: Vec<String> = reader.asks(OFFENDERS).await?;
                offenders.extend(reader.asks::<Vec<String>>(cut).await?);
                out.extend(offenders.iter().map(|one| format!("{view}, {language}, {what}: {one}")));
            }
        }
    }
    ensure!(out.is_empty(), "{out:#?}");
    // forced colours: every control has an outline, and nothing disappears
    if left_out("access: forced colours")? {
        return Ok(());
    }
    match reader.browser.engine() {
        Engine::Chromium => {
            let features = json!({ "features": [{ "name": "forced-colors", "value": "active" }, { "name": "prefers-contrast", "value": "more" }] });
            reader.browser.cdp("Emulation.setEmulatedMedia", features).await?;
        }
        _ => reader.browser.firefox("Services.prefs.setIntPref('browser.display.document_color_use', 2)").await?,
    }
    reader.browser.set_viewport(768, 900, 1.0).await?;
    reader.goes_to("embed.html?view=projects").await?;
    let flat: Vec<String> = reader
        .asks("return [...root.querySelectorAll('.switches button, .segments button, .theme-filter button, select, input')].filter((one) => seen(one) && parseFloat(getComputedStyle(one).borderTopWidth) < 1).map((one) => one.textContent)")
        .await?;
    ensure!(flat.is_empty(), "no outline: {flat:?}");
    let ink: [String; 2] = reader.asks("const style = getComputedStyle(root.querySelector('h2')); return [style.color, getComputedStyle(root.querySelector('.root')).backgroundColor]").await?;
    ensure!(ink[0] != ink[1], "{ink:?}");
    // reduced motion: nothing moves on its own
    reader.browser.set_media(shanhai_e2e::ColourScheme::Light, true).await?;
    let moving: usize = reader.asks("return document.getAnimations().length").await?;
    ensure!(moving == 0, "{moving} animations");
    Ok(())
}
