//! The projects: list, filters and detail stay in sync.

use std::collections::BTreeSet;

use anyhow::{Context as _, Result, ensure};
use serde_json::json;
use shanhai_e2e::Fault;
use thirtyfour::Key;

use crate::reader::{Data, Reader};

pub const PROJECTS: &str = "index.html?view=projects";

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
pub async fn is_selected(reader: &Reader, data: &Data, project: &str) -> Result<()> {
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
