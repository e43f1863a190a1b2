//! Converts an imported table to the entries of a list.

use super::cells::between_bars;
use super::{Cells, Fields, OBSERVATION, Returned, columns};
use serde_json::{Map, Number, Value};

/// The entries of a table, and the rows of each.
pub(super) type Entries = (Vec<Value>, Vec<Vec<usize>>);

/// Reads the entries of a table, or reports by row what cannot be read.
pub(super) fn entries(table: &Returned, fields: &Fields, languages: &[String]) -> Result<Entries, Vec<String>> {
    let head = &table.head;
    let mut faults = faults_of_head(head, fields, languages);
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut entries: Vec<Value> = Vec::new();
    let mut rows: Vec<Vec<usize>> = Vec::new();
    for (row, record) in &table.rows {
        let cell = |column: &str| {
            let at = head.iter().position(|known| known == column)?;
            record.get(at).map(String::as_str).filter(|cell| !cell.is_empty())
        };
        if record.iter().all(String::is_empty) {
            continue;
        }
        // an extra comma or a missing quote shifts every cell after it
        if let Some(stray) = record.iter().skip(head.len()).find(|cell| !cell.is_empty()) {
            faults
                .push(format!("row {row}: `{stray}` stands in no column: are there quotes around a text with commas?"));
            continue;
        }
        let has_observations = fields.contains(&("observations", Cells::Observations));
        let result = match entries.last_mut() {
            Some(last) if has_observations && last["id"].as_str() == cell("id") => {
                further_value(head, &cell).map(|observation| {
                    if let (Some(list), Some(rows)) = (last["observations"].as_array_mut(), rows.last_mut()) {
                        list.push(observation);
                        rows.push(*row);
                    }
                })
            }
            _ => entry(fields, languages, &cell).map(|entry| {
                entries.push(entry);
                rows.push(vec![*row]);
            }),
        };
        if let Err(reason) = result {
            faults.push(format!("row {row}: {reason}"));
        }
    }
    if faults.is_empty() { Ok((entries, rows)) } else { Err(faults) }
}

fn faults_of_head(head: &[String], fields: &Fields, languages: &[String]) -> Vec<String> {
    let known: Vec<String> = columns(fields, languages).into_iter().map(|column| column.name).collect();
    let unknown = head.iter().filter(|column| !column.is_empty() && !known.contains(column));
    let mut faults: Vec<String> =
        unknown.map(|column| format!("row 1: there is no column {column}; known are {}", known.join(", "))).collect();
    for column in &known {
        match head.iter().filter(|other| *other == column).count() {
            0 => faults.push(format!("row 1: the column {column} is missing")),
            1 => {}
            _ => faults.push(format!("row 1: the column {column} stands there twice")),
        }
    }
    faults
}

/// The observation of a row that holds nothing else.
fn further_value<'a>(head: &[String], cell: &dyn Fn(&str) -> Option<&'a str>) -> Result<Value, String> {
    let is_other = |column: &&String| {
        !column.is_empty() && *column != "id" && !OBSERVATION.contains(&column.as_str()) && cell(column).is_some()
    };
    match head.iter().find(is_other) {
        Some(column) => Err(format!(
            "{column} is `{}`; a further value of a figure has only its id, value, scale, qualifier and period",
            cell(column).unwrap_or_default()
        )),
        None => observation_of(cell),
    }
}

fn entry<'a>(fields: &Fields, languages: &[String], cell: &dyn Fn(&str) -> Option<&'a str>) -> Result<Value, String> {
    let mut entry = Map::new();
    for (field, cells) in fields {
        let value = match cells {
            Cells::Observations => Some(Value::Array(vec![observation_of(cell)?])),
            Cells::Text => {
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
    Ok(match cells {
        Cells::Number => number_of(field, text)?,
        Cells::Ids | Cells::Paragraphs => text.split_whitespace().map(Value::from).collect(),
        Cells::Lines => between_bars(text).into_iter().map(Value::from).collect(),
        Cells::Line | Cells::Text | Cells::Paragraph | Cells::Observations => Value::from(text),
    })
}

/// Parses a number, which keeps its digits.
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
