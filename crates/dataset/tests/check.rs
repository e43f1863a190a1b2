//! Each rule of the checks on the form of the file, ids, texts and figures, tested on a small programme with exactly
//! one fault.

mod common;

use common::messages::{Messages, edited};
use common::{MINIMAL, SQUARES, beside, minimal};
use serde_json::{Value, json};
use shanhai_dataset::report::Report;

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

/// Characters that editors and word processors substitute for those of JSON: the message names each one and what to
/// type.
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

/// Names that have a special meaning in other languages have none here.
#[test]
fn names_of_other_languages_are_unknown_fields() {
    for name in ["__proto__", "constructor", "toString", "$serde_json::private::Number", "a.b", "a[0]", ""] {
        let json = MINIMAL.replacen('{', &format!("{{ {}: {{}},", Value::from(name)), 1);
        let faults = shanhai_dataset::check::check(&json, &beside).expect_err(name);
        assert!(!Report::new("program.json", &json, &faults).to_string().is_empty(), "{name}");
    }
}

/// A file of a size that readers' browsers accept, wrong in every place, gets its report quickly.
#[test]
fn a_large_file_is_checked_in_time() {
    let began = std::time::Instant::now();
    let mut program = minimal();
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
    // some tenths of a second on an old machine, unoptimised; with a suggestion search for each word it took minutes
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
    // metres, as in a file with another projection
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

/// Titles, readings and summaries have no paragraph: their numbers must come from figures.
#[test]
fn numbers_in_words_come_from_figures() {
    let mut messages = Messages::by("numbers_in_words_come_from_figures");
    messages.check(|p| p["charts"][0]["title"]["en"] = json!("Up 51.9 %"), "charts[0].title.en", "`51.9 %`");
    // the same digits with another scale or measure are another number
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
        let mut program = minimal();
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
