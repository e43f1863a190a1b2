//! Run by Trunk after each build: finishes the folder that is published.

use shanhai::publishing;
use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(staging) = std::env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from) else {
        eprintln!("publish: TRUNK_STAGING_DIR is not set; this program is run by trunk (./dev build)");
        return ExitCode::FAILURE;
    };
    let root = std::env::var_os("TRUNK_SOURCE_DIR").map_or_else(|| PathBuf::from("."), PathBuf::from);
    match publishing::publish(&root, &staging) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("publish: {fault}");
            ExitCode::FAILURE
        }
    }
}
