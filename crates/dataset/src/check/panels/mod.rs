//! Checks on panels: each kind may show only figures that it does not misrepresent. Each kind has one file and one
//! row in [`check_of`].

mod bars;
mod flow;
mod growth;
mod line;
mod lists;
mod paired;
mod parts;
mod range;
mod regions;

use super::{AnyFigure, Checker, List};
use crate::model::{Figure, Group, Panel};
use crate::{BarOrder, PanelContent, PanelKind, PeriodBasis, Ref, RegionForm, Side, UnitStyle};

/// The check for a kind of panel, one row per kind.
fn check_of(kind: PanelKind) -> fn(&mut Checker, &str, &Panel) {
    match kind {
        PanelKind::Numbers => lists::figures,
        PanelKind::Bars => bars::check,
        PanelKind::Paired => paired::check,
        PanelKind::Parts => parts::check,
        PanelKind::Flow => flow::check,
        PanelKind::Growth => growth::check,
        PanelKind::Range => range::check,
        PanelKind::Line => line::check,
        PanelKind::Regions => regions::check,
        PanelKind::Timeline => lists::nothing,
        PanelKind::Structure => lists::models,
    }
}

/// The figures of all groups of a panel.
fn all_of(groups: &[Group]) -> Vec<&Ref<Figure>> {
    groups.iter().flat_map(|group| &group.figures).collect()
}

impl Checker<'_> {
    pub(super) fn panel(&mut self, path: &str, panel: &Panel) {
        self.content(path, panel);
        check_of(panel.kind)(self, path, panel);
    }

    /// A panel must have the list of its kind and no other.
    fn content(&mut self, path: &str, panel: &Panel) {
        let own = panel.kind.content();
        let lists = [
            ("figures", panel.figures.len(), PanelContent::Figures),
            ("groups", panel.groups.len(), PanelContent::Groups),
            ("rows", panel.rows.len(), PanelContent::Rows),
            ("regions", panel.regions.len(), PanelContent::Regions),
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
        let is_shaded = own == PanelContent::Regions;
        let options = [
            ("map", panel.map.map(RegionForm::id), is_shaded, "a form of the map only where regions are shaded"),
            ("order", panel.order.map(BarOrder::id), panel.kind == PanelKind::Bars, "an order only of bars"),
        ];
        for (field, value, is_own, expected) in options {
            if let Some(value) = value.filter(|_| !is_own) {
                self.fault(
                    &format!("{path}.{field}"),
                    format!("`{value}`"),
                    expected,
                    "Remove it, or correct the kind.",
                );
            }
        }
    }
}

/// Checks that several kinds share.
impl Checker<'_> {
    /// A kind that shows one value per figure accepts no figure with several periods.
    pub(super) fn one_period(&mut self, path: &str, id: &str) {
        if let Some(AnyFigure::Printed(figure)) = self.any_figure(id)
            && figure.observations.len() > 1
        {
            let found = format!("`{id}`, with {} periods", figure.observations.len());
            self.fault(path, found, "a figure with one period", "Show it in bars, which compare periods.");
        }
    }

    pub(super) fn not_empty<T>(&mut self, path: &str, list: &[T]) {
        if list.is_empty() {
            self.fault(path, "an empty list", "at least one entry", "Add one, or remove what holds the list.");
        }
    }

    /// A list of at least one reference.
    pub(super) fn listed<T>(&mut self, path: &str, list: List, ids: &[Ref<T>]) {
        self.not_empty(path, ids);
        self.references(path, list, ids);
    }

    /// What all groups need: a heading, and figures that exist.
    pub(super) fn groups(&mut self, path: &str, groups: &[Group]) {
        self.not_empty(path, groups);
        for (i, group) in groups.iter().enumerate() {
            self.text(&format!("{path}[{i}].label"), &group.label);
            self.listed(&format!("{path}[{i}].figures"), List::Figure, &group.figures);
        }
    }

    /// Counts must not be drawn next to percentages or years.
    pub(super) fn one_style(&mut self, path: &str, ids: &[&Ref<Figure>]) {
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

    pub(super) fn one_unit(&mut self, path: &str, ids: &[&Ref<Figure>]) {
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

    pub(super) fn on_side(&mut self, path: &str, id: &str, side: Side) {
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

    /// Whether the article gives a date for each of the figure's values; `None` if the figure or a period is unknown.
    pub(super) fn is_dated(&self, id: &str) -> Option<bool> {
        let periods = self.any_figure(id)?.periods();
        let basis = |id: &&str| Some(self.period(id)?.basis);
        let bases: Vec<PeriodBasis> = periods.iter().map(basis).collect::<Option<_>>()?;
        (!bases.is_empty()).then(|| bases.iter().all(|basis| *basis != PeriodBasis::NotStated))
    }
}
