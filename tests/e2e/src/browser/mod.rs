//! A headless browser, driven over WebDriver.

mod console;
mod device;
mod elements;
mod input;
mod options;
mod session;
mod waiting;

use std::sync::{Arc, Mutex};

use anyhow::{Context as _, Result, ensure};
use serde::de::DeserializeOwned;
use serde_json::Value;
use thirtyfour::WebDriver;
use thirtyfour::common::command::{Command, ExtensionCommand};

use crate::engine::Engine;

pub use console::LogEntry;
pub(crate) use console::{AGENT, WATCH, number_in, tell};
pub use options::{ColourScheme, Options};
use session::Session;

/// A browser with one page. It is left to the next test when dropped.
#[derive(Debug)]
pub struct Browser {
    session: Arc<Session>,
    /// The reader's settings: device ratio, colour scheme, reduced motion.
    set: Mutex<(f64, ColourScheme, bool)>,
}

impl Browser {
    /// Starts a browser, or takes one that another test has left, with a fresh window.
    pub async fn start(options: Options) -> Result<Self> {
        let engine = options.engine.map_or_else(Engine::chosen, Ok)?;
        let session = Session::take(engine, &options).await?;
        let browser = Self { session, set: Mutex::new((options.ratio, options.scheme, options.reduced_motion)) };
        browser.set_viewport(options.width, options.height, options.ratio).await?;
        browser.set_media(options.scheme, options.reduced_motion).await?;
        Ok(browser)
    }

    /// Its engine.
    pub fn engine(&self) -> Engine {
        self.session.engine
    }

    /// The process id of an ancestor of all its processes.
    pub fn driver_process(&self) -> u32 {
        self.session.started.driver.id()
    }

    /// The driver itself, for commands that have no helper here.
    pub fn driver(&self) -> &WebDriver {
        &self.session.driver
    }

    // --- Pages

    /// Opens an address and waits until it has loaded.
    pub async fn open(&self, url: impl AsRef<str>) -> Result<()> {
        self.driver().goto(url.as_ref()).await.with_context(|| format!("cannot open {}", url.as_ref()))
    }

    /// Runs the body of a JavaScript function and returns its result; `arguments` are its arguments. If the result is
    /// a promise, waits for it.
    pub async fn run<T: DeserializeOwned>(&self, script: &str, arguments: impl Into<Vec<Value>>) -> Result<T> {
        let arguments: Vec<Value> = arguments.into();
        let result =
            self.driver().execute(script, arguments).await.with_context(|| format!("in the script {script}"))?;
        Ok(result.convert()?)
    }

    /// Runs the body of a function in Firefox's browser window, where the reader's settings are.
    pub async fn firefox<T: DeserializeOwned>(&self, script: &str) -> Result<T> {
        ensure!(self.engine() == Engine::Firefox, "this is {}", self.engine().name());
        Ok(self.session.in_browser_window(script).await?.convert()?)
    }

    /// Sends a WebDriver command that has no helper.
    pub async fn send(&self, method: &str, endpoint: &str, parameters: Value) -> Result<Value> {
        let answer = self.driver().handle().cmd(raw(method, endpoint, parameters)?).await;
        Ok(answer.with_context(|| format!("{endpoint} failed"))?.value()?)
    }

    /// Sends a command of the Chrome DevTools Protocol; Chromium only.
    pub async fn cdp(&self, method: &str, parameters: Value) -> Result<Value> {
        ensure!(self.engine() == Engine::Chromium, "{} knows no {method}", self.engine().name());
        self.driver().cdp().send_raw(method, parameters).await.with_context(|| format!("{method} failed"))
    }

    /// Switches into the frame that a selector finds, until [`Browser::leave_frame`].
    pub async fn enter_frame(&self, selector: &str) -> Result<()> {
        let frame = self.wait_for_element(selector, "return document.querySelector(arguments[0])").await?;
        Ok(frame.enter_frame().await?)
    }

    /// Switches back to the page itself.
    pub async fn leave_frame(&self) -> Result<()> {
        Ok(self.driver().enter_default_frame().await?)
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // after a panic nobody knows what state it is in
        if !std::thread::panicking() {
            Session::leave(&self.session);
        }
    }
}

/// A WebDriver command that the library does not know.
fn raw(method: &str, endpoint: &str, parameters: Value) -> Result<Command> {
    let raw = Raw { method: method.parse()?, endpoint: format!("/{endpoint}").into(), parameters };
    Ok(Command::ExtensionCommand(Box::new(raw)))
}

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
