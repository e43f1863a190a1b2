//! What a reader still has when the page around the widget misbehaves.

use anyhow::{Context as _, Result, ensure};
use shanhai_e2e::Fault;

use crate::faults::sent_in;
use crate::frames::Parent;

const SCRIPT: &str = "<script type=module src='{site}shanhai.js'></script>";
const WIDGET: &str = "<shanhai-widget loading=eager view=projects lang=en></shanhai-widget>";
const ROOT: &str = "document.querySelector('shanhai-widget')?.shadowRoot";

/// Checks that a projects widget works: a search leaves fewer entries.
async fn works(parent: &Parent) -> Result<()> {
    let browser = &parent.browser;
    browser.wait_until(&format!("{ROOT}?.querySelector('[data-taken] .page')")).await.context("never drawn")?;
    let search = format!(
        "const field = {ROOT}.querySelector('[data-testid=search]'); field.value = 'hospital';
         field.dispatchEvent(new InputEvent('input', {{ bubbles: true, composed: true }}))"
    );
    browser.run::<()>(&search, []).await?;
    let fewer = format!("parseInt({ROOT}.querySelector('[data-testid=count]').textContent, 10) < 10");
    browser.wait_until(&fewer).await.context("it does not search")
}

#[tokio::test]
async fn pages_that_change_the_language_under_it() -> Result<()> {
    let parent = Parent::new().await?;
    for (what, script) in [
        (
            "more methods, seen by for…in, as old libraries have them",
            "for (const one of [Array, Object, String, Function, Number]) one.prototype.each = one.prototype.extend = function () { return this };",
        ),
        (
            "others of the same name, as old libraries have them",
            "Array.prototype.toJSON = function () { return '[]' }; Array.from = (all) => [].slice.call(all);
             Function.prototype.bind = function (self, ...first) { const own = this; return (...rest) => own.apply(self, [...first, ...rest]) };
             Element.prototype.remove = function () { this.parentNode?.removeChild(this) };
             window.Promise = class extends Promise {};",
        ),
        (
            "frozen",
            "for (const one of [Object, Array, Function, String, Promise, Map, Set, Event, CustomEvent, EventTarget, Node, Element, HTMLElement, Document, Window])
                 { Object.freeze(one); Object.freeze(one.prototype); }
             for (const one of [document, customElements, performance, navigator, history, location, JSON, Math, console]) try { Object.freeze(one) } catch {}",
        ),
        ("names taken", "var program = 1, load = 2, html = 3, mark = 4, listen = 5, used = 6, step = 7; window.name = 'x'; window.event = null;"),
    ] {
        parent.opens_plain(&format!("<script>{script}</script>{WIDGET}{SCRIPT}")).await?;
        works(&parent).await.with_context(|| what.to_owned())?;
        parent.browser.expect_no_problems().await.with_context(|| what.to_owned())?;
    }
    Ok(())
}

#[tokio::test]
async fn a_page_that_breaks_the_language_can_be_read() -> Result<()> {
    let parent = Parent::new().await?;
    let widget = sent_in("embed-projects.en.html")?;
    for script in [
        // only until the widget has had time to load: the driver's own scripts use them, too
        "for (const name of ['map', 'filter', 'find', 'forEach', 'push', 'splice', Symbol.iterator]) {
             const good = Array.prototype[name];
             Array.prototype[name] = () => { throw new Error('broken') };
             setTimeout(() => (Array.prototype[name] = good), 2000);
         }",
        "window.fetch = () => { throw new Error('no fetch') };",
        "Element.prototype.attachShadow = () => { throw new Error('no shadow') };",
    ] {
        parent.opens_plain(&format!("{widget}<script>{script}</script>{SCRIPT}")).await?;
        tokio::time::sleep(std::time::Duration::from_millis(2500)).await;
        // whichever of the two is there in the end, the reader can read it
        let reads = format!("{ROOT}.querySelector('.box [data-testid=project-maojiawan]')?.checkVisibility()");
        parent.browser.wait_until(&reads).await.with_context(|| script.to_owned())?;
    }
    Ok(())
}

#[tokio::test]
async fn trusted_types_that_allow_no_policy() -> Result<()> {
    let parent = Parent::new().await?;
    let policy = "<meta http-equiv=Content-Security-Policy content=\"require-trusted-types-for 'script'; trusted-types 'none'\">";
    parent.opens_plain(&format!("{policy}{WIDGET}{SCRIPT}")).await?;
    works(&parent).await?;
    // in that case printing uses the pixels
    parent
        .browser
        .run::<()>("dispatchEvent(new Event('beforeprint')); dispatchEvent(new Event('afterprint'))", [])
        .await?;
    works(&parent).await
}

#[tokio::test]
async fn ten_thousand_messages_in_a_second() -> Result<()> {
    let parent = Parent::new().await?;
    let frame = "<iframe src='{child}' width=600 height=150 style='border:0;height:150px' title=ours></iframe>";
    // from its page to the frame: forged, malformed and permitted messages
    let flood = include_str!("../../fixtures/faults_of_hosts-flood.js");
    parent.opens_plain(&format!("<script>{flood}</script>{frame}{SCRIPT}")).await?;
    let browser = &parent.browser;
    browser.enter_frame("iframe").await?;
    browser.wait_for_mark("charts-ready").await?;
    browser.leave_frame().await?;
    browser.wait_until("document.querySelector('iframe').clientHeight > 300").await?;
    let height: f64 = browser.run("return document.querySelector('iframe').clientHeight", []).await?;
    browser.run::<()>("floods(document.querySelector('iframe').contentWindow)", []).await?;
    browser.enter_frame("iframe").await?;
    // the frame responds again, and does what the messages requested
    browser.run::<()>("postMessage({ last: true }, '*'); return new Promise((done) => addEventListener('message', ({ data }) => data?.last && done()))", []).await?;
    browser
        .wait_until("document.querySelector('shanhai-widget').shadowRoot.querySelector('[data-taken] .page')")
        .await
        .context("the program that a word asked for")?;
    let alive =
        "const table = document.querySelector('shanhai-widget').shadowRoot.querySelector('summary'); table.click();
        return table.parentNode.open";
    ensure!(browser.run::<bool>(alive, []).await?, "the frame does not answer");
    browser.leave_frame().await?;
    // to the page: from itself, and from a third party's frame
    let stranger = "const stranger = document.createElement('iframe'); stranger.srcdoc = '<script>for (let i = 0; i < 10000; i++) parent.postMessage({ shanhai: i % 2 ? \"height\" : \"select\", height: 5, target: \"x\" }, \"*\"); parent.postMessage({ flooded: 1 }, \"*\")</' + 'script>';
        const flooded = new Promise((done) => addEventListener('message', ({ data }) => data?.flooded && done()));
        document.body.append(stranger); floods(window); return flooded";
    browser.run::<()>(stranger, []).await?;
    let now: f64 = browser.run("return document.querySelector('iframe').clientHeight", []).await?;
    ensure!(now >= height, "a stranger has made the frame {now} px high");
    browser.expect_no_problems().await
}

#[tokio::test]
async fn giant_heights_are_not_believed() -> Result<()> {
    let parent = Parent::new().await?;
    // another script in place of our frame's page, as after a takeover of that page
    for (height, expected) in
        [("1e9", 150), ("-5", 150), ("'600'", 600), ("NaN", 150), ("Infinity", 150), ("{}", 150), ("99999", 99999)]
    {
        let child = format!(
            "<script>parent.postMessage({{ shanhai: 'height', height: {height} }}, '*'); parent.postMessage({{ told: 1 }}, '*')</script>"
        );
        parent.child.adds_page("embed-taken.html", &child);
        let body = format!(
            "<script>addEventListener('message', ({{ data }}) => data?.told && (window.told = true))</script>{SCRIPT}
             <script type=module>const frame = document.createElement('iframe'); frame.style.height = '150px'; frame.src = '{{site}}embed-taken.html'; document.body.append(frame)</script>"
        );
        parent.opens_plain(&body).await?;
        parent.browser.wait_until("window.told").await?;
        let now: f64 = parent.browser.run("return new Promise((done) => setTimeout(() => done(parseFloat(document.querySelector('iframe').style.height)), 50))", []).await?;
        ensure!((now - f64::from(expected)).abs() < 0.5, "{height} made the frame {now} px high");
    }
    Ok(())
}

#[tokio::test]
async fn an_element_that_is_removed_while_it_loads() -> Result<()> {
    let parent = Parent::new().await?;
    parent.child.slows(300, 200_000);
    let body = format!(
        "<script>window.faults = []; document.addEventListener('shanhai:error', ({{ detail }}) => faults.push(detail));</script>{WIDGET}{SCRIPT}"
    );
    parent.opens_plain(&body).await?;
    // at several stages of loading
    for wait in [0, 100, 400, 900] {
        let script = format!(
            "const old = document.querySelector('shanhai-widget'), next = old.cloneNode();
             return new Promise((done) => setTimeout(() => {{ old.remove(); document.body.append(next); done() }}, {wait}))"
        );
        parent.browser.run::<()>(&script, []).await?;
    }
    works(&parent).await?;
    // removed for good before it began
    parent.opens_plain(&body).await?;
    parent
        .browser
        .run::<()>(
            "document.querySelector('shanhai-widget').remove(); return new Promise((done) => setTimeout(done, 1500))",
            [],
        )
        .await?;
    ensure!(parent.browser.run::<usize>("return faults.length", []).await? == 0);
    // and the same one, brought back after that
    parent.opens_plain(&body).await?;
    parent.browser.run::<()>("const one = document.querySelector('shanhai-widget'); one.remove(); return new Promise((done) => setTimeout(() => { document.body.append(one); done() }, 2500))", []).await?;
    works(&parent).await.context("taken away while it loaded, and brought back")?;
    parent.browser.expect_no_problems().await
}

#[tokio::test]
async fn an_element_that_failed_and_is_added_again_has_no_old_line() -> Result<()> {
    let parent = Parent::new().await?;
    for widget in [WIDGET.to_owned(), sent_in("embed-projects.en.html")?] {
        parent.child.harm(".wasm", Fault::Refused);
        parent.opens_plain(&format!("{widget}{SCRIPT}")).await?;
        let failed = format!("{ROOT}?.querySelector('[data-testid=notice]')?.checkVisibility()");
        parent.browser.wait_until(&failed).await.context("it did not fail")?;
        parent.child.repair();
        let again = "const one = document.querySelector('shanhai-widget'); one.remove();
            return new Promise((done) => setTimeout(() => { document.body.append(one); done() }, 100))";
        parent.browser.run::<()>(again, []).await?;
        works(&parent).await?;
        let old = format!(
            "return [...{ROOT}.querySelectorAll('.notice')].filter((one) => one.checkVisibility()).map((one) => one.textContent)"
        );
        let old: Vec<String> = parent.browser.run(&old, []).await?;
        ensure!(old.is_empty(), "{old:?}");
    }
    Ok(())
}

#[tokio::test]
async fn boxes_without_room_and_with_too_much() -> Result<()> {
    // with no content before it, and in place of prerendered content
    for widget in [WIDGET, &sent_in("embed-projects.en.html")?] {
        without_room_and_with_too_much(widget).await.with_context(|| widget[..40].to_owned())?;
    }
    Ok(())
}

async fn without_room_and_with_too_much(widget: &str) -> Result<()> {
    let parent = Parent::new().await?;
    let body = format!("<div id=box style='width:0;height:0;overflow:hidden'>{widget}</div>{SCRIPT}");
    parent.opens_plain(&body).await?;
    parent.browser.wait_until(&format!("{ROOT}?.querySelector('.box .root')")).await?;
    for (width, display) in
        [("10000px", "block"), ("0", "block"), ("1px", "block"), ("600px", "none"), ("600px", "block")]
    {
        let set = format!(
            "box.style.cssText = 'width:{width};display:{display}'; return new Promise((done) => setTimeout(done, 400))"
        );
        parent.browser.run::<()>(&set.replace("box.", "document.getElementById('box')."), []).await?;
    }
    parent
        .browser
        .wait_until(&format!("{ROOT}.querySelector('[data-taken] .page')"))
        .await
        .context("nothing begins")?;
    works(&parent).await?;
    parent.browser.run::<()>(crate::reader::DRAWS, []).await?;
    parent.browser.run::<()>("document.getElementById('box').style.width = '10000px'; return new Promise((done) => setTimeout(done, 500))", []).await?;
    let drawn = format!(
        "(() => {{ const canvas = {ROOT}.querySelector('canvas'); if (!(canvas.width > 100 && canvas.width <= 8192)) return false;
            const pixels = new Uint32Array(canvas.getContext('2d').getImageData(0, 0, canvas.width, Math.min(canvas.height, 600)).data.buffer);
            return pixels.some((pixel) => pixel !== pixels[0]); }})()"
    );
    parent.browser.wait_until(&drawn).await.context("10,000 px")?;
    parent.browser.expect_no_problems().await
}

#[tokio::test]
async fn garbage_in_attributes_and_fragments_is_the_default() -> Result<()> {
    let parent = Parent::new().await?;
    parent.opens_plain(&format!("{WIDGET}{SCRIPT}")).await?;
    works(&parent).await?;
    let values = "['', ' ', '<script>alert(1)</script>', 'javascript:alert(1)', '__proto__', 'constructor', '\\u0000', '\\ud800', '\\u202e', 'x'.repeat(1e5), '🙂', 'zh-Hans-CN-x-😀', '-1', 'null']";
    let set = format!(
        "const widget = document.querySelector('shanhai-widget');
         for (const value of {values}) for (const name of ['view', 'chart', 'lang', 'theme', 'loading', 'from-url']) widget.setAttribute(name, value);
         for (const value of {values}) for (const key of ['shanhai=', 'shanhai=project:', 'shanhai=chart:', 'theme=', '&&&=', '%'])
             location.hash = key + value;
         for (const name of ['chart', 'theme', 'from-url']) widget.removeAttribute(name);
         widget.setAttribute('view', 'projects'); widget.setAttribute('lang', 'en')"
    );
    parent.browser.run::<()>(&set, []).await?;
    works(&parent).await?;
    parent.browser.expect_no_problems().await
}

#[tokio::test]
async fn twenty_widgets_in_both_languages() -> Result<()> {
    let parent = Parent::new().await?;
    let views = ["overview", "charts", "projects", "timeline", "models"];
    let widgets: String = (0..20)
        .map(|n| {
            format!(
                "<shanhai-widget loading=eager view={} lang={}></shanhai-widget>",
                views[n % 5],
                ["zh-Hans", "en"][n / 5 % 2]
            )
        })
        .collect();
    parent.opens_plain(&format!("{widgets}{SCRIPT}")).await?;
    let ready = include_str!("../../fixtures/faults_of_hosts-ready.js");
    parent.browser.wait_until(ready).await?;
    let asked = parent.child.asked();
    for path in asked.iter().filter(|path| path.ends_with(".wasm") || path.ends_with(".bin")) {
        ensure!(asked.iter().filter(|other| *other == path).count() == 1, "{path} in {asked:?}");
    }
    // one of them responds, and the others stay as they are
    let search = "const roots = [...document.querySelectorAll('shanhai-widget[view=projects]')].map((one) => one.shadowRoot);
        const field = roots[0].querySelector('[data-testid=search]'); field.value = '医院'; field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true }));
        return new Promise((done) => setTimeout(() => done(roots.map((root) => parseInt(root.querySelector('[data-testid=count]').textContent, 10))), 500))";
    let counts: Vec<u32> = parent.browser.run(search, []).await?;
    ensure!(counts[0] < 10 && counts[1..].iter().all(|count| *count == 32), "{counts:?}");
    parent.browser.expect_no_problems().await
}
