//! Numbers in words: where a text has no paragraph of its own, each number in it comes from a figure.
//!
//! Projects, models, dates and notes name their paragraph. Titles, readings and summaries do not: what they say in digits
//! must stand in the figures that they are about, where readers find its origin. Numbers in words are left to people.

use super::Checker;
use crate::authoring::{EventEntry, ModelEntry, ObservationEntry, PanelEntry, TextEntry, ValueEntry};
use crate::quantity::{Amount, Quantity, quantities, written_values};
use std::collections::BTreeSet;

impl Checker<'_> {
    pub(super) fn numbers_in_words(&mut self) {
        let program = self.program;
        let mut all = Known::default();
        self.ids_of_figures().into_iter().for_each(|id| self.know(&mut all, id));
        program.periods.iter().for_each(|period| all.period(period));
        program.timeline.iter().for_each(|event| all.event(event));
        program.models.iter().for_each(|model| all.model(model));
        all.text(&program.source.title);
        const OF_DATASET: &str = "numbers of its figures, periods, dates and models";
        self.only_known("title", &program.title, &all, OF_DATASET);
        self.only_known("subtitle", &program.subtitle, &all, OF_DATASET);
        self.only_known("source.note", &program.source.note, &all, OF_DATASET);
        for (i, theme) in program.themes.iter().enumerate() {
            self.only_known(&format!("themes[{i}].name"), &theme.name, &all, OF_DATASET);
            self.only_known(&format!("themes[{i}].summary"), &theme.summary, &all, OF_DATASET);
        }
        for (i, chart) in program.charts.iter().enumerate() {
            let mut known = Known::default();
            for panel in &chart.panels {
                self.know_panel(&mut known, panel);
            }
            const OF_CHART: &str = "numbers of what the chart shows";
            self.only_known(&format!("charts[{i}].title"), &chart.title, &known, OF_CHART);
            self.only_known(&format!("charts[{i}].reading"), &chart.reading, &known, OF_CHART);
            for (j, panel) in chart.panels.iter().enumerate() {
                if let PanelEntry::Bars { groups } | PanelEntry::Paired { groups } | PanelEntry::Flow { groups } = panel
                {
                    for (k, group) in groups.iter().enumerate() {
                        let path = format!("charts[{i}].panels[{j}].groups[{k}].label");
                        self.only_known(&path, &group.label, &known, OF_CHART);
                    }
                }
            }
        }
    }

    fn ids_of_figures(&self) -> Vec<&str> {
        let program = self.program;
        let printed = program.figures.iter().map(|figure| figure.id.as_str());
        printed.chain(program.derived.iter().map(|figure| figure.id.as_str())).collect()
    }

    /// The numbers of a figure, of its names and of its periods.
    fn know(&self, known: &mut Known, id: &str) {
        use super::AnyFigure::{Derived, Printed};
        let program = self.program;
        let mut observed = |observation: &ObservationEntry, unit: &str| {
            for value in written_values(program, observation, unit) {
                known.line(&value);
            }
            program.periods.iter().filter(|period| period.id == observation.period).for_each(|one| known.period(one));
        };
        let (texts, unit) = match self.any_figure(id) {
            Some(Printed(figure)) => {
                figure.observations.iter().for_each(|one| observed(one, &figure.unit));
                ([&figure.label, &figure.short], &figure.unit)
            }
            Some(Derived(figure)) => {
                let observation = ObservationEntry {
                    value: ValueEntry::One(figure.value.clone()),
                    scale: figure.scale,
                    qualifier: None,
                    period: figure.period.clone(),
                };
                observed(&observation, &figure.unit);
                ([&figure.label, &figure.short], &figure.unit)
            }
            None => return,
        };
        texts.into_iter().for_each(|text| known.text(text));
        if let Some(unit) = self.unit(unit) {
            known.text(&unit.text);
        }
    }

    fn know_panel(&self, known: &mut Known, panel: &PanelEntry) {
        let program = self.program;
        match panel {
            PanelEntry::Numbers { figures } | PanelEntry::Range { figures } => {
                figures.iter().for_each(|id| self.know(known, id));
            }
            PanelEntry::Bars { groups } | PanelEntry::Paired { groups } | PanelEntry::Flow { groups } => {
                groups.iter().flat_map(|group| &group.figures).for_each(|id| self.know(known, id));
            }
            PanelEntry::Growth { rows } => {
                rows.iter().flat_map(|row| [&row.earlier, &row.now, &row.growth]).for_each(|id| self.know(known, id));
            }
            PanelEntry::Timeline {} => program.timeline.iter().for_each(|event| known.event(event)),
            PanelEntry::Structure { models } => {
                let shown = program.models.iter().filter(|model| models.contains(&model.id));
                shown.for_each(|model| known.model(model));
            }
        }
    }

    fn only_known(&mut self, path: &str, text: &TextEntry, known: &Known, expected: &str) {
        for (tag, text) in text {
            for Quantity { written, amount, .. } in quantities(text) {
                if !known.0.contains(&amount) {
                    let mend = "Correct it, or add the figure that it comes from.";
                    self.fault(&format!("{path}.{tag}"), format!("`{written}`"), expected, mend);
                }
            }
        }
    }
}

/// Numbers that a text may name, in any form that a language writes them in: 49.8万 and 498,000, 4.71亿 and 471 million.
#[derive(Default)]
struct Known(BTreeSet<Amount>);

impl Known {
    fn text(&mut self, text: &TextEntry) {
        text.values().for_each(|text| self.line(text));
    }

    fn line(&mut self, text: &str) {
        self.0.extend(quantities(text).into_iter().map(|quantity| quantity.amount));
    }

    fn year(&mut self, year: f64) {
        self.0.insert(Amount::bare(&year.floor().to_string()));
    }

    fn period(&mut self, period: &crate::authoring::PeriodEntry) {
        self.text(&period.text);
        period.from.iter().chain(&period.to).for_each(|year| self.year(f64::from(*year)));
    }

    fn event(&mut self, event: &EventEntry) {
        self.text(&event.when);
        self.text(&event.text);
        event.start.iter().chain(&event.end).for_each(|year| self.year(*year));
    }

    fn model(&mut self, model: &ModelEntry) {
        self.text(&model.name);
    }
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
