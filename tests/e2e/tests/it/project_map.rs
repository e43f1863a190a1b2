//! The map of the projects: it selects and filters, by pointer and by keys.

use std::collections::BTreeSet;

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};
use thirtyfour::Key;

use crate::projects::{PROJECTS, is_selected};
use crate::reader::{Data, Reader, id};

/// The position of a geographic point on the map, in the viewport: the whole map fits its box, and north is up.
async fn on_the_map(reader: &Reader, data: &Data, lon: f64, lat: f64) -> Result<(f64, f64)> {
    let file = shanhai_e2e::repository().join("data").join(data.0["map"]["boundaries"].as_str().unwrap_or_default());
    let map: Value = serde_json::from_str(&std::fs::read_to_string(file)?)?;
    let number = |value: &Value| value.as_f64().unwrap_or_default();
    let transform = &map["transform"];
    let (mut least, mut most) = ([f64::MAX; 2], [f64::MIN; 2]);
    for arc in map["arcs"].as_array().context("arcs")? {
        let mut at = [0.0; 2];
        for step in arc.as_array().context("an arc")? {
            for axis in 0..2 {
                at[axis] += number(&step[axis]);
                let degrees = number(&transform["translate"][axis]) + at[axis] * number(&transform["scale"][axis]);
                least[axis] = least[axis].min(degrees);
                most[axis] = most[axis].max(degrees);
            }
        }
    }
    reader
        .asks::<()>("by('map').querySelector('canvas')?.scrollIntoView({ block: 'center', behavior: 'instant' })")
        .await?;
    let [left, top, width, height]: [f64; 4] = reader
        .asks(
            "const canvas = by('map').matches('canvas') ? by('map') : by('map').querySelector('canvas');
            const b = canvas.getBoundingClientRect(); return [b.x, b.y, b.width, b.height]",
        )
        .await?;
    let narrowing = ((least[1] + most[1]) / 2.0).to_radians().cos();
    let scale = ((width - 12.0) / ((most[0] - least[0]) * narrowing)).min((height - 12.0) / (most[1] - least[1]));
    Ok((
        left + width / 2.0 + (lon - (least[0] + most[0]) / 2.0) * narrowing * scale,
        top + height / 2.0 - (lat - (least[1] + most[1]) / 2.0) * scale,
    ))
}

#[tokio::test]
async fn the_map_selects_and_filters() -> Result<()> {
    let data = Data::read()?;
    let reader = Reader::opens(PROJECTS).await?;
    reader.listens().await?;
    let place = |id: &str| data.list("places").iter().find(|place| place["id"] == id).cloned().unwrap_or_default();
    let degrees = |place: &Value, key: &str| place[key].as_f64().unwrap_or_default();
    // a place with one project
    let lvchun = place("lvchun");
    let (x, y) = on_the_map(&reader, &data, degrees(&lvchun, "lon"), degrees(&lvchun, "lat")).await?;
    let tip = reader.points_at(x, y).await?;
    ensure!(
        tip.as_deref().is_some_and(|tip| tip.contains("绿春") || tip.contains("空乘")),
        "the pointer on Lüchun shows {tip:?}"
    );
    reader.browser.click_at(x, y).await?;
    is_selected(&reader, &data, "cabin-crew-class").await.context("a click on Lüchun")?;

    // from a mark into its tooltip, which contains the project: the tooltip stays and takes the click, wherever the
    // focus was
    reader.goes_to(PROJECTS).await?;
    let (x, y) = on_the_map(&reader, &data, degrees(&lvchun, "lon"), degrees(&lvchun, "lat")).await?;
    let corner = "const { x, y } = root.querySelector('.map .stage').getBoundingClientRect(); return [x + 4, y + 4]";
    let [corner_x, corner_y]: [f64; 2] = reader.asks(corner).await?;
    reader.browser.click_at(corner_x, corner_y).await?;
    ensure!(reader.asks::<bool>("return focused().matches('.stage')").await?, "the map has not the focus");
    reader.points_at(x, y).await?;
    let offered = "return (() => { const { x, y, width, height } = tooltip().querySelector('button').getBoundingClientRect(); return [x + width / 2, y + height / 2]; })()";
    let [to_x, to_y]: [f64; 2] = reader.asks(offered).await?;
    for part in [0.5, 0.9, 1.0] {
        reader.browser.move_to(x + (to_x - x) * part, y + (to_y - y) * part).await?;
    }
    tokio::time::sleep(std::time::Duration::from_millis(500)).await;
    ensure!(reader.asks::<bool>("return Boolean(tooltip())").await?, "the tooltip went from under the pointer");
    reader.browser.click_at(to_x, to_y).await?;
    is_selected(&reader, &data, "cabin-crew-class").await.context("a click in the tooltip of Lüchun")?;

    // a region without a project: it filters, and says so
    reader.goes_to(PROJECTS).await?;
    let (x, y) = on_the_map(&reader, &data, 102.2, 24.2).await?;
    reader.browser.click_at(x, y).await?;
    reader.waits_for_projects(&BTreeSet::new(), "a click on Yuxi").await?;
    reader
        .waits_until("(by('prefecture-filter').value ?? by('prefecture-filter').querySelector('select')?.value ?? '530400') === '530400'")
        .await
        .context("the control follows the map")?;

    // a place with several projects leaves them in the list
    reader.goes_to(PROJECTS).await?;
    let mohan = place("mohan");
    let (x, y) = on_the_map(&reader, &data, degrees(&mohan, "lon"), degrees(&mohan, "lat")).await?;
    reader.browser.click_at(x, y).await?;
    reader
        .waits_until("location.hash.includes('mohan') || location.hash.includes('532800') || listed().length < 32")
        .await
        .context("a click on Mohan")?;
    let here = data.projects(|project| data.region(project) == "532800");
    let listed: BTreeSet<String> = reader.asks("return listed()").await?;
    ensure!(
        reader.fragment().await?.contains("project:mohan")
            || (listed.contains("mohan-port") && listed.is_subset(&here)),
        "after a click on Mohan the list holds {listed:?}"
    );
    reader.browser.expect_no_problems().await
}

#[tokio::test]
async fn keys_walk_the_map_and_tiles_stand_in_for_it() -> Result<()> {
    let data = Data::read()?;
    let reader = Reader::opens(PROJECTS).await?;
    let focus = "const canvas = by('map').matches('canvas') ? by('map') : by('map').querySelector('canvas');
        const own = [canvas, canvas.parentElement, ...by('map').querySelectorAll('[tabindex=\"0\"]')].find((one) => one.tabIndex >= 0);
        own?.focus(); return own !== undefined && focused() === own";
    for form in ["outline", "tiles", "outline again"] {
        ensure!(reader.asks::<bool>(focus).await?, "{form}: the map takes no focus");
        reader.browser.press(Key::Home).await?;
        reader.waits_until("tooltip()").await.with_context(|| format!("{form}: Home"))?;
        let first: String = reader.asks("return squeeze(tooltip().innerText)").await?;
        let mut texts = BTreeSet::from([first]);
        for key in [Key::Right, Key::Down, Key::Left, Key::Up, Key::Right, Key::Down] {
            reader.hears(key).await?;
            texts.insert(reader.asks("return squeeze(tooltip()?.innerText)").await?);
        }
        ensure!(texts.len() > 2, "{form}: the arrows stay at {texts:?}");
        let hash = reader.fragment().await?;
        reader.browser.press(Key::Enter).await?;
        reader
            .waits_until(&format!("decodeURIComponent(location.hash) !== {} || listed().length < 32", json!(hash)))
            .await
            .with_context(|| format!("{form}: Enter selects or filters"))?;
        let before: String = reader.asks("return [...by('map').querySelectorAll('canvas')].at(-1).toDataURL()").await?;
        // the switch is in the map's section or next to it
        let switch = include_str!("../../fixtures/projects-switch.js");
        if form == "outline again" {
            break;
        }
        let switch = switch.replace("ARGUMENT", if form == "outline" { "true" } else { "false" });
        let [x, y]: [f64; 2] = reader
            .asks::<Option<[f64; 2]>>(&switch)
            .await?
            .with_context(|| format!("{form}: no switch between map and tiles"))?;
        reader.browser.click_at(x, y).await?;
        reader
            .waits_until(&format!("[...by('map').querySelectorAll('canvas')].at(-1).toDataURL() !== {}", json!(before)))
            .await
            .with_context(|| format!("{form}: the map changes its form"))?;
    }
    // the credit for the outlines is behind a button, the approval number is always visible
    ensure!(
        reader.asks::<bool>("return shows('审图号：GS（2024）0650号')").await?,
        "no approval stands beside the map"
    );
    reader.asks::<()>("by('map').querySelector('.info summary').click()").await?;
    let shown: String = reader.asks("return squeeze(by('map').innerText)").await?;
    for words in ["审图号：GS（2024）0650号", "GeoNames", "天地图"] {
        let visible = format!("shows({})", json!(words));
        ensure!(
            reader.asks::<bool>(&format!("return {visible}")).await?,
            "{words} is not shown; the map's part says {shown}"
        );
    }
    ensure!(shown.contains("审图号：GS（2024）0650号"), "the approval number belongs to the map: {shown}");
    let known: Vec<String> = data.list("projects").iter().map(id).collect();
    ensure!(known.len() == 32, "32 projects");
    reader.browser.expect_no_problems().await
}
