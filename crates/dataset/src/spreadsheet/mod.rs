//! Converts the flat lists of a dataset to tables for spreadsheets, and back without loss: as CSV files, or as one
//! workbook.
//!
//! A table holds the plain text of each cell. Each format (`csv`) deals with what spreadsheets do to cells. Models,
//! charts, pictures and the map stay in the JSON file, because they are not tables.

mod cells;
mod csv;
mod merge;
mod read;
#[cfg(feature = "xlsx")]
pub mod xlsx;

pub use csv::{Sheet, export, import};

use crate::check::Fault;
use serde_json::Value;
use std::collections::BTreeMap;

/// What the cells of a field hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cells {
    /// A word or line.
    Line,
    /// A text, with a column for each language.
    Text,
    /// A number.
    Number,
    /// Ids, separated by spaces.
    Ids,
    /// Texts of any kind, separated by bars.
    Lines,
    /// A paragraph.
    Paragraph,
    /// Paragraphs, separated by spaces.
    Paragraphs,
    /// Value, scale, qualifier and period, one row each.
    Observations,
}
use Cells::{Ids, Line, Lines, Number, Observations, Paragraph, Paragraphs, Text};

/// The fields of a list, and what their cells hold.
pub(crate) type Fields = [(&'static str, Cells)];

/// The lists and their fields, in order.
pub(crate) const SHEETS: [(&str, &Fields); 9] = [
    ("periods", &[("id", Line), ("text", Text), ("from", Number), ("to", Number), ("basis", Line)]),
    ("units", &[("id", Line), ("text", Text), ("one", Text), ("style", Line)]),
    ("themes", &[("id", Line), ("name", Text), ("summary", Text), ("section", Paragraph)]),
    ("partners", &[("id", Line), ("name", Text)]),
    (
        "places",
        &[
            ("id", Line),
            ("name", Text),
            ("region", Line),
            ("lon", Number),
            ("lat", Number),
            ("precision", Line),
            ("source", Line),
        ],
    ),
    (
        "figures",
        &[
            ("id", Line),
            ("label", Text),
            ("short", Text),
            ("observations", Observations),
            ("unit", Line),
            ("kind", Line),
            ("theme", Line),
            ("side", Line),
            ("place", Line),
            ("paragraph", Paragraph),
            ("note", Text),
            ("part_of", Line),
            ("growth_of", Line),
        ],
    ),
    (
        "derived",
        &[
            ("id", Line),
            ("label", Text),
            ("short", Text),
            ("unit", Line),
            ("theme", Line),
            ("side", Line),
            ("formula", Line),
            ("value", Number),
            ("scale", Line),
            ("period", Line),
            ("caveat", Text),
        ],
    ),
    (
        "projects",
        &[
            ("id", Line),
            ("name", Text),
            ("what", Text),
            ("theme", Line),
            ("topic", Text),
            ("place", Line),
            ("region", Line),
            ("county", Text),
            ("site", Text),
            ("place_note", Text),
            ("partners", Ids),
            ("route", Ids),
            ("link", Line),
            ("status", Line),
            ("figures", Ids),
            ("models", Ids),
            ("paragraphs", Paragraphs),
            ("note", Text),
            ("search", Lines),
        ],
    ),
    (
        "timeline",
        &[
            ("id", Line),
            ("when", Text),
            ("text", Text),
            ("kind", Line),
            ("start", Number),
            ("end", Number),
            ("basis", Line),
            ("theme", Line),
            ("figures", Ids),
            ("projects", Ids),
            ("paragraph", Paragraph),
            ("note", Text),
        ],
    ),
];

/// The columns of an observation: its value is one number or the two ends of a range.
const OBSERVATION: [&str; 6] = ["value", "min", "max", "scale", "qualifier", "period"];

/// A list as a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Table {
    /// Name of the list.
    pub name: &'static str,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Its rows: a cell for each column.
    pub rows: Vec<Vec<String>>,
}

/// A column of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Column {
    /// Its name in the head of the table: `name.en`.
    pub name: String,
    /// The field of the dataset: `name`.
    pub field: &'static str,
    /// What its cells hold.
    pub cells: Cells,
}

impl Column {
    /// Whether its cells are numbers.
    #[cfg(feature = "xlsx")]
    pub(crate) fn is_number(&self) -> bool {
        self.cells == Number || self.cells == Observations && ["value", "min", "max"].contains(&self.name.as_str())
    }
}

/// The lists of a dataset as tables; the dataset is JSON that has passed the checks.
///
/// # Errors
/// A list or field is missing or malformed: the dataset was not checked.
pub(crate) fn tables(dataset: &Value) -> Result<Vec<Table>, String> {
    let languages = languages(dataset)?;
    let table = |(name, fields): (&'static str, &Fields)| -> Result<Table, String> {
        let entries = match &dataset[name] {
            Value::Null => &[],
            list => list.as_array().ok_or(format!("{name} is no list"))?.as_slice(),
        };
        let rows = entries.iter().flat_map(|entry| rows(entry, fields, &languages)).collect();
        Ok(Table { name, columns: columns(fields, &languages), rows })
    };
    SHEETS.into_iter().map(table).collect()
}

pub(crate) fn languages(dataset: &Value) -> Result<Vec<String>, String> {
    let tags = dataset["languages"].as_array().ok_or("languages is no list")?;
    Ok(tags.iter().filter_map(Value::as_str).map(str::to_owned).collect())
}

pub(crate) fn columns(fields: &Fields, languages: &[String]) -> Vec<Column> {
    let of_field = |(field, cells): &(&'static str, Cells)| -> Vec<Column> {
        let column = |name: String| Column { name, field, cells: *cells };
        match cells {
            Text => languages.iter().map(|tag| column(format!("{field}.{tag}"))).collect(),
            Observations => OBSERVATION.map(|name| column(name.to_owned())).to_vec(),
            _ => vec![column((*field).to_owned())],
        }
    };
    fields.iter().flat_map(of_field).collect()
}

/// The rows of an entry: one, plus one for each further observation, which holds only that observation.
fn rows(entry: &Value, fields: &Fields, languages: &[String]) -> Vec<Vec<String>> {
    let observations = entry["observations"].as_array().map_or(1, |list| list.len().max(1));
    let row = |index: usize| {
        let of_field = |(field, cells): &(&'static str, Cells)| {
            let value = &entry[*field];
            let line = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            let items = || value.as_array().into_iter().flatten().filter_map(Value::as_str);
            match cells {
                Observations => observation(&value[index]),
                Text if index > 0 => languages.iter().map(|_| String::new()).collect(),
                _ if index > 0 && *field != "id" => vec![String::new()],
                Line | Paragraph => vec![line(value)],
                Text => languages.iter().map(|tag| line(&value[tag.as_str()])).collect(),
                Number => vec![number(value)],
                Ids | Paragraphs => vec![items().collect::<Vec<_>>().join(" ")],
                Lines => vec![items().map(|item| item.replace('|', "||")).collect::<Vec<_>>().join(" | ")],
            }
        };
        fields.iter().flat_map(of_field).collect()
    };
    (0..observations).map(row).collect()
}

fn number(value: &Value) -> String {
    if value.is_number() { value.to_string() } else { String::new() }
}

fn observation(observation: &Value) -> Vec<String> {
    let value = &observation["value"];
    let word = |field: &str| observation[field].as_str().unwrap_or_default().to_owned();
    vec![number(value), number(&value["min"]), number(&value["max"]), word("scale"), word("qualifier"), word("period")]
}

/// An imported table: its head, and its rows with the row numbers that the spreadsheet shows.
#[derive(Debug, Clone, Default)]
pub(crate) struct Returned {
    pub head: Vec<String>,
    pub rows: Vec<(usize, Vec<String>)>,
}

/// An imported list: its origin, as messages name it, and its table or the reason why there is none.
pub(crate) struct Source {
    /// The name of the list, as the file or sheet has it.
    pub name: String,
    /// `figures.csv`, or `sheet figures`.
    pub place: String,
    /// The table.
    pub table: Result<Returned, Vec<String>>,
}

/// A dataset with imported lists, and the rows that its entries came from.
#[derive(Debug)]
pub struct Imported {
    /// The dataset, not yet checked.
    pub dataset: Value,
    /// For each list: its origin, and the rows of each entry. The head is row 1. A figure has one row for each
    /// observation.
    rows: Vec<(&'static str, String, Vec<Vec<usize>>)>,
}

impl Imported {
    /// The file or sheet, and the row, that a fault comes from, if it comes from a table: `figures.csv, row 7`.
    pub fn origin(&self, fault: &Fault) -> Option<String> {
        let (name, rest) = fault.path.split_once('[')?;
        let index: usize = rest.split(']').next()?.parse().ok()?;
        let (_, place, entries) = self.rows.iter().find(|(list, ..)| *list == name)?;
        let rows = entries.get(index)?;
        let observation = rest.split_once("].observations[").and_then(|(_, rest)| rest.split(']').next()?.parse().ok());
        Some(format!("{place}, row {}", rows.get(observation.unwrap_or(0)).or(rows.first())?))
    }
}

/// Puts the lists of tables into a dataset in place of its own.
pub(crate) fn import_tables(dataset: &Value, sources: Vec<Source>) -> Result<Imported, Vec<String>> {
    let languages = languages(dataset).map_err(|reason| vec![reason])?;
    let mut imported = Imported { dataset: dataset.clone(), rows: Vec::new() };
    let mut faults = Vec::new();
    let mut seen: Vec<String> = Vec::new();
    for Source { name, place, table } in sources {
        if seen.contains(&name) {
            faults.push(format!("{place}: there are two files of this name"));
            continue;
        }
        seen.push(name.clone());
        let Some((name, fields)) = SHEETS.into_iter().find(|(known, _)| *known == name) else {
            let known = SHEETS.map(|(known, _)| known).join(", ");
            faults.push(format!("{place}: there is no such list; known are {known}"));
            continue;
        };
        match table.and_then(|table| read::entries(&table, fields, &languages)) {
            Ok((entries, rows)) => {
                let lost = put(&mut imported.dataset, name, fields, entries);
                let told = lost.into_iter().map(|(index, reason)| format!("{place}, row {}: {reason}", rows[index][0]));
                faults.extend(told);
                imported.rows.push((name, place, rows));
            }
            Err(reasons) => faults.extend(reasons.into_iter().map(|reason| format!("{place}, {reason}"))),
        }
    }
    if faults.is_empty() { Ok(imported) } else { Err(faults) }
}

/// Replaces a list with the entries of a table. Returns the entries whose characters were lost on the way.
fn put(dataset: &mut Value, name: &str, fields: &Fields, entries: Vec<Value>) -> Vec<(usize, String)> {
    let list = dataset[name].take();
    let former = list.as_array().into_iter().flatten();
    let before: BTreeMap<&str, &Value> = former.filter_map(|entry| Some((entry["id"].as_str()?, entry))).collect();
    let mut lost = Vec::new();
    let mut like_before = |(index, mut entry): (usize, Value)| {
        let Some(former) = entry["id"].as_str().and_then(|id| before.get(id)) else { return entry };
        lost.extend(merge::lost_characters(former, &entry).map(|reason| (index, reason)));
        // a field without a column keeps its value
        let elsewhere = former.as_object().into_iter().flatten();
        for (field, value) in elsewhere.filter(|(field, _)| !fields.iter().any(|(known, _)| known == field)) {
            entry[field] = value.clone();
        }
        merge::like(former, entry)
    };
    let entries: Vec<Value> = entries.into_iter().enumerate().map(&mut like_before).collect();
    match (list.is_null() && entries.is_empty(), dataset.as_object_mut()) {
        (true, Some(fields)) => drop(fields.shift_remove(name)),
        _ => dataset[name] = entries.into(),
    }
    lost
}
