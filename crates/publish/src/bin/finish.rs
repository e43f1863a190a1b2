//! Trunk runs this after each build. It makes the assets from Trunk's output, and publishes the dataset with them. A
//! release build writes the assets to `target/assets`, from where the editors' command takes them.

use shanhai::embedded;
use shanhai_publish::{Packing, Programme, Publication, output, prepare};
use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(fault) => {
            eprintln!("publish: {fault}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Box<dyn Error>> {
    let variable = |name: &str| std::env::var_os(name).map(PathBuf::from);
    let staging = variable("TRUNK_STAGING_DIR")
        .ok_or("TRUNK_STAGING_DIR is not set; this program is run by trunk (./dev build)")?;
    let root = variable("TRUNK_SOURCE_DIR").unwrap_or_else(|| PathBuf::from("."));
    let is_release = std::env::var("TRUNK_PROFILE").is_ok_and(|profile| profile == "release");
    let packing = if is_release { Packing::Release } else { Packing::Dev };
    let mut assets = prepare(&root, &staging, embedded::DATASET, packing)?;
    let file = variable("SHANHAI_DATASET").unwrap_or_else(|| root.join("data/program.json"));
    let programme = Programme::of(embedded::dataset(), embedded::DATASET.to_vec(), &file)?;
    let is_released = is_release && !assets.are_served_by_trunk();
    if is_released {
        assets.compress()?;
        assets.write(&root.join("target/assets"))?;
    }
    let told = |name: &str| std::env::var(name).unwrap_or_default();
    let publication = Publication::new(&assets, &programme, &told("SHANHAI_URL")).reported_to(&told("SHANHAI_REPORT"));
    let publication = publication.styled(told("SHANHAI_STYLES").parse()?);
    let files = publication.files()?;
    let options = output::Options { compressed: is_released, ..output::Options::default() };
    output::write(&files, &assets, &staging, &options)?;
    Ok(())
}
