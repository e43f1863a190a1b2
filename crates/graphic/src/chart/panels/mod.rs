//! The kinds of panels. Each kind has one file, which lays out the panel, describes it in a sentence and lists its
//! data, and one row of [`form`].

mod bars;
mod flow;
mod growth;
mod line;
mod numbers;
mod paired;
mod parts;
mod range;
mod regions;
mod structure;
mod timeline;

use super::cursor::{LayoutCursor, Style};
use super::layout::{Align, ColorRole};
use crate::wording::{Table, figure_rows, number, period, quantity, signs, words};
use shanhai_dataset::{Dataset, Figure, Language, Observation, Panel, PanelKind, Qualifier, Ref, Side, UnitStyle};

/// How panels of one kind are shown.
pub(super) struct PanelForm {
    /// Lays out a panel below the last one.
    pub layout: fn(&mut LayoutCursor, &'static Panel, &'static Dataset),
    /// What it shows in one sentence, without the full stop; empty if there is nothing to say.
    pub summary: fn(&Panel, &Dataset, Language) -> String,
    /// Its data.
    pub table: fn(&Panel, &Dataset, Language) -> Table,
    /// The numbers of its axis and legend, which are not values of the dataset.
    pub scale: fn(&Panel, &Dataset, Language) -> Vec<String>,
}

/// The form of a kind: one row per kind.
pub(super) fn form(kind: PanelKind) -> &'static PanelForm {
    match kind {
        PanelKind::Numbers => &numbers::FORM,
        PanelKind::Bars => &bars::FORM,
        PanelKind::Paired => &paired::FORM,
        PanelKind::Parts => &parts::FORM,
        PanelKind::Flow => &flow::FORM,
        PanelKind::Growth => &growth::FORM,
        PanelKind::Range => &range::FORM,
        PanelKind::Line => &line::FORM,
        PanelKind::Regions => &regions::FORM,
        PanelKind::Timeline => &timeline::FORM,
        PanelKind::Structure => &structure::FORM,
    }
}

/// One row per value of each figure of a panel.
fn figures_table(panel: &Panel, _dataset: &Dataset, language: Language) -> Table {
    let words = words(language);
    Table {
        heads: vec![words.item, words.value, words.period, words.note, words.origin],
        rows: panel.all_figures().flat_map(|figure| figure_rows(figure, language)).collect(),
    }
}

/// For a panel without axis and legend.
fn no_scale(_panel: &Panel, _dataset: &Dataset, _language: Language) -> Vec<String> {
    Vec::new()
}

/// The latest value of a figure, without its unit if the figure's name already has it.
fn latest(figure: &Figure, language: Language) -> String {
    let named = names_unit(figure, language);
    dated(figure, if named { number(figure, language) } else { quantity(figure, language) }, language)
}

/// The latest value of a figure, as written. If the figure has several values, with its period.
fn dated(figure: &Figure, value: String, language: Language) -> String {
    match &figure.observations[..] {
        [_] => value,
        _ => with_period(&value, figure.latest(), language),
    }
}

/// A value as written, with its period.
fn with_period(value: &str, observation: &Observation, language: Language) -> String {
    let period = period(observation, language);
    match language {
        Language::ZhHans => format!("{value}（{period}）"),
        Language::En => format!("{value} ({period})"),
    }
}

/// Whether a figure's short name already says what is counted, so that its value need not: `Industrial parks`.
fn names_unit(figure: &Figure, language: Language) -> bool {
    let (name, unit) = (figure.short.get(language).to_lowercase(), figure.unit.text.get(language).to_lowercase());
    if figure.unit.style != UnitStyle::Plain || unit.is_empty() {
        return false;
    }
    match language {
        Language::ZhHans => name.ends_with(&unit),
        Language::En => {
            let words: Vec<&str> = name.split(' ').collect();
            let units: Vec<&str> = unit.split(' ').collect();
            words.windows(units.len()).any(|some| some == units)
        }
    }
}

/// A figure's name and latest value.
fn named(figure: &Figure, language: Language) -> String {
    format!("{}{}{}", figure.short.get(language), words(language).colon, latest(figure, language))
}

/// The short names of figures with their latest values, in a row.
fn short_names(figures: &[Ref<Figure>], language: Language) -> String {
    let figure = |one: &Ref<Figure>| format!("{} {}", one.short.get(language), latest(one, language));
    figures.iter().map(figure).collect::<Vec<_>>().join(signs(language).comma)
}

/// The figures of a panel with their latest values.
fn figures_named(panel: &Panel, _dataset: &Dataset, language: Language) -> String {
    panel.figures.iter().map(|figure| named(figure, language)).collect::<Vec<_>>().join(signs(language).semicolon)
}

/// The groups of a panel, each with the latest values of its figures.
fn groups_named(panel: &Panel, _dataset: &Dataset, language: Language) -> String {
    let (words, signs) = (words(language), signs(language));
    // where each group is one bar, its label is the name of the bar
    let single = panel.groups.iter().all(|group| group.figures.len() == 1);
    let groups = panel.groups.iter().map(|group| {
        let values = match &group.figures[..] {
            [figure] if single => dated(figure, quantity(figure, language), language),
            figures => short_names(figures, language),
        };
        format!("{}{}{values}", group.label.get(language), words.colon)
    });
    groups.collect::<Vec<_>>().join(signs.semicolon)
}

/// The colour of a figure's mark: that of its side, else that of its theme.
fn role_of(figure: &Figure) -> ColorRole {
    match (figure.side, &figure.theme) {
        (Some(Side::Sea), _) => ColorRole::SideA,
        (Some(Side::Mountain), _) => ColorRole::SideB,
        (None, Some(theme)) => ColorRole::of_theme(theme.index),
        (None, None) => ColorRole::Text,
    }
}

/// Whether the value is a lower bound, which gets an open end.
fn is_open(observation: &Observation) -> bool {
    observation.qualifier.is_some_and(Qualifier::is_lower_bound)
}

/// The largest value of any period.
fn greatest<'a>(figures: impl Iterator<Item = &'a Ref<Figure>>) -> f64 {
    let values = figures.flat_map(|figure| &figure.get().observations).map(Observation::magnitude);
    values.fold(f64::MIN_POSITIVE, f64::max)
}
