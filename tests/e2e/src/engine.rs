//! The engines that tests run in, each started with its driver.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use serde_json::json;
use tempfile::TempDir;
use thirtyfour::common::capabilities::desiredcapabilities::CapabilitiesHelper as _;
use thirtyfour::{Capabilities, ChromiumLikeCapabilities as _, DesiredCapabilities, LoggingPrefsLogLevel};

use crate::browser::{ColourScheme, LogEntry, Options};
use crate::process::{Guarded, Running, find, free_port};

/// A browser engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Blink, in Chromium.
    Chromium,
    /// Gecko, in Firefox.
    Firefox,
    /// WebKit, in WebKitGTK's MiniBrowser on a virtual screen.
    WebKit,
}

impl Engine {
    /// All of them.
    pub const ALL: [Engine; 3] = [Engine::Chromium, Engine::Firefox, Engine::WebKit];

    /// The one that `SHANHAI_ENGINE` names, or else Chromium.
    pub fn chosen() -> Result<Engine> {
        let name = std::env::var("SHANHAI_ENGINE").unwrap_or_default();
        Self::named(if name.is_empty() { "chromium" } else { &name })
    }

    /// The one with this name.
    pub fn named(name: &str) -> Result<Engine> {
        let found = Self::ALL.into_iter().find(|engine| engine.name() == name);
        found.with_context(|| format!("SHANHAI_ENGINE is {name:?}; it may be chromium, firefox or webkit"))
    }

    /// Its name in `SHANHAI_ENGINE`.
    pub fn name(self) -> &'static str {
        match self {
            Engine::Chromium => "chromium",
            Engine::Firefox => "firefox",
            Engine::WebKit => "webkit",
        }
    }

    /// Starts its driver; returns the capabilities to request from it.
    pub(crate) fn start(self, options: &Options, number: usize, console: &Console) -> Result<(Started, Capabilities)> {
        match self {
            Engine::Chromium => chromium(options),
            Engine::Firefox => firefox(options, console),
            Engine::WebKit => webkit(options, number),
        }
    }
}

/// Console messages that arrive on the output of a driver.
pub(crate) type Console = Arc<Mutex<Vec<LogEntry>>>;

/// A driver and what it needs.
#[derive(Debug)]
pub(crate) struct Started {
    pub port: u16,
    pub driver: Guarded,
    pub screen: Option<Screen>,
}

fn chromium(options: &Options) -> Result<(Started, Capabilities)> {
    let mut command = Command::new(find("SHANHAI_CHROMEDRIVER", &["chromedriver"])?);
    command.arg("--port=0");
    let (driver, port) = start_announced(command, "started successfully on port ", drop)?;
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
    // An unexpected dialog stays open, so that the test sees it.
    wanted.set("unhandledPromptBehavior", "ignore")?;
    Ok((Started { port, driver, screen: None }, wanted.into()))
}

fn firefox(options: &Options, console: &Console) -> Result<(Started, Capabilities)> {
    let firefox = find("SHANHAI_FIREFOX", &["firefox-esr", "firefox"])?;
    let mut command = Command::new(find("SHANHAI_GECKODRIVER", &["geckodriver"])?);
    // Scripts of the tests may access the browser window: there they set what a reader sets in the browser.
    command.args(["--port", "0", "--allow-system-access"]);
    // larger than any viewport of the tests, which is a part of it
    command.env("MOZ_HEADLESS_WIDTH", "2000").env("MOZ_HEADLESS_HEIGHT", "1400");
    let console = Arc::clone(console);
    let (driver, port) = start_announced(command, "Listening on 127.0.0.1:", move |line| {
        let levels = [("console.error: ", "SEVERE"), ("console.warn: ", "WARNING"), ("console.log: ", "INFO")];
        for (start, level) in levels {
            // a quoted text comes from a page; the browser's own messages have no quotes
            if let Some(message) = line.strip_prefix(start).filter(|message| message.starts_with('"')) {
                let entry = LogEntry { level: level.into(), source: "console-api".into(), message: message.into() };
                console.lock().unwrap_or_else(PoisonError::into_inner).push(entry);
            }
        }
    })?;
    let mut wanted = Capabilities::new();
    wanted.set("browserName", "firefox")?;
    wanted.set("unhandledPromptBehavior", "ignore")?;
    let preferences = json!({
        "intl.accept_languages": options.language,
        "devtools.console.stdout.content": true,
        // allows pages to use the reader's clipboard
        "dom.events.testing.asyncClipboard": true,
        "dom.w3c_touch_events.enabled": 1,
        // scroll bars take no space, as in the other engines
        "ui.useOverlayScrollbars": 1,
        "layout.testing.overlay-scrollbars.always-visible": false,
        "ui.prefersReducedMotion": u8::from(options.reduced_motion),
        // Tab reaches the same elements as in the other engines
        "accessibility.tabfocus": 7,
        "app.normandy.enabled": false,
        "browser.shell.checkDefaultBrowser": false,
    });
    let own = json!({ "binary": firefox, "args": ["-headless"], "prefs": preferences });
    wanted.set("moz:firefoxOptions", own)?;
    Ok((Started { port, driver, screen: None }, wanted))
}

fn webkit(options: &Options, number: usize) -> Result<(Started, Capabilities)> {
    let browser = mini_browser()?;
    let driver = find("SHANHAI_WEBKITDRIVER", &["WebKitWebDriver"])?;
    let screen = Screen::start(options)?;
    let mut trouble = String::new();
    for _ in 0..5 {
        let port = free_port()?;
        let mut command = Command::new(&driver);
        command.arg(format!("--port={port}")).arg("--host=127.0.0.1");
        command.env("DISPLAY", &screen.name).env("GDK_BACKEND", "x11").env("LIBGL_ALWAYS_SOFTWARE", "1");
        command.env("XDG_CONFIG_HOME", screen.folder.path()).env("NO_AT_BRIDGE", "1").env("LANG", "C.UTF-8");
        // Its baseline WebAssembly compiler now and then reports memory accesses out of bounds where there are none
        // (docs/reliability.md).
        command.env("JSC_useBBQJIT", "0");
        let running = Guarded::start(&command)?;
        let began = Instant::now();
        while began.elapsed() < Duration::from_secs(10) {
            if TcpStream::connect(("127.0.0.1", port)).is_ok() {
                let mut wanted = Capabilities::new();
                wanted.set("browserName", "MiniBrowser")?;
                wanted.set("unhandledPromptBehavior", "ignore")?;
                let agent = format!("--user-agent={}{number}", crate::browser::AGENT);
                // without the browser's toolbars, which would impose a minimum window size
                let arguments = ["--automation", "--full-screen", "--javascript-can-access-clipboard=true", &agent];
                wanted.set("webkitgtk:browserOptions", json!({ "binary": browser, "args": arguments }))?;
                return Ok((Started { port, driver: running, screen: Some(screen) }, wanted));
            }
            std::thread::sleep(Duration::from_millis(10));
        }
        trouble = format!("nobody answers on port {port}");
    }
    bail!("WebKitWebDriver does not start: {trouble}")
}

/// WebKitGTK's own small browser, which Debian installs next to the library.
fn mini_browser() -> Result<PathBuf> {
    if let Some(path) = std::env::var_os("SHANHAI_MINIBROWSER").filter(|path| !path.is_empty()) {
        return Ok(path.into());
    }
    for folder in fs::read_dir("/usr/lib")?.flatten() {
        for version in ["webkit2gtk-4.1", "webkit2gtk-4.0", "webkitgtk-6.0"] {
            let file = folder.path().join(version).join("MiniBrowser");
            if file.is_file() {
                return Ok(file);
            }
        }
    }
    bail!("WebKitGTK's MiniBrowser is not installed: run ./dev setup, or name it in SHANHAI_MINIBROWSER")
}

/// A virtual screen, and the desktop settings on it.
#[derive(Debug)]
pub(crate) struct Screen {
    name: String,
    settings: Running,
    folder: TempDir,
    _server: Guarded,
}

impl Screen {
    fn start(options: &Options) -> Result<Self> {
        let mut command = Command::new(find("SHANHAI_XVFB", &["Xvfb"])?);
        // Keys go to the window below the pointer, which is in the middle of the screen; windows may be larger. On so
        // small a screen the pointer is in the corner of every window.
        command.args(["-displayfd", "1", "-screen", "0", "16x16x24", "-nolisten", "tcp"]);
        let mut server = Guarded::start(&command)?;
        let mut number = String::new();
        BufReader::new(server.output()?).read_line(&mut number)?;
        let name = format!(":{}", number.trim());
        let folder = tempfile::Builder::new().prefix("shanhai-screen-").tempdir()?;
        let styles = folder.path().join("gtk-3.0");
        fs::create_dir(&styles)?;
        // a window may be as narrow as the narrowest page under test
        fs::write(styles.join("gtk.css"), "* { min-width: 0; min-height: 0; padding: 0; margin: 0; font-size: 1px }")?;
        write_settings(folder.path(), options.ratio, options.scheme, options.reduced_motion)?;
        let mut command = Command::new(find("SHANHAI_XSETTINGSD", &["xsettingsd"])?);
        command.arg("-c").arg(folder.path().join("settings")).env("DISPLAY", &name);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let settings = Running::start(&mut command)?;
        Ok(Self { name, settings, folder, _server: server })
    }

    /// Changes the system settings; pages notice after a moment.
    pub(crate) fn set(&self, ratio: f64, scheme: ColourScheme, reduced_motion: bool) -> Result<()> {
        write_settings(self.folder.path(), ratio, scheme, reduced_motion)?;
        let told = Command::new("kill").arg("-HUP").arg(self.settings.0.id().to_string()).status()?;
        anyhow::ensure!(told.success(), "xsettingsd is gone");
        Ok(())
    }
}

fn write_settings(folder: &Path, ratio: f64, scheme: ColourScheme, reduced_motion: bool) -> Result<()> {
    let theme = if scheme == ColourScheme::Dark { "Adwaita-dark" } else { "Adwaita" };
    anyhow::ensure!(ratio.fract() == 0.0, "this engine's desktop knows whole device ratios only");
    let mut file = fs::File::create(folder.join("settings"))?;
    writeln!(file, "Net/ThemeName \"{theme}\"\nGtk/EnableAnimations {}", u8::from(!reduced_motion))?;
    writeln!(file, "Gdk/WindowScalingFactor {ratio}\nGdk/UnscaledDPI 98304\nXft/DPI {}", 98304.0 * ratio)?;
    Ok(())
}

/// Starts a driver that announces its port in a line of its output; passes every later line to `said`.
fn start_announced(
    command: Command,
    announcement: &str,
    mut said: impl FnMut(String) + Send + 'static,
) -> Result<(Guarded, u16)> {
    let name = command.get_program().display().to_string();
    let mut heard = String::new();
    // chromedriver takes a port for one address family first, and gives up if the port is taken for the other
    for _ in 0..3 {
        let mut running = Guarded::start(&command)?;
        let mut lines = BufReader::new(running.output()?).lines();
        for line in lines.by_ref() {
            let line = line?;
            let port = line.split_once(announcement).map(|(_, port)| port.trim_end_matches('.'));
            if let Some(port) = port.and_then(|port| port.parse().ok()) {
                // Someone must keep reading its output, or the driver blocks on a full pipe.
                std::thread::spawn(move || lines.map_while(std::io::Result::ok).for_each(&mut said));
                return Ok((running, port));
            }
            heard += &line;
            heard.push('\n');
        }
    }
    bail!("{name} does not start: {heard}")
}
