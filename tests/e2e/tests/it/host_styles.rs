//! What the styles of the page around the widget must not change: which mark the pointer hits, and what the reader
//! reads.

use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;
use serde_json::{Value, json};
use shanhai_e2e::{dist, repository};

use crate::faults::sent_in;
use crate::frames::Parent;

const ROOT: &str = "const root = document.querySelector('shanhai-widget').shadowRoot;";
const SCRIPT: &str = "<script type=module src='{site}shanhai.js'></script>";

fn fixture(name: &str) -> Result<String> {
    let path = repository().join("tests/e2e/fixtures").join(name);
    std::fs::read_to_string(&path).with_context(|| path.display().to_string())
}

/// A mark of a drawing: the text of its tooltip, and its box in the drawing.
#[derive(Debug, Deserialize, PartialEq)]
struct Mark {
    says: String,
    bounds: [f64; 4],
}

/// Walks over a drawing by keyboard, which does not depend on window coordinates; returns the marks that it met.
const WALK: &str = include_str!("../../fixtures/host_styles-walk.js");

const ESCAPE: &str = "dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' })); return new Promise((done) => setTimeout(done, 30))";

/// The window coordinates of the centre of a box in the drawing, after it was scrolled to the middle. They are
/// measured on a probe element; `arguments[1]` is the zoom of the page, which some engines leave out of their
/// measurements.
const POINT: &str = include_str!("../../fixtures/host_styles-point.js");

/// The text of a visible tooltip, its distance above or below its mark, and how far it extends beyond the graphic, in
/// layout px.
const TIP: &str = include_str!("../../fixtures/host_styles-tip.js");

#[derive(Debug, Deserialize)]
struct Tip {
    says: String,
    gap: f64,
    outside: f64,
}

#[tokio::test]
async fn the_pointer_meets_the_mark_that_it_is_over_however_the_page_is_scaled() -> Result<()> {
    let parent = Parent::new().await?;
    let page = fixture("placed.html")?;
    for (style, zoom) in [
        ("", 1.0),
        ("body { zoom: .8 }", 0.8),
        ("body { zoom: 1.25 }", 1.25),
        ("shanhai-widget { zoom: .8 }", 0.8),
        ("main { transform: scale(.5) }", 1.0),
        ("main { transform: rotate(20deg) }", 1.0),
        ("main { transform: rotate(180deg) }", 1.0),
        ("main { transform: scaleX(-1) rotate(90deg) }", 1.0),
        ("body { zoom: 1.25 } main { transform: scale(.5) rotate(-45deg) }", 1.25),
    ] {
        for chart in ["teams", "mohan-port"] {
            let widget = format!("<shanhai-widget chart={chart} lang=en loading=eager></shanhai-widget>");
            parent.opens_page(&page.replace("{style}", style).replace("{widget}", &widget)).await?;
            meets_every_mark(&parent, zoom).await.with_context(|| format!("{chart}, {style}"))?;
        }
    }
    Ok(())
}

async fn meets_every_mark(parent: &Parent, zoom: f64) -> Result<()> {
    let browser = &parent.browser;
    browser
        .wait_until("document.querySelector('shanhai-widget')?.shadowRoot?.querySelector('[data-taken] .page')")
        .await?;
    browser.move_to(1.0, 1.0).await?;
    let marks: Vec<Mark> = browser.run(&format!("{ROOT}{WALK}"), []).await?;
    ensure!(marks.len() > 3, "{} marks only", marks.len());
    for mark in marks {
        let point: (f64, f64) = browser.run(&format!("{ROOT}{POINT}"), [json!(mark.bounds), json!(zoom)]).await?;
        // away from the tooltip of the previous mark, which stays while the pointer is over it
        browser.move_to(1.0, 1.0).await?;
        browser.run::<()>(ESCAPE, []).await?;
        browser.move_to(point.0, point.1).await?;
        let shown = format!(
            "(() => {{ {ROOT} const tip = root.querySelector('.tip'); return !tip.hidden && tip.textContent === {}; }})()",
            json!(mark.says)
        );
        if browser.wait_at_most(std::time::Duration::from_secs(10), &shown).await.is_err() {
            let tip: Option<Tip> = browser.run(&format!("{ROOT}{TIP}"), [json!(mark.bounds)]).await?;
            anyhow::bail!("{point:?} is over {mark:?}, and the tooltip is {tip:?}");
        }
        let tip: Tip = browser.run(&format!("{ROOT}{TIP}"), [json!(mark.bounds)]).await?;
        ensure!(
            tip.says == mark.says && tip.gap < 12.0 && tip.outside <= 1.0,
            "the tooltip of {mark:?} stands elsewhere: {tip:?}"
        );
    }
    browser.expect_no_problems().await
}

/// Everything that can be read: each text with its positions, each drawing with its pixels, and every computed style.
const READ: &str = include_str!("../../fixtures/host_styles-read.js");

/// The first difference between two pages.
fn difference(plain: &Value, other: &Value) -> Option<String> {
    for kind in ["texts", "pixels", "styles"] {
        let [plain, other] = [plain, other].map(|page| page[kind].as_array().cloned().unwrap_or_default());
        let differs = plain.iter().zip(&other).find(|(a, b)| a != b);
        if let Some((a, b)) = differs {
            let short = |value: &Value| value.to_string().chars().take(200).collect::<String>();
            return Some(format!("{kind}: {} is {}", short(a), short(b)));
        }
        if plain.len() != other.len() || plain.is_empty() && kind != "pixels" {
            return Some(format!("{kind}: {} and {}", plain.len(), other.len()));
        }
    }
    None
}

#[tokio::test]
async fn nothing_that_a_page_hands_down_changes_what_is_read() -> Result<()> {
    let parent = Parent::new().await?;
    let browser = &parent.browser;
    let (page, css) = (fixture("inherits.html")?, fixture("inherited.css")?);
    let program = |attributes: &str| format!("<shanhai-widget loading=eager {attributes}></shanhai-widget>{SCRIPT}");
    let mut cases = vec![("prerendered", sent_in("embed-projects.en.html")?)];
    for attributes in
        ["view=projects lang=en", "view=overview lang=zh-Hans", "chart=mohan-port lang=en", "view=timeline lang=en"]
    {
        cases.push((attributes, program(attributes)));
    }
    for (what, widget) in cases {
        let mut read = Vec::new();
        for (page_tag, styles) in [("lang=\"en\"", ""), ("lang=\"ar\" dir=\"rtl\"", css.as_str())] {
            let page = page.replace("{page}", page_tag).replace("{styles}", styles).replace("{widget}", &widget);
            parent.opens_page(&page).await?;
            let ready = if what == "prerendered" {
                "getComputedStyle(document.querySelector('shanhai-widget')).getPropertyValue('--shanhai-styles')"
            } else {
                "performance.getEntriesByName('charts-ready').length"
            };
            browser.wait_until(ready).await.with_context(|| what.to_owned())?;
            read.push(browser.run::<Value>(&format!("{ROOT}{READ}"), []).await?);
        }
        let differs = difference(&read[0], &read[1]);
        ensure!(differs.is_none(), "{what}: {}", differs.unwrap_or_default());
    }
    Ok(())
}

#[tokio::test]
async fn numbers_stand_before_their_words_in_a_page_from_right_to_left() -> Result<()> {
    let parent = Parent::new().await?;
    let page = fixture("inherits.html")?
        .replace("{page}", "lang=\"ar\" dir=\"rtl\"")
        .replace("{styles}", "")
        .replace("{widget}", &format!("<shanhai-widget loading=eager view=projects lang=en></shanhai-widget>{SCRIPT}"));
    parent.opens_page(&page).await?;
    let browser = &parent.browser;
    browser.wait_for_mark("charts-ready").await?;
    let places = format!(
        "{ROOT} const text = root.querySelector('[data-testid=count]').firstChild, at = (from, to) => {{
             const range = document.createRange(); range.setStart(text, from); range.setEnd(text, to); return range.getBoundingClientRect().left; }};
         const top = root.querySelector('.root');
         return [text.data, at(0, 2), at(3, text.length), top.lang, top.dir]"
    );
    let (text, number, word, lang, dir): (String, f64, f64, String, String) = browser.run(&places, []).await?;
    ensure!(text.starts_with("32 ") && number < word, "{text}: the number at {number}, the word at {word}");
    ensure!(lang == "en" && dir == "ltr", "{lang} {dir}");
    // what the page hides stays hidden, with everything in it
    browser.run::<()>("document.querySelector('.frame').style.visibility = 'hidden'", []).await?;
    let hidden = format!("{ROOT} return getComputedStyle(root.querySelector('[data-testid=count]')).visibility");
    ensure!(browser.run::<String>(&hidden, []).await? == "hidden");
    Ok(())
}

#[tokio::test]
async fn a_picture_that_is_pasted_into_a_page_from_right_to_left_reads_as_it_is() -> Result<()> {
    let parent = Parent::new().await?;
    let picture = std::fs::read_to_string(dist()?.join("static/mohan-port.en.svg"))?;
    let mut read = Vec::new();
    for page_tag in ["lang=en", "lang=ar dir=rtl"] {
        let page = fixture("inherits.html")?.replace("{page}", page_tag).replace("{styles}", "");
        parent.opens_page(&page.replace("{widget}", &picture)).await?;
        let places = include_str!("../../fixtures/host_styles-places.js");
        read.push(parent.browser.run::<Vec<(String, i64)>>(places, []).await?);
    }
    ensure!(read[0].len() > 10 && read[0] == read[1], "{read:?}");
    Ok(())
}
