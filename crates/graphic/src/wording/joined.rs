//! The connections in words: a title, a sentence for readers who cannot see the picture, and a table.

use super::{Table, citations, words};
use crate::joins::joins;
use shanhai_dataset::{Dataset, Language, Project};

/// Projects that name a partner, and those that do not.
fn parted<'a>(projects: &'a [&'static Project]) -> (Vec<&'a &'static Project>, Vec<&'a &'static Project>) {
    projects.iter().partition(|project| !project.partners.is_empty())
}

/// What the picture shows, in one sentence with its numbers.
pub fn connections_title(dataset: &Dataset, projects: &[&'static Project], language: Language) -> String {
    let (named, all) = (parted(projects).0.len(), projects.len());
    let sea = dataset.sides.sea.get(language);
    match language {
        Language::ZhHans => format!("{all}个项目中，{named}个写明了{sea}一方；每条线连到项目所在地"),
        Language::En => format!("{named} of {all} projects name a partner in {sea}; each line leads to the place"),
    }
}

/// A sentence on the projects without a line; empty if every project names a partner.
pub fn connections_gap(dataset: &Dataset, projects: &[&'static Project], language: Language) -> String {
    let (named, rest) = (parted(projects).0.len(), parted(projects).1.len());
    let sea = dataset.sides.sea.get(language);
    match (rest, language) {
        (0, _) => String::new(),
        (_, Language::ZhHans) if named == 0 => format!("报道没有写明这些项目{sea}一方是谁，因此不连线。"),
        (_, Language::En) if named == 0 => {
            format!("The article names no partner in {sea} for any of these projects, so no line is drawn.")
        }
        (_, Language::ZhHans) => format!("其余{rest}个项目，报道没有写明{sea}一方是谁，因此不连线。"),
        (1, Language::En) => format!("Of the other one the article names no partner in {sea}, so no line is drawn."),
        (_, Language::En) => {
            format!("Of the other {rest} the article names no partner in {sea}, so no line is drawn.")
        }
    }
}

/// The whole picture in sentences.
pub fn connections_summary(dataset: &Dataset, projects: &[&'static Project], language: Language) -> String {
    let (comma, semicolon, stop, space) = match language {
        Language::ZhHans => ("、", "；", "。", ""),
        Language::En => (", ", "; ", ".", " "),
    };
    let colon = words(language).colon;
    let joins = joins(projects);
    let mut of_partners: Vec<String> = Vec::new();
    for partner in &dataset.partners {
        let places: Vec<&str> = joins
            .iter()
            .filter(|join| join.partner.id == partner.id)
            .map(|join| join.place.name.get(language))
            .collect();
        if !places.is_empty() {
            of_partners.push(format!("{}{colon}{}", partner.name.get(language), places.join(comma)));
        }
    }
    let title = connections_title(dataset, projects, language);
    let gap = connections_gap(dataset, projects, language);
    let parts = [format!("{title}{stop}"), format!("{}{stop}", of_partners.join(semicolon)), gap];
    parts.into_iter().filter(|part| part.len() > stop.len()).collect::<Vec<_>>().join(space)
}

/// Each pair with its projects, then the projects that name no partner.
pub fn connections_table(dataset: &Dataset, projects: &[&'static Project], language: Language) -> Table {
    let words = words(language);
    let names = |projects: &[&'static Project]| {
        projects.iter().map(|project| project.name.get(language)).collect::<Vec<_>>().join(words.comma)
    };
    let origins = |projects: &[&'static Project]| {
        let mut all: Vec<String> = Vec::new();
        for paragraph in projects.iter().flat_map(|project| &project.paragraphs) {
            if !all.contains(paragraph) {
                all.push(paragraph.clone());
            }
        }
        citations(&all, language)
    };
    let mut rows: Vec<Vec<String>> = joins(projects)
        .iter()
        .map(|join| {
            let (partner, place) = (join.partner.name.get(language), join.place.name.get(language));
            vec![partner.to_owned(), place.to_owned(), names(&join.projects), origins(&join.projects)]
        })
        .collect();
    let mut places: Vec<(&str, Vec<&'static Project>)> = Vec::new();
    for &&project in parted(projects).1.iter() {
        let name = project.place.name.get(language);
        match places.iter_mut().find(|(place, _)| *place == name) {
            Some((_, projects)) => projects.push(project),
            None => places.push((name, vec![project])),
        }
    }
    let nobody = (words.no_partner)(dataset.sides.sea.get(language));
    rows.extend(
        places
            .into_iter()
            .map(|(place, projects)| vec![nobody.clone(), place.to_owned(), names(&projects), origins(&projects)]),
    );
    Table { heads: vec![words.partner, words.place, words.projects, words.origin], rows }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::dataset;

    #[test]
    fn every_project_is_in_the_table_and_nothing_is_counted_twice() {
        let all: Vec<_> = dataset().projects.iter().collect();
        for language in Language::ALL {
            let table = connections_table(dataset(), &all, language);
            for project in &all {
                assert!(table.rows.iter().any(|row| row[2].contains(project.name.get(language))), "{}", project.id);
            }
            assert!(table.rows.iter().flatten().all(|cell| !cell.is_empty()));
            let title = connections_title(dataset(), &all, language);
            assert!(title.contains("17") && title.contains("32"), "{title}");
            assert!(connections_gap(dataset(), &all, language).contains("15"));
            let alone: Vec<_> = all.iter().copied().filter(|project| project.partners.is_empty()).collect();
            let gap = connections_gap(dataset(), &alone, language);
            assert!(gap.contains("不连线") || gap.contains("no line is drawn"), "{gap}");
            assert!(!gap.contains("15"), "{gap}");
        }
    }
}
