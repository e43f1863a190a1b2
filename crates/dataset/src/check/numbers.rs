//! Numbers in texts: where a text has no paragraph of its own, each number in it must come from a figure.
//!
//! Projects, models, dates and notes name their paragraph. Titles, readings and summaries do not. Their numbers in
//! digits must be in the figures that they are about, where readers find the source. Numbers in words are left to
//! people.

use super::Checker;
use crate::model::{Event, Model, Observation, Panel, Period};
use crate::quantity::{Amount, Quantity, quantities, written_values};
use crate::{Language, PanelKind, Text, Value};
use std::collections::BTreeSet;

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
        self.only_known("source.note", &dataset.source.note, &all.with_years(&dataset.source.note), OF_DATASET);
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

    /// Adds the numbers of a figure, of its names and of its periods.
    fn know(&self, known: &mut Known, id: &str) {
        use super::AnyFigure::{Derived, Printed};
        let dataset = self.dataset;
        let mut observed = |observation: &Observation, unit: &str| {
            for value in written_values(dataset, observation, unit) {
                known.line(&value);
            }
            self.period(observation.period.id()).into_iter().for_each(|one| known.period(one));
        };
        let (texts, unit) = match self.any_figure(id) {
            Some(Printed(figure)) => {
                figure.observations.iter().for_each(|one| observed(one, figure.unit.id()));
                ([&figure.label, &figure.short], &figure.unit)
            }
            Some(Derived(figure)) => {
                let observation = Observation {
                    value: Value::One(figure.value),
                    scale: figure.scale,
                    qualifier: None,
                    period: figure.period.clone(),
                };
                observed(&observation, figure.unit.id());
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
            for Quantity { written, amount, .. } in quantities(text.in_language(language)) {
                if !known.0.contains(&amount) {
                    let help = "Correct it, or add the figure that it comes from.";
                    self.fault(&format!("{path}.{}", language.tag()), format!("`{written}`"), expected, help);
                }
            }
        }
    }
}

/// Numbers that a text may contain, in any form that a language writes them in: 49.8万 and 498,000, 4.71亿 and 471
/// million.
#[derive(Default)]
struct Known(BTreeSet<Amount>);

impl Known {
    fn text(&mut self, text: &Text) {
        text.all().for_each(|text| self.line(text));
    }

    fn line(&mut self, text: &str) {
        self.0.extend(quantities(text).into_iter().map(|quantity| quantity.amount));
    }

    fn year(&mut self, year: f64) {
        self.0.insert(Amount::bare(&year.floor().to_string()));
    }

    /// The same, plus the years of the text: no figure says when a source was written.
    fn with_years(&self, text: &Text) -> Known {
        let quantities = text.all().flat_map(quantities).map(|quantity| quantity.amount);
        Known(self.0.iter().cloned().chain(quantities.filter(Amount::is_year)).collect())
    }

    fn period(&mut self, period: &Period) {
        self.text(&period.text);
        period.from.iter().chain(&period.to).for_each(|year| self.year(f64::from(*year)));
    }

    fn event(&mut self, event: &Event) {
        self.text(&event.when);
        self.text(&event.text);
        event.start.iter().chain(&event.end).for_each(|year| self.year(*year));
    }

    fn model(&mut self, model: &Model) {
        self.text(&model.name);
    }
}
