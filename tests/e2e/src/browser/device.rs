//! The reader's device and its settings.

use std::sync::PoisonError;

use anyhow::{Context as _, Result};
use serde_json::json;

use super::{Browser, ColourScheme};
use crate::engine::{Engine, Screen};

impl Browser {
    /// Sets the size of the viewport in CSS pixels and the number of device pixels per CSS pixel.
    pub async fn set_viewport(&self, width: u32, height: u32, ratio: f64) -> Result<()> {
        let (_, scheme, motion) = self.settings();
        *self.set.lock().unwrap_or_else(PoisonError::into_inner) = (ratio, scheme, motion);
        match self.engine() {
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
        match self.engine() {
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
        match self.engine() {
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

    fn screen(&self) -> Result<&Screen> {
        self.session.started.screen.as_ref().context("this browser has no screen of its own")
    }

    /// Waits until the page itself has picked up a setting, which reaches it through other processes.
    async fn wait_from_top(&self, expression: &str) -> Result<()> {
        self.wait_until(expression).await.context("the browser does not take a setting over")
    }

    /// Lets pages use the clipboard. The other engines allow it from their start.
    pub async fn allow_clipboard(&self, origin: &str) -> Result<()> {
        if self.engine() != Engine::Chromium {
            return Ok(());
        }
        let permissions = ["clipboardReadWrite", "clipboardSanitizedWrite"];
        let parameters = json!({ "origin": origin, "permissions": permissions });
        self.cdp("Browser.grantPermissions", parameters).await.map(drop)
    }
}
