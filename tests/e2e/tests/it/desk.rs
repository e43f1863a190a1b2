//! The desk in a browser (`desk.html`): files as people really have them, dropped and chosen.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};
use shanhai_dataset::desk as disk;
use shanhai_e2e::{Browser, Engine, Front, Options, repository};
use tempfile::TempDir;

use crate::engines::left_out;

/// The page, ready, with a folder for files.
struct Desk {
    browser: Browser,
    site: Front,
    files: TempDir,
}

const WIDGET: &str = "document.querySelector('shanhai-widget').shadowRoot";

impl Desk {
    async fn opens(width: u32, language: &str) -> Result<Desk> {
        let site = Front::release()?;
        let browser = Browser::start(Options { width, language: "en-GB".to_owned(), ..Options::default() }).await?;
        let desk = Desk { browser, site, files: tempfile::tempdir()? };
        desk.browser.open(desk.site.url(&format!("desk.html?lang={language}"))).await?;
        let ready = format!(
            "document.documentElement.dataset.ready !== undefined && {WIDGET}?.querySelector('canvas')?.width > 0"
        );
        desk.browser.wait_until(&ready).await.context("the desk is ready")?;
        Ok(desk)
    }

    /// Creates a folder with a programme of its own: the fictitious one of the tests.
    fn folder(&self, name: &str) -> Result<PathBuf> {
        let folder = self.files.path().join(name);
        fs::create_dir(&folder)?;
        for file in ["program.json", "boundaries.topojson", "tiles.json"] {
            fs::copy(repository().join("tests/data/second").join(file), folder.join(file))?;
        }
        Ok(folder)
    }

    async fn chooses(&self, input: &str, paths: &[PathBuf]) -> Result<()> {
        let names: Vec<String> = paths.iter().map(|path| path.display().to_string()).collect();
        let element = self.browser.driver().find(thirtyfour::By::Id(input)).await?;
        Ok(element.send_keys(names.join("\n")).await?)
    }

    async fn all_of(&self, folder: &Path) -> Result<()> {
        let names = ["program.json", "boundaries.topojson", "tiles.json"];
        self.chooses("choose-files", &names.map(|name| folder.join(name))).await
    }

    /// Waits for the line that reports the result.
    async fn says(&self, words: &str) -> Result<()> {
        let said = "document.getElementById('status').textContent";
        let wanted = format!("{said}.includes({})", json!(words));
        self.browser.wait_until(&wanted).await.with_context(|| format!("waiting for {words}"))
    }

    async fn text(&self, id: &str) -> Result<String> {
        self.browser.run("return document.getElementById(arguments[0]).innerText", [json!(id)]).await
    }

    async fn shows(&self, words: &str) -> Result<()> {
        self.browser.wait_until(&format!("{WIDGET}.textContent.includes({})", json!(words))).await
    }
}

/// Replaces the first occurrence of a text in a file.
fn edit(file: &Path, from: &str, to: &str) -> Result<()> {
    let text = fs::read_to_string(file)?;
    ensure!(text.contains(from), "no {from} in {}", file.display());
    Ok(fs::write(file, text.replacen(from, to, 1))?)
}

#[tokio::test]
async fn a_sound_programme_is_shown_and_nothing_leaves_the_machine() -> Result<()> {
    let desk = Desk::opens(1280, "en").await?;
    let folder = desk.folder("harbour")?;
    let asked = desk.site.asked().len();
    desk.all_of(&folder).await?;
    desk.says("program.json is sound. 35 figures").await?;
    desk.shows("蓝湾").await?;
    ensure!(desk.text("changes").await?.contains("another programme"), "the published one is another");
    // another version of it: the changes are listed against the former one
    edit(&folder.join("program.json"), "\"value\": 118", "\"value\": 119")?;
    desk.all_of(&folder).await?;
    desk.browser.wait_until("document.getElementById('against').options.length === 2").await?;
    desk.browser
        .run::<()>(
            "const one = document.getElementById('against'); one.value = '1'; one.dispatchEvent(new Event('change'))",
            [],
        )
        .await?;
    let changes = desk.text("changes").await?;
    ensure!(
        changes.contains("figures: 1 with another value") && changes.contains("118") && changes.contains("119"),
        "{changes}"
    );
    for width in ["375", "1280", "768"] {
        desk.browser
            .run::<()>("document.querySelector(`[name=width][value='${arguments[0]}']`).click()", [json!(width)])
            .await?;
        let wide =
            format!("Math.round(document.querySelector('shanhai-widget').getBoundingClientRect().width) === {width}");
        desk.browser.wait_until(&wide).await?;
    }
    // the saved files are those of a publication
    let saved: Vec<Value> = desk.browser.run(SAVES, []).await?;
    let checked = shanhai_dataset::check::check_file(&folder.join("program.json")).map_err(anyhow::Error::msg)?;
    ensure!(saved[0]["name"] == "dataset.bin" && saved[0]["bytes"] == json!(checked.to_binary()), "dataset.bin");
    ensure!(saved[1]["name"] == "program.json" && saved[1]["bytes"] == json!(fs::read(folder.join("program.json"))?));
    ensure!(saved[2]["name"] == "changes.html" && saved[2]["bytes"].as_array().is_some_and(|bytes| bytes.len() > 500));
    let now = desk.site.asked();
    ensure!(now.len() == asked, "asked of the network: {:?}", &now[asked..]);
    desk.browser.expect_no_problems().await
}

#[tokio::test]
async fn a_file_to_compare_with_stays_when_another_version_is_dropped() -> Result<()> {
    let desk = Desk::opens(1280, "en").await?;
    let (folder, other) = (desk.folder("harbour")?, desk.folder("other")?);
    let program = folder.join("program.json");
    edit(&other.join("program.json"), "\"value\": 118", "\"value\": 117")?;
    desk.all_of(&folder).await?;
    desk.shows("蓝湾").await?;
    desk.chooses("choose-other", &[other.join("program.json")]).await?;
    for (from, to) in [("118", "119"), ("119", "120")] {
        edit(&program, &format!("\"value\": {from}"), &format!("\"value\": {to}"))?;
        desk.all_of(&folder).await?;
        let compared = format!(
            "document.getElementById('against').options.length === 3 &&
             ['117', '{to}'].every((value) => document.getElementById('changes').innerText.includes(value))"
        );
        desk.browser.wait_until(&compared).await.with_context(|| format!("from {from} to {to}"))?;
    }
    desk.browser.expect_no_problems().await
}

/// Presses every button that saves; returns the names and the bytes of the files.
const SAVES: &str = include_str!("../../fixtures/desk-saves.js");

#[tokio::test]
async fn faults_are_told_with_their_place_and_the_last_sound_graphic_stays() -> Result<()> {
    let desk = Desk::opens(375, "en").await?;
    let folder = desk.folder("harbour")?;
    desk.all_of(&folder).await?;
    desk.shows("蓝湾").await?;
    let program = folder.join("program.json");
    edit(&program, "\"theme\": \"craft\"", "\"theme\": \"kraft\"")?;
    desk.all_of(&folder).await?;
    desk.says("program.json: 1 fault").await?;
    let faults = desk.text("faults").await?;
    for part in
        ["program.json, line ", "figures[", "].theme", "`kraft`", "Did you mean `craft`?", "\"theme\": \"kraft\""]
    {
        ensure!(faults.contains(part), "no {part} in {faults}");
    }
    ensure!(desk.text("shows").await?.contains("the last sound one"));
    desk.shows("蓝湾").await?;
    // no longer valid JSON
    edit(&program, "\"id\":", "“id”：")?;
    desk.all_of(&folder).await?;
    desk.browser.wait_until("document.getElementById('faults').innerText.includes('Type \" in its place')").await?;
    // an encoding of a Chinese system
    let text = fs::read_to_string(repository().join("tests/data/second/program.json"))?;
    fs::write(&program, encoding_rs::GB18030.encode(&text).0)?;
    desk.all_of(&folder).await?;
    desk.browser.wait_until("document.getElementById('faults').innerText.includes('as in GBK')").await?;
    let wide: Vec<String> = desk
        .browser
        .run(
            "return [...document.querySelectorAll('main *:not(#stage *)')]
                .filter((one) => one.getBoundingClientRect().right > innerWidth + 1).map((one) => one.outerHTML.slice(0, 80))",
            [],
        )
        .await?;
    ensure!(wide.is_empty(), "the page is wider than a phone: {wide:#?}");
    desk.browser.expect_no_problems().await
}

#[tokio::test]
async fn spreadsheets_of_our_export_come_back() -> Result<()> {
    let desk = Desk::opens(1280, "en").await?;
    // of the published programme, edited
    let copy = desk.files.path().join("copy");
    fs::create_dir_all(copy.join("map"))?;
    for name in ["program.json", "map/prefectures.topojson", "map/tilegrid.json"] {
        fs::copy(repository().join("data").join(name), copy.join(name))?;
    }
    edit(&copy.join("program.json"), "\"value\": 91.96", "\"value\": 92.96")?;
    let (book, sheets) = (desk.files.path().join("book.xlsx"), desk.files.path().join("sheets"));
    for to in [&book, &sheets] {
        disk::export(&copy, to, false).map_err(|trouble| anyhow::anyhow!("{trouble:?}"))?;
    }
    desk.chooses("choose-files", &[book]).await?;
    desk.says("book.xlsx is sound.").await?;
    let changes = desk.text("changes").await?;
    ensure!(changes.contains("91.96") && changes.contains("92.96") && changes.contains("farm-sales"), "{changes}");
    ensure!(desk.text("remarks").await?.contains("stand in for them"), "the map is that of the published programme");
    desk.shows("9.296").await?;
    // a list as Chinese Excel saves it, with an invalid id
    let csv = fs::read_to_string(sheets.join("projects.csv"))?.replacen(",stated,", ",told,", 1);
    let gbk = desk.files.path().join("projects.csv");
    fs::write(&gbk, encoding_rs::GB18030.encode(csv.trim_start_matches('\u{feff}')).0)?;
    desk.chooses("choose-files", &[gbk]).await?;
    desk.browser.wait_until("document.getElementById('faults').innerText.includes('projects.csv, row ')").await?;
    desk.browser.expect_no_problems().await
}

#[tokio::test]
async fn files_and_folders_are_dropped_and_chosen_by_keys() -> Result<()> {
    if left_out("desk: files are dropped")? {
        return Ok(());
    }
    let desk = Desk::opens(1280, "zh-Hans").await?;
    let text = fs::read_to_string(repository().join("tests/data/second/program.json"))?;
    let drop = "const transfer = new DataTransfer();
        for (const [name, text] of arguments[0]) transfer.items.add(new File([text], name));
        document.getElementById('drop').dispatchEvent(new DragEvent('drop', { dataTransfer: transfer, bubbles: true, cancelable: true }))";
    let dropped = |files: Value| desk.browser.run::<()>(drop, [files]);
    // a file alone: the published programme has no such map
    dropped(json!([["program.json", text]])).await?;
    desk.says("program.json：").await?;
    ensure!(desk.text("faults").await?.contains("it was not dropped: drop the whole folder"));
    let mut files = vec![json!(["program.json", text])];
    for name in ["boundaries.topojson", "tiles.json"] {
        files.push(json!([name, fs::read_to_string(repository().join("tests/data/second").join(name))?]));
    }
    dropped(files.into()).await?;
    desk.says("没有错误").await?;
    dropped(json!([["notes.docx", ""]])).await?;
    desk.says("这些文件里没有数据集").await?;
    if desk.browser.engine() == Engine::Chromium {
        let folder = desk.folder("港湾")?;
        desk.chooses("choose-folder", &[folder]).await?;
        desk.says("港湾/program.json：没有错误").await?;
    }
    // every control can be reached by keyboard and has a name
    let unnamed: Vec<String> = desk
        .browser
        .run(
            "return [...document.querySelectorAll('main :is(input, select, button)')].filter((one) => !one.hidden &&
                (one.tabIndex < 0 || !(one.labels?.[0] ?? one).textContent.trim())).map((one) => one.outerHTML)",
            [],
        )
        .await?;
    ensure!(unnamed.is_empty(), "{unnamed:?}");
    desk.browser.expect_no_problems().await
}

#[tokio::test]
async fn axe_finds_nothing_on_the_desk() -> Result<()> {
    let source = fs::read_to_string(repository().join("tests/e2e/parents/node_modules/axe-core/axe.min.js"))?;
    let desk = Desk::opens(1280, "en").await?;
    let folder = desk.folder("harbour")?;
    desk.all_of(&folder).await?;
    desk.says("sound").await?;
    edit(&folder.join("program.json"), "\"theme\": \"craft\"", "\"theme\": \"kraft\"")?;
    desk.all_of(&folder).await?;
    desk.says("1 fault").await?;
    let faults: Vec<String> = desk.browser.run(&format!("{source}; {}", crate::access::AXE), []).await?;
    ensure!(faults.is_empty(), "{faults:?}");
    Ok(())
}
