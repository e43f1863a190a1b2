//! Keys in a page that has shortcuts of its own, and words of a page that are used by keyboard.

use anyhow::{Context as _, Result, ensure};
use thirtyfour::Key;

use crate::frames::Parent;

/// A page whose shortcuts ignore people who type, as far as it can tell: it sees only the element, not inside it.
const SHORTCUTS: &str = "<shanhai-widget view=projects lang=en loading=eager></shanhai-widget>
    <script type=module src='{site}shanhai.js'></script>
    <script>
        window.taken = [];
        for (const kind of ['keydown', 'keypress', 'keyup'])
            document.addEventListener(kind, (event) => {
                if (event.target.matches('input, textarea, select') || event.ctrlKey) return;
                if (!['j', 'k', 's', '/', '?', ' ', 'ArrowDown', 'ArrowLeft'].includes(event.key)) return;
                window.taken.push(`${event.key} ${kind}`);
                event.preventDefault();
            });
    </script>";

const FIELD: &str = "document.querySelector('shanhai-widget').shadowRoot.querySelector('[data-testid=search]')";

#[tokio::test]
async fn a_page_with_shortcuts_takes_nothing_from_who_types() -> Result<()> {
    let parent = Parent::new().await?;
    let browser = &parent.browser;
    parent.opens_plain(SHORTCUTS).await?;
    browser.wait_for_mark("charts-ready").await?;
    browser.click("search").await?;
    browser.press("jobs skill/s").await?;
    browser.wait_until(&format!("{FIELD}.value === 'jobs skill/s'")).await.context("what was typed")?;
    // on to the list, and along it
    browser.press(Key::Down).await?;
    let taken: Vec<String> = browser.run("return window.taken", []).await?;
    ensure!(taken.is_empty(), "the page took {taken:?}");
    // outside the graphic, the page keeps its own keys
    let elsewhere = "const other = document.body.appendChild(document.createElement('button')); other.focus()";
    browser.run::<()>(elsewhere, []).await?;
    browser.press("j").await?;
    browser.wait_until("window.taken.includes('j keydown')").await.context("a shortcut of the page")?;
    browser.expect_no_problems().await
}

/// Words as a sanitiser leaves them: a data attribute, and nothing else.
const WORDS: &str =
    "<p>The farms sold goods for <span data-shanhai-target=figure:farm-sales>9.196 billion yuan</span>, and
    <a href='#there' data-shanhai-target=figure:mohan-crossings>many</a> crossed at
    <b data-shanhai-target=project:mohan-port tabindex=-1 role=note>Mohan</b>.</p><div style='height: 1200px'></div>
    <shanhai-widget view=overview lang=en loading=eager></shanhai-widget>
    <script type=module src='{site}shanhai.js'></script>";

#[tokio::test]
async fn words_of_the_page_are_buttons_for_keys_and_screen_readers() -> Result<()> {
    let parent = Parent::new().await?;
    let browser = &parent.browser;
    let roles = "return [...document.querySelectorAll('[data-shanhai-target]')].map((one) => `${one.localName} ${one.getAttribute('role')} ${one.getAttribute('tabindex')}`)";
    for key in [Key::Space, Key::Enter] {
        parent.opens_plain(WORDS).await?;
        browser.wait_for_mark("charts-ready").await?;
        let found: Vec<String> = browser.run(roles, []).await?;
        // existing attributes stay, and a link stays a link
        ensure!(found == ["span button 0", "a null null", "b note -1"], "{found:?}");
        browser.run::<()>("window.chosen = []; document.addEventListener('shanhai:select', ({ detail }) => window.chosen.push(detail.id))", []).await?;
        browser.press(Key::Tab).await?;
        browser.wait_until("document.activeElement.dataset.shanhaiTarget === 'figure:farm-sales'").await?;
        browser.press(key).await?;
        browser.wait_until("window.chosen.includes('farm-sales')").await.context("the key opens it")?;
        let back = "document.querySelector('shanhai-widget').shadowRoot.querySelector('.back')";
        browser.wait_until(back).await.context("the way back")?;
    }
    // words that appear later, as in a page that navigates by its own scripts
    let later =
        "document.querySelector('p').innerHTML = '<i data-shanhai-target=\"figure:farm-sales\">9.196 billion yuan</i>'";
    browser.run::<()>(later, []).await?;
    browser.wait_until("document.querySelector('i').getAttribute('role') === 'button' && document.querySelector('i').tabIndex === 0").await?;
    browser.expect_no_problems().await
}
