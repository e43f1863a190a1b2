//! The element in a page that moves, removes and adds it.

use anyhow::{Context as _, Result, bail, ensure};
use serde_json::{Value, json};
use shanhai_e2e::Browser;

use crate::engines::left_out;
use crate::faults::sent_in;
use crate::frames::Parent;
use crate::reader::{Data, Reader};

#[tokio::test]
async fn the_element_can_be_removed_and_added_again() -> Result<()> {
    let reader = Reader::opens("index.html?view=charts").await?;
    let drawn = "(() => { by('chart-teams')?.scrollIntoView(); const canvas = by('canvas-teams'); if (!canvas?.width || !canvas.isConnected) return false;
        const pixels = new Uint32Array(canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data.buffer);
        return pixels.some((pixel) => pixel !== pixels[0]); })()";
    reader.waits_until(drawn).await?;
    reader
        .asks::<()>(
            "window.kept = [host, host.parentNode]; host.remove(); return new Promise((done) => setTimeout(done, 200))",
        )
        .await?;
    reader.asks::<()>("window.kept[1].append(window.kept[0])").await?;
    reader.waits_until(drawn).await.context("drawn again")?;
    // moved within the page in one step, as editors do
    reader.asks::<()>("const box = document.createElement('div'); document.body.append(box); box.append(host)").await?;
    reader.waits_until(drawn).await.context("drawn at another place")?;
    reader.sets("view", "projects").await?;
    reader.waits_until("listed().length === 32").await.context("it still listens")?;
    // a second one next to it, created by a script
    reader
        .asks::<()>(
            "const other = document.createElement('shanhai-widget'); other.setAttribute('view', 'models'); other.setAttribute('lang', 'en');
             other.id = 'other'; document.body.append(other); other.scrollIntoView()",
        )
        .await?;
    let data = Data::read()?;
    let name = data.0["models"][0]["name"]["en"].clone();
    reader
        .waits_until(&format!("document.getElementById('other').shadowRoot?.textContent.includes({})", json!(name)))
        .await
        .context("a second widget")?;
    reader.waits_until("listed().length === 32").await?;
    reader.browser.expect_no_problems().await
}

#[tokio::test]
async fn a_dialog_goes_with_its_view() -> Result<()> {
    if left_out("life: a dialog goes with its view")? {
        return Ok(());
    }
    let reader = Reader::opens("index.html?view=charts").await?;
    for dialog in ["figcaption [data-lazy=export]", "figcaption [data-lazy=embed], footer [data-lazy=embed]"] {
        reader.asks::<()>("root.querySelector('#tab-charts').click()").await?;
        reader.waits_until("by('canvas-teams')?.matches('[data-drawn]')").await?;
        reader.asks::<()>(&format!("root.querySelector('{dialog}').click()")).await?;
        reader.waits_until("seen(root.querySelector('dialog[open]'))").await?;
        // the view goes away, and with it the dialog, although it is open
        let goes = "const dialog = root.querySelector('dialog');
            window.kept = [dialog, by('canvas-teams')].map((one) => new WeakRef(one));
            root.querySelector('#tab-models').click()";
        reader.asks::<()>(goes).await?;
        reader.waits_until("!by('canvas-teams')").await?;
        all_are_let_go(&reader.browser).await.context(dialog)?;
    }
    Ok(())
}

/// Checks that nothing holds the removed elements to which `window.kept` has weak references.
async fn all_are_let_go(browser: &Browser) -> Result<()> {
    let left =
        "return kept.map((one) => one.deref()).filter((one) => one && !one.isConnected).map((one) => one.localName)";
    let mut held = Vec::new();
    for _ in 0..20 {
        browser.cdp("HeapProfiler.collectGarbage", json!({})).await?;
        held = browser.run::<Vec<String>>(left, []).await?;
        if held.is_empty() {
            return Ok(());
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    bail!("{held:?} is held")
}

#[tokio::test]
async fn what_goes_before_it_begins_is_let_go() -> Result<()> {
    if left_out("life: what goes before it begins is let go")? {
        return Ok(());
    }
    let parent = Parent::new().await?;
    let widget = sent_in("embed-chart-money-2023.en.html")?.replace(" loading=eager", "");
    let figure = "<figure data-shanhai='chart:teams'><img alt='A picture' src='data:,'></figure>";
    let script = "<script type=module src='{site}shanhai.js'></script>";
    parent.opens_plain(&format!("{widget}<div style='height: 5000px'></div>{figure}{script}")).await?;
    parent.browser.wait_for_mark("charts-ready").await?;
    parent.browser.run::<()>("return new Promise((done) => setTimeout(done, 500))", []).await?;
    let goes = "window.kept = ['shanhai-widget', 'figure'].map((name) => {
        const one = document.querySelector(name);
        one.remove();
        return new WeakRef(one);
    })";
    parent.browser.run::<()>(goes, []).await?;
    all_are_let_go(&parent.browser).await
}

#[tokio::test]
async fn a_hundred_lives_leave_nothing_behind() -> Result<()> {
    if left_out("life: a hundred lives leave nothing behind")? {
        return Ok(());
    }
    let reader = Reader::opens("index.html?view=projects").await?;
    reader.browser.cdp("Performance.enable", json!({})).await?;
    let ten = include_str!("../../fixtures/life-ten.js");
    let ten = format!("return (async () => {{ {ten} }})()");
    let mut counts = Vec::new();
    for round in 0..11 {
        if let Some(trouble) = reader.asks::<Option<String>>(&ten).await? {
            bail!("round {round}, {trouble}");
        }
        if round == 0 || round == 10 {
            reader.asks::<()>("performance.clearMarks()").await?;
            for _ in 0..3 {
                reader.browser.cdp("HeapProfiler.collectGarbage", json!({})).await?;
            }
            let answer = reader.browser.cdp("Performance.getMetrics", json!({})).await?;
            let metric = |name: &str| {
                let all = answer["metrics"].as_array().map_or(&[][..], Vec::as_slice);
                let found = all.iter().find(|one: &&Value| one["name"] == name);
                found.and_then(|one| one["value"].as_f64()).unwrap_or_default()
            };
            counts.push([metric("JSEventListeners"), metric("Nodes")]);
        }
    }
    let [[listeners, nodes], [listeners_after, nodes_after]] = counts[..] else { bail!("{counts:?}") };
    // one life has hundreds of nodes and dozens of listeners: a leak of any of them would be a hundredfold
    ensure!(listeners_after <= listeners + 60.0, "listeners: {listeners} after 10 lives, {listeners_after} after 110");
    ensure!(nodes_after <= nodes + 1500.0, "nodes: {nodes} after 10 lives, {nodes_after} after 110");
    reader.browser.expect_no_problems().await
}
