//! The dataset of the article is sound and whole.

use shanhai_dataset::check::{Fault, check};
use std::fs;
use std::path::Path;

#[test]
fn the_article_is_all_there() {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    let json = fs::read_to_string(data.join("program.json")).unwrap();
    let program = check(&json, &|name| {
        fs::read_to_string(data.join(name)).map_err(|error| error.to_string())
    })
    .unwrap_or_else(|faults| panic!("{}", faults.iter().map(Fault::to_string).collect::<Vec<_>>().join("\n")));
    let entry = program.entry();
    let counts = [
        entry.figures.len(),
        entry.projects.len(),
        entry.models.len(),
        entry.timeline.len(),
    ];
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
