//! `data/*.csv`: figures, projects, models and timeline for spreadsheets, in the languages of the dataset.
//!
//! The files are UTF-8 with a byte order mark. Without it Excel and WPS show garbled Chinese.

use crate::files::Files;
use crate::{PublishError, fault};
use shanhai_dataset::cell::inert;
use shanhai_dataset::{Dataset, Decimal, Figure, Language, Observation, Text};
use shanhai_graphic::wording::{formula, join_lines, part, quantity_at, words};

pub(crate) fn publish(dataset: &Dataset, files: &mut Files) -> Result<(), PublishError> {
    for (name, table) in [
        ("data/figures.csv", figures(dataset)),
        ("data/projects.csv", projects(dataset)),
        ("data/models.csv", models(dataset)),
        ("data/timeline.csv", timeline(dataset)),
    ] {
        files.put(name, written(&table).map_err(|error| fault(name, error))?);
    }
    Ok(())
}

fn written(rows: &[Row]) -> Result<Vec<u8>, String> {
    let mut writer = csv::Writer::from_writer(vec![0xEF, 0xBB, 0xBF]);
    for (index, row) in rows.iter().enumerate() {
        if index == 0 {
            writer.write_record(row.0.iter().map(|(name, _)| name)).map_err(|error| error.to_string())?;
        }
        writer.write_record(row.0.iter().map(|(_, cell)| cell)).map_err(|error| error.to_string())?;
    }
    writer.into_inner().map_err(|error| error.to_string())
}

/// The cells of a row, each with the name of its column. All rows of a table have the same columns.
#[derive(Default)]
struct Row(Vec<(String, String)>);

impl Row {
    /// Adds a cell of text.
    fn cell(mut self, name: &str, text: impl AsRef<str>) -> Row {
        self.0.push((name.to_owned(), inert(text.as_ref())));
        self
    }

    /// Adds a number in a form with which spreadsheets compute.
    fn number(mut self, name: &str, number: impl ToString) -> Row {
        self.0.push((name.to_owned(), number.to_string()));
        self
    }

    /// Adds a cell for each language of the dataset: `name_zh`, `name_en`.
    fn texts(mut self, dataset: &Dataset, name: &str, text: impl Fn(Language) -> String) -> Row {
        for &language in &dataset.languages {
            self = self.cell(&format!("{name}_{}", language.primary_subtag()), text(language));
        }
        self
    }

    fn text(self, dataset: &Dataset, name: &str, text: &Text) -> Row {
        self.texts(dataset, name, |language| text.get(language).to_owned())
    }
}

fn figures(dataset: &Dataset) -> Vec<Row> {
    let row = |(figure, observation): (&Figure, &Observation)| {
        let note = |language| {
            let derived = formula(figure, language).map(|formula| format!("{} {formula}", words(language).derived));
            let note = figure.note.as_ref().map(|note| note.get(language).to_owned());
            join_lines(&[derived, note].into_iter().flatten().collect::<Vec<_>>(), " · ", language)
        };
        let plain = |value: Decimal| value.shifted(observation.scale.map_or(0, |scale| scale.power()));
        let [least, most] = observation.value.ends().map(plain);
        let [least, most] =
            if least == most { [least.to_string(), String::new()] } else { [least.to_string(), most.to_string()] };
        Row::default()
            .cell("id", &figure.id)
            .text(dataset, "label", &figure.label)
            .texts(dataset, "value", |language| quantity_at(figure, observation, language))
            .number("number", least)
            .number("number_to", most)
            .cell("unit", &figure.unit.id)
            .cell("qualifier", observation.qualifier.map_or("", |qualifier| qualifier.id()))
            .cell("kind", figure.kind.id())
            .text(dataset, "period", &observation.period.text)
            .cell("period_basis", observation.period.basis.id())
            .cell("paragraph", &figure.paragraph)
            .texts(dataset, "note_or_formula", note)
    };
    let observed = dataset.all_figures().flat_map(|figure| figure.observations.iter().map(move |one| (figure, one)));
    observed.map(row).collect()
}

fn projects(dataset: &Dataset) -> Vec<Row> {
    let row = |project: &shanhai_dataset::Project| {
        let partners: Vec<&str> = project.partners.iter().map(|partner| partner.id.as_str()).collect();
        Row::default()
            .cell("id", &project.id)
            .text(dataset, "name", &project.name)
            .text(dataset, "what", &project.what)
            .cell("theme", &project.theme.id)
            .text(dataset, "region", &project.region().name)
            .number("longitude", project.place.lon)
            .number("latitude", project.place.lat)
            .cell("precision", project.place.precision.id())
            .cell("partners", partners.join(" "))
            .cell("link", project.link.id())
            .cell("status", project.status.id())
            .cell("paragraphs", project.paragraphs.join(" "))
    };
    dataset.projects.iter().map(row).collect()
}

fn models(dataset: &Dataset) -> Vec<Row> {
    let row = |model: &shanhai_dataset::Model| {
        let parts = |language| model.parts.iter().map(|one| part(one, language)).collect::<Vec<_>>().join("; ");
        let note = |language| model.note.as_ref().map(|note| note.get(language).to_owned()).unwrap_or_default();
        Row::default()
            .cell("id", &model.id)
            .text(dataset, "name", &model.name)
            .texts(dataset, "parts", parts)
            .cell("explained", model.explained.to_string())
            .cell("status", model.status.id())
            .cell("paragraph", &model.paragraph)
            .texts(dataset, "note", note)
    };
    dataset.models.iter().map(row).collect()
}

fn timeline(dataset: &Dataset) -> Vec<Row> {
    let row = |event: &shanhai_dataset::Event| {
        let year = |year: Option<f64>| year.map(|year| year.to_string()).unwrap_or_default();
        Row::default()
            .cell("id", &event.id)
            .text(dataset, "when", &event.when)
            .text(dataset, "text", &event.text)
            .number("start", year(event.start))
            .number("end", year(event.end))
            .cell("basis", event.basis.id())
            .cell("paragraph", &event.paragraph)
    };
    dataset.timeline.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::dataset;

    fn table(rows: &[Row]) -> Vec<Vec<String>> {
        let bytes = written(rows).unwrap();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(&bytes[3..]);
        reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
    }

    #[test]
    fn no_cell_of_text_is_a_formula() {
        let row = Row::default().cell("text", "＝1＋1").cell("sum", "=1+1").number("number", -1);
        assert_eq!(table(&[row])[1], ["'＝1＋1", "'=1+1", "-1"]);
    }

    #[test]
    fn numbers_stand_beside_their_text() {
        let table = table(&figures(dataset()));
        let column = |name: &str| table[0].iter().position(|one| one == name).unwrap();
        let cell =
            |id: &str, name: &str| table.iter().find(|row| row[0] == id).map(|row| row[column(name)].clone()).unwrap();
        assert_eq!(cell("farm-sales", "number"), "9196000000");
        assert!(cell("farm-sales", "value_zh").contains("91.96"));
        let number = column("number");
        assert!(table[1..].iter().all(|row| row[number].parse::<f64>().is_ok()), "every value has its number");
    }

    #[test]
    fn columns_are_of_the_datasets_languages() {
        let mut english = dataset().clone();
        english.languages = vec![Language::En];
        for rows in [figures(&english), projects(&english), models(&english), timeline(&english)] {
            let table = table(&rows);
            assert!(table[0].iter().any(|name| name.ends_with("_en")), "{:?}", table[0]);
            assert!(!table[0].iter().any(|name| name.ends_with("_zh")), "{:?}", table[0]);
            assert!(table.len() > 1 && table.iter().all(|row| row.len() == table[0].len()));
        }
    }
}
