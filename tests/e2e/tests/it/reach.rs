//! Nothing in the dataset is far away: a few actions from the first screen lead to every fact in it.
//!
//! An action is a tap on a control that is visible and can be hit: a tab, a fold, an entry of a list, the button of
//! small print or of a table. Scrolling and reading are not actions. A walk opens everything that opens, one path at
//! a time, and records the visible text. The test then looks there for the content of the dataset, taken from its
//! file and not from what the program makes of it.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, ensure};
use serde_json::{Value, json};

use crate::reader::{Data, PRELUDE, Reader, id};

/// How many actions away a fact may be.
const LIMIT: usize = 3;

/// The walk, which goes no deeper than its argument.
const WALK: &str = include_str!("../../fixtures/reach.js");

/// What a step of the walk shows: the number of actions that lead to it, the path, and its text as lines without
/// spaces.
type Reading = (usize, String, Vec<String>);

/// A fact that the dataset states.
struct Fact {
    /// Its place in the dataset.
    name: String,
    /// What must be read together, on one line; for each item, any one of these words.
    words: Vec<Vec<String>>,
    /// A number that must stand next to one of the first words.
    number: Option<String>,
}

impl Fact {
    fn stands_in(&self, lines: &[String]) -> bool {
        lines.iter().any(|line| {
            let all = self.words.iter().all(|some| some.iter().any(|one| line.contains(one.as_str())));
            let number = |number: &String| self.words[0].iter().any(|label| is_beside(line, label, number));
            all && self.number.as_ref().is_none_or(number)
        })
    }
}

/// Whether a whole number stands closely before or after a label.
fn is_beside(line: &str, label: &str, number: &str) -> bool {
    // allow for a unit between them
    let near = number.chars().count() + 20;
    line.match_indices(label).any(|(at, _)| {
        let before: Vec<char> = line[..at].chars().rev().take(near).collect();
        let before: String = before.into_iter().rev().collect();
        let behind: String = line[at + label.len()..].chars().take(near).collect();
        holds_whole(&before, number) || holds_whole(&behind, number)
    })
}

/// Whether a text contains a number that is not part of a longer one. (Words such as those before a qualified number
/// may touch it.)
fn holds_whole(text: &str, number: &str) -> bool {
    let is_digit = |c: char| c.is_ascii_digit();
    text.match_indices(number).any(|(at, _)| {
        let longer_before = number.starts_with(is_digit) && text[..at].trim_end_matches(['.', ',']).ends_with(is_digit);
        let rest = text[at + number.len()..].trim_start_matches(['.', ',']);
        let longer_behind = number.ends_with(is_digit) && rest.starts_with(is_digit);
        !longer_before && !longer_behind
    })
}

/// The facts of the dataset in one language.
struct Facts<'a> {
    data: &'a Data,
    language: &'a str,
    all: Vec<Fact>,
}

impl<'a> Facts<'a> {
    fn of(data: &'a Data, language: &'a str) -> Self {
        let mut facts = Facts { data, language, all: Vec::new() };
        facts.whole();
        facts.figures();
        facts.projects();
        facts.events();
        facts.models();
        facts.charts();
        facts
    }

    /// A text in the language of the walk, without spaces, as in the lines.
    fn text(&self, text: &Value) -> Option<String> {
        let words: String = text[self.language].as_str()?.split_whitespace().collect();
        (!words.is_empty()).then_some(words)
    }

    /// What distinguishes an entry from the others: one of its texts.
    fn told_by(&self, text: &Value) -> Vec<Vec<String>> {
        self.text(text).map(|text| vec![text]).into_iter().collect()
    }

    /// Adds a text of an entry that must be read together with what identifies the entry; adds nothing if there is no
    /// text.
    fn add(&mut self, name: String, together: &[Vec<String>], text: &Value) {
        if let Some(text) = self.text(text) {
            let words = together.iter().cloned().chain([vec![text]]).collect();
            self.all.push(Fact { name, words, number: None });
        }
    }

    /// Adds several texts of an entry, by their keys.
    fn add_each(&mut self, name: &str, together: &[Vec<String>], entry: &Value, keys: &[&str]) {
        for key in keys {
            self.add(format!("{name}/{key}"), together, &entry[key]);
        }
    }

    /// The entry of a list with an id.
    fn named(&self, list: &str, wanted: &Value) -> &'a Value {
        self.data.list(list).iter().find(|one| one["id"] == *wanted).unwrap_or(&Value::Null)
    }

    fn figure(&self, wanted: &Value) -> &'a Value {
        let figure = self.named("figures", wanted);
        if figure.is_null() { self.named("derived", wanted) } else { figure }
    }

    /// The names of a figure: either may be used.
    fn labels(&self, figure: &Value) -> Vec<String> {
        [&figure["label"], &figure["short"]].into_iter().filter_map(|name| self.text(name)).collect()
    }

    /// Facts that belong to no list.
    fn whole(&mut self) {
        let data = &self.data.0;
        self.add_each("dataset", &[], data, &["title", "subtitle"]);
        self.add_each("source", &[], &data["source"], &["title", "note"]);
        for (place, credit) in data["map"]["credits"].as_array().into_iter().flatten().enumerate() {
            self.add(format!("map/credits/{place}"), &[], credit);
        }
        for theme in self.data.list("themes") {
            self.add_each(&format!("themes/{}", id(theme)), &[], theme, &["name", "summary"]);
        }
        for partner in self.data.list("partners") {
            self.add_each(&format!("partners/{}", id(partner)), &[], partner, &["name"]);
        }
    }

    /// Each figure with its number, its time, and what readers must know before they quote it.
    fn figures(&mut self) {
        for figure in self.data.list("figures").iter().chain(self.data.list("derived")) {
            let (name, labels) = (format!("figures/{}", id(figure)), vec![self.labels(figure)]);
            // a derived figure is its own observation
            let observations = figure["observations"].as_array().map_or(std::slice::from_ref(figure), Vec::as_slice);
            for one in observations {
                let number = Some(number(one, &figure["unit"], self.language));
                self.all.push(Fact { name: format!("{name}/value"), words: labels.clone(), number });
                let period = self.named("periods", &one["period"]);
                self.add(format!("{name}/period"), &labels, &period["text"]);
            }
            self.add_each(&name, &labels, figure, &["note", "caveat"]);
        }
    }

    /// Each project with everything that belongs to it, in the entry with its name.
    fn projects(&mut self) {
        for project in self.data.list("projects") {
            let name = format!("projects/{}", id(project));
            let own = self.told_by(&project["name"]);
            self.add_each(&name, &[], project, &["name"]);
            self.add_each(&name, &own, project, &["topic", "what", "county", "site", "place_note", "note"]);
            let region = self.data.region(project);
            let regions = self.data.0["map"]["regions"].as_array().map_or(&[][..], Vec::as_slice);
            let region = regions.iter().find(|one| one["adcode"] == region.as_str()).unwrap_or(&Value::Null);
            self.add(format!("{name}/region"), &own, &region["name"]);
            let belonging = |key: &str| project[key].as_array().into_iter().flatten();
            for list in ["partners", "models"] {
                for one in belonging(list) {
                    let one = self.named(list, one);
                    self.add(format!("{name}/{list}/{}", id(one)), &own, &one["name"]);
                }
            }
            for one in belonging("figures") {
                self.add_number(&name, &own, one);
            }
        }
    }

    /// Adds a figure that must be read with its number, in an entry identified by some words.
    fn add_number(&mut self, name: &str, own: &[Vec<String>], figure: &Value) {
        let figure = self.figure(figure);
        let name = format!("{name}/figures/{}", id(figure));
        let value = figure["observations"].as_array().and_then(|all| all.last()).unwrap_or(figure);
        let number = Some(number(value, &figure["unit"], self.language));
        let words = [self.labels(figure)].into_iter().chain(own.iter().cloned()).collect();
        self.all.push(Fact { name, words, number });
    }

    /// Each entry of the timeline with its date and its figures.
    fn events(&mut self) {
        for event in self.data.list("timeline") {
            let name = format!("timeline/{}", id(event));
            let own = self.told_by(&event["text"]);
            self.add_each(&name, &[], event, &["text"]);
            self.add_each(&name, &own, event, &["when", "note"]);
            for one in event["figures"].as_array().into_iter().flatten() {
                self.add_number(&name, &own, one);
            }
        }
    }

    /// Each model with its parts.
    fn models(&mut self) {
        for model in self.data.list("models") {
            let name = format!("models/{}", id(model));
            let own = self.told_by(&model["name"]);
            // the topic stands above the models that share it
            self.add_each(&name, &[], model, &["name", "topic"]);
            self.add_each(&name, &own, model, &["place", "note"]);
            for (place, part) in model["parts"].as_array().into_iter().flatten().enumerate() {
                self.add_each(&format!("{name}/parts/{place}"), &own, part, &["text", "first", "second"]);
            }
        }
    }

    fn charts(&mut self) {
        for chart in self.data.list("charts") {
            self.add_each(&format!("charts/{}", id(chart)), &[], chart, &["title", "reading", "note"]);
        }
    }
}

/// A value as a language writes it, without its unit and without spaces.
fn number(observation: &Value, unit: &Value, language: &str) -> String {
    let (value, scale) = (&observation["value"], observation["scale"].as_str().unwrap_or_default());
    let in_chinese = language == "zh-Hans";
    let power = match scale {
        "万" => 1e4,
        "亿" => 1e8,
        _ => 1.0,
    };
    let one = |value: &Value| {
        let value = value.as_f64().unwrap_or_default();
        match unit.as_str() {
            Some("year") => value.to_string(),
            Some("month") if !in_chinese => month(value).to_owned(),
            _ if in_chinese => grouped(value) + scale,
            _ => in_english(value * power),
        }
    };
    let number = match (&value["min"], &value["max"]) {
        (Value::Null, _) => one(value),
        (least, most) => format!("{}–{}", one(least), one(most)),
    };
    match observation["qualifier"].as_str() {
        Some(word @ ("余" | "多")) if in_chinese => number + word,
        Some("余" | "多") => format!("morethan{number}"),
        Some(word) if in_chinese => format!("{word}{number}"),
        Some("至少") => format!("atleast{number}"),
        _ => number,
    }
}

fn month(number: f64) -> &'static str {
    let mut names = "January February March April May June July August September October November December".split(' ');
    names.nth(number as usize - 1).unwrap_or_default()
}

fn in_english(value: f64) -> String {
    match value {
        1e9.. => grouped(value / 1e9) + "billion",
        1e6.. => grouped(value / 1e6) + "million",
        _ => grouped(value),
    }
}

/// Digits with commas between thousands, and as many decimals as there are.
fn grouped(value: f64) -> String {
    let text = ((value * 1e6).round() / 1e6).to_string();
    let (whole, decimals) = text.split_once('.').map_or((text.as_str(), None), |(whole, rest)| (whole, Some(rest)));
    let groups: Vec<_> = whole.as_bytes().rchunks(3).rev().map(String::from_utf8_lossy).collect();
    decimals.into_iter().fold(groups.join(","), |number, decimals| format!("{number}.{decimals}"))
}

#[tokio::test]
async fn every_fact_is_read_after_three_acts_at_most() -> Result<()> {
    let data = Data::read()?;
    let reader = Reader::opens("index.html").await?;
    // what a width hides, it hides in either language; the narrowest layout is tried with the longer words, too
    for (page, language, width) in
        [("index.html", "zh-Hans", 375), ("index.html", "zh-Hans", 1280), ("embed.html", "en", 375)]
    {
        let facts = Facts::of(&data, language).all;
        // a dataset read with the wrong keys yields few facts
        ensure!(facts.len() > 800, "{} facts only", facts.len());
        let case = format!("{page} in {language} at {width} px");
        reader.browser.set_viewport(width, 900, 1.0).await?;
        reader.goes_to(&format!("{page}?lang={language}")).await?;
        // one action more than allowed, to distinguish what is too far away from what is nowhere
        let (readings, fault): (Vec<Reading>, Option<String>) =
            reader.browser.run(&format!("{PRELUDE}{WALK}"), [json!(LIMIT + 1)]).await?;
        ensure!(fault.is_none(), "{case}: {}", fault.unwrap_or_default());
        judges(&facts, &readings).context(case)?;
    }
    reader.browser.expect_no_problems().await
}

/// Whether each fact is near enough, by the fewest actions that lead to it.
fn judges(facts: &[Fact], readings: &[Reading]) -> Result<()> {
    let mut by_acts: BTreeMap<usize, usize> = BTreeMap::new();
    let mut far = Vec::new();
    for fact in facts {
        let holding = readings.iter().filter(|(_, _, lines)| fact.stands_in(lines));
        match holding.min_by_key(|(acts, ..)| *acts) {
            Some((acts, way, _)) => {
                *by_acts.entry(*acts).or_default() += 1;
                if *acts > LIMIT {
                    far.push(format!("{}: after {acts} acts, by {way}", fact.name));
                }
            }
            None => far.push(format!("{}: nowhere, {:?} with {:?}", fact.name, fact.words, fact.number)),
        }
    }
    println!("{} facts in {} steps, so many after so many acts: {by_acts:?}", facts.len(), readings.len());
    ensure!(far.is_empty(), "{} of {} facts are not read after {LIMIT} acts: {far:#?}", far.len(), facts.len());
    // otherwise folded content would count as read
    ensure!(by_acts.len() > 1, "all {} facts stand on the first screen", facts.len());
    Ok(())
}

#[test]
fn a_number_is_read_whole_and_beside_its_name() {
    for (line, holds) in [
        ("农副产品91.96亿元", true),
        ("91.96亿元农副产品", true),
        ("农副产品191.96亿元", false),
        ("农副产品1,91.96亿元", false),
        ("农副产品的采购和帮销，按报道所写计入了当年的全部款物：91.96亿元", false),
        ("投资91.96亿元", false),
    ] {
        assert_eq!(is_beside(line, "农副产品", "91.96亿"), holds, "{line}");
    }
    for (line, holds) in [("Hospitals126", true), ("Hospitals1,126", false), ("Hospitals126,000", false)] {
        assert_eq!(is_beside(line, "Hospitals", "126"), holds, "{line}");
    }
}
