//! What a reader has left when something breaks.

use anyhow::{Context as _, Result, ensure};
use serde_json::json;

use crate::frames::Parent;

#[tokio::test]
async fn a_widget_that_breaks_down_gives_its_place_back_and_others_live_on() -> Result<()> {
    let parent = Parent::new().await?;
    let page = std::fs::read_to_string(shanhai_e2e::dist()?.join("embed-projects.en.html"))?;
    // the prerendered widget, twice, as a page has it that took it from the build
    let start = page.find("<shanhai-widget").context("no widget")?;
    let end = page.find("</shanhai-widget>").context("no end")? + "</shanhai-widget>".len();
    let widget = page[start..end].replace(" from-url", " loading=eager").replace("href=\"./", "href=\"{site}");
    // in the page itself: browsers tell a page nothing of errors in scripts that are not its own
    let blot = "<script>const draw = CanvasRenderingContext2D.prototype.beginPath;
        window.spill = () => (CanvasRenderingContext2D.prototype.beginPath = () => { throw new Error('no more ink'); });
        window.wipe = () => (CanvasRenderingContext2D.prototype.beginPath = draw);</script>";
    parent
        .opens_plain(&format!("{blot}{widget}{widget}<script type=module src='{{site}}shanhai.js'></script>"))
        .await?;
    let roots = "[...document.querySelectorAll('shanhai-widget')].map((one) => one.shadowRoot)";
    parent
        .browser
        .wait_until(&format!(
            "{roots}.every((root) => root.querySelector('canvas')?.width > 0 && !root.querySelector('.still'))"
        ))
        .await?;
    let break_it = format!(
        "window.faults = []; document.addEventListener('shanhai:error', ({{ detail }}) => faults.push(detail.code));
         spill();
         const button = {roots}[0].querySelector('.segments button:last-child');
         button.dispatchEvent(new PointerEvent('pointerdown', {{ bubbles: true, composed: true }}));
         button.click();
         addEventListener('error', wipe);"
    );
    parent.browser.run::<()>(&break_it, []).await?;
    parent.browser.wait_until(&format!("{roots}[0].querySelector('.still.failed [data-testid=notice]')?.checkVisibility() && !{roots}[0].querySelector('canvas')")).await.context("the prerendered widget comes back")?;
    let faults: Vec<String> =
        parent.browser.run("return new Promise((done) => setTimeout(() => done(faults), 700))", []).await?;
    ensure!(faults == ["broke-down"], "{faults:?}");
    // the other one answers again, by a fresh program
    parent
        .browser
        .wait_until(&format!("{roots}[1].querySelector('canvas')?.width > 0 && !{roots}[1].querySelector('.still')"))
        .await
        .context("the other one begins again")?;
    let search = format!(
        "const field = {roots}[1].querySelector('[data-testid=search]'); field.value = 'hospital';
         field.dispatchEvent(new InputEvent('input', {{ bubbles: true, composed: true }}))"
    );
    parent.browser.run::<()>(&search, []).await?;
    parent
        .browser
        .wait_until(&format!("parseInt({roots}[1].querySelector('[data-testid=count]').textContent, 10) < 10"))
        .await
        .context("the other one lives on")
}

#[tokio::test]
async fn a_program_that_is_not_what_it_should_be_leaves_the_page_readable() -> Result<()> {
    let parent = Parent::new().await?;
    let dist = shanhai_e2e::dist()?;
    let wasm = std::fs::read_dir(&dist)?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .find(|name| name.starts_with("program-") && name.ends_with(".wasm"))
        .context("no program")?;
    let good = std::fs::read(dist.join(&wasm))?;
    let broken: [(&str, u16, &str, &[u8]); 5] = [
        ("404", 404, "text/html", b"not found"),
        ("500", 500, "text/html", b"sorry"),
        ("another type and content", 200, "text/html", b"<!doctype html><p>Welcome to this network"),
        ("cut short", 200, "application/wasm", &good[..good.len() / 3]),
        ("empty", 200, "application/wasm", b""),
    ];
    for (what, status, kind, body) in broken {
        let served = json!({
            "status": status, "type": kind,
            "body": body.iter().map(|byte| u32::from(*byte)).collect::<Vec<_>>(),
        });
        // every request for the program is answered so
        let script = format!(
            "const broken = {served}; const real = window.fetch;
             window.fetch = (what, ...rest) => String(what?.url ?? what).endsWith('.wasm')
                 ? Promise.resolve(new Response(new Uint8Array(broken.body), {{ status: broken.status, headers: {{ 'Content-Type': broken.type }} }}))
                 : real(what, ...rest);
             window.faults = []; document.addEventListener('shanhai:error', ({{ detail }}) => faults.push(detail.code));"
        );
        let page = format!(
            "<script>{script}</script><shanhai-widget loading=eager lang=en></shanhai-widget><script type=module src='{{site}}shanhai.js'></script>"
        );
        parent.opens_plain(&page).await?;
        parent
            .browser
            .wait_until("window.faults?.length")
            .await
            .with_context(|| format!("{what}: no error is told"))?;
        let told: (Vec<String>, bool) = parent
            .browser
            .run("return [faults, document.querySelector('shanhai-widget').shadowRoot.querySelector('[data-testid=notice]').checkVisibility()]", [])
            .await?;
        ensure!(told == (vec!["load-failed".to_owned()], true), "{what}: {told:?}");
    }
    Ok(())
}
