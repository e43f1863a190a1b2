//! Each rule of the checks on charts: a form may show only what it does not misrepresent.

mod common;

use common::messages::{Messages, edited};
use common::{beside, minimal};
use proptest::prelude::*;
use serde_json::{Value, json};
use shanhai_dataset::Decimal;

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
    bars(&mut messages);
    pairs(&mut messages);
    rows_and_models(&mut messages);
}

/// Sets the figures of a group.
fn figures(p: &mut Value, panel: usize, group: usize, ids: &[&str]) {
    p["charts"][0]["panels"][panel]["groups"][group]["figures"] = json!(ids);
}

fn bars(messages: &mut Messages) {
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
}

fn pairs(messages: &mut Messages) {
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
}

fn rows_and_models(messages: &mut Messages) {
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

/// Puts in a panel of parts: the whole `visits`, and some of its parts.
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
        let mut program = minimal();
        ordered(&mut program, groups);
        let checked = shanhai_dataset::check::check(&program.to_string(), &beside);
        let dataset = checked.unwrap_or_else(|faults| panic!("{faults:?}")).compiled();
        let group = |group: &shanhai_dataset::Group| group.figures.iter().map(|id| id.id().to_owned()).collect();
        dataset.charts[0].panels[0].groups.iter().map(group).collect()
    };
    let greater = |a: &str, b: &str| {
        let program = minimal();
        let value = |id: &str| {
            let figures = program["figures"].as_array().unwrap();
            figures.iter().find(|one| one["id"] == id).unwrap()["observations"][0]["value"].as_f64().unwrap()
        };
        value(a) > value(b)
    };
    assert!(greater("visits", "foreign"));
    assert_eq!(shown(&[&["foreign", "visits"]]), [["visits", "foreign"]]);
    assert_eq!(shown(&[&["foreign"], &["visits"]]), [["visits"], ["foreign"]]);
    // a derived value is sorted, too
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

/// Replaces the panels of the first chart with a panel of shaded regions.
fn shaded(p: &mut Value, pairs: &[(&str, &str)]) {
    let regions: Vec<Value> =
        pairs.iter().map(|(region, figure)| json!({ "region": region, "figure": figure })).collect();
    p["charts"][0]["panels"] = json!([{ "kind": "regions", "regions": regions }]);
}

/// Puts in shaded regions without a fault.
fn two_shaded(p: &mut Value) {
    shaded(p, &[("100001", "sea-schools"), ("100002", "mountain-schools")]);
}

#[test]
fn shaded_regions_are_outlines_or_tiles_and_linked() {
    for map in ["outline", "tiles"] {
        let mut program = minimal();
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
