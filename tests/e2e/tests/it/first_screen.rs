//! Measurements of what a reader sees first: heights, the content of the first screen, small print, holes, and line
//! breaks within a number.

use crate::reader::{DRAWS, Data, PRELUDE, Reader, eager, id};
use anyhow::{Result, ensure};
use serde_json::Value;
use shanhai_e2e::{Browser, Front, Options};

const LANGUAGES: [&str; 2] = ["zh-Hans", "en"];

#[tokio::test]
async fn the_overview_is_a_page_and_not_an_appendix() -> Result<()> {
    for (width, most) in [(375, 3_600.0), (1280, 1_800.0)] {
        let reader = Reader::opens_at("embed.html", width, 1.0).await?;
        for language in LANGUAGES {
            reader.goes_to(&format!("embed.html?lang={language}")).await?;
            let height: f64 = reader.asks("return by('tabs').closest('.root').getBoundingClientRect().height").await?;
            ensure!(height > 1_000.0 && height <= most, "{language} at {width} px: {height} px");
            let wide: f64 = reader.asks("return document.documentElement.scrollWidth").await?;
            ensure!(wide <= f64::from(width), "{language} at {width} px: as wide as {wide} px");
        }
    }
    Ok(())
}

/// The first picture is the map of the cooperation.
#[tokio::test]
async fn the_first_screen_has_the_connections() -> Result<()> {
    let reader = Reader::opens_at("embed.html", 375, 1.0).await?;
    reader.browser.set_viewport(375, 667, 1.0).await?;
    for language in LANGUAGES {
        reader.goes_to(&format!("embed.html?lang={language}")).await?;
        let top: f64 = reader.asks("return by('canvas-connections').getBoundingClientRect().top").await?;
        ensure!(top < 667.0 / 2.0, "{language}: the picture begins at {top} px");
        // six headline numbers follow, none of them a year or a month
        let numbers: Vec<String> =
            reader.asks("return [...root.querySelectorAll('.headline .number')].map((one) => one.textContent)").await?;
        ensure!(numbers.len() == 6, "{numbers:?}");
        ensure!(!numbers.iter().any(|number| number.len() == 4 && number.starts_with("20")), "{numbers:?}");
    }
    reader.goes_to("embed.html?view=projects&lang=en").await?;
    let [top, bottom]: [f64; 2] =
        reader.asks("const { top, bottom } = by('canvas-map').getBoundingClientRect(); return [top, bottom]").await?;
    ensure!(top < 667.0 * 0.6 && bottom > top, "the map begins at {top} px");
    let fields: usize = reader
        .asks("return [...root.querySelectorAll('.filters select, .filters .theme-filter, .filters [type=search]')].filter(seen).length")
        .await?;
    ensure!(fields == 1, "the search alone stands open, not {fields} fields");
    Ok(())
}

/// At most one line is open; the rest opens in place, by keyboard, too.
#[tokio::test]
async fn small_print_waits_behind_its_button() -> Result<()> {
    let reader = Reader::opens_at("embed.html?lang=en", 375, 1.0).await?;
    let open: Vec<String> = reader
        .asks(
            "return [...root.querySelectorAll('.overview .quiet, .overview .info-text, .overview .credits')].filter(seen)
                .filter((one) => one.getBoundingClientRect().height > 24).map((one) => squeeze(one.textContent))",
        )
        .await?;
    ensure!(open.is_empty(), "{open:?}");
    let told: Value = reader
        .asks(
            "const info = root.querySelector('.headline .info'); const summary = info.querySelector('summary');
             summary.focus(); summary.click();
             return [info.open, seen(info.querySelector('.info-text')), summary.getAttribute('aria-label')]",
        )
        .await?;
    ensure!(told[0] == true && told[1] == true && told[2].as_str().is_some_and(|label| label.len() > 12), "{told}");
    Ok(())
}

/// A partner's tooltip lists its places; the marks of places offer their projects, and lead to them.
#[tokio::test]
async fn the_connections_answer_pointer_and_keys() -> Result<()> {
    let reader = Reader::opens("embed.html?lang=en").await?;
    let (x, y) = reader.finds_mark("canvas-connections", &["Lingang Group", "8 projects"], 24.0).await?;
    reader.browser.click_at(x, y).await?;
    reader.waits_until("tooltip()?.querySelectorAll('button').length >= 8").await?;
    reader.asks::<()>("tooltip().querySelector('button.link').click()").await?;
    reader.waits_until("by('project-list') && root.querySelector('.item.open')").await?;
    reader.goes_to("embed.html?lang=en").await?;
    let (x, y) = reader.finds_mark("canvas-connections", &["Fugong"], 16.0).await?;
    let words = reader.points_at(x, y).await?.unwrap_or_default();
    ensure!(words.contains("Pudong"), "{words}");
    reader.browser.expect_no_problems().await
}

/// No empty space is left for a chart that is not there.
#[tokio::test]
async fn the_charts_leave_no_holes_and_are_no_wider_than_their_form() -> Result<()> {
    let reader = Reader::opens("embed.html?view=charts&lang=en").await?;
    for width in [800, 1280] {
        reader.browser.set_viewport(width, 900, 1.0).await?;
        let holes: Vec<f64> = reader
            .asks(
                "const charts = [...root.querySelectorAll('.charts .chart')].map((one) => one.getBoundingClientRect());
                 return charts.map((one) => {
                     const below = charts.filter((other) => other.top > one.top && other.left < one.right && other.right > one.left);
                     return below.length ? Math.min(...below.map((other) => other.top)) - one.bottom : 0;
                 })",
            )
            .await?;
        ensure!(holes.iter().all(|hole| *hole <= 80.0), "{width} px: {holes:?}");
        let widest: f64 = reader
            .asks("return Math.max(...[...root.querySelectorAll('.charts canvas')].map((one) => one.getBoundingClientRect().width))")
            .await?;
        ensure!(widest <= 720.0, "{width} px: a chart of {widest} px");
    }
    Ok(())
}

/// “16.758 billion” and “167.58亿” stay on one line.
#[tokio::test]
async fn no_number_breaks() -> Result<()> {
    for width in [280, 375, 768, 1280] {
        let reader = Reader::opens_at("embed.html", width, 1.0).await?;
        for language in LANGUAGES {
            reader.goes_to(&format!("embed.html?lang={language}")).await?;
            let broken: Vec<String> = reader
                .asks(
                    "return [...root.querySelectorAll('.overview .number, .overview .scale .value')]
                        .filter((one) => one.getClientRects().length > 1 || one.scrollWidth > one.closest('dl, li').clientWidth + 1)
                        .map((one) => one.textContent)",
                )
                .await?;
            ensure!(broken.is_empty(), "{language} at {width} px: {broken:?}");
        }
    }
    Ok(())
}

/// Before the program, and without it, a single form of the picture is shown where the program draws it, at the same
/// height.
#[tokio::test]
async fn the_connections_are_sent_as_a_picture_of_the_same_size() -> Result<()> {
    let (site, browser) = (Front::release()?, Browser::start(Options::default()).await?);
    for (width, form) in
        [(320, "coast-above"), (375, "coast-above"), (700, "coast-beside"), (900, "coast-roomy"), (1280, "coast-wide")]
    {
        browser.set_viewport(width, 900, 1.0).await?;
        for language in LANGUAGES {
            browser.open("about:blank").await?;
            browser.open(site.url(&eager(&format!("embed-overview.{language}.html")))).await?;
            browser.wait_for_mark("charts-ready").await?;
            let taken = "document.querySelector('shanhai-widget').shadowRoot.querySelector('[data-taken] .page')";
            browser.wait_until(taken).await?;
            // drawings remain the prerendered pictures until somebody touches them
            let sent = format!(
                "{PRELUDE} const stage = by('chart-connections').querySelector('.stage');
                 const shown = [...stage.querySelectorAll('.picture svg')].filter(seen);
                 return [stage.getBoundingClientRect().height, shown.map((one) => one.getAttribute('class')).join()]"
            );
            let (high, shown): (f64, String) = browser.run(&sent, []).await?;
            ensure!(shown == form, "{language} at {width} px: {shown}");
            browser.run::<()>(DRAWS, []).await?;
            browser
                .wait_until(&format!(
                    "(() => {{ {PRELUDE} return by('canvas-connections')?.matches('canvas[data-drawn]') }})()"
                ))
                .await?;
            let drawn = format!(
                "{PRELUDE} return by('chart-connections').querySelector('.stage').getBoundingClientRect().height"
            );
            let drawn: f64 = browser.run(&drawn, []).await?;
            ensure!((high - drawn).abs() < 1.0, "{language} at {width} px: {high} px as a picture, {drawn} px drawn");
        }
    }
    browser.expect_no_problems().await
}

/// In the project view, a partner shows its places, and a project shows its partner.
#[tokio::test]
async fn the_connections_follow_the_filters_and_the_open_project() -> Result<()> {
    let reader = Reader::opens("embed-projects.en.html").await?;
    reader.asks::<()>("by('map').querySelector('.segments button:last-of-type').click()").await?;
    reader.waits_until("by('canvas-connections')?.matches('canvas[data-drawn]') && !by('canvas-map')").await?;
    let data = Data::read()?;
    let partner = "spring-airlines";
    let own =
        data.projects(|project| project["partners"].as_array().is_some_and(|all| all.iter().any(|one| one == partner)));
    let picture = "return by('canvas-connections').toDataURL()";
    let all: String = reader.asks(picture).await?;
    reader.chooses("partner-filter", partner, 1).await?;
    reader.waits_for_projects(&own, "a partner's projects").await?;
    reader.waits_until("by('canvas-connections').getAttribute('data-drawn') !== null").await?;
    let of_partner: String = reader.asks(picture).await?;
    ensure!(of_partner != all, "the partner's places are not shown");
    reader.chooses("partner-filter", "", 0).await?;
    let joined =
        data.list("projects").iter().find(|project| project["partners"].as_array().is_some_and(|all| !all.is_empty()));
    let joined = id(joined.unwrap_or(&Value::Null));
    reader.asks::<()>(&format!("by('project-{joined}').querySelector('summary').click()")).await?;
    reader.waits_until(&format!("by('project-{joined}').matches('.open')")).await?;
    let of_project: String = reader.asks(picture).await?;
    ensure!(of_project != all && of_project != of_partner, "the project's partner is not shown");
    reader.browser.expect_no_problems().await
}

/// Models can be filtered by theme and text, as projects can. A link to a model that is filtered out shows it again.
#[tokio::test]
async fn models_are_filtered_by_theme_and_text() -> Result<()> {
    let data = Data::read()?;
    let all = data.list("models").len();
    let reader = Reader::opens("embed.html?view=models&lang=en").await?;
    let count = "parseInt(by('count').textContent, 10)";
    let cards = "[...root.querySelectorAll('.model')].filter(seen).length";
    let shows = |number: usize| format!("{count} === {number} && {cards} === {number}");
    reader.waits_until(&shows(all)).await?;
    let theme = data.list("themes").last().and_then(|theme| theme["id"].as_str()).unwrap_or_default().to_owned();
    let of_theme = data.list("models").iter().filter(|model| model["theme"] == *theme).count();
    reader.chooses("theme-filter", &theme, 4).await?;
    reader.waits_until(&shows(of_theme)).await?;
    // the text narrows further; a group that it leaves empty disappears with its heading
    reader.searches("teaching").await?;
    reader.waits_until(&format!("{count} > 0 && {count} < {of_theme} && {cards} === {count}")).await?;
    let empty: usize = reader
        .asks("return [...root.querySelectorAll('.kind, .theme')].filter((one) => seen(one) && ![...one.querySelectorAll('.model')].some(seen)).length")
        .await?;
    ensure!(empty == 0, "{empty} headings stand over nothing");
    reader.searches("no such model").await?;
    reader.waits_until(&format!("{} && shows('No model matches.')", shows(0))).await?;
    reader.asks::<()>("root.querySelector('.list-head button').click()").await?;
    reader.waits_until(&format!("{} && by('search').value === ''", shows(all))).await?;
    reader.searches("teaching").await?;
    let model = id(&data.list("models")[0]).to_owned();
    reader.asks::<()>(&format!("location.hash = 'shanhai=model:{model}'")).await?;
    reader.waits_until(&format!("seen(by('model-{model}')) && by('model-{model}').querySelector('details').open")).await
}
