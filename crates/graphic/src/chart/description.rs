//! The description of a mark when the reader points at it, reaches it by keyboard or selects it.

use super::target::{Datum, Target};
use crate::joins::{has_joins, works_with};
use crate::wording::{Description, of_event, of_figure, of_model, region_words, words};
use shanhai_dataset::{Dataset, Language, Partner, Project};

/// Describes what a mark represents.
pub fn describe(datum: &Datum, dataset: &Dataset, language: Language) -> Description {
    let words = words(language);
    match datum {
        Datum::One(Target::Figure(figure)) => of_figure(figure, language),
        Datum::One(Target::Event(event)) => of_event(event, language),
        Datum::One(Target::Model(model)) => of_model(model, language),
        Datum::One(Target::Project(project)) => of_project(project, dataset, language),
        Datum::One(Target::Chart(chart)) => {
            titled(chart.title.get(language), vec![chart.reading.get(language).to_owned()])
        }
        Datum::Projects(projects) => match projects.as_slice() {
            [project] => of_project(project, dataset, language),
            several => {
                let place = several.first().map_or("", |project| project.place.name.get(language));
                let count = (words.several_here)(several.len());
                let names = several.iter().map(|project| project.name.get(language).to_owned());
                let partners = partners_of(dataset, projects, language);
                titled(place, std::iter::once(count).chain(partners).chain(names).collect())
            }
        },
        Datum::Region(region) => {
            let count = dataset.projects.iter().filter(|project| project.region() == *region).count();
            let [one, _] = region_words(dataset, language);
            let line = if count == 0 { (words.none_in_region)(one) } else { (words.project_count)(count) };
            titled(region.name.get(language), vec![line])
        }
        Datum::Partner(partner) => {
            let projects: Vec<&Project> = projects_of(dataset, partner).collect();
            let line = |project: &&Project| {
                format!("{}{}{}", project.place.name.get(language), words.colon, project.name.get(language))
            };
            let count = (words.project_count)(projects.len());
            Description {
                title: partner.name.get(language).to_owned(),
                value: String::new(),
                lines: std::iter::once(count).chain(projects.iter().map(line)).collect(),
            }
        }
    }
}

fn of_project(project: &'static Project, dataset: &Dataset, language: Language) -> Description {
    let lines = [
        Some(project.region().name.get(language).to_owned()),
        partners_of(dataset, &[project], language),
        Some((words(language).precision)(project.place.precision).to_owned()),
    ];
    titled(project.name.get(language), lines.into_iter().flatten().collect())
}

fn titled(title: &str, lines: Vec<String>) -> Description {
    Description { title: title.to_owned(), value: String::new(), lines }
}

/// The projects that name a partner.
pub fn projects_of<'a>(dataset: &'a Dataset, partner: &Partner) -> impl Iterator<Item = &'a Project> {
    dataset.projects.iter().filter(|project| works_with(project, partner))
}

/// The sea-side partners of some projects, or a note that the article names none. `None` if no project of the dataset
/// names a partner.
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
