//! Uses the graphic at random for a long time and checks whether anything breaks or grows.
//!
//! `cargo run -p shanhai-e2e --bin soak -- [--minutes 30 | --seconds 20] [--seed N] [--engine chromium|firefox]`
//!
//! The seed is printed; the same seed takes the same steps. A step that depends on the content of the page picks its
//! element by a number from the seed, too.

mod measure;
mod steps;

use std::collections::VecDeque;
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use anyhow::{Context as _, Result, bail, ensure};
use shanhai_e2e::{Browser, Engine, Front, Options};

use measure::{judge, rest};
use steps::{Random, step};

/// A newsroom's page with two widgets and words that point to them.
const PAGE: &str =
    "<!doctype html><html lang=zh-Hans><meta charset=utf-8><title>Soak</title><link rel=icon href='data:,'>
    <p><a id=word data-shanhai-target='figure:farm-sales' tabindex=0>91.96</a></p>
    <div id=first><shanhai-widget loading=eager></shanhai-widget></div>
    <div id=second><shanhai-widget loading=eager view=projects lang=en></shanhai-widget></div>
    <script type=module src='./shanhai.js'></script>";

/// Counts the listeners of all live targets, and records what goes wrong.
const COUNTS: &str = include_str!("../../../fixtures/soak-counts.js");

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
