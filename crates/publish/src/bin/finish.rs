//! Run by Trunk after each build: finishes the folder that is published.

use shanhai::publishing::{self, Packing};
use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(staging) = std::env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from) else {
        eprintln!("publish: TRUNK_STAGING_DIR is not set; this program is run by trunk (./dev build)");
        return ExitCode::FAILURE;
    };
    let root = std::env::var_os("TRUNK_SOURCE_DIR").map_or_else(|| PathBuf::from("."), PathBuf::from);
    let is_release = std::env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
    let packing = if is_release { Packing::Tight } else { Packing::Loose };
    match publishing::publish(&root, &staging, packing) {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("publish: {fault}");
            ExitCode::FAILURE
        }
    }
}
