//! Stories that control a widget, and readers who are led to a mark and back.

use crate::reader::Reader;
use anyhow::{Context as _, Result, ensure};
use shanhai_e2e::Fault;

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
    // a step that comes before the program has loaded waits for it
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
    // the same word once more, although it is already selected
    reader.asks::<()>(&format!("{word}.click()")).await?;
    let in_sight =
        format!("(() => {{ const {{ top }} = {led}.getBoundingClientRect(); return top >= 0 && top < 900; }})()");
    reader.waits_until(&in_sight).await.context("a second click on the word")?;
    // a reader who reads on is not offered a way back from where they went themselves
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
