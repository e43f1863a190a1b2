//! The kinds of panels. Each is one file, which lays a panel out, says it in a sentence and lists its data, and one row of
//! [`form`].

mod bars;
mod flow;
mod growth;
mod line;
mod numbers;
mod paired;
mod range;
mod regions;
mod structure;
mod timeline;

use super::placed::{Align, Ink};
use super::sheet::{Sheet, Style};
use crate::wording::{figure_rows, period, quantity, quantity_at, signs, words};
use shanhai_dataset::{Dataset, Figure, Language, Observation, Panel, PanelKind, Qualifier, Ref, Side};

/// How panels of one kind are shown.
pub(super) struct PanelForm {
    /// Lays a panel out below what stands on the sheet.
    pub layout: fn(&mut Sheet, &'static Panel, &'static Dataset),
    /// What it shows in one sentence, without the full stop; empty where there is nothing to say.
    pub summary: fn(&Panel, &Dataset, Language) -> String,
    /// Its data.
    pub table: fn(&Panel, &Dataset, Language) -> Table,
    /// The numbers of its axis and legend, which are no values of the dataset.
    pub scale: fn(&Panel, Language) -> Vec<String>,
}

/// The form of a kind: one row a kind.
pub(super) fn form(kind: PanelKind) -> &'static PanelForm {
    match kind {
        PanelKind::Numbers => &numbers::FORM,
        PanelKind::Bars => &bars::FORM,
        PanelKind::Paired => &paired::FORM,
        PanelKind::Flow => &flow::FORM,
        PanelKind::Growth => &growth::FORM,
        PanelKind::Range => &range::FORM,
        PanelKind::Line => &line::FORM,
        PanelKind::Regions => &regions::FORM,
        PanelKind::Timeline => &timeline::FORM,
        PanelKind::Structure => &structure::FORM,
    }
}

/// Data as a table: the first cell of each row names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Heads of the columns.
    pub heads: Vec<&'static str>,
    /// Cells, a row as long as the heads.
    pub rows: Vec<Vec<String>>,
}

/// A row for each value of each figure of a panel.
fn figures_table(panel: &Panel, _dataset: &Dataset, language: Language) -> Table {
    let words = words(language);
    Table {
        heads: vec![words.item, words.value, words.period, words.note, words.origin],
        rows: panel.all_figures().flat_map(|figure| figure_rows(figure, language)).collect(),
    }
}

/// A panel without axis and legend.
fn no_scale(_panel: &Panel, _language: Language) -> Vec<String> {
    Vec::new()
}

/// The latest value of a figure; one of several says of when it is.
fn latest(figure: &Figure, language: Language) -> String {
    match &figure.observations[..] {
        [_] => quantity(figure, language),
        _ => with_period(figure, figure.latest(), language),
    }
}

/// A value of a figure, and of when it is.
fn with_period(figure: &Figure, observation: &Observation, language: Language) -> String {
    let (value, period) = (quantity_at(figure, observation, language), period(observation, language));
    match language {
        Language::ZhHans => format!("{value}（{period}）"),
        Language::En => format!("{value} ({period})"),
    }
}

/// A figure's name and latest value.
fn named(figure: &Figure, language: Language) -> String {
    format!("{}{}{}", figure.short.get(language), words(language).colon, latest(figure, language))
}

/// The figures of a panel with their latest values.
fn figures_named(panel: &Panel, _dataset: &Dataset, language: Language) -> String {
    panel.figures.iter().map(|figure| named(figure, language)).collect::<Vec<_>>().join(signs(language).semicolon)
}

/// The groups of a panel, and the latest values of the figures of each.
fn groups_named(panel: &Panel, _dataset: &Dataset, language: Language) -> String {
    let signs = signs(language);
    let groups = panel.groups.iter().map(|group| {
        let figure = |figure: &Ref<Figure>| format!("{} {}", figure.short.get(language), latest(figure, language));
        let figures: Vec<String> = group.figures.iter().map(figure).collect();
        format!("{}{}{}", group.label.get(language), words(language).colon, figures.join(signs.comma))
    });
    groups.collect::<Vec<_>>().join(signs.semicolon)
}

/// Colour of a figure's mark: its side's, else its theme's.
fn ink_of(figure: &Figure) -> Ink {
    match (figure.side, &figure.theme) {
        (Some(Side::Sea), _) => Ink::Hu,
        (Some(Side::Mountain), _) => Ink::Dian,
        (None, Some(theme)) => Ink::of_theme(theme.index),
        (None, None) => Ink::Ink,
    }
}

/// Whether the value is a lower bound, which is drawn with an open end.
fn is_open(observation: &Observation) -> bool {
    matches!(observation.qualifier, Some(Qualifier::Yu | Qualifier::Duo | Qualifier::AtLeast))
}

/// The greatest value of any period.
fn greatest<'a>(figures: impl Iterator<Item = &'a Ref<Figure>>) -> f64 {
    let values = figures.flat_map(|figure| &figure.get().observations).map(Observation::magnitude);
    values.fold(f64::MIN_POSITIVE, f64::max)
}
