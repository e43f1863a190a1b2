//! The tables that are made of the small programme. That they compile, the build of the widget shows.

mod common;

use shanhai_dataset::{assemble::assemble, check::check, emit::emit};

#[test]
fn tables_are_made() {
    let source = with_literals(&emit(assemble(&check(common::MINIMAL, &common::beside).unwrap())));
    for part in [
        r#"static FIGURE_FOREIGN: Figure = Figure { id: "foreign", label: Text(["foreign全名", "Full foreign"])"#,
        "part_of: Some(&FIGURE_VISITS), growth_of: None, formula: &[] };",
        "Observation { value: Value::One(Decimal { digits: 498, places: 1 }), scale: Some(Scale::Wan), \
         qualifier: Some(Qualifier::Yu), period: &PERIOD_0 }",
        "Value::Range(Decimal { digits: 3000, places: 0 }, Decimal { digits: 350050, places: 2 })",
        "kind: FigureKind::Derived, theme: None, side: None",
        r#"formula: &[Term::Figure(&FIGURE_VISITS, 0), Term::Sign('/'), Term::Sign('('), Term::Number(Decimal { digits: 1"#,
        r#"one: Text(["", "visit"])"#,
        r#"Text(["小例", "A small \"example\""])"#,
        "rings: &[&[2, -1]], label_at: (15, 5), tile: (1, 0) };",
        "const STEPS: &[(i16, i16)] = &[(10, 0), (0, 10), ",
        "arcs: &[arc(0, 2), ",
        "grid: Grid { west: 100.0, south: 20.0, step_east: 0.1, step_north: 0.1, narrowing: 0.9",
        "tiles: (2, 1)",
        "timeline: &[&EVENT_FIRST, &EVENT_LATER, &EVENT_SOMETIME]",
        "index: 0, name: Text([\"园区\", \"Park\"])",
        "yuanqu",
        "Part::Joined(Text([\"海\", \"Sea\"]), Join::With, Text([\"山\", \"Mountain\"]))",
        "Panel::Growth(&[GrowthRow { earlier: &FIGURE_VISITS_BEFORE, now: &FIGURE_VISITS, growth: &FIGURE_VISITS_GROWTH }])",
        "Panel::Timeline, Panel::Structure(&[&MODEL_PAIRING, &MODEL_SLOGAN])",
        "/// The programme of the article.\npub static PROGRAM: Program = Program { languages",
        "headline: &[&FIGURE_VISITS, &FIGURE_START_YEAR]",
    ] {
        assert!(source.contains(part), "{part}");
    }
}

/// The source with every slice of the gathered texts written out, as a person would have it.
fn with_literals(source: &str) -> String {
    let unescaped = |text: &str| text.replace("\\\"", "\"").replace("\\n", "\n");
    let bundles: Vec<String> = source
        .split("const TEXTS_")
        .skip(1)
        .filter_map(|rest| Some(unescaped(rest.split_once(": &str = \"")?.1.split_once("\";\n")?.0)))
        .collect();
    assert_eq!(bundles.len(), 6, "ids, search words, and two bundles for each language");
    let (head, tables) = source.split_once("}\n\n").unwrap();
    let mut written = head.to_owned();
    for (index, piece) in tables.split("text(TEXTS_").enumerate() {
        match piece.split_once(')').filter(|_| index > 0) {
            Some((slice, rest)) => {
                let numbers: Vec<usize> = slice.split(", ").map(|number| number.parse().unwrap()).collect();
                let [bundle, at, length] = numbers[..] else { panic!("{slice}") };
                written.push_str(&format!("{:?}{rest}", &bundles[bundle][at..at + length]));
            }
            None => written.push_str(piece),
        }
    }
    written
}

#[test]
fn texts_of_a_language_and_of_lists_stand_by_themselves() {
    let source = emit(assemble(&check(common::MINIMAL, &common::beside).unwrap()));
    let bundle = |number: usize| {
        let rest = source.split(&format!("const TEXTS_{number}: ")).nth(1).unwrap();
        rest.split(";\n").next().unwrap().to_owned()
    };
    let han = |text: &str| text.chars().any(|letter| ('\u{4e00}'..='\u{9fff}').contains(&letter));
    assert!(han(&bundle(2)) && !han(&bundle(4)), "texts of Chinese and of English");
    assert!(bundle(1).contains("yuanqu"), "what only a search reads");
    assert!(source.contains("Bundle::COUNT] = [Bytes::Text(TEXTS_2), Bytes::Text(TEXTS_3), Bytes::Text(TEXTS_4), "));
}
