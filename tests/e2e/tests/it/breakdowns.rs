//! What a reader still has when the program itself breaks.

use anyhow::{Context as _, Result, ensure};

use crate::faults::{FAULTS, PAGE, ROOT, runs, sent_in};
use crate::frames::Parent;

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
pub const MEMORIES: &str = include_str!("../../fixtures/faults-memories.js");

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
            "<script>{MEMORIES}{script}</script>{widget}<main>{widget}</main>{widget}<script type=module src='{{site}}shanhai.js'></script>
             <script>
                 // the one in the middle is in a shadow root of the page
                 const main = document.querySelector('main');
                 main.attachShadow({{ mode: 'open' }}).append(main.firstChild);
             </script>"
        ))
        .await?;
    let roots = "[...document.querySelectorAll('shanhai-widget, main')].map(({ shadowRoot }) => shadowRoot.querySelector('shanhai-widget')?.shadowRoot ?? shadowRoot)";
    parent.browser.wait_until(&format!("{roots}.every((root) => root.querySelector('[data-taken] .page'))")).await?;
    let break_it = format!(
        "{FAULTS}
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
