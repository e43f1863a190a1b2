//! What publishing systems make of the embed code and pages: figures that have lost their attributes, pictures on
//! unstyled phones, pages of projects, and the page that checks a host.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;
use shanhai_e2e::{Browser, Fault, Front, Options, Site, dist};
use tempfile::TempDir;

use crate::frames::Parent;
use crate::reader::Reader;

const SCRIPT: &str = "<script type=module src='{site}shanhai.js'></script>";

#[tokio::test]
async fn a_figure_that_an_editor_has_stripped_is_known_by_its_link() -> Result<()> {
    let parent = Parent::new().await?;
    let figure = "<figure class='wp-block-image'><a href='{site}embed-chart-money-2023.en.html?theme=dark'>
        <img src='{site}static/money-2023.en.png' alt=Money></a>
        <figcaption>Money <a id=out href='{site}embed-chart-money-2023.en.html'>Interactive version</a></figcaption></figure>";
    parent.opens_plain(&format!("{figure}{SCRIPT}")).await?;
    parent
        .browser
        .wait_until(
            "document.querySelector('figure shanhai-widget')?.shadowRoot.querySelector('.root.dark [data-testid=canvas-money-2023]')?.width > 0",
        )
        .await?;
    parent
        .browser
        .wait_until("!document.querySelector('figure img').checkVisibility() && !document.getElementById('out').checkVisibility()")
        .await
        .context("picture and link go where the widget stands")?;
    parent.browser.expect_no_problems().await
}

#[tokio::test]
async fn a_figure_of_something_unknown_keeps_its_picture() -> Result<()> {
    let parent = Parent::new().await?;
    for named in ["poster:money-2023", "", "chart:", "view:weather", "project:maojiawan", "chart:weather"] {
        let figure = format!(
            "<figure data-shanhai='{named}'><img src='{{site}}static/money-2023.en.png' alt=Money width=300></figure>"
        );
        // once a recognised figure has its widget, every figure has had its chance
        let known = "<figure id=known data-shanhai='chart:teams'><img src='{site}static/teams.en.png' alt=Teams width=300></figure>";
        parent.opens_plain(&format!("{figure}{known}{SCRIPT}")).await?;
        parent
            .browser
            .wait_until("!document.querySelector('#known img').checkVisibility()")
            .await
            .context(named.to_owned())?;
        let kept = "document.querySelector('figure img').checkVisibility() && !document.querySelector('figure:not(#known) shanhai-widget')";
        parent.browser.wait_until(kept).await.with_context(|| format!("{named} loses its picture"))?;
    }
    Ok(())
}

#[tokio::test]
async fn codes_leave_a_picture_that_fits_a_phone_a_sentence_and_a_link() -> Result<()> {
    let reader = Reader::opens("embed.html?lang=en&chart=money-2023").await?;
    reader.asks::<()>("root.querySelector('[data-lazy=embed]').click()").await?;
    reader.waits_until("root.querySelector('dialog[open] textarea')?.value").await?;
    let parent = Parent::new().await?;
    parent.browser.set_viewport(375, 800, 1.0).await?;
    for kind in ["inline", "frame", "figure"] {
        let choose = format!(
            "const dialog = root.querySelector('dialog'), field = [...dialog.querySelectorAll('select')].at(-1);
             field.value = '{kind}'; field.dispatchEvent(new Event('change')); return dialog.querySelector('textarea').value"
        );
        let code: String = reader.asks(&choose).await?;
        let code = code.replace(&reader.site.origin(), parent.child.origin().as_str());
        // as left by a system that removes scripts, frames and unknown elements
        parent.opens_plain(&format!("<div id=post></div><template id=code>{code}</template>")).await?;
        let strip = include_str!("../../fixtures/systems-strip.js");
        parent.browser.run::<()>(strip, []).await?;
        parent.browser.wait_until("[...document.images].every((one) => one.complete && one.naturalWidth)").await?;
        let left: Value = parent
            .browser
            .run(
                "const post = document.getElementById('post'), image = post.querySelector('img');
                 return { width: document.documentElement.scrollWidth, image: image && [image.clientWidth, image.clientHeight, image.alt],
                     link: post.querySelector('a:not(:has(img))')?.href, text: post.textContent.trim() }",
                [],
            )
            .await?;
        ensure!(left["width"].as_f64().is_some_and(|width| width <= 375.0), "{kind}: {left}");
        ensure!(
            left["link"].as_str().is_some_and(|link| link.ends_with("embed-chart-money-2023.en.html")),
            "{kind}: {left}"
        );
        ensure!(left["text"].as_str().is_some_and(|text| text.len() > 20), "{kind}: {left}");
        if kind != "frame" {
            let alt = left["image"][2].as_str().unwrap_or_default();
            ensure!(["9.196", "16.758", "471"].iter().all(|number| alt.contains(number)), "{kind}: {alt}");
            let ratio = left["image"][0].as_f64().unwrap_or_default() / left["image"][1].as_f64().unwrap_or(1.0);
            ensure!((0.3..3.0).contains(&ratio), "{kind}: {left}");
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_project_has_a_page_that_needs_neither_script_nor_fragment() -> Result<()> {
    let folder = dist()?;
    let entry: Value = serde_json::from_str(&fs::read_to_string(folder.join("data/projects/maojiawan.json"))?)?;
    let hash = entry["dataset"]["hash"].as_str().context("no hash")?.to_owned();
    let page = fs::read_to_string(folder.join("embed-project-maojiawan.en.html"))?;
    for wanted in [
        "<title>Maojiawan",
        "Not stated in the article",
        "share-project-maojiawan.en.png",
        "oembed-project-maojiawan.en.json",
        &hash,
    ] {
        ensure!(page.contains(wanted), "no {wanted}");
    }
    ensure!(!page.contains("noindex"), "search engines are sent away");
    let reader = Reader::opens("embed.html").await?;
    for width in [280, 375, 1280] {
        reader.browser.set_viewport(width, 800, 1.0).await?;
        reader.browser.open(reader.site.url("embed-project-maojiawan.en.html")).await?;
        reader.browser.wait_until("document.readyState === 'complete'").await?;
        let shown: Vec<bool> = reader
            .browser
            .run(
                "return [document.documentElement.scrollWidth <= innerWidth, document.querySelector('.map svg').getBoundingClientRect().height > 150,
                    document.querySelectorAll('dd.lacking').length > 0, !performance.getEntriesByType('resource').some((one) => one.name.endsWith('.wasm'))]",
                [],
            )
            .await?;
        ensure!(shown == [true; 4], "at {width} px: {shown:?}");
    }
    reader
        .browser
        .wait_until("document.querySelector('.report a').href.includes(encodeURIComponent(location.href))")
        .await?;
    let mail: String = reader.browser.run("return document.querySelector('.report a').href", []).await?;
    ensure!(mail.starts_with("mailto:") && mail.contains("maojiawan") && mail.contains(&hash), "{mail}");
    // the way into the graphic, and from the graphic to the page
    reader.browser.run::<()>("document.querySelector('.ways a').click()", []).await?;
    reader.waits_until("root?.querySelector('[data-testid=project-maojiawan].open a')?.href.endsWith('/embed-project-maojiawan.en.html')").await?;
    reader.browser.expect_no_problems().await
}

#[tokio::test]
async fn the_page_of_a_project_tells_a_frame_its_height() -> Result<()> {
    let parent = Parent::new().await?;
    parent
        .opens_plain(&format!(
            "<iframe src='{{site}}embed-project-maojiawan.zh-Hans.html' width=100% height=300></iframe>{SCRIPT}"
        ))
        .await?;
    parent.browser.wait_until("document.querySelector('iframe').clientHeight > 500").await?;
    parent.browser.expect_no_problems().await
}

/// The page that checks a host, on a third party's host.
struct Check {
    browser: Browser,
    host: Front,
    _folder: TempDir,
}

impl Check {
    /// With a Content-Security-Policy for that page, or without one.
    async fn with_policy(policy: Option<&str>) -> Result<Check> {
        let folder = tempfile::tempdir()?;
        for name in ["embed-check.html", "embed-check.css", "embed-check.js"] {
            let text = fs::read_to_string(dist()?.join(name))?;
            let text = match policy {
                Some(policy) => text.replacen(
                    "<head>",
                    &format!("<head><meta http-equiv=Content-Security-Policy content=\"{policy}\">"),
                    1,
                ),
                None => text,
            };
            fs::write(folder.path().join(name), text)?;
        }
        let host = Front::of(Site::host(folder.path())?)?;
        Ok(Check { browser: Browser::start(Options::default()).await?, host, _folder: folder })
    }

    /// Its results for a release: state and words of each check.
    async fn of(&self, release: &Front) -> Result<BTreeMap<String, (String, String)>> {
        self.browser.open(self.host.url(&format!("embed-check.html?url={}", release.url("")))).await?;
        self.browser
            .wait_at_most(std::time::Duration::from_secs(90), "'done' in document.documentElement.dataset")
            .await?;
        let rows = "return [...document.querySelectorAll('[data-check]')].map((row) => [row.dataset.check, [row.dataset.state, row.lastChild.textContent]])";
        let rows: Vec<(String, (String, String))> = self.browser.run(rows, []).await?;
        Ok(rows.into_iter().collect())
    }
}

/// The checks that failed.
fn failed(rows: &BTreeMap<String, (String, String)>) -> BTreeSet<&str> {
    rows.iter().filter(|(_, (state, _))| state == "failed").map(|(name, _)| name.as_str()).collect()
}

#[tokio::test]
async fn the_check_finds_a_good_host_good() -> Result<()> {
    let check = Check::with_policy(None).await?;
    let rows = check.of(&Front::release()?).await?;
    let all = ["cors", "script", "list", "types", "wasm", "styles", "picture", "widget", "height", "policy"];
    for name in all {
        ensure!(rows.get(name).is_some_and(|(state, _)| state == "ok"), "{name}: {rows:?}");
    }
    Ok(())
}

#[tokio::test]
async fn the_check_tells_what_a_bad_host_does_wrong() -> Result<()> {
    let check = Check::with_policy(None).await?;
    let release = Front::release()?;
    release.harm(".wasm", Fault::Type("text/plain"));
    let rows = check.of(&release).await?;
    ensure!(failed(&rows).contains("types") && rows["types"].1.contains("text/plain"), "{rows:?}");
    release.repair();
    release.harm("shanhai.js", Fault::Type("text/plain"));
    let rows = check.of(&release).await?;
    ensure!(failed(&rows).is_superset(&["script", "types"].into()), "{rows:?}");
    release.repair();
    release.harm(".wasm", Fault::Changed(500));
    let rows = check.of(&release).await?;
    ensure!(failed(&rows).contains("wasm"), "{rows:?}");
    release.repair();
    release.harm(".wasm", Fault::Status(404));
    let rows = check.of(&release).await?;
    ensure!(failed(&rows).is_superset(&["types", "wasm", "widget"].into()), "{rows:?}");
    ensure!(rows["compression"].0 == "unknown" && rows["compression"].1.ends_with("? → ?"), "{rows:?}");
    // a host that does not allow other pages access
    let silent = Front::of(Site::host(&dist()?)?)?;
    let rows = check.of(&silent).await?;
    ensure!(failed(&rows).contains("cors") && rows["cors"].1.contains("Access-Control-Allow-Origin"), "{rows:?}");
    Ok(())
}

#[tokio::test]
async fn the_check_names_the_rule_of_a_policy_that_refuses() -> Result<()> {
    let release = Front::release()?;
    let origin = release.origin();
    let policy = |script: &str, connect: &str, frame: &str| {
        format!(
            "default-src 'none'; style-src 'self' {origin}; img-src 'self' data: {origin}; script-src 'self' {script}; connect-src 'self' {connect}; frame-src {frame}"
        )
    };
    for (policy, check, words) in [
        (policy(&origin, &origin, &origin), "wasm", "wasm-unsafe-eval"),
        (policy("'wasm-unsafe-eval'", &origin, &origin), "script", "script-src"),
        (policy(&format!("{origin} 'wasm-unsafe-eval'"), "", &origin), "cors", "connect-src"),
        (policy(&format!("{origin} 'wasm-unsafe-eval'"), &origin, "'none'"), "height", "frame-src"),
    ] {
        let page = Check::with_policy(Some(&policy)).await?;
        let rows = page.of(&release).await?;
        ensure!(failed(&rows).contains(check) && rows[check].1.contains(words), "{policy}: {rows:?}");
        ensure!(check == "wasm" || failed(&rows).contains("policy"), "{policy}: {rows:?}");
    }
    let good = Check::with_policy(Some(&policy(&format!("{origin} 'wasm-unsafe-eval'"), &origin, &origin))).await?;
    let rows = good.of(&release).await?;
    ensure!(failed(&rows).is_empty(), "{rows:?}");
    Ok(())
}
