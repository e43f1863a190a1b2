//! Scripts and styles, made smaller for the way to the reader by esbuild, if it is there.

use crate::{Packing, PublishError, fault};
use std::io::{ErrorKind, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Once;

/// No syntax that these do not know is to come in: the oldest browsers in which everything works.
const OLDEST: &str = "--target=chrome96,firefox90,safari15";

/// A script or style sheet as it is published, by the ending of its file's name; tokens stay. What goes out loose stays as it
/// is, and so does everything where there is no esbuild, of which a line on the terminal speaks.
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
        // what it does not read it complains of itself
        let _broken = input.write_all(text.as_bytes());
    }
    let done = esbuild.wait_with_output().map_err(|error| error.to_string())?;
    let said = String::from_utf8_lossy(&done.stderr);
    if !done.status.success() || !said.is_empty() {
        return Err(format!("esbuild: {}", said.trim()));
    }
    String::from_utf8(done.stdout).map_err(|error| error.to_string())
}
