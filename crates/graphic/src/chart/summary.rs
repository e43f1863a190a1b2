//! A chart in words and as a table, both generated from the data by rules, so that neither can go stale.

use super::panels::form;
use crate::wording::{Table, signs, words};
use shanhai_dataset::{Chart, Dataset, Language, Panel};

/// What a chart shows, one sentence per panel. Every figure it names belongs to the chart.
pub fn summary(chart: &Chart, dataset: &Dataset, language: Language) -> String {
    let sentences = chart.panels.iter().map(|panel| (form(panel.kind).summary)(panel, dataset, language));
    let sentences = sentences.filter(|sentence| !sentence.is_empty());
    let sentences: Vec<String> = sentences.map(|sentence| sentence + signs(language).stop).collect();
    sentences.join(words(language).space)
}

/// The data of a chart: every figure, event or model that it draws.
pub fn table(chart: &Chart, dataset: &Dataset, language: Language) -> Table {
    let mut whole = Table { heads: Vec::new(), rows: Vec::new() };
    for panel in &chart.panels {
        let Table { heads, rows } = (form(panel.kind).table)(panel, dataset, language);
        whole.heads = heads;
        whole.rows.extend(rows);
    }
    whole
}

/// The numbers of a panel's axis and legend, as drawn. Only these numbers are not values of the dataset.
pub fn scale(panel: &Panel, dataset: &Dataset, language: Language) -> Vec<String> {
    (form(panel.kind).scale)(panel, dataset, language)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::dataset;
    use crate::wording::{growth, number, of_event, quantity};
    use shanhai_dataset::PanelKind;
    use std::collections::BTreeSet;

    /// The runs of digits in a text, with the separators inside them.
    fn numbers(text: &str) -> BTreeSet<String> {
        let digits = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',');
        text.split(|c| !digits(c))
            .map(|run| run.trim_matches(['.', ',']).to_owned())
            .filter(|run| !run.is_empty())
            .collect()
    }

    #[test]
    fn every_number_is_one_of_the_charts_own() {
        for language in Language::ALL {
            for chart in &dataset().charts {
                let text = summary(chart, dataset(), language);
                assert!(!text.is_empty(), "{}", chart.id);
                let mut own = BTreeSet::new();
                for figure in chart.figures() {
                    own.extend(numbers(&number(figure, language)));
                    own.extend(numbers(&quantity(figure, language)));
                    own.extend(numbers(figure.short.get(language)));
                }
                for panel in &chart.panels {
                    own.extend(panel.rows.iter().flat_map(|row| numbers(&growth(&row.growth, language))));
                    own.extend(panel.groups.iter().flat_map(|group| numbers(group.label.get(language))));
                    own.extend(panel.models.iter().flat_map(|model| numbers(model.name.get(language))));
                    if panel.kind == PanelKind::Timeline {
                        own.insert(dataset().timeline.len().to_string());
                        own.extend(dataset().timeline.iter().flat_map(|event| {
                            let described = of_event(event, language);
                            numbers(&format!("{} {}", described.title, event.when.get(language)))
                        }));
                    }
                }
                let foreign: Vec<_> = numbers(&text).difference(&own).cloned().collect();
                assert!(foreign.is_empty(), "{}, {}: {foreign:?} in {text}", chart.id, language.tag());
            }
        }
    }

    #[test]
    fn names_and_units_are_said_once() {
        let said = |id: &str, language| {
            summary(dataset().charts.iter().find(|chart| chart.id == id).unwrap(), dataset(), language)
        };
        let industry = said("industry-2023", Language::En);
        assert!(industry.contains("Industrial parks 90, Workshops 219, Companies 408"), "{industry}");
        let money = said("money-2023", Language::ZhHans);
        assert_eq!(money, "农副产品采购与帮销：91.96亿元；到位投资：167.58亿元；社会捐赠款物：4.71亿元。");
        assert_eq!(said("timeline", Language::En), "18 entries, from 1996 to the time of writing.");
        assert_eq!(said("timeline", Language::ZhHans), "18条，从1996年到报道写作时。");
    }

    #[test]
    fn nothing_is_called_the_largest_or_the_least() {
        // a claim that the rules never make cannot go stale
        for language in Language::ALL {
            for chart in &dataset().charts {
                let text = summary(chart, dataset(), language).to_lowercase();
                for word in ["最大", "最多", "最少", "largest", "most of", "smallest", "highest", "lowest"] {
                    assert!(!text.contains(word), "{}: {word}", chart.id);
                }
            }
        }
    }

    #[test]
    fn every_row_is_as_long_as_the_heads_and_names_itself() {
        for language in Language::ALL {
            for chart in &dataset().charts {
                let table = table(chart, dataset(), language);
                assert!(!table.rows.is_empty(), "{}", chart.id);
                for row in &table.rows {
                    assert_eq!(row.len(), table.heads.len(), "{}", chart.id);
                    assert!(row.iter().take(2).all(|cell| !cell.is_empty()), "{}: {row:?}", chart.id);
                    assert!(!row[row.len() - 1].is_empty(), "{}: {row:?}", chart.id);
                }
            }
        }
    }
}
