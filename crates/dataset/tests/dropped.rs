//! Files dropped into the desk in a browser: which of them are the programme, and what is reported about them.

mod common;

use common::{MINIMAL, SQUARES, minimal};
use encoding_rs::GB18030;
use serde_json::{Value, json};
use shanhai_dataset::Dataset;
use shanhai_dataset::desk::dropped::{Looked, Remark, look};
use shanhai_dataset::spreadsheet::{self, xlsx};

type File = (String, Vec<u8>);

fn file(path: &str, content: impl AsRef<[u8]>) -> File {
    (path.to_owned(), content.as_ref().to_vec())
}

/// The map files of the small programme, in a folder.
fn map(folder: &str) -> [File; 2] {
    let tiles = common::beside("tiles.json").unwrap();
    [file(&format!("{folder}squares.topojson"), SQUARES), file(&format!("{folder}tiles.json"), tiles)]
}

fn folder(program: impl AsRef<[u8]>) -> Vec<File> {
    let mut files = map("harbour/").to_vec();
    files.push(file("harbour/program.json", program));
    files
}

/// The small programme as the one dropped before.
fn before() -> Vec<File> {
    let mut files = map("").to_vec();
    files.push(file("program.json", MINIMAL));
    files
}

fn title(looked: &Looked) -> String {
    let dataset = Dataset::decode(looked.binary.as_deref().expect("it is sound")).unwrap();
    dataset.title.get(dataset.languages[0]).to_owned()
}

#[test]
fn a_folder_is_compiled() {
    let looked = look(&folder(MINIMAL), &[]);
    assert_eq!((looked.faults.as_slice(), looked.remarks.as_slice()), ([].as_slice(), [].as_slice()));
    assert_eq!(looked.file, "harbour/program.json");
    assert_eq!(looked.json.as_deref(), Some(MINIMAL));
    assert_eq!(looked.to_json()["dataset"]["counts"]["projects"], minimal()["projects"].as_array().unwrap().len());
    assert_eq!(looked.to_json()["dataset"]["id"], "small");
    assert!(!title(&looked).is_empty());
}

#[test]
fn a_file_alone_leans_on_the_map_of_before() {
    let alone = [file("harbour (1).json", MINIMAL)];
    let looked = look(&alone, &before());
    let names = vec!["squares.topojson".to_owned(), "tiles.json".to_owned()];
    assert_eq!((looked.faults.as_slice(), looked.remarks), ([].as_slice(), vec![Remark::MapOfBefore(names)]));
    let looked = look(&alone, &[]);
    assert!(looked.binary.is_none());
    assert_eq!(looked.faults[0]["path"], "map.boundaries");
    insta::assert_snapshot!("what_is_dropped_without_its_map", serde_json::to_string_pretty(&looked.faults).unwrap());
}

#[test]
fn a_fault_is_told_with_its_place_and_its_line() {
    let faulty = MINIMAL.replacen("\"small\"", "“small\"", 1);
    assert!(faulty != MINIMAL);
    let looked = look(&folder(&faulty), &[]);
    let fault = &looked.faults[0];
    let (line, column) = (fault["line"].as_u64().unwrap() as usize, fault["column"].as_u64().unwrap() as usize);
    assert_eq!(faulty.lines().nth(line - 1).unwrap().chars().nth(column - 1), Some('“'));
    assert!(fault["excerpt"]["behind"].as_str().unwrap().starts_with('“'), "{fault}");
    let mut unknown = minimal();
    unknown["projects"][0]["theme"] = json!("nowhere");
    let looked = look(&folder(serde_json::to_string_pretty(&unknown).unwrap()), &[]);
    assert_eq!(looked.faults[0]["path"], "projects[0].theme");
    assert!(looked.faults[0]["excerpt"]["behind"].as_str().unwrap().starts_with("\"theme\""));
}

#[test]
fn another_encoding_is_told() {
    let (gbk, _, _) = GB18030.encode(MINIMAL);
    let looked = look(&folder(gbk), &[]);
    assert!(looked.faults[0]["found"].as_str().unwrap().contains("GBK"), "{:?}", looked.faults);
}

fn sheets(dataset: &Value, encoded: bool) -> Vec<File> {
    let sheets = spreadsheet::export(dataset).unwrap();
    let content = |csv: Vec<u8>| match encoded {
        true => GB18030.encode(std::str::from_utf8(&csv[3..]).unwrap()).0.into_owned(),
        false => csv,
    };
    sheets.into_iter().map(|sheet| (format!("sheets/{}.csv", sheet.name), content(sheet.csv))).collect()
}

fn edited() -> Value {
    let mut edited = minimal();
    edited["figures"][3]["observations"][0]["value"] = json!(18);
    edited
}

#[test]
fn a_workbook_of_our_export_is_put_into_the_programme_before() {
    let looked = look(&[file("book.xlsx", xlsx::export(&edited()).unwrap())], &before());
    assert!(looked.faults.is_empty(), "{:?}", looked.faults);
    let json: Value = serde_json::from_str(looked.json.as_deref().unwrap()).unwrap();
    assert_eq!(json["figures"][3]["observations"][0]["value"], 18);
    // on its own it is imported into the dataset that it was exported from, and lacks the map
    let looked = look(&[file("book.xlsx", xlsx::export(&edited()).unwrap())], &[]);
    assert!(looked.binary.is_none() && looked.faults[0]["path"] == "map.boundaries", "{:?}", looked.faults);
}

#[test]
fn sheets_of_a_chinese_system_are_read_and_their_rows_named() {
    let looked = look(&sheets(&edited(), true), &before());
    assert!(looked.faults.is_empty(), "{:?}", looked.faults);
    let mut faulty = minimal();
    faulty["figures"][1]["unit"] = json!("nothing");
    let looked = look(&sheets(&faulty, false), &before());
    assert!(looked.faults[0]["row"].as_str().unwrap().starts_with("figures.csv, row "), "{:?}", looked.faults);
}

#[test]
fn sheets_that_are_older_than_the_programme_say_what_they_undo() {
    // the sheets are exported, then the file changes, then the sheets come back unedited
    let mut now = map("").to_vec();
    now.push(file("program.json", edited().to_string()));
    let looked = look(&[file("book.xlsx", xlsx::export(&minimal()).unwrap())], &now);
    let [Remark::Undoes(what)] =
        looked.remarks.iter().filter(|one| matches!(one, Remark::Undoes(_))).collect::<Vec<_>>()[..]
    else {
        panic!("{:?}", looked.remarks)
    };
    assert!(what.contains("18所 → 5所"), "{what}");
}

#[test]
fn sheets_beside_a_program_are_left_and_named() {
    let mut files = folder(MINIMAL);
    files.push(file("harbour/book.xlsx", xlsx::export(&edited()).unwrap()));
    let looked = look(&files, &[]);
    assert_eq!(looked.remarks, [Remark::SheetsUnread(vec!["harbour/book.xlsx".to_owned()])]);
    assert_eq!(looked.json.as_deref(), Some(MINIMAL));
}

#[test]
fn what_is_no_programme_is_told() {
    let book = xlsx::export(&minimal()).unwrap();
    let told = [
        look(&[], &[]),
        look(&[file("notes.docx", "")], &[]),
        look(&[file("a.xlsx", &book), file("b.xlsx", &book)], &before()),
        look(&[file("book.xlsx", "no workbook")], &before()),
        look(&[file("figures.csv", "id\n")], &[]),
    ];
    assert!(told.iter().all(|looked| looked.binary.is_none() && !looked.faults.is_empty()));
    let told: Vec<&Vec<Value>> = told.iter().map(|looked| &looked.faults).collect();
    insta::assert_snapshot!("what_is_no_programme", serde_json::to_string_pretty(&told).unwrap());
}
