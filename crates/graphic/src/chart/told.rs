//! What a mark says when it is pointed at, walked to or chosen.

use super::joins::{has_joins, works_with};
use super::placed::Target;
use crate::wording::{Told, of_event, of_figure, of_model, region_words, words};
use shanhai_dataset::{Dataset, Language, Partner, Project};

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
                lines: [
                    Some(project.region().name.get(language).to_owned()),
                    partners_of(dataset, projects, language),
                    Some((words.precision)(project.place.precision).to_owned()),
                ]
                .into_iter()
                .flatten()
                .collect(),
            },
            several => {
                let place = several.first().map_or("", |project| project.place.name.get(language));
                let count = (words.several_here)(several.len());
                let names = several.iter().map(|project| project.name.get(language).to_owned());
                Told {
                    title: place.to_owned(),
                    value: String::new(),
                    lines: std::iter::once(count)
                        .chain(partners_of(dataset, projects, language))
                        .chain(names)
                        .collect(),
                }
            }
        },
        Target::Region(region) => {
            let count = dataset.projects.iter().filter(|project| project.region() == *region).count();
            let [one, _] = region_words(dataset, language);
            let line = if count == 0 { (words.none_in_region)(one) } else { (words.project_count)(count) };
            Told { title: region.name.get(language).to_owned(), value: String::new(), lines: vec![line] }
        }
        Target::Partner(partner) => {
            let projects: Vec<&Project> = projects_of(dataset, partner).collect();
            let line = |project: &&Project| {
                format!("{}{}{}", project.place.name.get(language), words.colon, project.name.get(language))
            };
            let count = (words.project_count)(projects.len());
            Told {
                title: partner.name.get(language).to_owned(),
                value: String::new(),
                lines: std::iter::once(count).chain(projects.iter().map(line)).collect(),
            }
        }
    }
}

/// The projects that name a partner.
pub fn projects_of<'a>(dataset: &'a Dataset, partner: &Partner) -> impl Iterator<Item = &'a Project> {
    dataset.projects.iter().filter(|project| works_with(project, partner))
}

/// Who of the sea's side works on some projects, or that the article does not say; nothing where it names nobody at all.
fn partners_of(dataset: &Dataset, projects: &[&'static Project], language: Language) -> Option<String> {
    let words = words(language);
    if !has_joins(dataset) {
        return None;
    }
    let mut names: Vec<&str> = Vec::new();
    for partner in projects.iter().flat_map(|project| &project.partners) {
        let name = partner.name.get(language);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let sea = dataset.sides.sea.get(language);
    Some(match names.is_empty() {
        true => (words.no_partner)(sea),
        false => format!("{}{}{}", (words.partners)(sea), words.colon, names.join(words.comma)),
    })
}
