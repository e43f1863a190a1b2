//! One line on each chart, made from the data by rules, so that it cannot go stale.

use super::{growth, period, quantity};
use shanhai_dataset::{Chart, Dataset, Event, Figure, Language, Panel, PanelKind};

/// What a chart shows, in one or two sentences: every figure it names is one of the chart's own.
pub fn summary(chart: &Chart, dataset: &Dataset, language: Language) -> String {
    let sentences: Vec<String> = chart.panels.iter().map(|panel| of_panel(panel, dataset, language)).collect();
    sentences.join(match language {
        Language::ZhHans => "",
        Language::En => " ",
    })
}

fn of_panel(panel: &Panel, dataset: &Dataset, language: Language) -> String {
    let (colon, comma, semicolon, stop) = match language {
        Language::ZhHans => ("：", "，", "；", "。"),
        Language::En => (": ", ", ", "; ", "."),
    };
    // one of several values says of when it is
    let value = |figure: &Figure| match (&figure.observations[..], language) {
        ([_], _) => quantity(figure, language),
        (_, Language::ZhHans) => format!("{}（{}）", quantity(figure, language), period(figure.latest(), language)),
        (_, Language::En) => format!("{} ({})", quantity(figure, language), period(figure.latest(), language)),
    };
    let named = |figure: &Figure| format!("{}{colon}{}", figure.short.get(language), value(figure));
    let body = match panel.kind {
        PanelKind::Numbers | PanelKind::Range => {
            panel.figures.iter().map(|figure| named(figure)).collect::<Vec<_>>().join(semicolon)
        }
        PanelKind::Bars | PanelKind::Paired | PanelKind::Flow => panel
            .groups
            .iter()
            .map(|group| {
                let figures: Vec<String> = group
                    .figures
                    .iter()
                    .map(|figure| format!("{} {}", figure.short.get(language), value(figure)))
                    .collect();
                format!("{}{colon}{}", group.label.get(language), figures.join(comma))
            })
            .collect::<Vec<_>>()
            .join(semicolon),
        PanelKind::Growth => panel
            .rows
            .iter()
            .map(|row| format!("{}{comma}{}", named(&row.now), growth(&row.growth, language)))
            .collect::<Vec<_>>()
            .join(semicolon),
        PanelKind::Timeline => {
            let ends: Vec<_> = dataset.timeline.iter().filter(|event| event.start.is_some()).collect();
            match (ends.first(), ends.last()) {
                (Some(first), Some(last)) => {
                    let entry = |event: &Event| {
                        let text = event.text.get(language).trim_end_matches(['.', '。']);
                        format!("{}{colon}{text}", event.when.get(language))
                    };
                    match language {
                        Language::ZhHans => format!("始于{}；止于{}", entry(first), entry(last)),
                        Language::En => format!("First, {}; last, {}", entry(first), entry(last)),
                    }
                }
                _ => return String::new(),
            }
        }
        PanelKind::Structure => {
            panel.models.iter().map(|model| model.name.get(language)).collect::<Vec<_>>().join(semicolon)
        }
    };
    format!("{body}{stop}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::dataset;
    use crate::wording::{number, of_event};
    use std::collections::BTreeSet;

    /// The runs of digits in a text, with what joins them.
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
                        own.extend(dataset().timeline.iter().flat_map(|event| {
                            let told = of_event(event, language);
                            numbers(&format!("{} {}", told.title, event.when.get(language)))
                        }));
                    }
                }
                let foreign: Vec<_> = numbers(&text).difference(&own).cloned().collect();
                assert!(foreign.is_empty(), "{}, {}: {foreign:?} in {text}", chart.id, language.tag());
            }
        }
    }

    #[test]
    fn a_timeline_says_what_begins_and_ends_it() {
        let chart = dataset().charts.iter().find(|chart| chart.has_timeline()).unwrap();
        let text = summary(chart, dataset(), Language::En);
        assert!(
            text.starts_with("First, 1996: The central authorities") && text.contains("; last, By now: "),
            "{text}"
        );
    }

    #[test]
    fn nothing_is_called_the_largest_or_the_least() {
        // a claim that the rules do not make cannot go stale
        for language in Language::ALL {
            for chart in &dataset().charts {
                let text = summary(chart, dataset(), language).to_lowercase();
                for word in ["最大", "最多", "最少", "largest", "most of", "smallest", "highest", "lowest"] {
                    assert!(!text.contains(word), "{}: {word}", chart.id);
                }
            }
        }
    }
}
