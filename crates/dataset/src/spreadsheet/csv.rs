//! Tables as CSV files.
//!
//! Spreadsheets convert some cells: `1.10` becomes 1.1, `=1` is computed, 75.20 loses its zero, and Chinese is saved
//! in the system's encoding. So paragraphs carry a sign, text that looks like a formula is escaped, and files begin
//! with a UTF-8 byte order mark. An import detects the encoding, and a number that equals the former one keeps its
//! digits.

use super::cells::{active, inert};
use super::{Cells, Column, Imported, Returned, SHEETS, Source, Table, columns, import_tables, languages, tables};
use encoding_rs::{GB18030, UTF_8};
use serde_json::Value;
use std::collections::BTreeSet;

/// One CSV file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sheet {
    /// Name of the file and of the list, without `.csv`.
    pub name: &'static str,
    /// Its content.
    pub csv: Vec<u8>,
}

/// Written before paragraphs, which spreadsheets would take for numbers. GBK, the encoding in which Chinese systems
/// save, has this sign.
const SIGN: char = '§';
/// The sign of earlier releases, which GBK lacks.
const FORMER_SIGN: char = '¶';
/// Written at the start of each file: without it Excel and WPS show Chinese as garbage.
const BYTE_ORDER_MARK: [u8; 3] = [0xEF, 0xBB, 0xBF];

/// The flat lists of a dataset, given as JSON that has passed the checks.
///
/// # Errors
/// A list or field is missing or malformed: the dataset was not checked.
pub fn export(dataset: &Value) -> Result<Vec<Sheet>, String> {
    tables(dataset)?.into_iter().map(|table| Ok(Sheet { name: table.name, csv: write(&table)? })).collect()
}

fn write(table: &Table) -> Result<Vec<u8>, String> {
    let mut writer = csv::Writer::from_writer(BYTE_ORDER_MARK.to_vec());
    let mut record = |cells: Vec<String>| writer.write_record(cells).map_err(|error| error.to_string());
    record(table.columns.iter().map(|column| column.name.clone()).collect())?;
    for row in &table.rows {
        record(row.iter().zip(&table.columns).map(|(cell, column)| guarded(cell, column)).collect())?;
    }
    writer.into_inner().map_err(|error| error.to_string())
}

/// A cell in a form that spreadsheets do not convert.
fn guarded(cell: &str, column: &Column) -> String {
    match column.cells {
        Cells::Number | Cells::Observations => cell.to_owned(),
        Cells::Paragraph | Cells::Paragraphs => {
            cell.split_whitespace().map(|paragraph| format!("{SIGN}{paragraph}")).collect::<Vec<_>>().join(" ")
        }
        _ => inert(cell),
    }
}

/// Puts the lists of sheets (name without `.csv`, content) into a dataset in place of its own.
///
/// # Errors
/// One message for each thing in a sheet that cannot be read: an unknown sheet or column, an invalid number, a
/// paragraph without its sign.
pub fn import(dataset: &Value, sheets: &[(String, Vec<u8>)]) -> Result<Imported, Vec<String>> {
    let languages = languages(dataset).map_err(|reason| vec![reason])?;
    let known: BTreeSet<char> = dataset.to_string().chars().collect();
    let source = |(name, content): &(String, Vec<u8>)| {
        let fields = SHEETS.into_iter().find(|(known, _)| known == name).map_or(&[][..], |(_, fields)| fields);
        let table = decoded(content, &known).map_err(|reason| vec![reason]).and_then(|text| read(&text));
        let table = table.and_then(|table| unguarded(table, &columns(fields, &languages)));
        Source { name: name.clone(), place: format!("{name}.csv"), table }
    };
    import_tables(dataset, sheets.iter().map(source).collect())
}

/// The text of a file as spreadsheets save it: UTF-8 or UTF-16 with a byte order mark, UTF-8 without, or the encoding
/// of a Chinese system. A few bytes may be valid in both of the last two: then the encoding wins whose characters the
/// dataset has.
fn decoded(content: &[u8], known: &BTreeSet<char>) -> Result<String, String> {
    let texts = [UTF_8, GB18030].into_iter().filter_map(|encoding| {
        let (text, _, broken) = encoding.decode(content);
        (!broken).then_some(text)
    });
    let unknown = |text: &str| text.chars().filter(|letter| !letter.is_ascii() && !known.contains(letter)).count();
    let text = texts.min_by_key(|text| unknown(text)).map(std::borrow::Cow::into_owned);
    text.ok_or_else(|| "the text is neither UTF-8 nor GB 18030: save the sheet as “CSV UTF-8”".to_owned())
}

/// The head and the rows of a file.
fn read(text: &str) -> Result<Returned, Vec<String>> {
    let head = text.lines().next().unwrap_or_default();
    // some systems use another delimiter
    let delimiter = [',', ';', '\t'].into_iter().max_by_key(|sign| head.matches(*sign).count()).unwrap_or(',');
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter as u8)
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut faults = Vec::new();
    let mut rows = Vec::new();
    // number the rows as a spreadsheet shows them: an empty line is a row, and a cell with line breaks adds none
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
                rows.push((row, record.iter().map(|cell| cell.trim().to_owned()).collect()));
            }
            Err(error) => faults.push(format!("{error}")),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut rows = rows.into_iter();
    let head = rows.next().map(|(_, head)| head).unwrap_or_default();
    Ok(Returned { head, rows: rows.collect() })
}

/// Undoes [`guarded`] for the cells of a table.
fn unguarded(mut table: Returned, columns: &[Column]) -> Result<Returned, Vec<String>> {
    let mut faults = Vec::new();
    for (row, cells) in &mut table.rows {
        for (cell, name) in cells.iter_mut().zip(&table.head) {
            let Some(column) = columns.iter().find(|column| column.name == *name) else { continue };
            match column.cells {
                Cells::Paragraph | Cells::Paragraphs => match unsigned(cell, name) {
                    Ok(paragraphs) => *cell = paragraphs,
                    Err(reason) => faults.push(format!("row {row}: {reason}")),
                },
                _ => *cell = active(cell).to_owned(),
            }
        }
    }
    if faults.is_empty() { Ok(table) } else { Err(faults) }
}

/// The paragraphs of a cell without their signs.
fn unsigned(cell: &str, field: &str) -> Result<String, String> {
    let paragraph = |word: &str| match (word.strip_prefix([SIGN, FORMER_SIGN]), word.strip_prefix(['?', '\u{fffd}'])) {
        (Some(paragraph), _) => Ok(paragraph.to_owned()),
        (None, Some(paragraph)) => Err(format!(
            "{field} is `{word}`, where {SIGN}{paragraph} stood: the file was saved in an encoding that lacks the sign; \
             export the sheets anew, or save them as “CSV UTF-8”"
        )),
        (None, None) => Err(format!(
            "{field} is `{word}`; a paragraph is written {SIGN}{word}, since spreadsheets make 1.1 of 1.10"
        )),
    };
    Ok(cell.split_whitespace().map(paragraph).collect::<Result<Vec<_>, _>>()?.join(" "))
}
