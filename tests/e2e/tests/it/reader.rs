//! A reader in front of one page of the release build, and what the dataset says that they should find there.

use std::collections::BTreeSet;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use shanhai_e2e::{Browser, Front, Options, repository};

/// Names that every script of these tests may use.
pub const PRELUDE: &str = include_str!("../../fixtures/reader-prelude.js");

/// Makes every drawing draw on a canvas, as the first pointer event does.
pub const DRAWS: &str = include_str!("../../fixtures/reader-draws.js");

/// Waits until nothing in a page changes any more.
pub const RESTS: &str = include_str!("../../fixtures/rests.js");

/// Waits until what a key or a pointer has changed is drawn.
pub const NEXT_FRAME: &str =
    "return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done())))";

/// The next place of a drawing that shows a tooltip.
const FIND_MARK: &str = include_str!("../../fixtures/reader-find-mark.js");

/// What it answers: the place in steps and in px, and all tooltips on the way.
#[derive(serde::Deserialize)]
struct Found {
    place: Option<(usize, f64, f64)>,
    met: Vec<String>,
}

/// The address of a page whose program begins at once.
pub fn eager(path: &str) -> String {
    let (page, fragment) =
        path.split_once('#').map_or((path, String::new()), |(page, rest)| (page, format!("#{rest}")));
    let sign = if page.contains('?') { '&' } else { '?' };
    format!("{page}{sign}loading=eager{fragment}")
}

/// A site, a browser, and a page open in it.
pub struct Reader {
    pub browser: Browser,
    pub site: Front,
}

impl Reader {
    /// Opens a page in a window of the usual size and waits until it is drawn.
    pub async fn opens(path: &str) -> Result<Self> {
        Self::opens_at(path, 1280, 1.0).await
    }

    /// Opens a page in a window of this width.
    pub async fn opens_at(path: &str, width: u32, ratio: f64) -> Result<Self> {
        let options = Options { width, height: 900, ratio, ..Options::default() };
        let reader = Self { site: Front::release()?, browser: Browser::start(options).await? };
        reader.goes_to(path).await?;
        Ok(reader)
    }

    /// Opens another page and waits until it is drawn. Another fragment of the same page is loaded afresh, too.
    pub async fn goes_to(&self, path: &str) -> Result<()> {
        self.browser.open("about:blank").await?;
        self.browser.open(self.site.url(&eager(path))).await?;
        self.browser.wait_for_mark("charts-ready").await.with_context(|| path.to_owned())?;
        // the widgets of an article do not read its address
        self.asks::<()>("document.querySelectorAll('shanhai-widget:not([from-url])').forEach((one) => one.setAttribute('loading', 'eager'))").await?;
        self.browser.wait_until("[...document.querySelectorAll('shanhai-widget')].every((one) => one.shadowRoot.querySelector('[data-taken] .page, [data-testid=notice]'))").await.with_context(|| path.to_owned())?;
        self.asks(DRAWS).await
    }

    /// Runs a script with the names of [`PRELUDE`].
    pub async fn asks<T: DeserializeOwned>(&self, script: &str) -> Result<T> {
        self.browser.run(&format!("{PRELUDE}{script}"), []).await
    }

    /// Waits until an expression is true that may use the names of [`PRELUDE`].
    pub async fn waits_until(&self, expression: &str) -> Result<()> {
        self.browser.wait_until(&format!("(() => {{ {PRELUDE} return {expression}; }})()")).await
    }

    /// Whether such an expression becomes true within this many milliseconds.
    pub async fn sees_within(&self, milliseconds: u64, expression: &str) -> Result<bool> {
        let expression = format!("(() => {{ {PRELUDE} return {expression}; }})()");
        let limit = Duration::from_millis(milliseconds);
        match self.browser.wait_at_most(limit, &expression).await {
            Ok(()) => Ok(true),
            Err(error) if error.to_string().contains("still not") => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Waits until nothing in the page changes any more.
    pub async fn rests(&self) -> Result<()> {
        self.browser.run(RESTS, []).await
    }

    /// Sets the width of the window and waits until the page has taken it over.
    pub async fn resizes(&self, width: u32, ratio: f64) -> Result<()> {
        self.browser.set_viewport(width, 900, ratio).await?;
        self.browser.wait_until(&format!("innerWidth === {width}")).await?;
        self.rests().await
    }

    /// Presses a key and returns what is announced when it has been drawn.
    pub async fn hears(&self, key: thirtyfour::Key) -> Result<String> {
        self.browser.press(key).await?;
        self.asks(&format!("{NEXT_FRAME}.then(announced)")).await
    }

    /// Sets an attribute of the element, as a host page does, and waits until the page has drawn again.
    pub async fn sets(&self, attribute: &str, value: &str) -> Result<()> {
        self.asks::<()>(&format!("host.setAttribute({}, {})", json!(attribute), json!(value))).await?;
        self.rests().await
    }

    /// Waits until the list holds exactly these projects.
    pub async fn waits_for_projects(&self, expected: &BTreeSet<String>, why: &str) -> Result<()> {
        let wanted: Vec<&String> = expected.iter().collect();
        let holds = format!("JSON.stringify(listed().sort()) === JSON.stringify({})", json!(wanted));
        if !self.sees_within(4000, &holds).await? {
            let now: Vec<String> = self.asks("return listed().sort()").await?;
            bail!("{why}: the list holds {now:?}, expected {wanted:?}");
        }
        let count: String = self.asks("return squeeze(by('count').textContent)").await?;
        let number: String = count.chars().take_while(char::is_ascii_digit).collect();
        if number != expected.len().to_string() {
            bail!("{why}: the count says “{count}” of {} projects", expected.len());
        }
        Ok(())
    }

    /// Clears the search field by keyboard and types into it.
    pub async fn searches(&self, words: &str) -> Result<()> {
        self.browser.click("search").await?;
        self.asks::<()>("by('search').select()").await?;
        self.browser.press(thirtyfour::Key::Delete).await?;
        self.browser.press(words.to_owned()).await
    }

    /// Chooses an entry of a filter: a select's option by its value, or one of a group of buttons by its position.
    pub async fn chooses(&self, filter: &str, value: &str, place: usize) -> Result<()> {
        self.browser.by_testid(filter).await?;
        let script = format!(
            "const filter = by({}); const value = {};
             const select = filter.matches('select') ? filter : filter.querySelector('select');
             if (select) {{
                 const option = [...select.options].find((one) => one.value === value) ?? (value === '' ? select.options[0] : null);
                 if (!option) return `no option ${{value}} among ${{[...select.options].map((one) => one.value)}}`;
                 select.focus();
                 select.value = option.value;
                 select.dispatchEvent(new Event('input', {{ bubbles: true, composed: true }}));
                 select.dispatchEvent(new Event('change', {{ bubbles: true }}));
                 return null;
             }}
             const buttons = [...filter.querySelectorAll('button, [role=radio], [role=option], input')];
             const button = buttons.find((one) => one.value === value || one.dataset.value === value) ?? buttons[{place}];
             if (!button) return 'no button';
             button.click();
             return null;",
            json!(filter),
            json!(value)
        );
        match self.asks::<Option<String>>(&script).await? {
            None => Ok(()),
            Some(trouble) => bail!("{filter}: {trouble}"),
        }
    }

    /// Finds a point of a drawing, in steps, at which the pointer brings up a tooltip whose text contains `words`.
    /// Leaves the pointer there.
    pub async fn finds_mark(&self, testid: &str, words: &[&str], step: f64) -> Result<(f64, f64)> {
        self.asks::<()>(&format!("by({}).scrollIntoView({{ block: 'center', behavior: 'instant' }})", json!(testid)))
            .await?;
        // or a tooltip that comes up below the pointer stays
        self.browser.move_to(1.0, 1.0).await?;
        let (mut from, mut met) = (0, BTreeSet::new());
        loop {
            let script = format!("{PRELUDE}{FIND_MARK}");
            let found: Found =
                self.browser.run(&script, [json!(testid), json!(words), json!(step), json!(from)]).await?;
            met.extend(found.met);
            let Some((at, x, y)) = found.place else {
                bail!("no mark of {testid} shows a tooltip with {words:?}; tooltips seen: {met:#?}")
            };
            self.waits_until("!tooltip()").await.context("the tooltip stays")?;
            if self.points_at(x, y).await?.is_some_and(|text| words.iter().all(|word| text.contains(word))) {
                return Ok((x, y));
            }
            self.browser.move_to(1.0, 1.0).await?;
            from = at + 1;
        }
    }

    /// Moves the pointer to a point and returns the text of the tooltip that shows.
    pub async fn points_at(&self, x: f64, y: f64) -> Result<Option<String>> {
        self.browser.move_to(x, y).await?;
        self.asks(
            "return new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() =>
                done(tooltip() ? squeeze(tooltip().innerText) : null))))",
        )
        .await
    }

    /// Moves a finger up over the screen from a point.
    pub async fn swipes_up(&self, x: f64, y: f64, distance: f64) -> Result<()> {
        let at = |y: f64| json!([{ "x": x.round(), "y": y.round() }]);
        let touch = |kind: &str, points: Value| json!({ "type": kind, "touchPoints": points });
        let send = |event: Value| self.browser.cdp("Input.dispatchTouchEvent", event);
        send(touch("touchStart", at(y))).await?;
        for step in 1..=10 {
            send(touch("touchMove", at(y - distance * f64::from(step) / 10.0))).await?;
        }
        send(touch("touchEnd", json!([]))).await?;
        Ok(())
    }

    /// The reader's current fragment.
    pub async fn fragment(&self) -> Result<String> {
        self.asks("return decodeURIComponent(location.hash)").await
    }

    /// Records every event of the widget that reaches the document.
    pub async fn listens(&self) -> Result<()> {
        self.asks(
            "window.heard = [];
             for (const name of ['shanhai:ready', 'shanhai:select', 'shanhai:filter', 'shanhai:error'])
                 document.addEventListener(name, (event) => window.heard.push([name, JSON.parse(JSON.stringify(event.detail ?? null))]))",
        )
        .await
    }
}

/// The published dataset.
pub struct Data(pub Value);

impl Data {
    pub fn read() -> Result<Self> {
        let file = repository().join("data/program.json");
        Ok(Self(serde_json::from_str(&std::fs::read_to_string(file)?)?))
    }

    pub fn list(&self, name: &str) -> &[Value] {
        self.0[name].as_array().map_or(&[], Vec::as_slice)
    }

    pub fn ids(&self, name: &str) -> Vec<String> {
        self.list(name).iter().map(id).collect()
    }

    /// The adcode of the prefecture of a project.
    pub fn region(&self, project: &Value) -> String {
        if let Some(region) = project["region"].as_str() {
            return region.to_owned();
        }
        let place = self.list("places").iter().find(|place| place["id"] == project["place"]);
        place.and_then(|place| place["region"].as_str()).unwrap_or_default().to_owned()
    }

    /// The projects for which a condition holds.
    pub fn projects(&self, holds: impl Fn(&Value) -> bool) -> BTreeSet<String> {
        self.list("projects").iter().filter(|project| holds(project)).map(id).collect()
    }

    /// The projects with one of these words, in lower case, in what a search covers.
    pub fn projects_naming(&self, words: &[&str]) -> BTreeSet<String> {
        self.projects(|project| {
            let mut text = String::new();
            for key in ["name", "topic", "what", "note", "county", "site", "search"] {
                text += &project[key].to_string().to_lowercase();
            }
            let place = self.list("places").iter().find(|place| place["id"] == project["place"]);
            text += &place.map(|place| place["name"].to_string().to_lowercase()).unwrap_or_default();
            let region = self.region(project);
            let regions = self.0["map"]["regions"].as_array().map_or(&[][..], Vec::as_slice);
            let region = regions.iter().find(|one| one["adcode"] == region.as_str());
            text += &region.map(|one| one["name"].to_string().to_lowercase()).unwrap_or_default();
            for partner in self.list("partners") {
                if project["partners"].as_array().is_some_and(|own| own.contains(&partner["id"])) {
                    text += &partner["name"].to_string().to_lowercase();
                }
            }
            words.iter().any(|word| text.contains(word))
        })
    }
}

pub fn id(entry: &Value) -> String {
    entry["id"].as_str().unwrap_or_default().to_owned()
}
