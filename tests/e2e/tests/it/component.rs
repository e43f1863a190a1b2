//! The graphic as a component of another yew application: examples/yew-app, built by trunk.

use std::process::Command;

use anyhow::{Context as _, Result, ensure};
use shanhai_e2e::{Browser, Front, Options, Site, repository};

const ROOT: &str = "document.querySelector('.shanhai')?.shadowRoot";

#[tokio::test]
async fn a_yew_application_shows_it_beside_its_own_content() -> Result<()> {
    let folder = repository().join("examples/yew-app");
    let built = Command::new("trunk")
        .arg("build")
        .env_remove("RUSTC_BOOTSTRAP")
        .current_dir(&folder)
        .output()
        .context("trunk")?;
    ensure!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let site = Front::of(Site::host(&repository().join("target/yew-app"))?)?;
    let browser = Browser::start(Options::default()).await?;
    browser.open(site.url("index.html")).await?;
    // its own dataset, in the view that the application requests
    browser.wait_until(&format!("{ROOT}?.querySelector('[data-testid=count]')?.textContent.startsWith('60')")).await?;
    browser.wait_until(&format!("{ROOT}.querySelector('[data-testid=canvas-map]')?.width > 0")).await?;
    let selected = "document.querySelector('#selected').textContent";
    ensure!(browser.run::<String>(&format!("return {selected}"), []).await? == "nothing yet");
    // a click in the graphic reaches the application
    let id: String = browser
        .run(
            &format!(
                "const item = {ROOT}.querySelector('li.item'); item.querySelector('summary').click(); return item.dataset.testid"
            ),
            [],
        )
        .await?;
    browser.wait_until(&format!("{selected} === '{}'", id.replacen('-', ":", 1))).await.context("the selection")?;
    // and a click in the application reaches the graphic
    browser.run::<()>("document.querySelector('#charts').click()", []).await?;
    browser
        .wait_until(&format!("{ROOT}.querySelector('canvas')?.width > 0 && !{ROOT}?.querySelector('li.item')"))
        .await?;
    browser.wait_until(&format!("{selected} === 'nothing yet'")).await.context("the selection ends with its view")?;
    browser.expect_no_problems().await
}
