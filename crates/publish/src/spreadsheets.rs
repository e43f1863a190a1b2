//! `data/*.csv`: figures, projects, models and timeline for spreadsheets.
//!
//! UTF-8 with a byte order mark, without which Excel and WPS show Chinese as rubbish.

use crate::files::Files;
use crate::{PublishError, fault};
use shanhai_dataset::{Dataset, Figure, Language, Observation, Text};
use shanhai_graphic::wording::{formula, join_lines, part, quantity_at, words};

pub(crate) fn publish(dataset: &Dataset, files: &mut Files) -> Result<(), PublishError> {
    table(files, "data/figures.csv", &FIGURE_HEAD, figures(dataset))?;
    table(files, "data/projects.csv", &PROJECT_HEAD, projects(dataset))?;
    table(files, "data/models.csv", &MODEL_HEAD, models(dataset))?;
    table(files, "data/timeline.csv", &TIMELINE_HEAD, timeline(dataset))
}

fn table(files: &mut Files, name: &str, head: &[&str], rows: Vec<Vec<String>>) -> Result<(), PublishError> {
    let mut writer = csv::Writer::from_writer(vec![0xEF, 0xBB, 0xBF]);
    writer.write_record(head).map_err(|error| fault(name, error))?;
    for row in rows {
        writer.write_record(row.iter().map(|cell| inert(cell))).map_err(|error| fault(name, error))?;
    }
    files.put(name, writer.into_inner().map_err(|error| fault(name, error))?);
    Ok(())
}

/// A cell that a spreadsheet would take for a formula is made text, as in the files of the widget's dialog
/// (`www/later/export.js`): `tests/data/cells.json` holds the two together. A plain number is none.
fn inert(cell: &str) -> String {
    const BEGIN: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
    let runs = cell.starts_with(['\t', '\r', '\n']) || cell.trim_start().starts_with(BEGIN);
    if runs && !is_number(cell) { format!("'{cell}") } else { cell.to_owned() }
}

fn is_number(cell: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let (whole, fraction) = cell.strip_prefix('-').unwrap_or(cell).split_once('.').unzip();
    match (whole, fraction) {
        (Some(whole), Some(fraction)) => digits(whole) && digits(fraction),
        _ => digits(cell.strip_prefix('-').unwrap_or(cell)),
    }
}

fn both(text: &Text) -> [String; 2] {
    Language::ALL.map(|language| text.get(language).to_owned())
}

fn maybe(text: Option<&Text>) -> [String; 2] {
    text.map_or_else(Default::default, both)
}

const FIGURE_HEAD: [&str; 13] = [
    "id",
    "label_zh",
    "label_en",
    "value_zh",
    "value_en",
    "qualifier",
    "kind",
    "period_zh",
    "period_en",
    "period_basis",
    "paragraph",
    "note_or_formula_zh",
    "note_or_formula_en",
];

fn figures(dataset: &Dataset) -> Vec<Vec<String>> {
    let row = |(figure, observation): (&Figure, &Observation)| {
        let [label_zh, label_en] = both(&figure.label);
        let [value_zh, value_en] = Language::ALL.map(|language| quantity_at(figure, observation, language));
        let [period_zh, period_en] = both(&observation.period.text);
        let qualifier = observation.qualifier.map_or("", |qualifier| qualifier.id()).to_owned();
        let [note_zh, note_en] = Language::ALL.map(|language| {
            let derived = formula(figure, language).map(|formula| format!("{} {formula}", words(language).derived));
            let note = figure.note.as_ref().map(|note| note.get(language).to_owned());
            join_lines(&[derived, note].into_iter().flatten().collect::<Vec<_>>(), " · ", language)
        });
        let (id, paragraph) = (figure.id.to_owned(), figure.paragraph.to_owned());
        let (kind, basis) = (figure.kind.id().to_owned(), observation.period.basis.id().to_owned());
        vec![
            id, label_zh, label_en, value_zh, value_en, qualifier, kind, period_zh, period_en, basis, paragraph,
            note_zh, note_en,
        ]
    };
    let observed = dataset.all_figures().flat_map(|figure| figure.observations.iter().map(move |one| (figure, one)));
    observed.map(row).collect()
}

const PROJECT_HEAD: [&str; 15] = [
    "id",
    "name_zh",
    "name_en",
    "what_zh",
    "what_en",
    "theme",
    "region_zh",
    "region_en",
    "longitude",
    "latitude",
    "precision",
    "partners",
    "link",
    "status",
    "paragraphs",
];

fn projects(dataset: &Dataset) -> Vec<Vec<String>> {
    let row = |project: &shanhai_dataset::Project| {
        let [name_zh, name_en] = both(&project.name);
        let [what_zh, what_en] = both(&project.what);
        let [region_zh, region_en] = both(&project.region().name);
        let partners: Vec<&str> = project.partners.iter().map(|partner| partner.id.as_str()).collect();
        vec![
            project.id.to_owned(),
            name_zh,
            name_en,
            what_zh,
            what_en,
            project.theme.id.to_owned(),
            region_zh,
            region_en,
            project.place.lon.to_string(),
            project.place.lat.to_string(),
            project.place.precision.id().to_owned(),
            partners.join(" "),
            project.link.id().to_owned(),
            project.status.id().to_owned(),
            project.paragraphs.join(" "),
        ]
    };
    dataset.projects.iter().map(row).collect()
}

const MODEL_HEAD: [&str; 9] =
    ["id", "name_zh", "name_en", "parts_zh", "parts_en", "explained", "status", "paragraph", "note_zh"];

fn models(dataset: &Dataset) -> Vec<Vec<String>> {
    let row = |model: &shanhai_dataset::Model| {
        let [name_zh, name_en] = both(&model.name);
        let [parts_zh, parts_en] = Language::ALL
            .map(|language| model.parts.iter().map(|one| part(one, language)).collect::<Vec<_>>().join("; "));
        let [note_zh, _] = maybe(model.note.as_ref());
        let (id, status) = (model.id.to_owned(), model.status.id().to_owned());
        vec![
            id,
            name_zh,
            name_en,
            parts_zh,
            parts_en,
            model.explained.to_string(),
            status,
            model.paragraph.to_owned(),
            note_zh,
        ]
    };
    dataset.models.iter().map(row).collect()
}

const TIMELINE_HEAD: [&str; 9] =
    ["id", "when_zh", "when_en", "text_zh", "text_en", "start", "end", "basis", "paragraph"];

fn timeline(dataset: &Dataset) -> Vec<Vec<String>> {
    let row = |event: &shanhai_dataset::Event| {
        let [when_zh, when_en] = both(&event.when);
        let [text_zh, text_en] = both(&event.text);
        let year = |year: Option<f64>| year.map(|year| year.to_string()).unwrap_or_default();
        let (id, basis) = (event.id.to_owned(), event.basis.id().to_owned());
        vec![
            id,
            when_zh,
            when_en,
            text_zh,
            text_en,
            year(event.start),
            year(event.end),
            basis,
            event.paragraph.to_owned(),
        ]
    };
    dataset.timeline.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::dataset;

    #[test]
    fn no_cell_is_a_formula() {
        let cells: Vec<[String; 2]> =
            serde_json::from_str(include_str!("../../../tests/data/cells.json")).expect("pairs of cells");
        assert!(cells.len() > 10);
        for [cell, written] in cells {
            assert_eq!(inert(&cell), written);
        }
    }

    #[test]
    fn every_row_is_as_long_as_its_head() {
        for (head, rows) in [
            (FIGURE_HEAD.len(), figures(dataset())),
            (PROJECT_HEAD.len(), projects(dataset())),
            (MODEL_HEAD.len(), models(dataset())),
            (TIMELINE_HEAD.len(), timeline(dataset())),
        ] {
            assert!(!rows.is_empty() && rows.iter().all(|row| row.len() == head));
        }
    }
}
