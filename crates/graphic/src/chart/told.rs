//! What a mark says when it is pointed at, walked to or chosen.

use super::placed::Target;
use crate::wording::{Told, of_event, of_figure, of_model, region_words, words};
use shanhai_dataset::{Dataset, Language};

/// What a mark says.
pub fn told(target: &Target, dataset: &Dataset, language: Language) -> Told {
    let words = words(language);
    match target {
        Target::Figure(figure) => of_figure(figure, language),
        Target::Event(event) => of_event(event, language),
        Target::Model(model) => of_model(model, language),
        Target::Projects(projects) => match projects.as_slice() {
            [project] => Told {
                title: project.name.get(language).to_owned(),
                value: String::new(),
                lines: vec![
                    project.region().name.get(language).to_owned(),
                    (words.precision)(project.place.precision).to_owned(),
                ],
            },
            several => {
                let place = several.first().map_or("", |project| project.place.name.get(language));
                let count = (words.several_here)(several.len());
                let names = several.iter().map(|project| project.name.get(language).to_owned());
                Told {
                    title: place.to_owned(),
                    value: String::new(),
                    lines: std::iter::once(count).chain(names).collect(),
                }
            }
        },
        Target::Region(region) => {
            let count = dataset.projects.iter().filter(|project| project.region() == *region).count();
            let [one, _] = region_words(dataset, language);
            let line = if count == 0 { (words.none_in_region)(one) } else { (words.project_count)(count) };
            Told { title: region.name.get(language).to_owned(), value: String::new(), lines: vec![line] }
        }
    }
}
