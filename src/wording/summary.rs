//! One line on each chart, made from the data by rules, so that it cannot go stale.

use super::{growth, quantity};
use shanhai_dataset::{Chart, Figure, Language, Panel, Program};

/// What a chart shows, in one or two sentences: every figure it names is one of the chart's own.
pub fn summary(chart: &Chart, program: &Program, language: Language) -> String {
    let sentences: Vec<String> = chart.panels.iter().map(|panel| of_panel(panel, program, language)).collect();
    sentences.join(match language {
        Language::ZhHans => "",
        Language::En => " ",
    })
}

fn of_panel(panel: &Panel, program: &Program, language: Language) -> String {
    let (colon, comma, semicolon, stop) = match language {
        Language::ZhHans => ("：", "，", "；", "。"),
        Language::En => (": ", ", ", "; ", "."),
    };
    let named = |figure: &Figure| format!("{}{colon}{}", figure.short.get(language), quantity(figure, language));
    let body = match panel {
        Panel::Numbers(figures) | Panel::Range(figures) => {
            figures.iter().map(|figure| named(figure)).collect::<Vec<_>>().join(semicolon)
        }
        Panel::Bars(groups) | Panel::Paired(groups) | Panel::Flow(groups) => groups
            .iter()
            .map(|group| {
                let figures: Vec<String> = group
                    .figures
                    .iter()
                    .map(|figure| format!("{} {}", figure.short.get(language), quantity(figure, language)))
                    .collect();
                format!("{}{colon}{}", group.label.get(language), figures.join(comma))
            })
            .collect::<Vec<_>>()
            .join(semicolon),
        Panel::Growth(rows) => rows
            .iter()
            .map(|row| format!("{}{comma}{}", named(row.now), growth(row.growth, language)))
            .collect::<Vec<_>>()
            .join(semicolon),
        Panel::Timeline => {
            let ends: Vec<_> = program.timeline.iter().filter(|event| event.start.is_some()).collect();
            match (ends.first(), ends.last()) {
                (Some(first), Some(last)) => format!("{} – {}", first.when.get(language), last.when.get(language)),
                _ => return String::new(),
            }
        }
        Panel::Structure(models) => {
            models.iter().map(|model| model.name.get(language)).collect::<Vec<_>>().join(semicolon)
        }
    };
    format!("{body}{stop}")
}
