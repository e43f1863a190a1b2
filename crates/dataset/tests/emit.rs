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
        r#"formula: &[Term::Figure(&FIGURE_VISITS), Term::Sign('/'), Term::Sign('('), Term::Number(Decimal { digits: 1"#,
        r#"one: Text(["", "visit"])"#,
        r#"Text(["小例", "A small \"example\""])"#,
        "rings: &[&[2, -1]], label_at: (15, 5), tile: (1, 0) };",
        "arcs: &[&[(10, 0), (0, 10)], ",
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
    let texts = source.split("const TEXTS: &str = \"").nth(1).and_then(|rest| rest.split("\";\n").next()).unwrap();
    let texts = texts.replace("\\\"", "\"").replace("\\n", "\n");
    let (head, tables) = source.split_once("}\n\n").unwrap();
    let mut written = head.to_owned();
    for (index, piece) in tables.split("text(").enumerate() {
        let slice = piece.split_once(')').filter(|_| index > 0);
        match slice.and_then(|(numbers, rest)| Some((numbers.split_once(", ")?, rest))) {
            Some(((at, length), rest)) => {
                let (at, length): (usize, usize) = (at.parse().unwrap(), length.parse().unwrap());
                written.push_str(&format!("{:?}{rest}", &texts[at..at + length]));
            }
            None => written.push_str(piece),
        }
    }
    written
}
