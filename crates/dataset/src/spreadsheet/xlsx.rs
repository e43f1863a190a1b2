//! Tables as the sheets of one workbook.
//!
//! Ids, paragraphs and dates are text cells, which a spreadsheet does not convert. Numbers are number cells, unless a
//! spreadsheet number would not keep their digits. Heads are frozen and have explanations, and references are chosen
//! from a list.

use super::{Cells, Column, Imported, Returned, Source, Table, import_tables, tables};
use crate::terms::{EventKind, FigureKind, Link, PeriodBasis, Precision, Qualifier, Scale, Side, Status, UnitStyle};
use calamine::{Data, DataType, Range, Reader, Xlsx};
use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, Format, FormatAlign, Formula, Note, Workbook, Worksheet, XlsxError,
};
use serde_json::Value;
use std::io::Cursor;

/// The number of rows with prepared cells: more than a list has.
const PREPARED_ROWS: u32 = 2_000;

/// The flat lists of a dataset as a workbook; the dataset is JSON that has passed the checks.
///
/// # Errors
/// A list or field is missing or malformed; or a text is longer than a cell can hold.
pub fn export(dataset: &Value) -> Result<Vec<u8>, String> {
    let schema = schemars::schema_for!(crate::Dataset).to_value();
    let mut workbook = Workbook::new();
    for table in tables(dataset)? {
        let sheet = workbook.add_worksheet();
        write(sheet, &table, &schema, dataset).map_err(|error| format!("{}: {error}", table.name))?;
    }
    let memory = workbook.add_worksheet();
    remember(memory, dataset).map_err(|error| error.to_string())?;
    workbook.save_to_buffer().map_err(|error| error.to_string())
}

/// The sheet that holds the exported dataset, so that an import can tell what has changed since. Spreadsheets do not
/// show it.
const EXPORTED: &str = "exported";
/// A number of characters that any cell can hold.
const MAX_CELL_CHARACTERS: usize = 16_000;

fn remember(sheet: &mut Worksheet, dataset: &Value) -> Result<(), XlsxError> {
    sheet.set_name(EXPORTED)?.set_very_hidden(true);
    let letters: Vec<char> = dataset.to_string().chars().collect();
    for (row, part) in (0u32..).zip(letters.chunks(MAX_CELL_CHARACTERS)) {
        // a mark at each end, because cells lose leading and trailing spaces
        sheet.write_string(row, 0, format!("|{}|", part.iter().collect::<String>()))?;
    }
    Ok(())
}

/// The dataset that a workbook was exported from, if it contains it.
pub fn exported(workbook: &[u8]) -> Option<Value> {
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(workbook)).ok()?;
    let range = book.worksheet_range(EXPORTED).ok()?;
    let cells = range.rows().filter_map(|row| row.first()?.get_string());
    let parts = cells.map(|cell| cell.strip_prefix('|').and_then(|cell| cell.strip_suffix('|')));
    serde_json::from_str(&parts.collect::<Option<String>>()?).ok()
}

fn write(sheet: &mut Worksheet, table: &Table, schema: &Value, dataset: &Value) -> Result<(), XlsxError> {
    let head = Format::new().set_bold();
    let text = Format::new().set_num_format("@").set_text_wrap().set_align(FormatAlign::Top);
    let number = Format::new().set_align(FormatAlign::Top);
    sheet.set_name(table.name)?;
    sheet.set_freeze_panes(1, 1)?;
    for (at, column) in (0u16..).zip(&table.columns) {
        sheet.set_column_format(at, if column.is_number() { &number } else { &text })?;
        sheet.set_column_width(at, if column.cells == Cells::Text { 32 } else { 16 })?;
        sheet.write_string_with_format(0, at, &column.name, &head)?;
        if let Some(note) = explained(schema, table.name, column) {
            sheet.insert_note(0, at, &Note::new(note).set_width(320).set_height(160))?;
        }
        if let Some(choice) = choice(table.name, column, dataset) {
            sheet.add_data_validation(1, at, PREPARED_ROWS, at, &choice)?;
        }
    }
    for (row, cells) in (1u32..).zip(&table.rows) {
        for ((at, cell), column) in (0u16..).zip(cells).zip(&table.columns) {
            match cell.parse::<f64>() {
                _ if cell.is_empty() => {}
                // a number that a spreadsheet would write with other digits becomes text
                Ok(value) if column.is_number() && value.to_string() == *cell => {
                    sheet.write_number_with_format(row, at, value, &number)?;
                }
                _ => {
                    sheet.write_string_with_format(row, at, cell, &text)?;
                }
            }
        }
    }
    Ok(())
}

/// The schema's name for the type of each list's entries.
const TYPES: [(&str, &str); 9] = [
    ("periods", "Period"),
    ("units", "Unit"),
    ("themes", "Theme"),
    ("partners", "Partner"),
    ("places", "Place"),
    ("figures", "Figure"),
    ("derived", "DerivedFigure"),
    ("projects", "Project"),
    ("timeline", "Event"),
];

/// The purpose of a column and the meaning of each of its words, as the schema describes them.
fn explained(schema: &Value, list: &str, column: &Column) -> Option<String> {
    let (_, name) = TYPES.iter().find(|(other, _)| *other == list)?;
    let (name, field) = match column.cells {
        Cells::Observations => ("Observation", column.name.as_str()),
        _ => (*name, column.field),
    };
    let field = match field {
        "min" | "max" => "value",
        other => other,
    };
    let property = schema.pointer(&format!("/$defs/{name}/properties/{field}"))?;
    let mut lines: Vec<String> = property["description"].as_str().map(str::to_owned).into_iter().collect();
    let reference = property["$ref"].as_str().or_else(|| property["anyOf"][0]["$ref"].as_str());
    let words = reference.and_then(|path| schema.pointer(path.trim_start_matches('#')));
    for word in words.and_then(|words| words["oneOf"].as_array()).into_iter().flatten() {
        if let (Some(word), Some(meaning)) = (word["const"].as_str(), word["description"].as_str()) {
            lines.push(format!("{word}: {meaning}"));
        }
    }
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// The choices for the cells of a column: the ids of a list, or the words of a vocabulary.
fn choice(list: &str, column: &Column, dataset: &Value) -> Option<DataValidation> {
    fn ids<T: Copy>(all: &[T], id: fn(T) -> &'static str) -> Vec<String> {
        all.iter().map(|one| id(*one).to_owned()).collect()
    }
    let of_sheet = match column.name.as_str() {
        "unit" => "units",
        "theme" => "themes",
        "place" => "places",
        "period" => "periods",
        "part_of" | "growth_of" => "figures",
        _ => "",
    };
    let choice = DataValidation::new().set_error_style(DataValidationErrorStyle::Warning);
    if !of_sheet.is_empty() {
        return Some(choice.allow_list_formula(Formula::new(format!("={of_sheet}!$A$2:$A${PREPARED_ROWS}"))));
    }
    let words = match (list, column.name.as_str()) {
        ("timeline", "kind") => ids(EventKind::ALL, EventKind::id),
        (_, "kind") => ids(FigureKind::ALL, FigureKind::id),
        (_, "basis") => ids(PeriodBasis::ALL, PeriodBasis::id),
        (_, "style") => ids(UnitStyle::ALL, UnitStyle::id),
        (_, "precision") => ids(Precision::ALL, Precision::id),
        (_, "side") => ids(Side::ALL, Side::id),
        (_, "link") => ids(Link::ALL, Link::id),
        (_, "status") => ids(Status::ALL, Status::id),
        (_, "scale") => ids(Scale::ALL, Scale::id),
        (_, "qualifier") => ids(Qualifier::ALL, Qualifier::id),
        (_, "region") => {
            let regions = dataset["map"]["regions"].as_array().into_iter().flatten();
            regions.filter_map(|region| region["adcode"].as_str().map(str::to_owned)).collect()
        }
        _ => return None,
    };
    // more characters than a drop-down holds: the checks report a wrong value instead
    choice.allow_list_strings(&words).ok()
}

/// Puts the lists of a workbook into a dataset in place of its own. Lists without a sheet stay as they are.
///
/// # Errors
/// One message for each thing that cannot be read: a file that is not a workbook, an unknown sheet or column, an
/// invalid number, a date where a text should be.
pub fn import(dataset: &Value, workbook: &[u8]) -> Result<Imported, Vec<String>> {
    let unreadable = |error: calamine::XlsxError| {
        vec![format!("this is no workbook that can be read ({error}): save it as “Excel workbook (.xlsx)”")]
    };
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(workbook)).map_err(unreadable)?;
    let mut sources = Vec::new();
    for name in book.sheet_names().into_iter().filter(|name| name != EXPORTED) {
        let range = book.worksheet_range(&name).map_err(unreadable)?;
        sources.push(Source { place: format!("sheet {name}"), table: returned(&range), name });
    }
    import_tables(dataset, sources)
}

/// The head and the rows of a sheet.
fn returned(range: &Range<Data>) -> Result<Returned, Vec<String>> {
    let first = range.start().map_or(0, |(row, _)| row as usize);
    let mut rows = range.rows();
    let mut faults = Vec::new();
    let head: Vec<String> =
        rows.next().into_iter().flatten().map(|cell| text_of(cell, "").unwrap_or_default()).collect();
    let mut returned = Returned { head, rows: Vec::new() };
    for (index, cells) in rows.enumerate() {
        let row = first + index + 2;
        let texts = cells.iter().zip(&returned.head).map(|(cell, column)| {
            text_of(cell, column).unwrap_or_else(|reason| {
                faults.push(format!("row {row}: {reason}"));
                String::new()
            })
        });
        let texts = texts.collect();
        returned.rows.push((row, texts));
    }
    if faults.is_empty() { Ok(returned) } else { Err(faults) }
}

/// The text of a cell.
fn text_of(cell: &Data, column: &str) -> Result<String, String> {
    Ok(match cell {
        Data::Empty => String::new(),
        Data::String(text) => text.trim().to_owned(),
        Data::Int(number) => number.to_string(),
        Data::Float(number) if ["paragraph", "paragraphs", "section"].contains(&column) && number.fract() != 0.0 => {
            return Err(format!(
                "{column} is the number {number}; a paragraph is text, since 1.10 and 1.1 are one number: format the \
                 cell as text and type it again"
            ));
        }
        Data::Float(number) => number.to_string(),
        Data::Bool(is) => is.to_string(),
        Data::DateTime(_) | Data::DateTimeIso(_) | Data::DurationIso(_) => {
            return Err(format!("{column} is a date; format the cell as text and type it again"));
        }
        Data::Error(error) => return Err(format!("{column} is `{error}`, a formula that failed; type the value")),
    })
}
