//! What a mark says when it is pointed at, walked to or chosen.

use super::target::{Selection, Target};
use crate::wording::{Told, of_event, of_figure, of_model, region_words, words};
use shanhai_dataset::{Dataset, Language, Project};

/// What a mark says.
pub fn told(target: &Target, dataset: &Dataset, language: Language) -> Told {
    let words = words(language);
    match target {
        Target::One(Selection::Figure(figure)) => of_figure(figure, language),
        Target::One(Selection::Event(event)) => of_event(event, language),
        Target::One(Selection::Model(model)) => of_model(model, language),
        Target::One(Selection::Project(project)) => of_project(project, language),
        Target::One(Selection::Chart(chart)) => {
            titled(chart.title.get(language), vec![chart.reading.get(language).to_owned()])
        }
        Target::Projects(projects) => match projects.as_slice() {
            [project] => of_project(project, language),
            several => {
                let place = several.first().map_or("", |project| project.place.name.get(language));
                let count = (words.several_here)(several.len());
                let names = several.iter().map(|project| project.name.get(language).to_owned());
                titled(place, std::iter::once(count).chain(names).collect())
            }
        },
        Target::Region(region) => {
            let count = dataset.projects.iter().filter(|project| project.region() == *region).count();
            let [one, _] = region_words(dataset, language);
            let line = if count == 0 { (words.none_in_region)(one) } else { (words.project_count)(count) };
            titled(region.name.get(language), vec![line])
        }
    }
}

fn of_project(project: &Project, language: Language) -> Told {
    let region = project.region().name.get(language).to_owned();
    titled(project.name.get(language), vec![region, (words(language).precision)(project.place.precision).to_owned()])
}

fn titled(title: &str, lines: Vec<String>) -> Told {
    Told { title: title.to_owned(), value: String::new(), lines }
}
