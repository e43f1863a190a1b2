//! Numbers in words: where a text has no paragraph of its own, each number in it comes from a figure.
//!
//! Projects, models, dates and notes name their paragraph. Titles, readings and summaries do not: what they say in digits
//! must stand in the figures that they are about, where readers find its origin. Numbers in words are left to people.

use super::Checker;
use crate::model::{Event, Model, Observation, Panel, Period};
use crate::{Decimal, Language, PanelKind, Scale, Text, Value};

impl Checker<'_> {
    pub(super) fn numbers_in_words(&mut self) {
        let dataset = self.dataset;
        let mut all = Known::default();
        self.ids_of_figures().into_iter().for_each(|id| self.know(&mut all, id));
        dataset.periods.iter().for_each(|period| all.period(period));
        dataset.timeline.iter().for_each(|event| all.event(event));
        dataset.models.iter().for_each(|model| all.model(model));
        all.text(&dataset.source.title);
        const OF_DATASET: &str = "numbers of its figures, periods, dates and models";
        self.only_known("title", &dataset.title, &all, OF_DATASET);
        self.only_known("subtitle", &dataset.subtitle, &all, OF_DATASET);
        self.only_known("source.note", &dataset.source.note, &all, OF_DATASET);
        for (i, theme) in dataset.themes.iter().enumerate() {
            self.only_known(&format!("themes[{i}].name"), &theme.name, &all, OF_DATASET);
            self.only_known(&format!("themes[{i}].summary"), &theme.summary, &all, OF_DATASET);
        }
        for (i, chart) in dataset.charts.iter().enumerate() {
            let mut known = Known::default();
            for panel in &chart.panels {
                self.know_panel(&mut known, panel);
            }
            const OF_CHART: &str = "numbers of what the chart shows";
            self.only_known(&format!("charts[{i}].title"), &chart.title, &known, OF_CHART);
            self.only_known(&format!("charts[{i}].reading"), &chart.reading, &known, OF_CHART);
            for (j, panel) in chart.panels.iter().enumerate() {
                for (k, group) in panel.groups.iter().enumerate() {
                    let path = format!("charts[{i}].panels[{j}].groups[{k}].label");
                    self.only_known(&path, &group.label, &known, OF_CHART);
                }
            }
        }
    }

    fn ids_of_figures(&self) -> Vec<&str> {
        let dataset = self.dataset;
        let printed = dataset.figures.iter().map(|figure| figure.id.as_str());
        printed.chain(dataset.derived.iter().map(|figure| figure.id.as_str())).collect()
    }

    /// The numbers of a figure, of its names and of its periods.
    fn know(&self, known: &mut Known, id: &str) {
        use super::AnyFigure::{Derived, Printed};
        let dataset = self.dataset;
        let mut observed = |observation: &Observation| {
            known.observation(observation);
            dataset.periods.iter().filter(|period| period.id == observation.period.id()).for_each(|one| known.period(one));
        };
        let (texts, unit) = match self.any_figure(id) {
            Some(Printed(figure)) => {
                figure.observations.iter().for_each(&mut observed);
                ([&figure.label, &figure.short], &figure.unit)
            }
            Some(Derived(figure)) => {
                observed(&Observation {
                    value: Value::One(figure.value),
                    scale: figure.scale,
                    qualifier: None,
                    period: figure.period.clone(),
                });
                ([&figure.label, &figure.short], &figure.unit)
            }
            None => return,
        };
        texts.into_iter().for_each(|text| known.text(text));
        if let Some(unit) = self.unit(unit) {
            known.text(&unit.text);
        }
    }

    fn know_panel(&self, known: &mut Known, panel: &Panel) {
        let dataset = self.dataset;
        panel.all_figures().for_each(|figure| self.know(known, figure.id()));
        let shown = dataset.models.iter().filter(|model| panel.models.iter().any(|shown| shown.id() == model.id));
        shown.for_each(|model| known.model(model));
        if panel.kind == PanelKind::Timeline {
            dataset.timeline.iter().for_each(|event| known.event(event));
        }
    }

    fn only_known(&mut self, path: &str, text: &Text, known: &Known, expected: &str) {
        for language in Language::ALL {
            for (_, number) in numbers(text.in_language(language)) {
                if value(number).is_none_or(|value| !known.0.iter().any(|other| close(*other, value))) {
                    let mend = "Correct it, or add the figure that it comes from.";
                    self.fault(&format!("{path}.{}", language.tag()), format!("`{number}`"), expected, mend);
                }
            }
        }
    }
}

/// Values that a text may name.
#[derive(Default)]
struct Known(Vec<f64>);

impl Known {
    fn text(&mut self, text: &Text) {
        self.0.extend(text.all().flat_map(|text| numbers(text)).filter_map(|(_, number)| value(number)));
    }

    /// A value in each form that a language writes it in: 49.8万 and 498,000, 4.71亿 and 471 million.
    fn observation(&mut self, observation: &Observation) {
        for end in observation.value.ends().map(Decimal::to_f64) {
            let whole = end.abs() * 10f64.powi(i32::from(observation.scale.map_or(0, Scale::power)));
            self.0.extend([end.abs(), whole, whole / 1e4, whole / 1e6, whole / 1e8, whole / 1e9]);
        }
    }

    fn period(&mut self, period: &Period) {
        self.text(&period.text);
        self.0.extend(period.from.iter().chain(&period.to).map(|year| f64::from(*year)));
    }

    fn event(&mut self, event: &Event) {
        self.text(&event.when);
        self.text(&event.text);
        self.0.extend(event.start.iter().chain(&event.end).map(|year| year.floor()));
    }

    fn model(&mut self, model: &Model) {
        self.text(&model.name);
    }
}

fn close(one: f64, other: f64) -> bool {
    (one - other).abs() <= one.abs().max(other.abs()) * 1e-12
}

fn value(number: &str) -> Option<f64> {
    Some(Decimal::parse(&number.replace(',', ""))?.to_f64())
}

/// The numbers in a text, each with where it begins: digits with points and commas between them.
pub(crate) fn numbers(text: &str) -> Vec<(usize, &str)> {
    let mut numbers = Vec::new();
    let mut rest = 0;
    while let Some(start) = text[rest..].find(|letter: char| letter.is_ascii_digit()).map(|at| rest + at) {
        let end = text[start..]
            .find(|letter: char| !letter.is_ascii_digit() && letter != '.' && letter != ',')
            .map_or(text.len(), |length| start + length);
        let number = text[start..end].trim_end_matches(['.', ',']);
        numbers.push((start, number));
        rest = start + number.len();
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_are_written() {
        let found: Vec<&str> =
            numbers("共59,877人次，增长51.8%，2000—3000元。1.").into_iter().map(|(_, number)| number).collect();
        assert_eq!(found, ["59,877", "51.8", "2000", "3000", "1"]);
    }
}
