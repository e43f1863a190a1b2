//! The round trip through spreadsheets: nothing is lost, and what cannot be read is reported with its file and row.

mod common;
mod random;

use common::{beside, minimal};
use encoding_rs::GB18030;
use proptest::collection::vec;
use proptest::prelude::*;
use random::datasets;
use serde_json::{Value, json};
use shanhai_dataset::Dataset;
use shanhai_dataset::check::check;
use shanhai_dataset::layout;
use shanhai_dataset::spreadsheet::{self, xlsx};

fn sheets(dataset: &Value) -> Vec<(String, Vec<u8>)> {
    let sheets = spreadsheet::export(dataset).unwrap();
    sheets.into_iter().map(|sheet| (sheet.name.to_owned(), sheet.csv)).collect()
}

/// A sheet of the small programme as text, without its byte order mark.
fn sheet(name: &str) -> String {
    let sheets = sheets(&minimal());
    let content = &sheets.iter().find(|(sheet, _)| sheet == name).unwrap().1;
    assert!(content.starts_with(b"\xEF\xBB\xBF"), "{name} begins with the mark of UTF-8");
    String::from_utf8(content[3..].to_vec()).unwrap()
}

/// The content of a dataset, regardless of its form.
fn meaning(dataset: &Value) -> Value {
    serde_json::to_value(serde_json::from_value::<Dataset>(dataset.clone()).unwrap()).unwrap()
}

// --- Anything that passes the checks of texts, ids and numbers

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    /// A round trip through sheets reproduces the dataset, to the byte of its file.
    #[test]
    fn nothing_is_lost_on_the_way_and_back(dataset in datasets()) {
        let imported = spreadsheet::import(&dataset, &sheets(&dataset)).unwrap();
        prop_assert_eq!(layout::text(&imported.dataset), layout::text(&dataset));
    }

    /// The import also works into another file, which has none of the entries: the sheets hold all of their content.
    #[test]
    fn the_sheets_hold_all_of_their_lists(dataset in datasets()) {
        let imported = spreadsheet::import(&minimal(), &sheets(&dataset)).unwrap();
        prop_assert_eq!(meaning(&imported.dataset), meaning(&dataset));
    }

    /// The same after what spreadsheets do to a file when they save it: other line ends, another delimiter, quotes
    /// around every cell, another encoding, numbers without their trailing zeros.
    #[test]
    fn what_spreadsheets_do_to_a_file_does_no_harm(
        dataset in datasets(),
        delimiter in prop::sample::select(&b",;\t"[..]),
        encoding in 0..5_u8,
        quotes in any::<bool>(),
    ) {
        let saved = |(name, content): (String, Vec<u8>)| {
            let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(&content[3..]);
            let style = if quotes { csv::QuoteStyle::Always } else { csv::QuoteStyle::Necessary };
            let mut writer = csv::WriterBuilder::new()
                .delimiter(delimiter)
                .quote_style(style)
                .terminator(csv::Terminator::CRLF)
                .from_writer(Vec::new());
            let records: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
            for record in &records {
                let shown = |(cell, column): (&str, &str)| {
                    let is_number = ["value", "min", "max", "start", "end", "lon", "lat"].contains(&column);
                    match is_number && cell.contains('.') {
                        true => cell.trim_end_matches('0').trim_end_matches('.').to_owned(),
                        false => cell.to_owned(),
                    }
                };
                writer.write_record(record.iter().zip(&records[0]).map(shown)).unwrap();
            }
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let bytes = match encoding {
                0 => format!("\u{feff}{text}").into_bytes(),
                1 => text.into_bytes(),
                2 => GB18030.encode(&text).0.into_owned(),
                3 => [0xFE, 0xFF].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect(),
                _ => [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect(),
            };
            (name, bytes)
        };
        let imported = spreadsheet::import(&dataset, &sheets(&dataset).into_iter().map(saved).collect::<Vec<_>>()).unwrap();
        prop_assert_eq!(layout::text(&imported.dataset), layout::text(&dataset));
    }

    #[test]
    fn no_file_stops_the_import(name in "figures|projects|x", content in vec(any::<u8>(), 0..200)) {
        let _ = spreadsheet::import(&minimal(), &[(name, content)]);
    }
}

proptest! {
    // a workbook takes a while
    #![proptest_config(ProptestConfig::with_cases(16))]

    /// The same through one workbook, and into another file.
    #[test]
    fn nothing_is_lost_in_a_workbook(dataset in datasets()) {
        let workbook = xlsx::export(&dataset).unwrap();
        let imported = xlsx::import(&dataset, &workbook).unwrap();
        prop_assert_eq!(layout::text(&imported.dataset), layout::text(&dataset));
        let imported = xlsx::import(&minimal(), &workbook).unwrap();
        prop_assert_eq!(meaning(&imported.dataset), meaning(&dataset));
        prop_assert_eq!(xlsx::exported(&workbook), Some(dataset));
    }
}

/// Fields without a column stay as they are: pictures and links of projects.
#[test]
fn what_is_no_column_stays() {
    let mut dataset = minimal();
    dataset["projects"][0]["links"] = json!([{ "text": { "en": "More" }, "url": "https://example.org/" }]);
    let csv = sheet("projects").replace(",Park,", ",The park,");
    let imported = spreadsheet::import(&dataset, &[("projects".to_owned(), csv.into_bytes())]).unwrap();
    assert_eq!(imported.dataset["projects"][0]["links"], dataset["projects"][0]["links"]);
    assert_eq!(imported.dataset["projects"][0]["name"]["en"], "The park");
}

#[test]
fn a_file_of_a_chinese_system_is_read() {
    let text = sheet("partners").replace("某区", "云南某区");
    let content = GB18030.encode(&text).0.into_owned();
    let imported = spreadsheet::import(&minimal(), &[("partners".to_owned(), content)]).unwrap();
    assert_eq!(imported.dataset["partners"][0]["name"]["zh-Hans"], "云南某区");
}

/// GBK lacks `¶`, the sign of earlier releases, but has `§`; sheets with the old sign can still be read.
#[test]
fn paragraphs_survive_the_encoding_of_chinese_systems() {
    for name in ["figures", "projects", "timeline", "themes"] {
        let text = sheet(name);
        let (bytes, _, lost) = encoding_rs::GBK.encode(&text);
        assert!(!lost, "{name}");
        let imported = spreadsheet::import(&minimal(), &[(name.to_owned(), bytes.into_owned())]).unwrap();
        assert_eq!(meaning(&imported.dataset), meaning(&minimal()));
        let old = sheet(name).replace('§', "¶").into_bytes();
        let imported = spreadsheet::import(&minimal(), &[(name.to_owned(), old)]).unwrap();
        assert_eq!(meaning(&imported.dataset), meaning(&minimal()));
    }
}

/// “一” in GBK is a Cyrillic letter in UTF-8: a few bytes may be valid in both, and are read as the characters that
/// the dataset has.
#[test]
fn few_bytes_are_read_as_what_the_dataset_has() {
    let mut dataset = minimal();
    dataset["partners"][0]["name"] = json!({ "zh-Hans": "一", "en": "One" });
    let sheet = sheets(&dataset).swap_remove(3);
    let text = String::from_utf8(sheet.1[3..].to_vec()).unwrap();
    let imported = spreadsheet::import(&dataset, &[(sheet.0, GB18030.encode(&text).0.into_owned())]).unwrap();
    assert_eq!(imported.dataset["partners"][0]["name"]["zh-Hans"], "一");
}

#[test]
fn an_edit_changes_what_it_should_and_nothing_else() {
    let mut before = minimal();
    before["figures"][3]["observations"][0]["value"] = serde_json::from_str("186.50").unwrap();
    before = serde_json::from_str(&layout::text(&before)).unwrap();
    let csv = String::from_utf8(sheets(&before).into_iter().find(|(name, _)| name == "figures").unwrap().1).unwrap();
    // one value is edited, another loses its trailing zero on the way
    let edited = csv.replace("49.8", "50.1").replace("186.50", "186.5");
    assert_ne!(edited, csv);
    let after = spreadsheet::import(&before, &[("figures".to_owned(), edited.into_bytes())]).unwrap().dataset;
    assert_eq!(layout::text(&after), layout::text(&before).replace("49.8", "50.1"));
}

// --- Messages

/// The faults of sheets, collected into one snapshot.
#[test]
fn what_cannot_be_read_is_told_with_its_file_and_row() {
    let mut told = String::new();
    let mut refused = |name: &str, content: &[u8], part: &str| {
        let faults = spreadsheet::import(&minimal(), &[(name.to_owned(), content.to_vec())]).unwrap_err();
        let all = faults.join("\n");
        assert!(all.contains(part), "no `{part}` in {all}");
        told += &format!("{all}\n\n");
    };
    let changed = |name: &str, from: &str, to: &str| {
        let csv = sheet(name);
        assert!(csv.contains(from), "no {from} in {csv}");
        csv.replacen(from, to, 1).into_bytes()
    };
    refused("figurs", b"id\n", "no such list");
    refused("figures", b"", "row 1: the column id is missing");
    refused("partners", b"id,name.zh-Hans,name.en,nmae\na,b,c,d\n", "no column nmae");
    refused("partners", b"id,id,name.zh-Hans,name.en\na,b,c,d\n", "twice");
    refused("partners", b"id,name.zh-Hans,name.en\n\na,b,c,d\n", "row 3: `d` stands in no column");
    refused("partners", b"id,name.zh-Hans,name.en\n\"a\n\",\"b\n\n\",c\na,b,c,d\n", "row 3: `d` stands in no column");
    refused("partners", b"id,name.zh-Hans,name.en\na,\xFF\xFF\xFF,c\n", "neither UTF-8 nor");
    refused("figures", &changed("figures", "49.8", "\"49,8\""), "no commas");
    refused("figures", &changed("figures", ",49.8,", ",,"), "one number under `value`");
    refused("figures", &changed("figures", ",49.8,,", ",49.8,1,"), "two under `min` and `max`");
    refused("figures", &changed("figures", "§1.1", "1.1"), "a paragraph is written §1.1");
    refused("projects", &changed("projects", "§1.1", "1.1"), "a paragraph is written §1.1");
    refused("places", &changed("places", "100.5", "one hundred"), "lon is `one hundred`");
    refused("timeline", &changed("timeline", "2021.5", "21年"), "start is `21年`");
    // Chinese Excel saves in GBK, which lacks some characters
    refused("figures", &changed("figures", "§1.1", "?1.1"), "where §1.1 stood");
    refused("projects", &changed("projects", "§1.1", "?1.1"), "in an encoding that lacks the sign");
    let emoji = |dataset: &mut Value| dataset["partners"][0]["name"]["en"] = json!("A district 😀");
    let mut dataset = minimal();
    emoji(&mut dataset);
    let lossy = String::from_utf8(sheets(&dataset).swap_remove(3).1).unwrap().replace('😀', "?");
    let faults = spreadsheet::import(&dataset, &[("partners".to_owned(), lossy.into_bytes())]).unwrap_err();
    assert!(faults[0].contains("`?` stands in place of `😀`"), "{faults:?}");
    told += &format!("{}\n\n", faults.join("\n"));
    let mut refused = |name: &str, content: &[u8], part: &str| {
        let faults = spreadsheet::import(&minimal(), &[(name.to_owned(), content.to_vec())]).unwrap_err();
        let all = faults.join("\n");
        assert!(all.contains(part), "no `{part}` in {all}");
        told += &format!("{all}\n\n");
    };
    let line = sheet("figures").lines().find(|line| line.starts_with("classes,,")).unwrap().to_owned();
    let stray = line.replacen("classes,,", "classes,名,", 1);
    refused("figures", &changed("figures", &line, &stray), "a further value of a figure has only");
    let twice = [("partners".to_owned(), sheet("partners").into_bytes()), ("partners".to_owned(), Vec::new())];
    let faults = spreadsheet::import(&minimal(), &twice).unwrap_err();
    assert_eq!(faults, ["partners.csv: there are two files of this name"]);
    told += &faults.join("\n");
    insta::assert_snapshot!(told);
}

/// A workbook with one sheet, whose cells a spreadsheet has converted.
fn workbook(name: &str, cells: &[&[Cell]]) -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    let sheet = workbook.add_worksheet();
    sheet.set_name(name).unwrap();
    for (row, cells) in (0u32..).zip(cells) {
        for (column, cell) in (0u16..).zip(*cells) {
            match cell {
                Cell::Text(text) => sheet.write_string(row, column, *text).unwrap(),
                Cell::Number(number) => sheet.write_number(row, column, *number).unwrap(),
                Cell::Failed => {
                    let formula = rust_xlsxwriter::Formula::new("=1/0").set_result("#DIV/0!");
                    sheet.write_formula(row, column, formula).unwrap()
                }
                Cell::Date => {
                    let format = rust_xlsxwriter::Format::new().set_num_format("yyyy-mm-dd");
                    sheet.write_number_with_format(row, column, 45_000.0, &format).unwrap()
                }
            };
        }
    }
    workbook.save_to_buffer().unwrap()
}

#[derive(Clone, Copy)]
enum Cell {
    Text(&'static str),
    Number(f64),
    Date,
    Failed,
}

#[test]
fn what_cannot_be_read_of_a_workbook_is_told_with_its_sheet_and_row() {
    use Cell::{Date, Failed, Number, Text};
    let mut told = String::new();
    let mut refused = |workbook: &[u8], part: &str| {
        let all = xlsx::import(&minimal(), workbook).unwrap_err().join("\n");
        assert!(all.contains(part), "no `{part}` in {all}");
        told += &format!("{all}\n\n");
    };
    let head = ["id", "name.zh-Hans", "name.en", "summary.zh-Hans", "summary.en", "section"].map(Text);
    let row = |section: Cell| ["a", "甲", "A", "乙", "B"].map(Text).into_iter().chain([section]).collect::<Vec<_>>();
    refused(b"not a workbook", "no workbook that can be read");
    refused(&workbook("Sheet1", &[&head]), "sheet Sheet1: there is no such list");
    refused(&workbook("themes", &[&head, &row(Number(1.1))]), "sheet themes, row 2: section is the number 1.1");
    refused(&workbook("themes", &[&head, &row(Date)]), "section is a date");
    refused(&workbook("themes", &[&head, &row(Failed)]), "a formula that failed");
    refused(&workbook("themes", &[&head[..5]]), "sheet themes, row 1: the column section is missing");
    let sound = xlsx::import(&minimal(), &workbook("themes", &[&head, &row(Number(1.0))])).unwrap();
    assert_eq!(sound.dataset["themes"][0]["section"], "1");
    let faults = check(&layout::text(&sound.dataset), &beside).unwrap_err();
    assert_eq!(faults.iter().find_map(|fault| sound.origin(fault)).as_deref(), None, "{faults:?}");
    insta::assert_snapshot!(told);
}

/// Heads explain what a column is for and what each word of a vocabulary means; ids are chosen from their list.
#[test]
fn a_workbook_explains_itself() {
    let bytes = xlsx::export(&minimal()).unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut all = String::new();
    for index in 0..archive.len() {
        let mut file = archive.by_index(index).unwrap();
        if file.name().unwrap().ends_with(".xml") {
            let _ = std::io::Read::read_to_string(&mut file, &mut all).unwrap();
        }
    }
    for part in [
        "A state that the article gives for its day of writing",
        "units!$A$2:$A$2000",
        "stated,inferred,not-stated",
        "ySplit=\"1\"",
    ] {
        assert!(all.contains(part), "{part}");
    }
}

#[test]
fn a_fault_that_the_checks_find_is_led_back_to_its_row() {
    let csv = sheet("projects").replacen(",industry,", ",no-such-theme,", 1);
    let imported = spreadsheet::import(&minimal(), &[("projects".to_owned(), csv.into_bytes())]).unwrap();
    let faults = check(&layout::text(&imported.dataset), &beside).unwrap_err();
    let origin = imported.origin(&faults[0]);
    assert_eq!(origin.as_deref(), Some("projects.csv, row 2"));
    // a further value has a row of its own
    let csv = sheet("figures");
    let (at, line) = csv.lines().enumerate().find(|(_, line)| line.starts_with("classes,,")).unwrap();
    let period = line.rsplit(',').find(|cell| !cell.is_empty()).unwrap();
    let csv = csv.replacen(line, &line.replacen(period, "no-such-period", 1), 1);
    let imported = spreadsheet::import(&minimal(), &[("figures".to_owned(), csv.into_bytes())]).unwrap();
    let further = check(&layout::text(&imported.dataset), &beside).unwrap_err();
    let origin = imported.origin(&further[0]);
    assert_eq!(origin, Some(format!("figures.csv, row {}", at + 1)), "{further:?}");
    let elsewhere = shanhai_dataset::check::Fault { path: "title.en".to_owned(), ..faults[0].clone() };
    assert_eq!(imported.origin(&elsewhere), None);
}
