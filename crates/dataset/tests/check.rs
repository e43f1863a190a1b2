//! Each rule of the checks, on a small programme that is sound but for one thing.

mod common;

use common::{MINIMAL, SQUARES, beside};
use proptest::prelude::*;
use serde_json::{Value, json};
use shanhai_dataset::Decimal;
use shanhai_dataset::check::{CheckedDataset, Fault};
use shanhai_dataset::report::Report;

fn edited(edit: fn(&mut Value)) -> Result<CheckedDataset, Vec<Fault>> {
    let mut program: Value = serde_json::from_str(MINIMAL).unwrap();
    edit(&mut program);
    shanhai_dataset::check::check(&program.to_string(), &beside)
}

/// The faults that the edits of a test make; all of them together are a snapshot, so that every word of every message is
/// looked at when it changes.
struct Messages {
    test: &'static str,
    text: String,
}

impl Messages {
    fn by(test: &'static str) -> Messages {
        Messages { test, text: String::new() }
    }

    /// The edit makes a fault at `path` whose words hold `part`.
    #[track_caller]
    fn check(&mut self, edit: fn(&mut Value), path: &str, part: &str) {
        let mut program: Value = serde_json::from_str(MINIMAL).unwrap();
        edit(&mut program);
        self.text(&shanhai_dataset::layout::text(&program), path, part);
    }

    /// The text is no sound dataset, by a fault at `path` whose words hold `part`.
    #[track_caller]
    fn text(&mut self, json: &str, path: &str, part: &str) {
        self.faults(json, &beside, path, part);
    }

    /// The programme is sound but for its boundary file (or its tile grid).
    #[track_caller]
    fn file(&mut self, name: &str, content: &str, part: &str) {
        let beside = |other: &str| if other == name { Ok(content.to_owned()) } else { beside(other) };
        let path = if name == "tiles.json" { "map.tiles" } else { "map.boundaries" };
        self.faults(MINIMAL, &beside, path, part);
    }

    #[track_caller]
    fn faults(&mut self, json: &str, beside: &dyn Fn(&str) -> Result<String, String>, path: &str, part: &str) {
        let faults = shanhai_dataset::check::check(json, beside).expect_err("the edit is a fault");
        let report = Report::new("program.json", json, &faults).to_string();
        let hit = faults.iter().any(|fault| fault.path == path && fault.to_string().contains(part));
        assert!(hit, "no fault at {path} with `{part}` in:\n{report}");
        self.text += &report;
        self.text += "\n\n";
    }
}

impl Drop for Messages {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            insta::assert_snapshot!(self.test, self.text);
        }
    }
}

#[test]
fn the_programme_itself_is_sound() {
    let program = shanhai_dataset::check::check(MINIMAL, &beside).unwrap();
    assert_eq!(program.hash().len(), 16);
    assert_eq!(program.authored().figures.len(), 9);
}

#[test]
fn a_shape_fault_carries_its_path() {
    let mut messages = Messages::by("a_shape_fault_carries_its_path");
    messages.check(|p| p["periods"][0]["from"] = json!("2020"), "periods[0].from", "whole number");
    messages.check(|p| p["figures"][1]["kind"] = json!("stok"), "figures[1].kind", "stok");
    messages.check(|p| p["figures"][1]["colour"] = json!("red"), "figures[1].colour", "the field `colour`");
    messages.check(
        |p| p["figures"][0]["observations"][0]["value"] = json!("1"),
        "figures[0].observations[0].value",
        "a number without quotes",
    );
    messages.text(&format!("{MINIMAL} x"), "the file", "the end of the file");
    messages.text("", "the file", "the end of the file");
    messages.text("{\n  \"id\": \"a\",\n}", "the file", "no comma before");
    messages.text(&"[".repeat(1000), "the file", "fewer braces");
    messages.text(&MINIMAL.replacen("\"id\":", "\"id\": \"a\", \"id\":", 1), "id", "the field twice");
    let twice = MINIMAL.replacen("\"en\":", "\"en\": \"a\", \"en\":", 1);
    messages.text(&twice, "title.en", "the field twice");
    messages.text(&twice.replacen("\"id\":", "\"it\":", 1), "title.en", "the field twice");
    messages.check(|p| drop(p.as_object_mut().unwrap().remove("sides")), "sides", "nothing");
    messages.check(|p| drop(p["figures"][2].as_object_mut().unwrap().remove("unit")), "figures[2].unit", "nothing");
    messages.check(|p| p["title"] = json!("a"), "title", "an object in braces");
    messages.check(|p| p["periods"][0] = json!("a"), "periods[0]", "an object in braces");
    messages.check(|p| p["id"] = json!(1), "id", "a text in quotes");
    messages.check(|p| p["headline"] = json!("visits"), "headline", "a list in square brackets");
    messages.check(|p| p["models"][0]["explained"] = json!("yes"), "models[0].explained", "true or false");
    messages.check(|p| p["figures"][0]["colour-of-the-bar"] = json!("red"), "figures[0].colour-of-the-bar", "a remark");
    messages.check(|p| p["figures"][0]["kind"] = json!("something-else"), "figures[0].kind", "one of these words");
    messages.check(|p| p["models"][0]["parts"][0] = json!({ "txt": "a" }), "models[0].parts[0]", "\"join\"");
    messages.check(|p| p["charts"][0]["panels"][0] = json!("bars"), "charts[0].panels[0]", "an object in braces");
    messages.check(
        |p| p["charts"][0]["panels"] = json!([{ "kind": "timeline", "bars": [] }]),
        "charts[0].panels[0].bars",
        "one of `kind`",
    );
    messages.text(&MINIMAL.replace("100.5", "1e999"), "places[0].lon", "usual size");
    messages.text(&MINIMAL.replace("\"from\": 2020", "\"from\": 99999"), "periods[0].from", "usual size");
}

/// Characters that editors and word processors put in place of those of JSON: each is named, with what to type.
#[test]
fn the_character_that_stands_there_is_named() {
    let mut messages = Messages::by("the_character_that_stands_there_is_named");
    let mut put = |from: &str, to: &str, part: &str| {
        assert!(MINIMAL.contains(from), "{from}");
        messages.text(&MINIMAL.replacen(from, to, 1), "the file", part);
    };
    put("\"id\"", "“id”", "quote “ (U+201C)");
    put("\"id\"", "‘id’", "apostrophe ‘ (U+2018)");
    put("\"id\"", "'id'", "Type \" in its place");
    put("\"id\":", "\"id\"：", "sign ： (U+FF1A)");
    put(",\n", "，\n", "sign ， (U+FF0C)");
    put("{", "｛", "Type { in its place");
    put("{", "{\u{a0}", "a no-break space (U+00A0)");
    put("{", "{\u{3000}", "a full-width space (U+3000)");
    put("{", "{\u{200b}", "U+200B");
    put("{", "{\u{feff}", "a byte order mark (U+FEFF)");
    put("A park", "A\npark", "the end of the line");
    put("{", "{ // a remark\n", "JSON has no comments");
    put("{", "{ # a remark\n", "JSON has no comments");
    put("49.8", "４9.8", "digit ４ (U+FF14)");
    put("49.8", "49．8", "Type . in its place");
    put("49.8", "+49.8", "`+` in");
    put("49.8", "049.8", "a number such as 12.5");
    put("\"id\":", "\"id\"", "a colon");
    put("\"id\":", "\"i\td\":", "no line break or tab");
    put("\"id\":", "\"i\\d\":", "no backslash");
    messages.text(&MINIMAL[..MINIMAL.find("en").unwrap()], "the file", "a quote at the end");
    messages.text(&MINIMAL[..MINIMAL.rfind(']').unwrap()], "the file", "a closing brace or bracket");
    messages.text(
        &MINIMAL.replacen("\"headline\": [", "\"headline\": [1 ", 1),
        "the file",
        "a comma or a closing bracket",
    );
}

/// Names that mean something to other languages mean nothing here.
#[test]
fn names_of_other_languages_are_unknown_fields() {
    for name in ["__proto__", "constructor", "toString", "$serde_json::private::Number", "a.b", "a[0]", ""] {
        let json = MINIMAL.replacen('{', &format!("{{ {}: {{}},", Value::from(name)), 1);
        let faults = shanhai_dataset::check::check(&json, &beside).expect_err(name);
        assert!(!Report::new("program.json", &json, &faults).to_string().is_empty(), "{name}");
    }
}

/// A file of the size that readers' browsers take, wrong in every place, is told of soon.
#[test]
fn a_large_file_is_checked_in_time() {
    let began = std::time::Instant::now();
    let mut program: Value = serde_json::from_str(MINIMAL).unwrap();
    let project = program["projects"][0].clone();
    let many = |count: usize, with: &dyn Fn(usize, &mut Value)| -> Value {
        let one = |index| {
            let mut project = project.clone();
            project["id"] = json!(format!("p-{index}"));
            with(index, &mut project);
            project
        };
        (0..count).map(one).collect()
    };
    program["projects"] = many(4000, &|_, project| project["link"] = json!("nobody"));
    assert!(shanhai_dataset::check::check(&program.to_string(), &beside).is_err());
    program["projects"] = many(4000, &|_, project| project["place"] = json!("nowhere"));
    program["headline"] = (0..20_000).map(|index| json!(format!("p-{index}"))).collect();
    assert!(shanhai_dataset::check::check(&program.to_string(), &beside).is_err());
    // some tenths of a second on an old machine, unoptimised; with a search for each word it was minutes
    assert!(began.elapsed().as_secs() < 30, "{:?}", began.elapsed());
}

#[test]
fn files_beside_are_read_or_refused_with_a_reason() {
    let mut messages = Messages::by("files_beside_are_read_or_refused_with_a_reason");
    let mut squares = |from: &str, to: &str, part: &str| {
        assert!(SQUARES.contains(from), "no {from}");
        messages.file("squares.topojson", &SQUARES.replacen(from, to, 1), part);
    };
    squares("{", "", "the end of the file");
    squares("\"arcs\":[[[10,0]", "\"curves\":[[[10,0]", "the field `arcs`");
    squares("[[10,0],[0,10]]", "[[10,0],[0,\"x\"]]", "arcs[0][1][1]");
    squares("0.1,0.1", "0.1,0", "the transform cannot be");
    squares("0.1,0.1", "1e400,1e400", "scale");
    squares("\"o\":", "\"a\":{\"type\":\"GeometryCollection\",\"geometries\":[]},\"o\":", "2 objects");
    squares("\"adcode\":100002", "\"adcode\":\"100001\"", "twice");
    squares("\"adcode\":100002", "\"code\":2", "geometry 1 has neither");
    squares("[[0,1]]", "[[0,9]]", "names arc 9");
    squares("[[0,1]]", "[[0,-99999]]", "names arc -99999");
    squares("[[0,1]]", "[[0]]", "broken behind its arc 0");
    squares("[[0,1]]", "[[0,2]]", "broken behind its arc 0");
    squares("[[10,0],[0,10]]", "[[10,0]]", "less than two points");
    squares("[10,0],[0,10]", "[10,0],[0]", "less than two coordinates");
    squares("\"Polygon\",\"arcs\":[[0,1]]", "\"LineString\",\"arcs\":[0,1]", "no polygon");
    squares("{\"type\":\"Polygon\",\"arcs\":[[0,1]],\"properties\":{\"adcode\":\"100001\"}}", "7", "o.geometries[0]");
    let region = r#"{"type":"Polygon","arcs":[[0,1]],"properties":{"adcode":"100001"}}"#;
    squares(region, &vec![region; 501].join(","), "more than 500");
    let long = format!("[[10,0],[0,10]{},[0,0]]", ",[0,0]".repeat(100_000));
    squares("[[10,0],[0,10]]", &long, "simplify them");
    let degrees = "\"transform\":{\"scale\":[0.1,0.1],\"translate\":[100,20]},";
    squares(degrees, "", "broken behind its arc 0");
    // metres, as of a file in another projection
    squares("[10,0],[0,10]", "[10,0],[0,40000]", "no place on earth");
    messages.file("squares.topojson", r#"{"type":"Point","coordinates":[1,2]}"#, "a Point of GeoJSON");
    messages.file("squares.topojson", r#"{"type":"Map"}"#, "a file of the type `Map`");
    messages.file("squares.topojson", "{}", "no field `type`");
    messages.file("squares.topojson", r#"{"type":"Topology","arcs":[[[0,0],[0,0]]],"objects":{}}"#, "no extent");
    messages.file("squares.topojson", r#"{"type":"Topology","arcs":[[[0,0],[1,1]]],"objects":{"o":{"type":"Point","coordinates":[1,2]}},"transform":{"scale":[1,1],"translate":[0,0]}}"#, "no collection");
    messages.file("tiles.json", "{", "the end of the file");
    messages.file("tiles.json", r#"{"cols":"1","rows":1,"tiles":[]}"#, "a whole number from 0 to 255");
    messages.file("tiles.json", r#"{"cols":1,"rows":1,"tiles":[{"adcode":"100001","col":1,"row":0}]}"#, "outside");
    messages.file(
        "tiles.json",
        r#"{"cols":1,"rows":1,"tiles":[{"adcode":"100001","col":0,"row":0},{"adcode":"100002","col":0,"row":0}]}"#,
        "another one",
    );
    messages.file(
        "tiles.json",
        r#"{"cols":2,"rows":1,"tiles":[{"adcode":"100001","col":0,"row":0},{"adcode":"100001","col":1,"row":0}]}"#,
        "two tiles",
    );
}

/// Titles, readings and summaries have no paragraph: their numbers come from figures.
#[test]
fn numbers_in_words_come_from_figures() {
    let mut messages = Messages::by("numbers_in_words_come_from_figures");
    messages.check(|p| p["charts"][0]["title"]["en"] = json!("Up 51.9 %"), "charts[0].title.en", "`51.9 %`");
    // another scale or measure is another number
    messages.check(|p| p["charts"][0]["title"]["en"] = json!("498 million"), "charts[0].title.en", "`498 million`");
    messages.check(|p| p["charts"][0]["title"]["zh-Hans"] = json!("共49.8亿"), "charts[0].title.zh-Hans", "`49.8亿`");
    messages.check(
        |p| p["charts"][0]["title"]["zh-Hans"] = json!("多51.8个百分点"),
        "charts[0].title.zh-Hans",
        "个百分点`",
    );
    messages.check(|p| p["charts"][0]["reading"]["zh-Hans"] = json!("共777人"), "charts[0].reading.zh-Hans", "`777`");
    messages.check(
        |p| p["charts"][0]["panels"][1]["groups"][0]["label"]["en"] = json!("2019"),
        "charts[0].panels[1].groups[0].label.en",
        "`2019`",
    );
    messages.check(|p| p["subtitle"]["en"] = json!("12 lessons"), "subtitle.en", "`12`");
    messages.check(|p| p["themes"][0]["summary"]["en"] = json!("12 parks"), "themes[0].summary.en", "`12`");
    for sound in ["498,000 crossings, up 51.8 %", "49.8万", "3,000 to 3,500.50 yuan", "since 1996"] {
        let mut program: Value = serde_json::from_str(MINIMAL).unwrap();
        program["charts"][0]["title"]["en"] = json!(sound);
        let faults = shanhai_dataset::check::check(&program.to_string(), &beside).err();
        assert_eq!(faults, None, "{sound}");
    }
}

#[test]
fn every_fault_is_told_at_once() {
    let faults = edited(|p| {
        p["id"] = json!("Small");
        p["title"]["en"] = json!("");
        p["places"][0]["lon"] = json!(120);
        p["figures"][3]["unit"] = json!("schol");
        p["headline"] = json!(["nobody-knows-this", "visitz"]);
        p["map"]["tiles"] = json!("none.json");
    })
    .unwrap_err();
    let paths: Vec<&str> = faults.iter().map(|fault| fault.path.as_str()).collect();
    for path in ["id", "title.en", "places[0]", "figures[3].unit", "headline[0]", "headline[1]", "map.tiles"] {
        assert!(paths.contains(&path), "{path} in {paths:?}");
    }
}

#[test]
fn ids_have_their_form_and_are_unique() {
    let mut messages = Messages::by("ids_have_their_form_and_are_unique");
    messages.check(|p| p["figures"][0]["id"] = json!("1a"), "figures[0].id", "lower-case");
    messages.check(|p| p["charts"][0]["id"] = json!(""), "charts[0].id", "lower-case");
    messages.check(|p| p["models"][1]["id"] = json!("pairing"), "models[1].id", "again");
    messages.check(|p| p["derived"][0]["id"] = json!("visits"), "derived[0].id", "again");
    messages.check(|p| p["source"]["paragraphs"][2] = json!("1.1"), "source.paragraphs[2]", "again");
    messages.check(|p| p["headline"] = json!(["visits", "visits"]), "headline[1]", "again");
}

#[test]
fn references_resolve() {
    let mut messages = Messages::by("references_resolve");
    messages.check(
        |p| p["figures"][0]["observations"][0]["period"] = json!("nwo"),
        "figures[0].observations[0].period",
        "mean `now`",
    );
    messages.check(|p| p["figures"][0]["unit"] = json!("visits"), "figures[0].unit", "mean `visit`");
    messages.check(|p| p["figures"][3]["theme"] = json!("x"), "figures[3].theme", "id of a theme");
    messages.check(|p| p["figures"][3]["place"] = json!("x"), "figures[3].place", "id of a place");
    messages.check(|p| p["figures"][1]["part_of"] = json!("x"), "figures[1].part_of", "id of a figure");
    messages.check(|p| p["figures"][2]["growth_of"] = json!("x"), "figures[2].growth_of", "id of a figure");
    messages.check(|p| p["figures"][0]["paragraph"] = json!("9.9"), "figures[0].paragraph", "source.paragraphs");
    messages.check(|p| p["projects"][0]["route"] = json!(["town", "twon"]), "projects[0].route[1]", "mean `town`");
    messages.check(|p| p["projects"][0]["route"] = json!(["town"]), "projects[0].route", "two places or more");
    messages.check(
        |p| {
            for id in ["first", "second"] {
                let mut place = p["places"][0].clone();
                place["id"] = json!(id);
                p["places"].as_array_mut().unwrap().push(place);
            }
            p["projects"][0]["route"] = json!(["first", "second"]);
        },
        "projects[0].route",
        "does not pass `town`",
    );
    messages.check(|p| p["places"][0]["region"] = json!("100009"), "places[0].region", "Did you mean `10000");
    messages.check(|p| p["projects"][0]["partners"][0] = json!("x"), "projects[0].partners[0]", "id of a partner");
    messages.check(|p| p["projects"][0]["models"][0] = json!("paring"), "projects[0].models[0]", "mean `pairing`");
    messages.check(|p| p["projects"][0]["region"] = json!("x"), "projects[0].region", "adcode");
    messages.check(
        |p| p["projects"][0]["paragraphs"][0] = json!("x"),
        "projects[0].paragraphs[0]",
        "source.paragraphs",
    );
    messages.check(|p| p["timeline"][1]["projects"][0] = json!("parc"), "timeline[1].projects[0]", "mean `park`");
    messages.check(|p| p["charts"][0]["theme"] = json!("x"), "charts[0].theme", "id of a theme");
    messages.check(
        |p| p["charts"][0]["panels"][0]["figures"][0] = json!("x"),
        "charts[0].panels[0].figures[0]",
        "id of a figure",
    );
    messages.check(|p| p["headline"][0] = json!("visit"), "headline[0]", "mean `visits`");
}

#[test]
fn texts_stand_in_every_language_and_are_clean() {
    let mut messages = Messages::by("texts_stand_in_every_language_and_are_clean");
    messages.check(|p| p["title"] = json!({"zh-Hans": "山"}), "title.en", "nothing");
    messages.check(|p| p["title"]["zh-Hans"] = json!(" "), "title.zh-Hans", "empty");
    messages.check(|p| p["title"]["zh"] = json!("山"), "title.zh", "mean `zh-Hans`");
    messages.check(|p| p["title"]["fr-FR"] = json!("Mont"), "title.fr-FR", "Known are");
    messages.check(|p| p["units"][0]["one"]["em"] = json!("x"), "units[0].one.em", "mean `en`");
    messages.check(|p| p["title"]["en"] = json!("a\u{202e}b"), "title.en", "U+202E");
    messages.check(|p| p["title"]["en"] = json!("a\nb"), "title.en", "U+000A");
    messages.check(|p| p["title"]["en"] = json!("a "), "title.en", "no space");
    messages.check(|p| p["projects"][0]["search"] = json!([" "]), "projects[0].search[0]", "an empty text");
    messages.check(|p| p["languages"] = json!(["zh-Hans"]), "title.en", "Add `en` to languages, or remove the text.");
    messages.check(|p| p["source"]["paragraphs"][0] = json!("¶ 1"), "source.paragraphs[0]", "as `1.2`");
    messages.check(|p| p["languages"] = json!(["zh-CN", "en"]), "languages[0]", "mean `zh-Hans`");
    messages.check(|p| p["languages"] = json!([]), "languages", "at least one");
}

#[test]
fn values_are_decimals_in_order() {
    let mut messages = Messages::by("values_are_decimals_in_order");
    const VALUE: &str = "figures[3].observations[0].value";
    fn put(p: &mut Value, value: &str) {
        p["figures"][3]["observations"][0]["value"] = serde_json::from_str(value).unwrap();
    }
    messages.check(|p| put(p, "1e3"), VALUE, "exponent");
    messages.check(|p| put(p, "1234567890123456789"), VALUE, "18 digits");
    messages.check(
        |p| {
            put(p, "123456789012345678");
            p["figures"][3]["observations"][0]["scale"] = json!("万");
        },
        VALUE,
        "its scale included",
    );
    messages.check(|p| put(p, "-5"), VALUE, "nought or more");
    messages.check(
        |p| p["figures"][6]["observations"][0]["value"]["min"] = json!(4000),
        "figures[6].observations[0].value",
        "min below",
    );
    messages.check(|p| p["figures"][3]["observations"] = json!([]), "figures[3].observations", "at least one");
    messages.check(
        |p| p["figures"][8]["observations"].as_array_mut().unwrap().reverse(),
        "figures[8].observations[1].period",
        "oldest",
    );
    messages.check(
        |p| p["figures"][8]["observations"][1]["period"] = json!("old"),
        "figures[8].observations[1].period",
        "one value a period",
    );
    messages.check(
        |p| p["figures"][5]["observations"][0]["value"] = json!(19960),
        "figures[5].observations[0].value",
        "1900",
    );
    assert!(
        edited(|p| p["figures"][2]["observations"][0]["value"] = json!(-1))
            .is_err_and(|faults| { faults.iter().all(|fault| !fault.path.starts_with("figures[2]")) })
    );
}

#[test]
fn figures_are_of_the_kind_that_they_say() {
    let mut messages = Messages::by("figures_are_of_the_kind_that_they_say");
    messages.check(|p| p["figures"][2]["kind"] = json!("stock"), "figures[2].kind", "growth");
    messages.check(|p| p["figures"][3]["kind"] = json!("growth"), "figures[3].kind", "per cent");
    messages.check(|p| p["figures"][3]["kind"] = json!("derived"), "figures[3].kind", "derived");
    messages.check(|p| p["figures"][2]["growth_of"] = Value::Null, "figures[2].growth_of", "nothing");
    messages.check(|p| p["figures"][3]["growth_of"] = json!("visits"), "figures[3].growth_of", "percentage");
    messages.check(
        |p| p["figures"][1]["observations"][0]["value"] = json!(498001),
        "figures[1].part_of",
        "498001 or more",
    );
    messages.check(|p| p["figures"][1]["part_of"] = json!("foreign"), "figures[1].part_of", "itself");
    messages.check(
        |p| p["figures"][2]["growth_of"] = json!("visits-growth"),
        "figures[2].growth_of",
        "the figure that grew",
    );
    messages.check(|p| p["themes"][0]["section"] = json!("9"), "themes[0].section", "a section with paragraphs");
    let more = |p: &mut Value| {
        let theme = p["themes"][0].clone();
        for id in ["a", "b", "c", "d"] {
            let mut theme = theme.clone();
            theme["id"] = json!(id);
            p["themes"].as_array_mut().unwrap().push(theme);
        }
    };
    messages.check(more, "themes[4]", "at most four");
    messages.check(|p| p["projects"][0]["paragraphs"] = json!([]), "projects[0].paragraphs", "the project's paragraph");
    messages.check(|p| p["figures"][0]["part_of"] = json!("foreign"), "figures", "circle");
}

#[test]
fn places_and_regions_agree_with_the_map() {
    let mut messages = Messages::by("places_and_regions_agree_with_the_map");
    messages.check(|p| p["places"][0]["lon"] = json!(101.5), "places[0]", "outline of region 100001");
    messages.check(|p| p["places"][0]["lat"] = json!(100.5), "places[0].lat", "-90 to 90");
    messages.check(|p| p["map"]["regions"][0]["adcode"] = json!("1 0"), "map.regions[0].adcode", "letters, digits");
    messages.check(
        |p| {
            (p["places"][0]["lon"], p["places"][0]["lat"]) =
                (p["places"][0]["lat"].clone(), p["places"][0]["lon"].clone())
        },
        "places[0]",
        "which have changed places",
    );
    messages.check(|p| p["places"][0]["lat"] = json!(30), "places[0]", "outside of every region");
    messages.check(
        |p| p["map"]["boundaries"] = json!("simplified.topojson"),
        "map.regions[1].adcode",
        "no outline any more",
    );
    messages.check(|p| p["map"]["approval"] = json!(" "), "map.approval", "an empty text");
    // eight squares in a row, one of them on the other side of the earth
    let far = |p: &mut Value| {
        p["map"]["boundaries"] = json!("far.topojson");
        p["map"]["tiles"] = json!("eight-tiles.json");
        let region = p["map"]["regions"][1].clone();
        for index in 3..=8 {
            let mut region = region.clone();
            region["adcode"] = json!(format!("10000{index}"));
            p["map"]["regions"].as_array_mut().unwrap().push(region);
        }
    };
    messages.check(far, "map.boundaries", "Cut 100008 from the map");
    messages.check(
        |p| p["map"]["regions"][0]["adcode"] = json!("100009"),
        "map.regions[0].adcode",
        "a region of squares",
    );
    messages.check(|p| p["map"]["boundaries"] = json!("three.topojson"), "map.boundaries", "100003");
    messages.check(|p| p["map"]["tiles"] = json!("one-tile.json"), "map.regions[1].adcode", "tile");
    messages.check(|p| p["map"]["regions"][1]["adcode"] = json!("100001"), "map.regions[1].adcode", "again");
    messages.check(|p| p["map"]["boundaries"] = json!("none"), "map.boundaries", "no such file");
}

/// What mapshaper makes: grids finer than ours, ids in place of a property, and regions of which nothing is left.
#[test]
fn boundaries_are_read_as_tools_write_them() {
    let sound = |from: &str, to: &str| {
        assert!(SQUARES.contains(from), "{from}");
        let squares = SQUARES.replace(from, to);
        let beside = |name: &str| if name == "squares.topojson" { Ok(squares.clone()) } else { beside(name) };
        let faults = shanhai_dataset::check::check(MINIMAL, &beside).err();
        assert_eq!(faults, None, "{to}");
    };
    sound("\"properties\":{\"adcode\":100002}", "\"id\":\"100002\"");
    sound("\"arcs\":[[[10,0],[0,10]]", "\"bbox\":[0,0,1,1],\"arcs\":[[[10,0],[0,10]]");
    // the same squares in steps of 1e-6 degrees
    let finer =
        SQUARES.replace("10", "1000000").replace("100000000000", "1000").replace("0.1,0.1", "0.000001,0.000001");
    let finer = finer.replace("\"1000000000001\"", "\"100001\"");
    assert!(finer.contains("[1000000,0],[0,1000000]"), "{finer}");
    let finer = finer
        .replace("\"translate\":[10000000,20]", "\"translate\":[100,20]")
        .replace("\"adcode\":\"1000000", "\"adcode\":\"10")
        .replace("\"adcode\":1000000", "\"adcode\":10");
    let beside = |name: &str| if name == "squares.topojson" { Ok(finer.clone()) } else { beside(name) };
    assert_eq!(shanhai_dataset::check::check(MINIMAL, &beside).err(), None, "{finer}");
    let bom = format!("\u{feff}{MINIMAL}");
    assert!(shanhai_dataset::check::check(&bom, &common::beside).is_ok());
}

/// Where the law asks for no approval, and the article names no models and dates, the dataset has none.
#[test]
fn what_a_programme_does_not_have_may_be_absent() {
    let mut program: Value = serde_json::from_str(MINIMAL).unwrap();
    for field in ["models", "timeline", "partners"] {
        program.as_object_mut().unwrap().remove(field);
    }
    program["map"].as_object_mut().unwrap().remove("approval");
    for field in ["models", "partners"] {
        program["projects"][0].as_object_mut().unwrap().remove(field);
    }
    let panels = program["charts"][0]["panels"].as_array_mut().unwrap();
    panels.retain(|panel| !["structure", "timeline"].contains(&panel["kind"].as_str().unwrap()));
    program["source"]["note"] = json!({ "zh-Hans": "写于2024年。", "en": "Written in 2024." });
    let text = shanhai_dataset::layout::text(&program);
    let checked = shanhai_dataset::check::check(&text, &beside).unwrap_or_else(|faults| panic!("{faults:?}"));
    assert!(checked.compiled().timeline.is_empty());
    let mut messages = Messages::by("what_a_programme_does_not_have_may_be_absent");
    messages.check(|p| p["source"]["note"]["en"] = json!("Written in 1024."), "source.note.en", "1024");
    messages.check(
        |p| p["source"]["left_out"] = json!([{ "paragraph": "1.1", "number": "few" }]),
        "source.left_out[0].number",
        "one number",
    );
    messages.check(
        |p| p["source"]["left_out"] = json!([{ "paragraph": "9", "number": "7" }]),
        "source.left_out[0].paragraph",
        "source.paragraphs",
    );
}

#[test]
fn links_and_pictures_say_what_they_are_and_where_they_come_from() {
    let mut messages = Messages::by("links_and_pictures_say_what_they_are_and_where_they_come_from");
    fn text(words: &str) -> Value {
        json!({ "zh-Hans": words, "en": words })
    }
    fn picture(p: &mut Value, src: &str) {
        p["hosts"] = json!(["img.example.org"]);
        p["projects"][0]["pictures"] = json!([{ "src": src, "alt": text("A park"), "credit": text("A. Photographer"), "width": 1200, "height": 800 }]);
    }
    fn link(p: &mut Value, url: &str) {
        p["projects"][0]["links"] = json!([{ "text": text("More"), "url": url }]);
    }
    for sound in ["pictures/park-1.jpg", "公园.PNG", "https://img.example.org/park.webp?width=640"] {
        let mut program: Value = serde_json::from_str(MINIMAL).unwrap();
        picture(&mut program, sound);
        link(&mut program, "https://example.org/a?b=c#d");
        let checked = shanhai_dataset::check::check(&program.to_string(), &beside);
        let checked = checked.unwrap_or_else(|faults| panic!("{sound}: {faults:?}"));
        let project = &checked.compiled().projects[0];
        assert_eq!((project.pictures[0].src.as_str(), project.links.len()), (sound, 1));
    }
    const SRC: &str = "projects[0].pictures[0].src";
    messages.check(|p| picture(p, "http://img.example.org/park.jpg"), SRC, "an https address");
    messages.check(|p| picture(p, "https://other.example.org/park.jpg"), SRC, "add `other.example.org` to hosts");
    messages.check(|p| picture(p, "https://img.example.org@evil.example/park.jpg"), SRC, "an https address");
    messages.check(|p| picture(p, "../park.jpg"), SRC, "a file beside the dataset");
    messages.check(|p| picture(p, "/park.jpg"), SRC, "a file beside the dataset");
    messages.check(|p| picture(p, "park.svg"), SRC, "of the form jpg");
    messages.check(|p| picture(p, "park.tiff"), SRC, "of the form jpg");
    messages.check(
        |p| {
            picture(p, "park.jpg");
            p["projects"][0]["pictures"][0]["alt"] = json!({});
        },
        "projects[0].pictures[0].alt.en",
        "the text in this language",
    );
    messages.check(
        |p| {
            picture(p, "park.jpg");
            p["projects"][0]["pictures"][0].as_object_mut().unwrap().remove("credit");
        },
        "projects[0].pictures[0].credit",
        "the field `credit`",
    );
    messages.check(
        |p| {
            picture(p, "park.jpg");
            p["projects"][0]["pictures"][0]["width"] = json!(0);
        },
        "projects[0].pictures[0].width",
        "from 1 to 8192",
    );
    messages.check(|p| p["hosts"] = json!(["https://img.example.org/"]), "hosts[0]", "the name of a host");
    messages.check(|p| p["hosts"] = json!(["a.example", "a.example"]), "hosts[1]", "again");
    const URL: &str = "projects[0].links[0].url";
    messages.check(|p| link(p, "http://example.org/"), URL, "begins with https://");
    messages.check(|p| link(p, "javascript:alert(1)"), URL, "begins with https://");
    messages.check(|p| link(p, "https://example.org/a b"), URL, "begins with https://");
    messages.check(|p| link(p, "https://user:word@example.org/"), URL, "begins with https://");
}

#[test]
fn times_are_possible() {
    let mut messages = Messages::by("times_are_possible");
    messages.check(|p| p["periods"][0]["to"] = json!(2019), "periods[0].to", "2020 or later");
    messages.check(|p| p["periods"][2]["from"] = json!(2020), "periods[2].from", "no year");
    messages.check(|p| p["periods"][1]["from"] = Value::Null, "periods[1].from", "nothing");
    messages.check(|p| p["periods"][2]["to"] = json!(2020), "periods[2].to", "without a first one");
    messages.check(|p| p["timeline"][0]["end"] = json!(2021), "timeline[0].end", "no end without a start");
    messages.check(|p| p["periods"][0]["from"] = json!(202), "periods[0].from", "1900");
    messages.check(|p| p["timeline"][1]["end"] = json!(2021), "timeline[1].end", "2021.5 or later");
    messages.check(|p| p["timeline"][0]["start"] = json!(2021), "timeline[0].start", "no start");
    messages.check(|p| p["timeline"][2]["start"] = Value::Null, "timeline[2].start", "nothing");
    messages.check(|p| p["timeline"][2]["start"] = json!(19960), "timeline[2].start", "1900");
    // a figure stands below an entry only with a value of the entry's time
    let at = "timeline[2].figures[0]";
    messages.check(|p| p["timeline"][2]["figures"] = json!(["visits"]), at, "a value of 1996");
    messages.check(
        |p| p["timeline"][2] = json!({ "start": 2021, "figures": ["visits"], "id": "first", "when": p["timeline"][2]["when"],
            "text": p["timeline"][2]["text"], "kind": "event", "basis": "stated", "paragraph": "0.1" }),
        at,
        "a value of 2021",
    );
    messages.check(|p| p["timeline"][2]["figures"] = json!([p["derived"][0]["id"]]), at, "a value of 1996");
    messages.check(|p| p["timeline"][0]["figures"] = json!(["visits"]), "timeline[0].figures[0]", "no stated time");
    messages.check(|p| p["timeline"][1]["end"] = json!(2023), "timeline[1].figures[0]", "from 2021 to 2023");
    messages.check(
        |p| {
            p["periods"][0]["to"] = Value::Null;
            p["timeline"][2]["start"] = json!(2020);
            p["timeline"][2]["figures"] = json!(["visits"]);
        },
        at,
        "\"period\": \"old\"",
    );
    assert!(
        edited(|p| p["timeline"][1]["figures"] = json!(["visits", "classes"])).is_ok(),
        "one value of it is enough"
    );
    assert!(edited(|p| p["timeline"][0]["figures"] = json!(["lost-schools"])).is_ok(), "both are undated");
    messages.check(|p| p["source"]["updated"] = json!("2023-02-29"), "source.updated", "YYYY-MM-DD");
    messages.check(|p| p["source"]["updated"] = json!("2024-6-1"), "source.updated", "YYYY-MM-DD");
}

#[test]
fn derived_values_follow_from_their_formula() {
    let mut messages = Messages::by("derived_values_follow_from_their_formula");
    messages.check(|p| p["derived"][0]["formula"] = json!("visits /"), "derived[0].formula", "ends too early");
    messages.check(|p| p["derived"][0]["formula"] = json!("visitz / 2"), "derived[0].formula", "mean `visits`");
    messages.check(|p| p["derived"][0]["formula"] = json!("income / 2"), "derived[0].formula", "one value");
    messages.check(|p| p["derived"][0]["formula"] = json!("1 + 1"), "derived[0].formula", "names a figure");
    // a year more makes a formula ask which one is meant
    let further = |formula: &str, value: f64| {
        let mut program: Value = serde_json::from_str(MINIMAL).unwrap();
        let mut observation = program["figures"][0]["observations"][0].clone();
        observation["period"] = json!("old");
        program["figures"][0]["observations"].as_array_mut().unwrap().insert(0, observation);
        program["derived"][0]["formula"] = json!(formula);
        program["derived"][0]["value"] = json!(value);
        shanhai_dataset::layout::text(&program)
    };
    let at = "derived[0].formula";
    messages.text(&further("visits / ( 1 + visits-growth / 100 )", 32.8), at, "name one as `visits@period`");
    messages.text(&further("visits@nwe / ( 1 + visits-growth / 100 )", 32.8), at, "`nwe`");
    let period = serde_json::from_str::<Value>(MINIMAL).unwrap()["figures"][0]["observations"][0]["period"].clone();
    let period = period.as_str().unwrap();
    let formula = format!("visits@{period} / ( 1 + visits-growth / 100 )");
    let faults = shanhai_dataset::check::check(&further(&formula, 32.8), &beside).unwrap_err();
    assert!(faults.iter().all(|fault| fault.path.starts_with("charts")), "{faults:?}");
    messages.text(&MINIMAL.replace("visits / ( 1", "visits@old / ( 1"), at, "one value of `old`");
    messages.check(|p| p["derived"][0]["formula"] = json!("( ".repeat(100)), "derived[0].formula", "more than 64");
    for (formula, part) in [
        ("visits / 1,000", "not a number"),
        ("visits ^ 2", "neither a figure"),
        ("visits / ( 1 - 1 )", "finite"),
        ("visits 2", "nothing is expected"),
        ("( visits", "not closed"),
        ("visits / )", "not `)`"),
        ("visits - 1", "bare numbers"),
    ] {
        messages.text(&MINIMAL.replace("visits / ( 1 + visits-growth / 100 )", formula), "derived[0].formula", part);
    }
    // a share is one whatever the order of its formula
    for formula in ["foreign / visits * 100", "100 * foreign / visits", "( foreign * 100 ) / ( visits )"] {
        let mut program: Value = serde_json::from_str(MINIMAL).unwrap();
        program["derived"][0]["formula"] = json!(formula);
        program["derived"][0]["unit"] = json!("percent");
        program["figures"][1]["part_of"] = Value::Null;
        messages.text(&shanhai_dataset::layout::text(&program), "derived[0].formula", "is said to be a part");
        program["figures"][1]["part_of"] = json!("visits");
        program["figures"][1]["observations"][0]["period"] = json!("old");
        messages.text(&shanhai_dataset::layout::text(&program), "derived[0].formula", "of one period");
    }
    messages.check(|p| p["derived"][0]["value"] = json!(32.9), "derived[0].value", "Write 32.8");
    messages.check(
        |p| p["derived"][0]["formula"] = json!("visits + sea-schools"),
        "derived[0].formula",
        "unlike units",
    );
    messages.check(|p| p["derived"][0]["unit"] = json!("school"), "derived[0].unit", "`visit`, in which");
    messages.check(
        |p| {
            p["derived"][0]["formula"] = json!("foreign / sea-schools * 100");
            p["figures"][3]["unit"] = json!("visit");
            p["derived"][0]["unit"] = json!("percent");
        },
        "derived[0].formula",
        "a part",
    );
    messages.check(|p| p["models"][0]["parts"] = json!([]), "models[0].parts", "at least one part");
}

#[test]
fn charts_show_only_what_their_form_can() {
    let mut messages = Messages::by("charts_show_only_what_their_form_can");
    messages.check(
        |p| {
            let figures = p["figures"][0]["id"].clone();
            p["charts"][0]["panels"] = json!([{ "kind": "timeline", "figures": [figures] }]);
        },
        "charts[0].panels[0].figures",
        "no list in a panel",
    );
    messages.check(
        |p| {
            let model = p["models"][0]["id"].clone();
            p["charts"][0]["panels"][0]["models"] = json!([model]);
        },
        "charts[0].panels[0].models",
        "only `",
    );
    fn figures(p: &mut Value, panel: usize, group: usize, ids: &[&str]) {
        p["charts"][0]["panels"][panel]["groups"][group]["figures"] = json!(ids);
    }
    messages.check(|p| p["charts"][0]["panels"] = json!([]), "charts[0].panels", "at least one");
    const BARS: &str = "charts[0].panels[1].groups";
    messages.check(|p| p["charts"][0]["id"] = json!("map"), "charts[0].id", "none of map");
    messages.check(|p| figures(p, 1, 0, &["sea-schools", "start-year"]), BARS, "style year");
    messages.check(|p| figures(p, 1, 0, &["sea-schools", "visits-growth"]), BARS, "style percent");
    messages.check(
        |p| figures(p, 1, 0, &["sea-schools", "lost-schools"]),
        "charts[0].panels[1].groups[0].figures[1]",
        "undated",
    );
    assert!(edited(|p| figures(p, 1, 0, &["sea-schools", "visits"])).is_ok(), "plain units may differ");
    const PAIR: &str = "charts[0].panels[2].groups[0].figures";
    messages.check(|p| figures(p, 2, 0, &["sea-schools"]), PAIR, "exactly two");
    messages.check(
        |p| figures(p, 2, 0, &["mountain-schools", "sea-schools"]),
        "charts[0].panels[2].groups[0].figures[0]",
        "side sea",
    );
    messages.check(|p| figures(p, 2, 0, &["sea-schools", "visits"]), PAIR, "unit `school`");
    messages.check(
        |p| figures(p, 3, 0, &["sea-schools", "lost-schools"]),
        "charts[0].panels[3].groups",
        "equally many",
    );
    messages.check(
        |p| figures(p, 3, 0, &["sea-schools", "mountain-schools"]),
        "charts[0].panels[3].groups[0].figures[1]",
        "side sea",
    );
    messages.check(|p| figures(p, 3, 0, &["visits"]), "charts[0].panels[3].groups", "unit `visit`");
    messages.check(
        |p| {
            p["charts"][0]["panels"][3]["groups"].as_array_mut().unwrap().pop();
        },
        "charts[0].panels[3].groups",
        "exactly two groups",
    );
    messages.check(|p| figures(p, 3, 0, &["classes"]), "charts[0].panels[3].groups[0].figures[0]", "2 periods");
    messages.check(
        |p| {
            p["charts"][0].as_object_mut().unwrap().remove("note");
        },
        "charts[0].note",
        "`lost-schools` is undated",
    );
    const ROW: &str = "charts[0].panels[4].rows[0]";
    messages.check(
        |p| p["charts"][0]["panels"][4]["rows"][0]["now"] = json!("foreign"),
        &format!("{ROW}.growth"),
        "`foreign`",
    );
    messages.check(
        |p| p["charts"][0]["panels"][4]["rows"][0]["earlier"] = json!("foreign"),
        &format!("{ROW}.earlier"),
        "derived",
    );
    messages.check(|p| p["derived"][0]["formula"] = json!("visits / 1.518"), &format!("{ROW}.earlier"), "formula over");
    messages.check(|p| p["derived"][0]["unit"] = json!("school"), ROW, "unit `visit`");
    messages.check(
        |p| p["charts"][0]["panels"][5]["figures"][0] = json!("visits"),
        "charts[0].panels[5].figures[0]",
        "range",
    );
    messages.check(
        |p| p["charts"][0]["panels"][7]["models"][0] = json!("x"),
        "charts[0].panels[7].models[0]",
        "id of a model",
    );
}

/// A panel of parts: the whole `visits`, and some of its parts.
fn parts(p: &mut Value, ids: &[&str]) {
    p["charts"][0]["panels"] =
        json!([{ "kind": "parts", "groups": [{ "label": { "zh-Hans": "看病", "en": "Visits" }, "figures": ids }] }]);
}

#[test]
fn parts_stand_within_a_whole_that_the_article_gives() {
    const FIGURES: &str = "charts[0].panels[0].groups[0].figures";
    let at = |index: usize| format!("{FIGURES}[{index}]");
    if let Err(faults) = edited(|p| parts(p, &["visits", "foreign"])) {
        panic!("{faults:?}");
    }
    let mut messages = Messages::by("parts_stand_within_a_whole_that_the_article_gives");
    messages.check(|p| parts(p, &["visits"]), FIGURES, "a whole, then one to four parts");
    messages.check(|p| parts(p, &["visits", "a", "b", "c", "d", "e"]), FIGURES, "a whole, then one to four parts");
    messages.check(|p| parts(p, &["visits", "sea-schools"]), FIGURES, "unit `visit`");
    messages.check(|p| parts(p, &["sea-schools", "mountain-schools"]), &at(1), "\"part_of\": \"sea-schools\"");
    messages.check(|p| parts(p, &["visits-before", "foreign"]), &at(0), "a figure of the article");
    messages.check(|p| parts(p, &["visits", "visits-before"]), &at(1), "a figure of the article");
    messages.check(|p| parts(p, &["classes", "sea-schools"]), &at(0), "2 periods");
    messages.check(
        |p| {
            parts(p, &["visits", "foreign", "local"]);
            let figures = p["figures"].as_array_mut().unwrap();
            let foreign = figures.iter().position(|figure| figure["id"] == "foreign").unwrap();
            let mut local = figures[foreign].clone();
            local["id"] = json!("local");
            // the whole is 498,000
            local["observations"][0]["value"] = json!(497_999);
            figures.push(local);
        },
        &at(2),
        "the whole together, or less",
    );
    messages.check(
        |p| {
            parts(p, &["visits", "foreign"]);
            p["figures"][1]["observations"][0]["period"] = json!("y2031");
        },
        &at(1),
        "the whole's period",
    );
}

#[test]
fn bars_stand_in_the_order_of_their_values() {
    fn ordered(p: &mut Value, groups: &[&[&str]]) {
        let group = |ids: &&[&str]| json!({ "label": { "zh-Hans": "学校", "en": "Schools" }, "figures": ids });
        let groups: Vec<_> = groups.iter().map(group).collect();
        p["charts"][0]["panels"] = json!([{ "kind": "bars", "order": "greatest-first", "groups": groups }]);
    }
    let shown = |groups: &[&[&str]]| -> Vec<Vec<String>> {
        let mut program: Value = serde_json::from_str(MINIMAL).unwrap();
        ordered(&mut program, groups);
        let checked = shanhai_dataset::check::check(&program.to_string(), &beside);
        let dataset = checked.unwrap_or_else(|faults| panic!("{faults:?}")).compiled();
        let group = |group: &shanhai_dataset::Group| group.figures.iter().map(|id| id.id().to_owned()).collect();
        dataset.charts[0].panels[0].groups.iter().map(group).collect()
    };
    let greater = |a: &str, b: &str| {
        let program: Value = serde_json::from_str(MINIMAL).unwrap();
        let value = |id: &str| {
            let figures = program["figures"].as_array().unwrap();
            figures.iter().find(|one| one["id"] == id).unwrap()["observations"][0]["value"].as_f64().unwrap()
        };
        value(a) > value(b)
    };
    assert!(greater("visits", "foreign"));
    assert_eq!(shown(&[&["foreign", "visits"]]), [["visits", "foreign"]]);
    assert_eq!(shown(&[&["foreign"], &["visits"]]), [["visits"], ["foreign"]]);
    // a derived value finds its place as well
    assert_eq!(shown(&[&["foreign", "visits-before", "visits"]]), [["visits", "visits-before", "foreign"]]);
    let mut messages = Messages::by("bars_stand_in_the_order_of_their_values");
    messages.check(|p| ordered(p, &[&["visits", "sea-schools"]]), "charts[0].panels[0].groups", "unit `visit`");
    messages.check(
        |p| p["charts"][0]["panels"] = json!([{ "kind": "timeline", "order": "greatest-first" }]),
        "charts[0].panels[0].order",
        "only of bars",
    );
}

#[test]
fn lines_are_of_one_unit_with_a_number_a_year() {
    const FIGURES: &str = "charts[0].panels[0].figures";
    const FIRST: &str = "charts[0].panels[0].figures[0]";
    fn lines(p: &mut Value, ids: &[&str]) {
        p["charts"][0]["panels"] = json!([{ "kind": "line", "figures": ids }]);
        p["periods"][0]["to"] = Value::Null;
    }
    if let Err(faults) = edited(|p| lines(p, &["classes"])) {
        panic!("{faults:?}");
    }
    let mut messages = Messages::by("lines_are_of_one_unit_with_a_number_a_year");
    messages.check(|p| lines(p, &[]), FIGURES, "at least one entry");
    messages.check(|p| lines(p, &["classes", "visits"]), FIGURES, "unit `school`");
    messages.check(|p| lines(p, &["visits"]), FIRST, "two periods or more");
    messages.check(|p| lines(p, &["visits-before"]), FIRST, "two periods or more");
    messages.check(|p| lines(p, &["classes", "a", "b", "c", "d"]), FIGURES, "at most four");
    messages.check(
        |p| {
            lines(p, &["classes"]);
            p["periods"][0]["to"] = json!(2021);
        },
        FIRST,
        "periods of one year",
    );
    messages.check(
        |p| {
            lines(p, &["classes"]);
            p["figures"][8]["observations"][1]["period"] = json!("undated");
        },
        FIRST,
        "a value of `undated`",
    );
    messages.check(
        |p| {
            lines(p, &["classes"]);
            p["periods"][0]["from"] = json!(2024);
        },
        FIRST,
        "one value a year",
    );
    messages.check(
        |p| {
            lines(p, &["classes"]);
            p["figures"][8]["observations"][1]["value"] = json!({ "min": 4, "max": 5 });
        },
        FIRST,
        "one number a period",
    );
}

/// Puts a panel of shaded regions in the place of the first chart's.
fn shaded(p: &mut Value, pairs: &[(&str, &str)]) {
    let regions: Vec<Value> =
        pairs.iter().map(|(region, figure)| json!({ "region": region, "figure": figure })).collect();
    p["charts"][0]["panels"] = json!([{ "kind": "regions", "regions": regions }]);
}

/// One that is sound.
fn two_shaded(p: &mut Value) {
    shaded(p, &[("100001", "sea-schools"), ("100002", "mountain-schools")]);
}

#[test]
fn shaded_regions_are_outlines_or_tiles_and_linked() {
    for map in ["outline", "tiles"] {
        let mut program: Value = serde_json::from_str(MINIMAL).unwrap();
        two_shaded(&mut program);
        program["charts"][0]["panels"][0]["map"] = json!(map);
        let checked = shanhai_dataset::check::check(&program.to_string(), &beside);
        let panel = &checked.unwrap_or_else(|faults| panic!("{faults:?}")).compiled().charts[0].panels[0];
        // linked, so that the graphic can draw it
        assert_eq!(panel.regions[1].region.get().adcode, "100002");
        assert_eq!(panel.map.map(shanhai_dataset::RegionForm::id), Some(map));
    }
}

#[test]
fn regions_are_shaded_by_figures_that_can_be_compared() {
    const REGIONS: &str = "charts[0].panels[0].regions";
    let mut messages = Messages::by("regions_are_shaded_by_figures_that_can_be_compared");
    let at = |field: &str| format!("{REGIONS}{field}");
    messages.check(|p| shaded(p, &[]), REGIONS, "at least one entry");
    messages.check(|p| shaded(p, &[("100003", "sea-schools")]), &at("[0].region"), "adcode of a region");
    messages.check(|p| shaded(p, &[("100001", "sea-scools")]), &at("[0].figure"), "mean `sea-schools`");
    messages.check(
        |p| shaded(p, &[("100001", "sea-schools"), ("100001", "mountain-schools")]),
        &at("[1].region"),
        "`100001` again",
    );
    messages.check(
        |p| shaded(p, &[("100001", "sea-schools"), ("100002", "sea-schools")]),
        &at("[1].figure"),
        "`sea-schools` again",
    );
    messages.check(|p| shaded(p, &[("100001", "sea-schools"), ("100002", "foreign")]), REGIONS, "unit `school`");
    messages.check(|p| shaded(p, &[("100001", "classes")]), &at("[0].figure"), "2 periods");
    messages.check(
        |p| {
            two_shaded(p);
            p["figures"][4]["observations"][0]["period"] = json!("old");
        },
        &at("[1].figure"),
        "period `now`, as the first",
    );
    messages.check(|p| shaded(p, &[("100001", "income")]), &at("[0].figure"), "a range");
    messages.check(
        |p| {
            two_shaded(p);
            let place = p["places"][0]["id"].clone();
            p["figures"][4]["place"] = place;
        },
        &at("[1].figure"),
        "a figure of region 100002",
    );
    messages.check(
        |p| {
            p["charts"][0]["panels"] = json!([{ "kind": "timeline", "map": "tiles" }]);
        },
        "charts[0].panels[0].map",
        "only where regions are shaded",
    );
}

proptest! {
    #[test]
    fn decimals_are_read_as_they_are_shown(digits in -999_999_999_999_999_999i64..=999_999_999_999_999_999, places in 0u8..=17) {
        let decimal = Decimal { digits, places };
        prop_assert_eq!(Decimal::parse(&decimal.to_string()), Some(decimal));
    }

    #[test]
    fn scales_keep_every_digit(digits in -9_999_999_999i64..=9_999_999_999, places in 0u8..=9, power in 0u8..=8) {
        let decimal = Decimal { digits, places };
        let shifted = decimal.shifted(power);
        // digits × 10^power / 10^places, compared without rounding
        let whole = |decimal: Decimal, up: u8| i128::from(decimal.digits) * 10i128.pow(u32::from(up - decimal.places));
        prop_assert_eq!(whole(shifted, 20), whole(decimal, 20) * 10i128.pow(u32::from(power)));
        let down = shifted.scaled_down(power);
        prop_assert_eq!(whole(down, 20), whole(decimal, 20));
    }

    #[test]
    fn no_text_makes_the_check_panic(text in ".{0,200}") {
        prop_assert!(shanhai_dataset::check::check(&text, &beside).is_err());
    }
}
