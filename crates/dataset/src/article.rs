//! Compares the numbers of a dataset with those of its article.
//!
//! Numbers in digits are compared with their scale and measure: 12.5万 is neither 12.5亿 nor 12.5, and 5% is not 5个百分点. Of
//! those in words only the dataset's up to ten are looked for; whether the article has others that the dataset lacks is left
//! to people.

use crate::model::Dataset;
use crate::quantity::{Amount, Measure, Quantity, quantities, written, written_values};
use crate::{Language, Scale};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// What one side has and the other has not.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Numbers of the article that stand nowhere in the dataset.
    pub not_in_dataset: Vec<InArticle>,
    /// Numbers of the dataset that their paragraph does not have.
    pub not_in_article: Vec<InDataset>,
}

/// A number of the article.
#[derive(Debug, PartialEq, Eq)]
pub struct InArticle {
    /// Its paragraph.
    pub paragraph: String,
    /// As written.
    pub number: String,
    /// The text around it.
    pub context: String,
}

/// A number of the dataset.
#[derive(Debug, PartialEq, Eq)]
pub struct InDataset {
    /// JSON path of the entry.
    pub path: String,
    /// The paragraph that it names.
    pub paragraph: String,
    /// As written.
    pub number: String,
}

/// Compares a dataset with the text of its article, in which a paragraph begins with its number in brackets: `[1.1]`.
pub fn compare(entry: &Dataset, article: &str) -> Comparison {
    let paragraphs = paragraphs(article);
    let mut comparison = Comparison::default();
    let known = known(entry);
    for (paragraph, text) in &paragraphs {
        for Quantity { at, written, amount } in quantities(text) {
            if !known.contains(&amount) {
                let context: String = text[..at].chars().rev().take(8).collect::<Vec<_>>().into_iter().rev().collect();
                let behind: String = text[at + written.len()..].chars().take(8).collect();
                comparison.not_in_dataset.push(InArticle {
                    paragraph: (*paragraph).to_owned(),
                    number: written.to_owned(),
                    context: format!("{context}{written}{behind}"),
                });
            }
        }
    }
    for (index, figure) in entry.figures.iter().enumerate() {
        // what we counted ourselves the article does not print
        if figure.kind == crate::FigureKind::CountedByUs {
            continue;
        }
        let text = paragraphs.get(figure.paragraph.as_str()).map_or("", String::as_str);
        let there: BTreeSet<Amount> = quantities(text).into_iter().map(|quantity| quantity.amount).collect();
        for (nth, observation) in figure.observations.iter().enumerate() {
            for value in written_values(entry, observation, figure.unit.id()) {
                let missing = quantities(&value).into_iter().find(|quantity| !there.contains(&quantity.amount));
                if let Some(quantity) = missing.filter(|quantity| !in_words(quantity, observation.scale, text)) {
                    comparison.not_in_article.push(InDataset {
                        path: format!("figures[{index}].observations[{nth}].value"),
                        paragraph: figure.paragraph.clone(),
                        number: quantity.written.to_owned(),
                    });
                }
            }
        }
    }
    comparison
}

/// Whether a text has a small number in words, with its scale and measure: 三, 三万, 百分之三, 三个百分点.
fn in_words(quantity: &Quantity, scale: Option<Scale>, text: &str) -> bool {
    let number = quantity.written.split(|letter: char| !letter.is_ascii_digit() && letter != '.').next();
    let (before, behind) = match quantity.amount.measure {
        Measure::Count => ("", scale.map_or("", Scale::id)),
        Measure::Percent => ("百分之", ""),
        Measure::PercentagePoints => ("", "个百分点"),
        Measure::PerMille => ("千分之", ""),
    };
    let words = words(number.unwrap_or_default());
    if words.iter().any(|word| text.contains(&format!("{before}{word}{behind}"))) {
        return true;
    }
    // 万余 alone is 1万余
    let is_number = |letter: char| letter.is_ascii_digit() || "一二两三四五六七八九十百千万余多几".contains(letter);
    number == Some("1")
        && scale.is_some_and(|scale| {
            text.match_indices(scale.id()).any(|(at, _)| !text[..at].trim_end().ends_with(is_number))
        })
}

/// The paragraphs of an article by their numbers.
fn paragraphs(article: &str) -> BTreeMap<&str, String> {
    let mut paragraphs = BTreeMap::<&str, String>::new();
    let mut present = None;
    for line in article.lines() {
        if let Some((number, text)) = line.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            paragraphs.insert(number, text.trim().to_owned());
            present = Some(number);
        } else if line.trim().is_empty() || line.starts_with('#') {
            // what is behind an empty line belongs to no paragraph
            present = None;
        } else if let Some(text) = present.and_then(|number| paragraphs.get_mut(number)) {
            text.push(' ');
            text.push_str(line.trim());
        }
    }
    paragraphs
}

/// How a small number is written in words.
fn words(number: &str) -> &'static [char] {
    match number {
        "1" => &['一'],
        "2" => &['二', '两'],
        "3" => &['三'],
        "4" => &['四'],
        "5" => &['五'],
        "6" => &['六'],
        "7" => &['七'],
        "8" => &['八'],
        "9" => &['九'],
        "10" => &['十'],
        _ => &[],
    }
}

/// Every number that a reader is told: values, years, and those in texts.
fn known(entry: &Dataset) -> BTreeSet<Amount> {
    let mut known = BTreeSet::new();
    let whole = serde_json::to_value(entry).unwrap_or_default();
    gather(&whole, false, &mut known);
    let mut add = |written: String| known.extend(quantities(&written).into_iter().map(|quantity| quantity.amount));
    for figure in &entry.figures {
        let values = figure.observations.iter().flat_map(|one| written_values(entry, one, figure.unit.id()));
        values.for_each(&mut add);
    }
    for figure in &entry.derived {
        add(written(entry, figure.value, figure.scale, figure.unit.id()));
    }
    known
}

/// The numbers of texts, and bare ones. Values are none, as they have a unit; ids, paragraphs and the map have others.
fn gather(value: &serde_json::Value, is_text: bool, known: &mut BTreeSet<Amount>) {
    const OTHERS: [&str; 5] = ["map", "lon", "lat", "observations", "value"];
    match value {
        serde_json::Value::Number(number) => {
            known.insert(Amount::bare(&number.to_string()));
        }
        serde_json::Value::String(text) if is_text => {
            known.extend(quantities(text).into_iter().map(|quantity| quantity.amount));
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| gather(item, is_text, known)),
        serde_json::Value::Object(fields) => {
            for (name, field) in fields.iter().filter(|(name, _)| !OTHERS.contains(&name.as_str())) {
                gather(field, Language::ALL.iter().any(|language| language.tag() == name), known);
            }
        }
        _ => {}
    }
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for found in &self.not_in_dataset {
            writeln!(
                f,
                "article, paragraph {}: {} is not in the dataset (…{}…)",
                found.paragraph, found.number, found.context
            )?;
        }
        for found in &self.not_in_article {
            writeln!(f, "{}: {} is not in the article's paragraph {}", found.path, found.number, found.paragraph)?;
        }
        writeln!(
            f,
            "{} numbers of the article are not in the dataset, {} of the dataset not in the article",
            self.not_in_dataset.len(),
            self.not_in_article.len()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_goes_on_until_an_empty_line() {
        let found = paragraphs("# Title\n[1.1] one\ntwo\n\nnone\n[1.2] three\n## 2\nnone");
        let wanted = [("1.1", "one two"), ("1.2", "three")].map(|(number, text)| (number, text.to_owned()));
        assert_eq!(found, BTreeMap::from(wanted));
    }
}
