//! What every check needs: collecting faults, and checking ids, references and texts. Also checks the head of the
//! file.

use super::Fault;
use super::lists::{AnyFigure, List, Name};
use super::spelling::nearest;
use crate::model::{Dataset, Period, Unit};
use crate::quantity::{in_words, quantities};
use crate::topology::{TileGrid, Topology};
use crate::{Language, Text};
use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet};

/// The most faults in one report.
const MAX_FAULTS: usize = 1_000;
/// Suggestions stop after this many faults, because each one searches the whole list for a similar word.
const MAX_SUGGESTIONS: usize = 100;

/// Walks through a dataset and collects its faults.
pub(super) struct Checker<'a> {
    pub(super) dataset: &'a Dataset,
    faults: Vec<Fault>,
    // looked up for every reference: a search through the lists would take minutes in a large dataset
    ids: BTreeMap<List, BTreeSet<&'a str>>,
    figures: OnceCell<BTreeMap<&'a str, AnyFigure<'a>>>,
}

impl<'a> Checker<'a> {
    pub(super) fn new(dataset: &'a Dataset) -> Checker<'a> {
        Checker { dataset, faults: Vec::new(), ids: BTreeMap::new(), figures: OnceCell::new() }
    }

    pub(super) fn into_faults(self) -> Vec<Fault> {
        self.faults
    }

    /// Runs every check, in the order of the file.
    pub(super) fn check_all(&mut self, topology: Option<&Topology>, tiles: Option<&TileGrid>) {
        self.head();
        self.hosts();
        self.map(topology, tiles);
        self.periods();
        self.units();
        self.themes();
        self.partners();
        self.places(topology);
        if let Some(topology) = topology.filter(|_| !self.dataset.places.is_empty()) {
            self.extent(topology);
        }
        self.figures();
        self.derived();
        self.projects();
        self.models();
        self.timeline();
        self.charts();
        self.references("headline", List::Figure, &self.dataset.headline);
        self.numbers_in_words();
    }

    pub(super) fn fault(
        &mut self,
        path: &str,
        found: impl Into<String>,
        expected: impl Into<String>,
        help: impl Into<String>,
    ) {
        let (found, expected, help) = (found.into(), expected.into(), help.into());
        // report a file that is wrong everywhere quickly, in the reader's browser too
        if self.faults.len() >= MAX_FAULTS {
            return;
        }
        self.faults.push(Fault { path: path.to_owned(), found, expected, help, position: None });
    }

    /// Reads and parses a file that the dataset names.
    pub(super) fn file_beside<T>(
        &mut self,
        path: &str,
        name: &str,
        read_beside: &dyn Fn(&str) -> Result<String, String>,
        parse: fn(&str) -> Result<T, String>,
    ) -> Option<T> {
        match read_beside(name).and_then(|text| parse(&text)) {
            Ok(value) => Some(value),
            Err(reason) => {
                self.fault(
                    path,
                    format!("`{name}`: {reason}"),
                    "a file that can be read",
                    "Correct that file, or its name.",
                );
                None
            }
        }
    }

    /// Title, languages, sides and source.
    fn head(&mut self) {
        let dataset = self.dataset;
        self.id("id", &dataset.id);
        self.languages();
        self.text("title", &dataset.title);
        self.text("subtitle", &dataset.subtitle);
        self.text("sides.sea", &dataset.sides.sea);
        self.text("sides.mountain", &dataset.sides.mountain);
        self.text("source.title", &dataset.source.title);
        self.text("source.note", &dataset.source.note);
        self.unique("source.paragraphs", "", &dataset.source.paragraphs);
        for (i, paragraph) in dataset.source.paragraphs.iter().enumerate() {
            let form = paragraph.starts_with(|first: char| first.is_ascii_alphanumeric())
                && paragraph.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'-');
            if !form {
                let path = format!("source.paragraphs[{i}]");
                let expected = "letters, digits, points and hyphens, as `1.2` or `c.1`";
                self.fault(&path, format!("`{paragraph}`"), expected, "Number it so, and in every mention of it.");
            }
        }
        for (i, left_out) in dataset.source.left_out.iter().enumerate() {
            let path = format!("source.left_out[{i}]");
            self.reference(&format!("{path}.paragraph"), List::Paragraph, &left_out.paragraph);
            let number = &left_out.number;
            if quantities(number).len() + in_words(number).len() != 1 {
                let help = "Write it as the article does: `12.5万`, `3%`, `twelve`.";
                self.fault(&format!("{path}.number"), format!("`{number}`"), "one number", help);
            }
        }
        if !is_day(&dataset.source.updated) {
            let found = format!("`{}`", dataset.source.updated);
            self.fault(
                "source.updated",
                found,
                "a day as YYYY-MM-DD",
                "Write the day of the last change, as 2024-06-30.",
            );
        }
    }

    fn languages(&mut self) {
        let languages = &self.dataset.languages;
        if languages.is_empty() {
            let known: Vec<&str> = Language::ALL.into_iter().map(Language::tag).collect();
            self.fault(
                "languages",
                "an empty list",
                "at least one language",
                format!("Known are {}.", known.join(", ")),
            );
        }
        self.unique("languages", "", languages.iter().map(|language| language.tag()));
    }

    /// Checks the form of an id.
    pub(super) fn id(&mut self, path: &str, id: &str) {
        let form = id.starts_with(|first: char| first.is_ascii_lowercase())
            && id.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        if !form {
            let expected = "lower-case letters, digits and hyphens, beginning with a letter";
            self.fault(path, format!("`{id}`"), expected, "Rename it, and every mention of it.");
        }
    }

    /// The ids of a list: each must have the right form, and none may be a duplicate.
    pub(super) fn ids(&mut self, list: &str, ids: impl Iterator<Item = &'a String> + Clone) {
        for (i, id) in ids.clone().enumerate() {
            self.id(&format!("{list}[{i}].id"), id);
        }
        self.unique(list, ".id", ids);
    }

    /// No value may be a duplicate; `field` is the rest of the path after the index.
    pub(super) fn unique<N: Name>(&mut self, list: &str, field: &str, values: impl IntoIterator<Item = N>) {
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        for (i, value) in values.into_iter().enumerate() {
            let value = value.name();
            let first = *seen.entry(value.to_owned()).or_insert(i);
            if first != i {
                let expected = format!("a value other than that of {list}[{first}]{field}");
                self.fault(
                    &format!("{list}[{i}]{field}"),
                    format!("`{value}` again"),
                    expected,
                    "Rename or remove one.",
                );
            }
        }
    }

    /// A text must exist in every language of the dataset, and in no other.
    pub(super) fn text(&mut self, path: &str, text: &Text) {
        for language in &self.dataset.languages {
            let (text, tag) = (text.in_language(*language), language.tag());
            if text.trim().is_empty() {
                let found = if text.is_empty() { "nothing" } else { "an empty text" };
                self.fault(&format!("{path}.{tag}"), found, "the text in this language", format!("Add \"{tag}\"."));
            }
        }
        self.text_in_some(path, text);
    }

    /// A text that need not exist in every language.
    pub(super) fn text_in_some(&mut self, path: &str, text: &Text) {
        let languages = &self.dataset.languages;
        for language in Language::ALL.into_iter().filter(|language| text.has(*language)) {
            let tag = language.tag();
            let path = format!("{path}.{tag}");
            if !languages.contains(&language) {
                let help = format!("Add `{tag}` to languages, or remove the text.");
                self.fault(&path, format!("the language `{tag}`"), "a language of `languages`", help);
            }
            self.characters(&path, text.in_language(language));
        }
    }

    pub(super) fn optional_text(&mut self, path: &str, text: Option<&Text>) {
        if let Some(text) = text {
            self.text(path, text);
        }
    }

    /// A line of text that is the same in every language.
    pub(super) fn line(&mut self, path: &str, line: &str) {
        if line.trim().is_empty() {
            self.fault(path, "an empty text", "a text", "Write it, or remove the entry.");
        } else {
            self.characters(path, line);
        }
    }

    /// No invisible control or direction character, and no space at either end.
    fn characters(&mut self, path: &str, text: &str) {
        if text.trim() != text {
            self.fault(path, format!("{text:?}"), "no space at the beginning or end", "Remove the space.");
        }
        let unseen =
            |sign: &char| sign.is_control() || matches!(sign, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
        if let Some(sign) = text.chars().find(unseen) {
            let found = format!("U+{:04X} in {text:?}", u32::from(sign));
            self.fault(path, found, "no control character, nor one that turns the direction", "Remove the character.");
        }
    }

    /// All ids of a list.
    fn ids_of(&self, list: List) -> Vec<&'a str> {
        let dataset = self.dataset;
        let printed = || dataset.figures.iter().map(|figure| figure.id.as_str());
        match list {
            List::Period => dataset.periods.iter().map(|period| period.id.as_str()).collect(),
            List::Unit => dataset.units.iter().map(|unit| unit.id.as_str()).collect(),
            List::Theme => dataset.themes.iter().map(|theme| theme.id.as_str()).collect(),
            List::Partner => dataset.partners.iter().map(|partner| partner.id.as_str()).collect(),
            List::Place => dataset.places.iter().map(|place| place.id.as_str()).collect(),
            List::Region => dataset.map.regions.iter().map(|region| region.adcode.as_str()).collect(),
            List::Printed => printed().collect(),
            List::Figure => printed().chain(dataset.derived.iter().map(|figure| figure.id.as_str())).collect(),
            List::Project => dataset.projects.iter().map(|project| project.id.as_str()).collect(),
            List::Model => dataset.models.iter().map(|model| model.id.as_str()).collect(),
            List::Paragraph => dataset.source.paragraphs.iter().map(String::as_str).collect(),
        }
    }

    /// Whether an id names an entry of a list; reports a fault if it does not.
    pub(super) fn reference(&mut self, path: &str, list: List, id: &(impl Name + ?Sized)) -> bool {
        let id = id.name();
        if !self.ids.contains_key(&list) {
            self.ids.insert(list, self.ids_of(list).into_iter().collect());
        }
        if self.ids[&list].contains(id) {
            return true;
        }
        let suggestion = if self.faults.len() < MAX_SUGGESTIONS { nearest(id, &self.ids_of(list)) } else { None };
        let help = match suggestion {
            Some(near) => format!("Did you mean `{near}`?"),
            None => "Name an entry that exists, or add this one.".to_owned(),
        };
        self.fault(path, format!("`{id}`"), list.singular(), help);
        false
    }

    pub(super) fn optional_reference(&mut self, path: &str, list: List, id: Option<&impl Name>) {
        if let Some(id) = id {
            self.reference(path, list, id);
        }
    }

    /// A list of references without duplicates.
    pub(super) fn references(&mut self, path: &str, list: List, ids: &[impl Name]) {
        for (i, id) in ids.iter().enumerate() {
            self.reference(&format!("{path}[{i}]"), list, id);
        }
        self.unique(path, "", ids);
    }

    /// The figure with an id; `None` if there is none, which [`Checker::reference`] reports.
    pub(super) fn any_figure(&self, id: &(impl Name + ?Sized)) -> Option<AnyFigure<'a>> {
        let all = || {
            let dataset = self.dataset;
            let derived = dataset.derived.iter().map(|figure| (figure.id.as_str(), AnyFigure::Derived(figure)));
            // if two have the same id, which is a fault of its own, the article's figure wins
            derived
                .chain(dataset.figures.iter().map(|figure| (figure.id.as_str(), AnyFigure::Printed(figure))))
                .collect()
        };
        self.figures.get_or_init(all).get(id.name()).copied()
    }

    /// A period by its id.
    pub(super) fn period(&self, id: &str) -> Option<&'a Period> {
        self.dataset.periods.iter().find(|period| period.id == id)
    }

    pub(super) fn unit(&self, id: &(impl Name + ?Sized)) -> Option<&'a Unit> {
        self.dataset.units.iter().find(|unit| unit.id == id.name())
    }

    /// A year must be one that an article of today can mean.
    pub(super) fn year(&mut self, path: &str, year: f64) {
        if !(1900.0..=2100.0).contains(&year) {
            self.fault(path, format!("{year}"), "a year from 1900 to 2100", "Correct the year.");
        }
    }
}

/// Whether a text is a calendar date, `YYYY-MM-DD`.
fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts[..] else { return false };
    let number = |part: &str, width: usize| {
        (part.len() == width && part.bytes().all(|byte| byte.is_ascii_digit()))
            .then(|| part.parse::<u32>().ok())
            .flatten()
    };
    let (Some(year), Some(month), Some(day)) = (number(year, 4), number(month, 2), number(day, 2)) else {
        return false;
    };
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return false,
    };
    (1..=days).contains(&day) && (1900..=2100).contains(&year)
}
