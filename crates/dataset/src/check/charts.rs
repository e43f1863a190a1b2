//! Checks on charts: each form may show only figures that it does not misrepresent.

use super::{AnyFigure, Checker, List};
use crate::formula::{self, Token};
use crate::model::{Chart, Figure, Group, GrowthRow, Panel};
use crate::{PanelContent, PanelKind, PeriodBasis, Ref, Side, UnitStyle, Value};

/// Names of pictures that are published beside those of the charts.
const TAKEN: [&str; 4] = ["map", "map-tiles", "share", "connections"];

/// The figures of all groups of a panel.
fn all_of(groups: &[Group]) -> Vec<&Ref<Figure>> {
    groups.iter().flat_map(|group| &group.figures).collect()
}

impl<'a> Checker<'a> {
    pub(super) fn charts(&mut self) {
        let charts = &self.dataset.charts;
        self.ids("charts", charts.iter().map(|chart| &chart.id));
        for (i, chart) in charts.iter().enumerate() {
            let path = format!("charts[{i}]");
            if TAKEN.contains(&chart.id.as_str()) {
                let expected = format!("an id that is none of {}", TAKEN.join(", "));
                let mend = "Choose another one: pictures of the map and for sharing have these names.";
                self.fault(&format!("{path}.id"), format!("`{}`", chart.id), expected, mend);
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

    fn panel(&mut self, path: &str, panel: &'a Panel) {
        self.content(path, panel);
        let (figures, groups) = (format!("{path}.figures"), format!("{path}.groups"));
        match panel.kind {
            PanelKind::Numbers => self.listed(&figures, List::Figure, &panel.figures),
            PanelKind::Structure => self.listed(&format!("{path}.models"), List::Model, &panel.models),
            PanelKind::Range => self.range(&figures, &panel.figures),
            PanelKind::Growth => {
                self.not_empty(&format!("{path}.rows"), &panel.rows);
                for (i, row) in panel.rows.iter().enumerate() {
                    self.growth_row(&format!("{path}.rows[{i}]"), row);
                }
            }
            PanelKind::Bars => self.bars(&groups, &panel.groups),
            PanelKind::Paired => self.paired(&groups, &panel.groups),
            PanelKind::Flow => self.flow(&groups, &panel.groups),
            PanelKind::Timeline => {}
        }
    }

    /// A panel has the list of its kind and no other.
    fn content(&mut self, path: &str, panel: &Panel) {
        let own = panel.kind.content();
        let lists = [
            ("figures", panel.figures.len(), PanelContent::Figures),
            ("groups", panel.groups.len(), PanelContent::Groups),
            ("rows", panel.rows.len(), PanelContent::Rows),
            ("models", panel.models.len(), PanelContent::Models),
        ];
        let expected = match lists.iter().find(|(.., content)| *content == own) {
            Some((field, ..)) => format!("only `{field}` in a panel of the kind `{}`", panel.kind.id()),
            None => format!("no list in a panel of the kind `{}`", panel.kind.id()),
        };
        for (field, length, content) in lists {
            if length > 0 && content != own {
                let found = format!("a list of {length}");
                self.fault(&format!("{path}.{field}"), found, &*expected, "Remove it, or correct the kind.");
            }
        }
    }

    /// Undated figures beside dated ones need a word on that: the chart's note, or their own.
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
            let mend = "Say that no time is given, here or in the figure's note.";
            self.fault(&format!("{path}.note"), found, "a note on the time", mend);
        }
    }

    /// Forms that show one value a figure take none with several periods.
    fn one_period(&mut self, path: &str, id: &str) {
        if let Some(AnyFigure::Printed(figure)) = self.any_figure(id)
            && figure.observations.len() > 1
        {
            let found = format!("`{id}`, with {} periods", figure.observations.len());
            self.fault(path, found, "a figure with one period", "Show it in bars, which compare periods.");
        }
    }

    fn not_empty<T>(&mut self, path: &str, list: &[T]) {
        if list.is_empty() {
            self.fault(path, "an empty list", "at least one entry", "Add one, or remove what holds the list.");
        }
    }

    /// References, at least one.
    fn listed<T>(&mut self, path: &str, list: List, ids: &[Ref<T>]) {
        self.not_empty(path, ids);
        self.references(path, list, ids);
    }

    /// Spans need figures that are spans.
    fn range(&mut self, path: &str, figures: &[Ref<Figure>]) {
        self.listed(path, List::Figure, figures);
        for (i, id) in figures.iter().enumerate() {
            self.one_period(&format!("{path}[{i}]"), id.id());
            let spans = match self.any_figure(id) {
                None => continue,
                Some(AnyFigure::Derived(_)) => false,
                Some(AnyFigure::Printed(figure)) => {
                    figure.observations.iter().all(|observation| matches!(observation.value, Value::Range(..)))
                }
            };
            if !spans {
                let expected = "a figure whose value is a range";
                self.fault(&format!("{path}[{i}]"), format!("`{id}`, one number"), expected, "Show it under numbers.");
            }
        }
    }

    /// What all groups have in common: a heading, and figures that exist.
    fn groups(&mut self, path: &str, groups: &'a [Group]) {
        self.not_empty(path, groups);
        for (i, group) in groups.iter().enumerate() {
            self.text(&format!("{path}[{i}].label"), &group.label);
            self.listed(&format!("{path}[{i}].figures"), List::Figure, &group.figures);
        }
    }

    /// Bars, of all groups from one zero: counts only among counts; within a group the undated only among the undated.
    fn bars(&mut self, path: &str, groups: &'a [Group]) {
        self.groups(path, groups);
        self.one_style(path, &all_of(groups));
        for (i, group) in groups.iter().enumerate() {
            let path = format!("{path}[{i}].figures");
            let mut dated: Option<bool> = None;
            for (j, id) in group.figures.iter().enumerate() {
                let Some(this) = self.is_dated(id.id()) else { continue };
                if this != *dated.get_or_insert(this) {
                    let found = format!("`{id}`, {}", if this { "dated" } else { "undated" });
                    let expected = "figures that are all dated or all undated";
                    self.fault(
                        &format!("{path}[{j}]"),
                        found,
                        expected,
                        "Give the undated figures a group of their own.",
                    );
                }
            }
        }
    }

    /// Two sides face to face: the sea's figure, then the mountains', of one unit.
    fn paired(&mut self, path: &str, groups: &'a [Group]) {
        self.groups(path, groups);
        self.one_style(path, &all_of(groups));
        for (i, group) in groups.iter().enumerate() {
            let path = format!("{path}[{i}].figures");
            if group.figures.len() != 2 {
                let found = format!("{} figures", group.figures.len());
                self.fault(&path, found, "exactly two: the sea's and the mountains'", "Give each row two figures.");
                continue;
            }
            self.one_unit(&path, &group.figures.iter().collect::<Vec<_>>());
            for ((j, id), side) in group.figures.iter().enumerate().zip([Side::Sea, Side::Mountain]) {
                self.one_period(&format!("{path}[{j}]"), id.id());
                self.on_side(&format!("{path}[{j}]"), id.id(), side);
            }
        }
    }

    /// Streams: two directions with equally many figures, all of one unit, each direction from one side.
    fn flow(&mut self, path: &str, groups: &'a [Group]) {
        self.groups(path, groups);
        self.one_unit(path, &all_of(groups));
        match groups {
            [there, back] if there.figures.len() == back.figures.len() => {}
            [there, back] => {
                let found = format!("{} and {} figures", there.figures.len(), back.figures.len());
                self.fault(path, found, "equally many figures in both directions", "Add what is missing.");
            }
            _ => {
                self.fault(
                    path,
                    format!("{} groups", groups.len()),
                    "exactly two groups, one a direction",
                    "Make it two.",
                );
            }
        }
        for (i, group) in groups.iter().enumerate() {
            let first_side = group.figures.iter().find_map(|id| self.any_figure(id)?.side());
            for (j, id) in group.figures.iter().enumerate() {
                let path = format!("{path}[{i}].figures[{j}]");
                self.one_period(&path, id.id());
                match first_side {
                    Some(side) => self.on_side(&path, id.id(), side),
                    None if self.any_figure(id).is_some() => {
                        let mend = "Name the side that the stream starts from.";
                        self.fault(&path, format!("`{id}`, of no side"), "a figure with a side", mend);
                    }
                    None => {}
                }
            }
        }
    }

    fn growth_row(&mut self, path: &str, row: &GrowthRow) {
        let mut all_known = true;
        for (field, id) in [("earlier", &row.earlier), ("now", &row.now), ("growth", &row.growth)] {
            // every unknown id is told, not only the first
            all_known &= self.reference(&format!("{path}.{field}"), List::Figure, id);
        }
        if !all_known {
            return;
        }
        for (field, id) in [("now", &row.now), ("growth", &row.growth)] {
            self.one_period(&format!("{path}.{field}"), id.id());
        }
        let growth_of = match self.any_figure(&row.growth) {
            Some(AnyFigure::Printed(figure)) => figure.growth_of.as_ref(),
            _ => None,
        };
        if growth_of != Some(&row.now) {
            let found = format!("`{}`, the growth of {}", row.growth, growth_of.map_or("nothing", Ref::id));
            let expected = format!("the growth of `{}`", row.now);
            self.fault(&format!("{path}.growth"), found, expected, "Name its own growth, or mend growth_of there.");
        }
        let at_earlier = format!("{path}.earlier");
        let Some(AnyFigure::Derived(earlier)) = self.any_figure(&row.earlier) else {
            let found = format!("`{}`, a figure of the article", row.earlier);
            return self.fault(&at_earlier, found, "a derived figure", "Derive the earlier value from now and growth.");
        };
        let tokens = formula::tokens(&earlier.formula).unwrap_or_default();
        let is_of = |token: &Token, id: &str| matches!(token, Token::Id(name) if formula::named(name).0 == id);
        let names = |figure: &Ref<Figure>| tokens.iter().any(|token| is_of(token, figure.id()));
        if !names(&row.now) || !names(&row.growth) {
            let found = format!("`{}`, computed as `{}`", row.earlier, earlier.formula);
            let expected = format!("a formula over `{}` and `{}`", row.now, row.growth);
            self.fault(&at_earlier, found, expected, "Name the figure derived from this row's figures.");
        }
        self.one_unit(path, &[&row.now, &row.earlier]);
    }

    /// Counts are not drawn beside percentages or years.
    fn one_style(&mut self, path: &str, ids: &[&Ref<Figure>]) {
        let mut first: Option<UnitStyle> = None;
        for id in ids {
            let Some(unit) = self.any_figure(id).and_then(|figure| self.unit(figure.unit())) else {
                continue;
            };
            let expected = *first.get_or_insert(unit.style);
            if unit.style != expected {
                let found = format!("`{id}`, of the style {}", unit.style.id());
                let expected = format!("figures of the style {}, as the first", expected.id());
                self.fault(path, found, expected, "Move it to a panel of its own.");
            }
        }
    }

    fn one_unit(&mut self, path: &str, ids: &[&Ref<Figure>]) {
        let mut first: Option<&str> = None;
        for id in ids {
            let Some(figure) = self.any_figure(id) else { continue };
            let expected = *first.get_or_insert(figure.unit());
            if figure.unit() != expected {
                let found = format!("`{id}`, in the unit `{}`", figure.unit());
                let expected = format!("the unit `{expected}`, as the first");
                self.fault(path, found, expected, "Show only figures of one unit here.");
            }
        }
    }

    fn on_side(&mut self, path: &str, id: &str, side: Side) {
        let Some(figure) = self.any_figure(id) else { return };
        if figure.side() != Some(side) {
            let found = format!("`{id}`, of the side {}", figure.side().map_or("nothing", Side::id));
            self.fault(
                path,
                found,
                format!("a figure of the side {}", side.id()),
                "Swap the figures, or correct the side.",
            );
        }
    }

    /// Whether the article tells when, of each of its values; None where figure or period are unknown.
    fn is_dated(&self, id: &str) -> Option<bool> {
        let periods = self.any_figure(id)?.periods();
        let basis = |id: &&str| Some(self.dataset.periods.iter().find(|period| period.id == **id)?.basis);
        let bases: Vec<PeriodBasis> = periods.iter().map(basis).collect::<Option<_>>()?;
        (!bases.is_empty()).then(|| bases.iter().all(|basis| *basis != PeriodBasis::NotStated))
    }
}
