//! Scripts and styles, made smaller for the way to the reader by esbuild, if it is there.

use super::Packing;
use std::io::{ErrorKind, Write};
use std::process::{Command, Stdio};
use std::sync::Once;

/// No syntax that these do not know is to come in: the oldest browsers in which everything works.
const OLDEST: &str = "--target=chrome96,firefox90,safari15";

/// A text as it is published, in the language `loader` of esbuild, `js` or `css`. What goes out loose stays as it is, and so
/// does everything where there is no esbuild, which is told.
///
/// # Errors
/// esbuild cannot read it, and says where.
pub(super) fn minified(text: &str, loader: &str, packing: Packing) -> Result<String, String> {
    if packing == Packing::Loose {
        return Ok(text.to_owned());
    }
    let mut command = Command::new("esbuild");
    command.args(["--minify", "--charset=utf8", "--log-level=warning", "--color=false", OLDEST]);
    command.arg(format!("--loader={loader}"));
    let mut esbuild = match command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn() {
        Err(error) if error.kind() == ErrorKind::NotFound => {
            static TOLD: Once = Once::new();
            TOLD.call_once(|| eprintln!("publish: no esbuild, so scripts and styles stay larger (./dev build has it)"));
            return Ok(text.to_owned());
        }
        started => started.map_err(|error| error.to_string())?,
    };
    if let Some(mut input) = esbuild.stdin.take() {
        // what it does not read it complains of itself
        let _broken = input.write_all(text.as_bytes());
    }
    let done = esbuild.wait_with_output().map_err(|error| error.to_string())?;
    let told = String::from_utf8_lossy(&done.stderr);
    if !done.status.success() || !told.is_empty() {
        return Err(format!("esbuild: {}", told.trim()));
    }
    String::from_utf8(done.stdout).map_err(|error| error.to_string())
}
