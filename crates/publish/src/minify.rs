//! Minifies scripts and styles with esbuild, if it is installed.

use crate::{Packing, PublishError, fault};
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Once;

/// The oldest browsers in which everything works: esbuild must not introduce syntax that they do not know.
const OLDEST: &str = "--target=chrome96,firefox90,safari15";

/// Returns a script or style sheet in its published form, by the extension of its file. Tokens stay. A development
/// build changes nothing. Without esbuild a release build changes nothing either, and says so on the terminal.
///
/// # Errors
/// esbuild cannot read it, and says where.
pub(crate) fn minified(path: &Path, text: &str, packing: Packing) -> Result<String, PublishError> {
    match packing {
        Packing::Dev => Ok(text.to_owned()),
        Packing::Release => by_esbuild(path, text).map_err(|reason| fault(path.display(), reason)),
    }
}

fn by_esbuild(path: &Path, text: &str) -> Result<String, String> {
    let mut command = Command::new("esbuild");
    command.args(["--minify", "--charset=utf8", "--log-level=warning", "--color=false", OLDEST]);
    command.arg(format!("--loader={}", path.extension().unwrap_or_default().display()));
    let mut esbuild = match command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn() {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            static SAID: Once = Once::new();
            SAID.call_once(|| eprintln!("publish: no esbuild, so scripts and styles stay larger (./dev build has it)"));
            return Ok(text.to_owned());
        }
        started => started.map_err(|error| error.to_string())?,
    };
    if let Some(mut input) = esbuild.stdin.take() {
        // if esbuild stops reading, it reports the error itself
        let _broken = input.write_all(text.as_bytes());
    }
    let done = esbuild.wait_with_output().map_err(|error| error.to_string())?;
    let said = String::from_utf8_lossy(&done.stderr);
    if !done.status.success() || !said.is_empty() {
        return Err(format!("esbuild: {}", said.trim()));
    }
    String::from_utf8(done.stdout).map_err(|error| error.to_string())
}
