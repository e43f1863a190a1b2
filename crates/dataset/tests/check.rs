//! Each rule of the checks, on a small programme that is sound but for one thing.

mod common;

use common::{MINIMAL, beside};
use proptest::prelude::*;
use serde_json::{Value, json};
use shanhai_dataset::Decimal;
use shanhai_dataset::check::{CheckedProgram, Fault};
use shanhai_dataset::report::Report;

fn edited(edit: fn(&mut Value)) -> Result<CheckedProgram, Vec<Fault>> {
    let mut program: Value = serde_json::from_str(MINIMAL).unwrap();
    edit(&mut program);
    shanhai_dataset::check::check(&program.to_string(), &beside)
}

/// The faults that the edits of a test make; all of them together are a snapshot, so that every word of every message is
/// looked at when it changes.
struct Told {
    test: &'static str,
    text: String,
}

impl Told {
    fn by(test: &'static str) -> Told {
        Told { test, text: String::new() }
    }

    /// The edit makes a fault at `path` whose words hold `part`.
    #[track_caller]
    fn check(&mut self, edit: fn(&mut Value), path: &str, part: &str) {
        let mut program: Value = serde_json::from_str(MINIMAL).unwrap();
        edit(&mut program);
        let json = shanhai_dataset::layout::text(&program);
        let faults = shanhai_dataset::check::check(&json, &beside).expect_err("the edit is a fault");
        let report = Report::new("program.json", &json, &faults).to_string();
        let hit = faults.iter().any(|fault| fault.path == path && fault.to_string().contains(part));
        assert!(hit, "no fault at {path} with `{part}` in:\n{report}");
        self.text += &report;
        self.text += "\n\n";
    }
}

impl Drop for Told {
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
    assert_eq!(program.entry().figures.len(), 9);
}

#[test]
fn a_shape_fault_carries_its_path() {
    let mut told = Told::by("a_shape_fault_carries_its_path");
    told.check(|p| p["periods"][0]["from"] = json!("2020"), "periods[0].from", "whole number");
    told.check(|p| p["figures"][1]["kind"] = json!("stok"), "figures[1].kind", "stok");
    told.check(|p| p["figures"][1]["colour"] = json!("red"), "figures[1].colour", "the field `colour`");
    told.check(
        |p| p["figures"][0]["observations"][0]["value"] = json!("1"),
        "figures[0].observations[0].value",
        "a number without quotes",
    );
    let faults = shanhai_dataset::check::check(&format!("{MINIMAL} x"), &beside).unwrap_err();
    assert_eq!(faults[0].path, "the file");
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
    let mut told = Told::by("ids_have_their_form_and_are_unique");
    told.check(|p| p["figures"][0]["id"] = json!("1a"), "figures[0].id", "lower-case");
    told.check(|p| p["charts"][0]["id"] = json!(""), "charts[0].id", "lower-case");
    told.check(|p| p["models"][1]["id"] = json!("pairing"), "models[1].id", "again");
    told.check(|p| p["derived"][0]["id"] = json!("visits"), "derived[0].id", "again");
    told.check(|p| p["source"]["paragraphs"][2] = json!("1.1"), "source.paragraphs[2]", "again");
    told.check(|p| p["headline"] = json!(["visits", "visits"]), "headline[1]", "again");
}

#[test]
fn references_resolve() {
    let mut told = Told::by("references_resolve");
    told.check(
        |p| p["figures"][0]["observations"][0]["period"] = json!("nwo"),
        "figures[0].observations[0].period",
        "mean `now`",
    );
    told.check(|p| p["figures"][0]["unit"] = json!("visits"), "figures[0].unit", "mean `visit`");
    told.check(|p| p["figures"][3]["theme"] = json!("x"), "figures[3].theme", "id of a theme");
    told.check(|p| p["figures"][3]["place"] = json!("x"), "figures[3].place", "id of a place");
    told.check(|p| p["figures"][1]["part_of"] = json!("x"), "figures[1].part_of", "id of a figure");
    told.check(|p| p["figures"][2]["growth_of"] = json!("x"), "figures[2].growth_of", "id of a figure");
    told.check(|p| p["figures"][0]["paragraph"] = json!("9.9"), "figures[0].paragraph", "source.paragraphs");
    told.check(|p| p["places"][0]["region"] = json!("100009"), "places[0].region", "Did you mean `10000");
    told.check(|p| p["projects"][0]["partners"][0] = json!("x"), "projects[0].partners[0]", "id of a partner");
    told.check(|p| p["projects"][0]["models"][0] = json!("paring"), "projects[0].models[0]", "mean `pairing`");
    told.check(|p| p["projects"][0]["region"] = json!("x"), "projects[0].region", "adcode");
    told.check(|p| p["projects"][0]["paragraphs"][0] = json!("x"), "projects[0].paragraphs[0]", "source.paragraphs");
    told.check(|p| p["timeline"][1]["projects"][0] = json!("parc"), "timeline[1].projects[0]", "mean `park`");
    told.check(|p| p["charts"][0]["theme"] = json!("x"), "charts[0].theme", "id of a theme");
    told.check(
        |p| p["charts"][0]["panels"][0]["figures"][0] = json!("x"),
        "charts[0].panels[0].figures[0]",
        "id of a figure",
    );
    told.check(|p| p["headline"][0] = json!("visit"), "headline[0]", "mean `visits`");
}

#[test]
fn texts_stand_in_every_language_and_are_clean() {
    let mut told = Told::by("texts_stand_in_every_language_and_are_clean");
    told.check(|p| p["title"] = json!({"zh-Hans": "山"}), "title.en", "nothing");
    told.check(|p| p["title"]["zh-Hans"] = json!(" "), "title.zh-Hans", "empty");
    told.check(|p| p["title"]["zh"] = json!("山"), "title.zh", "mean `zh-Hans`");
    told.check(|p| p["title"]["fr-FR"] = json!("Mont"), "title.fr-FR", "Known are");
    told.check(|p| p["units"][0]["one"]["em"] = json!("x"), "units[0].one.em", "mean `en`");
    told.check(|p| p["title"]["en"] = json!("a\u{202e}b"), "title.en", "U+202E");
    told.check(|p| p["title"]["en"] = json!("a\nb"), "title.en", "U+000A");
    told.check(|p| p["title"]["en"] = json!("a "), "title.en", "no space");
    told.check(|p| p["languages"] = json!(["zh-CN", "en"]), "languages[0]", "mean `zh-Hans`");
    told.check(|p| p["languages"] = json!([]), "languages", "at least one");
}

#[test]
fn values_are_decimals_in_order() {
    let mut told = Told::by("values_are_decimals_in_order");
    const VALUE: &str = "figures[3].observations[0].value";
    fn put(p: &mut Value, value: &str) {
        p["figures"][3]["observations"][0]["value"] = serde_json::from_str(value).unwrap();
    }
    told.check(|p| put(p, "1e3"), VALUE, "exponent");
    told.check(|p| put(p, "1234567890123456789"), VALUE, "18 digits");
    told.check(|p| put(p, "-5"), VALUE, "nought or more");
    told.check(
        |p| p["figures"][6]["observations"][0]["value"]["min"] = json!(4000),
        "figures[6].observations[0].value",
        "min below",
    );
    told.check(|p| p["figures"][3]["observations"] = json!([]), "figures[3].observations", "at least one");
    told.check(
        |p| p["figures"][8]["observations"].as_array_mut().unwrap().reverse(),
        "figures[8].observations[1].period",
        "oldest",
    );
    told.check(
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
    let mut told = Told::by("figures_are_of_the_kind_that_they_say");
    told.check(|p| p["figures"][2]["kind"] = json!("stock"), "figures[2].kind", "growth");
    told.check(|p| p["figures"][3]["kind"] = json!("growth"), "figures[3].kind", "per cent");
    told.check(|p| p["figures"][3]["kind"] = json!("derived"), "figures[3].kind", "derived");
    told.check(|p| p["figures"][2]["growth_of"] = Value::Null, "figures[2].growth_of", "nothing");
    told.check(|p| p["figures"][3]["growth_of"] = json!("visits"), "figures[3].growth_of", "percentage");
    told.check(|p| p["figures"][1]["observations"][0]["value"] = json!(498001), "figures[1].part_of", "498001 or more");
    told.check(|p| p["figures"][1]["part_of"] = json!("foreign"), "figures[1].part_of", "itself");
    told.check(|p| p["figures"][0]["part_of"] = json!("foreign"), "figures", "circle");
}

#[test]
fn places_and_regions_agree_with_the_map() {
    let mut told = Told::by("places_and_regions_agree_with_the_map");
    told.check(|p| p["places"][0]["lon"] = json!(101.5), "places[0]", "outline of region 100001");
    told.check(|p| p["places"][0]["lat"] = json!(100.5), "places[0].lat", "-90 to 90");
    told.check(|p| p["map"]["regions"][0]["adcode"] = json!("10001"), "map.regions[0].adcode", "six digits");
    told.check(|p| p["map"]["regions"][0]["adcode"] = json!("100009"), "map.regions[0].adcode", "a region of squares");
    told.check(|p| p["map"]["boundaries"] = json!("three.topojson"), "map.boundaries", "100003");
    told.check(|p| p["map"]["tiles"] = json!("one-tile.json"), "map.regions[1].adcode", "tile");
    told.check(|p| p["map"]["regions"][1]["adcode"] = json!("100001"), "map.regions[1].adcode", "again");
    told.check(|p| p["map"]["boundaries"] = json!("none"), "map.boundaries", "no such file");
}

#[test]
fn times_are_possible() {
    let mut told = Told::by("times_are_possible");
    told.check(|p| p["periods"][0]["to"] = json!(2019), "periods[0].to", "2020 or later");
    told.check(|p| p["periods"][2]["from"] = json!(2020), "periods[2].from", "no year");
    told.check(|p| p["periods"][1]["from"] = Value::Null, "periods[1].from", "nothing");
    told.check(|p| p["periods"][0]["from"] = json!(202), "periods[0].from", "1900");
    told.check(|p| p["timeline"][1]["end"] = json!(2021), "timeline[1].end", "2021.5 or later");
    told.check(|p| p["timeline"][0]["start"] = json!(2021), "timeline[0].start", "no start");
    told.check(|p| p["timeline"][2]["start"] = Value::Null, "timeline[2].start", "nothing");
    told.check(|p| p["timeline"][2]["start"] = json!(19960), "timeline[2].start", "1900");
    told.check(|p| p["source"]["updated"] = json!("2023-02-29"), "source.updated", "YYYY-MM-DD");
    told.check(|p| p["source"]["updated"] = json!("2024-6-1"), "source.updated", "YYYY-MM-DD");
}

#[test]
fn derived_values_follow_from_their_formula() {
    let mut told = Told::by("derived_values_follow_from_their_formula");
    told.check(|p| p["derived"][0]["formula"] = json!("visits /"), "derived[0].formula", "ends too early");
    told.check(|p| p["derived"][0]["formula"] = json!("visitz / 2"), "derived[0].formula", "mean `visits`");
    told.check(|p| p["derived"][0]["formula"] = json!("income / 2"), "derived[0].formula", "one value");
    told.check(|p| p["derived"][0]["formula"] = json!("1 + 1"), "derived[0].formula", "names a figure");
    told.check(|p| p["derived"][0]["formula"] = json!("( ".repeat(100)), "derived[0].formula", "more than 64");
    told.check(|p| p["derived"][0]["value"] = json!(32.9), "derived[0].value", "Write 32.8");
    told.check(|p| p["derived"][0]["formula"] = json!("visits + sea-schools"), "derived[0].formula", "unlike units");
    told.check(|p| p["derived"][0]["unit"] = json!("school"), "derived[0].unit", "`visit`, in which");
    told.check(
        |p| {
            p["derived"][0]["formula"] = json!("foreign / sea-schools * 100");
            p["figures"][3]["unit"] = json!("visit");
            p["derived"][0]["unit"] = json!("percent");
        },
        "derived[0].formula",
        "a part",
    );
    told.check(|p| p["models"][0]["parts"] = json!([]), "models[0].parts", "at least one part");
}

#[test]
fn charts_show_only_what_their_form_can() {
    let mut told = Told::by("charts_show_only_what_their_form_can");
    fn figures(p: &mut Value, panel: usize, group: usize, ids: &[&str]) {
        p["charts"][0]["panels"][panel]["groups"][group]["figures"] = json!(ids);
    }
    told.check(|p| p["charts"][0]["panels"] = json!([]), "charts[0].panels", "at least one");
    const BARS: &str = "charts[0].panels[1].groups[0].figures";
    told.check(|p| figures(p, 1, 0, &["sea-schools", "start-year"]), BARS, "style year");
    told.check(|p| figures(p, 1, 0, &["sea-schools", "visits-growth"]), BARS, "style percent");
    told.check(
        |p| figures(p, 1, 0, &["sea-schools", "lost-schools"]),
        "charts[0].panels[1].groups[0].figures[1]",
        "undated",
    );
    assert!(edited(|p| figures(p, 1, 0, &["sea-schools", "visits"])).is_ok(), "plain units may differ");
    const PAIR: &str = "charts[0].panels[2].groups[0].figures";
    told.check(|p| figures(p, 2, 0, &["sea-schools"]), PAIR, "exactly two");
    told.check(
        |p| figures(p, 2, 0, &["mountain-schools", "sea-schools"]),
        "charts[0].panels[2].groups[0].figures[0]",
        "side sea",
    );
    told.check(|p| figures(p, 2, 0, &["sea-schools", "visits"]), PAIR, "unit `school`");
    told.check(|p| figures(p, 3, 0, &["sea-schools", "lost-schools"]), "charts[0].panels[3].groups", "equally many");
    told.check(
        |p| figures(p, 3, 0, &["sea-schools", "mountain-schools"]),
        "charts[0].panels[3].groups[0].figures[1]",
        "side sea",
    );
    told.check(|p| figures(p, 3, 0, &["visits"]), "charts[0].panels[3].groups", "unit `visit`");
    told.check(
        |p| {
            p["charts"][0]["panels"][3]["groups"].as_array_mut().unwrap().pop();
        },
        "charts[0].panels[3].groups",
        "exactly two groups",
    );
    told.check(|p| figures(p, 3, 0, &["classes"]), "charts[0].panels[3].groups[0].figures[0]", "2 periods");
    told.check(
        |p| {
            p["charts"][0].as_object_mut().unwrap().remove("note");
        },
        "charts[0].note",
        "`lost-schools` is undated",
    );
    const ROW: &str = "charts[0].panels[4].rows[0]";
    told.check(
        |p| p["charts"][0]["panels"][4]["rows"][0]["now"] = json!("foreign"),
        &format!("{ROW}.growth"),
        "`foreign`",
    );
    told.check(
        |p| p["charts"][0]["panels"][4]["rows"][0]["earlier"] = json!("foreign"),
        &format!("{ROW}.earlier"),
        "derived",
    );
    told.check(|p| p["derived"][0]["formula"] = json!("visits / 1.518"), &format!("{ROW}.earlier"), "formula over");
    told.check(|p| p["derived"][0]["unit"] = json!("school"), ROW, "unit `visit`");
    told.check(
        |p| p["charts"][0]["panels"][5]["figures"][0] = json!("visits"),
        "charts[0].panels[5].figures[0]",
        "range",
    );
    told.check(
        |p| p["charts"][0]["panels"][7]["models"][0] = json!("x"),
        "charts[0].panels[7].models[0]",
        "id of a model",
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
