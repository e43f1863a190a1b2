//! The binary form: a checked dataset survives the round trip, and nothing else is accepted as a dataset.

mod common;

use common::{MINIMAL, beside};
use shanhai_dataset::check::{CheckedDataset, check};
use shanhai_dataset::{Dataset, DecodeError, Term};
use std::fs;
use std::path::Path;

fn shipped() -> CheckedDataset {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    let json = fs::read_to_string(data.join("program.json")).unwrap();
    check(&json, &|name| fs::read_to_string(data.join(name)).map_err(|error| error.to_string())).unwrap()
}

#[test]
fn what_was_checked_comes_out_as_it_went_in() {
    let checked = shipped();
    let dataset = checked.compiled();
    // JSON ids and texts, decoded from the binary form and serialized again
    let (mut before, mut after) =
        (serde_json::to_value(checked.authored()).unwrap(), serde_json::to_value(dataset).unwrap());
    // compilation changes these: it adds pinyin to the search words and sorts the timeline by time
    for value in [&mut before, &mut after] {
        value["timeline"].as_array_mut().unwrap().sort_by_key(|event| event["id"].to_string());
        value["projects"].as_array_mut().unwrap().iter_mut().for_each(|project| project["search"] = "".into());
    }
    assert_eq!(before, after);
    assert_eq!(dataset.hash, checked.hash());
    assert_eq!(dataset.derived_figures.len(), dataset.derived.len());
    assert!(dataset.map.regions.iter().all(|region| !region.geometry.rings.is_empty()));
}

#[test]
fn derived_figures_have_their_formula_and_paragraph() {
    let dataset = shipped().compiled();
    let mean = dataset.figure("class-mean-attendance").unwrap();
    assert!(mean.is_derived());
    assert!(matches!(&mean.formula[0], Term::Figure(figure, 0) if figure.id() == "training-attendances"));
    assert_eq!(mean.paragraph, dataset.figure("training-attendances").unwrap().paragraph);
}

/// A reference that the linker misses would panic in a reader's browser.
#[test]
fn every_reference_is_linked() {
    let dataset = shipped().compiled();
    // the debug output of an entry names its references; the code below reaches all references of entries and of
    // their lists
    let mut linked = 0;
    let mut check = |id: &str, entry: &str| {
        assert_eq!(id, entry);
        linked += 1;
    };
    for figure in dataset.all_figures() {
        check(figure.unit.id(), &figure.unit.id);
        figure.theme.iter().for_each(|theme| check(theme.id(), &theme.id));
        figure.place.iter().for_each(|place| check(place.id(), &place.id));
        figure.part_of.iter().chain(&figure.growth_of).for_each(|other| check(other.id(), &other.id));
        figure.observations.iter().for_each(|one| check(one.period.id(), &one.period.id));
    }
    for figure in &dataset.derived {
        check(figure.unit.id(), &figure.unit.id);
        check(figure.period.id(), &figure.period.id);
        figure.theme.iter().for_each(|theme| check(theme.id(), &theme.id));
    }
    for project in &dataset.projects {
        check(project.theme.id(), &project.theme.id);
        check(project.place.id(), &project.place.id);
        check(project.place.region.id(), &project.place.region.adcode);
        project.region.iter().for_each(|region| check(region.id(), &region.adcode));
        project.partners.iter().for_each(|partner| check(partner.id(), &partner.id));
        project.figures.iter().for_each(|figure| check(figure.id(), &figure.id));
        project.models.iter().for_each(|model| check(model.id(), &model.id));
    }
    for event in &dataset.timeline {
        event.theme.iter().for_each(|theme| check(theme.id(), &theme.id));
        event.figures.iter().for_each(|figure| check(figure.id(), &figure.id));
        event.projects.iter().for_each(|project| check(project.id(), &project.id));
    }
    for chart in &dataset.charts {
        chart.theme.iter().for_each(|theme| check(theme.id(), &theme.id));
        chart.figures().for_each(|figure| check(figure.id(), &figure.id));
        chart.models().for_each(|model| check(model.id(), &model.id));
        let shaded = chart.panels.iter().flat_map(|panel| &panel.regions);
        shaded.for_each(|one| check(one.region.id(), &one.region.adcode));
    }
    dataset.models.iter().filter_map(|model| model.theme.as_ref()).for_each(|theme| check(theme.id(), &theme.id));
    dataset.headline.iter().for_each(|figure| check(figure.id(), &figure.id));
    assert!(linked > 400, "{linked}");
}

#[test]
fn other_bytes_are_refused_with_a_reason() {
    let bytes = check(MINIMAL, &beside).unwrap().to_binary();
    assert!(Dataset::decode(&bytes).is_ok());
    assert_eq!(Dataset::decode(b"").unwrap_err(), DecodeError::NotADataset);
    assert_eq!(Dataset::decode(b"<!doctype html><title>404</title>").unwrap_err(), DecodeError::NotADataset);
    let mut other = bytes.clone();
    other[8] = 99;
    assert_eq!(Dataset::decode(&other).unwrap_err(), DecodeError::OtherVersion(99));
    for at in [18, bytes.len() / 2, bytes.len() - 1] {
        let mut damaged = bytes.clone();
        damaged[at] ^= 1;
        assert_eq!(Dataset::decode(&damaged).unwrap_err(), DecodeError::Damaged, "{at}");
    }
    assert_eq!(Dataset::decode(&bytes[..bytes.len() - 1]).unwrap_err(), DecodeError::Damaged);
}

#[test]
fn the_committed_schema_is_the_generated_one() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/program.schema.json");
    let generated = shanhai_dataset::schema::text();
    if std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always") {
        fs::write(&file, &generated).unwrap();
    }
    assert!(fs::read_to_string(&file).unwrap() == generated, "./dev accept writes it anew");
}
