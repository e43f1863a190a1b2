//! Charts: how they are drawn, listed in tables, and respond to pointer, finger and keyboard.

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};
use thirtyfour::Key;

use crate::engines::left_out;
use crate::reader::{Data, Reader};

/// The canvases of some charts that are blank or have the wrong size.
const BAD_CANVASES: &str = include_str!("../../fixtures/charts-bad-canvases.js");

/// Brings each chart into sight, since canvases out of sight hold no pixels, and waits until its canvas is right.
async fn come_right(reader: &Reader, ids: &[String]) -> Result<()> {
    for id in ids {
        reader.asks::<()>(&format!("by('chart-{id}').scrollIntoView()")).await?;
        comes_right(reader, &format!("const ids = ['{id}']; {BAD_CANVASES}")).await?;
    }
    Ok(())
}

/// Waits until no canvas is wrong any more.
async fn comes_right(reader: &Reader, bad: &str) -> Result<()> {
    let began = std::time::Instant::now();
    loop {
        let found: Vec<String> = reader.asks(bad).await?;
        if found.is_empty() {
            return Ok(());
        }
        ensure!(began.elapsed().as_secs() < 15, "{found:#?}");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    }
}

#[tokio::test]
async fn every_chart_is_drawn_sharply_at_every_width() -> Result<()> {
    let data = Data::read()?;
    let ids = data.ids("charts");
    assert_eq!(ids.len(), 10);
    let reader = Reader::opens("index.html?view=charts").await?;
    for ratio in [1.0, 2.0] {
        reader.browser.set_viewport(1280, 900, ratio).await?;
        reader.goes_to("index.html?view=charts").await?;
        for chart in &ids {
            for part in ["chart", "canvas", "table"] {
                assert!(reader.browser.has_testid(&format!("{part}-{chart}")).await?, "{part}-{chart}");
            }
        }
        come_right(&reader, &ids).await.with_context(|| format!("at ratio {ratio}"))?;
        for width in [320, 1280] {
            reader.browser.set_viewport(width, 900, ratio).await?;
            come_right(&reader, &ids).await.with_context(|| format!("{width} px at ratio {ratio}"))?;
        }
    }
    // another ratio while the page is open, as when zooming. (A ratio that changes on its own, on another screen,
    // fires a media query event; an emulated one fires none, so this test does not cover that.)
    reader.browser.set_viewport(1270, 900, 1.0).await?;
    come_right(&reader, &ids).await.context("after a change to ratio 1")?;
    reader.browser.expect_no_problems().await
}

#[tokio::test]
async fn canvases_out_of_sight_hold_no_pixels() -> Result<()> {
    let ids = Data::read()?.ids("charts");
    let reader = Reader::opens("index.html?view=charts").await?;
    let (first, last) = (ids.first().context("no chart")?, ids.last().context("no chart")?);
    let held = |id: &str| format!("by('canvas-{id}').width * by('canvas-{id}').height > 0");
    for (near, far) in [(first, last), (last, first), (first, last)] {
        let height: f64 = reader.asks("return host.getBoundingClientRect().height").await?;
        reader.asks::<()>(&format!("by('chart-{near}').scrollIntoView()")).await?;
        reader.waits_until(&format!("{} && !({})", held(near), held(far))).await?;
        comes_right(&reader, &format!("const ids = ['{near}']; {BAD_CANVASES}")).await?;
        let now: f64 = reader.asks("return host.getBoundingClientRect().height").await?;
        ensure!(height == now, "the widget was {height} px high and is {now} px");
    }
    reader.browser.expect_no_problems().await
}

#[tokio::test]
async fn one_chart_alone() -> Result<()> {
    let reader = Reader::opens("embed.html?chart=teams").await?;
    reader.waits_until("seen(by('chart-teams')) && !seen(by('chart-mohan-port')) && !by('project-list')").await?;
    reader.goes_to("index.html#shanhai=chart:mohan-port").await?;
    reader.waits_until("seen(by('chart-mohan-port'))").await.context("a fragment leads to a chart")?;
    // wherever the chart is, the link scrolls it into view
    for id in ["mohan-port", "teams", "resettlement"] {
        reader.goes_to(&format!("index.html?view=charts#shanhai=chart:{id}")).await?;
        let in_sight = format!(
            "(() => {{ const {{ top, bottom }} = by('chart-{id}').getBoundingClientRect(); return bottom > 0 && top < innerHeight && root.querySelector('[data-taken] .page'); }})()"
        );
        reader.waits_until(&in_sight).await.with_context(|| format!("{id} is out of sight"))?;
    }
    reader.browser.expect_no_problems().await
}

#[tokio::test]
async fn every_chart_has_a_table() -> Result<()> {
    let data = Data::read()?;
    let ids = data.ids("charts");
    let script = format!(
        "const bad = [];
         for (const id of {}) {{
             const holder = by(`table-${{id}}`);
             const table = holder?.matches('table') ? holder : holder?.querySelector('table');
             if (!table) {{ bad.push(`${{id}}: no table`); continue; }}
             if (!squeeze(table.caption?.textContent)) bad.push(`${{id}}: no caption`);
             const heads = [...table.querySelectorAll('th')];
             if (heads.length < 2) bad.push(`${{id}}: ${{heads.length}} headers`);
             if (heads.some((one) => !['col', 'row', 'colgroup', 'rowgroup'].includes(one.scope))) bad.push(`${{id}}: header without scope`);
             const cells = table.querySelectorAll('tbody td');
             if (!cells.length) bad.push(`${{id}}: no cells`);
         }}
         return bad",
        json!(ids)
    );
    let reader = Reader::opens("index.html?view=charts").await?;
    let table = "return by('table-money-2023').textContent.replace(/\\s+/g, ' ')";
    assert_eq!(reader.asks::<Vec<String>>(&script).await?, Vec::<String>::new());
    let text: String = reader.asks(table).await?;
    for value in ["91.96亿元", "167.58亿元", "4.71亿元"] {
        assert!(text.contains(value), "{value} in {text}");
    }
    reader.goes_to("index.html?view=charts&lang=en").await?;
    assert_eq!(reader.asks::<Vec<String>>(&script).await?, Vec::<String>::new());
    let text: String = reader.asks(table).await?;
    for value in ["9.196 billion yuan", "16.758 billion yuan", "471 million yuan"] {
        assert!(text.contains(value), "{value} in {text}");
    }
    Ok(())
}

const CROSSINGS: [&str; 1] = ["49.8万余"];

async fn tooltip_within(reader: &Reader) -> Result<()> {
    let [box_left, box_right, box_top, left, right, top]: [f64; 6] = reader
        .asks("const b = host.getBoundingClientRect(), t = tooltip().getBoundingClientRect(); return [b.left, b.right, b.top, t.left, t.right, t.top]")
        .await?;
    ensure!(
        left >= box_left - 0.5 && right <= box_right + 0.5 && top >= box_top - 0.5,
        "the tooltip {left}..{right} (top {top}) leaves the widget {box_left}..{box_right} (top {box_top})"
    );
    Ok(())
}

#[tokio::test]
async fn the_pointer_shows_a_tooltip_that_can_be_hovered_and_closed() -> Result<()> {
    for width in [320, 1280] {
        let reader = Reader::opens_at("embed.html?view=charts", width, 1.0).await?;
        reader.finds_mark("canvas-mohan-port", &CROSSINGS, 12.0).await?;
        tooltip_within(&reader).await?;
        // onto the tooltip, without hurrying
        let [x, y]: [f64; 2] = reader
            .asks("const t = tooltip().getBoundingClientRect(); return [t.x + t.width / 2, t.y + t.height / 2]")
            .await?;
        reader.browser.move_to(x, y).await?;
        reader.asks::<()>("return new Promise((done) => setTimeout(done, 700))").await?;
        let text: Option<String> = reader.asks("return tooltip() ? squeeze(tooltip().innerText) : null").await?;
        ensure!(
            text.as_deref().is_some_and(|text| text.contains(CROSSINGS[0])),
            "{width} px: on the tooltip, it shows {text:?}"
        );
        reader.browser.press(Key::Escape).await?;
        reader.waits_until("!tooltip()").await.context("Escape closes the tooltip")?;

        // each amount of money has its own mark, and every tooltip stays within the widget
        for value in ["91.96亿元", "167.58亿元", "4.71亿元"] {
            reader.finds_mark("canvas-money-2023", &[value], 14.0).await?;
            tooltip_within(&reader).await?;
        }
        // the tooltip disappears when the pointer leaves the chart
        reader.browser.move_to(1.0, 1.0).await?;
        reader.waits_until("!tooltip()").await.context("away from the chart")?;
        reader.browser.expect_no_problems().await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_finger_shows_a_tooltip_and_scrolls_the_page() -> Result<()> {
    let reader = Reader::opens_at("embed.html?view=charts", 375, 2.0).await?;
    let (x, y) = reader.finds_mark("canvas-mohan-port", &CROSSINGS, 12.0).await?;
    reader.browser.move_to(1.0, 1.0).await?;
    reader.waits_until("!tooltip()").await?;
    reader.browser.tap(x, y).await?;
    reader
        .waits_until(&format!("tooltip()?.innerText.replace(/\\s+/g, '').includes({})", json!(CROSSINGS[0])))
        .await
        .context("a tap shows the tooltip")?;
    tooltip_within(&reader).await?;
    let trapping: Vec<String> = reader
        .asks(
            "return [...root.querySelectorAll('canvas')].filter((one) => {
                 for (let at = one; at; at = at.parentElement)
                     if (!['auto', 'manipulation', 'pan-y', 'pan-x pan-y', 'pan-y pinch-zoom'].includes(getComputedStyle(at).touchAction)) return true;
                 return false;
             }).map((one) => `${one.dataset.testid}: ${getComputedStyle(one).touchAction}`)",
        )
        .await?;
    assert_eq!(trapping, Vec::<String>::new(), "canvases that hold a finger");
    if left_out("charts: a finger scrolls the page")? {
        return Ok(());
    }
    let before: f64 = reader.asks("return scrollY").await?;
    reader.swipes_up(x, y, 200.0).await?;
    reader.waits_until(&format!("scrollY > {before} + 100")).await.context("a finger on the chart scrolls the page")
}

#[tokio::test]
async fn keys_walk_the_marks() -> Result<()> {
    let reader = Reader::opens("embed.html?view=charts").await?;
    // Tab, as often as it takes: the chart must be one of the stops
    let mut reached = false;
    for _ in 0..80 {
        reader.browser.press(Key::Tab).await?;
        let at_canvas = "return Boolean(by('chart-money-2023').contains(focused()) &&
            (focused().matches('canvas, [aria-activedescendant], [role=application], [role=img], [role=group], [role=listbox]') || focused().querySelector('canvas')))";
        if reader.asks::<bool>(at_canvas).await? {
            reached = true;
            break;
        }
    }
    ensure!(reached, "Tab does not reach the chart of money");
    let outline: String = reader
        .asks("const s = getComputedStyle(focused()); return `${s.outlineStyle} ${s.outlineWidth} ${s.boxShadow}`")
        .await?;
    ensure!(!outline.starts_with("none") || !outline.ends_with("none"), "the focus is not seen: {outline}");
    let tip = |value: &str| format!("tooltip()?.innerText.replace(/\\s+/g, '').includes({})", json!(value));
    reader.browser.press(Key::Home).await?;
    reader.waits_until(&tip("91.96亿元")).await.context("Home: the first mark")?;
    reader.waits_until("announced().includes('91.96亿')").await.context("the first mark is announced")?;
    let mut walked: Vec<String> = Vec::new();
    for _ in 0..8 {
        walked.push(reader.asks("return tooltip() ? squeeze(tooltip().innerText) : ''").await?);
        reader.hears(Key::Down).await?;
    }
    for value in ["91.96亿", "167.58亿", "4.71亿"] {
        ensure!(walked.iter().any(|text| text.contains(value)), "the arrow never came to {value}: {walked:?}");
    }
    reader.waits_until("announced().includes('4.71亿')").await.context("the last mark is announced")?;
    reader.browser.press(Key::Home).await?;
    reader.waits_until(&tip("91.96亿元")).await.context("Home again")?;
    reader.browser.press(Key::End).await?;
    reader.waits_until(&tip("4.71亿元")).await.context("End: the last mark")?;
    reader.browser.press(Key::Enter).await?;
    // pinned: a passing pointer does not remove it
    reader.browser.move_to(1.0, 1.0).await?;
    reader.asks::<()>("return new Promise((done) => setTimeout(done, 600))").await?;
    reader.waits_until(&tip("4.71亿元")).await.context("Enter pins the tooltip")?;
    reader.browser.press(Key::Escape).await?;
    reader.waits_until("!tooltip()").await.context("Escape closes it")?;
    let still: Value = reader.asks("return by('chart-money-2023').contains(focused())").await?;
    assert_eq!(still, json!(true), "the focus stays on the chart");
    // Tab goes on: no keyboard trap
    reader.browser.press(Key::Tab).await?;
    reader.waits_until("!(focused() === by('canvas-money-2023'))").await.context("Tab leaves the chart")?;
    reader.browser.expect_no_problems().await
}
