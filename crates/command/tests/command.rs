//! The editor's command, run as it is: what it says, and how it ends.

#[path = "../../dataset/tests/common/mod.rs"]
mod common;

use common::{MINIMAL, SQUARES};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A folder with the small programme, which goes with the test.
struct Desk(PathBuf);

impl Desk {
    fn new(name: &str) -> Desk {
        let folder = std::env::temp_dir().join(format!("shanhai-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let desk = Desk(folder);
        desk.write("program.json", MINIMAL);
        desk.write("squares.topojson", SQUARES);
        desk.write("tiles.json", &common::beside("tiles.json").unwrap());
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    fn write(&self, name: &str, content: &str) {
        fs::write(self.path(name), content).unwrap();
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// What the command says, to readers and to those who watch for errors, and its status.
    fn says(&self, arguments: &[&str]) -> String {
        let output = Command::new(env!("CARGO_BIN_EXE_shanhai")).args(arguments).current_dir(&self.0).output().unwrap();
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        let (out, err) = (text(&output.stdout), text(&output.stderr));
        format!("$ shanhai {}\n{out}{err}= {}\n", arguments.join(" "), output.status.code().unwrap())
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

const ARTICLE: &str = "# A headline\n\n[0.1] It began in 1996.\n\n[1.1] 共49.8万余人次，增长51.8%；11 of them; schools: 5 and 6, \
                       then 7, and classes 三 and 四; 3000 to 3500.50 yuan since 1996.\n[1.2] A park with 12 workshops.\n";

#[test]
fn a_sound_dataset_is_called_so_and_a_faulty_one_is_not() {
    let desk = Desk::new("check");
    let mut said = desk.says(&["check", "program.json"]);
    assert!(said.ends_with("= 0\n"), "{said}");
    // a folder means the file in it
    assert!(desk.says(&["check", "."]).ends_with("= 0\n"));
    desk.write("broken.json", &MINIMAL.replacen("49.8", "\"49.8\"", 1).replacen("\"percent\"", "\"procent\"", 1));
    said += &desk.says(&["check", "broken.json"]);
    said += &desk.says(&["check", "broken.json", "--format", "json"]);
    said += &desk.says(&["check", "program.json", "--format", "json"]);
    said += &desk.says(&["check", "no-such-file.json"]);
    assert!(said.matches("= 1\n").count() == 2 && said.ends_with("= 2\n"), "{said}");
    insta::assert_snapshot!(said);
}

#[test]
fn json_for_machines_is_json() {
    let desk = Desk::new("json");
    desk.write("broken.json", &MINIMAL.replacen("49.8", "\"49.8\"", 1));
    let said = desk.says(&["check", "program.json", "broken.json", "--format", "json"]);
    let faults: serde_json::Value = serde_json::from_str(said.lines().nth(1).unwrap()).unwrap();
    let fault = &faults[0];
    assert_eq!(faults.as_array().map(Vec::len), Some(1));
    assert_eq!(fault["path"], "figures[0].observations[0].value");
    assert_eq!(fault["file"], "broken.json");
    assert!(fault["line"].as_u64() > Some(1) && fault["column"].is_u64() && fault["expected"].is_string());
    let line = desk.read("broken.json").lines().nth(fault["line"].as_u64().unwrap() as usize - 1).unwrap().to_owned();
    assert!(line.contains("\"value\""), "{line}");
}

#[test]
fn the_article_is_compared() {
    let desk = Desk::new("article");
    desk.write("article.md", ARTICLE);
    let mut said = desk.says(&["check", "program.json", "--article", "article.md"]);
    // 12 workshops are in no text of the dataset
    assert!(said.contains("paragraph 1.2: 12 is not in the dataset") && said.ends_with("= 1\n"), "{said}");
    desk.write("article.md", &ARTICLE.replace("12 workshops", "workshops").replace("51.8", "51.9"));
    said += &desk.says(&["check", "program.json", "--article", "article.md"]);
    said += &desk.says(&["check", "program.json", "--article", "article.md", "--format", "json"]);
    // the paragraph of a figure, and one of which a number is said to be left out
    desk.write("article.md", &ARTICLE.replace("[1.1]", "[1.3]"));
    let left_out = r#""left_out": [{ "paragraph": "1.2", "number": "12", "why": "part of a name" },
        { "paragraph": "1.1", "number": "13" }], "updated""#;
    desk.write("left-out.json", &MINIMAL.replacen("\"updated\"", left_out, 1));
    let left = desk.says(&["check", "left-out.json", "--article", "article.md"]);
    assert!(left.contains("no such paragraph: 1.1") && left.contains("13 is not in the article"), "{left}");
    assert!(left.contains("0 numbers of the article are not in the dataset"), "{left}");
    said += &left;
    said += &desk.says(&["check", "left-out.json", "--article", "article.md", "--format", "json"]);
    desk.write("article.md", &ARTICLE.replace("12 workshops", "workshops"));
    let sound = desk.says(&["check", "program.json", "--article", "article.md"]);
    assert!(sound.ends_with("= 0\n"), "{sound}");
    said += &sound;
    insta::assert_snapshot!(said);
}

/// The datasets of the repository are sound, and the fictitious article has the numbers of its dataset and no others.
#[test]
fn the_second_programme_is_that_of_its_article() {
    let desk = Desk::new("second");
    let second = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/second");
    let (folder, article) = (second.display().to_string(), second.join("article.md").display().to_string());
    let said = desk.says(&["check", &folder, "--article", &article]);
    assert!(said.contains("60 projects") && said.ends_with("= 0\n"), "{said}");
    let text = fs::read_to_string(second.join("program.json")).unwrap();
    assert!(shanhai_dataset::layout::text(&serde_json::from_str(&text).unwrap()) == text, "shanhai format corrects it");
}

/// 12.5万, 12.5亿, 12.5%, 12.5个百分点 and 12.5 are five numbers.
#[test]
fn numbers_are_compared_with_their_scale_and_measure() {
    let desk = Desk::new("scale");
    let compared = |article: &str| {
        desk.write("article.md", article);
        desk.says(&["check", "program.json", "--article", "article.md"])
    };
    let article = ARTICLE.replace("12 workshops", "workshops");
    for written in ["49.8 万余", "49.8余万", "498,000余", "498 thousand "] {
        let said = compared(&article.replace("49.8万余", written));
        assert!(said.ends_with("= 0\n"), "{said}");
    }
    for written in ["49.8亿余", "49.8余", "49.8%", "498 million "] {
        let said = compared(&article.replace("49.8万余", written));
        assert!(said.contains("(`visits`): 49.8万 is not in the article's paragraph 1.1 (line 5)"), "{said}");
        assert!(said.contains(&format!("{} is not in the dataset", written.trim_end_matches(['余', ' ']))), "{said}");
    }
    for written in ["51.8个百分点", "51.8", "51.8万"] {
        let said = compared(&article.replace("51.8%", written));
        assert!(said.contains("51.8% is not in the article") && said.contains(&format!("{written} is not")), "{said}");
    }
    for written in ["百分之五十一点八", "百分之51.8", "５１．８%", "51.8 per cent"] {
        let said = compared(&article.replace("51.8%", written));
        assert!(said.ends_with("= 0\n"), "{said}");
    }
    let said = compared(&article.replace("51.8%", "51.8%，百分之二十五"));
    assert!(said.contains("百分之二十五 is not in the dataset"), "{said}");
    for written in ["三千 to 3 500.50", "three thousand to 3\u{a0}500.50"] {
        let said = compared(&article.replace("3000 to 3500.50", written));
        assert!(said.ends_with("= 0\n"), "{said}");
    }
    // in words, too
    let said = compared(&article.replace("49.8万余", "四十九万余"));
    assert!(said.contains("49.8万 is not in the article") && said.ends_with("= 1\n"), "{said}");
}

/// What the check refuses nothing rewrites: a field that stands there twice would be lost.
#[test]
fn a_file_with_a_fault_is_never_rewritten() {
    let desk = Desk::new("twice");
    desk.says(&["csv", "export", "program.json", "sheets"]);
    let sheet = desk.read("sheets/partners.csv").replace("A district", "Another district");
    desk.write("sheets/partners.csv", &sheet);
    for broken in [
        MINIMAL.replacen("\"partners\": [", "\"partners\": [], \"partners\": [", 1),
        MINIMAL.replacen("\"en\":", "\"en\": \"a\", \"en\":", 1),
        MINIMAL.replacen("49.8", "\"49.8\"", 1),
        MINIMAL.replacen("\"theme\": \"industry\"", "\"theme\": \"industri\"", 1),
        format!("{MINIMAL} x"),
    ] {
        assert_ne!(broken, MINIMAL);
        desk.write("program.json", &broken);
        let refused = desk.says(&["check", "program.json"]);
        let faults = refused.lines().skip(1).take_while(|line| !line.starts_with('=')).collect::<Vec<_>>().join("\n");
        for task in [&["format", "program.json"][..], &["csv", "import", "program.json", "sheets"]] {
            let said = desk.says(task);
            assert!(said.contains(&faults) && said.ends_with("Nothing was changed.\n= 1\n"), "{said}");
            assert_eq!(desk.read("program.json"), broken, "{said}");
        }
    }
}

#[test]
fn sheets_go_out_and_come_back() {
    let desk = Desk::new("sheets");
    desk.says(&["format", "program.json"]);
    let laid_out = desk.read("program.json");
    let mut said = desk.says(&["csv", "export", "program.json", "sheets"]);
    said += &desk.says(&["csv", "import", "program.json", "sheets"]);
    assert!(said.contains("nothing has changed"), "{said}");
    let edited = desk.read("sheets/partners.csv").replace("A district", "Another district");
    desk.write("sheets/partners.csv", &edited);
    said += &desk.says(&["csv", "import", "program.json", "sheets"]);
    assert_eq!(desk.read("program.json"), laid_out.replace("A district", "Another district"));
    // what would break the dataset changes nothing
    desk.write("sheets/projects.csv", &desk.read("sheets/projects.csv").replace(",industry,", ",industri,"));
    let before = desk.read("program.json");
    said += &desk.says(&["csv", "import", "program.json", "sheets"]);
    desk.write("sheets/projects.csv", "id\npark\n");
    let refused = desk.says(&["csv", "import", "program.json", "sheets"]);
    assert!(refused.contains("the column name.zh-Hans is missing") && refused.ends_with("= 1\n"), "{refused}");
    assert_eq!(desk.read("program.json"), before);
    fs::create_dir(desk.path("empty")).unwrap();
    said += &desk.says(&["csv", "import", "program.json", "empty"]);
    desk.write("broken.json", &MINIMAL.replacen("49.8", "\"49.8\"", 1));
    assert!(desk.says(&["csv", "export", "broken.json", "sheets"]).ends_with("= 1\n"));
    insta::assert_snapshot!(said);
}

/// A file in another encoding is told with the place and the bytes, also to machines.
#[test]
fn a_file_that_is_no_utf8_is_told_with_its_place() {
    let desk = Desk::new("encodings");
    let gbk = encoding_rs::GB18030.encode(MINIMAL).0.into_owned();
    fs::write(desk.path("gbk.json"), &gbk).unwrap();
    let utf16: Vec<u8> = [0xFF, 0xFE].into_iter().chain(MINIMAL.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    fs::write(desk.path("utf16.json"), utf16).unwrap();
    fs::write(desk.path("no-mark.json"), MINIMAL.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>())
        .unwrap();
    desk.write("bom.json", &format!("\u{feff}{MINIMAL}"));
    let mut said = String::new();
    for arguments in [
        &["check", "gbk.json"][..],
        &["check", "gbk.json", "--format", "json"],
        &["check", "utf16.json"],
        &["check", "no-mark.json"],
        &["format", "gbk.json"],
    ] {
        said += &desk.says(arguments);
    }
    assert_eq!(said.matches("= 1\n").count(), 5, "{said}");
    assert!(said.contains("\"line\":") && said.contains("GBK") && said.contains("UTF-16"), "{said}");
    assert!(desk.says(&["check", "bom.json"]).ends_with("= 0\n"));
    assert_eq!(fs::read(desk.path("gbk.json")).unwrap(), gbk, "nothing was changed");
    fs::write(desk.path("squares.topojson"), b"{\xFF").unwrap();
    said += &desk.says(&["check", "program.json"]);
    insta::assert_snapshot!(said);
}

/// Neither an export nor an import loses what somebody has edited without being told to.
#[test]
fn nobodys_edits_are_lost() {
    let desk = Desk::new("edits");
    for (place, sheet) in [("sheets", "sheets/partners.csv"), ("book.xlsx", "book.xlsx")] {
        desk.write("program.json", MINIMAL);
        assert!(desk.says(&["csv", "export", "program.json", place]).ends_with("= 0\n"));
        // once more, as nothing was edited; also when the dataset has changed since
        assert!(desk.says(&["csv", "export", "program.json", place]).ends_with("= 0\n"));
        desk.write("program.json", &MINIMAL.replace("A district", "The district"));
        assert!(desk.says(&["csv", "export", "program.json", place]).ends_with("= 0\n"));
        if sheet.ends_with(".csv") {
            desk.write(sheet, &desk.read(sheet).replace("The district", "Our district"));
            let mut said = desk.says(&["csv", "export", "program.json", place]);
            assert!(said.contains("partners.csv: edited since") && said.ends_with("= 1\n"), "{said}");
            assert!(desk.read(sheet).contains("Our district"));
            assert!(desk.says(&["csv", "export", "program.json", place, "--overwrite"]).ends_with("= 0\n"));
            assert!(desk.read(sheet).contains("The district"));
            said += &desk.says(&["diff", "program.json", "program.json"]);
            insta::assert_snapshot!("what_an_export_would_overwrite", said);
        }
        // the file changes, the sheets do not
        let newer = desk.read("program.json").replace("The district", "A newer district");
        desk.write("program.json", &newer);
        let said = desk.says(&["csv", "import", "program.json", place]);
        assert!(said.contains("name.en: A newer district → The district") && said.ends_with("= 1\n"), "{said}");
        assert_eq!(desk.read("program.json"), newer);
        insta::assert_snapshot!(format!("what_older_sheets_would_undo-{place}"), said);
        assert!(desk.says(&["csv", "import", "program.json", place, "--undo"]).ends_with("= 0\n"));
        assert!(desk.read("program.json").contains("The district"));
    }
}

#[test]
fn changes_are_told_to_those_who_sign_them() {
    let desk = Desk::new("diff");
    let mut new: serde_json::Value = serde_json::from_str(MINIMAL).unwrap();
    new["figures"][4]["observations"][0]["value"] = serde_json::from_str("18.0").unwrap();
    new["partners"][0]["name"]["en"] = "Another district".into();
    desk.write("new.json", &new.to_string());
    let mut said = desk.says(&["diff", "program.json", "new.json"]);
    assert!(said.contains("1 figure with another value") && said.contains("→ 18.0"), "{said}");
    said += &desk.says(&["diff", "program.json", "new.json", "--format", "json"]);
    assert!(desk.says(&["diff", "program.json", "new.json", "--format", "html"]).contains("<ins>18.0"));
    desk.write("broken.json", "{");
    said += &desk.says(&["diff", "program.json", "broken.json"]);
    insta::assert_snapshot!(said);
}

#[test]
fn a_map_is_made_of_a_file_of_boundaries() {
    let desk = Desk::new("map");
    let said = desk.says(&["map", "squares.topojson", "--id", "adcode", "--to", "map", "--places", "program.json"]);
    assert!(said.ends_with("= 0\n"), "{said}");
    desk.write(
        "program.json",
        &MINIMAL.replace("squares.topojson", "map/boundaries.topojson").replace("tiles.json", "map/tiles.json"),
    );
    let checked = desk.says(&["check", "program.json"]);
    assert!(checked.ends_with("= 0\n"), "{checked}");
    let refused =
        desk.says(&["map", "squares.topojson", "--id", "adcode", "--only", "100002", "--places", "program.json"]);
    assert!(refused.contains("lies in none of the regions") && refused.ends_with("= 1\n"), "{refused}");
    insta::assert_snapshot!(said + &refused);
}

/// The commands that the README and the tutorial name are there.
#[test]
fn the_help_names_every_task() {
    let desk = Desk::new("help");
    let said = desk.says(&["--help"]);
    for task in ["new", "check", "csv", "format", "diff", "map", "serve", "publish"] {
        assert!(said.contains(&format!("  {task} ")), "{said}");
        assert!(desk.says(&[task, "--help"]).ends_with("= 0\n"));
    }
    assert!(Path::new(env!("CARGO_BIN_EXE_shanhai")).exists());
}

/// A template is sound as it is begun, says in its article what it says in its data, and finds its schema.
#[test]
fn a_programme_is_begun_in_either_language() {
    let desk = Desk::new("new");
    for (name, language) in [("海湾", "zh-Hans"), ("harbour", "en")] {
        let said = desk.says(&["new", name, "--lang", language]);
        assert!(said.contains(&format!("shanhai serve {name}")) && said.ends_with("= 0\n"), "{said}");
        let said = desk.says(&["check", name, "--article", &format!("{name}/article.md")]);
        assert!(
            said.contains("0 numbers of the article are not in the dataset, 0 of the dataset")
                && said.ends_with("= 0\n"),
            "{said}"
        );
        let text = desk.read(&format!("{name}/program.json"));
        let dataset: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert!(desk.path(name).join(dataset["$schema"].as_str().unwrap()).is_file());
        assert_eq!(dataset["languages"][0], language);
        assert!(shanhai_dataset::layout::text(&dataset) == text, "shanhai format corrects it");
        let again = desk.says(&["new", name]);
        assert!(again.contains("is not empty") && again.ends_with("= 2\n"), "{again}");
    }
}

/// No folder that would be written is that of a programme, whatever the folders are called.
#[test]
fn no_programme_is_published_over_another() {
    let desk = Desk::new("over");
    for (folder, id) in [("many/one", "two"), ("many/two", "three"), ("data", "four")] {
        fs::create_dir_all(desk.path(folder)).unwrap();
        desk.write(&format!("{folder}/program.json"), &MINIMAL.replacen("\"small\"", &format!("\"{id}\""), 1));
        for name in ["squares.topojson", "tiles.json"] {
            fs::copy(desk.path(name), desk.path(folder).join(name)).unwrap();
        }
    }
    let both = ["many/one", "many/two"];
    for (programmes, out, destination) in [
        (&both[..], "many", "many/two"),
        (&both, "./many/../many", "./many/../many/two"),
        (&["data", "many/one"], "data", "data"),
        (&["many/one"], "many/one", "many/one"),
        (&["data"], ".", "."),
    ] {
        let said = desk.says(&[&["publish", "--out", out], programmes].concat());
        assert!(said.contains(&format!("{destination} holds the programme itself, with ")), "{said}");
        assert!(said.contains("--out site") && said.ends_with("= 2\n"), "{said}");
    }
    for (programme, out) in [("many/one", "many"), ("many/one", "many/one/site"), ("many/two", ".")] {
        let said = desk.says(&["publish", programme, "--out", out]);
        assert!(!said.contains("holds the programme"), "{said}");
    }
}

/// A command without the graphic says so, and how to get one that has it.
#[test]
fn a_command_without_the_graphic_says_so() {
    let desk = Desk::new("bare");
    for task in [&["publish", ".", "--out", "site"][..], &["serve", "."]] {
        if option_env!("SHANHAI_ASSETS").is_none_or(str::is_empty) {
            let said = desk.says(task);
            assert!(said.contains("holds no graphic") && said.contains("./dev release"), "{said}");
            assert!(said.ends_with("= 2\n") && !desk.path("site").exists(), "{said}");
        }
    }
}
