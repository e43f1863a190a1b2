//! Datasets from other addresses (attribute `src`): shown in full if they are valid, refused with a reason if not.

mod refused;

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};
use shanhai_e2e::{Fault, repository};

use crate::breakdowns::MEMORIES;
use crate::data_server::{Answer, DataServer};
use crate::faults::sent_in;
use crate::frames::Parent;
use refused::{is_refused, shows_nothing_but};

/// Records what the page is told, and makes timeouts of ten seconds or more run five times as fast.
const HEAD: &str = "<script>
    window.faults = []; window.logged = []; window.hacked = undefined;
    document.addEventListener('shanhai:error', ({ detail }) => faults.push(detail));
    const error = console.error; console.error = (...said) => (logged.push(said.join(' ')), error.apply(console, said));
    const wait = window.setTimeout;
    window.setTimeout = (act, time, ...rest) => wait.call(window, act, time >= 10000 ? time / 5 : time, ...rest);
    window.asked = () => performance.getEntriesByType('resource').map(({ name }) => name.split('/').pop()).filter((name) => /^(dataset|checker)/.test(name));
</script>";

const WIDGET: &str = "document.querySelector('shanhai-widget')";
const ROOT: &str = "document.querySelector('shanhai-widget').shadowRoot";

/// A page with a widget.
async fn page(attributes: &str) -> Result<Parent> {
    let parent = Parent::new().await?;
    let body = format!(
        "{HEAD}<script>{MEMORIES}</script><shanhai-widget loading=eager {attributes}></shanhai-widget><script type=module src='{{site}}shanhai.js'></script>"
    );
    parent.opens_plain(&body).await?;
    parent.browser.wait_until(&format!("{ROOT}?.querySelector('[data-taken] .page')")).await?;
    Ok(parent)
}

async fn sets(parent: &Parent, attribute: &str, value: &str) -> Result<()> {
    let set = format!("{WIDGET}.setAttribute({}, {})", json!(attribute), json!(value));
    parent.browser.run::<()>(&set, []).await
}

/// Words of the article that occur in its texts, names and marks.
const OF_ARTICLE: &str = "上海|云南|沪|滇|昆明|磨憨|Shanghai|Yunnan";

/// The texts and attributes of the widget in which words occur.
const WORDS_OF: &str = include_str!("../../../fixtures/datasets-words-of.js");

#[tokio::test]
async fn another_programme_is_shown_in_full_and_leaves_again() -> Result<()> {
    let desk = DataServer::new()?;
    let parent = page("view=projects lang=zh-Hans").await?;
    let browser = &parent.browser;
    let asked: Vec<String> = browser.run("return asked()", []).await?;
    ensure!(asked.is_empty(), "asked for before it is needed: {asked:?}");
    let address = desk.puts_second("second", |_| ())?;
    sets(&parent, "src", &address).await?;
    browser
        .wait_until(&format!("{ROOT}.textContent.includes('蓝湾') && !{ROOT}.textContent.includes('沪滇')"))
        .await
        .context("the second programme")?;
    // the checker was loaded now, and only once
    let asked: Vec<String> = browser.run("return asked()", []).await?;
    ensure!(asked.iter().filter(|name| name.contains(".wasm")).count() == 1, "{asked:?}");
    let count: String =
        browser.run(&format!("return {ROOT}.querySelector('[data-testid=count]').textContent"), []).await?;
    ensure!(count.starts_with("60"), "{count}");
    for view in ["overview", "charts", "projects", "timeline", "models"] {
        sets(&parent, "view", view).await?;
        browser.wait_until(&format!("{ROOT}.querySelector('#tab-{view}')?.getAttribute('aria-selected') === 'true' || {ROOT}.querySelector('[role=tab][aria-selected=true]')?.id === 'tab-{view}'")).await?;
        let left: Vec<String> = browser.run(WORDS_OF, [json!(OF_ARTICLE)]).await?;
        ensure!(left.is_empty(), "{view}: {left:?}");
    }
    // charts with views of their own appear in these, whatever they are called
    sets(&parent, "view", "timeline").await?;
    browser.wait_until(&format!("{ROOT}.querySelector('[data-testid=chart-years]')")).await?;
    sets(&parent, "view", "models").await?;
    browser.wait_until(&format!("{ROOT}.querySelector('[data-testid=chart-layout]')")).await?;
    let (link, switch): (String, bool) = browser
        .run(
            &format!("return [{ROOT}.querySelector('.source a[download]').href, [...{ROOT}.querySelectorAll('button')].some((one) => one.textContent === 'English')]"),
            [],
        )
        .await?;
    ensure!(link == address, "the dataset to save is {link}");
    ensure!(!switch, "a language that the dataset does not have is offered");
    one_chart_and_the_way_back(&parent, &address).await?;
    let faults: Vec<Value> = browser.run("return faults", []).await?;
    ensure!(faults.is_empty(), "{faults:?}");
    Ok(())
}

/// One of its charts alone, a language that it does not have, its code for other pages, and the data built in again.
async fn one_chart_and_the_way_back(parent: &Parent, address: &str) -> Result<()> {
    let browser = &parent.browser;
    sets(parent, "chart", "five-years").await?;
    browser
        .wait_until(&format!("{ROOT}.querySelector('[data-testid=table-five-years] tbody')?.rows.length === 15"))
        .await
        .context("the table has every year of every figure")?;
    sets(parent, "lang", "en").await?;
    browser.wait_until(&format!("{ROOT}.querySelector('.root').lang === 'zh-Hans'")).await?;
    sets(parent, "chart", "").await?;
    // the embed code for other pages names it
    browser.run::<()>(&format!("{ROOT}.querySelector('[data-lazy=embed]').click()"), []).await?;
    browser
        .wait_until(&format!("{ROOT}.querySelector('dialog textarea')?.value.includes('src=\"{address}\"')"))
        .await
        .context("the code for other pages")?;
    // and back
    browser.run::<()>(&format!("{WIDGET}.removeAttribute('src')"), []).await?;
    browser.wait_until(&format!("{ROOT}.querySelector('.box').textContent.includes('Shanghai')")).await.context("back")
}

#[tokio::test]
async fn an_element_that_goes_or_turns_while_a_dataset_comes_holds_one_widget() -> Result<()> {
    let desk = DataServer::new()?;
    let parent = page("view=projects lang=zh-Hans").await?;
    let browser = &parent.browser;
    let [one, two] = [desk.puts_second("one", |_| ())?, desk.puts_second("two", |_| ())?];
    let waits = |ms: u32| format!("await new Promise((done) => setTimeout(done, {ms}))");
    // removed as soon as the dataset's widget has replaced the former one, and then brought back
    let goes = format!(
        "return (async () => {{
             const widget = {WIDGET}, parent = widget.parentNode;
             await new Promise((done) => {{
                 const seen = new MutationObserver(() => {{
                     if (!widget.shadowRoot.textContent.includes('蓝湾')) return;
                     seen.disconnect();
                     widget.remove();
                     done();
                 }});
                 seen.observe(widget.shadowRoot, {{ childList: true, subtree: true, attributes: true }});
                 widget.setAttribute('src', '{one}');
             }});
             {};
             const left = widget.shadowRoot.querySelectorAll('.box').length;
             parent.append(widget);
             return left }})()",
        waits(50)
    );
    let left: usize = browser.run(&goes, []).await?;
    ensure!(left == 0, "{left} widgets stay in an element that is gone");
    let shows = |words: &str, count: u32| {
        format!(
            "{ROOT}.querySelectorAll('.box').length === 1 && {ROOT}.textContent.includes('{words}')
             && {ROOT}.querySelector('[data-testid=count]').textContent.startsWith('{count}')"
        )
    };
    browser.wait_until(&shows("蓝湾", 60)).await.context("brought back")?;
    // switched from one to the next, faster than any of them gets ready
    let turns = format!(
        "return (async () => {{ for (const src of ['', '{two}', '', '{one}', '{two}', '']) {{
             {WIDGET}.setAttribute('src', src); {} }} }})()",
        waits(30)
    );
    browser.run::<()>(&turns, []).await?;
    browser.wait_until(&shows("沪滇", 32)).await.context("turned back")?;
    // each waiting root serves one element
    let more = format!("for (let n = 0; n < 4; n++) document.body.append({WIDGET}.cloneNode())");
    browser.run::<()>(&more, []).await?;
    browser
        .wait_until("[...document.querySelectorAll('shanhai-widget')].every(({ shadowRoot }) =>
            shadowRoot.querySelectorAll('.box').length === 1 && shadowRoot.querySelectorAll('[data-testid^=project-] summary').length > 30)")
        .await
        .context("more of them")?;
    let faults: Vec<Value> = browser.run("return faults", []).await?;
    ensure!(faults.is_empty(), "{faults:?}");
    Ok(())
}

#[tokio::test]
async fn data_that_were_asked_for_from_the_beginning_and_never_come_leave_only_a_line() -> Result<()> {
    let desk = DataServer::new()?;
    let sound = desk.puts_second("sound", |_| ())?;
    let missing = desk.puts("/missing.json", Answer::Status(404));
    let still = sent_in("embed-projects.en.html")?;
    for widget in ["<shanhai-widget loading=eager view=projects lang=en></shanhai-widget>", &still] {
        let widget = widget.replacen("<shanhai-widget", &format!("<shanhai-widget src='{missing}'"), 1);
        let parent = Parent::new().await?;
        let body = format!("{HEAD}{widget}<script type=module src='{{site}}shanhai.js'></script>");
        parent.opens_plain(&body).await?;
        shows_nothing_but(&parent, "cannot be read").await?;
        let faults: Vec<Value> = parent.browser.run("return faults", []).await?;
        ensure!(faults.len() == 1 && faults[0]["code"] == "src-unread", "{faults:?}");
        // the page continues: to valid data, back to invalid data, and to the built-in data
        sets(&parent, "src", &sound).await?;
        let counts = |count: u32| {
            format!(
                "{ROOT}.querySelector('.box [data-testid=count]')?.textContent.startsWith('{count}') && !{ROOT}.querySelector('[data-testid=notice]')?.checkVisibility()"
            )
        };
        parent.browser.wait_until(&counts(60)).await.context("sound data")?;
        sets(&parent, "src", &missing).await?;
        shows_nothing_but(&parent, "cannot be read").await.context("after other data")?;
        // the last valid data of the requested address stay, although it answers no more
        desk.puts("/sound/program.json", Answer::Status(500));
        sets(&parent, "src", &sound).await?;
        parent.browser.wait_until(&counts(60)).await.context("data that came once")?;
        desk.puts_second("sound", |_| ())?;
        sets(&parent, "src", "").await?;
        parent.browser.wait_until(&counts(32)).await.context("the data built in")?;
    }
    Ok(())
}

#[tokio::test]
async fn a_checker_that_did_not_load_or_broke_down_is_replaced() -> Result<()> {
    let desk = DataServer::new()?;
    let parent = page("view=projects lang=en").await?;
    for (name, breaks, reason) in [
        ("unloaded", "", "odule"),
        // in a memory full of ones no address is valid
        ("trapped", "new Uint8Array(memories.at(-1).buffer).fill(255, 1024)", "of bounds"),
    ] {
        if breaks.is_empty() {
            parent.child.harm("checker*", Fault::Refused);
        }
        parent.browser.run::<()>(breaks, []).await?;
        is_refused(&parent, &desk.puts_second(name, |_| ())?, reason).await?;
        parent.child.repair();
        sets(&parent, "src", &desk.puts_second(&format!("after-{name}"), |_| ())?).await?;
        let shown = format!("{ROOT}.querySelector('.box [data-testid=count]')?.textContent.startsWith('60')");
        parent.browser.wait_until(&shown).await.with_context(|| format!("after one that was {name}"))?;
    }
    let programs: usize = parent.browser.run("return memories.length", []).await?;
    ensure!(programs == 3, "{programs} programs were begun, the checker twice among them");
    Ok(())
}

#[tokio::test]
async fn a_published_dataset_is_read_without_the_checker() -> Result<()> {
    let desk = DataServer::new()?;
    let parent = page("view=projects lang=zh-Hans").await?;
    let file = repository().join("tests/data/second/program.json");
    let bytes = shanhai_dataset::check::check_file(&file).map_err(anyhow::Error::msg)?.to_binary();
    let address = desk.puts("/second/dataset.bin", Answer::Body(bytes.clone()));
    sets(&parent, "src", &address).await?;
    let shown = format!("{ROOT}.querySelector('[data-testid=count]')?.textContent.startsWith('60')");
    parent.browser.wait_until(&shown).await?;
    let asked = parent.child.asked();
    ensure!(!asked.iter().any(|path| path.contains("checker")), "{asked:?}");
    // the link to the data points to the address that they were read from
    let links = format!("return [...{ROOT}.querySelectorAll('footer a')].map((link) => link.href)");
    let links: Vec<String> = parent.browser.run(&links, []).await?;
    ensure!(links.contains(&address), "{links:?}");

    let mut damaged = bytes.clone();
    damaged[1000] ^= 1;
    let mut older = bytes.clone();
    older[8] = 0;
    for (name, bytes, reason) in [
        ("damaged", damaged, "damaged"),
        ("short", bytes[..bytes.len() - 9].to_vec(), "damaged"),
        ("older", older, "of version 0"),
    ] {
        let address = desk.puts(&format!("/{name}/dataset.bin"), Answer::Body(bytes));
        is_refused(&parent, &address, reason).await?;
    }
    Ok(())
}
