//! What a release before this one gave to other people's pages still works: its names, its codes, its addresses.

use std::collections::BTreeSet;
use std::fs;

use anyhow::{Context as _, Result, ensure};
use shanhai_e2e::{dist, repository};

use crate::frames::Parent;
use crate::reader::{Data, Reader};

const CODES: &str = "tests/e2e/fixtures/release-0.1.0";

/// A public name: its kind and itself, as in docs/public-names.md.
type Name = (String, String);

/// The table of docs/public-names.md.
fn listed() -> Result<BTreeSet<Name>> {
    let text = fs::read_to_string(repository().join("docs/public-names.md"))?;
    let rows = text.lines().filter_map(|line| {
        let mut cells = line.strip_prefix("| ")?.split(" | ");
        let (kind, name) = (cells.next()?, cells.next()?);
        Some((kind.to_owned(), name.strip_prefix('`')?.strip_suffix('`')?.to_owned()))
    });
    Ok(rows.collect())
}

#[test]
fn every_public_name_of_0_1_0_is_still_one() -> Result<()> {
    let now = listed()?;
    let before = fs::read_to_string(repository().join(CODES).join("names.txt"))?;
    let gone: Vec<&str> = before
        .lines()
        .filter(|line| {
            let (kind, name) = line.split_once(' ').unwrap_or_default();
            !now.contains(&(kind.to_owned(), name.to_owned()))
        })
        .collect();
    ensure!(before.lines().count() > 80 && gone.is_empty(), "these names are gone: {gone:?}");
    Ok(())
}

/// A name with an example in the place of each `<…>`.
fn example(name: &str) -> Result<String> {
    let data = Data::read()?;
    let first = |list: &str| data.ids(list).first().cloned().with_context(|| format!("no {list}"));
    Ok(name
        .replace("<view>", "projects")
        .replace("<lang>", "en")
        .replace("<chart>", &first("charts")?)
        .replace("<project>", &first("projects")?))
}

#[test]
fn every_public_name_is_in_the_build() -> Result<()> {
    let dist = dist()?;
    let (mut scripts, mut pages, mut program) = (String::new(), String::new(), Vec::new());
    for file in xtask::deploy::files(&dist)? {
        let name = file.to_string_lossy().into_owned();
        let read = |file| fs::read(dist.join(file));
        match name.rsplit('.').next() {
            Some("js") => scripts.push_str(&String::from_utf8_lossy(&read(&file)?)),
            Some("html") if name.starts_with("embed-") => pages.push_str(&String::from_utf8_lossy(&read(&file)?)),
            Some("css") => pages.push_str(&String::from_utf8_lossy(&read(&file)?)),
            Some("wasm") if name.starts_with("program-") => program = read(&file)?,
            _ => {}
        }
    }
    // as a whole text in a script: a property of another name does not count
    let quoted = |name: &str| ['"', '\'', '`'].iter().any(|mark| scripts.contains(&format!("{mark}{name}{mark}")));
    let in_program = |words: &str| program.windows(words.len()).any(|at| at == words.as_bytes());
    let command = fs::read_to_string(repository().join("tools/help.txt"))?;
    let operations = fs::read_to_string(repository().join("docs/operations.md"))?;
    for (kind, name) in listed()? {
        let own = example(&name)?;
        let is_there = match kind.as_str() {
            "file" => dist.join(&own).is_file(),
            "testid" => {
                pages.contains(&format!("data-testid=\"{own}\""))
                    || in_program(&format!("{own}\""))
                    || scripts.contains(&format!("\"{own}\""))
            }
            "part" => pages.contains(&format!("part=\"{own}\"")),
            "property" => pages.contains(&format!("var({own}")),
            "command" => command.lines().any(|line| line.starts_with(&format!("{own} "))),
            "setting" => operations.contains(&format!("`{own}")),
            "fragment" => in_program(&own),
            "attribute" | "parameter" | "error" => quoted(&own),
            // also within selectors
            "page" => quoted(&own) || [']', '='].iter().any(|end| scripts.contains(&format!("[{own}{end}"))),
            "event" | "timing" => quoted(&own) || in_program(&own),
            "export" => scripts.contains(&format!(" as {own}")),
            other => anyhow::bail!("docs/public-names.md has the unknown kind `{other}`"),
        };
        ensure!(is_there, "the build has no {kind} `{own}`");
    }
    Ok(())
}

fn code(name: &str) -> Result<String> {
    Ok(fs::read_to_string(repository().join(CODES).join(name))?)
}

#[tokio::test]
async fn codes_of_0_1_0_still_work() -> Result<()> {
    let parent = Parent::new().await?;
    let browser = &parent.browser;
    let roots = "[...document.querySelectorAll('shanhai-widget')].map((one) => one.shadowRoot)";

    parent.opens_plain(&code("element.html")?).await?;
    browser
        .wait_until(&format!("{roots}[0]?.querySelector('[data-testid=project-list] [data-testid^=project-]')"))
        .await?;
    browser.wait_until(&format!("{roots}[1]?.querySelector('[data-testid=chart-money-2023]')")).await?;

    parent.opens_plain(&code("frame.html")?).await?;
    browser.wait_until("document.querySelector('iframe').clientHeight !== 760").await.context("the frame's height")?;
    browser.enter_frame("iframe").await?;
    browser
        .wait_until(
            "document.querySelector('shanhai-widget').shadowRoot.querySelector('[data-testid=chart-money-2023]')",
        )
        .await?;
    browser.leave_frame().await?;

    parent.opens_plain(&code("figure.html")?).await?;
    for chart in ["money-2023", "teams"] {
        browser
            .wait_until(&format!("{roots}.some((root) => root.querySelector('[data-testid=chart-{chart}]'))"))
            .await?;
    }

    parent.opens_plain(&code("words.html")?).await?;
    browser.wait_until("document.querySelector('[data-shanhai-target][role=button]')").await?;
    browser.run::<()>("document.querySelector('[data-shanhai-target^=project]').click()", []).await?;
    browser
        .wait_until("document.querySelector('[data-shanhai-active]')?.dataset.shanhaiTarget === 'project:maojiawan'")
        .await?;
    browser.run::<()>("light('figure:farm-sales'); openEntry('figure:farm-sales')", []).await?;
    browser
        .wait_until("document.querySelector('[data-shanhai-active]')?.dataset.shanhaiTarget === 'figure:farm-sales'")
        .await?;
    parent.opens_plain(&code("story.html")?).await?;
    browser.run::<()>("document.querySelector('[data-shanhai-step]').scrollIntoView({ block: 'center' })", []).await?;
    browser.wait_until("document.querySelector('[data-shanhai-current]')?.textContent === 'The port'").await?;
    browser.wait_until(&format!("{roots}[0].querySelector('[data-testid=chart-mohan-port]')")).await?;
    browser.expect_no_problems().await
}

#[tokio::test]
async fn addresses_of_0_1_0_still_lead() -> Result<()> {
    let reader = Reader::opens("index.html").await?;
    let selected = |id: &str| format!("by('{id}').matches('[data-lit], .open')");
    let chosen = |view: &str, shown: &str| {
        format!("root.querySelector('#tab-{view}').getAttribute('aria-selected') === 'true' && seen(by('{shown}'))")
    };
    for (address, shows) in [
        ("index.html?view=charts&lang=en&theme=dark", chosen("charts", "chart-teams")),
        ("index.html?chart=teams&lang=en", "seen(by('chart-teams')) && !by('tabs')".to_owned()),
        ("index.html#shanhai=project:maojiawan", selected("project-maojiawan")),
        ("index.html#shanhai=figure:farm-sales", selected("figure-farm-sales")),
        ("index.html#shanhai=chart:mohan-port", "seen(by('chart-mohan-port'))".to_owned()),
        ("index.html#shanhai=view:timeline", chosen("timeline", "chart-timeline")),
        (
            "index.html#shanhai=project:maojiawan&theme=guard-baseline&prefecture=530600",
            format!("{} && by('prefecture-filter').value === '530600'", selected("project-maojiawan")),
        ),
        (
            "index.html?lang=en#shanhai=view:projects&q=tea",
            "by('search').value === 'tea' && listed().length < 32".to_owned(),
        ),
        ("embed.html?view=models&lang=en", "seen(root.querySelector('.model'))".to_owned()),
        ("embed.html?chart=money-2023&theme=dark", "seen(by('chart-money-2023'))".to_owned()),
        ("embed-overview.zh-Hans.html", chosen("overview", "tabs")),
        ("embed-projects.en.html", chosen("projects", "project-list")),
        ("embed-chart-teams.en.html?theme=light", "seen(by('chart-teams'))".to_owned()),
    ] {
        reader.goes_to(address).await?;
        reader.waits_until(&shows).await.with_context(|| address.to_owned())?;
    }
    reader.browser.expect_no_problems().await
}
