//! What a reader still has in a browser that lacks, refuses or blocks something.

use anyhow::{Context as _, Result, ensure};
use shanhai_e2e::{Browser, Engine, Fault, Front, Options};

use crate::faults::{EAGER, PAGE, ROOT, USABLE, old_sent, runs, sent_in};
use crate::frames::Parent;
use crate::reader::Reader;

#[tokio::test]
async fn what_a_browser_lacks_is_done_without() -> Result<()> {
    let browser = Browser::start(Options::default()).await?;
    let told = format!("{ROOT}.querySelector('.failed [data-testid=notice]')?.checkVisibility()");
    let empty = "true".to_owned();
    for (lacking, then) in [
        ("delete window.WebAssembly", &told),
        ("delete WebAssembly.instantiateStreaming", &runs()),
        ("delete window.IntersectionObserver", &runs()),
        ("Object.defineProperty(window, 'customElements', { value: undefined })", &empty),
        ("delete window.trustedTypes", &runs()),
        ("delete Element.prototype.checkVisibility", &runs()),
        (
            "for (const name of ['localStorage', 'sessionStorage', 'indexedDB']) Object.defineProperty(window, name, { get() { throw new DOMException('no', 'SecurityError') } })",
            &runs(),
        ),
        ("history.pushState = history.replaceState = () => { throw new DOMException('no', 'SecurityError') }", &runs()),
    ] {
        let site = Front::release()?;
        site.before_each_page(lacking);
        browser.open(site.url(EAGER)).await?;
        browser.wait_until(then).await.with_context(|| format!("after {lacking}"))?;
        if *then != runs() {
            ensure!(browser.run::<bool>(USABLE, []).await?, "{lacking}: what stands there is not usable");
        }
    }
    Ok(())
}

#[tokio::test]
async fn browsers_without_declarative_shadow_roots_show_the_same() -> Result<()> {
    for fault in [Some(Fault::Refused), None] {
        let parent = Parent::new().await?;
        if let Some(fault) = fault {
            parent.child.harm(".wasm", fault);
        }
        let old = format!("{}<script type=module src='{{site}}shanhai.js'></script>", old_sent(PAGE)?);
        parent.opens_plain(&old).await?;
        match fault {
            None => parent.browser.wait_until(&runs()).await?,
            Some(_) => {
                let told = format!("{ROOT}?.querySelector('.failed [data-testid=notice]')?.checkVisibility()");
                parent.browser.wait_until(&told).await?;
                ensure!(parent.browser.run::<bool>(USABLE, []).await?);
            }
        }
        if fault.is_none() {
            parent.browser.expect_no_problems().await?;
        }
    }
    Ok(())
}

#[tokio::test]
async fn styles_that_a_policy_blocks_are_adopted_and_without_any_something_plain_is_seen() -> Result<()> {
    let parent = Parent::new().await?;
    let browser = &parent.browser;
    let page = |policy: &str| {
        let sent = sent_in(PAGE).map(|sent| sent.replace(" loading=eager", ""));
        let policy = format!("<meta http-equiv=Content-Security-Policy content=\"{policy}\">");
        let watch = "<script>window.told = []; for (const name of ['ready', 'error']) document.addEventListener(`shanhai:${name}`, () => told.push(name))</script>";
        let sent = sent?;
        Ok::<_, anyhow::Error>(format!(
            "<!doctype html><meta charset=utf-8>{policy}<title>Host</title><link rel=icon href='data:,'>{watch}{sent}<p id=below>Below.</p><script type=module src='{{site}}shanhai.js'></script>"
        ))
    };
    let styled = format!("getComputedStyle({ROOT}.querySelector('.tabs')).display === 'flex'");
    let plain = format!(
        "!({styled}) && document.documentElement.scrollWidth <= innerWidth && document.documentElement.scrollHeight < 15000
         && Math.max(...[...{ROOT}.querySelectorAll('svg')].map((one) => one.getBoundingClientRect().height)) < 900
         && Math.max(...[...{ROOT}.querySelectorAll('.mark')].map((one) => one.getBoundingClientRect().width)) < 20"
    );
    // the policy blocks the inline styles, but not the script's own
    parent.opens_page(&page("style-src 'nonce-none'")?).await?;
    browser.wait_until(&format!("{styled} && told.includes('ready')")).await.context("adopted")?;
    // those do not load either: nobody is told that all is ready
    parent.child.harm("widget-*", Fault::Status(404));
    parent.opens_page(&page("style-src 'nonce-none'")?).await?;
    browser.wait_until("customElements.get('shanhai-widget')").await?;
    let waits = "return new Promise((done) => setTimeout(() => done(told), 1000))";
    ensure!(browser.run::<Vec<String>>(waits, []).await?.is_empty(), "told that it is ready");
    ensure!(browser.run::<bool>(&format!("return {plain}"), []).await?, "what is seen without styles");
    // an action requests them again, and reports what is missing
    browser.run::<()>(&format!("{ROOT}.querySelector('[type=search]').focus()"), []).await?;
    browser.wait_until("told.includes('error')").await.context("what is missing is told")?;
    // a stalled server does not block the page
    parent.child.harm("widget-*", Fault::NeverEnds);
    parent.opens_page(&page("default-src * 'unsafe-inline' 'wasm-unsafe-eval' data:")?).await?;
    browser
        .wait_until(&format!("{styled} && document.getElementById('below')"))
        .await
        .context("the page is not held up")
}

#[tokio::test]
async fn a_canvas_that_is_refused_or_lost() -> Result<()> {
    let reader = Reader::opens("embed.html?chart=teams&lang=en").await?;
    let drawn = "(() => { const canvas = by('canvas-teams');
        const pixels = new Uint32Array(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.buffer);
        return pixels.some((pixel) => pixel !== pixels[0]); })()";
    reader.waits_until(drawn).await?;
    // what a browser does when it needs the memory elsewhere
    let lost = "const canvas = by('canvas-teams'); canvas.dispatchEvent(new Event('contextlost', { cancelable: true })); canvas.width = canvas.width;";
    reader.asks::<()>(lost).await?;
    ensure!(!reader.asks::<bool>(&format!("return {drawn}")).await?, "the canvas was not emptied");
    reader.asks::<()>("by('canvas-teams').dispatchEvent(new Event('contextrestored'))").await?;
    reader.waits_until(drawn).await.context("drawn again when it may")?;
    reader.browser.expect_no_problems().await?;

    reader.site.before_each_page("HTMLCanvasElement.prototype.getContext = () => null");
    reader.goes_to("embed.html?chart=teams&lang=en").await?;
    reader
        .waits_until("seen(root.querySelector('.drawing .notice')) && by('table-teams').textContent.includes('948')")
        .await
        .context("a line and the table")?;
    let opened = "by('table-teams').closest('details').open = true";
    reader.asks::<()>(opened).await?;
    reader.waits_until("seen(by('table-teams'))").await?;
    reader.browser.expect_no_problems().await
}

#[tokio::test]
async fn zoom_and_other_screens_draw_anew() -> Result<()> {
    let reader = Reader::opens("embed.html?chart=teams").await?;
    let sharp = "Math.abs(by('canvas-teams').width - by('canvas-teams').getBoundingClientRect().width * devicePixelRatio) <= 1.01";
    for (step, ratio) in [1.0, 2.0, 3.0, 1.0].into_iter().enumerate() {
        // Chromium tells a page of an emulated ratio only together with a size
        let width = if reader.browser.engine() == Engine::Chromium { 1280 - u32::try_from(step)? * 10 } else { 1280 };
        reader.browser.set_viewport(width, 900, ratio).await?;
        reader.waits_until(sharp).await.with_context(|| format!("ratio {ratio}"))?;
    }
    reader.browser.expect_no_problems().await
}

#[tokio::test]
async fn the_oldest_browsers_show_a_link_to_a_picture() -> Result<()> {
    let parent = Parent::new().await?;
    for name in ["embed-projects.en.html", "embed-chart-teams.en.html", "embed.html"] {
        parent.opens_plain(&old_sent(name)?).await?;
        let shown = "(() => { const link = document.querySelector('shanhai-widget > a'); return link?.checkVisibility() && link.textContent.length > 3; })()";
        parent.browser.wait_until(shown).await.with_context(|| name.to_owned())?;
        let leads = "return fetch(document.querySelector('shanhai-widget > a').href).then((answer) => answer.ok && answer.headers.get('Content-Type'))";
        ensure!(parent.browser.run::<String>(leads, []).await? == "image/png", "{name}");
    }
    // no other browser shows it
    parent.browser.open(parent.child.url(EAGER)).await?;
    parent.browser.wait_until(&runs()).await?;
    let hidden = "return document.querySelector('shanhai-widget > a').getClientRects().length === 0";
    ensure!(parent.browser.run::<bool>(hidden, []).await?);
    Ok(())
}
