//! Pages whose own scripts insert content later, or in shadow roots.

use anyhow::{Context as _, Result, ensure};
use serde_json::json;

use crate::frames::Parent;

/// A page that has nothing of ours yet; `{site}shanhai.js` runs in it from the start.
const SHELL: &str = "<h1>Host</h1><main><p>The first page has nothing.</p></main>
    <script type=module src='{site}shanhai.js'></script>
    <script>
        window.chosen = [];
        document.addEventListener('shanhai:select', ({ detail }) => window.chosen.push(detail.id));
        window.widget = (of = document) => of.querySelector('shanhai-widget');
        window.drawn = (one) => one?.shadowRoot?.querySelector('canvas[data-testid]')?.width > 0;
    </script>";

/// The next page, as a router writes it: words, a figure with its picture, a story.
const NEXT: &str = include_str!("../../fixtures/soft_navigation-next.js");

#[tokio::test]
async fn what_a_page_brings_later_is_found() -> Result<()> {
    let parent = Parent::new().await?;
    let browser = &parent.browser;
    parent.opens_plain(SHELL).await?;
    browser.wait_until("customElements.get('shanhai-widget')").await?;
    // twice: the reader navigates on, and comes back
    for turn in ["first", "second"] {
        // a page begins at its top when a reader arrives: a figure far from the screen stays a picture
        browser.run::<()>(&format!("scrollTo(0, 0); {NEXT}"), []).await?;
        let word = "document.querySelector('[data-shanhai-target]')";
        browser.wait_until(&format!("{word}.tabIndex === 0 && {word}.role === 'button'")).await.context(turn)?;
        let figure = "drawn(widget(document.querySelector('figure')))";
        browser.wait_until(figure).await.with_context(|| format!("{turn}: the figure gets its widget"))?;
        browser.run::<()>("document.querySelector('#second').scrollIntoView({ block: 'center' })", []).await?;
        browser
            .wait_until("document.querySelector('#second').hasAttribute('data-shanhai-current') && document.querySelector('#story').getAttribute('chart') === 'training'")
            .await
            .with_context(|| format!("{turn}: the step turns its widget"))?;
        browser.run::<()>("document.querySelector('main').innerHTML = '<p>Another page.</p>'", []).await?;
    }
    browser.expect_no_problems().await
}

/// The same within nested open shadow roots.
const SHADOWS: &str = include_str!("../../fixtures/soft_navigation-shadows.js");

/// A shadow root that comes without any change of the page.
const LATE: &str = include_str!("../../fixtures/soft_navigation-late.js");

#[tokio::test]
async fn open_shadow_roots_are_looked_into() -> Result<()> {
    let parent = Parent::new().await?;
    let browser = &parent.browser;
    parent.opens_plain(SHELL).await?;
    let frame = parent.child.url("embed-chart-money-2023.en.html");
    browser.run::<()>(SHADOWS, [json!(frame)]).await?;
    browser.wait_until("drawn(widget(inner))").await?;
    browser.wait_until("inner.querySelector('span').role === 'button'").await.context("words are buttons")?;
    browser.wait_until("drawn(widget(inner.querySelector('figure')))").await.context("the figure")?;
    browser.wait_until("inner.querySelector('iframe').clientHeight > 200").await.context("the frame is sized")?;
    let tip = "[...widget(inner).shadowRoot.querySelectorAll('[role=tooltip]')].some((one) => one.checkVisibility() && one.textContent.includes('498'))";
    let middle = "const box = inner.querySelector('b').getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]";
    // when the page has been still for a while, a frame comes that reports its height to nobody
    browser.run::<()>("scrollTo(0, 0); return new Promise((done) => setTimeout(done, 500))", []).await?;
    browser.run::<()>(LATE, [json!(frame)]).await?;
    browser.wait_until("window.reported").await?;
    let [x, y]: [f64; 2] = browser.run(&middle.replace("inner.", "late."), []).await?;
    browser.move_to(x, y).await?;
    browser.wait_until("late.querySelector('b').role === 'button'").await.context("found by the pointer")?;
    browser.wait_until("late.querySelector('iframe').clientHeight > 200").await.context("its frame is sized")?;
    browser.run::<()>("late.querySelector('iframe').remove()", []).await?;
    let [x, y]: [f64; 2] = browser.run(middle, []).await?;
    browser.move_to(x, y).await?;
    browser.wait_until(tip).await.context("a word lights its mark")?;
    browser.click_at(x, y).await?;
    browser
        .wait_until(
            "chosen.includes('mohan-crossings') && inner.querySelector('a').hasAttribute('data-shanhai-active')",
        )
        .await
        .context("a word opens it, and is marked")?;
    browser.expect_no_problems().await
}

/// A widget behind a long text, both in an open shadow root.
const INSIDE: &str = "const inside = document.querySelector('main').appendChild(document.createElement('section')).attachShadow({ mode: 'open' });
    inside.innerHTML = `<p><span data-shanhai-target='figure:mohan-crossings'>498,000</span></p>
        <div style='height: 3000px'></div><shanhai-widget chart=mohan-port lang=en loading=eager></shanhai-widget>`;
    window.inside = inside;";

#[tokio::test]
async fn in_a_shadow_root_words_offer_the_way_back_and_paper_gets_the_data() -> Result<()> {
    let parent = Parent::new().await?;
    let browser = &parent.browser;
    parent.opens_plain(SHELL).await?;
    browser.run::<()>(INSIDE, []).await?;
    let begun = "widget(inside).shadowRoot?.querySelector('[data-taken] .page')";
    browser.wait_until(&format!("{begun} && inside.querySelector('span').role === 'button'")).await?;
    browser.run::<()>("inside.querySelector('span').click()", []).await?;
    let back = "widget(inside).shadowRoot.querySelector('.back')";
    browser.wait_until(back).await.context("the way back")?;
    browser.run::<()>(&format!("{back}.click()"), []).await?;
    browser.wait_until("scrollY === 0").await?;
    let open = "[...widget(inside).shadowRoot.querySelectorAll('.data')].map((one) => one.open)";
    let on_paper = format!(
        "const states = []; for (const name of ['beforeprint', 'afterprint']) {{ dispatchEvent(new Event(name)); states.push({open}); }} return states"
    );
    let [on, after]: [Vec<bool>; 2] = browser.run(&on_paper, []).await?;
    ensure!(!on.is_empty() && on.iter().all(|open| *open) && !after.contains(&true), "{on:?}, and after it {after:?}");
    browser.expect_no_problems().await
}

#[tokio::test]
async fn a_page_that_isolates_itself_shows_the_frame() -> Result<()> {
    for policy in ["require-corp", "credentialless"] {
        let parent = Parent::new().await?;
        parent.host.sends("Cross-Origin-Embedder-Policy", policy);
        parent.host.sends("Cross-Origin-Opener-Policy", "same-origin");
        let body = "<iframe src='{child}' width=600 height=150></iframe>
            <shanhai-widget chart=teams lang=en loading=eager></shanhai-widget>
            <script type=module src='{site}shanhai.js'></script>";
        parent.opens_plain(body).await?;
        parent.browser.enter_frame("iframe").await?;
        parent.browser.wait_for_mark("charts-ready").await.with_context(|| format!("{policy}: the frame"))?;
        parent.browser.leave_frame().await?;
        parent.browser.wait_for_mark("charts-ready").await.with_context(|| format!("{policy}: the element"))?;
    }
    Ok(())
}
