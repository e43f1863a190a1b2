//! What a reader still has when the network breaks.

use anyhow::{Context as _, Result, ensure};
use shanhai_e2e::{Browser, Fault, Front, Options};

use crate::engines::left_out;
use crate::reader::Reader;

/// Records the errors that the page is told of.
pub const FAULTS: &str =
    "window.faults = []; document.addEventListener('shanhai:error', ({ detail }) => faults.push(detail.code));";

pub const ROOT: &str = "document.querySelector('shanhai-widget').shadowRoot";

/// A page of the build.
pub const PAGE: &str = "embed-projects.en.html";

/// The same page, whose program begins at once.
pub const EAGER: &str = "embed-projects.en.html?loading=eager";

/// Checks that the prerendered content is visible and usable: an entry opens, and tabs lead to the other views.
pub const USABLE: &str = include_str!("../../fixtures/faults-usable.js");

/// The prerendered element, as in a page that copied it from a built page.
pub fn sent_in(page: &str) -> Result<String> {
    let page = std::fs::read_to_string(shanhai_e2e::dist()?.join(page))?;
    let start = page.find("<shanhai-widget").context("no widget")?;
    let end = page.find("</shanhai-widget>").context("no end")? + "</shanhai-widget>".len();
    let own = page[start..end].replace(" from-url", " loading=eager");
    Ok(own.replace("href=\"./", "href=\"{site}").replace("href=\"static/", "href=\"{site}static/"))
}

/// The same, inserted into a page in a way that makes no browser create its shadow root.
pub fn old_sent(page: &str) -> Result<String> {
    let markup = sent_in(page)?.replace('&', "&amp;");
    Ok(format!(
        "<div id=place></div><textarea id=markup hidden>{markup}</textarea><script>place.innerHTML = markup.value</script>"
    ))
}

/// Begins to open a page that may never finish loading, and waits for its content.
pub async fn begins_to_open(browser: &Browser, url: &str) -> Result<()> {
    // the content of the former page must not be mistaken for it
    browser.open("about:blank").await?;
    browser.run::<()>("location.href = arguments[0]", [serde_json::json!(url)]).await?;
    let stands = "document.querySelector('shanhai-widget')?.shadowRoot?.querySelector('.box #tab-models')";
    browser.wait_until(stands).await.context("nothing stands there")
}

/// An expression for: the program has taken over and has drawn.
pub fn runs() -> String {
    format!("{ROOT}.querySelector('[data-taken] .page')")
}

#[tokio::test]
async fn a_program_that_is_not_what_it_should_be_leaves_the_page_usable() -> Result<()> {
    let browser = Browser::start(Options::default()).await?;
    for (file, fault) in [
        (".wasm", Fault::Status(404)),
        (".wasm", Fault::Status(500)),
        (".wasm", Fault::AnotherPage),
        (".wasm", Fault::CutShort),
        (".wasm", Fault::Shortened),
        (".wasm", Fault::Refused),
        // in the header, in the code, and in the texts at the end
        (".wasm", Fault::Changed(0)),
        (".wasm", Fault::Changed(400)),
        (".wasm", Fault::Changed(990)),
        ("program*", Fault::Status(404)),
        ("program*", Fault::AnotherPage),
        ("program*", Fault::CutShort),
    ] {
        let site = Front::release()?;
        site.before_each_page(FAULTS);
        site.harm(file, fault);
        browser.open(site.url(EAGER)).await?;
        let told = format!("faults.length && {ROOT}.querySelector('.failed [data-testid=notice]')?.checkVisibility()");
        browser.wait_until(&told).await.with_context(|| format!("{file}, {fault:?}: nothing is told"))?;
        let faults: Vec<String> = browser.run("return faults", []).await?;
        ensure!(faults == ["load-failed"], "{file}, {fault:?}: {faults:?}");
        ensure!(browser.run::<bool>(USABLE, []).await?, "{file}, {fault:?}: what stands there is not usable");
    }
    // a wrong content type is no reason to reject the right content
    let site = Front::release()?;
    site.harm(".wasm", Fault::Type("application/octet-stream"));
    browser.open(site.url(EAGER)).await?;
    browser.wait_until(&runs()).await.context("another type")
}

#[tokio::test]
async fn without_the_script_the_page_is_usable() -> Result<()> {
    let browser = Browser::start(Options::default()).await?;
    for fault in [Fault::Refused, Fault::Status(404), Fault::AnotherPage, Fault::CutShort] {
        let site = Front::release()?;
        site.harm("shanhai*", fault);
        browser.open(site.url(EAGER)).await?;
        ensure!(browser.run::<bool>(USABLE, []).await?, "{fault:?}");
        // controls that would do nothing cannot be used, and after a while a line says why
        let seen = format!(
            "[...{ROOT}.querySelectorAll('.filters, .switches, .list-foot, .skip')].some((one) => one.checkVisibility({{ visibilityProperty: true }}))"
        );
        ensure!(!browser.run::<bool>(&format!("return {seen}"), []).await?, "{fault:?}: dead controls");
        let line = format!("{ROOT}.querySelector('.unscripted').getBoundingClientRect().height > 20");
        browser.wait_until(&line).await.with_context(|| format!("{fault:?}: nothing is said"))?;
    }
    Ok(())
}

#[tokio::test]
async fn what_never_comes_is_given_up_and_the_page_is_usable_meanwhile() -> Result<()> {
    if left_out("faults: what never comes")? {
        return Ok(());
    }
    let browser = Browser::start(Options::default()).await?;
    // a minute passes in ten seconds
    let clock =
        "const real = setTimeout; window.setTimeout = (f, ms, ...rest) => real(f, ms > 1e4 ? ms / 6 : ms, ...rest);";
    for file in [".wasm", "program*"] {
        let site = Front::release()?;
        site.before_each_page(&format!("{FAULTS}{clock}"));
        site.harm(file, Fault::NeverEnds);
        begins_to_open(&browser, &site.url(EAGER)).await?;
        ensure!(browser.run::<bool>(USABLE, []).await?, "{file}: not usable meanwhile");
        ensure!(browser.run::<bool>("return faults.length === 0", []).await?, "{file}: given up at once");
        let told = format!("faults.length && {ROOT}.querySelector('.failed [data-testid=notice]')?.checkVisibility()");
        browser.wait_until(&told).await.with_context(|| format!("{file}: never given up"))?;
        ensure!(browser.run::<bool>(USABLE, []).await?, "{file}: not usable after");
    }
    Ok(())
}

#[tokio::test]
async fn a_slow_network_is_waited_for() -> Result<()> {
    let (site, browser) = (Front::release()?, Browser::start(Options::default()).await?);
    site.before_each_page(FAULTS);
    site.harm(".wasm", Fault::Late(4000));
    begins_to_open(&browser, &site.url(EAGER)).await?;
    ensure!(browser.run::<bool>(USABLE, []).await?, "not usable meanwhile");
    browser.wait_until(&runs()).await?;
    ensure!(browser.run::<bool>("return faults.length === 0", []).await?);
    browser.expect_no_problems().await
}

#[tokio::test]
async fn the_program_is_asked_for_once() -> Result<()> {
    if left_out("faults: the program is asked for once")? {
        return Ok(());
    }
    let (site, browser) = (Front::release()?, Browser::start(Options::default()).await?);
    // as served in production: Firefox takes what was preloaded without a hash only from its cache
    site.allows_keeping();
    site.slows(300, 400_000);
    browser.open(site.url("article.html")).await?;
    browser.wait_for_mark("charts-ready").await?;
    browser.run::<()>("document.querySelector('[data-shanhai-target]').click()", []).await?;
    browser.wait_until(&runs()).await?;
    let asked = site.asked();
    let times = |end: &str| asked.iter().filter(|path| path.ends_with(end)).count();
    ensure!(times(".wasm") == 1 && asked.iter().filter(|path| path.starts_with("/shanhai")).count() == 1, "{asked:?}");
    browser.expect_no_problems().await
}

#[tokio::test]
async fn offline_after_loading_the_reader_is_told_what_cannot_come() -> Result<()> {
    let reader = Reader::opens("embed.html?view=projects&lang=en").await?;
    reader.waits_until("listed().length === 32").await?;
    reader.site.goes_offline();
    // what is already loaded goes on working
    reader.searches("hospital").await?;
    reader.waits_until("listed().length < 10").await?;
    reader.asks::<()>("root.querySelector('#tab-charts').click()").await?;
    reader.waits_until("by('canvas-teams')?.width > 0").await?;
    reader.asks::<()>(FAULTS).await?;
    for dialog in ["embed", "export"] {
        reader.asks::<()>(&format!("root.querySelector('[data-lazy={dialog}]').click()")).await?;
        let told = format!("seen(root.querySelector('[data-lazy={dialog}] + [role=alert]'))");
        reader.waits_until(&told).await.with_context(|| format!("{dialog}: nothing is told"))?;
    }
    ensure!(reader.asks::<Vec<String>>("return faults").await? == ["part-failed", "part-failed"]);
    // and loads when the network is back
    reader.site.repair();
    reader.asks::<()>("root.querySelector('[data-lazy=embed]').click()").await?;
    reader
        .waits_until(
            "seen(root.querySelector('dialog[open]')) && !root.querySelector('[data-lazy=embed] + [role=alert]')",
        )
        .await
        .context("the dialog comes when the network is back")
}
