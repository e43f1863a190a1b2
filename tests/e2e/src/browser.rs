//! A Chromium without a window, driven through chromedriver.

use std::fmt;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use base64::Engine as _;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use thirtyfour::common::capabilities::desiredcapabilities::CapabilitiesHelper as _;
use thirtyfour::{
    ChromiumLikeCapabilities as _, DesiredCapabilities, LoggingPrefsLogLevel, TypingData, WebDriver, WebElement,
};

use crate::process::{Running, find};

/// How long a page may take for what a test waits for. Generous: machines that run tests are often busy.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long between two looks at what is waited for.
const GLANCE: Duration = Duration::from_millis(25);

/// Finds an element by its `data-testid`, in the document and in every open shadow root below it.
const FIND: &str = "
    const find = (root) => {
        const here = root.querySelector(`[data-testid=\"${CSS.escape(arguments[0])}\"]`);
        if (here) return here;
        for (const element of root.querySelectorAll('*')) {
            const inside = element.shadowRoot && find(element.shadowRoot);
            if (inside) return inside;
        }
        return null;
    };
";

/// What a reader has set, or the system for the reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColourScheme {
    /// `prefers-color-scheme: light`
    Light,
    /// `prefers-color-scheme: dark`
    Dark,
}

/// The browser that a test wants.
#[derive(Debug, Clone)]
pub struct Options {
    /// Width of the viewport in CSS pixels.
    pub width: u32,
    /// Height of the viewport in CSS pixels.
    pub height: u32,
    /// Device pixels to one CSS pixel.
    pub ratio: f64,
    /// Light or dark.
    pub scheme: ColourScheme,
    /// Whether the reader wants less motion.
    pub reduced_motion: bool,
    /// The reader's language.
    pub language: String,
    /// More arguments for Chromium.
    pub arguments: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            width: 1280,
            height: 800,
            ratio: 1.0,
            scheme: ColourScheme::Light,
            reduced_motion: false,
            language: "zh-CN".to_owned(),
            arguments: Vec::new(),
        }
    }
}

/// A line of the browser's console: what scripts say, and what the browser itself has to say on a page.
#[derive(Debug, Clone)]
pub struct LogEntry {
    /// `SEVERE`, `WARNING`, `INFO` or `DEBUG`.
    pub level: String,
    /// Who says it: `console-api`, `javascript`, `network`, `security`, …
    pub source: String,
    /// What is said, with the place in front.
    pub message: String,
}

impl LogEntry {
    /// Errors, and everything that a security policy has to object to.
    pub fn is_problem(&self) -> bool {
        self.level == "SEVERE" || self.source == "security" || self.message.contains("Content Security Policy")
    }
}

impl fmt::Display for LogEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}) {}", self.level, self.source, self.message)
    }
}

/// A browser with one page. Ends when dropped.
#[derive(Debug)]
pub struct Browser {
    driver: WebDriver,
    log: Mutex<Vec<LogEntry>>,
    port: u16,
    _chromedriver: Running,
}

impl Browser {
    /// Starts a browser.
    pub async fn start(options: Options) -> Result<Self> {
        let (chromedriver, port) = start_chromedriver()?;
        let mut wanted = DesiredCapabilities::chrome();
        let chromium = find("SHANHAI_CHROME", &["chromium", "chromium-browser", "google-chrome"])?;
        wanted.set_binary(&chromium.to_string_lossy())?;
        for argument in [
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-quic",
            "--no-first-run",
            "--no-default-browser-check",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--hide-scrollbars",
            "--force-color-profile=srgb",
        ] {
            wanted.add_arg(argument)?;
        }
        wanted.add_arg(&format!("--window-size={},{}", options.width, options.height))?;
        wanted.add_arg(&format!("--lang={}", options.language))?;
        wanted.add_arg(&format!("--accept-lang={}", options.language))?;
        for argument in &options.arguments {
            wanted.add_arg(argument)?;
        }
        wanted.set_browser_log_level(LoggingPrefsLogLevel::All)?;
        // A dialogue that nobody expects stays, so that the test sees it.
        wanted.set("unhandledPromptBehavior", "ignore")?;
        let driver =
            WebDriver::new(format!("http://127.0.0.1:{port}"), wanted).await.context("Chromium does not start")?;
        let browser = Self { driver, log: Mutex::default(), port, _chromedriver: chromedriver };
        browser.set_viewport(options.width, options.height, options.ratio).await?;
        browser.set_media(options.scheme, options.reduced_motion).await?;
        Ok(browser)
    }

    /// The driver itself, for what has no helper here.
    pub fn driver(&self) -> &WebDriver {
        &self.driver
    }

    // --- Pages

    /// Opens an address and waits until it has loaded.
    pub async fn open(&self, url: impl AsRef<str>) -> Result<()> {
        self.driver.goto(url.as_ref()).await.with_context(|| format!("cannot open {}", url.as_ref()))
    }

    /// Runs the body of a JavaScript function and hands back what it returns; `arguments` are its arguments. A promise
    /// is waited for.
    pub async fn run<T: DeserializeOwned>(&self, script: &str, arguments: impl Into<Vec<Value>>) -> Result<T> {
        let arguments: Vec<Value> = arguments.into();
        let result = self.driver.execute(script, arguments).await.with_context(|| format!("in the script {script}"))?;
        Ok(result.convert()?)
    }

    /// Sends a command of the Chrome DevTools Protocol.
    pub async fn cdp(&self, method: &str, parameters: Value) -> Result<Value> {
        self.driver.cdp().send_raw(method, parameters).await.with_context(|| format!("{method} failed"))
    }

    /// Goes on inside the frame that a selector finds, until [`Browser::leave_frame`].
    pub async fn enter_frame(&self, selector: &str) -> Result<()> {
        let frame = self.wait_for_element(selector, "return document.querySelector(arguments[0])").await?;
        Ok(frame.enter_frame().await?)
    }

    /// Goes on in the page itself.
    pub async fn leave_frame(&self) -> Result<()> {
        Ok(self.driver.enter_default_frame().await?)
    }

    // --- Waiting

    /// Waits until a JavaScript expression holds.
    pub async fn wait_until(&self, expression: &str) -> Result<()> {
        self.wait_at_most(PATIENCE, expression).await
    }

    /// Waits until a JavaScript expression holds, but not for ever.
    pub async fn wait_at_most(&self, limit: Duration, expression: &str) -> Result<()> {
        let script = format!("return Boolean({expression})");
        let began = Instant::now();
        while !self.run::<bool>(&script, []).await? {
            if began.elapsed() > limit {
                bail!("after {} s still not: {expression}{}", limit.as_secs_f32(), self.told().await?);
            }
            tokio::time::sleep(GLANCE).await;
        }
        Ok(())
    }

    /// Waits for a mark of User Timing.
    pub async fn wait_for_mark(&self, name: &str) -> Result<()> {
        self.wait_for_marks(name, 1).await
    }

    /// Waits until a mark of User Timing has been set so many times.
    pub async fn wait_for_marks(&self, name: &str, times: usize) -> Result<()> {
        self.wait_until(&format!("performance.getEntriesByName({}, 'mark').length >= {times}", json!(name))).await
    }

    // --- Elements

    /// Waits for the element with this `data-testid`, in the document or in any open shadow root.
    pub async fn by_testid(&self, testid: &str) -> Result<WebElement> {
        self.wait_for_element(testid, &format!("{FIND} return find(document)")).await
    }

    /// Whether there is an element with this `data-testid` now.
    pub async fn has_testid(&self, testid: &str) -> Result<bool> {
        self.run(&format!("{FIND} return find(document) !== null"), [json!(testid)]).await
    }

    /// Waits for the element that a selector finds in the shadow root of the first `<shanhai-widget>`.
    pub async fn in_widget(&self, selector: &str) -> Result<WebElement> {
        let script = "return document.querySelector('shanhai-widget')?.shadowRoot?.querySelector(arguments[0])";
        self.wait_for_element(selector, script).await
    }

    /// What can be read in the element with this `data-testid`.
    pub async fn text(&self, testid: &str) -> Result<String> {
        Ok(self.by_testid(testid).await?.text().await?)
    }

    /// Where the element with this `data-testid` lies in the viewport: left, top, width and height in CSS pixels.
    pub async fn bounds(&self, testid: &str) -> Result<[f64; 4]> {
        self.by_testid(testid).await?;
        let script =
            format!("{FIND} const b = find(document).getBoundingClientRect(); return [b.x, b.y, b.width, b.height]");
        self.run(&script, [json!(testid)]).await
    }

    async fn wait_for_element(&self, what: &str, script: &str) -> Result<WebElement> {
        let began = Instant::now();
        loop {
            let found = self.driver.execute(script, vec![json!(what)]).await?;
            if !found.json().is_null() {
                return Ok(found.element()?);
            }
            if began.elapsed() > PATIENCE {
                bail!("after {} s still no element {what}{}", PATIENCE.as_secs(), self.told().await?);
            }
            tokio::time::sleep(GLANCE).await;
        }
    }

    // --- A reader's hands

    /// Types text or presses keys (`thirtyfour::Key`), into whatever has the focus.
    pub async fn press(&self, keys: impl Into<TypingData>) -> Result<()> {
        Ok(self.driver.action_chain_with_delay(Some(Duration::ZERO), None).send_keys(keys).perform().await?)
    }

    /// Moves the pointer to a point of the viewport, in CSS pixels.
    pub async fn move_to(&self, x: f64, y: f64) -> Result<()> {
        self.pointer(x, y, false).await
    }

    /// Moves the pointer to a point of the viewport and clicks.
    pub async fn click_at(&self, x: f64, y: f64) -> Result<()> {
        self.pointer(x, y, true).await
    }

    /// Scrolls the element with this `data-testid` into view and clicks into its middle.
    pub async fn click(&self, testid: &str) -> Result<()> {
        Ok(self.by_testid(testid).await?.click().await?)
    }

    async fn pointer(&self, x: f64, y: f64, click: bool) -> Result<()> {
        #[expect(clippy::cast_possible_truncation, reason = "points of a viewport are small numbers")]
        let moved =
            self.driver.action_chain_with_delay(None, Some(Duration::ZERO)).move_to(x.round() as i64, y.round() as i64);
        Ok(if click { moved.click() } else { moved }.perform().await?)
    }

    // --- The reader's device

    /// Sets the size of the viewport in CSS pixels and the device pixels to one of them.
    pub async fn set_viewport(&self, width: u32, height: u32, ratio: f64) -> Result<()> {
        let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": ratio, "mobile": false });
        self.cdp("Emulation.setDeviceMetricsOverride", metrics).await.map(drop)
    }

    /// Sets light or dark, and whether less motion is wanted.
    pub async fn set_media(&self, scheme: ColourScheme, reduced_motion: bool) -> Result<()> {
        let scheme = match scheme {
            ColourScheme::Light => "light",
            ColourScheme::Dark => "dark",
        };
        let motion = if reduced_motion { "reduce" } else { "no-preference" };
        let features = json!([
            { "name": "prefers-color-scheme", "value": scheme },
            { "name": "prefers-reduced-motion", "value": motion },
        ]);
        self.cdp("Emulation.setEmulatedMedia", json!({ "features": features })).await.map(drop)
    }

    /// Lets pages run scripts or not, from the next page on.
    pub async fn set_scripts(&self, allowed: bool) -> Result<()> {
        self.cdp("Emulation.setScriptExecutionDisabled", json!({ "value": !allowed })).await.map(drop)
    }

    // --- What can be seen

    /// Writes a picture of the viewport into a PNG file.
    pub async fn screenshot(&self, file: &Path) -> Result<()> {
        self.capture(file, json!({ "format": "png" })).await
    }

    /// Writes a picture of the whole page, as high as it is, into a PNG file.
    pub async fn screenshot_page(&self, file: &Path) -> Result<()> {
        let script = "const page = document.documentElement; return [page.clientWidth, page.scrollHeight]";
        let [width, height]: [f64; 2] = self.run(script, []).await?;
        let clip = json!({ "x": 0, "y": 0, "width": width, "height": height, "scale": 1 });
        self.capture(file, json!({ "format": "png", "captureBeyondViewport": true, "clip": clip })).await
    }

    async fn capture(&self, file: &Path, parameters: Value) -> Result<()> {
        let answer = self.cdp("Page.captureScreenshot", parameters).await?;
        let data = answer["data"].as_str().context("the browser sent no picture")?;
        let bytes = base64::engine::general_purpose::STANDARD.decode(data)?;
        std::fs::write(file, bytes).with_context(|| format!("cannot write {}", file.display()))
    }

    /// Everything that the console has said since the browser was started.
    pub async fn log(&self) -> Result<Vec<LogEntry>> {
        let new = self.driver.browser_log().await?;
        let mut log = self.log.lock().unwrap_or_else(PoisonError::into_inner);
        log.extend(new.into_iter().map(|entry| LogEntry {
            level: entry.level,
            source: entry.source.unwrap_or_default(),
            message: entry.message,
        }));
        Ok(log.clone())
    }

    /// The errors of the console and the objections of security policies.
    pub async fn problems(&self) -> Result<Vec<LogEntry>> {
        Ok(self.log().await?.into_iter().filter(LogEntry::is_problem).collect())
    }

    /// Fails if there were any problems.
    pub async fn expect_no_problems(&self) -> Result<()> {
        let problems = self.problems().await?;
        if !problems.is_empty() {
            bail!("the console tells of problems:{}", lines(&problems));
        }
        Ok(())
    }

    /// What the console said, for messages on what did not come.
    async fn told(&self) -> Result<String> {
        let log = self.log().await?;
        Ok(if log.is_empty() { String::new() } else { format!("\nthe console said:{}", lines(&log)) })
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Ending chromedriver alone would leave Chromium behind. The driver's own way of ending the session on drop waits
        // for an answer that does not come, so this asks by itself; a test has nothing else to do meanwhile.
        let session = self.driver.session_id().to_string();
        if let Err(error) = end_session(self.port, &session) {
            eprintln!("Chromium may be left behind: {error}");
        }
        let _ = self.driver.clone().leak();
    }
}

fn end_session(port: u16, session: &str) -> std::io::Result<()> {
    let patience = Some(Duration::from_secs(10));
    let mut stream = TcpStream::connect(("127.0.0.1", port))?;
    stream.set_read_timeout(patience)?;
    stream.set_write_timeout(patience)?;
    write!(stream, "DELETE /session/{session} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\r\n")?;
    stream.read(&mut [0; 64]).map(drop)
}

fn lines(log: &[LogEntry]) -> String {
    log.iter().map(|entry| format!("\n  {entry}")).collect()
}

/// Starts chromedriver on a port that it chooses itself.
fn start_chromedriver() -> Result<(Running, u16)> {
    let mut command = Command::new(find("SHANHAI_CHROMEDRIVER", &["chromedriver"])?);
    command.arg("--port=0").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null());
    let mut running = Running::start(&mut command)?;
    let output = running.0.stdout.take().context("chromedriver has no output")?;
    let mut said = String::new();
    let mut lines = BufReader::new(output).lines();
    for line in lines.by_ref() {
        let line = line?;
        let port = line.split_once("started successfully on port ").map(|(_, port)| port.trim_end_matches('.'));
        if let Some(port) = port.and_then(|port| port.parse().ok()) {
            // Whatever it says later must find a reader, or it stops at a full pipe.
            std::thread::spawn(move || lines.for_each(drop));
            return Ok((running, port));
        }
        said += &line;
        said.push('\n');
    }
    bail!("chromedriver does not start: {said}")
}
