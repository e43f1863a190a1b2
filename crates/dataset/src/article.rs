//! Compares the numbers of a dataset with those of its article.
//!
//! Numbers in digits are compared together with their scale and measure: 12.5万 is neither 12.5亿 nor 12.5, and 5% is
//! not 5个百分点. Numbers in words (二十八, twenty-eight) are checked in one direction: those of the dataset must occur in
//! the article. Whether the article has others that the dataset lacks is left to people, except for percentages and
//! other measures that are not counts.

use crate::Language;
use crate::model::{Dataset, Figure, LeftOut};
use crate::quantity::{Amount, Measure, Quantity, in_words, quantities, written, written_values};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The numbers that one side has and the other lacks.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Numbers of the article that the dataset does not contain.
    pub not_in_dataset: Vec<InArticle>,
    /// Numbers of the dataset that their paragraph does not contain.
    pub not_in_article: Vec<InDataset>,
    /// Numbers that the dataset lists as left out, but that the article does not contain.
    pub not_left_out: Vec<InDataset>,
}

/// A number of the article.
#[derive(Debug, PartialEq, Eq)]
pub struct InArticle {
    /// Line number in the file, from 1.
    pub line: usize,
    /// The paragraph that contains it.
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
    /// Id of the figure; empty for an entry that is not a figure.
    pub figure: String,
    /// The paragraph that the entry names.
    pub paragraph: String,
    /// The line of the article's file where that paragraph begins; `None` if the article has no such paragraph.
    pub line: Option<usize>,
    /// As written.
    pub number: String,
}

/// A paragraph of an article.
#[derive(Debug, Default, PartialEq, Eq)]
struct Paragraph {
    text: String,
    /// For each line, its start within the text and its number in the file.
    lines: Vec<(usize, usize)>,
}

impl Paragraph {
    fn line_at(&self, at: usize) -> usize {
        let behind = self.lines.partition_point(|(start, _)| *start <= at);
        self.lines.get(behind.saturating_sub(1)).map_or(0, |(_, line)| *line)
    }
}

/// Compares a dataset with the text of its article. Each paragraph of the article begins with its number in brackets:
/// `[1.1]`.
pub fn compare(entry: &Dataset, article: &str) -> Comparison {
    let paragraphs = paragraphs(article);
    let mut comparison = Comparison::default();
    let known = known(entry);
    for (number, paragraph) in &paragraphs {
        let text = &paragraph.text;
        let in_words = in_words(text).into_iter().filter(|quantity| quantity.amount.measure != Measure::Count);
        for Quantity { at, written, amount } in quantities(text).into_iter().chain(in_words) {
            let is_left_out = |one: &LeftOut| one.paragraph == *number && amounts(&one.number).contains(&amount);
            if known.contains(&amount) || entry.source.left_out.iter().any(is_left_out) {
                continue;
            }
            let context: String = text[..at].chars().rev().take(8).collect::<Vec<_>>().into_iter().rev().collect();
            let behind: String = text[at + written.len()..].chars().take(8).collect();
            comparison.not_in_dataset.push(InArticle {
                line: paragraph.line_at(at),
                paragraph: (*number).to_owned(),
                number: written.to_owned(),
                context: format!("{context}{written}{behind}"),
            });
        }
    }
    // the article does not print what we counted ourselves
    let printed = entry.figures.iter().enumerate().filter(|(_, one)| one.kind != crate::FigureKind::CountedByUs);
    for (index, figure) in printed {
        let paragraph = paragraphs.get(figure.paragraph.as_str());
        comparison.not_in_article.extend(missing(entry, index, figure, paragraph));
    }
    for (index, one) in entry.source.left_out.iter().enumerate() {
        let paragraph = paragraphs.get(one.paragraph.as_str());
        if paragraph.is_none_or(|paragraph| amounts(&one.number).is_disjoint(&amounts(&paragraph.text))) {
            comparison.not_left_out.push(InDataset {
                path: format!("source.left_out[{index}]"),
                figure: String::new(),
                paragraph: one.paragraph.clone(),
                line: paragraph.map(|paragraph| paragraph.line_at(0)),
                number: one.number.clone(),
            });
        }
    }
    comparison
}

/// The values of a figure that its paragraph does not contain.
fn missing(entry: &Dataset, index: usize, figure: &Figure, paragraph: Option<&Paragraph>) -> Vec<InDataset> {
    let there = paragraph.map(|paragraph| amounts(&paragraph.text)).unwrap_or_default();
    let mut missing = Vec::new();
    for (nth, observation) in figure.observations.iter().enumerate() {
        for value in written_values(entry, observation, figure.unit.id()) {
            let lacks = |quantity: &Quantity| !there.contains(&quantity.amount);
            missing.extend(quantities(&value).into_iter().find(lacks).map(|quantity| InDataset {
                path: format!("figures[{index}].observations[{nth}].value"),
                figure: figure.id.clone(),
                paragraph: figure.paragraph.clone(),
                line: paragraph.map(|paragraph| paragraph.line_at(0)),
                number: quantity.written.to_owned(),
            }));
        }
    }
    missing
}

/// The amounts of the numbers in a text, in digits and in words.
fn amounts(text: &str) -> BTreeSet<Amount> {
    quantities(text).into_iter().chain(in_words(text)).map(|quantity| quantity.amount).collect()
}

/// The paragraphs of an article, keyed by their numbers.
fn paragraphs(article: &str) -> BTreeMap<&str, Paragraph> {
    let mut paragraphs = BTreeMap::<&str, Paragraph>::new();
    let mut present = None;
    for (index, line) in article.lines().enumerate() {
        if let Some((number, text)) = line.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
            let lines = vec![(0, index + 1)];
            paragraphs.insert(number, Paragraph { text: text.trim().to_owned(), lines });
            present = Some(number);
        } else if line.trim().is_empty() || line.starts_with('#') {
            // text after an empty line belongs to no paragraph
            present = None;
        } else if let Some(paragraph) = present.and_then(|number| paragraphs.get_mut(number)) {
            paragraph.text.push(' ');
            paragraph.lines.push((paragraph.text.len(), index + 1));
            paragraph.text.push_str(line.trim());
        }
    }
    paragraphs
}

/// Every number that a reader is shown: values, years, and the numbers in texts.
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

/// Collects the numbers in texts, and bare numbers. It skips values, because they have a unit, and ids, paragraphs
/// and the map, because their numbers mean something else.
fn gather(value: &serde_json::Value, is_text: bool, known: &mut BTreeSet<Amount>) {
    const OTHERS: [&str; 6] = ["map", "lon", "lat", "observations", "value", "left_out"];
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
        for InArticle { line, paragraph, number, context } in &self.not_in_dataset {
            writeln!(f, "article, line {line}, paragraph {paragraph}: {number} is not in the dataset (…{context}…)")?;
        }
        if let Some(InArticle { paragraph, number, .. }) = self.not_in_dataset.first() {
            let entry = serde_json::json!({ "paragraph": paragraph, "number": number, "why": "…" });
            writeln!(
                f,
                "    help      Add what is missing; what is left out on purpose goes into source.left_out: {entry}"
            )?;
        }
        for InDataset { path, figure, paragraph, line, number } in &self.not_in_article {
            match line {
                Some(line) => writeln!(
                    f,
                    "{path} (`{figure}`): {number} is not in the article's paragraph {paragraph} (line {line})"
                )?,
                None => writeln!(f, "{path} (`{figure}`): the article has no such paragraph: {paragraph}")?,
            }
        }
        for InDataset { path, paragraph, number, .. } in &self.not_left_out {
            writeln!(f, "{path}: {number} is not in the article's paragraph {paragraph}, so it cannot be left out")?;
        }
        writeln!(
            f,
            "{} numbers of the article are not in the dataset, {} of the dataset not in the article",
            self.not_in_dataset.len(),
            self.not_in_article.len()
        )
    }
}

impl Comparison {
    /// The missing numbers as JSON: a list of objects with `file`, `path` or `line`, `paragraph`, `number` and the
    /// side that lacks it.
    pub fn to_json(&self, file: &str) -> Vec<serde_json::Value> {
        let in_article = self.not_in_dataset.iter().map(|one| {
            serde_json::json!({
                "file": file, "line": one.line, "paragraph": one.paragraph, "number": one.number, "missing": "dataset",
            })
        });
        let in_dataset = self.not_in_article.iter().chain(&self.not_left_out).map(|one| {
            serde_json::json!({
                "file": file, "path": one.path, "figure": one.figure, "paragraph": one.paragraph, "line": one.line,
                "number": one.number, "missing": if one.line.is_some() { "article" } else { "paragraph" },
            })
        });
        in_article.chain(in_dataset).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paragraph_goes_on_until_an_empty_line() {
        let found = paragraphs("# Title\n[1.1] one\ntwo\n\nnone\n[1.2] three\n## 2\nnone");
        let texts: Vec<_> = found.iter().map(|(number, one)| (*number, one.text.as_str())).collect();
        assert_eq!(texts, [("1.1", "one two"), ("1.2", "three")]);
        assert_eq!([found["1.1"].line_at(0), found["1.1"].line_at(4), found["1.2"].line_at(2)], [2, 3, 6]);
    }
}
