//! Each rule of the checks on places, links, times and derived values, tested on a small programme with exactly one
//! fault.

mod common;

use common::messages::{Messages, edited};
use common::{MINIMAL, SQUARES, beside, minimal};
use serde_json::{Value, json};

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

/// The output of mapshaper: grids finer than ours, ids in place of a property, and regions of which nothing is left.
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

/// If the law requires no approval, or the article names no models or dates, the dataset has none.
#[test]
fn what_a_programme_does_not_have_may_be_absent() {
    let mut program = minimal();
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
        let mut program = minimal();
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
    // an entry may name a figure only if the figure has a value for the entry's time
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

/// A share is recognised whatever the order of its formula.
fn shares_have_a_whole(messages: &mut Messages) {
    for formula in ["foreign / visits * 100", "100 * foreign / visits", "( foreign * 100 ) / ( visits )"] {
        let mut program = minimal();
        program["derived"][0]["formula"] = json!(formula);
        program["derived"][0]["unit"] = json!("percent");
        program["figures"][1]["part_of"] = Value::Null;
        messages.text(&shanhai_dataset::layout::text(&program), "derived[0].formula", "is said to be a part");
        program["figures"][1]["part_of"] = json!("visits");
        program["figures"][1]["observations"][0]["period"] = json!("old");
        messages.text(&shanhai_dataset::layout::text(&program), "derived[0].formula", "of one period");
    }
}

#[test]
fn derived_values_follow_from_their_formula() {
    let mut messages = Messages::by("derived_values_follow_from_their_formula");
    messages.check(|p| p["derived"][0]["formula"] = json!("visits /"), "derived[0].formula", "ends too early");
    messages.check(|p| p["derived"][0]["formula"] = json!("visitz / 2"), "derived[0].formula", "mean `visits`");
    messages.check(|p| p["derived"][0]["formula"] = json!("income / 2"), "derived[0].formula", "one value");
    messages.check(|p| p["derived"][0]["formula"] = json!("1 + 1"), "derived[0].formula", "names a figure");
    // with one more year, the formula must say which year it means
    let further = |formula: &str, value: f64| {
        let mut program = minimal();
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
    shares_have_a_whole(&mut messages);
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
