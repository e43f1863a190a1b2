//! Pages whose own scripts insert content later, or in shadow roots.

use anyhow::{Context as _, Result};

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

#[tokio::test]
async fn open_shadow_roots_are_looked_into() -> Result<()> {
    let parent = Parent::new().await?;
    let browser = &parent.browser;
    parent.opens_plain(SHELL).await?;
    let frame = parent.child.url("embed-chart-money-2023.en.html");
    browser.run::<()>(SHADOWS, [serde_json::json!(frame)]).await?;
    browser.wait_until("drawn(widget(inner))").await?;
    browser.wait_until("inner.querySelector('span').role === 'button'").await.context("words are buttons")?;
    browser.wait_until("drawn(widget(inner.querySelector('figure')))").await.context("the figure")?;
    browser.wait_until("inner.querySelector('iframe').clientHeight > 200").await.context("the frame is sized")?;
    let tip = "[...widget(inner).shadowRoot.querySelectorAll('[role=tooltip]')].some((one) => one.checkVisibility() && one.textContent.includes('498'))";
    let middle = "const box = inner.querySelector('b').getBoundingClientRect(); return [box.x + box.width / 2, box.y + box.height / 2]";
    browser.run::<()>("scrollTo(0, 0)", []).await?;
    let [x, y]: [f64; 2] = browser.run(&middle.replace("inner.", "late."), []).await?;
    browser.move_to(x, y).await?;
    browser.wait_until("late.querySelector('b').role === 'button'").await.context("found by the pointer")?;
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
