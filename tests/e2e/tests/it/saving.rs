//! What readers take away: files for spreadsheets, copies, shared links.

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;
use shanhai_e2e::{Fault, repository};

use crate::frames::Parent;
use crate::reader::Reader;

/// Opens the dialog of a chart and waits until it is there.
async fn opens_dialog(reader: &Reader) -> Result<()> {
    reader.asks::<()>("root.querySelector('figcaption [data-lazy=export]').click()").await?;
    reader.waits_until("root.querySelector('dialog[open] .dialog-row > a[download]')").await
}

#[tokio::test]
async fn no_cell_of_the_dialogs_file_is_a_formula() -> Result<()> {
    let cells = std::fs::read_to_string(repository().join("tests/data/cells.json"))?;
    let reader = Reader::opens("index.html?view=charts&lang=en").await?;
    opens_dialog(&reader).await?;
    // the module that the dialog loaded
    let wrong: Vec<Value> = reader
        .asks(&format!(
            "const {{ name }} = performance.getEntriesByType('resource').find((one) => one.name.endsWith('/export.js'));
             const cells = {cells}, table = document.createElement('table');
             for (const [cell] of cells) table.insertRow().insertCell().textContent = cell;
             return import(name).then(({{ inert, csv }}) => [
                 ...cells.filter(([cell, written]) => inert(cell) !== written).map(([cell]) => [cell, inert(cell)]),
                 ...csv(table, ['=1']).split('\\r\\n').filter((line) => /^\\ufeff?\"?[=+@＝＋－＠]/.test(line)),
             ])"
        ))
        .await?;
    ensure!(wrong.is_empty(), "{wrong:?}");
    reader.browser.expect_no_problems().await
}

/// A browser that refuses to copy and to share; `execCommand` claims to have copied, but has not.
const REFUSE: &str = include_str!("../../fixtures/saving-refuse.js");

/// The dialog's message, and the text that it offers, selected.
const SAID: &str = "
    const dialog = root.querySelector('dialog[open]'), field = dialog.querySelector('textarea');
    return [dialog.querySelector('[role=status]').textContent, field.hidden ? '' : field.value.slice(field.selectionStart, field.selectionEnd)]";

#[tokio::test]
async fn what_is_refused_says_so_and_offers_the_text() -> Result<()> {
    let reader = Reader::opens("index.html?view=charts&lang=en").await?;
    reader.asks::<()>(REFUSE).await?;
    opens_dialog(&reader).await?;
    for (button, says, offers) in [
        ("Copy as text", "does not allow copying", "Article, section"),
        ("Copy the link", "does not allow copying", "/embed-chart-"),
        ("Share", "does not allow sharing", "/embed-chart-"),
    ] {
        reader
            .asks::<()>(&format!(
                "root.querySelector('dialog [role=status]').textContent = '';
                 [...root.querySelectorAll('dialog[open] button')].find((one) => one.textContent === '{button}').click()"
            ))
            .await?;
        reader.waits_until("root.querySelector('dialog [role=status]').textContent").await.with_context(|| button)?;
        let [said, offered]: [String; 2] = reader.asks(SAID).await?;
        ensure!(said.contains(says) && !said.contains("Copied"), "{button}: {said}");
        ensure!(offered.contains(offers), "{button} offers {offered:?}");
    }
    // a reader who cancels gets no message
    reader
        .asks::<()>(
            "Object.defineProperty(navigator, 'share', { value: () => Promise.reject(new DOMException('', 'AbortError')) });
             root.querySelector('dialog [role=status]').textContent = '';
             [...root.querySelectorAll('dialog[open] button')].find((one) => one.textContent === 'Share').click();
             return new Promise((done) => setTimeout(done, 100))",
        )
        .await?;
    reader.waits_until("root.querySelector('dialog [role=status]').textContent === ''").await?;
    // the embed code for other pages
    reader.asks::<()>("root.querySelector('dialog[open] .dialog-close').click()").await?;
    reader.asks::<()>("root.querySelector('[data-lazy=embed]').click()").await?;
    reader.waits_until("root.querySelector('dialog[open] textarea')?.value.includes('<shanhai-widget')").await?;
    reader.asks::<()>("root.querySelector('dialog[open] .dialog-main').click()").await?;
    reader.waits_until("root.querySelector('dialog [role=status]').textContent").await?;
    let [said, offered]: [String; 2] = reader.asks(SAID).await?;
    ensure!(said.contains("does not allow copying") && offered.contains("<shanhai-widget"), "{said}, {offered}");
    Ok(())
}

#[tokio::test]
async fn the_embed_dialog_does_not_wait_for_the_hash() -> Result<()> {
    let reader = Reader::opens("index.html?view=charts&lang=en").await?;
    let (click, code) =
        ("root.querySelector('[data-lazy=embed]').click()", "root.querySelector('dialog[open] textarea')?.value");
    reader.site.harm("integrity.json", Fault::Late(2000));
    reader.asks::<()>(click).await?;
    reader.waits_until(&format!("{code}.includes('/shanhai.js\"></script>')")).await.context("no code")?;
    let whole = format!("['integrity=', 'min-height: '].every((part) => {code}.includes(part))");
    reader.waits_until(&whole).await.context("no hash")?;
    reader.asks::<()>(click).await?;
    reader.site.repair();
    reader.site.harm("integrity.json", Fault::NeverEnds);
    reader.asks::<()>(click).await?;
    reader.waits_until(code).await.context("no code when the hash never comes")
}

/// Records what a page saves and which tabs it opens, instead of doing it.
const NOTES: &str = include_str!("../../fixtures/saving-notes.js");

#[tokio::test]
async fn files_of_another_host_are_saved_and_the_page_stays() -> Result<()> {
    let parent = Parent::new().await?;
    let browser = &parent.browser;
    parent
        .opens_plain(
            "<shanhai-widget chart=teams lang=en loading=eager></shanhai-widget><script type=module src='{site}shanhai.js'></script>",
        )
        .await?;
    browser.wait_for_mark("charts-ready").await?;
    browser.run::<()>(NOTES, []).await?;
    let root = "document.querySelector('shanhai-widget').shadowRoot";
    browser.run::<()>(&format!("{root}.querySelector('figcaption [data-lazy=export]').click()"), []).await?;
    let link = |name: &str| {
        format!(
            "[...{root}.querySelectorAll('dialog[open] a, footer a')].find((one) => one.download.endsWith('{name}'))"
        )
    };
    browser.wait_until(&link(".png")).await?;
    // no link to a file may replace the page, even where the script does not run
    let bare = format!(
        "[...{root}.querySelectorAll('a[href]')].filter((one) => one.protocol !== 'blob:' && one.target !== '_blank').map((one) => one.href)"
    );
    let bare: Vec<String> = browser.run(&format!("return {bare}"), []).await?;
    ensure!(bare.is_empty(), "{bare:?} lead away");
    for (name, begins) in [(".png", "PNG"), (".svg", "<svg"), ("program.json", "{")] {
        browser
            .run::<()>(
                &format!(
                    "{}.dispatchEvent(new MouseEvent('click', {{ bubbles: true, composed: true, cancelable: true }}))",
                    link(name)
                ),
                [],
            )
            .await?;
        let saved = format!("saved.some(([name, text]) => name.endsWith('{name}') && text.includes('{begins}'))");
        browser.wait_until(&saved).await.with_context(|| format!("{name} is saved"))?;
    }
    // the footer's own link, without a dialog
    browser.run::<()>(&format!("{root}.querySelector('dialog[open] .dialog-close').click(); saved.length = 0; {root}.querySelector('footer a[download]').dispatchEvent(new MouseEvent('click', {{ bubbles: true, composed: true, cancelable: true }}))"), []).await?;
    browser.wait_until("saved.length === 1 && saved[0][0] === 'program.json'").await?;
    browser.expect_no_problems().await?;
    // a file that does not load is left to a tab of its own
    parent.child.goes_offline();
    browser.run::<()>(&format!("{root}.querySelector('footer a[download]').dispatchEvent(new MouseEvent('click', {{ bubbles: true, composed: true, cancelable: true }}))"), []).await?;
    browser.wait_until("tabs.length === 1 && tabs[0].endsWith('program.json')").await?;
    let here: String = browser.run("return location.pathname", []).await?;
    ensure!(here == "/page.html", "the page is {here}");
    Ok(())
}
