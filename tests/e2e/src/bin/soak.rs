//! Uses the graphic at random for a long time and checks whether anything breaks or grows.
//!
//! `cargo run -p shanhai-e2e --bin soak -- [--minutes 30 | --seconds 20] [--seed N] [--engine chromium|firefox]`
//!
//! The seed is printed; the same seed takes the same steps. A step that depends on the content of the page picks its
//! element by a number from the seed, too.

use std::collections::VecDeque;
use std::fs;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, Result, bail, ensure};
use serde::Deserialize;
use serde_json::{Value, json};
use shanhai_e2e::{Browser, Engine, Front, Options};
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

/// A newsroom's page with two widgets and words that point to them.
const PAGE: &str =
    "<!doctype html><html lang=zh-Hans><meta charset=utf-8><title>Soak</title><link rel=icon href='data:,'>
    <p><a id=word data-shanhai-target='figure:farm-sales' tabindex=0>91.96</a></p>
    <div id=first><shanhai-widget loading=eager></shanhai-widget></div>
    <div id=second><shanhai-widget loading=eager view=projects lang=en></shanhai-widget></div>
    <script type=module src='./shanhai.js'></script>";

/// Counts the listeners of all live targets, and records what goes wrong.
const COUNTS: &str = "{
    window.listeners = 0;
    window.faults = [];
    addEventListener('error', ({ message }) => message.startsWith('ResizeObserver loop') || faults.push(message));
    // of a chart that there is not, the page is rightly told
    addEventListener('shanhai:error', ({ detail }) => detail.code === 'unknown-chart' || faults.push(`${detail.code}: ${detail.message}`));
    const known = new WeakMap();
    const gone = new FinalizationRegistry((of) => (listeners -= of.count));
    const numbers = new WeakMap();
    let last = 0;
    const key = (type, listener, options) => {
        if (!numbers.has(listener)) numbers.set(listener, ++last);
        return `${type} ${numbers.get(listener)} ${Boolean(options?.capture ?? options)}`;
    };
    const { addEventListener: add, removeEventListener: remove } = EventTarget.prototype;
    EventTarget.prototype.addEventListener = function (type, listener, options) {
        if (listener && this && !options?.once) {
            let of = known.get(this);
            if (!of) known.set(this, of = { keys: new Set(), count: 0 }), gone.register(this, of);
            const one = key(type, listener, options);
            if (!of.keys.has(one)) of.keys.add(one), of.count++, listeners++;
        }
        return add.call(this, type, listener, options);
    };
    EventTarget.prototype.removeEventListener = function (type, listener, options) {
        const of = listener && known.get(this);
        if (of?.keys.delete(key(type, listener, options))) of.count--, listeners--;
        return remove.call(this, type, listener, options);
    };
}";

/// Where a step acts: one of the widgets, picked by a number.
const PICK: &str = "
    const [pick, again] = arguments;
    const hosts = [...document.querySelectorAll('body > div > shanhai-widget')];
    const host = hosts[Math.floor(pick * hosts.length)];
    const root = host?.shadowRoot;
    const one = (selector) => {
        const all = [...root?.querySelectorAll(selector) ?? []].filter((at) => at.checkVisibility() && !at.disabled);
        return all[Math.floor(again * all.length)];
    };
    const middle = (at, x = 0.5, y = 0.5) => {
        if (!at) return null;
        at.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
        const box = at.getBoundingClientRect();
        const place = [box.x + box.width * x, box.y + box.height * y];
        return place[0] >= 0 && place[1] >= 0 && place[0] < innerWidth && place[1] < innerHeight ? place : null;
    };
";

/// Deterministic numbers from a seed: SplitMix64.
struct Random(u64);

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

struct Arguments {
    time: Duration,
    seed: u64,
    engine: Engine,
}

fn arguments() -> Result<Arguments> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH)?;
    let mut found = Arguments {
        time: Duration::from_secs(30 * 60),
        seed: u64::from(now.subsec_nanos()),
        engine: Engine::chosen()?,
    };
    let mut words = std::env::args().skip(1);
    while let Some(name) = words.next() {
        let value = words.next().with_context(|| format!("{name} needs a value"))?;
        match name.as_str() {
            "--minutes" => found.time = Duration::from_secs(60 * value.parse::<u64>().context("--minutes")?),
            "--seconds" => found.time = Duration::from_secs(value.parse().context("--seconds")?),
            "--seed" => found.seed = value.parse().context("--seed")?,
            "--engine" => found.engine = Engine::named(&value)?,
            _ => bail!("there is no {name}; there are --minutes, --seconds, --seed and --engine"),
        }
    }
    ensure!(found.engine != Engine::WebKit, "WebKit's driver cannot make it collect what is no longer used");
    Ok(found)
}

/// The measurements that must not grow.
#[derive(Debug, Clone, Copy, Deserialize)]
struct Sample {
    /// Elements in the page and its shadow roots.
    elements: f64,
    /// Listeners of live targets.
    listeners: f64,
    /// All live nodes, including those outside the page (Chromium).
    #[serde(default)]
    nodes: f64,
    /// Megabytes that scripts hold (Chromium).
    #[serde(default)]
    heap: f64,
    /// Megabytes of the processes that render pages.
    #[serde(default)]
    memory: f64,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<()> {
    let Arguments { time, seed, engine } = arguments()?;
    println!("soak in {} for {} s, seed {seed}", engine.name(), time.as_secs());
    let site = Front::release()?;
    site.before_each_page(COUNTS);
    site.adds_page("soak.html", PAGE);
    let browser = Browser::start(Options { engine: Some(engine), ..Options::default() }).await?;
    browser.open(site.url("soak.html")).await?;
    let mut random = Random(seed);
    let (began, mut taken, mut last) = (Instant::now(), 0_usize, VecDeque::new());
    let pause = (time / 20).clamp(Duration::from_secs(3), Duration::from_secs(60));
    let (mut rested, mut samples) = (Instant::now(), Vec::new());
    while began.elapsed() < time {
        let step = step(&browser, &mut random).await;
        taken += 1;
        let (Ok(step) | Err(step)) = step.map_err(|error| format!("failed: {error:#}"));
        let failed = step.starts_with("failed");
        last.push_back(step);
        if last.len() > 30 {
            last.pop_front();
        }
        if failed {
            bail!("step {taken} of seed {seed}: {last:#?}");
        }
        if rested.elapsed() > pause {
            let sample = rest(&browser).await.with_context(|| format!("step {taken} of seed {seed}: {last:#?}"))?;
            println!("{:>5} s, {taken} steps: {sample:?}", began.elapsed().as_secs());
            samples.push(sample);
            rested = Instant::now();
        }
    }
    #[expect(clippy::cast_precision_loss, reason = "some ten thousand steps")]
    let steps = taken as f64;
    judge(&samples, steps).with_context(|| format!("seed {seed}, {taken} steps"))?;
    println!("nothing broke or grew in {taken} steps, seed {seed}");
    Ok(())
}

/// Does one thing that a reader or a page may do, and returns its description.
async fn step(browser: &Browser, random: &mut Random) -> Result<String> {
    let (pick, again) = (random.share(), random.share());
    let ask = async |script: &str| -> Result<Option<[f64; 2]>> {
        browser.run(&format!("{PICK} {script}"), [json!(pick), json!(again)]).await
    };
    Ok(match random.below(100) {
        0..30 => {
            let script = "return middle(one('button, summary, input, .tabs [role=tab]'))";
            match ask(script).await? {
                Some([x, y]) => browser.click_at(x, y).await?,
                None => return Ok("nothing to click".into()),
            }
            format!("click {pick} {again}")
        }
        30..45 => {
            let (x, y) = (random.share(), random.share());
            let place = ask(&format!("return middle(one('canvas'), {x}, {y})")).await?;
            let is_click = random.below(3) == 0;
            match place {
                Some([x, y]) if is_click => browser.click_at(x, y).await?,
                Some([x, y]) => browser.move_to(x, y).await?,
                None => return Ok("no canvas".into()),
            }
            format!("canvas {pick} {again} at {x} {y}, click {is_click}")
        }
        45..65 => {
            let keys: Vec<Key> = (0..=random.below(4)).map(|_| random.one_of(&KEYS)).collect();
            for key in &keys {
                browser.press(key.clone()).await?;
            }
            format!("keys {keys:?}")
        }
        65..72 => {
            let value = random.share();
            let script = format!(
                "const field = one('select'); if (!field) return null;
                 field.selectedIndex = Math.floor({value} * field.options.length);
                 field.dispatchEvent(new Event('input', {{ bubbles: true, composed: true }}));
                 field.dispatchEvent(new Event('change', {{ bubbles: true }})); return null"
            );
            ask(&script).await?;
            format!("filter {pick} {again} {value}")
        }
        72..78 => {
            let words = random.one_of(&WORDS);
            ask("one('[data-testid=search]')?.focus(); one('[data-testid=search]')?.select(); return null").await?;
            browser.press(words).await?;
            format!("search {words}")
        }
        78..84 => {
            let (name, value) = match random.below(4) {
                0 => ("lang", random.one_of(&["zh-Hans", "en", "xx", ""])),
                1 => ("theme", random.one_of(&["light", "dark", "auto", "<script>"])),
                2 => ("view", random.one_of(&VIEWS)),
                _ => ("chart", random.one_of(&["", "", "money-2023", "mohan-port", "nonsense"])),
            };
            ask(&format!("host?.setAttribute({}, {}); return null", json!(name), json!(value))).await?;
            format!("{name} is {value}")
        }
        84..90 => {
            let (width, height) =
                (random.one_of(&[280, 320, 375, 414, 768, 1024, 1280, 1600]), 600 + random.below(400));
            let ratio = random.one_of(&[1.0, 1.0, 2.0]);
            browser.set_viewport(width, u32::try_from(height)?, ratio).await?;
            format!("window {width} × {height} at {ratio}")
        }
        90..93 => {
            let target = random.one_of(&TARGETS);
            let script = format!(
                "const word = document.getElementById('word'); word.dataset.shanhaiTarget = '{target}'; return middle(word)"
            );
            if let Some([x, y]) = ask(&script).await? {
                browser.click_at(x, y).await?;
            }
            format!("word {target}")
        }
        93..95 => {
            let hash =
                random.one_of(&["", "shanhai=project:maojiawan", "shanhai=chart:teams", "shanhai=%FF&&&=", "top"]);
            ask(&format!("location.hash = {}; return null", json!(hash))).await?;
            format!("fragment {hash}")
        }
        95..96 => {
            ask("dispatchEvent(new Event('beforeprint')); dispatchEvent(new Event('afterprint')); return null").await?;
            "print".into()
        }
        96..97 => {
            ask(
                "dispatchEvent(new MessageEvent('message', { data: { shanhai: 'height', height: 1e9 } })); return null",
            )
            .await?;
            "message".into()
        }
        _ => {
            let soon = random.below(2) == 0;
            let script = format!(
                "if (!host) return null;
                 const place = host.parentNode, next = {};
                 host.remove();
                 const put = () => place.append(next);
                 {} put(); return null",
                if random.below(2) == 0 { "host" } else { "host.cloneNode()" },
                if soon { "" } else { "await new Promise((done) => setTimeout(done, 60));" }
            );
            let script = format!("return (async () => {{ {PICK} {script} }})(...arguments)")
                .replace("const [pick, again] = arguments;", &format!("const [pick, again] = [{pick}, {again}];"));
            browser.run::<Value>(&script, []).await?;
            format!("removed and added {pick}, at once {soon}")
        }
    })
}

/// Resets the page to its initial state, checks that it works, and measures.
async fn rest(browser: &Browser) -> Result<Sample> {
    browser.set_viewport(1280, 800, 1.0).await?;
    let fresh = "for (const [id, view, lang] of [['first', '', ''], ['second', 'projects', 'en']]) {
            const place = document.getElementById(id), widget = document.createElement('shanhai-widget');
            if (view) widget.setAttribute('view', view), widget.setAttribute('lang', lang);
            widget.setAttribute('loading', 'eager');
            place.replaceChildren(widget);
        }
        document.activeElement?.blur(); scrollTo(0, 0); history.replaceState(null, '', location.pathname); performance.clearMarks();
        return new Promise((done) => setTimeout(done, 300))";
    browser.move_to(1.0, 1.0).await?;
    browser.run::<()>(fresh, []).await?;
    let works = "[...document.querySelectorAll('body > div > shanhai-widget')].every(({ shadowRoot: root }) =>
        root?.querySelector('canvas')?.width > 0 && !root.querySelector('.notice:not([hidden])'))";
    if let Err(error) = browser.wait_until(works).await {
        let page: String = browser.run("return [...document.querySelectorAll('shanhai-widget')].map((one) => one.outerHTML + one.shadowRoot?.innerHTML.slice(0, 600)).join() + faults + innerWidth", []).await?;
        return Err(error.context(format!("a fresh widget does not come up: {page}")));
    }
    let faults: Vec<String> = browser.run("return faults", []).await?;
    ensure!(faults.is_empty(), "{faults:?}");
    browser.expect_no_problems().await?;
    match browser.engine() {
        Engine::Chromium => {
            for _ in 0..3 {
                browser.cdp("HeapProfiler.collectGarbage", json!({})).await?;
            }
        }
        _ => {
            let collect = "return new Promise((done) => Cc['@mozilla.org/memory-reporter-manager;1']
                .getService(Ci.nsIMemoryReporterManager).minimizeMemoryUsage(() => done()))";
            browser.firefox::<()>(collect).await?;
        }
    }
    let counted = "const count = (root) => [...root.querySelectorAll('*')].reduce((sum, one) => sum + 1 + (one.shadowRoot ? count(one.shadowRoot) : 0), 0);
        return new Promise((done) => setTimeout(() => done({ elements: count(document), listeners }), 200))";
    let mut sample: Sample = browser.run(counted, []).await?;
    if browser.engine() == Engine::Chromium {
        browser.cdp("Performance.enable", json!({})).await?;
        let answer = browser.cdp("Performance.getMetrics", json!({})).await?;
        let metric = |name: &str| {
            let all = answer["metrics"].as_array().map_or(&[][..], Vec::as_slice);
            let found = all.iter().find(|one: &&Value| one["name"] == name);
            found.and_then(|one| one["value"].as_f64()).unwrap_or_default()
        };
        sample.listeners = metric("JSEventListeners");
        sample.nodes = metric("Nodes");
        sample.heap = (metric("JSHeapUsedSize") / 1e5).round() / 10.0;
    }
    sample.memory = page_memory(browser.driver_process())?;
    Ok(sample)
}

/// Megabytes of private memory of the page processes among those that a driver has started.
fn page_memory(driver: u32) -> Result<f64> {
    let mut parents = Vec::new();
    for entry in fs::read_dir("/proc")?.flatten() {
        let Some(id) = entry.file_name().to_str().and_then(|name| name.parse::<u32>().ok()) else { continue };
        // a process may end while this loop runs
        let Ok(status) = fs::read_to_string(entry.path().join("status")) else { continue };
        let field = |name: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(name))?;
            line.split_whitespace().next()?.parse::<u32>().ok()
        };
        let command = fs::read(entry.path().join("cmdline")).unwrap_or_default();
        let command = String::from_utf8_lossy(&command).replace('\0', " ");
        let shows_pages = command.contains("--type=renderer") || command.trim_end().ends_with(" tab");
        let (Some(parent), size) = (field("PPid:"), field("RssAnon:").unwrap_or_default()) else { continue };
        parents.push((id, parent, shows_pages, size));
    }
    let is_ours = |mut id: u32| loop {
        if id == driver {
            return true;
        }
        match parents.iter().find(|(own, ..)| *own == id) {
            Some((_, parent, ..)) => id = *parent,
            None => return false,
        }
    };
    let ours = parents.iter().filter(|(id, _, shows_pages, _)| *shows_pages && is_ours(*id));
    let kilobytes: u32 = ours.map(|(.., size)| size).sum();
    ensure!(kilobytes > 0, "no process of a page is found");
    Ok(f64::from(kilobytes / 100) / 10.0)
}

/// Compares the last third of the samples with the first third after a warm-up, by their medians.
fn judge(samples: &[Sample], steps: f64) -> Result<()> {
    let samples = &samples[samples.len() / 5..];
    ensure!(samples.len() >= 3, "too short to judge: {} samples", samples.len());
    let third = samples.len() / 3;
    let grew = |of: fn(&Sample) -> f64| {
        let median = |part: &[Sample]| {
            let mut all: Vec<f64> = part.iter().map(of).collect();
            all.sort_by(f64::total_cmp);
            all[all.len() / 2]
        };
        (median(&samples[..third]), median(&samples[samples.len() - third..]))
    };
    // if each of thousands of steps left one listener or node behind, the count would be far beyond these limits
    for (name, of, share, more) in [
        ("elements", (|one| one.elements) as fn(&Sample) -> f64, 0.0, 20.0),
        ("listeners", |one| one.listeners, 0.0, 40.0),
        ("nodes", |one| one.nodes, 0.0, 1500.0),
        // the driver's own scripts leave some 100 bytes per command: 300 per step
        ("MB held by scripts", |one| one.heap, 0.1, 1.0 + 0.0003 * steps),
        ("MB of processes", |one| one.memory, 0.2, 30.0),
    ] {
        let (before, after) = grew(of);
        println!("{name}: {before} after the warm-up, {after} at the end");
        ensure!(after <= before * (1.0 + share) + more, "{name} grew from {before} to {after}");
    }
    Ok(())
}
