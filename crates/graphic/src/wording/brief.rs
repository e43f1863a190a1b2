//! A theme in a few numbers, shown beside its name on the first page.

use super::quantity;
use shanhai_dataset::{Chart, Dataset, Figure, FigureKind, Group, Language, PanelKind, Theme};

/// A few numbers of a theme.
#[derive(Debug, Clone)]
pub struct Brief {
    /// The chart they come from.
    pub chart: Option<&'static Chart>,
    /// The numbers, at most four.
    pub rows: Vec<BriefRow>,
}

/// One of the numbers.
#[derive(Debug, Clone)]
pub struct BriefRow {
    /// What it counts; empty if the value says so.
    pub label: String,
    /// The number with its unit.
    pub value: String,
    /// The figure itself.
    pub figure: &'static Figure,
    /// Its share of the largest row, in hundredths; `None` if the rows do not share a scale.
    pub share: Option<u8>,
}

/// The most rows as bars.
const MAX_BARS: usize = 4;
/// The most rows as numbers without a scale.
const MAX_FACTS: usize = 3;

/// The numbers of a theme: those of the first panel of its charts that offers some, as bars or without a scale, else
/// figures of the theme without a scale.
pub fn brief(dataset: &'static Dataset, theme: &Theme, language: Language) -> Brief {
    let own = |chart: &&'static Chart| chart.theme.as_ref().is_some_and(|one| one.id() == theme.id);
    for chart in dataset.charts.iter().filter(own) {
        for panel in &chart.panels {
            let rows = match panel.kind {
                PanelKind::Flow | PanelKind::Paired => bars(&panel.groups, true, language),
                // each group has a period of its own
                PanelKind::Bars => bars(&panel.groups[..1.min(panel.groups.len())], false, language),
                PanelKind::Numbers => {
                    let figures = panel.figures.iter().map(|figure| figure.get()).filter(|figure| !figure.is_derived());
                    figures.take(MAX_FACTS).map(|figure| fact(figure, language)).collect()
                }
                _ => Vec::new(),
            };
            if !rows.is_empty() {
                return Brief { chart: Some(chart), rows };
            }
        }
    }
    let figures = dataset.figures.iter().filter(|figure| {
        let mine = figure.theme.as_ref().is_some_and(|one| one.id() == theme.id);
        mine && figure.suits_headline() && figure.kind != FigureKind::CountedByUs
    });
    Brief { chart: None, rows: figures.take(MAX_FACTS).map(|figure| fact(figure, language)).collect() }
}

fn fact(figure: &'static Figure, language: Language) -> BriefRow {
    let (short, value) = (figure.short.get(language), quantity(figure, language));
    // “106 model villages” does not need “model villages” again, and “5 counties” needs only “of origin”
    let said = value.to_lowercase().contains(&short.to_lowercase());
    let unit = format!("{} ", figure.unit.text.get(language));
    let goes_on = short.get(..unit.len()).is_some_and(|start| start.eq_ignore_ascii_case(&unit));
    let label = match said {
        true => String::new(),
        false if goes_on => short[unit.len()..].to_owned(),
        false => short.to_owned(),
    };
    BriefRow { label, value, figure, share: None }
}

fn bars(groups: &'static [Group], named: bool, language: Language) -> Vec<BriefRow> {
    let all = || groups.iter().flat_map(|group| group.figures.iter().map(move |figure| (group, figure.get())));
    let most = all().take(MAX_BARS).map(|(_, figure)| figure.latest().magnitude()).fold(0.0, f64::max);
    all()
        .take(MAX_BARS)
        .map(|(group, figure)| {
            let short = figure.short.get(language);
            let label = match (named, language) {
                (false, _) => short.to_owned(),
                (true, Language::ZhHans) => format!("{}：{short}", group.label.get(language)),
                (true, Language::En) => format!("{}: {short}", group.label.get(language)),
            };
            let share = if most > 0.0 { (figure.latest().magnitude() / most * 100.0).round() as u8 } else { 0 };
            BriefRow { label, value: quantity(figure, language), figure, share: Some(share) }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::dataset;

    #[test]
    fn a_label_does_not_repeat_the_unit() {
        let counties = dataset().figures.iter().find(|figure| figure.short.get(Language::En) == "Counties of origin");
        let row = fact(counties.unwrap(), Language::En);
        assert_eq!((row.value.as_str(), row.label.as_str()), ("5 counties", "of origin"));
    }

    #[test]
    fn every_theme_has_a_few_numbers_on_one_scale_or_on_none() {
        for theme in &dataset().themes {
            let brief = brief(dataset(), theme, Language::En);
            assert!((1..=4).contains(&brief.rows.len()), "{}", theme.id);
            let scaled = brief.rows.iter().filter(|row| row.share.is_some()).count();
            assert!(scaled == 0 || scaled == brief.rows.len(), "{}", theme.id);
            assert!(scaled == 0 || brief.rows.iter().any(|row| row.share == Some(100)));
            assert!(
                brief.rows.iter().all(|row| row.figure.suits_headline()),
                "a year or a month is no number of a theme"
            );
        }
    }
}
