//! What is not shown of other addresses, and what is said instead.

use std::sync::atomic::Ordering;

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};
use shanhai_e2e::{Browser, Front, Options, repository};

use super::{ROOT, WIDGET, page, sets};
use crate::data_server::{Answer, DataServer};
use crate::frames::Parent;
use crate::reader::Reader;

/// Asserts that no figures of any programme are shown, and that a line says so.
pub async fn shows_nothing_but(parent: &Parent, words: &str) -> Result<()> {
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
        browser.run::<()>(crate::reader::RESTS, []).await?;
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
pub async fn is_refused(parent: &Parent, address: &str, reason: &str) -> Result<()> {
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
        is_refused(&parent, &address, reason).await?;
    }
    ensure!(desk.sent.load(Ordering::Relaxed) < 64 * 1024 * 1024, "the endless file was read on");
    // in the other language, too
    sets(&parent, "lang", "zh-Hans").await?;
    is_refused(&parent, &put("/none.json", Answer::Status(410)), "the answer is 410").await?;
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
        is_refused(&parent, &address, reason).await?;
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
    let own = std::fs::read_to_string(repository().join("tests/e2e/tests/it/datasets/refused.rs"))?;
    for reason in
        ["the answer is", "leads to another host", "no answer within", "no UTF-8", "more than", "is another host"]
    {
        ensure!(source.contains(reason), "`{reason}` is said no more");
        ensure!(own.matches(reason.trim_start_matches("is ")).count() > 1, "`{reason}`");
    }
    Ok(())
}
