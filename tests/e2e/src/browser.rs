//! A headless browser, driven over WebDriver.

use std::collections::HashMap;
use std::fmt;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use base64::Engine as _;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use thirtyfour::common::command::{Command, ExtensionCommand};
use thirtyfour::{TypingData, WebDriver, WebElement};

use crate::engine::{Console, Engine, Started};

/// The timeout for everything that a test waits for. Generous, because machines that run tests are often busy.
const PATIENCE: Duration = Duration::from_secs(20);
/// The polling interval while waiting.
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

/// The colour scheme that the reader, or the system for the reader, has set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColourScheme {
    /// `prefers-color-scheme: light`
    Light,
    /// `prefers-color-scheme: dark`
    Dark,
}

/// The options for a test's browser.
#[derive(Debug, Clone)]
pub struct Options {
    /// Width of the viewport in CSS pixels.
    pub width: u32,
    /// Height of the viewport in CSS pixels.
    pub height: u32,
    /// Device pixels per CSS pixel.
    pub ratio: f64,
    /// Light or dark.
    pub scheme: ColourScheme,
    /// Whether the reader prefers reduced motion.
    pub reduced_motion: bool,
    /// The reader's language.
    pub language: String,
    /// Additional arguments for Chromium.
    pub arguments: Vec<String>,
    /// The engine; if `None`, the result of [`Engine::chosen`].
    pub engine: Option<Engine>,
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
            engine: None,
        }
    }
}

/// A line of the browser's console: the output of scripts, and the browser's own messages about a page.
#[derive(Debug, Clone, Deserialize)]
pub struct LogEntry {
    /// `SEVERE`, `WARNING`, `INFO` or `DEBUG`.
    pub level: String,
    /// The origin of the message: `console-api`, `javascript`, `network`, `security`, …
    pub source: String,
    /// The message, preceded by its location.
    pub message: String,
}

impl LogEntry {
    /// Whether this is an error or any violation of a security policy.
    pub fn is_problem(&self) -> bool {
        self.level == "SEVERE" || self.source == "security" || self.message.contains("Content Security Policy")
    }
}

impl fmt::Display for LogEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}) {}", self.level, self.source, self.message)
    }
}

/// A script by which a page reports its console itself, for an engine whose driver does not expose the console.
pub(crate) const WATCH: &str = r#"{
    const tell = (level, source, message) =>
        navigator.sendBeacon("/-told", JSON.stringify({ level, source, message: String(message) }));
    for (const [name, level] of [["error", "SEVERE"], ["warn", "WARNING"], ["log", "INFO"]]) {
        const say = console[name];
        console[name] = (...words) => (tell(level, "console-api", words.join(" ")), say.apply(console, words));
    }
    addEventListener("error", (event) => {
        // others keep this one out of their consoles
        if (event.message?.startsWith("ResizeObserver loop")) return;
        if (event.message) tell("SEVERE", "javascript", `${event.filename}:${event.lineno} ${event.message}`);
        else tell("SEVERE", "network", `not loaded: ${event.target.src ?? event.target.href}`);
    }, true);
    addEventListener("unhandledrejection", ({ reason }) => tell("SEVERE", "javascript", reason));
    addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sample, sourceFile, lineNumber }) =>
        tell("SEVERE", "security", `Content Security Policy: ${violatedDirective} ${blockedURI} ${sample} ${sourceFile}:${lineNumber}`));
}"#;

/// The prefix of the user agent of such a browser; its number follows.
pub(crate) const AGENT: &str = "shanhai-e2e/";

/// The number in such a user agent.
pub(crate) fn number_in(agent: &str) -> Option<usize> {
    agent.split_once(AGENT).and_then(|(_, number)| number.trim().parse().ok())
}

/// The consoles of such browsers.
static CONSOLES: LazyLock<Mutex<HashMap<usize, Console>>> = LazyLock::new(Mutex::default);

/// Records what a page of the browser with this number has reported.
pub(crate) fn tell(number: usize, entry: LogEntry) {
    let consoles = CONSOLES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(console) = consoles.get(&number) {
        console.lock().unwrap_or_else(PoisonError::into_inner).push(entry);
    }
}

static NUMBER: AtomicUsize = AtomicUsize::new(1);

/// A browser with one page. It ends when dropped.
#[derive(Debug)]
pub struct Browser {
    engine: Engine,
    driver: WebDriver,
    log: Console,
    /// The reader's settings: device ratio, colour scheme, reduced motion.
    set: Mutex<(f64, ColourScheme, bool)>,
    number: usize,
    started: Started,
}

impl Browser {
    /// Starts a browser.
    pub async fn start(options: Options) -> Result<Self> {
        let engine = options.engine.map_or_else(Engine::chosen, Ok)?;
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let log = Console::default();
        CONSOLES.lock().unwrap_or_else(PoisonError::into_inner).insert(number, Arc::clone(&log));
        let (started, wanted) = engine.start(&options, number, &log)?;
        let driver = WebDriver::new(format!("http://127.0.0.1:{}", started.port), wanted);
        let driver = driver.await.with_context(|| format!("{} does not start", engine.name()))?;
        let set = Mutex::new((options.ratio, options.scheme, options.reduced_motion));
        let browser = Self { engine, driver, log, set, number, started };
        browser.set_viewport(options.width, options.height, options.ratio).await?;
        browser.set_media(options.scheme, options.reduced_motion).await?;
        Ok(browser)
    }

    /// Its engine.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// The process id of its driver, which started all other processes.
    pub fn driver_process(&self) -> u32 {
        self.started.driver.0.id()
    }

    /// The driver itself, for commands that have no helper here.
    pub fn driver(&self) -> &WebDriver {
        &self.driver
    }

    // --- Pages

    /// Opens an address and waits until it has loaded.
    pub async fn open(&self, url: impl AsRef<str>) -> Result<()> {
        self.driver.goto(url.as_ref()).await.with_context(|| format!("cannot open {}", url.as_ref()))
    }

    /// Runs the body of a JavaScript function and returns its result; `arguments` are its arguments. If the result is
    /// a promise, waits for it.
    pub async fn run<T: DeserializeOwned>(&self, script: &str, arguments: impl Into<Vec<Value>>) -> Result<T> {
        let arguments: Vec<Value> = arguments.into();
        let result = self.driver.execute(script, arguments).await.with_context(|| format!("in the script {script}"))?;
        Ok(result.convert()?)
    }

    /// Runs the body of a function in Firefox's browser window, where the reader's settings are.
    pub async fn firefox<T: DeserializeOwned>(&self, script: &str) -> Result<T> {
        ensure!(self.engine == Engine::Firefox, "this is {}", self.engine.name());
        self.send("POST", "moz/context", json!({ "context": "chrome" })).await?;
        let result = self.run(script, []).await;
        self.send("POST", "moz/context", json!({ "context": "content" })).await?;
        result
    }

    /// Sends a WebDriver command that has no helper.
    pub async fn send(&self, method: &str, endpoint: &str, parameters: Value) -> Result<Value> {
        let raw = Raw { method: method.parse()?, endpoint: format!("/{endpoint}").into(), parameters };
        let answer = self.driver.handle().cmd(Command::ExtensionCommand(Box::new(raw))).await;
        Ok(answer.with_context(|| format!("{endpoint} failed"))?.value()?)
    }

    /// Sends a command of the Chrome DevTools Protocol; Chromium only.
    pub async fn cdp(&self, method: &str, parameters: Value) -> Result<Value> {
        ensure!(self.engine == Engine::Chromium, "{} knows no {method}", self.engine.name());
        self.driver.cdp().send_raw(method, parameters).await.with_context(|| format!("{method} failed"))
    }

    /// Switches into the frame that a selector finds, until [`Browser::leave_frame`].
    pub async fn enter_frame(&self, selector: &str) -> Result<()> {
        let frame = self.wait_for_element(selector, "return document.querySelector(arguments[0])").await?;
        Ok(frame.enter_frame().await?)
    }

    /// Switches back to the page itself.
    pub async fn leave_frame(&self) -> Result<()> {
        Ok(self.driver.enter_default_frame().await?)
    }

    // --- Waiting

    /// Waits until a JavaScript expression is true.
    pub async fn wait_until(&self, expression: &str) -> Result<()> {
        self.wait_at_most(PATIENCE, expression).await
    }

    /// Waits until a JavaScript expression is true, up to a time limit.
    pub async fn wait_at_most(&self, limit: Duration, expression: &str) -> Result<()> {
        let script = format!("return Boolean({expression})");
        let began = Instant::now();
        // Firefox returns null while it navigates from one page to the next
        while self.run::<Option<bool>>(&script, []).await? != Some(true) {
            if began.elapsed() > limit {
                bail!("after {} s still not: {expression}{}", limit.as_secs_f32(), self.told().await?);
            }
            tokio::time::sleep(GLANCE).await;
        }
        Ok(())
    }

    /// Waits for a User Timing mark.
    pub async fn wait_for_mark(&self, name: &str) -> Result<()> {
        self.wait_for_marks(name, 1).await
    }

    /// Waits until a User Timing mark has been set this many times.
    pub async fn wait_for_marks(&self, name: &str, times: usize) -> Result<()> {
        self.wait_until(&format!("performance.getEntriesByName({}, 'mark').length >= {times}", json!(name))).await
    }

    // --- Elements

    /// Waits for the element with this `data-testid`, in the document or in any open shadow root.
    pub async fn by_testid(&self, testid: &str) -> Result<WebElement> {
        self.wait_for_element(testid, &format!("{FIND} return find(document)")).await
    }

    /// Whether an element with this `data-testid` exists now.
    pub async fn has_testid(&self, testid: &str) -> Result<bool> {
        self.run(&format!("{FIND} return find(document) !== null"), [json!(testid)]).await
    }

    /// Waits for the element that a selector finds in the shadow root of the first `<shanhai-widget>`.
    pub async fn in_widget(&self, selector: &str) -> Result<WebElement> {
        let script = "return document.querySelector('shanhai-widget')?.shadowRoot?.querySelector(arguments[0])";
        self.wait_for_element(selector, script).await
    }

    /// The visible text of the element with this `data-testid`.
    pub async fn text(&self, testid: &str) -> Result<String> {
        Ok(self.by_testid(testid).await?.text().await?)
    }

    /// The position of the element with this `data-testid` in the viewport: left, top, width and height in CSS
    /// pixels.
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

    // --- Input

    /// Types text or presses keys (`thirtyfour::Key`), into the focused element.
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

    /// Scrolls the element with this `data-testid` into view and clicks its centre.
    pub async fn click(&self, testid: &str) -> Result<()> {
        self.by_testid(testid).await?;
        // not with the driver's own click: WebKit's looks for elements above this one outside its shadow root
        let script = format!(
            "{FIND} const one = find(document);
             one.scrollIntoView({{ block: 'center', inline: 'center', behavior: 'instant' }});
             const b = one.getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]"
        );
        let [x, y]: [f64; 2] = self.run(&script, [json!(testid)]).await?;
        self.click_at(x, y).await
    }

    /// Taps with a finger at a point of the viewport.
    pub async fn tap(&self, x: f64, y: f64) -> Result<()> {
        let actions = json!([
            { "type": "pointerMove", "duration": 0, "x": x.round(), "y": y.round() },
            { "type": "pointerDown", "button": 0 },
            { "type": "pointerUp", "button": 0 },
        ]);
        let finger =
            json!({ "type": "pointer", "id": "finger", "parameters": { "pointerType": "touch" }, "actions": actions });
        self.send("POST", "actions", json!({ "actions": [finger] })).await.map(drop)
    }

    async fn pointer(&self, x: f64, y: f64, click: bool) -> Result<()> {
        #[expect(clippy::cast_possible_truncation, reason = "points of a viewport are small numbers")]
        let moved =
            self.driver.action_chain_with_delay(None, Some(Duration::ZERO)).move_to(x.round() as i64, y.round() as i64);
        Ok(if click { moved.click() } else { moved }.perform().await?)
    }

    // --- The reader's device

    /// Sets the size of the viewport in CSS pixels and the number of device pixels per CSS pixel.
    pub async fn set_viewport(&self, width: u32, height: u32, ratio: f64) -> Result<()> {
        let (_, scheme, motion) = self.settings();
        *self.set.lock().unwrap_or_else(PoisonError::into_inner) = (ratio, scheme, motion);
        match self.engine {
            Engine::Chromium => {
                let metrics = json!({ "width": width, "height": height, "deviceScaleFactor": ratio, "mobile": false });
                return self.cdp("Emulation.setDeviceMetricsOverride", metrics).await.map(drop);
            }
            Engine::Firefox => {
                let script = format!(
                    "const browser = gBrowser.selectedBrowser;
                     browser.browsingContext.overrideDPPX = {ratio};
                     for (const [name, size] of [['width', {width}], ['height', {height}]])
                         for (const limit of ['', 'min-', 'max-']) browser.style.setProperty(limit + name, `${{size}}px`);"
                );
                self.firefox::<()>(&script).await?;
            }
            Engine::WebKit => {
                self.screen()?.set(ratio, scheme, motion)?;
                let size = json!({ "width": width, "height": height });
                self.send("POST", "window/rect", size).await?;
            }
        }
        let there = format!(
            "Math.abs(devicePixelRatio - {ratio}) < 0.01 && innerWidth === {width} && innerHeight === {height}"
        );
        self.wait_from_top(&there).await
    }

    /// Sets the colour scheme, and whether the reader prefers reduced motion.
    pub async fn set_media(&self, scheme: ColourScheme, reduced_motion: bool) -> Result<()> {
        let (ratio, ..) = self.settings();
        *self.set.lock().unwrap_or_else(PoisonError::into_inner) = (ratio, scheme, reduced_motion);
        let name = match scheme {
            ColourScheme::Light => "light",
            ColourScheme::Dark => "dark",
        };
        match self.engine {
            Engine::Chromium => {
                let motion = if reduced_motion { "reduce" } else { "no-preference" };
                let features = json!([
                    { "name": "prefers-color-scheme", "value": name },
                    { "name": "prefers-reduced-motion", "value": motion },
                ]);
                return self.cdp("Emulation.setEmulatedMedia", json!({ "features": features })).await.map(drop);
            }
            Engine::Firefox => {
                let script = format!(
                    "gBrowser.selectedBrowser.browsingContext.top.prefersColorSchemeOverride = '{name}';
                     Services.prefs.setIntPref('ui.prefersReducedMotion', {})",
                    u8::from(reduced_motion)
                );
                self.firefox::<()>(&script).await?;
            }
            Engine::WebKit => self.screen()?.set(ratio, scheme, reduced_motion)?,
        }
        let there = format!(
            "matchMedia('(prefers-color-scheme: {name})').matches && matchMedia('(prefers-reduced-motion: reduce)').matches === {reduced_motion}"
        );
        self.wait_from_top(&there).await
    }

    /// Switches print emulation on or off; Chromium and Firefox.
    pub async fn set_print(&self, printing: bool) -> Result<()> {
        let medium = if printing { "print" } else { "" };
        match self.engine {
            Engine::Chromium => self.cdp("Emulation.setEmulatedMedia", json!({ "media": medium })).await.map(drop),
            _ => {
                let script = format!("gBrowser.selectedBrowser.browsingContext.top.mediumOverride = '{medium}'");
                self.firefox::<()>(&script).await
            }
        }
    }

    fn settings(&self) -> (f64, ColourScheme, bool) {
        *self.set.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn screen(&self) -> Result<&crate::engine::Screen> {
        self.started.screen.as_ref().context("this browser has no screen of its own")
    }

    /// Waits until the page itself has picked up a setting, which reaches it through other processes.
    async fn wait_from_top(&self, expression: &str) -> Result<()> {
        self.wait_until(expression).await.context("the browser does not take a setting over")
    }

    /// Lets pages use the clipboard. The other engines allow it from their start.
    pub async fn allow_clipboard(&self, origin: &str) -> Result<()> {
        if self.engine != Engine::Chromium {
            return Ok(());
        }
        let permissions = ["clipboardReadWrite", "clipboardSanitizedWrite"];
        let parameters = json!({ "origin": origin, "permissions": permissions });
        self.cdp("Browser.grantPermissions", parameters).await.map(drop)
    }

    // --- Screenshots and the console

    /// Writes a screenshot of the viewport to a PNG file.
    pub async fn screenshot(&self, file: &Path) -> Result<()> {
        if self.engine != Engine::Chromium {
            return Ok(self.driver.screenshot(file).await?);
        }
        self.capture(file, json!({ "format": "png" })).await
    }

    /// Writes a screenshot of the whole page, at its full height, to a PNG file; Chromium only.
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

    /// All console messages since the browser was started.
    pub async fn log(&self) -> Result<Vec<LogEntry>> {
        let new = match self.engine {
            Engine::Chromium => {
                let new = self.driver.browser_log().await?.into_iter();
                let entry = |entry: thirtyfour::BrowserLogEntry| LogEntry {
                    level: entry.level,
                    source: entry.source.unwrap_or_default(),
                    message: entry.message,
                };
                new.map(entry).collect()
            }
            // Firefox reports the errors of pages to its browser window
            Engine::Firefox => self.firefox(FIREFOX_LOG).await?,
            Engine::WebKit => {
                // a message that a page has just sent is still on its way
                tokio::time::sleep(4 * GLANCE).await;
                Vec::new()
            }
        };
        let mut log = self.log.lock().unwrap_or_else(PoisonError::into_inner);
        log.extend(new);
        Ok(log.clone())
    }

    /// The console's errors and the violations of security policies.
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

    /// The console messages, for the error message when something did not appear.
    async fn told(&self) -> Result<String> {
        let log = self.log().await?;
        Ok(if log.is_empty() { String::new() } else { format!("\nthe console said:{}", lines(&log)) })
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        CONSOLES.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.number);
        // Ending the driver alone would leave the browser behind. When dropped, the driver ends the session in its
        // own way and waits for an answer that does not come. So this asks for the end itself; it may block, because
        // a test has nothing else to do meanwhile.
        let session = self.driver.session_id().to_string();
        if let Err(error) = end_session(self.started.port, &session) {
            eprintln!("{} may be left behind: {error}", self.engine.name());
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

/// The errors of pages since the last call.
const FIREFOX_LOG: &str = r#"
    const entries = Services.console.getMessageArray().flatMap((message) => {
        if (!(message instanceof Ci.nsIScriptError) || !/^https?:/.test(message.sourceName)) return [];
        const level = message.flags & Ci.nsIScriptError.warningFlag ? "WARNING" : "SEVERE";
        const source = /Content Security Policy|CSP/.test(message.category) ? "security" : message.category;
        return [{ level, source, message: `${message.sourceName}:${message.lineNumber} ${message.errorMessage}` }];
    });
    Services.console.reset();
    return entries"#;

/// A raw WebDriver command.
#[derive(Debug)]
struct Raw {
    method: http::Method,
    endpoint: Arc<str>,
    parameters: Value,
}

impl ExtensionCommand for Raw {
    fn parameters_json(&self) -> Option<Value> {
        (!self.parameters.is_null()).then(|| self.parameters.clone())
    }

    fn method(&self) -> http::Method {
        self.method.clone()
    }

    fn endpoint(&self) -> Arc<str> {
        Arc::clone(&self.endpoint)
    }
}

fn lines(log: &[LogEntry]) -> String {
    const MOST: usize = 30;
    let more = if log.len() > MOST { format!("\n  and {} more", log.len() - MOST) } else { String::new() };
    log.iter().take(MOST).map(|entry| format!("\n  {entry}")).collect::<String>() + more.as_str()
}
