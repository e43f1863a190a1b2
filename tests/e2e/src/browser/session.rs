//! Running browsers. Starting one takes a second or more, so tests hand them on to each other: each gets a window of its
//! own, and serves its pages from ports of its own, which is another origin to the browser.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use serde_json::json;
use thirtyfour::WebDriver;
use thirtyfour::session::scriptret::ScriptRet;

use super::console::CONSOLES;
use super::{Options, raw};
use crate::engine::{Console, Engine, Started};

/// The timeout for an answer of a driver.
const PATIENCE: Duration = Duration::from_secs(120);

/// Clears what windows of Firefox share, with the preference that a test changes.
const CLEAR_FIREFOX: &str = "
    for (const part of [Services.cache2, Services.perms, Services.cookies]) (part.clear ?? part.removeAll).call(part);
    Services.prefs.clearUserPref('browser.display.document_color_use');
    Services.console.reset();
    window.focus();";

/// Numbers browsers, for the ones whose pages report their consoles themselves.
static NUMBER: AtomicUsize = AtomicUsize::new(1);

/// The browsers that tests have left.
static IDLE: Mutex<Vec<Arc<Session>>> = Mutex::new(Vec::new());

/// A running browser and its driver.
#[derive(Debug)]
pub(super) struct Session {
    pub(super) engine: Engine,
    pub(super) driver: WebDriver,
    pub(super) console: Console,
    pub(super) started: Started,
    language: String,
    arguments: Vec<String>,
    number: usize,
}

impl Session {
    /// A browser that was started with these options: one that is idle, or else a new one.
    pub(super) async fn take(engine: Engine, options: &Options) -> Result<Arc<Self>> {
        while let Some(session) = idle(engine, options) {
            // one that does not answer is none to hand on
            if session.clear().await.is_ok() {
                return Ok(session);
            }
        }
        Ok(Arc::new(Self::start(engine, options).await?))
    }

    async fn start(engine: Engine, options: &Options) -> Result<Self> {
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let console = Console::default();
        CONSOLES.lock().unwrap_or_else(PoisonError::into_inner).insert(number, Arc::clone(&console));
        let (started, wanted) = engine.start(options, number, &console)?;
        // a connection lives in the runtime of the test that made it, so the next test may not use it
        let client = reqwest::Client::builder().timeout(PATIENCE).pool_max_idle_per_host(0).build()?;
        let driver = WebDriver::builder(format!("http://127.0.0.1:{}", started.port), wanted).client(client);
        let driver = driver.await.with_context(|| format!("{} does not start", engine.name()))?;
        started.driver.holds(started.port, &driver.session_id().to_string())?;
        let Options { language, arguments, .. } = options.clone();
        Ok(Self { engine, driver, console, started, language, arguments, number })
    }

    /// Leaves it for the next test, unless its page keeps it from answering. WebKit's are not handed on: its driver
    /// opens a second window in a size that nothing changes.
    pub(super) fn leave(session: &Arc<Self>) {
        if session.engine != Engine::WebKit && session.stop_page().is_ok() {
            IDLE.lock().unwrap_or_else(PoisonError::into_inner).push(Arc::clone(session));
        }
    }

    /// Ends the work of the page. This may block, because a test that ends has nothing else to do.
    fn stop_page(&self) -> Result<()> {
        let patience = Some(Duration::from_secs(5));
        let mut stream = TcpStream::connect(("127.0.0.1", self.started.port))?;
        stream.set_read_timeout(patience)?;
        stream.set_write_timeout(patience)?;
        let (port, session, body) = (self.started.port, self.driver.session_id(), json!({ "url": "about:blank" }));
        let body = body.to_string();
        let length = body.len();
        write!(
            stream,
            "POST /session/{session}/url HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nConnection: close\r\n\
             Content-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
        )?;
        let mut answer = [0; 12];
        stream.read_exact(&mut answer)?;
        ensure!(answer.ends_with(b" 200"), "the driver refuses");
        Ok(())
    }

    /// Runs the body of a function in Firefox's browser window, where the reader's settings are.
    pub(super) async fn in_browser_window(&self, script: &str) -> Result<ScriptRet> {
        let context = async |name| {
            let command = raw("POST", "moz/context", json!({ "context": name }))?;
            self.driver.handle().cmd(command).await.context("Firefox does not change its context")
        };
        context("chrome").await?;
        let result = self.driver.execute(script, []).await.with_context(|| format!("in the script {script}"));
        context("content").await?;
        result
    }

    /// Leaves nothing of the test before: a new window, an empty console, no cache, no permissions.
    async fn clear(&self) -> Result<()> {
        let old = self.driver.windows().await?;
        let new = self.driver.new_window().await?;
        for window in old {
            self.driver.switch_to_window(window).await?;
            self.driver.close_window().await?;
        }
        self.driver.switch_to_window(new).await?;
        if self.engine == Engine::Firefox {
            self.in_browser_window(CLEAR_FIREFOX).await?;
        } else {
            // the window in front is the one with the focus, without which nothing is copied
            for method in [
                "Page.bringToFront",
                "Network.clearBrowserCache",
                "Network.clearBrowserCookies",
                "Browser.resetPermissions",
            ] {
                self.driver.cdp().send_raw(method, json!({})).await?;
            }
            self.driver.browser_log().await?;
        }
        self.console.lock().unwrap_or_else(PoisonError::into_inner).clear();
        Ok(())
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        CONSOLES.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.number);
        // When dropped, the driver ends the session in its own way and waits for an answer that does not come. The
        // guard of its process ends it.
        let _ = self.driver.clone().leak();
    }
}

/// Takes an idle browser of this engine that was started with the same options.
fn idle(engine: Engine, options: &Options) -> Option<Arc<Session>> {
    let mut idle = IDLE.lock().unwrap_or_else(PoisonError::into_inner);
    let fits = |one: &Arc<Session>| {
        one.engine == engine && one.language == options.language && one.arguments == options.arguments
    };
    let at = idle.iter().position(fits)?;
    Some(idle.swap_remove(at))
}
