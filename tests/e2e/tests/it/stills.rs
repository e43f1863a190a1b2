//! What stands in a page before the program comes, when it does not come, and how one gives way to the other.

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};
use shanhai_e2e::{Browser, Fault, Front, Options};

use crate::faults::still_of;
use crate::frames::Parent;
use crate::reader::Data;

const ROOT: &str = "const root = document.querySelector('shanhai-widget').shadowRoot;";

/// Notes the height of the first still as long as it stands, and hands it over for what a test does with it.
const WHILE_STILL: &str = "(() => {
    const look = () => {
        const still = document.querySelector('shanhai-widget')?.shadowRoot?.querySelector('.still');
        const height = still?.getBoundingClientRect().height;
        if (still && document.styleSheets.length && height > 200 && document.readyState !== 'loading') {
            window.before = still.getRootNode().host.getBoundingClientRect().height;
            if (!window.done) { window.done = true; window.does?.(still); }
        } else if (window.done) return;
        requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
})();";

/// Notes every shift of the layout from the first moment on.
const SHIFTS: &str = "window.shifts = []; new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) shifts.push([entry.value, ...entry.sources.map(({ node, previousRect: from, currentRect: to }) =>
        `${node?.nodeName} ${node?.className ?? node?.data} ${[from, to].map(({ x, y, width, height }) => [x, y, width, height])}`)]);
}).observe({ type: 'layout-shift', buffered: true });";

#[tokio::test]
async fn nothing_moves_when_the_program_takes_over() -> Result<()> {
    let (site, browser) = (Front::release()?, Browser::start(Options::default()).await?);
    site.before_each_page(&format!("{SHIFTS}{WHILE_STILL}"));
    // slow enough that the still is painted long before the program is there
    site.harm(".wasm", Fault::Late(400));
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

/// A frame whose page may run no script, in a page that looks into it.
const WITHOUT_SCRIPT: &str = "<!doctype html><title>Host</title><link rel=icon href='data:,'>
    <iframe sandbox=allow-same-origin src='{page}' style='width:100%;height:800px' title=page></iframe>";

#[tokio::test]
async fn everything_can_be_read_without_script_or_program() -> Result<()> {
    let data = Data::read()?;
    for (script, harmed, notice) in
        [(false, "", "脚本未启用"), (true, ".wasm", "未能载入"), (true, "program*", "未能载入"), (true, "shanhai*", "")]
    {
        let (site, browser) = (Front::release()?, Browser::start(Options::default()).await?);
        if !harmed.is_empty() {
            site.harm(harmed, Fault::Refused);
        }
        for page in ["embed.html", "index.html", "article.html"] {
            let mut document = "document";
            if script {
                browser.open(site.url(page)).await?;
            } else {
                site.adds_page("host.html", &WITHOUT_SCRIPT.replace("{page}", page));
                browser.open(site.url("host.html")).await?;
                document = "document.querySelector('iframe').contentDocument";
            }
            if !notice.is_empty() {
                let told =
                    format!("{document}.querySelector('shanhai-widget')?.shadowRoot?.textContent.includes('{notice}')");
                browser.wait_until(&told).await.with_context(|| format!("{page}, without {harmed:?}"))?;
            }
            // view after view, as its tab shows it
            let mut told = String::new();
            for view in ["overview", "charts", "projects", "timeline", "models"] {
                told += &browser.run::<String>(SHOWN, [json!(view), json!(document)]).await?;
            }
            ensure!(told.contains(notice), "{page}, without {harmed:?}: no line says what is missing");
            for project in data.list("projects") {
                let name = project["name"]["zh-Hans"].as_str().unwrap_or_default();
                ensure!(told.contains(name), "{page}, without {harmed:?}: project {name} is missing");
            }
            for number in ["91.96亿", "167.58亿", "4.71亿", "59,877", "49.8万余", "+227%", "39,106"] {
                ensure!(told.contains(number), "{page}, without {harmed:?}: {number} is missing");
            }
        }
    }
    Ok(())
}

/// The text of a view as it is shown, after a click on its tab.
const SHOWN: &str = "
    const [view, where] = arguments;
    const page = where === 'document' ? document : document.querySelector('iframe').contentDocument;
    const roots = [page, ...[...page.querySelectorAll('shanhai-widget')].map((one) => one.shadowRoot)];
    roots.map((root) => root.querySelector(`#show-${view}`)).find(Boolean)?.click();
    let told = '';
    for (const root of roots) {
        const walk = page.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        while (walk.nextNode())
            if (walk.currentNode.parentElement?.checkVisibility({ visibilityProperty: true })) told += walk.currentNode.data;
    }
    return told;";

#[tokio::test]
async fn focus_and_open_tables_stay() -> Result<()> {
    let (site, browser) = (Front::release()?, Browser::start(Options::default()).await?);
    site.slows(500, 120_000);
    let acts = "window.does = (still) => {
         const table = still.querySelector('[data-testid=chart-connections] .data:not(.info) summary');
         table.click(); table.focus(); still.querySelector('footer summary').click(); scrollTo(0, table.getBoundingClientRect().top - 300);
         window.place = table.getBoundingClientRect().top; };";
    site.before_each_page(&format!("{acts}{WHILE_STILL}"));
    browser.open(site.url("embed.html")).await?;
    browser.wait_for_mark("charts-ready").await?;
    browser.wait_until("!document.querySelector('shanhai-widget').shadowRoot.querySelector('.still')").await?;
    let holds = format!(
        "{ROOT} const table = root.querySelector('[data-testid=chart-connections] .data:not(.info) summary');
         return [table.parentNode.open, root.activeElement === table, Math.round(table.getBoundingClientRect().top - place),
             root.querySelector('footer details').open ? root.querySelectorAll('details[open]').length : 0]"
    );
    let (open, focused, moved, all): (bool, bool, i32, usize) = browser.run(&holds, []).await?;
    ensure!(open && focused && moved == 0, "open: {open}, focused: {focused}, moved by {moved} px");
    ensure!(all == 2, "{all} are open, of which the footer's note must be one");
    // a tab that the address of a page asks for is not the reader's choice: the fragment, which is, goes first
    let site = Front::release()?;
    browser.open(site.url("embed.html?view=projects#shanhai=view:timeline")).await?;
    browser.wait_until("!document.querySelector('shanhai-widget').shadowRoot.querySelector('.still')").await?;
    let shown: String =
        browser.run(&format!("{ROOT} return root.querySelector('[aria-selected=true]').id"), []).await?;
    ensure!(shown == "tab-timeline", "{shown}");
    // a tab chosen before the program is there, and one chosen while the widget gets ready behind the still
    let late = "const look = () => {
             if (!still.getRootNode().querySelector('.box.waiting')) return;
             seen.disconnect(); still.querySelector('#show-models').click(); };
         const seen = new MutationObserver(look);
         seen.observe(still.getRootNode(), { childList: true });
         look();";
    for (acts, program) in [("still.querySelector('#show-models').click();", 3000), (late, 0)] {
        let site = Front::release()?;
        site.slows(500, 120_000);
        // long enough that the tab is surely chosen before
        site.harm(".wasm", Fault::Late(program));
        site.before_each_page(&format!("window.does = (still) => {{ {acts} }};{WHILE_STILL}"));
        browser.open("about:blank").await?;
        browser.open(site.url("embed.html")).await?;
        browser.wait_until("!document.querySelector('shanhai-widget').shadowRoot.querySelector('.still')").await?;
        let chosen = "root.querySelector('[aria-selected=true]').id === 'tab-models'";
        if program == 0 {
            // the program turns to it once it stands
            browser.wait_until(&format!("(() => {{ {ROOT} return {chosen}; }})()")).await.context(acts)?;
        }
        ensure!(browser.run::<bool>(&format!("{ROOT} return window.done && {chosen}"), []).await?, "after {acts}");
        // so that a reader can share what they see
        browser.wait_until("location.hash === '#shanhai=view:models'").await.context(acts)?;
    }
    browser.expect_no_problems().await
}

#[tokio::test]
async fn what_is_typed_into_the_still_is_searched() -> Result<()> {
    let (site, browser) = (Front::release()?, Browser::start(Options::default()).await?);
    site.harm(".wasm", Fault::Late(1500));
    let acts = "window.does = (still) => {
        const search = still.querySelector('[type=search]');
        search.focus(); search.value = 'hospital';
        still.querySelector('[data-testid=prefecture-filter]').value = '532600'; };";
    site.before_each_page(&format!("{acts}{WHILE_STILL}"));
    browser.open(site.url("embed-projects.en.html")).await?;
    browser.wait_until("!document.querySelector('shanhai-widget').shadowRoot.querySelector('.still')").await?;
    let holds = format!(
        "(() => {{ {ROOT} const search = root.querySelector('[type=search]');
         return search.value === 'hospital' && root.activeElement === search
             && root.querySelector('[data-testid=prefecture-filter]').value === '532600'
             && parseInt(root.querySelector('[data-testid=count]').textContent, 10) < 5; }})()"
    );
    browser.wait_until(&holds).await.context("what was typed")?;
    // the focus of keys stays on the button that had it
    let acts = "window.does = (still) => still.querySelectorAll('.switches button')[1].focus();";
    site.before_each_page(&format!("{acts}{WHILE_STILL}"));
    browser.open("about:blank").await?;
    browser.open(site.url("embed-projects.en.html")).await?;
    browser.wait_until("!document.querySelector('shanhai-widget').shadowRoot.querySelector('.still')").await?;
    let stays = format!("{ROOT} return root.activeElement === root.querySelectorAll('.switches button')[1]");
    ensure!(browser.run::<bool>(&stays, []).await?, "the focus is elsewhere");
    browser.expect_no_problems().await
}

#[tokio::test]
async fn a_still_whose_addresses_lead_nowhere_gets_its_styles() -> Result<()> {
    let parent = Parent::new().await?;
    // as somebody copies it who leaves the addresses as they are in the page of the build
    let still = still_of("embed-projects.en.html")?.replace("{site}", "./");
    parent.opens_plain(&format!("{still}<script type=module src='{{site}}shanhai.js'></script>")).await?;
    let stands = format!(
        "(() => {{ {ROOT} return root.querySelector('canvas')?.width > 0 && !root.querySelector('.still')
            && getComputedStyle(root.querySelector('.tabs')).display === 'flex'; }})()"
    );
    parent.browser.wait_until(&stands).await
}
