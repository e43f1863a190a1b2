//! One line on each chart, made from the data by rules, so that it cannot go stale.

use super::{growth, number, period, quantity};
use shanhai_dataset::{Chart, Dataset, Event, EventKind, Figure, Language, Panel, PanelKind, UnitStyle};

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
    let dated = |figure: &Figure, value: String| match (&figure.observations[..], language) {
        ([_], _) => value,
        (_, Language::ZhHans) => format!("{value}（{}）", period(figure.latest(), language)),
        (_, Language::En) => format!("{value} ({})", period(figure.latest(), language)),
    };
    let value = |figure: &Figure| {
        let named = names_unit(figure, language);
        dated(figure, if named { number(figure, language) } else { quantity(figure, language) })
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
                // where each group is one bar, its label is the bar's name
                if let ([figure], true) = (&group.figures[..], panel.groups.iter().all(|one| one.figures.len() == 1)) {
                    let value = dated(figure, quantity(figure, language));
                    return format!("{}{colon}{value}", group.label.get(language));
                }
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
        PanelKind::Timeline => of_timeline(&dataset.timeline, language),
        PanelKind::Structure => {
            panel.models.iter().map(|model| model.name.get(language)).collect::<Vec<_>>().join(semicolon)
        }
    };
    format!("{body}{stop}")
}

/// Whether a figure's short name says what is counted, so that its value need not: `Industrial parks`.
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

/// How many entries there are, and the time from the first to the last that has one.
fn of_timeline(events: &[Event], language: Language) -> String {
    let count = events.len();
    let count = match (language, count) {
        (Language::ZhHans, _) => format!("{count}条"),
        (Language::En, 1) => "1 entry".to_owned(),
        (Language::En, _) => format!("{count} entries"),
    };
    let time = |event: &Event| match (event.kind, language) {
        (EventKind::AsOf, Language::ZhHans) => "报道写作时".to_owned(),
        (EventKind::AsOf, Language::En) => "the time of writing".to_owned(),
        _ => event.when.get(language).to_owned(),
    };
    let mut dated = events.iter().filter(|event| event.start.is_some());
    match (dated.next(), dated.next_back(), language) {
        (None, _, _) => count,
        (Some(only), None, Language::ZhHans) => format!("{count}，{}", time(only)),
        (Some(only), None, Language::En) => format!("{count}, {}", time(only)),
        (Some(first), Some(last), Language::ZhHans) => format!("{count}，从{}到{}", time(first), time(last)),
        (Some(first), Some(last), Language::En) => format!("{count}, from {} to {}", time(first), time(last)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::dataset;
    use crate::wording::of_event;
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
                        own.insert(dataset().timeline.len().to_string());
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
    fn names_and_units_are_said_once() {
        let told = |id: &str, language| {
            summary(dataset().charts.iter().find(|chart| chart.id == id).unwrap(), dataset(), language)
        };
        let industry = told("industry-2023", Language::En);
        assert!(industry.contains("Industrial parks 90, Workshops 219, Companies 408"), "{industry}");
        let money = told("money-2023", Language::ZhHans);
        assert_eq!(money, "农副产品采购与帮销：91.96亿元；到位投资：167.58亿元；社会捐赠款物：4.71亿元。");
        assert_eq!(told("timeline", Language::En), "18 entries, from 1996 to the time of writing.");
        assert_eq!(told("timeline", Language::ZhHans), "18条，从1996年到报道写作时。");
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
