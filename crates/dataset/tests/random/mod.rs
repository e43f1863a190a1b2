//! Datasets with random entries, some of them hard for spreadsheets.

use crate::common::minimal;
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use serde_json::{Value, json};

/// Texts as authors write them, including everything that spreadsheets treat specially: quotes, bars, signs, numbers,
/// dates.
fn texts() -> impl Strategy<Value = String> {
    let hard = prop_oneof![
        Just("=1+1".to_owned()),
        Just("+51.8%".to_owned()),
        Just("-5".to_owned()),
        Just("@sum".to_owned()),
        Just("＝1＋1".to_owned()),
        Just("－5%".to_owned()),
        Just("'quoted".to_owned()),
        Just("'=1".to_owned()),
        Just("a|b".to_owned()),
        Just("|".to_owned()),
        Just("| a ||".to_owned()),
        Just("1.10".to_owned()),
        Just("2021年5月".to_owned()),
        Just("\"\"".to_owned()),
        Just("a,b;c\td".replace('\t', " ")),
        Just("§1.1".to_owned()),
        Just("“山”，“海”".to_owned()),
        Just("\u{feff}a".to_owned()),
        "[ -~山海，。“”\u{200d}é😀]{1,24}",
        "\\PC{1,24}",
    ];
    let clean = |text: String| {
        let text: String = text
            .chars()
            .filter(|letter| !matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
            .collect();
        let text = text.trim().to_owned();
        if text.is_empty() { "x".to_owned() } else { text }
    };
    hard.prop_map(clean)
}

/// A text in both languages of the programme.
fn both() -> impl Strategy<Value = Value> {
    (texts(), texts()).prop_map(|(zh, en)| json!({ "zh-Hans": zh, "en": en }))
}

fn decimals() -> impl Strategy<Value = Value> {
    (0..999_999_999_i64, 0..5_u8).prop_map(|(digits, places)| {
        let decimal = shanhai_dataset::Decimal { digits, places };
        serde_json::from_str(&decimal.to_string()).unwrap()
    })
}

fn pick(words: &'static [&'static str]) -> impl Strategy<Value = Value> {
    prop::sample::select(words).prop_map(Value::from)
}

/// An object of the fields that have a value; the others are omitted.
fn object(fields: Vec<(&str, Option<Value>)>) -> Value {
    fields.into_iter().filter_map(|(field, value)| Some((field.to_owned(), value?))).collect()
}

fn observations() -> impl Strategy<Value = Value> {
    let value =
        prop_oneof![decimals(), (decimals(), decimals()).prop_map(|(min, max)| json!({ "min": min, "max": max })),];
    let rest = (of(pick(&["万", "亿", "million"])), of(pick(&["余", "多", "约", "至少", "more than"])));
    vec((value, rest), 1..5).prop_map(|all| {
        let one = |(index, (value, (scale, qualifier)))| {
            let period = json!(format!("p{index}"));
            object(vec![("value", Some(value)), ("scale", scale), ("qualifier", qualifier), ("period", Some(period))])
        };
        all.into_iter().enumerate().map(one).collect()
    })
}

prop_compose! {
    fn figures()(
        (label, short, note) in (both(), both(), of(both())),
        observations in observations(),
        (theme, side, place) in (of(Just(json!("a-theme"))), of(pick(&["sea", "mountain"])), of(Just(json!("spot")))),
        (part_of, growth_of) in (of(Just(json!("visits"))), of(Just(json!("visits")))),
        paragraph in prop::sample::select(&["1.1", "1.10", "c.1", "12.30"][..]),
    ) -> Value {
        object(vec![
            ("label", Some(label)), ("short", Some(short)), ("unit", Some(json!("visit"))), ("kind", Some(json!("stock"))),
            ("theme", theme), ("side", side), ("place", place), ("observations", Some(observations)),
            ("paragraph", Some(json!(paragraph))), ("note", note), ("part_of", part_of), ("growth_of", growth_of),
        ])
    }
}

prop_compose! {
    fn projects()(
        (name, what, topic) in (both(), both(), both()),
        (county, site, place_note, note) in (of(both()), of(both()), of(both()), of(both())),
        (partners, figures) in (vec("[a-z][a-z0-9-]{0,8}", 0..3), vec("[a-z][a-z0-9-]{0,8}", 0..3)),
        paragraphs in vec(prop::sample::select(&["1.1", "1.10", "c.1"][..]), 1..4),
        search in vec(texts(), 0..4),
        status in of(pick(&["reported", "planned"])),
    ) -> Value {
        object(vec![
            ("name", Some(name)), ("what", Some(what)), ("theme", Some(json!("a-theme"))), ("topic", Some(topic)),
            ("place", Some(json!("spot"))), ("county", county), ("site", site), ("place_note", place_note),
            ("partners", Some(partners.into())), ("link", Some(json!("stated"))), ("status", status),
            ("figures", Some(figures.into())), ("models", Some(json!([]))), ("paragraphs", Some(paragraphs.into())),
            ("note", note), ("search", Some(search.into())),
        ])
    }
}

prop_compose! {
    fn events()(
        (when, text, note) in (both(), both(), of(both())),
        (start, end) in (of(decimals()), of(decimals())),
        projects in vec("[a-z][a-z0-9-]{0,8}", 0..3),
    ) -> Value {
        object(vec![
            ("when", Some(when)), ("text", Some(text)), ("kind", Some(json!("event"))), ("start", start), ("end", end),
            ("basis", Some(json!("stated"))), ("projects", Some(projects.into())), ("paragraph", Some(json!("1.1"))),
            ("note", note),
        ])
    }
}

prop_compose! {
    fn places()(name in both(), source in texts(), lon in -180.0..180.0_f64, lat in decimals()) -> Value {
        json!({ "name": name, "region": "100001", "lon": lon, "lat": lat, "precision": "town", "source": source })
    }
}

/// Gives each entry an id of its own.
fn named(list: Vec<Value>) -> Value {
    let one = |(index, mut entry): (usize, Value)| {
        entry["id"] = format!("entry-{index}").into();
        entry
    };
    list.into_iter().enumerate().map(one).collect()
}

prop_compose! {
    pub fn datasets()(
        figures in vec(figures(), 0..5),
        projects in vec(projects(), 0..5),
        events in vec(events(), 0..4),
        places in vec(places(), 0..4),
        (partner, theme, unit, caveat) in (both(), both(), both(), both()),
    ) -> Value {
        let mut dataset = minimal();
        dataset["figures"] = named(figures);
        dataset["projects"] = named(projects);
        dataset["timeline"] = named(events);
        dataset["places"] = named(places);
        dataset["partners"][0]["name"] = partner;
        dataset["themes"][0]["summary"] = theme;
        dataset["units"][0]["text"] = unit;
        dataset["derived"][0]["caveat"] = caveat;
        dataset
    }
}
