//! The article's dataset is complete and has no fault.

use shanhai_dataset::check::{Fault, check};
use std::fs;
use std::path::Path;

#[test]
fn the_article_is_all_there() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    let json = fs::read_to_string(data.join("program.json")).unwrap();
    let program = check(&json, &|name| fs::read_to_string(data.join(name)).map_err(|error| error.to_string()))
        .unwrap_or_else(|faults| panic!("{}", faults.iter().map(Fault::to_string).collect::<Vec<_>>().join("\n")));
    let entry = program.authored();
    let counts = [entry.figures.len(), entry.projects.len(), entry.models.len(), entry.timeline.len()];
    assert_eq!(counts, [47, 32, 46, 18], "figures, projects, models, events");
    let charts: Vec<&str> = entry.charts.iter().map(|chart| chart.id.as_str()).collect();
    assert_eq!(
        charts,
        [
            "talent-exchange",
            "paired-institutions",
            "teams",
            "training",
            "money-2023",
            "industry-2023",
            "mohan-port",
            "resettlement",
            "timeline",
            "structure",
        ]
    );
}

#[test]
fn the_file_is_laid_out_as_an_import_would_leave_it() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/program.json");
    let text = fs::read_to_string(file).unwrap();
    assert!(shanhai_dataset::layout::text(&serde_json::from_str(&text).unwrap()) == text, "shanhai format corrects it");
}

/// Editors use the schema, and the build uses the serde types: both must give the same verdict on the file, intact or
/// damaged.
#[test]
fn the_schema_accepts_the_dataset_and_refuses_what_the_reader_refuses() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    let read = |name: &str| -> serde_json::Value {
        serde_json::from_str(&fs::read_to_string(data.join(name)).unwrap()).unwrap()
    };
    let (schema, program) = (read("program.schema.json"), read("program.json"));
    let validator = jsonschema::draft202012::new(&schema).unwrap();
    let faults: Vec<String> =
        validator.iter_errors(&program).map(|fault| format!("{}: {fault}", fault.instance_path())).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let spoil = |pointer: &str, value: serde_json::Value| {
        let mut spoilt = program.clone();
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        spoilt.pointer_mut(parent).unwrap().as_object_mut().unwrap().insert(key.to_owned(), value);
        let readable = serde_json::from_value::<shanhai_dataset::Dataset>(spoilt.clone()).is_ok();
        assert_eq!((validator.is_valid(&spoilt), readable), (false, false), "{pointer}");
    };
    spoil("/figures/0/colour", "red".into());
    spoil("/figures/0/kind", "guess".into());
    spoil("/projects/0/link", 1.into());
    spoil("/charts/0/panels/0/kind", "pie".into());
    spoil("/timeline/0/basis", "rumour".into());
    spoil("/map/boundaries", serde_json::Value::Null);
}
