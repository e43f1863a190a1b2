//! A browser without a window that anybody sees, driven through its driver.

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
    /// The engine; without one, that of [`Engine::chosen`].
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

/// A line of the browser's console: what scripts say, and what the browser itself has to say on a page.
#[derive(Debug, Clone, Deserialize)]
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

/// What a page of an engine whose driver tells nothing of the console tells by itself.
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

/// Stands in the name by which such a browser asks for pages, before its number.
pub(crate) const AGENT: &str = "shanhai-e2e/";

/// The number in such a name.
pub(crate) fn number_in(agent: &str) -> Option<usize> {
    agent.split_once(AGENT).and_then(|(_, number)| number.trim().parse().ok())
}

/// The consoles of such browsers.
static CONSOLES: LazyLock<Mutex<HashMap<usize, Console>>> = LazyLock::new(Mutex::default);

/// Takes what a page of the browser of this number has told.
pub(crate) fn tell(number: usize, entry: LogEntry) {
    let consoles = CONSOLES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(console) = consoles.get(&number) {
        console.lock().unwrap_or_else(PoisonError::into_inner).push(entry);
    }
}

static NUMBER: AtomicUsize = AtomicUsize::new(1);

/// A browser with one page. Ends when dropped.
#[derive(Debug)]
pub struct Browser {
    engine: Engine,
    driver: WebDriver,
    log: Console,
    /// What the reader has set: device ratio, light or dark, less motion.
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

    /// What it draws with.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// The process of its driver, which has started all others.
    pub fn driver_process(&self) -> u32 {
        self.started.driver.0.id()
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

    /// Runs the body of a function in Firefox's own window, where a reader's settings are.
    pub async fn firefox<T: DeserializeOwned>(&self, script: &str) -> Result<T> {
        ensure!(self.engine == Engine::Firefox, "this is {}", self.engine.name());
        self.send("POST", "moz/context", json!({ "context": "chrome" })).await?;
        let result = self.run(script, []).await;
        self.send("POST", "moz/context", json!({ "context": "content" })).await?;
        result
    }

    /// Sends a command of WebDriver that has no helper.
    pub async fn send(&self, method: &str, endpoint: &str, parameters: Value) -> Result<Value> {
        let raw = Raw { method: method.parse()?, endpoint: format!("/{endpoint}").into(), parameters };
        let answer = self.driver.handle().cmd(Command::ExtensionCommand(Box::new(raw))).await;
        Ok(answer.with_context(|| format!("{endpoint} failed"))?.value()?)
    }

    /// Sends a command of the Chrome DevTools Protocol; Chromium's only.
    pub async fn cdp(&self, method: &str, parameters: Value) -> Result<Value> {
        ensure!(self.engine == Engine::Chromium, "{} knows no {method}", self.engine.name());
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
        self.by_testid(testid).await?;
        // not by the driver's own click: that of WebKit looks for what lies above the element outside its shadow root
        let script = format!(
            "{FIND} const one = find(document);
             one.scrollIntoView({{ block: 'center', inline: 'center', behavior: 'instant' }});
             const b = one.getBoundingClientRect(); return [b.x + b.width / 2, b.y + b.height / 2]"
        );
        let [x, y]: [f64; 2] = self.run(&script, [json!(testid)]).await?;
        self.click_at(x, y).await
    }

    /// A finger that taps at a point of the viewport.
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

    /// Sets the size of the viewport in CSS pixels and the device pixels to one of them.
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

    /// Sets light or dark, and whether less motion is wanted.
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

    /// Lets pages believe that they are printed, or not any more; Chromium and Firefox.
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

    /// Waits until the page itself has taken over a setting, which comes to it by way of other processes.
    async fn wait_from_top(&self, expression: &str) -> Result<()> {
        self.wait_until(expression).await.context("the browser does not take a setting over")
    }

    /// Lets pages use the clipboard. The other engines of the tests are set so from their start.
    pub async fn allow_clipboard(&self, origin: &str) -> Result<()> {
        if self.engine != Engine::Chromium {
            return Ok(());
        }
        let permissions = ["clipboardReadWrite", "clipboardSanitizedWrite"];
        let parameters = json!({ "origin": origin, "permissions": permissions });
        self.cdp("Browser.grantPermissions", parameters).await.map(drop)
    }

    // --- What can be seen

    /// Writes a picture of the viewport into a PNG file.
    pub async fn screenshot(&self, file: &Path) -> Result<()> {
        if self.engine != Engine::Chromium {
            return Ok(self.driver.screenshot(file).await?);
        }
        self.capture(file, json!({ "format": "png" })).await
    }

    /// Writes a picture of the whole page, as high as it is, into a PNG file; Chromium's only.
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
            // what pages do wrong is told to its own window
            Engine::Firefox => self.firefox(FIREFOX_LOG).await?,
            Engine::WebKit => {
                // what a page has just told is still on its way
                tokio::time::sleep(4 * GLANCE).await;
                Vec::new()
            }
        };
        let mut log = self.log.lock().unwrap_or_else(PoisonError::into_inner);
        log.extend(new);
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
        CONSOLES.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.number);
        // Ending the driver alone would leave the browser behind. The driver's own way of ending the session on drop waits
        // for an answer that does not come, so this asks by itself; a test has nothing else to do meanwhile.
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

/// What pages have done wrong since this was asked last.
const FIREFOX_LOG: &str = r#"
    const entries = Services.console.getMessageArray().flatMap((message) => {
        if (!(message instanceof Ci.nsIScriptError) || !/^https?:/.test(message.sourceName)) return [];
        const level = message.flags & Ci.nsIScriptError.warningFlag ? "WARNING" : "SEVERE";
        const source = /Content Security Policy|CSP/.test(message.category) ? "security" : message.category;
        return [{ level, source, message: `${message.sourceName}:${message.lineNumber} ${message.errorMessage}` }];
    });
    Services.console.reset();
    return entries"#;

/// A command as it goes over the wire.
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
