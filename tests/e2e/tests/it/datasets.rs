//! Datasets from other addresses (attribute `src`): shown in full if they are valid, refused with a reason if not.

use std::sync::atomic::Ordering;

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};
use shanhai_e2e::{Browser, Front, Options, repository};

use crate::data_server::{Answer, DataServer};
use crate::faults::sent_in;
use crate::frames::Parent;
use crate::reader::Reader;

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
        "{HEAD}<shanhai-widget loading=eager {attributes}></shanhai-widget><script type=module src='{{site}}shanhai.js'></script>"
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
const OF_ARTICLE: &str = "/上海|云南|沪|滇|昆明|磨憨|Shanghai|Yunnan/";

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
        let left: Vec<String> = browser
            .run(
                &format!(
                    "const found = [], root = {ROOT}.querySelector('.box');
                     const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
                     while (walk.nextNode()) if ({OF_ARTICLE}.test(walk.currentNode.data)) found.push(walk.currentNode.data);
                     for (const one of root.querySelectorAll('*')) for (const {{ name, value }} of one.attributes)
                         if ({OF_ARTICLE}.test(value)) found.push(`${{name}}: ${{value}}`);
                     return found"
                ),
                [],
            )
            .await?;
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
    // one of its charts alone; then a language that it does not have
    sets(&parent, "chart", "five-years").await?;
    browser
        .wait_until(&format!("{ROOT}.querySelector('[data-testid=table-five-years] tbody')?.rows.length === 15"))
        .await
        .context("the table has every year of every figure")?;
    sets(&parent, "lang", "en").await?;
    browser.wait_until(&format!("{ROOT}.querySelector('.root').lang === 'zh-Hans'")).await?;
    sets(&parent, "chart", "").await?;
    // the embed code for other pages names it
    browser.run::<()>(&format!("{ROOT}.querySelector('[data-lazy=embed]').click()"), []).await?;
    browser
        .wait_until(&format!("{ROOT}.querySelector('dialog textarea')?.value.includes('src=\"{address}\"')"))
        .await
        .context("the code for other pages")?;
    // and back
    browser.run::<()>(&format!("{WIDGET}.removeAttribute('src')"), []).await?;
    browser
        .wait_until(&format!("{ROOT}.querySelector('.box').textContent.includes('Shanghai')"))
        .await
        .context("back")?;
    let faults: Vec<Value> = browser.run("return faults", []).await?;
    ensure!(faults.is_empty(), "{faults:?}");
    Ok(())
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

/// Asserts that no figures of any programme are shown, and that a line says so.
async fn shows_nothing_but(parent: &Parent, words: &str) -> Result<()> {
    let alone = format!(
        "{ROOT}.querySelector('[data-testid=notice]')?.checkVisibility() && {ROOT}.querySelector('[data-testid=notice]').textContent.includes({})",
        json!(words)
    );
    parent.browser.wait_until(&alone).await.with_context(|| format!("no line says `{words}`"))?;
    let left = format!(
        "const walk = document.createTreeWalker({ROOT}, NodeFilter.SHOW_TEXT), left = [];
         while (walk.nextNode()) {{
             const at = walk.currentNode.parentElement;
             if (at?.checkVisibility({{ visibilityProperty: true }}) && !at.closest('.notice, .unscripted, style')) left.push(walk.currentNode.data);
         }}
         left.push(...[...{ROOT}.querySelectorAll('canvas, svg, img')].filter((one) => one.checkVisibility()).map((one) => one.localName));
         return left.slice(0, 5)"
    );
    let left: Vec<String> = parent.browser.run(&left, []).await?;
    ensure!(left.is_empty(), "beside `{words}` there are {left:?}");
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
        refused(&parent, &address, reason).await?;
    }
    Ok(())
}

#[tokio::test]
async fn text_is_only_ever_text() -> Result<()> {
    let desk = DataServer::new()?;
    let parent = page("view=projects lang=zh-Hans").await?;
    let markup =
        "<img src=x onerror=hacked=true><script>hacked=true</script><a href='javascript:hacked=true'>蓝</a>&lt;b&gt;";
    let address = desk.puts_second("markup", |dataset| {
        for text in ["/title", "/subtitle", "/sides/sea", "/source/title", "/source/note", "/map/credits/0"] {
            if let Some(text) = dataset.pointer_mut(text) {
                text["zh-Hans"] = json!(markup);
            }
        }
        dataset["map"]["approval"] = json!(markup);
        for list in ["projects", "themes", "partners", "models", "places"] {
            dataset[list][0]["name"]["zh-Hans"] = json!(markup);
        }
        dataset["projects"][0]["what"]["zh-Hans"] = json!(markup);
        dataset["charts"][0]["title"]["zh-Hans"] = json!(markup);
        dataset["figures"][0]["label"]["zh-Hans"] = json!(markup);
        dataset["figures"][0]["note"] = json!({ "zh-Hans": markup });
    })?;
    sets(&parent, "src", &address).await?;
    let browser = &parent.browser;
    browser.wait_until(&format!("{ROOT}.querySelector('[part=title]')?.textContent.includes('<img')")).await?;
    for view in ["projects", "overview", "charts", "timeline", "models"] {
        sets(&parent, "view", view).await?;
        browser.run::<()>("return new Promise((done) => setTimeout(done, 300))", []).await?;
        let (hacked, elements, links): (Value, usize, Vec<String>) = browser
            .run(
                &format!(
                    "return [window.hacked ?? null, {ROOT}.querySelectorAll('.box img, .box script').length,
                             [...{ROOT}.querySelectorAll('a[href]')].map((one) => one.protocol).filter((one) => !/^https?:$/.test(one))]"
                ),
                [],
            )
            .await?;
        ensure!(hacked.is_null() && elements == 0 && links.is_empty(), "{view}: {hacked} {elements} {links:?}");
    }
    let faults: Vec<Value> = browser.run("return faults", []).await?;
    ensure!(faults.is_empty(), "{faults:?}");
    Ok(())
}

/// Requests a dataset that cannot be shown. The page is told why, the reader is told that it failed, and no other
/// dataset is shown.
async fn refused(parent: &Parent, address: &str, reason: &str) -> Result<()> {
    let browser = &parent.browser;
    browser.run::<()>("faults.length = logged.length = 0", []).await?;
    sets(parent, "src", address).await?;
    browser.wait_until("faults.length").await.with_context(|| format!("{address}: nothing is told"))?;
    let (code, message, logged): (String, String, Vec<String>) =
        browser.run("return [faults[0].code, faults[0].message, logged]", []).await?;
    ensure!(code == "src-unread", "{address}: {code}");
    ensure!(message.contains(reason), "{address}: no `{reason}` in {message}");
    ensure!(logged.iter().any(|line| line.contains(reason)), "{address}: the console says {logged:?}");
    let lang: String = browser.run(&format!("return {WIDGET}.lang"), []).await?;
    shows_nothing_but(parent, if lang == "en" { "cannot be read" } else { "无法读取" })
        .await
        .with_context(|| address.to_owned())
}

#[tokio::test]
async fn what_cannot_be_read_leaves_only_a_line() -> Result<()> {
    let desk = DataServer::new()?;
    let other = DataServer::new()?;
    let parent = page("view=projects lang=en").await?;
    let put = |path: &str, answer: Answer| desk.puts(path, answer);
    let elsewhere = other.puts_second("elsewhere", |_| ())?;
    for (address, reason) in [
        (put("/missing.json", Answer::Status(404)), "the answer is 404"),
        (put("/broken.json", Answer::Status(500)), "the answer is 500"),
        (put("/page.json", Answer::Body(b"<!doctype html>".to_vec())), "a text in quotes"),
        (put("/empty.json", Answer::Body(Vec::new())), "the end of the file"),
        (put("/latin.json", Answer::Body(b"{\"id\": \"\xe9\"}".to_vec())), "no UTF-8"),
        (put("/endless.json", Answer::Endless), "more than 2097152 bytes"),
        (put("/large.json", Answer::Body(vec![b' '; 2 * 1024 * 1024 + 1])), "more than 2097152 bytes"),
        (put("/silence.json", Answer::Silence), "no answer within 20 s"),
        (put("/stalled.json", Answer::Stalled(b"{".to_vec())), "no answer within 20 s"),
        (put("/leads.json", Answer::Elsewhere(elsewhere)), "leads to another host"),
        (put("/script.json", Answer::Elsewhere("javascript:hacked=true".to_owned())), "/script.json"),
        (put("/data.json", Answer::Elsewhere("data:application/json,{}".to_owned())), "/data.json"),
        ("javascript:hacked=true".to_owned(), "only https"),
        ("data:application/json,{}".to_owned(), "only https"),
        ("http://".to_owned(), "no address"),
    ] {
        refused(&parent, &address, reason).await?;
    }
    ensure!(desk.sent.load(Ordering::Relaxed) < 64 * 1024 * 1024, "the endless file was read on");
    // in the other language, too
    sets(&parent, "lang", "zh-Hans").await?;
    refused(&parent, &put("/none.json", Answer::Status(410)), "the answer is 410").await?;
    // the notice disappears with the attribute
    parent.browser.run::<()>(&format!("{WIDGET}.removeAttribute('src')"), []).await?;
    let back = format!("{ROOT}.querySelector('[data-testid=count]')?.textContent.startsWith('32')");
    parent.browser.wait_until(&back).await.context("the data built in")?;
    parent.browser.wait_until(&format!("!{ROOT}.querySelector('[data-testid=notice]').checkVisibility()")).await?;
    ensure!(parent.browser.run::<Value>("return window.hacked ?? null", []).await?.is_null());
    Ok(())
}

#[tokio::test]
async fn what_breaks_a_rule_is_refused_with_its_place() -> Result<()> {
    let desk = DataServer::new()?;
    let parent = page("view=projects lang=zh-Hans").await?;
    let raw = |path: &str, text: &str| desk.puts(path, Answer::Body(text.as_bytes().to_vec()));
    let whole = std::fs::read_to_string(repository().join("tests/data/second/program.json"))?;
    desk.puts_second("raw", |_| ())?;
    let without = |name: &str| desk.puts(&format!("/gone/{name}"), Answer::Status(404));
    let gone = desk.puts_second("gone", |_| ())?;
    without("boundaries.topojson");
    let broken = desk.puts_second("torn", |_| ())?;
    desk.puts("/torn/boundaries.topojson", Answer::Body(b"{\"type\":\"Topology\"".to_vec()));
    let title = "\"title\": { \"zh-Hans\": \"";
    for (address, reason) in [
        (raw("/deep.json", &"[".repeat(100_000)), "fewer braces and brackets"),
        (raw("/raw/surrogate.json", &whole.replacen(title, &format!("{title}\\ud800"), 1)), "\\ud800"),
        (raw("/raw/turned.json", &whole.replacen(title, &format!("{title}a\u{202e}"), 1)), "U+202E"),
        (raw("/raw/nul.json", &whole.replacen(title, &format!("{title}\\u0000"), 1)), "U+0000"),
        (raw("/raw/proto.json", &whole.replacen('{', "{ \"__proto__\": {},", 1)), "the field `__proto__`"),
        (raw("/raw/huge.json", &whole.replacen("\"value\": 12,", "\"value\": 1e400,", 1)), "exponent"),
        (
            raw("/raw/long.json", &whole.replacen("\"value\": 12,", &format!("\"value\": {},", "9".repeat(5000)), 1)),
            "18 digits",
        ),
        (desk.puts_second("sum", |p| p["derived"][0]["formula"] = json!("makers + workshops"))?, "unlike units"),
        (
            desk.puts_second("part", |p| drop(p["figures"].as_array_mut().map(|all| all[6]["part_of"].take())))?,
            "is said to be a part",
        ),
        (
            desk.puts_second("base", |p| p["charts"][5]["panels"][0]["rows"][0]["earlier"] = json!("makers"))?,
            "a derived figure",
        ),
        (desk.puts_second("ref", |p| p["projects"][3]["theme"] = json!("watre"))?, "Did you mean `water`?"),
        (
            desk.puts_second("away", |p| p["map"]["boundaries"] = json!("https://example.org/b.topojson"))?,
            "another host",
        ),
        (desk.puts_second("js", |p| p["map"]["boundaries"] = json!("javascript:hacked=true"))?, "another host"),
        (gone, "the answer is 404"),
        (broken, "the end of the file"),
    ] {
        refused(&parent, &address, reason).await?;
    }
    // and a valid one is shown after all of them
    sets(&parent, "src", &desk.puts_second("sound", |_| ())?).await?;
    parent
        .browser
        .wait_until(&format!("{ROOT}.querySelector('[data-testid=count]')?.textContent.startsWith('60')"))
        .await?;
    parent.browser.wait_until(&format!("!{ROOT}.querySelector('[data-testid=notice]').checkVisibility()")).await
}

#[tokio::test]
async fn an_address_names_only_data_of_its_own_host() -> Result<()> {
    let reader = Reader { site: Front::release()?, browser: Browser::start(Options::default()).await? };
    // the second one: markup from an address is not a script
    for address in ["https%3A%2F%2Fexample.org%2Fprogram.json", "javascript%3Aalert(1)"] {
        reader.browser.open(reader.site.url(&format!("index.html?src={address}&view=projects"))).await?;
        reader.waits_until("seen(by('notice'))").await?;
        let (requests, entries): (Vec<String>, usize) = reader
            .asks("return [performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => name.includes('example.org')), listed().length]")
            .await?;
        ensure!(requests.is_empty(), "{requests:?}");
        ensure!(entries == 0, "{entries} projects of another programme are listed");
    }
    Ok(())
}

/// Every message of the script for such datasets occurs in these tests or comes from the checks, whose messages have
/// snapshots.
#[test]
fn every_reason_of_the_reading_is_made_by_a_test() -> Result<()> {
    let source = std::fs::read_to_string(repository().join("www/lazy/dataset.js"))?;
    let own = std::fs::read_to_string(repository().join("tests/e2e/tests/it/datasets.rs"))?;
    for reason in
        ["the answer is", "leads to another host", "no answer within", "no UTF-8", "more than", "is another host"]
    {
        ensure!(source.contains(reason), "`{reason}` is said no more");
        ensure!(own.matches(reason.trim_start_matches("is ")).count() > 1, "`{reason}`");
    }
    Ok(())
}
