//! What we say about an entry: the same lines in tooltips, tables, details and announcements.

use super::{formula, quantity, quantity_at, signs, words};
use shanhai_dataset::{
    Coverage, Event, Figure, FigureKind, Join, Language, Model, Observation, Part, PeriodBasis, Project, Status,
    UnitStyle,
};

/// The description of a thing: a heading, a value, and lines below it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Description {
    /// Its name.
    pub title: String,
    /// Its value; empty if it has none.
    pub value: String,
    /// Further lines, most important first.
    pub lines: Vec<String>,
}

impl Description {
    /// Everything in one line, for a screen reader.
    pub fn in_one_line(&self, language: Language) -> String {
        let parts = [&self.title, &self.value].into_iter().chain(&self.lines).filter(|part| !part.is_empty());
        join_lines(&parts.collect::<Vec<_>>(), signs(language).semicolon, language)
    }
}

/// Joins lines into one with a separator, but without one after the end of a sentence.
pub fn join_lines(lines: &[impl AsRef<str>], separator: &str, language: Language) -> String {
    let mut text = String::new();
    for line in lines {
        if !text.is_empty() {
            let ended = text.ends_with(['.', '?', '!', '。', '？', '！']);
            text.push_str(if ended { words(language).space } else { separator });
        }
        text.push_str(line.as_ref());
    }
    text
}

/// Cites several paragraphs of the article.
pub fn citations(paragraphs: &[String], language: Language) -> String {
    paragraphs.iter().map(|id| (words(language).paragraph)(id)).collect::<Vec<_>>().join(signs(language).semicolon)
}

/// The period of a value.
pub fn period(observation: &Observation, language: Language) -> &str {
    observation.period.text.get(language)
}

/// A value after its period: `2019: 12 schools`.
fn dated(figure: &Figure, observation: &Observation, language: Language) -> String {
    let value = quantity_at(figure, observation, language);
    format!("{}{}{value}", period(observation, language), words(language).colon)
}

/// The values of a figure at the time of an entry, with their periods if these are not the entry's own time. Empty if
/// it has none: no value of another time stands in for it.
pub fn quantity_then(event: &Event, figure: &Figure, language: Language) -> String {
    let one = |(observation, coverage)| match (&figure.observations[..], coverage) {
        ([_], Coverage::Whole) => quantity_at(figure, observation, language),
        // a year is its own period
        ([_], Coverage::Part) if figure.unit.style == UnitStyle::Year => quantity_at(figure, observation, language),
        _ => dated(figure, observation, language),
    };
    event.values(figure).map(one).collect::<Vec<_>>().join(signs(language).semicolon)
}

/// The figure that represents a project where there is room for one: an amount, not a date.
pub fn headline_figure(project: &Project) -> Option<&'static Figure> {
    project.figures.iter().map(|figure| figure.get()).find(|figure| figure.suits_headline())
}

/// Where a project is, in words: the region first in Chinese, the nearest name first in English.
pub fn place_words(project: &'static Project, language: Language) -> String {
    let names = [Some(&project.region().name), project.county.as_ref(), project.site.as_ref()];
    let mut names: Vec<&str> = names.into_iter().flatten().map(|name| name.get(language)).collect();
    names.dedup();
    match language {
        Language::ZhHans => names.join(" "),
        Language::En => {
            names.reverse();
            names.join(", ")
        }
    }
}

/// Describes a figure: its period, where it comes from, how we computed it, and what to know before quoting it.
pub fn of_figure(figure: &Figure, language: Language) -> Description {
    let words = words(language);
    // of several values, the latest comes first, and so does its period
    let mut lines = vec![period(figure.latest(), language).to_owned()];
    if let several @ [_, _, ..] = &figure.observations[..] {
        let all: Vec<String> = several.iter().map(|one| dated(figure, one, language)).collect();
        lines.push(all.join(signs(language).semicolon));
    }
    lines.extend(notes(figure, language));
    lines.push((words.paragraph)(&figure.paragraph));
    Description { title: figure.label.get(language).to_owned(), value: quantity(figure, language), lines }
}

/// How a figure came about, and what to know before quoting it.
fn notes(figure: &Figure, language: Language) -> Vec<String> {
    let words = words(language);
    let mut lines = Vec::new();
    let silent = |observation: &Observation| {
        observation.period.basis == PeriodBasis::Inferred && !period(observation, language).contains(words.inferred)
    };
    if figure.observations.iter().any(silent) {
        lines.push((words.basis)(PeriodBasis::Inferred).to_owned());
    }
    // a note that already says so is enough
    let said = figure.note.as_ref().is_some_and(|note| note.get(language).contains(words.counted_by_us));
    if figure.kind == FigureKind::CountedByUs && !said {
        lines.push(words.counted_by_us.to_owned());
    }
    lines.extend(formula(figure, language).map(|formula| format!("{}{}{formula}", words.derived, words.colon)));
    lines.extend(figure.note.as_ref().map(|note| note.get(language).to_owned()));
    lines
}

/// Describes an entry of the timeline.
pub fn of_event(event: &Event, language: Language) -> Description {
    let words = words(language);
    let mut lines = Vec::new();
    let kind = (words.event_kind)(event.kind);
    if !kind.is_empty() && kind != event.when.get(language) {
        lines.push(kind.to_owned());
    }
    if event.basis == PeriodBasis::Inferred {
        lines.push((words.basis)(event.basis).to_owned());
    }
    lines.extend(event.note.as_ref().map(|note| note.get(language).to_owned()));
    lines.push((words.paragraph)(&event.paragraph));
    Description { title: event.text.get(language).to_owned(), value: event.when.get(language).to_owned(), lines }
}

/// Describes a model.
pub fn of_model(model: &Model, language: Language) -> Description {
    let words = words(language);
    let mut lines: Vec<String> = model.parts.iter().map(|one| part(one, language)).collect();
    if !model.explained {
        lines.push(words.unexplained.to_owned());
    }
    if model.status != Status::Reported {
        lines.push((words.status)(model.status).to_owned());
    }
    lines.extend(model.place.as_ref().map(|place| place.get(language).to_owned()));
    lines.extend(model.note.as_ref().map(|note| note.get(language).to_owned()));
    lines.push((words.paragraph)(&model.paragraph));
    Description { title: model.name.get(language).to_owned(), value: String::new(), lines }
}

/// A part of a model on one line: `上海企业 + 云南资源`.
pub fn part(part: &Part, language: Language) -> String {
    match part {
        Part::One(text) => text.get(language).to_owned(),
        Part::Joined(first, join, second) => {
            format!("{}{}{}", first.get(language), join_sign(*join, language), second.get(language))
        }
    }
}

/// The sign between the two ends of a model's part.
pub fn join_sign(join: Join, language: Language) -> &'static str {
    match join {
        Join::With => " + ",
        Join::Becomes => " → ",
        Join::Is => words(language).colon,
    }
}

/// Data as a table. The first cell of each row names the row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Column heads.
    pub heads: Vec<&'static str>,
    /// Cells; each row is as long as the heads.
    pub rows: Vec<Vec<String>>,
}

/// One table row per value of a figure: name, value, period, notes, paragraph.
pub(crate) fn figure_rows(figure: &Figure, language: Language) -> impl Iterator<Item = Vec<String>> {
    let notes = join_lines(&notes(figure, language), signs(language).semicolon, language);
    figure.observations.iter().map(move |observation| {
        vec![
            figure.label.get(language).to_owned(),
            quantity_at(figure, observation, language),
            period(observation, language).to_owned(),
            notes.clone(),
            (words(language).paragraph)(&figure.paragraph),
        ]
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::dataset;

    #[test]
    fn every_figure_tells_its_paragraph_and_a_derived_one_its_formula() {
        for language in Language::ALL {
            for figure in dataset().all_figures() {
                let description = of_figure(figure, language).in_one_line(language);
                assert!(description.contains(&(words(language).paragraph)(&figure.paragraph)), "{description}");
                assert_eq!(description.contains(words(language).derived), figure.is_derived(), "{description}");
            }
        }
    }

    #[test]
    fn nothing_but_a_space_follows_a_full_stop() {
        assert_eq!(join_lines(&["2023", "One total.", "Article"], "; ", Language::En), "2023; One total. Article");
        assert_eq!(
            join_lines(&["2023年", "合为一个数。", "据报道"], " · ", Language::ZhHans),
            "2023年 · 合为一个数。据报道"
        );
        for language in Language::ALL {
            let of_figures = dataset().all_figures().map(|figure| of_figure(figure, language));
            let of_others = dataset().timeline.iter().map(|event| of_event(event, language));
            for description in
                of_figures.chain(of_others).chain(dataset().models.iter().map(|model| of_model(model, language)))
            {
                let line = description.in_one_line(language);
                assert!(!line.contains(".;") && !line.contains("。；"), "{line}");
            }
        }
    }

    #[test]
    fn that_we_counted_is_said_once() {
        let titles =
            of_figure(dataset().figure("yuhu-titles").unwrap(), Language::ZhHans).in_one_line(Language::ZhHans);
        assert_eq!(titles.matches("由本图计数").count(), 1, "{titles}");
    }

    #[test]
    fn an_inferred_period_says_so() {
        for figure in dataset().all_figures().filter(|figure| figure.latest().period.basis == PeriodBasis::Inferred) {
            assert!(period(figure.latest(), Language::ZhHans).contains("推定"), "{}", figure.id);
            assert!(period(figure.latest(), Language::En).contains("inferred"), "{}", figure.id);
        }
    }
}
