//! Compares the numbers of a dataset with those of its article.
//!
//! Numbers in digits are compared as they are written: 49.8万 is 49.8. Of those in words only the dataset's up to ten are
//! looked for; whether the article has others that the dataset lacks is left to people.

use crate::check::numbers::numbers;
use crate::model::Dataset;
use crate::{Decimal, Language};
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
    let mut known: BTreeSet<String> = BTreeSet::new();
    let whole = serde_json::to_value(entry).unwrap_or_default();
    gather(&whole, false, &mut known);
    for (paragraph, text) in &paragraphs {
        for (at, number) in numbers(text) {
            if !known.contains(&plain(number)) {
                let context: String = text[..at].chars().rev().take(8).collect::<Vec<_>>().into_iter().rev().collect();
                let behind: String = text[at + number.len()..].chars().take(8).collect();
                comparison.not_in_dataset.push(InArticle {
                    paragraph: (*paragraph).to_owned(),
                    number: number.to_owned(),
                    context: format!("{context}{number}{behind}"),
                });
            }
        }
    }
    for (index, figure) in entry.figures.iter().enumerate() {
        let text = paragraphs.get(figure.paragraph.as_str()).map_or("", String::as_str);
        let there: BTreeSet<String> = numbers(text).into_iter().map(|(_, number)| plain(number)).collect();
        for (nth, observation) in figure.observations.iter().enumerate() {
            let mut values = Vec::from(observation.value.ends());
            values.dedup();
            for value in values.into_iter().map(|value: Decimal| value.to_string()) {
                // what we counted ourselves the article does not print
                let in_words = in_words(&value).iter().any(|word| text.contains(*word))
                    // 万余 alone is 1万余
                    || value == "1" && observation.scale.is_some_and(|scale| text.contains(scale.id()));
                if figure.kind != crate::FigureKind::CountedByUs && !in_words && !there.contains(&plain(&value)) {
                    comparison.not_in_article.push(InDataset {
                        path: format!("figures[{index}].observations[{nth}].value"),
                        paragraph: figure.paragraph.clone(),
                        number: value,
                    });
                }
            }
        }
    }
    comparison
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
fn in_words(number: &str) -> &'static [char] {
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

/// A number without the commas between its thousands.
fn plain(number: &str) -> String {
    number.replace(',', "")
}

/// Every number that a reader is told: values, years, and those in texts. Ids, paragraphs and the map have others.
fn gather(value: &serde_json::Value, is_text: bool, known: &mut BTreeSet<String>) {
    match value {
        serde_json::Value::Number(number) => {
            known.insert(number.to_string());
        }
        serde_json::Value::String(text) if is_text => {
            known.extend(numbers(text).into_iter().map(|(_, number)| plain(number)));
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| gather(item, is_text, known)),
        serde_json::Value::Object(fields) => {
            for (name, field) in fields.iter().filter(|(name, _)| !matches!(name.as_str(), "map" | "lon" | "lat")) {
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
