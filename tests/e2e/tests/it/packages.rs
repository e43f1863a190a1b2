//! The releases as their users install them: the archive unpacked and served, the npm package in a Vite page and in a
//! plain one, its types in the compiler.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use anyhow::{Context as _, Result, ensure};
use shanhai_e2e::{Browser, Options, Site, dist, repository};
use tempfile::TempDir;
use xtask::release;
use xtask::version::VERSION;

/// A fresh release of the build.
fn release() -> Result<TempDir> {
    let out = tempfile::tempdir()?;
    release::run(&repository(), &dist()?, out.path())?;
    Ok(out)
}

/// Runs a program to its end.
fn run(folder: &Path, program: &str, arguments: &[&str]) -> Result<()> {
    let output = Command::new(program).args(arguments).current_dir(folder).stdin(Stdio::null()).output();
    let output = output.with_context(|| format!("cannot start {program}"))?;
    let said = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    ensure!(
        output.status.success(),
        "{program} {}:\n{}{}",
        arguments.join(" "),
        said(&output.stdout),
        said(&output.stderr)
    );
    Ok(())
}

/// A program of `tests/e2e/bundler`, by its script.
fn tool(script: &str) -> Result<String> {
    let path = repository().join("tests/e2e/bundler/node_modules").join(script);
    ensure!(path.is_file(), "{} is missing: ./dev setup installs it", path.display());
    Ok(path.to_string_lossy().into_owned())
}

/// A third party's site with the package installed from its packed file.
fn site_with_package(release: &Path) -> Result<TempDir> {
    let folder = tempfile::tempdir()?;
    let put = |name: &str, text: &str| fs::write(folder.path().join(name), text);
    put("package.json", r#"{ "name": "newspaper", "private": true, "type": "module" }"#)?;
    let packed = release.join(format!("shanhai-widget-{VERSION}.tgz"));
    let packed = packed.to_string_lossy();
    run(folder.path(), "npm", &["install", "--offline", "--ignore-scripts", "--no-audit", "--no-fund", &packed])?;
    let page = |script: &str| {
        format!(
            "<!doctype html><html lang=en><meta charset=utf-8><title>Newspaper</title><link rel=icon href='data:,'>
             <body><p><span data-shanhai-target='figure:mohan-crossings'>crossings</span></p>
             <shanhai-widget chart=mohan-port></shanhai-widget>{script}"
        )
    };
    put("index.html", &page("<script type=module src=/main.js></script>"))?;
    put("main.js", "import { light } from 'shanhai-widget';\nwindow.light = light;\n")?;
    put(
        "plain.html",
        &page(
            "<script type=module>import { light } from '/node_modules/shanhai-widget/index.js'; window.light = light</script>",
        ),
    )?;
    Ok(folder)
}

/// What a reader sees and does there.
async fn works(browser: &Browser, address: &str) -> Result<()> {
    browser.open(address).await?;
    browser.wait_for_mark("charts-ready").await?;
    let root = "document.querySelector('shanhai-widget').shadowRoot";
    browser
        .wait_until(&format!("{root}.querySelector('[data-taken] .page') && getComputedStyle({root}.host).getPropertyValue('--shanhai-styles')"))
        .await?;
    // the words of the page highlight the graphic, through the script that the page has imported
    browser.run::<()>("window.light('figure:mohan-crossings')", []).await?;
    browser.wait_until(&format!("[...{root}.querySelectorAll('[role=tooltip]')].some((one) => one.checkVisibility() && one.textContent.includes('498'))")).await?;
    // what the package does not contain is not offered until the page says where it is
    let offered = format!("[...{root}.querySelectorAll('[data-lazy]')].filter((one) => one.checkVisibility()).length");
    browser.wait_until(&format!("{offered} === 0")).await?;
    browser
        .run::<()>("document.querySelector('shanhai-widget').setAttribute('base', 'https://your.host/shanhai/')", [])
        .await?;
    browser.wait_until(&format!("{offered} > 0")).await?;
    browser
        .run::<()>(&format!("{root}.querySelector('[data-lazy=export]').click()"), [])
        .await
        .context("parts are loaded when they are asked for")?;
    browser
        .wait_until(&format!(
            "{root}.querySelector('dialog a[href=\"https://your.host/shanhai/static/mohan-port.en.png\"]')"
        ))
        .await?;
    browser.expect_no_problems().await
}

/// Ends when dropped.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[tokio::test]
async fn the_package_works_in_a_page_of_vite_and_in_a_plain_one() -> Result<()> {
    let folder = site_with_package(release()?.path())?;
    let vite = tool("vite/bin/vite.js")?;
    let browser = Browser::start(Options { language: "en".to_owned(), ..Options::default() }).await?;

    let plain = Site::host(folder.path())?;
    works(&browser, &plain.url("plain.html")).await.context("a plain page")?;

    run(folder.path(), "node", &[&vite, "build"])?;
    let built = Site::host(&folder.path().join("dist"))?;
    works(&browser, &built.url("")).await.context("a build of Vite")?;

    // Vite takes the next free port and prints it: a port chosen here might be taken by then
    let mut command = Command::new("node");
    command.args([&vite, "--host", "127.0.0.1"]).current_dir(folder.path()).env("NO_COLOR", "1");
    let mut server = Server(command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn()?);
    let mut said = BufReader::new(server.0.stdout.take().context("no output")?).lines().map_while(Result::ok);
    let address = said.find_map(|line| Some(format!("http://{}", line.split_once("http://")?.1.trim())));
    let address = address.context("Vite said no address")?;
    std::thread::spawn(move || said.for_each(drop));
    works(&browser, &address).await.context("Vite at work")
}

const USES: &str = include_str!("../../fixtures/packages-uses.tsx");

#[test]
fn the_types_tell_right_from_wrong() -> Result<()> {
    let folder = site_with_package(release()?.path())?;
    for name in ["@types", "csstype"] {
        let modules = repository().join("tests/e2e/bundler/node_modules");
        std::os::unix::fs::symlink(modules.join(name), folder.path().join("node_modules").join(name))?;
    }
    fs::write(folder.path().join("uses.tsx"), USES)?;
    let options = "--noEmit --strict --jsx preserve --module esnext --moduleResolution bundler --target es2022 \
        --lib es2022,dom,dom.iterable --preserveSymlinks uses.tsx";
    let mut arguments = vec![tool("typescript/bin/tsc")?];
    arguments.extend(options.split_ascii_whitespace().map(str::to_owned));
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    run(folder.path(), "node", &arguments)
}

#[test]
fn a_server_that_renders_pages_may_import_the_package() -> Result<()> {
    let folder = site_with_package(release()?.path())?;
    run(folder.path(), "node", &["--input-type=module", "--eval", "import { light } from 'shanhai-widget'; light('')"])
}

#[test]
fn the_archive_holds_what_its_sums_say_and_is_the_same_each_time() -> Result<()> {
    let (one, other) = (release()?, release()?);
    let name = format!("shanhai-{VERSION}");
    for file in
        [format!("{name}.tar.gz"), format!("shanhai-widget-{VERSION}.tgz"), format!("shanhai-wordpress-{VERSION}.zip")]
    {
        ensure!(fs::read(one.path().join(&file))? == fs::read(other.path().join(&file))?, "{file} differs");
    }
    run(one.path(), "sha256sum", &["--check", "--quiet", "--strict", "SHA256SUMS"])?;
    let unpacked = tempfile::tempdir()?;
    let archive = one.path().join(format!("{name}.tar.gz"));
    run(unpacked.path(), "tar", &["-xzf", &archive.to_string_lossy()])?;
    let top = unpacked.path().join(&name);
    run(&top, "sha256sum", &["--check", "--quiet", "--strict", "SHA256SUMS"])?;
    for file in
        ["dist/embed.html", "dist/embed.html.br", "integrity.json", "THIRD_PARTY.txt", "CHANGELOG.md", "LICENSE"]
    {
        ensure!(top.join(file).is_file(), "{file} is missing");
    }
    // a byte changed in transit is detected
    let page: PathBuf = top.join("dist/embed.html");
    let mut bytes = fs::read(&page)?;
    bytes[100] ^= 1;
    fs::write(&page, bytes)?;
    ensure!(run(&top, "sha256sum", &["--check", "--quiet", "SHA256SUMS"]).is_err());
    Ok(())
}
