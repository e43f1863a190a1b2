//! What readers take with them: files for spreadsheets, copies, links that they share.

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;
use shanhai_e2e::repository;

use crate::reader::Reader;

/// Opens the dialog of a chart and waits until it stands.
async fn opens_dialog(reader: &Reader) -> Result<()> {
    reader.asks::<()>("root.querySelector('figcaption [data-later=export]').click()").await?;
    reader.waits_until("root.querySelector('dialog[open] .later-row > a[download]')").await
}

#[tokio::test]
async fn no_cell_of_the_dialogs_file_is_a_formula() -> Result<()> {
    let cells = std::fs::read_to_string(repository().join("tests/data/cells.json"))?;
    let reader = Reader::opens("index.html?view=charts&lang=en").await?;
    opens_dialog(&reader).await?;
    // the module that the dialog came in
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

/// A browser that refuses to copy and to share; `execCommand` says that it copied, and did not.
const REFUSE: &str = "
    const refuse = () => Promise.reject(new DOMException('not here', 'NotAllowedError'));
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText: refuse } });
    Object.defineProperty(navigator, 'share', { configurable: true, value: refuse });
    document.execCommand = () => true;";

/// What the dialog says, and the text that it offers, selected.
const SAID: &str = "
    const dialog = root.querySelector('dialog[open]'), field = dialog.querySelector('textarea');
    return [dialog.querySelector('[role=status]').textContent, field.hidden ? '' : field.value.slice(field.selectionStart, field.selectionEnd)]";

#[tokio::test]
async fn what_is_refused_says_so_and_offers_the_text() -> Result<()> {
    let reader = Reader::opens("index.html?view=charts&lang=en").await?;
    reader.asks::<()>(REFUSE).await?;
    opens_dialog(&reader).await?;
    for (button, says, offers) in [
        ("Copy as text", "does not allow copying", "Article, paragraph"),
        ("Copy the link", "does not allow copying", "index.html?lang=en#shanhai=chart:"),
        ("Share", "does not allow sharing", "index.html?lang=en#shanhai=chart:"),
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
    // who changes their mind is told nothing
    reader
        .asks::<()>(
            "Object.defineProperty(navigator, 'share', { value: () => Promise.reject(new DOMException('', 'AbortError')) });
             root.querySelector('dialog [role=status]').textContent = '';
             [...root.querySelectorAll('dialog[open] button')].find((one) => one.textContent === 'Share').click();
             return new Promise((done) => setTimeout(done, 100))",
        )
        .await?;
    reader.waits_until("root.querySelector('dialog [role=status]').textContent === ''").await?;
    // the code for other pages
    reader.asks::<()>("root.querySelector('dialog[open] .later-close').click()").await?;
    reader.asks::<()>("root.querySelector('[data-later=embed]').click()").await?;
    reader.waits_until("root.querySelector('dialog[open] textarea')?.value.includes('<shanhai-widget')").await?;
    reader.asks::<()>("root.querySelector('dialog[open] .later-main').click()").await?;
    reader.waits_until("root.querySelector('dialog [role=status]').textContent").await?;
    let [said, offered]: [String; 2] = reader.asks(SAID).await?;
    ensure!(said.contains("does not allow copying") && offered.contains("<shanhai-widget"), "{said}, {offered}");
    Ok(())
}
