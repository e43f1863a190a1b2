//! The projects: map, list, filters and detail stay in sync.

use std::collections::BTreeSet;

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};
use shanhai_e2e::Fault;
use thirtyfour::Key;

use crate::reader::{Data, Reader, id};

const PROJECTS: &str = "index.html?view=projects";

fn everything(data: &Data) -> BTreeSet<String> {
    data.projects(|_| true)
}

#[tokio::test]
async fn typing_leaves_the_right_projects() -> Result<()> {
    let data = Data::read()?;
    let reader = Reader::opens(PROJECTS).await?;
    reader.waits_for_projects(&everything(&data), "at first").await?;
    let searches: [(&str, &[&str]); 7] = [
        ("ludian", &["鲁甸", "ludian"]),
        ("maojiawan", &["卯家湾", "maojiawan"]),
        ("鲁甸", &["鲁甸"]),
        ("lvchun", &["绿春"]),
        ("Luchun", &["绿春"]),
        ("Baoshan", &["保山", "宝山", "baoshan"]),
        ("临港", &["临港"]),
    ];
    for (typed, words) in searches {
        let expected = data.projects_naming(words);
        ensure!(!expected.is_empty() && expected.len() < 32, "{typed} is no test");
        reader.searches(typed).await?;
        reader.waits_for_projects(&expected, typed).await?;
    }
    reader.searches("maojiawan").await?;
    reader.waits_until("listed().includes('maojiawan')").await?;
    reader.browser.wait_for_mark("filter-done").await?;
    let live: bool = reader
        .asks("return Boolean(by('count').closest('[aria-live], [role=status], output') || by('count').querySelector('[aria-live], [role=status]'))
            || announced().includes(squeeze(by('count').textContent).match(/^[0-9]+/)[0])")
        .await?;
    assert!(live, "the count is announced");

    reader.searches("nothing has this name").await?;
    reader.waits_for_projects(&BTreeSet::new(), "no match").await?;
    // the reset
    let reset = "[...root.querySelectorAll('button, a')].filter((one) => seen(one) && /重置|清除|reset|clear/i.test(one.innerText + one.ariaLabel) &&
        !one.closest('[data-testid=theme-filter], [data-testid=prefecture-filter], [data-testid=tabs]'))";
    reader.waits_until(&format!("{reset}.length > 0")).await.context("a reset is offered")?;
    let [x, y]: [f64; 2] = reader
        .asks(&format!(
            "const b = {reset}.at(-1); b.scrollIntoView({{ block: 'center', behavior: 'instant' }});
             const r = b.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]"
        ))
        .await?;
    reader.browser.click_at(x, y).await?;
    reader.waits_for_projects(&everything(&data), "after the reset").await?;
    assert_eq!(
        reader
            .asks::<String>(
                "return (by('search').matches('input') ? by('search') : by('search').querySelector('input')).value"
            )
            .await?,
        ""
    );
    reader.browser.expect_no_problems().await
}

#[tokio::test]
async fn filters_leave_what_the_dataset_says() -> Result<()> {
    let data = Data::read()?;
    let reader = Reader::opens(PROJECTS).await?;
    reader.listens().await?;
    for (place, theme) in data.ids("themes").iter().enumerate() {
        let expected = data.projects(|project| project["theme"] == theme.as_str());
        reader.chooses("theme-filter", theme, place + 1).await?;
        reader.waits_for_projects(&expected, theme).await?;
        let heard = format!(
            "window.heard.some(([name, detail]) => name === 'shanhai:filter' && detail.theme === '{theme}' && detail.count === {})",
            expected.len()
        );
        reader.waits_until(&heard).await.context("shanhai:filter tells the theme")?;
    }
    // a second filter narrows the first
    let both = data.projects(|project| project["theme"] == "talent" && data.region(project) == "532600");
    ensure!(both.len() == 2, "{both:?}");
    reader.chooses("prefecture-filter", "532600", 11).await?;
    reader.waits_for_projects(&both, "talent in Wenshan").await?;
    reader.searches("马关").await?;
    reader.waits_for_projects(&BTreeSet::from(["maguan-school".to_owned()]), "talent, Wenshan, 马关").await?;
    reader
        .waits_until(
            "window.heard.some(([name, detail]) => name === 'shanhai:filter' && detail.theme === 'talent' &&
                detail.prefecture === '532600' && detail.text === '马关' && detail.count === 1)",
        )
        .await
        .context("shanhai:filter tells everything")?;
    // filters are in the address, so that they can be shared
    let shared = reader.asks::<String>("return location.hash").await?;
    reader.goes_to(&format!("{PROJECTS}{shared}")).await?;
    reader.waits_for_projects(&BTreeSet::from(["maguan-school".to_owned()]), "from a shared address").await?;

    reader.goes_to(PROJECTS).await?;
    let regions = data.0["map"]["regions"].as_array().context("regions")?;
    for (place, region) in regions.iter().enumerate() {
        let code = region["adcode"].as_str().unwrap_or_default();
        let expected = data.projects(|project| data.region(project) == code);
        reader.chooses("prefecture-filter", code, place + 1).await?;
        reader.waits_for_projects(&expected, code).await?;
        if expected.is_empty() {
            assert_eq!(code, "530400", "only Yuxi has none");
            let told = "/(没有|未)[^。]{0,12}(提到|提及|点名|写到|项目|列出)/.test(squeeze(root.textContent)) && squeeze(root.textContent).includes('玉溪')";
            reader.waits_until(told).await.context("that the article names no project in Yuxi")?;
        }
    }
    reader.browser.expect_no_problems().await
}

#[tokio::test]
async fn a_link_with_a_search_finds_by_texts_that_come_later() -> Result<()> {
    let reader = Reader::opens("embed.html").await?;
    // by pinyin, which loads after the lists; and by a word that no text contains
    for (words, kept, count) in [("maojiawan", "maojiawan", "< 10"), ("nowhere", "", "=== 32")] {
        reader.site.harm("search-*", Fault::Late(1500));
        reader.goes_to(&format!("embed.html?lang=zh-Hans#shanhai=project:maojiawan&q={words}")).await?;
        let opened = format!(
            "listed().length {count} && by('search').value === '{kept}' && seen(by('project-maojiawan'))
             && by('project-maojiawan').querySelector('details').open"
        );
        reader.waits_until(&opened).await.with_context(|| words)?;
    }
    reader.browser.expect_no_problems().await
}

#[tokio::test]
async fn fields_show_what_the_list_is_filtered_by() -> Result<()> {
    let reader = Reader::opens(PROJECTS).await?;
    let holds = |prefecture: &str, search: &str| {
        format!("by('prefecture-filter').value === '{prefecture}' && by('search').value === '{search}'")
    };
    let none = "[...root.querySelectorAll('.list-box button, .filters button, .list-head button')]";
    for _ in 0..2 {
        // as a reader does it, so that the browser attributes the choice to the user
        reader.asks::<()>("by('prefecture-filter').focus()").await?;
        for (key, holds) in [(Key::Down, "!=="), (Key::Up, "==="), (Key::Down, "!==")] {
            reader.browser.press(key).await?;
            reader.waits_until(&format!("by('prefecture-filter').value {holds} ''")).await?;
        }
        reader.browser.press(Key::Enter).await?;
        reader.searches("医院").await?;
        let reset = format!(
            "(() => {{ const one = {none}.find((one) => /清除|重置/.test(one.textContent)); one?.click(); return Boolean(one); }})()"
        );
        reader.waits_until(&reset).await.context("a way to be rid of all filters")?;
        reader.waits_until(&holds("", "")).await.context("after clearing")?;
    }
    // back and forward through what was shown
    reader.asks::<()>("location.hash = '#shanhai=view:projects&prefecture=530600&q=x'").await?;
    reader.waits_until(&holds("530600", "x")).await?;
    reader.asks::<()>("location.hash = '#shanhai=view:projects'").await?;
    reader.waits_until(&holds("", "")).await?;
    // and when the fields are created again
    reader.asks::<()>("location.hash = '#shanhai=view:projects&prefecture=530600&q=x'").await?;
    reader.waits_until(&holds("530600", "x")).await?;
    for tab in ["charts", "projects"] {
        reader.asks::<()>(&format!("root.querySelector('#tab-{tab}').click()")).await?;
    }
    reader.waits_until(&holds("530600", "x")).await.context("after another view")?;
    reader.browser.expect_no_problems().await
}

#[tokio::test]
async fn a_partner_can_be_chosen() -> Result<()> {
    let data = Data::read()?;
    let reader = Reader::opens(PROJECTS).await?;
    for partner in data.ids("partners") {
        let expected =
            data.projects(|project| project["partners"].as_array().is_some_and(|own| own.contains(&json!(partner))));
        // this control has no agreed name: it is the one that offers the partners
        let found: bool = reader
            .asks(&format!(
                "const value = {};
                 const select = [...root.querySelectorAll('select')].find((one) => [...one.options].some((option) => option.value === value));
                 const button = [...root.querySelectorAll('button, input, [role=option]')].find((one) => one.value === value || one.dataset.value === value);
                 if (select) {{ select.value = value; select.dispatchEvent(new Event('input', {{ bubbles: true }})); select.dispatchEvent(new Event('change', {{ bubbles: true }})); }}
                 else button?.click();
                 return Boolean(select || button)",
                json!(partner)
            ))
            .await?;
        ensure!(found, "no control offers {partner}");
        reader.waits_for_projects(&expected, &partner).await?;
    }
    Ok(())
}

fn marked(project: &str) -> String {
    format!(
        "(() => {{ const one = by('project-{project}'); const marks = [one, ...one?.querySelectorAll('*') ?? [], one?.closest('[aria-selected], [aria-current], li')];
            return one?.querySelector('details')?.open || marks.some((at) => at && (at.ariaSelected === 'true' || at.ariaExpanded === 'true' || at.ariaPressed === 'true' || (at.ariaCurrent && at.ariaCurrent !== 'false'))); }})()"
    )
}

/// The position of a paragraph in the article, in the words of the Chinese page.
fn place_in_article(id: &str) -> Result<String> {
    let (section, number) = id.split_once('.').context("a section and a number")?;
    Ok(match section {
        "0" => format!("导语第{number}段"),
        "c" => format!("图片说明第{number}条"),
        _ => {
            let numeral = ["一", "二", "三", "四"].get(section.parse::<usize>()? - 1).context("four sections")?;
            format!("第{numeral}节第{number}段")
        }
    })
}

/// Checks that a project is selected: its mark in the list, its detail and its address.
async fn is_selected(reader: &Reader, data: &Data, project: &str) -> Result<()> {
    let entry = data.list("projects").iter().find(|one| one["id"] == project).context("no such project")?;
    let what = entry["what"]["zh-Hans"].as_str().unwrap_or_default();
    let paragraph = &place_in_article(entry["paragraphs"][0].as_str().unwrap_or_default())?;
    let place = entry["place_note"]["zh-Hans"].as_str().unwrap_or_default();
    for (expected, name) in [
        (format!("decodeURIComponent(location.hash).startsWith('#shanhai=project:{project}')"), "the address"),
        (marked(project), "the mark in the list"),
    ] {
        reader.waits_until(&expected).await.with_context(|| format!("{project}: {name}"))?;
    }
    for (words, name) in [(what, "what it is"), (paragraph, "its paragraph"), (place, "how exact its place is")] {
        let shown = format!("shows({})", json!(words));
        reader.waits_until(&shown).await.with_context(|| format!("{project}: {name}, {words}"))?;
    }
    Ok(())
}

#[tokio::test]
async fn a_project_of_the_list_opens_and_the_way_back_closes_it() -> Result<()> {
    let data = Data::read()?;
    let reader = Reader::opens(PROJECTS).await?;
    reader.listens().await?;
    let picture = "const canvas = by('map').matches('canvas') ? by('map') : by('map').querySelector('canvas');
        return canvas.toDataURL().length + ' ' + [...canvas.toDataURL()].reduce((sum, one) => (sum * 31 + one.charCodeAt(0)) | 0, 7)";
    let before: String = reader.asks(picture).await?;
    let click = |project: &str| {
        format!(
        "const item = by('project-{project}'); const b = item.matches('button, a, [role=option]') ? item : item.querySelector('button, a, summary, [role=button]') ?? item;
         b.scrollIntoView({{ block: 'center', behavior: 'instant' }}); const r = b.getBoundingClientRect(); return [r.x + Math.min(r.width / 2, 60), r.y + Math.min(r.height / 2, 16)]"
    )
    };
    for project in ["cabin-crew-class", "yingjiang-park"] {
        let [x, y]: [f64; 2] = reader.asks(&click(project)).await?;
        reader.browser.click_at(x, y).await?;
        is_selected(&reader, &data, project).await?;
        let heard = format!(
            "window.heard.some(([name, detail]) => name === 'shanhai:select' && detail.kind === 'project' && detail.id === '{project}')"
        );
        reader.waits_until(&heard).await.context("shanhai:select")?;
    }
    ensure!(!reader.asks::<bool>(&format!("return {}", marked("cabin-crew-class"))).await?, "only one is chosen");
    let after: String = reader.asks(picture).await?;
    assert_ne!(before, after, "the map shows the chosen project");
    // the partner and the figures are shown
    reader.waits_until("squeeze(root.textContent).includes('青浦')").await?;

    reader.asks::<()>("history.back()").await?;
    is_selected(&reader, &data, "cabin-crew-class").await.context("back")?;
    reader.asks::<()>("history.back()").await?;
    reader
        .waits_until(&format!("!location.hash.includes('project:') && !{}", marked("cabin-crew-class")))
        .await
        .context("back to the beginning")?;
    reader.asks::<()>("history.forward()").await?;
    is_selected(&reader, &data, "cabin-crew-class").await.context("forward")?;
    reader.asks::<()>("history.forward()").await?;
    is_selected(&reader, &data, "yingjiang-park").await.context("forward again")?;

    // an address opens it, from any view of the viewer
    reader.goes_to("index.html#shanhai=project:maojiawan").await?;
    is_selected(&reader, &data, "maojiawan").await.context("from the address")?;
    reader.asks::<()>("location.hash = 'shanhai=project:lovers-valley'").await?;
    is_selected(&reader, &data, "lovers-valley").await.context("from a link in the same page")?;
    reader.browser.expect_no_problems().await
}

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
            reader.browser.press(key).await?;
            reader.asks::<()>("return new Promise((done) => setTimeout(done, 60))").await?;
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
        let switch = "const all = [...root.querySelectorAll('button, [role=radio], [role=switch], input, label')].filter((one) => seen(one) && !one.closest('[data-testid=project-list], [data-testid=tabs]'));
            const isSwitch = (one) => /方格|格子|网格|tile|格/i.test(`${one.innerText} ${one.ariaLabel} ${one.value}`);
            const isBack = (one) => /地图|轮廓|边界|地理|outline|map/i.test(`${one.innerText} ${one.ariaLabel} ${one.value}`);
            const wanted = all.find((one) => (ARGUMENT ? isSwitch(one) : isBack(one) && !isSwitch(one))) ?? all.find(isSwitch);
            if (!wanted) return null;
            wanted.scrollIntoView({ block: 'center', behavior: 'instant' });
            const r = wanted.getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]";
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
