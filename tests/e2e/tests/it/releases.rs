//! Several copies of the script on one page: of two releases, under two names, and from two hosts.

use anyhow::{Context as _, Result, ensure};
use serde_json::Value;
use shanhai_e2e::{Front, dist};

use crate::faults::sent_in;
use crate::frames::Parent;

const NOTES: &str = "<script>window.faults = [];
    document.addEventListener('shanhai:error', ({ detail }) => faults.push(detail));</script>";
const SCRIPT: &str = "<script type=module src='{site}shanhai.js'></script>";
const ROOTS: &str = "[...document.querySelectorAll('shanhai-widget')].map((one) => one.shadowRoot)";

/// A prerendered widget of another release than the build's: one number in it is corrected.
fn of_another_release(page: &str, [ours, corrected]: [&str; 2]) -> Result<String> {
    let own = sent_in(page)?;
    let start = own.find("data-release=\"").context("what is prerendered names no release")? + "data-release=\"".len();
    let length = own[start..].find('"').context("no end")?;
    let mut other = own.clone();
    other.replace_range(start..start + length, "another1");
    ensure!(other.contains(ours), "no number to correct");
    Ok(other.replace(ours, corrected))
}

#[tokio::test]
async fn a_program_takes_over_only_what_its_own_release_has_prerendered() -> Result<()> {
    let parent = Parent::new().await?;
    let browser = &parent.browser;
    for (page, words, numbers) in [
        ("embed-overview.en.html", "another release", ["9.196", "9.197"]),
        ("embed-overview.zh-Hans.html", "不是同一版本", ["91.96", "91.97"]),
    ] {
        let [ours, corrected] = numbers;
        let other = of_another_release(page, numbers)?;
        for other in [other.clone(), other.replace(" data-release=\"another1\"", "")] {
            // a widget of the script's own release next to it is taken over
            parent.opens_plain(&format!("{NOTES}{other}{}{SCRIPT}", sent_in(page)?)).await?;
            let over = format!("{ROOTS}[1].querySelector('[data-taken] .page')");
            browser.wait_until(&over).await.context("the one of the same release")?;
            let said = format!("{ROOTS}[0].querySelector('[data-testid=notice]')?.checkVisibility()");
            browser.wait_until(&said).await.context("no word that the other is not interactive")?;
            let (line, text, boxes): (String, String, usize) = browser
                .run(
                    &format!(
                        "const root = {ROOTS}[0]; return [root.querySelector('[data-testid=notice]').textContent,
                             root.querySelector('.box')?.textContent ?? '', root.querySelectorAll('[data-taken], canvas').length]"
                    ),
                    [],
                )
                .await?;
            ensure!(line.contains(words), "{line}");
            ensure!(boxes == 0 && text.contains(corrected) && !text.contains(ours), "the number has gone");
            let faults: Vec<Value> = browser.run("return faults", []).await?;
            ensure!(faults.len() == 1 && faults[0]["code"] == "other-release", "{faults:?}");
            // whatever the page then requests of it
            let asks = "const one = document.querySelector('shanhai-widget'); one.setAttribute('view', 'models'); one.setAttribute('lang', 'en');
                const parent = one.parentNode; one.remove(); parent.prepend(one); return new Promise((done) => setTimeout(done, 500))";
            browser.run::<()>(asks, []).await?;
            let stays = format!(
                "const root = {ROOTS}[0]; return root.querySelector('.box').textContent.includes('{corrected}')
                    && [...root.querySelectorAll('[data-testid=notice]')].filter((one) => one.checkVisibility()).length === 1 && !root.querySelector('[data-taken]')"
            );
            ensure!(browser.run::<bool>(&stays, []).await?, "it does not stay");
        }
    }
    Ok(())
}

/// The script's file name that contains its content hash.
fn hashed_script() -> Result<String> {
    let names = std::fs::read_dir(dist()?)?.flatten().map(|file| file.file_name().to_string_lossy().into_owned());
    names.into_iter().find(|name| name.starts_with("shanhai-") && name.ends_with(".js")).context("no hashed script")
}

#[tokio::test]
async fn copies_of_the_script_share_what_a_page_has_once() -> Result<()> {
    let parent = Parent::new().await?;
    let browser = &parent.browser;
    let second = Front::release()?;
    let hashed = hashed_script()?;
    for other in [format!("{{site}}{hashed}"), second.url("shanhai.js"), "{site}shanhai.js?again".to_owned()] {
        let body = format!(
            "{NOTES}<p><span id=word data-shanhai-target='project:maojiawan'>Maojiawan</span></p>
             <shanhai-widget loading=eager view=overview lang=en></shanhai-widget>
             <iframe src='{}' width=600 height=150 style='border:0;height:150px' title=other></iframe>{SCRIPT}
             <script type=module>import * as first from '{{site}}shanhai.js'; import * as other from '{other}'; window.first = first; window.other = other;</script>",
            second.url("embed-chart-mohan-port.en.html")
        );
        parent.opens_plain(&body).await?;
        browser.wait_until(&format!("window.other && {ROOTS}[0]?.querySelector('[data-taken] .page')")).await?;
        browser.wait_for_mark("charts-ready").await?;
        // the copy that did not define the element opens and highlights in it, too
        browser.run::<()>("other.light('figure:farm-sales')", []).await?;
        let lit = format!("{ROOTS}[0].querySelector('[data-testid=figure-farm-sales]')?.matches('[data-lit]')");
        browser.wait_until(&lit).await.with_context(|| format!("{other} lights nothing"))?;
        browser.run::<()>("other.light('')", []).await?;
        browser.wait_until(&format!("!({lit})")).await.context("and puts it out")?;
        browser.run::<()>("other.open('project:maojiawan')", []).await?;
        let opened = format!("{ROOTS}[0].querySelector('[data-testid=project-maojiawan] details[open]')");
        browser.wait_until(&opened).await.with_context(|| format!("{other} opens nothing"))?;
        ensure!(
            browser
                .run::<bool>("return first.shows('project:maojiawan') && other.shows('project:maojiawan')", [])
                .await?
        );
        // frames of a host are recognised as soon as a script from that host has loaded
        if other.starts_with(&second.origin()) {
            browser
                .wait_until("document.querySelector('iframe').clientHeight > 300")
                .await
                .context("the frame of the second host")?;
        }
        let faults: Vec<Value> = browser.run("return faults", []).await?;
        ensure!(faults.is_empty(), "{faults:?}");
    }
    Ok(())
}
