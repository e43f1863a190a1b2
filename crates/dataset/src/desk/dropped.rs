//! What an editor drops into the desk in a browser: which of the files is the programme, what is wrong with it, and
//! what it compiles to. Nothing here touches a disk.

use super::{dataset_of, is_same, undone};
use crate::Dataset;
use crate::check::{Fault, Position, check, map_files};
use crate::diff::diff;
use crate::report::Report;
use crate::spreadsheet::{self, Imported, SHEETS, xlsx};
use crate::{layout, text_file};
use serde_json::{Value, json};
use std::cell::RefCell;
use std::collections::BTreeSet;

/// Files by their paths, with `/` between the parts.
pub type Files = [(String, Vec<u8>)];

/// A message of the desk that is not a fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Remark {
    /// These map files were not dropped, so those of the previous programme stand in for them.
    MapOfBefore(Vec<String>),
    /// There is a `program.json`, so these sheets were not read.
    SheetsUnread(Vec<String>),
    /// The sheets are older than the dataset, and would undo these changes.
    Undoes(String),
}

/// The result of checking the files.
#[derive(Debug, Default)]
pub struct Looked {
    /// The file that was checked, or the sheets.
    pub file: String,
    /// Each fault as JSON, with `file`, `line`, `column` or `row`, `path`, `found`, `expected`, `help`, and
    /// `excerpt`.
    pub faults: Vec<Value>,
    /// Messages that are not faults.
    pub remarks: Vec<Remark>,
    /// The `program.json`, if it has no fault; for sheets, as an import would write it.
    pub json: Option<String>,
    /// Its binary form.
    pub binary: Option<Vec<u8>>,
}

/// Checks the dropped files. `before` is the previous programme, whose `program.json` and map files may stand in for
/// missing ones.
pub fn look(dropped: &Files, before: &Files) -> Looked {
    let sheets = Sheets::among(dropped);
    if let Some((path, bytes)) = program_among(dropped, sheets.is_empty()) {
        let mut looked = look_at_program(path, bytes, &Beside::new(path, dropped, before));
        if !sheets.is_empty() {
            looked.remarks.push(Remark::SheetsUnread(sheets.names()));
        }
        return looked;
    }
    if sheets.is_empty() {
        return Looked { faults: vec![nothing_there(dropped)], ..Looked::default() };
    }
    look_at_sheets(&sheets, dropped, before)
}

/// The name of a file without its folders.
fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn has_ending(path: &str, ending: &str) -> bool {
    path.rsplit_once('.').is_some_and(|(_, one)| one.eq_ignore_ascii_case(ending))
}

/// The dataset's file: found by its name, or else by its content. If there are no sheets, a single file is taken in
/// any case.
fn program_among(files: &Files, may_be_any: bool) -> Option<(&str, &[u8])> {
    let is_other = |name: &str| ["exported.json", "program.schema.json"].contains(&name);
    let mut found: Vec<(&str, &[u8])> = files
        .iter()
        .map(|(path, bytes)| (path.as_str(), bytes.as_slice()))
        .filter(|(path, _)| has_ending(path, "json") && !is_other(name_of(path)))
        .collect();
    found.sort_by_key(|(path, _)| (path.matches('/').count(), *path));
    let holds_figures = |bytes: &[u8]| bytes.windows(9).any(|part| part == b"\"figures\"");
    let named = found.iter().find(|(path, _)| name_of(path) == "program.json");
    let one = named.or_else(|| found.iter().find(|(_, bytes)| holds_figures(bytes)));
    one.or(match found.as_slice() {
        [only] if may_be_any => Some(only),
        _ => None,
    })
    .copied()
}

fn nothing_there(dropped: &Files) -> Value {
    let names: Vec<&str> = dropped.iter().take(5).map(|(path, _)| path.as_str()).collect();
    let found = if names.is_empty() { "no file".to_owned() } else { names.join(", ") };
    told(
        "",
        None,
        &Fault {
            path: String::new(),
            found,
            expected: "a program.json, a workbook (.xlsx), or the CSV files of its lists".to_owned(),
            help: "Drop the whole folder of the programme, or a workbook that was exported from it.".to_owned(),
            position: None,
        },
    )
}

/// The files that a dataset refers to: the dropped ones, or else those of the previous programme.
struct Beside<'a> {
    folder: String,
    dropped: &'a Files,
    before: &'a Files,
    taken: RefCell<Vec<String>>,
}

impl<'a> Beside<'a> {
    fn new(program: &str, dropped: &'a Files, before: &'a Files) -> Beside<'a> {
        let folder = program.rsplit_once('/').map(|(folder, _)| format!("{folder}/")).unwrap_or_default();
        Beside { folder, dropped, before, taken: RefCell::default() }
    }

    fn read(&self, name: &str) -> Result<String, String> {
        let path = format!("{}{name}", self.folder);
        let dropped = || {
            let exact = self.dropped.iter().find(|(other, _)| *other == path);
            exact.or_else(|| self.dropped.iter().find(|(other, _)| name_of(other) == name_of(name)))
        };
        let file = dropped().or_else(|| {
            let file = self.before.iter().find(|(other, _)| other == name);
            self.taken.borrow_mut().extend(file.map(|_| name.to_owned()));
            file
        });
        let (_, bytes) = file.ok_or("it was not dropped: drop the whole folder")?;
        text_file::decode(bytes).map_err(|fault| text_file::in_a_line(&fault))
    }

    fn remarks(&self) -> Vec<Remark> {
        let taken = self.taken.borrow();
        if taken.is_empty() { Vec::new() } else { vec![Remark::MapOfBefore(taken.clone())] }
    }
}

fn look_at_program(path: &str, bytes: &[u8], beside: &Beside<'_>) -> Looked {
    let file = path.to_owned();
    let json = match text_file::decode(bytes) {
        Ok(json) => json,
        Err(fault) => return Looked { faults: listed(path, "", &[fault]), file, ..Looked::default() },
    };
    let checked = check(&json, &|name| beside.read(name));
    let remarks = beside.remarks();
    match checked {
        Ok(checked) => {
            Looked { binary: Some(checked.to_binary()), json: Some(json), file, remarks, ..Looked::default() }
        }
        Err(faults) => Looked { faults: listed(path, &json, &faults), file, remarks, ..Looked::default() },
    }
}

/// Faults in a text, each with the line that contains it.
fn listed(file: &str, json: &str, faults: &[Fault]) -> Vec<Value> {
    let mut list = Report::new(file, json, faults).to_json();
    let list = list.as_array_mut().map(std::mem::take).unwrap_or_default();
    let with_excerpt = |mut fault: Value| {
        let place = fault["line"].as_u64().zip(fault["column"].as_u64());
        let excerpt =
            place.and_then(|(line, column)| excerpt(json, Position { line: line as usize, column: column as usize }));
        fault["excerpt"] = excerpt.unwrap_or_default();
        fault
    };
    list.into_iter().map(with_excerpt).collect()
}

/// The most characters of a line to show on either side of a position.
const MAX_AROUND: usize = 48;

/// The parts of a line before and after a position.
fn excerpt(text: &str, at: Position) -> Option<Value> {
    let line: Vec<char> = text.lines().nth(at.line.checked_sub(1)?)?.chars().collect();
    let at = at.column.saturating_sub(1).min(line.len());
    let text = |part: &[char]| part.iter().collect::<String>();
    let (before, behind) = line.split_at(at);
    let (before, behind) = (&before[at.saturating_sub(MAX_AROUND)..], &behind[..behind.len().min(MAX_AROUND)]);
    Some(json!({ "before": text(before).trim_start(), "behind": text(behind) }))
}

/// A single fault that has a row, or no position at all.
fn told(file: &str, row: Option<String>, fault: &Fault) -> Value {
    let Fault { path, found, expected, help, .. } = fault;
    json!({ "file": file, "row": row, "path": path, "found": found, "expected": expected, "help": help })
}

/// The sheets among the files: a workbook, or CSV files named like lists.
struct Sheets<'a> {
    workbooks: Vec<(&'a str, &'a [u8])>,
    csv: Vec<(&'a str, &'a [u8])>,
    /// The copy of the exported dataset in the folder of the CSV files.
    exported: Option<&'a [u8]>,
}

impl<'a> Sheets<'a> {
    fn among(files: &'a Files) -> Sheets<'a> {
        let all = || files.iter().map(|(path, bytes)| (path.as_str(), bytes.as_slice()));
        // Excel keeps such a lock file next to each open workbook
        let is_lock = |path: &str| name_of(path).starts_with("~$");
        let is_list =
            |path: &str| SHEETS.iter().any(|(name, _)| name_of(path).eq_ignore_ascii_case(&format!("{name}.csv")));
        Sheets {
            workbooks: all().filter(|(path, _)| has_ending(path, "xlsx") && !is_lock(path)).collect(),
            csv: all().filter(|(path, _)| is_list(path)).collect(),
            exported: all().find(|(path, _)| name_of(path) == "exported.json").map(|(_, bytes)| bytes),
        }
    }

    fn is_empty(&self) -> bool {
        self.workbooks.is_empty() && self.csv.is_empty()
    }

    fn names(&self) -> Vec<String> {
        self.workbooks.iter().chain(&self.csv).map(|(path, _)| (*path).to_owned()).collect()
    }

    /// The dataset that the sheets were exported from, if they contain it.
    fn exported(&self) -> Option<Value> {
        match self.workbooks.first() {
            Some((_, bytes)) => xlsx::exported(bytes),
            None => serde_json::from_slice(self.exported?).ok(),
        }
    }

    /// Imports the sheets into a dataset.
    fn import(&self, dataset: &Value) -> Result<Imported, Vec<String>> {
        match self.workbooks.as_slice() {
            [(_, bytes)] => xlsx::import(dataset, bytes),
            [] => {
                let stem = |path: &str| name_of(path).rsplit_once('.').map_or("", |(stem, _)| stem).to_lowercase();
                let sheets: Vec<(String, Vec<u8>)> =
                    self.csv.iter().map(|(path, bytes)| (stem(path), bytes.to_vec())).collect();
                spreadsheet::import(dataset, &sheets)
            }
            _ => Err(vec![format!("there are {} workbooks: drop one of them", self.workbooks.len())]),
        }
    }
}

fn look_at_sheets(sheets: &Sheets<'_>, dropped: &Files, before: &Files) -> Looked {
    let file = sheets.names().join(", ");
    let refused = |reasons: Vec<String>| {
        let fault = |reason: String| {
            told(
                &file,
                None,
                &Fault {
                    path: String::new(),
                    found: reason,
                    expected: String::new(),
                    help: String::new(),
                    position: None,
                },
            )
        };
        Looked { file: file.clone(), faults: reasons.into_iter().map(fault).collect(), ..Looked::default() }
    };
    let exported = sheets.exported();
    let Some(base) = base(exported.as_ref(), before) else {
        return refused(vec![
            "there is no dataset to put the sheets into: drop the folder of the programme first".to_owned(),
        ]);
    };
    let imported = match sheets.import(&base) {
        Ok(imported) => imported,
        Err(reasons) => return refused(reasons),
    };
    let json = layout::text(&imported.dataset);
    let beside = Beside::new("", dropped, before);
    let checked = check(&json, &|name| beside.read(name));
    let mut looked = Looked { remarks: beside.remarks(), file: file.clone(), ..Looked::default() };
    match checked {
        Ok(checked) => {
            looked.remarks.extend(what_it_undoes(exported, &base, &imported.dataset).map(Remark::Undoes));
            looked.binary = Some(checked.to_binary());
            looked.json = Some(json);
        }
        Err(faults) => {
            looked.faults = faults.iter().map(|fault| told(&file, imported.origin(fault), fault)).collect();
        }
    }
    looked
}

/// The dataset that sheets are imported into: the previous programme, if it is the same one; else the one that they
/// were exported from.
fn base(exported: Option<&Value>, before: &Files) -> Option<Value> {
    let program = before.iter().find(|(name, _)| name == "program.json");
    let before: Option<Value> =
        program.and_then(|(_, bytes)| serde_json::from_str(&text_file::decode(bytes).ok()?).ok());
    match (exported, before) {
        (Some(exported), Some(before)) if exported["id"] == before["id"] => Some(before),
        (Some(exported), _) => Some(exported.clone()),
        (None, before) => before,
    }
}

fn what_it_undoes(exported: Option<Value>, base: &Value, imported: &Value) -> Option<String> {
    let exported = exported.filter(|exported| !is_same(exported, base))?;
    let undone = undone(&exported, base, &diff(&dataset_of(base), &dataset_of(imported)));
    (!undone.is_empty()).then(|| undone.to_string())
}

impl Looked {
    /// For the page: everything except the two files.
    pub fn to_json(&self) -> Value {
        let remark = |remark: &Remark| match remark {
            Remark::MapOfBefore(names) => json!({ "kind": "map-of-before", "names": names }),
            Remark::SheetsUnread(names) => json!({ "kind": "sheets-unread", "names": names }),
            Remark::Undoes(what) => json!({ "kind": "undoes", "what": what }),
        };
        let dataset: Option<Dataset> = self.json.as_deref().and_then(|json| serde_json::from_str(unmarked(json)).ok());
        json!({
            "file": self.file,
            "faults": self.faults,
            "remarks": self.remarks.iter().map(remark).collect::<Vec<_>>(),
            "dataset": dataset.map(|dataset| json!({
                "id": dataset.id,
                "title": dataset.title,
                "languages": dataset.languages,
                "updated": dataset.source.updated,
                "counts": {
                    "figures": dataset.figures.len(),
                    "derived": dataset.derived.len(),
                    "projects": dataset.projects.len(),
                    "timeline": dataset.timeline.len(),
                    "charts": dataset.charts.len(),
                },
            })),
        })
    }
}

/// The names of the files that a dataset refers to, without duplicates, as far as its JSON can be read.
pub fn beside(json: &str) -> Vec<String> {
    let dataset: Value = serde_json::from_str(unmarked(json)).unwrap_or_default();
    map_files(&dataset).map(str::to_owned).collect::<BTreeSet<_>>().into_iter().collect()
}

/// A text without its UTF-8 byte order mark.
pub fn unmarked(json: &str) -> &str {
    json.strip_prefix('\u{feff}').unwrap_or(json)
}
