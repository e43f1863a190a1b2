//! What a reader or a page may do.

use anyhow::Result;
use serde_json::json;
use shanhai_e2e::Browser;
use thirtyfour::Key;

const VIEWS: [&str; 5] = ["overview", "charts", "projects", "timeline", "models"];
const TARGETS: [&str; 4] = ["figure:farm-sales", "project:maojiawan", "chart:mohan-port", "figure:mohan-crossings"];
const WORDS: [&str; 8] = ["鲁甸", "ludian", "医院", "port", "x", "咖啡 coffee", "<b>", "🙂"];
const KEYS: [Key; 12] = [
    Key::Tab,
    Key::Enter,
    Key::Escape,
    Key::Home,
    Key::End,
    Key::Up,
    Key::Down,
    Key::Left,
    Key::Right,
    Key::PageDown,
    Key::Space,
    Key::Delete,
];

/// Where a step acts: one of the widgets, picked by a number.
const PICK: &str = include_str!("../../../fixtures/soak-pick.js");

/// Deterministic numbers from a seed: SplitMix64.
pub struct Random(pub u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// At least 0, below 1.
    fn share(&mut self) -> f64 {
        f64::from(u32::try_from(self.next() >> 32).unwrap_or_default()) / (f64::from(u32::MAX) + 1.0)
    }

    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() % limit as u64).unwrap_or_default()
    }

    fn one_of<T: Clone>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())].clone()
    }
}

/// Does one thing that a reader or a page may do, and returns its description.
pub async fn step(browser: &Browser, random: &mut Random) -> Result<String> {
    let (pick, again) = (random.share(), random.share());
    let mut step = Step { browser, random, pick, again };
    match step.random.below(100) {
        0..30 => step.click().await,
        30..45 => step.canvas().await,
        45..65 => step.keys().await,
        65..72 => step.filter().await,
        72..78 => step.search().await,
        78..84 => step.attribute().await,
        84..90 => step.window().await,
        90..93 => step.word().await,
        93..95 => step.fragment().await,
        95..96 => {
            let print = "dispatchEvent(new Event('beforeprint')); dispatchEvent(new Event('afterprint')); return null";
            step.ask(print).await?;
            Ok("print".into())
        }
        96..97 => {
            let message = "{ data: { shanhai: 'height', height: 1e9 } }";
            step.ask(&format!("dispatchEvent(new MessageEvent('message', {message})); return null")).await?;
            Ok("message".into())
        }
        _ => step.removal().await,
    }
}

/// A step, with the numbers that pick the widget and the element in it.
struct Step<'a> {
    browser: &'a Browser,
    random: &'a mut Random,
    pick: f64,
    again: f64,
}

impl Step<'_> {
    /// Runs a script with the names of [`PICK`], which may return a point of the viewport.
    async fn ask(&self, script: &str) -> Result<Option<[f64; 2]>> {
        self.browser.run(&format!("{PICK} {script}"), [json!(self.pick), json!(self.again)]).await
    }

    async fn click(&mut self) -> Result<String> {
        match self.ask("return middle(one('button, summary, input, .tabs [role=tab]'))").await? {
            Some([x, y]) => self.browser.click_at(x, y).await?,
            None => return Ok("nothing to click".into()),
        }
        Ok(format!("click {} {}", self.pick, self.again))
    }

    async fn canvas(&mut self) -> Result<String> {
        let (x, y) = (self.random.share(), self.random.share());
        let place = self.ask(&format!("return middle(one('canvas'), {x}, {y})")).await?;
        let is_click = self.random.below(3) == 0;
        match place {
            Some([x, y]) if is_click => self.browser.click_at(x, y).await?,
            Some([x, y]) => self.browser.move_to(x, y).await?,
            None => return Ok("no canvas".into()),
        }
        Ok(format!("canvas {} {} at {x} {y}, click {is_click}", self.pick, self.again))
    }

    async fn keys(&mut self) -> Result<String> {
        let keys: Vec<Key> = (0..=self.random.below(4)).map(|_| self.random.one_of(&KEYS)).collect();
        for key in &keys {
            self.browser.press(key.clone()).await?;
        }
        Ok(format!("keys {keys:?}"))
    }

    async fn filter(&mut self) -> Result<String> {
        let value = self.random.share();
        self.ask(&format!("return choose({value})")).await?;
        Ok(format!("filter {} {} {value}", self.pick, self.again))
    }

    async fn search(&mut self) -> Result<String> {
        let words = self.random.one_of(&WORDS);
        self.ask("one('[data-testid=search]')?.focus(); one('[data-testid=search]')?.select(); return null").await?;
        self.browser.press(words).await?;
        Ok(format!("search {words}"))
    }

    async fn attribute(&mut self) -> Result<String> {
        let random = &mut self.random;
        let (name, value) = match random.below(4) {
            0 => ("lang", random.one_of(&["zh-Hans", "en", "xx", ""])),
            1 => ("theme", random.one_of(&["light", "dark", "auto", "<script>"])),
            2 => ("view", random.one_of(&VIEWS)),
            _ => ("chart", random.one_of(&["", "", "money-2023", "mohan-port", "nonsense"])),
        };
        self.ask(&format!("host?.setAttribute({}, {}); return null", json!(name), json!(value))).await?;
        Ok(format!("{name} is {value}"))
    }

    async fn window(&mut self) -> Result<String> {
        let width = self.random.one_of(&[280, 320, 375, 414, 768, 1024, 1280, 1600]);
        let height = 600 + self.random.below(400);
        let ratio = self.random.one_of(&[1.0, 1.0, 2.0]);
        self.browser.set_viewport(width, u32::try_from(height)?, ratio).await?;
        Ok(format!("window {width} × {height} at {ratio}"))
    }

    async fn word(&mut self) -> Result<String> {
        let target = self.random.one_of(&TARGETS);
        let script = format!("document.getElementById('word').dataset.shanhaiTarget = '{target}'");
        if let Some([x, y]) = self.ask(&format!("{script}; return middle(document.getElementById('word'))")).await? {
            self.browser.click_at(x, y).await?;
        }
        Ok(format!("word {target}"))
    }

    async fn fragment(&mut self) -> Result<String> {
        let all = ["", "shanhai=project:maojiawan", "shanhai=chart:teams", "shanhai=%FF&&&=", "top"];
        let hash = self.random.one_of(&all);
        self.ask(&format!("location.hash = {}; return null", json!(hash))).await?;
        Ok(format!("fragment {hash}"))
    }

    async fn removal(&mut self) -> Result<String> {
        let at_once = self.random.below(2) == 0;
        let is_same = self.random.below(2) == 0;
        self.ask(&format!("return replace({is_same}, {at_once})")).await?;
        Ok(format!("removed and added {}, at once {at_once}", self.pick))
    }
}
