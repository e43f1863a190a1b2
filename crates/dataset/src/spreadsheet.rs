//! The flat lists of a dataset as CSV files for spreadsheets, and back without loss.
//!
//! Spreadsheets change what they take for their own: `1.10` becomes 1.1, `=1` is computed, Chinese is saved in the
//! encoding of the system; 75.20 loses its nought. So paragraphs carry a sign, text that looks like a formula is made text,
//! files begin with the mark of UTF-8, whatever comes back is decoded as what it is, and a number that is the same as before
//! keeps its digits. Models, charts and the map stay in the JSON file: they are no tables.

use crate::check::Fault;
use encoding_rs::{GB18030, UTF_8};
use serde_json::{Map, Number, Value};
use std::collections::BTreeMap;

/// One CSV file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Name of the file and of the list, without `.csv`.
    pub name: &'static str,
    /// Its content.
    pub csv: Vec<u8>,
}

/// What is in the cells of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Cells {
    /// A word or line.
    Line,
    /// A text: a column for each language.
    Text,
    /// A number.
    Number,
    /// Ids, between spaces.
    Ids,
    /// Texts of any kind, between bars.
    Lines,
    /// A paragraph, behind its sign.
    Paragraph,
    /// Paragraphs, each behind its sign, between spaces.
    Paragraphs,
    /// Value, scale, qualifier and period; a row each.
    Observations,
}
use Cells::*;

/// The lists and their fields, in order.
const SHEETS: [(&str, &[(&str, Cells)]); 9] = [
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

/// The columns of observations, behind the path of a value: one number, or the two ends of a range.
const OBSERVATION: [&str; 6] = ["value", "min", "max", "scale", "qualifier", "period"];

/// Stands before paragraphs, which spreadsheets would take for numbers.
const SIGN: char = '¶';
/// Before each file: without it Excel and WPS show Chinese as rubbish.
const BYTE_ORDER_MARK: [u8; 3] = [0xEF, 0xBB, 0xBF];

/// The flat lists of a dataset, given as JSON that has passed the checks.
///
/// # Errors
/// A list or field is not there, or not of its form: the dataset was not checked.
pub fn export(dataset: &Value) -> Result<Vec<Sheet>, String> {
    let languages = languages(dataset)?;
    let sheet = |(name, fields): (&'static str, &[(&str, Cells)])| -> Result<Sheet, String> {
        let mut writer = csv::Writer::from_writer(BYTE_ORDER_MARK.to_vec());
        writer.write_record(columns(fields, &languages)).map_err(|error| error.to_string())?;
        for entry in dataset[name].as_array().ok_or(format!("{name} is no list"))? {
            for row in rows(entry, fields, &languages) {
                writer.write_record(row).map_err(|error| error.to_string())?;
            }
        }
        Ok(Sheet { name, csv: writer.into_inner().map_err(|error| error.to_string())? })
    };
    SHEETS.into_iter().map(sheet).collect()
}

fn languages(dataset: &Value) -> Result<Vec<String>, String> {
    let tags = dataset["languages"].as_array().ok_or("languages is no list")?;
    Ok(tags.iter().filter_map(Value::as_str).map(str::to_owned).collect())
}

fn columns(fields: &[(&str, Cells)], languages: &[String]) -> Vec<String> {
    let of_field = |(field, cells): &(&str, Cells)| match cells {
        Text => languages.iter().map(|tag| format!("{field}.{tag}")).collect(),
        Observations => OBSERVATION.map(str::to_owned).to_vec(),
        _ => vec![(*field).to_owned()],
    };
    fields.iter().flat_map(of_field).collect()
}

/// The rows of an entry: one, and one more for each further observation, which has nothing but that.
fn rows(entry: &Value, fields: &[(&str, Cells)], languages: &[String]) -> Vec<Vec<String>> {
    let observations = entry["observations"].as_array().map_or(1, |list| list.len().max(1));
    let row = |index: usize| {
        let of_field = |(field, cells): &(&str, Cells)| {
            let value = &entry[*field];
            let line = |value: &Value| inert(value.as_str().unwrap_or_default());
            let joined = |separator: &str, begin: &str| {
                let items = value.as_array().into_iter().flatten().filter_map(Value::as_str);
                inert(&items.map(|item| format!("{begin}{item}")).collect::<Vec<_>>().join(separator))
            };
            let sign = SIGN.to_string();
            match cells {
                Observations => observation(&value[index]),
                Text if index > 0 => languages.iter().map(|_| String::new()).collect(),
                _ if index > 0 && *field != "id" => vec![String::new()],
                Line => vec![line(value)],
                Text => languages.iter().map(|tag| line(&value[tag.as_str()])).collect(),
                Number => vec![number(value)],
                Ids => vec![joined(" ", "")],
                Lines => {
                    let items = value.as_array().into_iter().flatten().filter_map(Value::as_str);
                    vec![inert(&items.map(|item| item.replace('|', "||")).collect::<Vec<_>>().join(" | "))]
                }
                Paragraph => vec![value.as_str().map(|paragraph| format!("{SIGN}{paragraph}")).unwrap_or_default()],
                Paragraphs => vec![joined(" ", &sign)],
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

/// What a spreadsheet takes for the beginning of a formula, and the sign that is put before it.
const ACTIVE: [char; 5] = ['=', '+', '-', '@', '\''];

/// A cell that a spreadsheet would take for a formula or a date is made text by an apostrophe, and so is one that begins
/// with one.
fn inert(cell: &str) -> String {
    if is_active(cell) { format!("'{cell}") } else { cell.to_owned() }
}

fn is_active(cell: &str) -> bool {
    cell.starts_with(ACTIVE) || is_like_a_date(cell)
}

/// `May 2022`, `may-5`, `2022-05-01`, `3/4`: what a spreadsheet would save in another form.
fn is_like_a_date(cell: &str) -> bool {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let cell = cell.to_ascii_lowercase();
    let parts: Vec<&str> = cell.split([' ', '-', '/', ',']).filter(|part| !part.is_empty()).collect();
    let number = |part: &str| (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let month = |part: &str| MONTHS.iter().any(|month| part == *month || part == &month[..3]);
    (2..=3).contains(&parts.len())
        && parts.iter().all(|part| number(part) || month(part))
        && parts.iter().any(|part| number(part))
        && (cell.contains(['-', '/']) || parts.iter().any(|part| month(part)))
}

fn active(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_active(rest)).unwrap_or(cell)
}

/// The items of a cell of lines: between single bars; two bars are one in an item.
fn between_bars(cell: &str) -> Vec<String> {
    let mut items = vec![String::new()];
    let mut letters = cell.chars().peekable();
    while let Some(letter) = letters.next() {
        match (letter, letters.peek()) {
            ('|', Some('|')) => {
                letters.next();
                items.last_mut().expect("there is one from the beginning").push('|');
            }
            ('|', _) => items.push(String::new()),
            _ => items.last_mut().expect("there is one from the beginning").push(letter),
        }
    }
    items.into_iter().map(|item| item.trim().to_owned()).collect()
}

/// A dataset with lists from sheets, and where their entries stood.
#[derive(Debug)]
pub struct Imported {
    /// The dataset, not yet checked.
    pub dataset: Value,
    /// By list: the rows of each entry, from 1 (the head); a figure has one for each of its observations.
    rows: Vec<(&'static str, Vec<Vec<usize>>)>,
}

impl Imported {
    /// File and row that a fault comes from, if it comes from a sheet: `figures.csv, row 7`.
    pub fn origin(&self, fault: &Fault) -> Option<String> {
        let (name, rest) = fault.path.split_once('[')?;
        let index: usize = rest.split(']').next()?.parse().ok()?;
        let (name, entries) = self.rows.iter().find(|(list, _)| *list == name)?;
        let rows = entries.get(index)?;
        let observation = rest.split_once("].observations[").and_then(|(_, rest)| rest.split(']').next()?.parse().ok());
        Some(format!("{name}.csv, row {}", rows.get(observation.unwrap_or(0)).or(rows.first())?))
    }
}

/// Puts the lists of sheets (name without `.csv`, content) into a dataset in place of its own.
///
/// # Errors
/// One message for each thing in a sheet that cannot be read: an unknown sheet or column, a number that is none, a
/// paragraph without its sign.
pub fn import(dataset: &Value, sheets: &[(String, Vec<u8>)]) -> Result<Imported, Vec<String>> {
    let languages = languages(dataset).map_err(|reason| vec![reason])?;
    let mut imported = Imported { dataset: dataset.clone(), rows: Vec::new() };
    let mut faults = Vec::new();
    for (index, (name, content)) in sheets.iter().enumerate() {
        if sheets[..index].iter().any(|(other, _)| other == name) {
            faults.push(format!("{name}.csv: there are two files of this name"));
            continue;
        }
        let Some((name, fields)) = SHEETS.into_iter().find(|(known, _)| known == name) else {
            let known = SHEETS.map(|(known, _)| known).join(", ");
            faults.push(format!("{name}.csv: there is no such list; known are {known}"));
            continue;
        };
        match read(content, fields, &languages) {
            Ok((entries, rows)) => {
                let before: BTreeMap<&str, &Value> = dataset[name]
                    .as_array()
                    .into_iter()
                    .flatten()
                    .filter_map(|entry| Some((entry["id"].as_str()?, entry)))
                    .collect();
                let like_before = |entry: Value| match entry["id"].as_str().and_then(|id| before.get(id)) {
                    Some(former) => like(former, entry),
                    None => entry,
                };
                imported.dataset[name] = entries.into_iter().map(like_before).collect();
                imported.rows.push((name, rows));
            }
            Err(reasons) => faults.extend(reasons.into_iter().map(|reason| format!("{name}.csv, {reason}"))),
        }
    }
    if faults.is_empty() { Ok(imported) } else { Err(faults) }
}

/// A value written as a former one of the same place is, so that a file changes only where its content does: fields in the
/// same order, what is empty there or not there at all, and numbers with the same digits where they are equal.
fn like(former: &Value, value: Value) -> Value {
    match (former, value) {
        (Value::Object(former), Value::Object(mut fields)) => {
            let mut ordered = Map::new();
            for (field, before) in former {
                // what was empty and what is not there are the same
                let is_empty = before.is_null()
                    || before.as_array().is_some_and(Vec::is_empty)
                    || before.as_object().is_some_and(Map::is_empty);
                let now = fields.shift_remove(field).map(|value| like(before, value));
                if let Some(value) = now.or(is_empty.then(|| before.clone())) {
                    ordered.insert(field.clone(), value);
                }
            }
            ordered.extend(fields);
            Value::Object(ordered)
        }
        (Value::Array(former), Value::Array(items)) => {
            // values of a figure belong to a period, wherever they stand
            let before = |index: usize, item: &Value| match item.get("period") {
                Some(period) => former.iter().find(|other| other["period"] == *period),
                None => former.get(index),
            };
            let like_before = |(index, item): (usize, Value)| match before(index, &item) {
                Some(former) => like(former, item),
                None => item,
            };
            items.into_iter().enumerate().map(like_before).collect()
        }
        (Value::Number(former), Value::Number(number)) if plain_digits(former) == plain_digits(&number) => {
            former.clone().into()
        }
        (_, value) => value,
    }
}

/// A number without the noughts at the end of its fraction.
fn plain_digits(number: &Number) -> String {
    let digits = number.to_string();
    match digits.contains('.') && !digits.contains(['e', 'E']) {
        true => digits.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => digits,
    }
}

/// The text of a file as spreadsheets save it: UTF-8 or UTF-16 with a mark, UTF-8 without, or the encoding of a Chinese
/// system.
fn decoded(content: &[u8]) -> Result<String, String> {
    for encoding in [UTF_8, GB18030] {
        let (text, _, broken) = encoding.decode(content);
        if !broken {
            return Ok(text.into_owned());
        }
    }
    Err("the text is neither UTF-8 nor GB 18030: save the sheet as “CSV UTF-8”".to_owned())
}

/// The entries of a sheet, and the rows of each.
type Entries = (Vec<Value>, Vec<Vec<usize>>);

fn read(content: &[u8], fields: &[(&str, Cells)], languages: &[String]) -> Result<Entries, Vec<String>> {
    let text = decoded(content).map_err(|reason| vec![reason])?;
    let head = text.lines().next().unwrap_or_default();
    // some systems put another sign between cells
    let delimiter = [',', ';', '\t'].into_iter().max_by_key(|sign| head.matches(*sign).count()).unwrap_or(',');
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter as u8)
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut faults = Vec::new();
    let mut records = Vec::new();
    // rows are counted as a spreadsheet shows them: lines that are empty have one, and a cell with line breaks has no more
    let (mut row, mut counted, mut within_cells) = (1, 0, 0);
    for record in reader.records() {
        match record {
            Ok(record) => {
                let begin = record.position().map_or(0, |position| position.byte() as usize);
                let begin = begin + text[begin..].len() - text[begin..].trim_start_matches(['\r', '\n']).len();
                let lines = text[counted..begin].matches('\n').count();
                row += lines.saturating_sub(within_cells);
                counted = begin;
                within_cells = record.iter().map(|cell| cell.matches('\n').count()).sum();
                records.push((row, record));
            }
            Err(error) => faults.push(format!("{error}")),
        }
    }
    let known = columns(fields, languages);
    let mut records = records.into_iter();
    let head: Vec<String> =
        records.next().map(|(_, head)| head.iter().map(|cell| cell.trim().to_owned()).collect()).unwrap_or_default();
    for column in head.iter().filter(|column| !column.is_empty() && !known.contains(column)) {
        faults.push(format!("row 1: there is no column {column}; known are {}", known.join(", ")));
    }
    for column in &known {
        match head.iter().filter(|other| *other == column).count() {
            0 => faults.push(format!("row 1: the column {column} is missing")),
            1 => {}
            _ => faults.push(format!("row 1: the column {column} stands there twice")),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut entries: Vec<Value> = Vec::new();
    let mut rows: Vec<Vec<usize>> = Vec::new();
    for (row, record) in records {
        let cell = |column: &str| {
            let at = head.iter().position(|known| known == column)?;
            record.get(at).map(str::trim).filter(|cell| !cell.is_empty()).map(active)
        };
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        // a comma too many, or a quote too few, moves every cell behind it
        if let Some(stray) = record.iter().skip(head.len()).find(|cell| !cell.trim().is_empty()) {
            faults
                .push(format!("row {row}: `{stray}` stands in no column: are there quotes around a text with commas?"));
            continue;
        }
        let result = match entries.last_mut() {
            Some(last) if fields.contains(&("observations", Observations)) && last["id"].as_str() == cell("id") => {
                let stray = head.iter().find(|column| {
                    !column.is_empty()
                        && *column != "id"
                        && !OBSERVATION.contains(&column.as_str())
                        && cell(column).is_some()
                });
                match stray {
                    Some(column) => Err(format!(
                        "{column} is `{}`; a further value of a figure has only its id, value, scale, qualifier and period",
                        cell(column).unwrap_or_default()
                    )),
                    None => observation_of(&cell).map(|observation| {
                        if let (Some(list), Some(rows)) = (last["observations"].as_array_mut(), rows.last_mut()) {
                            list.push(observation);
                            rows.push(row);
                        }
                    }),
                }
            }
            _ => entry(fields, languages, &cell).map(|entry| {
                entries.push(entry);
                rows.push(vec![row]);
            }),
        };
        if let Err(reason) = result {
            faults.push(format!("row {row}: {reason}"));
        }
    }
    if faults.is_empty() { Ok((entries, rows)) } else { Err(faults) }
}

fn entry<'a>(
    fields: &[(&str, Cells)],
    languages: &[String],
    cell: &dyn Fn(&str) -> Option<&'a str>,
) -> Result<Value, String> {
    let mut entry = Map::new();
    for (field, cells) in fields {
        let value = match cells {
            Observations => Some(Value::Array(vec![observation_of(cell)?])),
            Text => {
                let texts: Map<String, Value> = languages
                    .iter()
                    .filter_map(|tag| Some((tag.clone(), Value::from(cell(&format!("{field}.{tag}"))?))))
                    .collect();
                (!texts.is_empty()).then_some(Value::Object(texts))
            }
            _ => match cell(field) {
                None => None,
                Some(text) => Some(value_of(field, *cells, text)?),
            },
        };
        if let Some(value) = value {
            entry.insert((*field).to_owned(), value);
        }
    }
    Ok(Value::Object(entry))
}

fn value_of(field: &str, cells: Cells, text: &str) -> Result<Value, String> {
    let signed = |word: &str| {
        word.strip_prefix(SIGN).map(Value::from).ok_or(format!(
            "{field} is `{word}`; a paragraph is written {SIGN}{word}, since spreadsheets make 1.1 of 1.10"
        ))
    };
    Ok(match cells {
        Number => number_of(field, text)?,
        Ids => text.split_whitespace().map(Value::from).collect(),
        Lines => between_bars(text).into_iter().map(Value::from).collect(),
        Paragraph => signed(text)?,
        Paragraphs => Value::Array(text.split_whitespace().map(signed).collect::<Result<_, _>>()?),
        Line | Text | Observations => Value::from(text),
    })
}

/// A number keeps its digits.
fn number_of(field: &str, text: &str) -> Result<Value, String> {
    let number: Result<Number, _> = serde_json::from_str(text);
    number.map(Value::Number).map_err(|_| format!("{field} is `{text}`; a number has digits and one point, no commas"))
}

fn observation_of<'a>(cell: &dyn Fn(&str) -> Option<&'a str>) -> Result<Value, String> {
    let number = |column: &str| cell(column).map(|text| number_of(column, text)).transpose();
    let mut observation = Map::new();
    let value = match (number("value")?, number("min")?, number("max")?) {
        (Some(value), None, None) => value,
        (None, Some(min), Some(max)) => [("min".to_owned(), min), ("max".to_owned(), max)].into_iter().collect(),
        _ => return Err("a value is one number under `value`, or two under `min` and `max`".to_owned()),
    };
    observation.insert("value".to_owned(), value);
    for field in ["scale", "qualifier", "period"] {
        if let Some(word) = cell(field) {
            observation.insert(field.to_owned(), word.into());
        }
    }
    Ok(Value::Object(observation))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_a_formula_or_a_date_is_text() {
        for cell in ["=1+1", "-2", "'x", "May 2022", "may-2022", "5-May", "2022-05-01", "3/4", "Mar 3, 2021"] {
            assert_eq!(inert(cell), format!("'{cell}"));
            assert_eq!(active(&inert(cell)), cell);
        }
        for cell in
            ["2022", "4.6", "y2022-05", "2022年5月", "May", "mayor 5", "1-2-3-4", "the end of May", "c.1", "a-b"]
        {
            assert_eq!(inert(cell), cell, "stays as it is");
        }
    }
}
