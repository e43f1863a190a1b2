//! Checks on charts.

use super::{AnyFigure, Checker, List};
use crate::model::{Chart, Panel};
use crate::{PanelKind, Ref};

/// Names of pictures that are published next to those of the charts.
const TAKEN: [&str; 4] = ["map", "map-tiles", "share", "connections"];

impl<'a> Checker<'a> {
    pub(super) fn charts(&mut self) {
        let charts = &self.dataset.charts;
        self.ids("charts", charts.iter().map(|chart| &chart.id));
        for (i, chart) in charts.iter().enumerate() {
            let path = format!("charts[{i}]");
            if TAKEN.contains(&chart.id.as_str()) {
                let expected = format!("an id that is none of {}", TAKEN.join(", "));
                let help = "Choose another one: pictures of the map and for sharing have these names.";
                self.fault(&format!("{path}.id"), format!("`{}`", chart.id), expected, help);
            }
            self.text(&format!("{path}.title"), &chart.title);
            self.text(&format!("{path}.reading"), &chart.reading);
            self.optional_text(&format!("{path}.note"), chart.note.as_ref());
            self.optional_reference(&format!("{path}.theme"), List::Theme, chart.theme.as_ref());
            self.not_empty(&format!("{path}.panels"), &chart.panels);
            for (j, panel) in chart.panels.iter().enumerate() {
                self.panel(&format!("{path}.panels[{j}]"), panel);
            }
            self.dates(&path, chart);
        }
    }

    /// If undated figures stand next to dated ones, the chart's note or their own must say so.
    fn dates(&mut self, path: &str, chart: &'a Chart) {
        // a growth row states its own periods
        let figures = chart
            .panels
            .iter()
            .filter(|panel| panel.kind != PanelKind::Growth)
            .flat_map(Panel::all_figures)
            .map(Ref::id);
        let (dated, undated): (Vec<_>, Vec<_>) =
            figures.filter_map(|id| Some((id, self.is_dated(id)?))).partition(|(_, dated)| *dated);
        let has_note = |id: &str| match self.any_figure(id) {
            Some(AnyFigure::Printed(figure)) => figure.note.is_some(),
            _ => true,
        };
        let silent = undated.iter().map(|(id, _)| *id).find(|id| !has_note(id));
        if let Some(id) = silent.filter(|_| chart.note.is_none() && !dated.is_empty()) {
            let found = format!("nothing, though `{id}` is undated and others are dated");
            let help = "Say that no time is given, here or in the figure's note.";
            self.fault(&format!("{path}.note"), found, "a note on the time", help);
        }
    }
}
