//! What a reader still has when something breaks: the network, the browser, or the program itself.

use anyhow::{Context as _, Result, ensure};
use shanhai_e2e::{Browser, Engine, Fault, Front, Options};

use crate::engines::left_out;
use crate::frames::Parent;
use crate::reader::Reader;

/// Records the errors that the page is told of.
const FAULTS: &str =
    "window.faults = []; document.addEventListener('shanhai:error', ({ detail }) => faults.push(detail.code));";

const ROOT: &str = "document.querySelector('shanhai-widget').shadowRoot";

/// A page of the build.
const PAGE: &str = "embed-projects.en.html";

/// The same page, whose program begins at once.
const EAGER: &str = "embed-projects.en.html?loading=eager";

/// Checks that the prerendered content is visible and usable: an entry opens, and tabs lead to the other views.
const USABLE: &str = "
    const root = document.querySelector('shanhai-widget').shadowRoot;
    const entry = root.querySelector('[data-testid=project-maojiawan]');
    const open = () => entry.querySelector('.detail').checkVisibility();
    const tab = root.querySelector('#tab-models');
    const seen = entry.checkVisibility() && !open();
    entry.querySelector('summary').click();
    const opened = open();
    entry.querySelector('summary').click();
    return seen && opened && !open() && tab.checkVisibility() && tab.href.endsWith('embed-models.en.html')";

/// The prerendered element, as in a page that copied it from a built page.
pub fn sent_in(page: &str) -> Result<String> {
    let page = std::fs::read_to_string(shanhai_e2e::dist()?.join(page))?;
    let start = page.find("<shanhai-widget").context("no widget")?;
    let end = page.find("</shanhai-widget>").context("no end")? + "</shanhai-widget>".len();
    let own = page[start..end].replace(" from-url", " loading=eager");
    Ok(own.replace("href=\"./", "href=\"{site}").replace("href=\"static/", "href=\"{site}static/"))
}

/// The same, inserted into a page in a way that makes no browser create its shadow root.
fn old_sent(page: &str) -> Result<String> {
    let markup = sent_in(page)?.replace('&', "&amp;");
    Ok(format!(
        "<div id=place></div><textarea id=markup hidden>{markup}</textarea><script>place.innerHTML = markup.value</script>"
    ))
}

/// Begins to open a page that may never finish loading, and waits for its content.
async fn begins_to_open(browser: &Browser, url: &str) -> Result<()> {
    // the content of the former page must not be mistaken for it
    browser.open("about:blank").await?;
    browser.run::<()>("location.href = arguments[0]", [serde_json::json!(url)]).await?;
    let stands = "document.querySelector('shanhai-widget')?.shadowRoot?.querySelector('.box #tab-models')";
    browser.wait_until(stands).await.context("nothing stands there")
}

/// An expression for: the program has taken over and has drawn.
fn runs() -> String {
    format!("{ROOT}.querySelector('[data-taken] .page')")
}

/// These run in the page itself, because browsers tell a page nothing about errors in scripts from elsewhere. The
/// first way breaks the program where it calls the browser. The second breaks it inside: in a memory full of ones no
/// address is valid.
const WAYS_TO_BREAK: [(&str, &str); 2] = [
    (
        "an exception",
        "const draw = CanvasRenderingContext2D.prototype.beginPath;
         window.spill = () => {
             addEventListener('error', () => (CanvasRenderingContext2D.prototype.beginPath = draw), { once: true });
             CanvasRenderingContext2D.prototype.beginPath = () => { throw new Error('no more ink'); };
         };",
    ),
    ("a trap", "window.spill = () => new Uint8Array(memories[0].buffer).fill(255, 1024);"),
];

/// Records the memory of each program that the page starts.
pub const MEMORIES: &str = "window.memories = [];
    for (const name of ['instantiate', 'instantiateStreaming']) {
        const real = WebAssembly[name];
        WebAssembly[name] = async (...given) => {
            const made = await real.apply(WebAssembly, given);
            memories.push((made.instance ?? made).exports.memory);
            return made;
        };
    }";

#[tokio::test]
async fn a_widget_that_breaks_down_stays_to_be_read_and_others_live_on() -> Result<()> {
    for (way, script) in WAYS_TO_BREAK {
        breaks_down(script).await.with_context(|| way)?;
    }
    Ok(())
}

async fn breaks_down(script: &str) -> Result<()> {
    let parent = Parent::new().await?;
    let widget = sent_in(PAGE)?;
    parent
        .opens_plain(&format!(
            "<script>{MEMORIES}{script}</script>{widget}{widget}{widget}<script type=module src='{{site}}shanhai.js'></script>"
        ))
        .await?;
    let roots = "[...document.querySelectorAll('shanhai-widget')].map((one) => one.shadowRoot)";
    parent.browser.wait_until(&format!("{roots}.every((root) => root.querySelector('[data-taken] .page'))")).await?;
    let break_it = format!(
        "window.faults = []; document.addEventListener('shanhai:error', ({{ detail }}) => faults.push(detail.code));
         // the one in the middle: one begins again before it, and one behind it
         spill();
         const button = {roots}[1].querySelector('.segments button:last-child');
         button.dispatchEvent(new PointerEvent('pointerdown', {{ bubbles: true, composed: true }}));
         button.click();"
    );
    parent.browser.run::<()>(&break_it, []).await?;
    parent
        .browser
        .wait_until(&format!("{roots}[1].querySelector('.failed [data-testid=notice]')?.checkVisibility()"))
        .await
        .context("nothing is said")?;
    let faults: Vec<String> =
        parent.browser.run("return new Promise((done) => setTimeout(() => done(faults), 700))", []).await?;
    ensure!(faults == ["broke-down"], "{faults:?}");
    // the others work again, with a fresh program
    parent
        .browser
        .wait_until(&format!(
            "{roots}.filter((_, index) => index !== 1).every((root) => root.querySelector('[data-taken] .page'))"
        ))
        .await
        .context("the others begin again")?;
    let programs: usize = parent.browser.run("return memories.length", []).await?;
    ensure!(programs == 2, "{programs} programs were begun for three widgets that broke down once");
    let search = format!(
        "const field = {roots}[2].querySelector('[data-testid=search]'); field.value = 'hospital';
         field.dispatchEvent(new InputEvent('input', {{ bubbles: true, composed: true }}))"
    );
    parent.browser.run::<()>(&search, []).await?;
    parent
        .browser
        .wait_until(&format!("parseInt({roots}[2].querySelector('[data-testid=count]').textContent, 10) < 10"))
        .await
        .context("the other one lives on")
}

#[tokio::test]
async fn a_program_that_breaks_down_before_anybody_used_it_begins_again_once() -> Result<()> {
    let parent = Parent::new().await?;
    let widget = "<shanhai-widget loading=eager view=projects lang=en></shanhai-widget>";
    for (times, comes) in [(1, true), (99, false)] {
        let trouble = format!(
            "{FAULTS} {{
                 const draw = CanvasRenderingContext2D.prototype.beginPath;
                 let left = {times};
                 CanvasRenderingContext2D.prototype.beginPath = function () {{
                     if (left-- > 0) throw new Error('no more ink');
                     draw.call(this);
                 }};
             }}"
        );
        let script = format!("<script>{MEMORIES}{trouble}</script>");
        parent.opens_plain(&format!("{script}{widget}<script type=module src='{{site}}shanhai.js'></script>")).await?;
        let end = if comes { runs() } else { format!("{ROOT}.querySelector('.failed [data-testid=notice]')") };
        parent.browser.wait_until(&end).await.with_context(|| format!("after {times} faults"))?;
        let (programs, faults): (usize, Vec<String>) = parent
            .browser
            .run("return new Promise((done) => setTimeout(() => done([memories.length, faults]), 700))", [])
            .await?;
        ensure!(programs == 2, "{programs} programs after {times} faults");
        let told: &[&str] = if comes { &[] } else { &["broke-down"] };
        ensure!(faults == told, "{faults:?} after {times} faults");
    }
    Ok(())
}

#[tokio::test]
async fn a_figure_gets_its_picture_back_from_a_widget_that_breaks_down() -> Result<()> {
    let parent = Parent::new().await?;
    let trap = WAYS_TO_BREAK[1].1;
    parent
        .opens_plain(&format!(
            "<script>{MEMORIES}{FAULTS}{trap}</script>
             <figure data-shanhai='chart:money-2023'><img src='{{site}}static/money-2023.en.png' alt=Money width=720></figure>
             <script type=module src='{{site}}shanhai.js'></script>"
        ))
        .await?;
    parent.browser.wait_for_mark("charts-ready").await?;
    let picture = "document.querySelector('figure img').checkVisibility()";
    parent.browser.wait_until(&format!("!{picture}")).await.context("no widget")?;
    let break_it = format!(
        "{ROOT}.querySelector('[data-testid=canvas-money-2023]').dispatchEvent(new PointerEvent('pointerdown', {{ bubbles: true, composed: true }}));
         spill();
         document.querySelector('shanhai-widget').setAttribute('lang', 'en');"
    );
    parent.browser.run::<()>(&break_it, []).await?;
    parent.browser.wait_until(&format!("!document.querySelector('shanhai-widget') && {picture}")).await?;
    let faults: Vec<String> = parent.browser.run("return faults", []).await?;
    ensure!(faults == ["broke-down"], "{faults:?}");
    Ok(())
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
async fn offline_after_loading_the_reader_is_told_what_cannot_come() -> Result<()> {
    let reader = Reader::opens("embed.html?view=projects&lang=en").await?;
    reader.waits_until("listed().length === 32").await?;
    reader.site.goes_offline();
    // what is already loaded goes on working
    reader.searches("hospital").await?;
    reader.waits_until("listed().length < 10").await?;
    reader.asks::<()>("root.querySelector('#tab-charts').click()").await?;
    reader.waits_until("by('canvas-teams')?.width > 0").await?;
    let listens =
        "window.faults = []; document.addEventListener('shanhai:error', ({ detail }) => faults.push(detail.code))";
    reader.asks::<()>(listens).await?;
    for dialog in ["embed", "export"] {
        reader.asks::<()>(&format!("root.querySelector('[data-lazy={dialog}]').click()")).await?;
        let told = format!("seen(root.querySelector('[data-lazy={dialog}] + [role=alert]'))");
        reader.waits_until(&told).await.with_context(|| format!("{dialog}: nothing is told"))?;
    }
    ensure!(reader.asks::<Vec<String>>("return faults").await? == ["part-failed", "part-failed"]);
    // and loads when the network is back
    reader.site.mend();
    reader.asks::<()>("root.querySelector('[data-lazy=embed]').click()").await?;
    reader
        .waits_until(
            "seen(root.querySelector('dialog[open]')) && !root.querySelector('[data-lazy=embed] + [role=alert]')",
        )
        .await
        .context("the dialog comes when the network is back")
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
