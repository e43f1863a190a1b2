//! Tasks on the built files. `cargo xtask help` lists them.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Result, bail};
use xtask::{deploy, locks, notices, release, size, sources, wordpress};

const HELP: &str = "\
cargo xtask size [--record] [DIST]   weigh everything that embed.html loads against size-budget.toml;
                                     --record writes the measured figures into it
cargo xtask deploy DIST SERVED       put a release into the folder that is served, while it is served
cargo xtask notices [--check]        write THIRD_PARTY.txt, or fail when it is not up to date
cargo xtask locks                    fail when a lock file of npm leaves open what is installed
cargo xtask sources                  fail when a source file is too long, or reads a test hook outside tests
cargo xtask release DIST OUT         make release folder, archive, npm package and WordPress plugin
cargo xtask wordpress OUT            make the zip of the WordPress plugin
cargo xtask compare DIST DIST        fail when two builds are not the same to the byte

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
    let (mut record, mut check) = (false, false);
    let mut folders = Vec::new();
    for argument in std::env::args().skip(1) {
        match argument.as_str() {
            "--record" => record = true,
            "--check" => check = true,
            "-h" | "--help" => command = Some("help".to_owned()),
            flag if flag.starts_with('-') => bail!("unknown option {flag}\n\n{HELP}"),
            _ if command.is_none() => command = Some(argument),
            _ => folders.push(PathBuf::from(argument)),
        }
    }
    let root = repository();
    let folders: Vec<&Path> = folders.iter().map(PathBuf::as_path).collect();
    let dist = root.join("dist");
    match (command.as_deref(), &folders[..]) {
        (Some("size"), []) => size::run(&need(&dist)?, &root.join("size-budget.toml"), record),
        (Some("size"), [dist]) => size::run(&need(dist)?, &root.join("size-budget.toml"), record),
        (Some("deploy"), [dist, served]) => deploy::run(&need(dist)?, served),
        (Some("notices"), []) => notices::run(&root, check),
        (Some("locks"), []) => locks::run(&root),
        (Some("sources"), []) => sources::run(&root),
        (Some("release"), [dist, out]) => release::run(&root, &need(dist)?, out),
        (Some("wordpress"), [out]) => wordpress::run(&root, out),
        (Some("compare"), [one, other]) => release::compare(&need(one)?, &need(other)?),
        (Some("help"), _) => {
            println!("{HELP}");
            Ok(())
        }
        _ => bail!("what is to be done?\n\n{HELP}"),
    }
}

/// The root of the repository, wherever the command was called.
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
