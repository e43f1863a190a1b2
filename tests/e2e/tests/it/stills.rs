//! What stands in a page before the program comes, when it does not come, and how one gives way to the other.

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};
use shanhai_e2e::{Browser, Options, Site};

use crate::reader::Data;

const ROOT: &str = "const root = document.querySelector('shanhai-widget').shadowRoot;";

/// Notes the height of the first still as long as it stands, and hands it over for what a test does with it.
const WHILE_STILL: &str = "(() => {
    const look = () => {
        const still = document.querySelector('shanhai-widget')?.shadowRoot?.querySelector('.still');
        const height = still?.getBoundingClientRect().height;
        if (still && document.styleSheets.length && height > 200) {
            window.before = still.getRootNode().host.getBoundingClientRect().height;
            if (!window.done) { window.done = true; window.does?.(still); }
        } else if (window.done) return;
        requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
})();";

/// Notes every shift of the layout from the first moment on.
const SHIFTS: &str = "window.shifts = []; new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) shifts.push([entry.value, entry.sources.map((one) => one.node?.className).join()]);
}).observe({ type: 'layout-shift', buffered: true });";

#[tokio::test]
async fn nothing_moves_when_the_program_takes_over() -> Result<()> {
    let (site, browser) = (Site::release()?, Browser::start(Options::default()).await?);
    browser.cdp("Page.addScriptToEvaluateOnNewDocument", json!({ "source": format!("{SHIFTS}{WHILE_STILL}") })).await?;
    browser.cdp("Network.enable", json!({})).await?;
    browser.cdp("Network.setCacheDisabled", json!({ "cacheDisabled": true })).await?;
    // slow enough that the still is painted long before the program is there
    let slow = json!({ "offline": false, "latency": 60, "downloadThroughput": 600_000, "uploadThroughput": 600_000 });
    browser.cdp("Network.emulateNetworkConditions", slow).await?;
    let mut moved = Vec::new();
    for page in ["embed.html", "embed-projects.zh-Hans.html", "embed-timeline.en.html", "article.html"] {
        for width in [280, 320, 360, 375, 390, 414, 480, 600, 768, 1024, 1280, 1600] {
            browser.set_viewport(width, 900, 1.0).await?;
            browser.open(site.url(page)).await?;
            browser.wait_until("[...document.querySelectorAll('shanhai-widget')].every((one) => one.shadowRoot.querySelector('canvas') && !one.shadowRoot.querySelector('.still'))").await.with_context(|| format!("{page}, {width} px"))?;
            let heights = format!("{ROOT} return [before, root.host.getBoundingClientRect().height]");
            let [before, after]: [f64; 2] = browser.run(&heights, []).await.context("the still was never seen")?;
            let shifts: Vec<Value> =
                browser.run("return new Promise((done) => setTimeout(() => done(shifts), 120))", []).await?;
            if (before - after).abs() >= 1.0 || !shifts.is_empty() {
                moved.push(format!("{page}, {width} px: {before} to {after}, {shifts:?}"));
            }
        }
    }
    ensure!(moved.is_empty(), "{moved:#?}");
    browser.expect_no_problems().await
}

#[tokio::test]
async fn everything_can_be_read_without_script_or_program() -> Result<()> {
    let data = Data::read()?;
    for (script, blocked, notice) in
        [(false, "", "脚本未启用"), (true, "*.wasm", "未能载入"), (true, "*program*.js", "未能载入")]
    {
        let (site, browser) = (Site::release()?, Browser::start(Options::default()).await?);
        browser.set_scripts(script).await?;
        browser.cdp("Network.enable", json!({})).await?;
        if !blocked.is_empty() {
            browser.cdp("Network.setBlockedURLs", json!({ "urls": [blocked] })).await?;
        }
        for page in ["embed.html", "index.html", "article.html"] {
            browser.open(site.url(page)).await?;
            // what the browser shows: the tree that screen readers get, view after view
            let mut told = String::new();
            for view in ["overview", "charts", "projects", "timeline", "models"] {
                told += &shown(&browser, view).await?;
            }
            ensure!(told.contains(notice), "{page}, blocked {blocked:?}: no line says what is missing");
            for project in data.list("projects") {
                let name = project["name"]["zh-Hans"].as_str().unwrap_or_default();
                ensure!(told.contains(name), "{page}, blocked {blocked:?}: project {name} is missing");
            }
            for number in ["91.96亿", "167.58亿", "4.71亿", "59,877", "49.8万余", "+227%", "39,106"] {
                ensure!(told.contains(number), "{page}, blocked {blocked:?}: {number} is missing");
            }
        }
    }
    Ok(())
}

/// The text of a view as it is shown, after a click on its tab; through the browser's own tree, as scripts may be off.
async fn shown(browser: &Browser, view: &str) -> Result<String> {
    let document = browser.cdp("DOM.getDocument", json!({ "depth": -1, "pierce": true })).await?;
    let wanted = format!("show-{view}");
    if let Some(field) = find(&document["root"], &|node| attribute(node, "id") == Some(&wanted)) {
        browser.cdp("DOM.enable", json!({})).await?;
        let object = browser.cdp("DOM.resolveNode", json!({ "nodeId": field["nodeId"] })).await?;
        let click =
            json!({ "objectId": object["object"]["objectId"], "functionDeclaration": "function() { this.click() }" });
        browser.cdp("Runtime.callFunctionOn", click).await?;
    }
    let tree = browser.cdp("Accessibility.getFullAXTree", json!({})).await?;
    let nodes = tree["nodes"].as_array().context("no accessibility tree")?;
    let names = nodes.iter().filter(|node| node["role"]["value"] == "StaticText" && node["ignored"] != json!(true));
    Ok(names.filter_map(|node| node["name"]["value"].as_str()).collect())
}

fn attribute<'a>(node: &'a Value, name: &str) -> Option<&'a str> {
    let all = node["attributes"].as_array()?;
    let at = all.iter().step_by(2).position(|key| key == name)?;
    all.get(at * 2 + 1)?.as_str()
}

fn find<'a>(node: &'a Value, wanted: &dyn Fn(&Value) -> bool) -> Option<&'a Value> {
    if wanted(node) {
        return Some(node);
    }
    let below = ["children", "shadowRoots"].into_iter().filter_map(|key| node[key].as_array()).flatten();
    below.into_iter().find_map(|child| find(child, wanted))
}

#[tokio::test]
async fn focus_and_open_tables_stay() -> Result<()> {
    let (site, browser) = (Site::release()?, Browser::start(Options::default()).await?);
    browser.cdp("Network.enable", json!({})).await?;
    let slow = json!({ "offline": false, "latency": 300, "downloadThroughput": 60_000, "uploadThroughput": 90_000 });
    browser.cdp("Network.emulateNetworkConditions", slow).await?;
    let acts = "window.does = (still) => {
         const table = still.querySelector('[data-testid=chart-industry-2023] summary');
         table.click(); table.focus(); scrollTo(0, table.getBoundingClientRect().top - 300);
         window.place = table.getBoundingClientRect().top; };";
    let script = json!({ "source": format!("{acts}{WHILE_STILL}") });
    let added = browser.cdp("Page.addScriptToEvaluateOnNewDocument", script).await?;
    browser.open(site.url("embed.html")).await?;
    browser.wait_for_mark("charts-ready").await?;
    browser.wait_until("!document.querySelector('shanhai-widget').shadowRoot.querySelector('.still')").await?;
    let holds = format!(
        "{ROOT} const table = root.querySelector('[data-testid=chart-industry-2023] summary');
         return [table.parentNode.open, root.activeElement === table, Math.round(table.getBoundingClientRect().top - place)]"
    );
    let (open, focused, moved): (bool, bool, i32) = browser.run(&holds, []).await?;
    ensure!(open && focused && moved == 0, "open: {open}, focused: {focused}, moved by {moved} px");
    // a tab chosen before the program is there
    browser.cdp("Page.removeScriptToEvaluateOnNewDocument", added).await?;
    let acts = "window.does = (still) => still.querySelector('#show-models').click();";
    let script = json!({ "source": format!("{acts}{WHILE_STILL}") });
    browser.cdp("Page.addScriptToEvaluateOnNewDocument", script).await?;
    browser.open("about:blank").await?;
    browser.open(site.url("embed.html")).await?;
    browser.wait_until("!document.querySelector('shanhai-widget').shadowRoot.querySelector('.still')").await?;
    let chosen = format!("{ROOT} return window.done && root.querySelector('[aria-selected=true]').id");
    let chosen: String = browser.run(&chosen, []).await?;
    ensure!(chosen == "tab-models", "{chosen}");
    browser.expect_no_problems().await
}
