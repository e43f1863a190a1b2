//! The template for English programmes has no fault and agrees with its article.

use shanhai_dataset::Language;
use shanhai_dataset::article::{Comparison, compare};
use shanhai_dataset::check::check_file;
use std::fs;
use std::path::Path;

#[test]
fn the_template_is_sound_and_agrees_with_its_article() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../templates/en");
    let program = check_file(&folder.join("program.json")).unwrap_or_else(|report| panic!("{report}"));
    let dataset = program.authored();
    assert_eq!((dataset.figures.len(), dataset.projects.len()), (14, 8));
    assert_eq!(dataset.languages, [Language::En]);
    let comparison = compare(dataset, &fs::read_to_string(folder.join("article.md")).unwrap());
    assert!(comparison == Comparison::default(), "{comparison}");
    let text = fs::read_to_string(folder.join("program.json")).unwrap();
    assert!(shanhai_dataset::layout::text(&serde_json::from_str(&text).unwrap()) == text, "shanhai format lays it out");
}
