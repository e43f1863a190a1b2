//! The templates that editors begin with are sound, and say what their articles say.

use shanhai_dataset::article::{Comparison, compare};
use shanhai_dataset::check::check_file;
use std::fs;
use std::path::Path;

#[test]
fn every_template_is_sound_and_agrees_with_its_article() {
    let templates = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../templates");
    for (language, figures, projects) in [("en", 11, 8)] {
        let folder = templates.join(language);
        let program = check_file(&folder.join("program.json")).unwrap_or_else(|report| panic!("{report}"));
        let dataset = program.authored();
        assert_eq!((dataset.figures.len(), dataset.projects.len()), (figures, projects), "{language}");
        assert_eq!(dataset.languages.iter().map(|language| language.tag()).collect::<Vec<_>>(), [language]);
        let comparison = compare(dataset, &fs::read_to_string(folder.join("article.md")).unwrap());
        assert!(comparison == Comparison::default(), "{language}:\n{comparison}");
        let text = fs::read_to_string(folder.join("program.json")).unwrap();
        assert!(
            shanhai_dataset::layout::text(&serde_json::from_str(&text).unwrap()) == text,
            "shanhai format mends {language}"
        );
    }
}
