//! The widget by keys alone, by the tree that screen readers get, by axe's rules, with a reader's own settings, and on paper.

use std::collections::{BTreeSet, HashMap};
use std::fs;

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};
use shanhai_e2e::{Engine, Fault, Front, repository};
use thirtyfour::Key;

use crate::engines::left_out;
use crate::pages::{OFFENDERS, VIEWS};
use crate::reader::{Data, Reader, id};

/// Every rule of axe, best practices included; what fails, in a line each.
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
                    let open = "for (const one of root.querySelectorAll('details')) one.open = true; root.querySelector('figcaption [data-later]').click()";
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
    // the page as it stands before the program
    let reader = Reader { site: Front::release()?, ..reader };
    reader.site.harm(".wasm", Fault::Refused);
    reader.browser.open(reader.site.url("embed-projects.en.html?loading=eager")).await?;
    reader.waits_until("seen(root.querySelector('[data-testid=notice]'))").await?;
    let faults: Vec<String> = reader.asks(&axe).await?;
    found.extend(faults.iter().map(|fault| format!("before: {fault}")));
    ensure!(found.is_empty(), "{} faults: {:#?}", found.len(), &found[..found.len().min(30)]);
    Ok(())
}

/// What has the focus: its name and text, and what has been announced.
const HERE: &str = "return [squeeze(focused().getAttribute('aria-label') ?? ''), squeeze(focused().innerText ?? ''), announced()].join(' ')";
const SOON: &str = "return new Promise((done) => setTimeout(done, 60))";

/// Walks every stop of the Tab key from the beginning of a page to its end; inside a drawing, every mark, and inside the
/// list, every entry, opening each. Hands back all that was met, and how many stops there were.
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
                // what stands there as text needs no key but those that scroll
                met += &reader.asks::<String>("return [...document.querySelectorAll('shanhai-widget')].map((one) => one.shadowRoot.querySelector('.root').innerText).join()").await?;
                return Ok((met, stop));
            }
            "stage" => {
                reader.browser.press(Key::Home).await?;
                let (mut seen, mut idle) = (BTreeSet::new(), 0);
                // down the rows, to both sides in each
                while idle < 6 {
                    for key in [Key::Down, Key::Right, Key::Left, Key::Down] {
                        reader.browser.press(key).await?;
                        reader.asks::<()>(SOON).await?;
                        let told: String = reader.asks("return announced()").await?;
                        idle = if seen.insert(told) { 0 } else { idle + 1 };
                    }
                }
                met += &seen.into_iter().collect::<String>();
                reader.browser.press(Key::Escape).await?;
            }
            "list" => {
                reader.browser.press(Key::Home).await?;
                for _ in 0..40 {
                    reader.browser.press(Key::Enter).await?;
                    reader.asks::<()>(SOON).await?;
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
        // each of the models is a fold
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
            let nodes = tree["nodes"].as_array().context("no tree")?;
            let known: HashMap<_, _> = nodes.iter().map(|node| (node["nodeId"].as_str(), node)).collect();
            let mut level = 0;
            // in the order in which they are read
            let mut ahead = vec![&nodes[0]];
            while let Some(node) = ahead.pop() {
                let children = node["childIds"].as_array().into_iter().flatten().rev();
                ahead.extend(children.filter_map(|child| known.get(&child.as_str())));
                if node["ignored"] == json!(true) {
                    continue;
                }
                let (role, name) = (node["role"]["value"].as_str().unwrap_or_default(), node["name"]["value"].as_str());
                told += name.unwrap_or_default();
                let named = matches!(
                    role,
                    "button"
                        | "link"
                        | "application"
                        | "img"
                        | "table"
                        | "textbox"
                        | "combobox"
                        | "tab"
                        | "figure"
                        | "region"
                );
                ensure!(
                    !named || role == "figure" || name.is_some_and(|name| !name.is_empty()),
                    "{view}, {language}: a {role} without a name"
                );
                if role == "heading" {
                    let properties = node["properties"].as_array().context("a heading without level")?;
                    let here = properties
                        .iter()
                        .find(|one| one["name"] == "level")
                        .and_then(|one| one["value"]["value"].as_i64())
                        .unwrap_or(0);
                    ensure!(
                        level == 0 || here <= level + 1,
                        "{view}, {language}: a heading of level {here} below one of level {level}"
                    );
                    level = here;
                }
            }
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
    // the keys are told on request
    reader.asks::<()>("root.querySelector('.stage').focus()").await?;
    reader.browser.press("?").await?;
    reader.waits_until("seen(root.querySelector('.keys.shown')) && announced().includes('方向键')").await?;
    reader.browser.press(Key::Escape).await?;
    reader.waits_until("!root.querySelector('.keys.shown')").await?;
    // past the whole graphic
    reader.goes_to("article.html").await?;
    reader.asks::<()>("root.querySelector('.skip').focus()").await?;
    reader
        .waits_until("getComputedStyle(root.querySelector('.skip')).clipPath === 'none'")
        .await
        .context("the way past is seen")?;
    reader.browser.press(Key::Enter).await?;
    reader.waits_until("focused().matches('footer .later')").await?;
    reader.browser.press(Key::Tab).await?;
    let here: String = reader.asks("return host.contains(document.activeElement) ? focused().outerHTML : ''").await?;
    ensure!(here.is_empty(), "still in the widget, at {here}");
    // letters do nothing outside a focus
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
    // filters are cleared by keys
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
    let spacing = "const sheet = new CSSStyleSheet();
        sheet.replaceSync('* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }');
        for (const one of [root, document]) one.adoptedStyleSheets = [...one.adoptedStyleSheets, sheet];
        return new Promise((done) => setTimeout(done, 200))";
    // a button or a tab whose words do not fit into it
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
    // forced colours: everything that can be pressed has an outline, and nothing vanishes
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
    // less motion: nothing moves by itself
    reader.browser.set_media(shanhai_e2e::ColourScheme::Light, true).await?;
    let moving: usize = reader.asks("return document.getAnimations().length").await?;
    ensure!(moving == 0, "{moving} animations");
    Ok(())
}

#[tokio::test]
async fn paper_gets_lines_tables_sources_and_the_address() -> Result<()> {
    if left_out("access: paper")? {
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
            .waits_until("![...root.querySelectorAll('canvas, .tabs, .later, .switches')].some(seen)")
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

#[tokio::test]
async fn what_is_saved_says_where_it_comes_from() -> Result<()> {
    let data = Data::read()?;
    let reader = Reader::opens("index.html?view=charts").await?;
    let hash: String = reader.asks("return root.querySelector('footer code').textContent").await?;
    // what a link would save
    let saved = |place: &str, name: &str| {
        format!(
            "const made = URL.createObjectURL; window.saved = null; URL.createObjectURL = (blob) => (window.saved = blob, made.call(URL, blob));
             root.querySelector(\"{place} [data-later=export]\").click();
             return new Promise((done) => {{ const look = () => {{
                 const link = [...root.querySelectorAll('dialog[open] a')].find((one) => one.textContent.includes('{name}'));
                 link ? (link.href.startsWith('blob:') ? saved.arrayBuffer() : fetch(link.href).then((answer) => answer.arrayBuffer())).then((bytes) => done([link.download, link.href.startsWith('blob:') ? String.fromCharCode(...new Uint8Array(bytes).slice(0, 3)) : '', new TextDecoder().decode(bytes)])) : setTimeout(look, 50);
             }}; look(); }})"
        )
    };
    let (file, mark, csv): (String, String, String) =
        reader.asks(&saved("[data-testid=chart-mohan-port]", "CSV")).await?;
    ensure!(file == "mohan-port.zh-Hans.csv" && mark == "ï»¿", "{file}, {mark:?}");
    for wanted in ["49.8万余", "据报道第二节第4段", &hash, "守底线", "embed-chart-mohan-port.zh-Hans.html"]
    {
        ensure!(csv.contains(wanted), "no {wanted} in {csv}");
    }
    reader.asks::<()>("root.querySelector('dialog .later-close').click()").await?;
    let (file, _, svg): (String, String, String) = reader.asks(&saved("[data-testid=chart-money-2023]", "SVG")).await?;
    ensure!(file == "money-2023.zh-Hans.svg" && svg.contains(&hash) && svg.contains("91.96亿"), "{svg}");
    let (_, _, json): (String, String, String) = reader.asks(&saved("[data-testid=chart-teams]", "JSON")).await?;
    ensure!(serde_json::from_str::<Value>(&json)?["title"].is_object(), "no dataset");
    // the list as it is filtered
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
        ensure!(
            csv.contains(&quoted) == names.iter().any(|one| one == name) || csv.matches(&quoted).count() == 0,
            "{name}"
        );
    }
    for name in names {
        ensure!(csv.contains(&name.replace('"', "\"\"")), "{name} is not in the list that was saved");
    }
    reader.browser.expect_no_problems().await
}

#[tokio::test]
async fn a_story_drives_the_widget_and_never_the_page() -> Result<()> {
    let parent = crate::frames::Parent::new().await?;
    let step = |what: &str| format!("<section data-shanhai-step='{what}' style='height:900px'>{what}</section>");
    let body = format!(
        "<div style='display:grid;grid-template-columns:1fr 500px'><div>{}{}{}</div><shanhai-widget style='position:sticky;top:0;align-self:start' loading=eager lang=en></shanhai-widget></div><div style='height:900px'></div><script type=module src='{{site}}shanhai.js'></script>",
        step("chart:teams"),
        step("chart:mohan-port figure:mohan-crossings"),
        step("view:projects project:guangnan-hospital")
    );
    parent.opens_plain(&body).await?;
    parent.browser.wait_for_mark("charts-ready").await?;
    let root = "document.querySelector('shanhai-widget').shadowRoot";
    for (top, expected) in [
        (0, "querySelector('[data-testid=chart-teams]')"),
        (900, "querySelector('[data-testid=canvas-mohan-port]')"),
        (1800, "querySelector('[data-testid=project-list] .lit, [data-testid=project-list] .open')"),
        (0, "querySelector('[data-testid=chart-teams]')"),
    ] {
        parent.browser.run::<()>(&format!("scrollTo({{ top: {top}, behavior: 'instant' }})"), []).await?;
        parent.browser.wait_until(&format!("{root}.{expected}")).await.with_context(|| format!("at {top} px"))?;
        if top == 900 {
            let lit = format!(
                "[...{root}.querySelectorAll('[role=tooltip]')].some((one) => one.checkVisibility() && one.textContent.includes('498,000'))"
            );
            parent.browser.wait_until(&lit).await.context("the mark of the step is lit")?;
        }
        let at: f64 = parent.browser.run("return scrollY", []).await?;
        ensure!((at - f64::from(top)).abs() < 2.0, "the page scrolled to {at}");
    }
    // a step that is there before the program waits for it
    parent.child.harm(".wasm", Fault::Late(1200));
    let first = step("chart:mohan-port figure:mohan-crossings");
    parent.opens_plain(&body.replace(&step("chart:teams"), &first)).await?;
    let lit = format!(
        "[...{root}.querySelectorAll('[role=tooltip]')].some((one) => one.checkVisibility() && one.textContent.includes('498,000'))"
    );
    parent.browser.wait_until(&lit).await.context("the mark of a step before the program")?;
    parent.browser.expect_no_problems().await
}

#[tokio::test]
async fn a_narrow_reader_is_led_to_the_mark_and_back() -> Result<()> {
    let reader = Reader::opens_at("article.html", 320, 1.0).await?;
    let word = "document.querySelector('[data-shanhai-target=\"project:guangnan-hospital\"]')";
    let place: f64 = reader
        .asks(&format!("{word}.scrollIntoView({{ block: 'center', behavior: 'instant' }}); return scrollY"))
        .await?;
    reader.asks::<()>(&format!("{word}.click()")).await?;
    let back = "[...document.querySelectorAll('shanhai-widget')].map((one) => one.shadowRoot?.querySelector('.back')).find(Boolean)";
    reader.waits_until(&format!("seen({back})")).await.context("a way back")?;
    let led = "[...document.querySelectorAll('shanhai-widget')].map((one) => one.shadowRoot?.querySelector('[data-testid=project-guangnan-hospital]')).find(Boolean)";
    let top: f64 = reader.asks(&format!("return {led}.getBoundingClientRect().top")).await?;
    ensure!((0.0..900.0).contains(&top), "the project stands at {top} px");
    reader.asks::<()>(&format!("{back}.click()")).await?;
    reader
        .waits_until(&format!("Math.abs(scrollY - {place}) < 2 && document.activeElement === {word} && !{back}"))
        .await?;
    // the same word once more, though it is what is selected already
    reader.asks::<()>(&format!("{word}.click()")).await?;
    let in_sight =
        format!("(() => {{ const {{ top }} = {led}.getBoundingClientRect(); return top >= 0 && top < 900; }})()");
    reader.waits_until(&in_sight).await.context("a second click on the word")?;
    // a reader who goes on reading is offered no way back from where they went themselves
    let wheel = "document.body.dispatchEvent(new WheelEvent('wheel', { bubbles: true })); scrollBy(0, 1500)";
    let away = format!(
        "document.querySelectorAll('shanhai-widget').forEach((one) => one.remove()); {word}.click();
         return new Promise((done) => setTimeout(() => {{ {wheel};
             document.body.append(Object.assign(document.createElement('shanhai-widget'), {{ lang: 'en' }}));
             setTimeout(done, 1500) }}, 300))"
    );
    reader.asks::<()>(&away).await?;
    ensure!(!reader.asks::<bool>(&format!("return Boolean({back})")).await?, "a way back without a way there");
    reader.browser.expect_no_problems().await
}

#[tokio::test]
async fn a_frame_that_may_not_save_says_so() -> Result<()> {
    let parent = crate::frames::Parent::new().await?;
    parent.opens_plain("<iframe src='{child}?lang=en' sandbox=allow-scripts width=600 height=800></iframe>").await?;
    parent.browser.enter_frame("iframe").await?;
    parent.browser.wait_for_mark("charts-ready").await?;
    let root = "document.querySelector('shanhai-widget').shadowRoot";
    parent.browser.run::<()>(&format!("{root}.querySelector('figcaption [data-later=export]').click()"), []).await?;
    let said = format!("{root}.querySelector('dialog[open] [role=status]')?.textContent.includes('copy instead')");
    parent.browser.wait_until(&said).await?;
    // nothing takes the place of the graphic
    let links = format!(
        "return [...{root}.querySelectorAll('dialog[open] a[href], footer a[href]')].every((one) => one.protocol === 'blob:' || one.target === '_blank')"
    );
    ensure!(parent.browser.run::<bool>(&links, []).await?, "a link takes the place of the graphic");
    let copy = format!("[...{root}.querySelectorAll('dialog[open] .later-main')][0].click()");
    parent.browser.run::<()>(&copy, []).await?;
    // copied, or the text stands there to be copied by hand
    let offered = format!(
        "(() => {{ const field = {root}.querySelector('dialog[open] textarea'); return field.value.includes('498,000') && (field.hidden || field.selectionEnd > 100); }})()"
    );
    parent.browser.wait_until(&offered).await
}
