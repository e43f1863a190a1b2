//! Bundles scripts and styles with esbuild.

use crate::{Packing, PublishError, fault};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// The oldest browsers in which everything works: esbuild must not introduce syntax that they do not know.
const OLDEST: &str = "--target=chrome96,firefox90,safari15";

/// What to bundle.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Entry<'a> {
    /// A script or style sheet of the folder.
    File(&'a str),
    /// The text of a style sheet, which may import files of the folder.
    Styles(&'a str),
}

/// Bundles an entry with everything that it imports. Paths are relative to `folder`. `options` are further options of
/// esbuild, such as definitions and aliases. A release build minifies.
///
/// # Errors
/// esbuild is not installed, or cannot read a file, and says where.
pub(crate) fn bundled(
    folder: &Path,
    entry: Entry<'_>,
    options: &[String],
    packing: Packing,
) -> Result<String, PublishError> {
    let name = match entry {
        Entry::File(name) => name,
        Entry::Styles(_) => "styles",
    };
    run(folder, entry, options, packing).map_err(|reason| fault(folder.join(name).display(), reason))
}

fn run(folder: &Path, entry: Entry<'_>, options: &[String], packing: Packing) -> Result<String, String> {
    let mut command = Command::new("esbuild");
    command.args(["--bundle", "--format=esm", "--charset=utf8", "--log-level=warning", "--color=false", OLDEST]);
    if packing == Packing::Release {
        command.arg("--minify");
    }
    let text = match entry {
        Entry::File(name) => {
            command.arg(name);
            ""
        }
        Entry::Styles(text) => {
            command.arg("--loader=css");
            text
        }
    };
    command.args(options).current_dir(folder).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut esbuild =
        command.spawn().map_err(|error| format!("cannot start esbuild, which ./dev installs: {error}"))?;
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
