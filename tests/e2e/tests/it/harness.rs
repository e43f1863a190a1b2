//! Tests the harness on a small page of its own, before any test of the product.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;

use anyhow::{Context as _, Result};
use serde_json::json;
use tempfile::TempDir;
use thirtyfour::Key;

use shanhai_e2e::{Browser, ColourScheme, Engine, Front, Options, Site};

const PAGE: &str = r#"<!doctype html><meta charset="utf-8"><title>harness</title><link rel="icon" href="data:,">
<link rel="stylesheet" href="style.css"><h1 data-testid="title">山海</h1><div id="outer"></div>
<script type="module" src="script.js"></script>"#;

/// Framed by other hosts; its inline script violates the policy.
const EMBED: &str = r#"<!doctype html><title>embed</title><link rel="icon" href="data:,">
<p data-testid="deep">within</p><script>console.log("inline")</script>"#;

const SCRIPT: &str = include_str!("../../fixtures/harness-script.js");

/// A script that does what a page must not do; the policy applies to its page.
const WRONG: &str = "console.error('a mistake'); document.body.innerHTML = '<b>untrusted</b>';";

fn folder() -> Result<TempDir> {
    let folder = tempfile::tempdir()?;
    let put = |name: &str, text: &str| fs::write(folder.path().join(name), text);
    put("index.html", PAGE)?;
    put("script.js", SCRIPT)?;
    put(
        "style.css",
        "html { height: 1500px; background: white } @media (prefers-color-scheme: dark) { html { background: black } }",
    )?;
    put("embed.html", EMBED)?;
    put("wrong.html", "<!doctype html><title>wrong</title><body><script src=wrong.js></script>")?;
    put("wrong.js", WRONG)?;
    put("program-0123456789abcdef_bg.wasm", "raw")?;
    put("program-0123456789abcdef_bg.wasm.br", "packed by brotli")?;
    put("program-0123456789abcdef_bg.wasm.gz", "packed by gzip")?;
    put("oembed.json", "{}")?;
    Ok(folder)
}

/// The head and the body of a site's answer.
fn get(site: &Site, path: &str, accept: &str) -> Result<String> {
    let mut stream = TcpStream::connect(site.origin().trim_start_matches("http://"))?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\nAccept-Encoding: {accept}\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer)
}

/// Width and height of a PNG file.
fn size(file: &Path) -> Result<(u32, u32)> {
    let bytes = fs::read(file)?;
    let number = |at: usize| -> Result<u32> {
        Ok(u32::from_be_bytes(bytes.get(at..at + 4).context("the picture is too short")?.try_into()?))
    };
    Ok((number(16)?, number(20)?))
}

#[test]
fn the_site_answers_as_configured() -> Result<()> {
    let folder = folder()?;
    let site = Site::serve(folder.path())?;

    let program = get(&site, "/program-0123456789abcdef_bg.wasm", "gzip, br")?;
    assert!(program.contains("Content-Type: application/wasm\r\n"), "{program}");
    assert!(program.contains("Content-Encoding: br\r\n") && program.ends_with("packed by brotli"), "{program}");
    assert!(program.contains("Cache-Control: public, max-age=31536000, immutable\r\n"), "{program}");
    assert!(program.contains("Access-Control-Allow-Origin: *\r\n"), "{program}");
    assert!(program.contains("Cross-Origin-Resource-Policy: cross-origin\r\n"), "{program}");
    assert!(program.contains("Vary: Accept-Encoding\r\n"), "{program}");
    assert!(get(&site, "/program-0123456789abcdef_bg.wasm", "gzip")?.ends_with("packed by gzip"));
    assert!(get(&site, "/program-0123456789abcdef_bg.wasm", "")?.ends_with("raw"));

    for path in ["/", "/index.html"] {
        let page = get(&site, path, "br")?;
        assert!(
            page.starts_with("HTTP/1.1 200") && page.contains("Content-Type: text/html; charset=utf-8\r\n"),
            "{page}"
        );
        assert!(page.contains("Cache-Control: no-cache\r\n") && page.contains("ETag: "), "{page}");
        assert!(page.contains("Content-Security-Policy: default-src 'none'; "), "{page}");
        assert!(
            page.contains("frame-ancestors 'self'; ") && page.contains("X-Content-Type-Options: nosniff\r\n"),
            "{page}"
        );
        assert!(page.contains("Cross-Origin-Resource-Policy: same-origin\r\n"), "{page}");
        assert!(!page.contains("Access-Control-Allow-Origin"), "{page}");
    }
    let embed = get(&site, "/embed.html", "br")?;
    assert!(embed.contains("frame-ancestors *; ") && embed.contains("Resource-Policy: cross-origin\r\n"), "{embed}");
    assert!(get(&site, "/oembed.json", "br")?.contains("Content-Type: application/json\r\n"));
    assert!(get(&site, "/script.js", "br")?.contains("Content-Type: text/javascript; charset=utf-8\r\n"));
    let missing = get(&site, "/missing-0123456789abcdef.js", "br")?;
    assert!(missing.starts_with("HTTP/1.1 404") && !missing.contains("immutable"), "{missing}");
    assert!(get(&site, "/.stage/index.html", "br")?.starts_with("HTTP/1.1 404"));

    let host = get(&Site::host(folder.path())?, "/", "br")?;
    assert!(host.starts_with("HTTP/1.1 200") && !host.contains("Content-Security-Policy"), "{host}");
    Ok(())
}

#[tokio::test]
async fn the_browser_sees_and_does_what_a_reader_does() -> Result<()> {
    let folder = folder()?;
    let site = Front::of(Site::serve(folder.path())?)?;
    let browser = Browser::start(Options { ratio: 2.0, scheme: ColourScheme::Dark, ..Options::default() }).await?;
    browser.open(site.url("index.html")).await?;
    browser.wait_for_mark("charts-ready").await?;
    assert_eq!(browser.run::<String>("return location.origin", []).await?, site.origin());
    assert_eq!(browser.text("title").await?, "山海");
    assert!(browser.has_testid("button").await? && !browser.has_testid("nothing").await?);

    browser.click("button").await?;
    let [x, y, width, height] = browser.bounds("button").await?;
    browser.move_to(x + width / 2.0, y + height / 2.0).await?;
    assert_eq!(browser.by_testid("button").await?.attr("data-pointed").await?.as_deref(), Some("yes"));
    browser.click_at(x + width / 2.0, y + height / 2.0).await?;
    browser.press(Key::Enter).await?;
    assert_eq!(browser.text("button").await?, "3");
    browser.click("field").await?;
    browser.press("咖啡").await?;
    assert_eq!(browser.by_testid("field").await?.prop("value").await?.as_deref(), Some("咖啡"));

    let media = "return [matchMedia('(prefers-color-scheme: dark)').matches, innerWidth, devicePixelRatio]";
    assert_eq!(browser.run::<serde_json::Value>(media, []).await?, json!([true, 1280, 2]));
    browser.screenshot(&folder.path().join("view.png")).await?;
    assert_eq!(size(&folder.path().join("view.png"))?, (2560, 1600));
    browser.set_viewport(320, 600, 1.0).await?;
    browser.set_media(ColourScheme::Light, true).await?;
    let media = "return [matchMedia('(prefers-color-scheme: dark)').matches, innerWidth, devicePixelRatio,
        matchMedia('(prefers-reduced-motion)').matches]";
    assert_eq!(browser.run::<serde_json::Value>(media, []).await?, json!([false, 320, 1, true]));
    if browser.engine() == Engine::Chromium {
        browser.screenshot_page(&folder.path().join("page.png")).await?;
        assert_eq!(size(&folder.path().join("page.png"))?, (320, 1500));
    }
    browser.expect_no_problems().await?;

    let brief = std::time::Duration::from_millis(50);
    let error = browser.wait_at_most(brief, "false").await.err().map(|error| error.to_string()).unwrap_or_default();
    assert!(error.contains("still not: false"), "{error}");
    Ok(())
}

#[tokio::test]
async fn a_browser_that_is_handed_on_is_as_new() -> Result<()> {
    let folder = folder()?;
    for _ in 0..2 {
        let site = Front::of(Site::serve(folder.path())?)?;
        let browser = Browser::start(Options::default()).await?;
        assert!(browser.log().await?.is_empty(), "the console of another test");
        let new = "return [document.hasFocus(), history.length, window.name, innerWidth]";
        assert_eq!(browser.run::<serde_json::Value>(new, []).await?, json!([true, 1, "", 1280]));
        browser.allow_clipboard(&site.origin()).await?;
        browser.set_viewport(400, 400, 1.0).await?;
        browser.open(site.url("wrong.html")).await?;
        browser.open(site.url("index.html")).await?;
        browser.run::<()>("window.name = 'used'", []).await?;
    }
    Ok(())
}

#[tokio::test]
async fn problems_of_a_page_are_seen() -> Result<()> {
    let folder = folder()?;
    let site = Front::of(Site::serve(folder.path())?)?;
    let browser = Browser::start(Options::default()).await?;
    browser.open(site.url("embed.html")).await?;
    let problems = browser.problems().await?;
    assert!(
        problems.iter().any(|problem| problem.message.replace('-', " ").contains("Content Security Policy")),
        "{problems:?}"
    );
    browser.open(site.url("wrong.html")).await?;
    browser.wait_until("document.readyState === 'complete'").await?;
    let problems = browser.problems().await?;
    assert!(problems.iter().any(|problem| problem.message.contains("a mistake")), "{problems:?}");
    assert!(
        problems.iter().any(|problem| problem.message.contains("innerHTML") || problem.message.contains("TrustedHTML")),
        "{problems:?}"
    );
    assert!(browser.expect_no_problems().await.is_err());
    Ok(())
}

#[tokio::test]
async fn only_the_embedded_page_can_be_framed_elsewhere() -> Result<()> {
    let folder = folder()?;
    let site = Front::of(Site::serve(folder.path())?)?;
    let newspaper = tempfile::tempdir()?;
    let frame = |page: &str| format!("<iframe src={} title={page}></iframe>", site.url(page));
    let page = format!(
        "<!doctype html><link rel=icon href=data:,><p data-testid=own>article</p>{}{}",
        frame("embed.html"),
        frame("index.html")
    );
    fs::write(newspaper.path().join("index.html"), page)?;
    let host = Front::of(Site::host(newspaper.path())?)?;
    let browser = Browser::start(Options::default()).await?;
    browser.open(host.url("")).await?;
    browser.enter_frame("iframe").await?;
    assert_eq!(browser.text("deep").await?, "within");
    browser.leave_frame().await?;
    assert_eq!(browser.text("own").await?, "article");
    browser.enter_frame("iframe[title='index.html']").await?;
    assert!(!browser.has_testid("title").await?, "the whole page is framed by another host");
    Ok(())
}
