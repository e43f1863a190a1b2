//! The widget next to other people's styles, the embed code for their pages, and what their systems read from it.

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;
use shanhai_e2e::{Engine, Fault, dist};
use std::collections::BTreeSet;
use std::fs;

use crate::frames::Parent;
use crate::reader::Reader;

/// Style sheets that pages use.
const SHEETS: [(&str, &str); 4] = [
    ("Bootstrap", "<link rel=stylesheet href=node_modules/bootstrap/dist/css/bootstrap.css>"),
    ("Tailwind's preflight", "<link rel=stylesheet href=node_modules/tailwindcss/src/css/preflight.css>"),
    (
        "WordPress blocks",
        "<link rel=stylesheet href=node_modules/@wordpress/block-library/build-style/common.css>
         <link rel=stylesheet href=node_modules/@wordpress/block-library/build-style/reset.css>
         <link rel=stylesheet href=node_modules/@wordpress/block-library/build-style/style.css>
         <link rel=stylesheet href=node_modules/@wordpress/block-library/build-style/theme.css>",
    ),
    (
        "a harsh reset",
        "<style>* { all: unset; margin: 0 !important; padding: 0; box-sizing: content-box; color: red; font: 30px/3 fantasy; letter-spacing: 9px; text-transform: uppercase }
         shanhai-widget { display: block; width: 600px } html, body, main { display: block } p { display: block } head, script, style { display: none }</style>",
    ),
];

/// The style of every element of the widget and its position in it.
const LOOKS: &str = include_str!("../../fixtures/embedding-looks.js");

/// The style of a page's own elements.
const OUTSIDE: &str = include_str!("../../fixtures/embedding-outside.js");

/// Whether two of [`LOOKS`] are the same, except for positions that are rounded differently.
fn looks_the_same(one: &str, other: &str) -> bool {
    let is_near = |(a, b): (&str, &str)| match (a.parse::<f64>(), b.parse::<f64>()) {
        (Ok(a), Ok(b)) => (a - b).abs() <= 1.0,
        _ => a == b,
    };
    let (one, other): (Vec<_>, Vec<_>) = (one.split(" | ").collect(), other.split(" | ").collect());
    one.len() == other.len()
        && one.iter().zip(&other).enumerate().all(|(index, (a, b))| match index {
            2 => a.split(',').count() == b.split(',').count() && a.split(',').zip(b.split(',')).all(is_near),
            _ => a == b,
        })
}

#[tokio::test]
async fn the_styles_of_pages_and_widget_leave_each_other_alone() -> Result<()> {
    let parent = Parent::new().await?;
    let content = "<p id=before class='tip list item'>a</p><button class='link tabs root'>b</button><h2>c</h2>";
    let script = "<script type=module src='{site}shanhai.js'></script>";
    let widget = "<shanhai-widget lang=en view=projects loading=eager></shanhai-widget>";
    let body = |sheet: &str, widget: &str| {
        let frame = "<style>html { overflow-y: scroll } main { display: block; width: 600px; margin: 0 } body { margin: 0 }</style>";
        format!("{sheet}{frame}<main>{content}{widget}</main>{script}")
    };
    let looks = async |sheet: &str| -> Result<Vec<String>> {
        parent.opens_plain(&body(sheet, widget)).await?;
        parent.browser.wait_for_mark("charts-ready").await?;
        parent.browser.run(LOOKS, []).await
    };
    let alone = looks("").await?;
    ensure!(alone.len() > 300, "{} elements", alone.len());
    for (name, sheet) in SHEETS {
        let beside = looks(sheet).await?;
        let other: Vec<_> = alone.iter().zip(&beside).filter(|(a, b)| !looks_the_same(a, b)).take(4).collect();
        ensure!(alone.len() == beside.len() && other.is_empty(), "{name} changes the widget: {other:#?}");
        let with: Vec<String> = parent.browser.run(OUTSIDE, []).await?;
        parent.opens_plain(&body(sheet, "")).await?;
        parent.browser.wait_until("document.readyState === 'complete'").await?;
        let without: Vec<String> = parent.browser.run(OUTSIDE, []).await?;
        for (with, without) in with.iter().zip(&without) {
            let other: Vec<_> = with.split("; ").zip(without.split("; ")).filter(|(a, b)| a != b).collect();
            ensure!(other.is_empty(), "the widget changes the page with {name}: {other:?}");
        }
        ensure!(with.len() == without.len(), "{with:?}");
    }
    parent.browser.expect_no_problems().await
}

/// The codes that the dialog offers for a chart, by their kind.
async fn codes_of(reader: &Reader, dialog: &str) -> Result<Vec<(&'static str, String)>> {
    let mut codes = Vec::new();
    for (kind, name) in [(0, "inline"), (1, "frame"), (2, "figure")] {
        let choose = format!(
            "const fields = [...{dialog}.querySelectorAll('select')];
             const set = (index, value) => {{ fields[index].value = value; fields[index].dispatchEvent(new Event('change')); }};
             set(0, 'chart:mohan-port'); set(1, 'zh-Hans'); set(2, 'dark'); fields[3].selectedIndex = {kind}; fields[3].dispatchEvent(new Event('change'));
             return {dialog}.querySelector('textarea').value"
        );
        let mut code: String = reader.asks(&choose).await?;
        if name == "inline" {
            // its height is known once the preview is ready
            reader.waits_until(&format!("{dialog}.querySelector('textarea').value.includes('min-height: ')")).await?;
            code = reader.asks(&format!("return {dialog}.querySelector('textarea').value")).await?;
        }
        let carries = ["static/mohan-port.zh-Hans.png\"", "<a href=\"http", " alt=\"", "width=\"", "height=\""];
        let lacking = carries.iter().find(|one| name != "frame" && !code.contains(*one));
        ensure!(lacking.is_none(), "{name} lacks {lacking:?}: {code}");
        ensure!(name != "frame" || code.contains(" height=\"760\" "), "{code}");
        ensure!(name != "frame" || code.contains("allow=\"web-share; clipboard-write\""), "{code}");
        ensure!(code.contains("integrity=\"sha384-") && code.contains("mohan-port"), "{name}: {code}");
        codes.push((name, code));
    }
    Ok(codes)
}

/// Puts the codes into a third party's page.
async fn work_elsewhere(reader: &Reader, codes: Vec<(&'static str, String)>) -> Result<()> {
    let parent = Parent::new().await?;
    for (name, code) in codes {
        let code = code.replace(&reader.site.origin(), parent.child.origin().as_str());
        parent.opens_plain(&code).await?;
        match name {
            "frame" => {
                parent.browser.enter_frame("iframe").await?;
                parent.browser.wait_for_mark("charts-ready").await.context(name)?;
                let dark = "document.querySelector('shanhai-widget').shadowRoot.querySelector('.root.dark')";
                parent.browser.wait_until(dark).await?;
                parent.browser.leave_frame().await?;
                // 760 px high before
                let sized = "document.querySelector('iframe').clientHeight !== 760";
                parent.browser.wait_until(sized).await.context("the second line sizes the frame")?;
            }
            _ => {
                let shown = "document.querySelector('shanhai-widget')?.shadowRoot?.querySelector('.root.dark [data-testid=canvas-mohan-port]')";
                parent.browser.wait_until(shown).await.context(name)?;
            }
        }
        parent.browser.expect_no_problems().await.context(name)?;
    }
    // with other content the hash does not match, and the script does not run
    let changed = "<script type=module src='{site}shanhai.js' integrity='sha384-AAAA' crossorigin=anonymous></script><shanhai-widget></shanhai-widget>";
    parent.opens_plain(changed).await?;
    parent.browser.wait_until("document.readyState === 'complete'").await?;
    let defined: bool = parent.browser.run("return Boolean(customElements.get('shanhai-widget'))", []).await?;
    ensure!(!defined, "a script that is not the one named was run");
    Ok(())
}

#[tokio::test]
async fn the_dialog_hands_out_code_that_works() -> Result<()> {
    let reader = Reader::opens("embed.html?lang=en").await?;
    let open = "root.querySelector('[data-lazy=embed]').focus(); root.querySelector('[data-lazy=embed]').click()";
    reader.asks::<()>(open).await?;
    let dialog = "root.querySelector('dialog[open]')";
    reader
        .waits_until(&format!(
            "seen({dialog}) && {dialog}.querySelector('shanhai-widget')?.shadowRoot?.querySelector('[data-taken] .page')"
        ))
        .await
        .context("a preview")?;
    let codes = codes_of(&reader, dialog).await?;
    // copied if that is allowed, and confirmed
    let origin = reader.site.origin();
    reader.browser.allow_clipboard(&origin).await?;
    reader.asks::<()>(&format!("{dialog}.querySelector('.dialog-main').click()")).await?;
    reader.waits_until(&format!("{dialog}.querySelector('[role=status]').textContent === 'Copied.'")).await?;
    let copied: String = reader.asks("return navigator.clipboard.readText()").await?;
    ensure!(copied == codes[2].1, "{copied}");
    // the dialog uses the language of the widget
    reader.asks::<()>("root.querySelector('.switches [lang=zh-Hans]').click()").await?;
    reader.waits_until(&format!("{dialog}.textContent.includes('嵌入本图')")).await?;
    reader.asks::<()>(&format!("{dialog}.querySelector('select').focus()")).await?;
    reader.browser.press("\u{e00c}").await?;
    reader.waits_until("!root.querySelector('dialog') && focused().dataset.lazy === 'embed'").await?;
    reader.browser.expect_no_problems().await?;

    work_elsewhere(&reader, codes).await
}

/// How far the content below has moved while the widget loaded, by the browser's own metric; Chromium only.
const SHIFT: &str = "<script>window.shift = 0; new PerformanceObserver((list) => { for (const one of list.getEntries()) window.shift += one.value; })
    .observe({ type: 'layout-shift', buffered: true });</script>";

#[tokio::test]
async fn code_for_a_page_has_content_and_a_place_before_and_without_the_script() -> Result<()> {
    let reader = Reader::opens("embed.html?lang=en&view=charts").await?;
    reader.asks::<()>("root.querySelector('[data-lazy=embed]').click()").await?;
    let field = "root.querySelector('dialog[open] textarea')";
    for shown in ["chart:mohan-port", "chart:talent-exchange", "view:projects"] {
        reader.waits_until(field).await?;
        let choose = format!(
            "const field = root.querySelector('dialog[open] select'); field.value = '{shown}'; field.dispatchEvent(new Event('change'))"
        );
        reader.asks::<()>(&choose).await?;
        reader.waits_until(&format!("{field}.value.includes('min-height: ')")).await.context(shown)?;
        let code: String = reader.asks(&format!("return {field}.value")).await?;
        let parent = Parent::new().await?;
        let code = code.replace(&reader.site.origin(), &parent.child.origin());
        for width in [320, 375, 700, 1280] {
            parent.browser.set_viewport(width, 900, 1.0).await?;
            let page = format!(
                "<style>body {{ margin: 0 auto; max-width: 720px }}</style>{SHIFT}<p>Before.</p>{code}<p id=below>Below.</p>"
            );
            // without the script
            parent.child.harm("shanhai-*", Fault::Refused);
            parent.opens_plain(&page).await?;
            parent.browser.wait_until("document.readyState === 'complete'").await?;
            let seen = "(() => { const one = document.querySelector('shanhai-widget'), image = one.querySelector('img'), box = image.getBoundingClientRect();
                return image.naturalWidth > 300 && box.width > 250 && box.right <= innerWidth && one.innerText.length > 40 && one.querySelector('p a').href.includes('/embed-'); })()";
            parent
                .browser
                .wait_until(seen)
                .await
                .with_context(|| format!("{shown} at {width} px: no picture without the script"))?;
            parent.child.repair();
            // with it: first the picture, then the widget in its place
            parent.opens_plain(&page).await?;
            parent.browser.wait_for_mark("charts-ready").await.with_context(|| format!("{shown} at {width} px"))?;
            parent.browser.wait_until("document.querySelector('shanhai-widget').shadowRoot.querySelector('.box') && !document.querySelector('shanhai-widget').shadowRoot.querySelector('slot')").await?;
            if parent.browser.engine() == Engine::Chromium {
                let shift: f64 = parent.browser.run("return window.shift", []).await?;
                ensure!(shift < 0.1, "{shown} at {width} px moves the page by {shift}");
            }
        }
    }
    Ok(())
}

#[test]
fn links_tell_what_they_lead_to() -> Result<()> {
    let dist = dist()?;
    let mut seen = BTreeSet::new();
    for entry in fs::read_dir(&dist)? {
        let name = entry?.file_name().to_string_lossy().into_owned();
        // tools for editors and for people who run a host, which nobody shares
        if !name.ends_with(".html") || ["desk.html", "embed-check.html"].contains(&name.as_str()) {
            continue;
        }
        let page = fs::read_to_string(dist.join(&name))?;
        for property in ["og:title", "og:description", "og:image", "twitter:card", "twitter:image"] {
            ensure!(page.contains(&format!("=\"{property}\" content=\"")), "{name} has no {property}");
        }
        let link = page.split("<link rel=\"alternate\" type=\"application/json+oembed\" href=\"").nth(1);
        let link =
            link.and_then(|rest| rest.split('"').next()).with_context(|| format!("{name} has no oEmbed link"))?;
        let answer: Value = serde_json::from_str(&fs::read_to_string(dist.join(link)).context(link.to_owned())?)?;
        ensure!(answer["version"] == "1.0" && answer["type"] == "rich", "{link}");
        let html = answer["html"].as_str().unwrap_or_default();
        let source = html.split("src=\"").nth(1).and_then(|rest| rest.split('"').next()).context("no frame")?;
        ensure!(dist.join(source).is_file(), "{link} leads to {source}");
        if name.starts_with("embed") {
            ensure!(source == name, "{name} is answered with {source}");
            ensure!(seen.insert(link.to_owned()), "{link} answers for two pages");
        }
        let image = answer["thumbnail_url"].as_str().unwrap_or_default();
        // the header of a PNG contains width and height
        let png = fs::read(dist.join(image)).with_context(|| image.to_owned())?;
        let size = |at: usize| u32::from_be_bytes([png[at], png[at + 1], png[at + 2], png[at + 3]]);
        ensure!((size(16), size(20)) == (1200, 630), "{image} is {} by {} px", size(16), size(20));
    }
    ensure!(seen.len() == 97, "{} pages for frames", seen.len());
    Ok(())
}

#[tokio::test]
async fn pictures_survive_strict_editors() -> Result<()> {
    let reader = Reader::opens("embed.html").await?;
    let folder = dist()?.join("static");
    let mut count = 0;
    for entry in fs::read_dir(&folder)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if path.extension().is_none_or(|extension| extension != "svg") {
            continue;
        }
        count += 1;
        let svg = fs::read_to_string(&path)?;
        let shrinks = " style=\"max-width:100%;height:auto\" ";
        ensure!(svg.matches(shrinks).count() == 1, "{name} does not shrink by itself");
        let svg = svg.replacen(shrinks, " ", 1);
        for forbidden in
            [" id=", " class=", " style=", "<style", "url(", "href", "<use", "<script", "<foreignObject", "var("]
        {
            ensure!(!svg.contains(forbidden), "{name} has {forbidden}");
        }
        ensure!(svg.chars().count() < 20_000, "{name} has {} characters", svg.chars().count());
        for other in ["png", "txt"] {
            ensure!(path.with_extension(other).is_file(), "{name} has no {other}");
        }
        // a picture that is not well-formed does not load
        let wellformed = format!(
            "return new Promise((done) => {{ const image = new Image(); image.onload = () => done(image.naturalWidth > 0);
                image.onerror = () => done(false); image.src = '/static/{name}'; }})"
        );
        ensure!(reader.asks::<bool>(&wellformed).await?, "{name} is not well-formed");
    }
    ensure!(count == 26, "{count} pictures");
    Ok(())
}
