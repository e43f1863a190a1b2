//! What must not grow.

use std::fs;

use anyhow::{Result, ensure};
use serde::Deserialize;
use serde_json::{Value, json};
use shanhai_e2e::{Browser, Engine};

/// The measurements that must not grow.
#[derive(Debug, Clone, Copy, Deserialize)]
pub struct Sample {
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

/// Resets the page to its initial state, checks that it works, and measures.
pub async fn rest(browser: &Browser) -> Result<Sample> {
    browser.set_viewport(1280, 800, 1.0).await?;
    let fresh = include_str!("../../../fixtures/soak-fresh.js");
    browser.move_to(1.0, 1.0).await?;
    browser.run::<()>(fresh, []).await?;
    let works = "[...document.querySelectorAll('body > div > shanhai-widget')].every(({ shadowRoot: root }) =>
        root?.querySelector('canvas[data-drawn]') && !root.querySelector('.notice:not([hidden])'))";
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
pub fn judge(samples: &[Sample], steps: f64) -> Result<()> {
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
