//! The editors' command as released, on a machine that has nothing else: no environment variables, no other programs.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use shanhai_e2e::{Browser, Options, Site, dist, repository};
use tempfile::TempDir;
use xtask::release;

/// The command, built by `./dev build`.
fn binary() -> Result<PathBuf> {
    let binary = repository().join("target/command/shanhai");
    ensure!(binary.is_file(), "{} is missing: ./dev build makes it", binary.display());
    Ok(binary)
}

/// The command in a folder, with an empty environment.
fn command(folder: &Path, arguments: &[&str]) -> Result<Command> {
    let mut command = Command::new(binary()?);
    command.args(arguments).current_dir(folder).env_clear().env("PATH", "").stdin(Stdio::null());
    Ok(command)
}

/// Runs it to its end; returns its output, and whether it succeeded.
fn runs(folder: &Path, arguments: &[&str]) -> Result<(String, bool)> {
    let output = command(folder, arguments)?.output()?;
    let text = [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
    Ok((text, output.status.success()))
}

fn succeeds(folder: &Path, arguments: &[&str]) -> Result<String> {
    let (said, well) = runs(folder, arguments)?;
    ensure!(well, "shanhai {}:\n{said}", arguments.join(" "));
    Ok(said)
}

/// Compares two folders of published files, without what the command stores there for itself.
fn ensure_same(one: &Path, other: &Path) -> Result<()> {
    release::compare(&one.canonicalize()?, &other.canonicalize()?)
}

#[test]
fn the_shipped_dataset_is_published_as_the_build_publishes_it() -> Result<()> {
    let desk = tempfile::tempdir()?;
    let data = repository().join("data");
    let data = data.to_string_lossy();
    let began = Instant::now();
    succeeds(desk.path(), &["publish", &data, "--out", "site"])?;
    println!("published in {:.1} s", began.elapsed().as_secs_f64());
    ensure_same(&dist()?, &desk.path().join("site"))?;
    // the second run creates nothing new
    let began = Instant::now();
    let said = succeeds(desk.path(), &["publish", &data, "--out", "site"])?;
    println!("published again in {:.1} s", began.elapsed().as_secs_f64());
    ensure!(said.contains(", 0 of them new"), "{said}");
    ensure_same(&dist()?, &desk.path().join("site"))
}

#[tokio::test]
async fn a_programme_is_begun_published_and_read_without_any_other_tool() -> Result<()> {
    let desk = tempfile::tempdir()?;
    for (language, title) in [("en", "coast and hills"), ("zh-Hans", "青原")] {
        succeeds(desk.path(), &["new", language, "--lang", language])?;
        succeeds(desk.path(), &["check", language])?;
        let out = format!("site-{language}");
        succeeds(desk.path(), &["publish", language, "--out", &out, "--url", "https://news.example/one"])?;
        let folder = desk.path().join(&out);
        let answer = fs::read_to_string(folder.join("oembed.json"))?;
        ensure!(answer.contains("https://news.example/one/static/share."), "{answer}");
        for file in ["dataset.bin.br", "data/figures.csv", "static/map.", "embed-overview."] {
            let found = release_files(&folder)?.into_iter().any(|name| name.starts_with(file));
            ensure!(found, "{out} has no {file}");
        }
        let site = Site::serve(&folder)?;
        let browser = Browser::start(Options::default()).await?;
        browser.open(site.url("embed.html?loading=eager")).await?;
        browser.wait_for_mark("charts-ready").await?;
        let text: String = browser
            .run("return document.querySelector('shanhai-widget').shadowRoot.querySelector('.box').textContent", [])
            .await?;
        ensure!(text.contains(title), "{text}");
        browser.expect_no_problems().await?;
    }
    Ok(())
}

fn release_files(folder: &Path) -> Result<Vec<String>> {
    Ok(xtask::deploy::files(folder)?.into_iter().map(|file| file.to_string_lossy().into_owned()).collect())
}

/// Runs the commands and entries of the tutorial, from an empty folder to published files, except for the preview,
/// which does not end.
#[test]
fn the_tutorial_ends_with_a_published_programme_in_minutes() -> Result<()> {
    let desk = tempfile::tempdir()?;
    let (text, binary) = (fs::read_to_string(repository().join("docs/data.md"))?, binary()?);
    let began = Instant::now();
    for (head, body) in text.split("```").skip(1).step_by(2).filter_map(|block| block.split_once('\n')) {
        if head == "sh" && !body.contains("shanhai serve") {
            let commands = format!("shanhai() {{ {} \"$@\"; }}\n{body}", binary.display());
            let output = Command::new("bash").args(["-eu", "-c", &commands]).current_dir(desk.path()).output()?;
            let said =
                [output.stdout, output.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).concat();
            ensure!(output.status.success(), "{body}\n{said}");
        } else if let Some(list) = head.strip_prefix("json ") {
            let file = desk.path().join("harbour/program.json");
            let mut whole: serde_json::Value = serde_json::from_str(&fs::read_to_string(&file)?)?;
            whole[list].as_array_mut().context("a list")?.push(serde_json::from_str(body)?);
            fs::write(&file, whole.to_string())?;
        }
    }
    let took = began.elapsed();
    println!("the tutorial took {:.1} s", took.as_secs_f64());
    ensure!(took < Duration::from_secs(600), "{took:?}");
    let page = fs::read_to_string(desk.path().join("site/index.html"))?;
    ensure!(page.contains("<html lang=\"en\"") && page.contains("content=\"en_GB\""), "{page}");
    for file in ["dataset.bin", "desk.html", "data/boundaries.topojson", "static/lessons-2033.en.svg"] {
        ensure!(desk.path().join("site").join(file).is_file(), "{file} is not published");
    }
    Ok(())
}

#[test]
fn several_programmes_have_a_list() -> Result<()> {
    let desk = tempfile::tempdir()?;
    succeeds(desk.path(), &["new", "one", "--lang", "en"])?;
    succeeds(desk.path(), &["new", "two"])?;
    succeeds(desk.path(), &["publish", "one", "two", "--out", "site"])?;
    let list = fs::read_to_string(desk.path().join("site/index.html"))?;
    for id in ["coast-and-hills", "second"] {
        ensure!(list.contains(&format!("href=\"{id}/index.html\"")), "{list}");
        ensure!(desk.path().join("site").join(id).join("index.html").is_file(), "{id} is not there");
    }
    // the same programme twice would overwrite itself
    let (said, well) = runs(desk.path(), &["publish", "one", "one", "--out", "twice"])?;
    ensure!(!well && said.contains("two programmes have this id"), "{said}");
    Ok(())
}

#[test]
fn a_dataset_with_a_fault_is_not_published() -> Result<()> {
    let desk = tempfile::tempdir()?;
    succeeds(desk.path(), &["new", "one", "--lang", "en"])?;
    break_it(&desk)?;
    let (said, well) = runs(desk.path(), &["publish", "one", "--out", "site"])?;
    ensure!(!well && said.contains("Did you mean `lessons`?") && said.contains("Nothing was published."), "{said}");
    ensure!(!desk.path().join("site").exists(), "something was published");
    let (said, well) = runs(desk.path(), &["publish", "one", "--out", "one"])?;
    ensure!(!well && said.contains("holds the programme itself"), "{said}");
    Ok(())
}

/// Misspells an id in the programme `one`.
fn break_it(desk: &TempDir) -> Result<()> {
    let file = desk.path().join("one/program.json");
    let sound = fs::read_to_string(&file)?;
    let broken = sound.replacen("\"theme\": \"lessons\"", "\"theme\": \"lesons\"", 1);
    ensure!(sound != broken, "nothing to break");
    Ok(fs::write(file, broken)?)
}

/// The command that serves a preview; it ends when this value is dropped.
struct Preview {
    process: Child,
    address: String,
}

impl Preview {
    fn of(folder: &Path, programme: &str) -> Result<Preview> {
        let mut process = command(folder, &["serve", programme, "--port", "0"])?
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let out = process.stdout.take().context("it says nothing")?;
        let mut lines = BufReader::new(out).lines();
        let address = lines.by_ref().map_while(Result::ok).find_map(|line| {
            line.starts_with("http://").then(|| line.split(' ').next().unwrap_or_default().to_owned())
        });
        // its later output must not fill the pipe
        std::thread::spawn(move || lines.for_each(drop));
        Ok(Preview { process, address: address.context("it names no address")? })
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        let _ended = self.process.kill();
        let _ended = self.process.wait();
    }
}

#[tokio::test]
async fn a_preview_follows_each_change_and_reports_faults_above_the_last_good_graphic() -> Result<()> {
    let desk = tempfile::tempdir()?;
    succeeds(desk.path(), &["new", "one", "--lang", "en"])?;
    let preview = Preview::of(desk.path(), "one")?;
    let browser = Browser::start(Options::default()).await?;
    browser.open(&preview.address).await?;
    // the page reloads itself meanwhile, and may be queried while it is empty
    let has = |text: &str| {
        let text = serde_json::json!(text);
        format!("document.querySelector('shanhai-widget')?.shadowRoot?.textContent.includes({text})")
    };
    browser.wait_until(&has("Three made-up years")).await?;
    let file = desk.path().join("one/program.json");
    let sound = fs::read_to_string(&file)?;
    fs::write(&file, sound.replacen("Three made-up years", "Three new years", 1))?;
    browser.wait_at_most(Duration::from_secs(30), &has("Three new years")).await?;
    // when the dataset is broken, the page keeps the old content and reports the fault
    break_it(&desk)?;
    let reported = "document.querySelector('#report')?.textContent.includes('Did you mean `lessons`?')";
    browser.wait_at_most(Duration::from_secs(30), reported).await?;
    browser.wait_until(&has("Three new years")).await?;
    fs::write(&file, sound)?;
    let corrected = format!("!document.querySelector('#report') && {}", has("Three made-up years"));
    browser.wait_at_most(Duration::from_secs(30), &corrected).await
}
