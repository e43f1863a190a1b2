//! Chores on the built files. `cargo xtask help` lists them.

mod budget;
mod compress;
mod follow;
mod size;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Result, bail};

const HELP: &str = "\
cargo xtask size [--record] [DIST]   weigh everything that embed.html loads against size-budget.toml;
                                     --record writes the measured figures into it
cargo xtask compress [DIST]          write .br and .gz beside every file that a host may send compressed

DIST is the folder of the release build, `dist` if left out.";

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<()> {
    let mut command = None;
    let mut record = false;
    let mut dist = None;
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            "--record" => record = true,
            "-h" | "--help" => command = Some("help".to_owned()),
            flag if flag.starts_with('-') => bail!("unknown option {flag}\n\n{HELP}"),
            _ if command.is_none() => command = Some(argument),
            _ if dist.is_none() => dist = Some(PathBuf::from(argument)),
            _ => bail!("too many arguments\n\n{HELP}"),
        }
    }
    let root = repository();
    let dist = dist.unwrap_or_else(|| root.join("dist"));
    match command.as_deref() {
        Some("size") => size::run(&need(&dist)?, &root.join("size-budget.toml"), record),
        Some("compress") if !record => compress::run(&need(&dist)?),
        Some("help") => {
            println!("{HELP}");
            Ok(())
        }
        _ => bail!("what is to be done?\n\n{HELP}"),
    }
}

/// The top of the repository, wherever the command was called.
fn repository() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

fn need(dist: &Path) -> Result<PathBuf> {
    if !dist.join("embed.html").is_file() {
        bail!("{} holds no embed.html; make the release build first: ./dev build", dist.display());
    }
    Ok(dist.canonicalize()?)
}
