//! Every number in a drawing, a table or a description leads back to an entry of the dataset. The reader can ask
//! where it comes from: paragraph, period, how it is known, how it was computed, what to know before quoting it.
#![cfg(not(target_arch = "wasm32"))]

#[path = "data/mod.rs"]
mod data;

use data::{SECOND, SHIPPED};
use shanhai_dataset::{Chart, Dataset, Figure, FigureKind, Language, PeriodBasis, Ref};
use shanhai_graphic::chart::{Datum, Item, Layout, MapForm, describe, layout_chart, layout_map, scale, summary, table};
use shanhai_graphic::wording::{
    formula, of_event, of_figure, of_model, period, quantity, quantity_at, quantity_then, words,
};
use std::collections::BTreeSet;

/// Calls `check` for both programmes in each of their languages.
fn in_every_language(check: impl Fn(&'static Dataset, Language)) {
    for dataset in [*SHIPPED, *SECOND] {
        for &language in &dataset.languages {
            check(dataset, language);
        }
    }
}

/// The numbers in a text, as written.
fn numbers(text: &str) -> BTreeSet<String> {
    text.split(|letter: char| !letter.is_ascii_digit() && letter != '.' && letter != ',')
        .map(|run| run.trim_matches(['.', ',']).to_owned())
        .filter(|run| !run.is_empty())
        .collect()
}

/// The numbers in the chart's own texts, which the dataset checks trace back to its figures, and those of its axes
/// and legends.
fn of_chart_itself(chart: &Chart, dataset: &Dataset, language: Language) -> BTreeSet<String> {
    let mut own = numbers(chart.title.get(language));
    own.extend(numbers(chart.reading.get(language)));
    for panel in &chart.panels {
        own.extend(panel.groups.iter().flat_map(|group| numbers(group.label.get(language))));
        own.extend(scale(panel, dataset, language).iter().flat_map(|number| numbers(number)));
    }
    own
}

/// The numbers in a drawing's labels.
fn drawn(layout: &Layout) -> Vec<String> {
    let labels = layout.items.iter().filter_map(|item| if let Item::Label(label) = item { Some(label) } else { None });
    labels.flat_map(|label| numbers(&label.text)).collect()
}

/// Those that no mark of the drawing mentions and that are not in `own`.
fn untold(layout: &Layout, dataset: &Dataset, own: &BTreeSet<String>, language: Language) -> Vec<String> {
    let told: BTreeSet<String> = layout
        .hit_targets
        .iter()
        .flat_map(|mark| numbers(&describe(&mark.datum, dataset, language).in_one_line(language)))
        .collect();
    drawn(layout).into_iter().filter(|number| !told.contains(number) && !own.contains(number)).collect()
}

#[test]
fn every_number_drawn_in_a_chart_is_told_by_one_of_its_marks() {
    in_every_language(|dataset, language| {
        let mut count = 0;
        for chart in &dataset.charts {
            for width in [280.0, 360.0, 640.0, 1280.0] {
                let layout = layout_chart(chart, dataset, width, language);
                let missing = untold(&layout, dataset, &of_chart_itself(chart, dataset, language), language);
                assert!(missing.is_empty(), "{} at {width} px in {}: {missing:?}", chart.id, language.tag());
                count += drawn(&layout).len();
            }
        }
        // numbers of axes and legends are told by no mark; that leaves more than these for each width
        assert!(count > 200, "only {count} numbers are drawn");
    });
}

#[test]
fn a_number_of_nobody_would_be_found() {
    let chart = SHIPPED.charts.iter().find(|chart| chart.id == "money-2023").unwrap();
    let mut layout = layout_chart(chart, &SHIPPED, 360.0, Language::En);
    let own = of_chart_itself(chart, &SHIPPED, Language::En);
    for item in &mut layout.items {
        if let Item::Label(label) = item {
            label.text = label.text.replace("9.196", "9.197");
        }
    }
    assert_eq!(untold(&layout, &SHIPPED, &own, Language::En), ["9.197"]);
}

#[test]
fn every_number_on_the_map_counts_projects_that_its_mark_names() {
    in_every_language(|dataset, language| {
        for form in [MapForm::Outline, MapForm::Tiles] {
            let layout = layout_map(dataset, &dataset.projects.iter().collect::<Vec<_>>(), None, form, 640.0, language);
            let missing = untold(&layout, dataset, &BTreeSet::new(), language);
            assert!(missing.is_empty(), "{form:?} in {}: {missing:?}", language.tag());
            assert!(!drawn(&layout).is_empty(), "{form:?} in {}: no number is drawn", language.tag());
            let mut counted = 0;
            for mark in &layout.hit_targets {
                let Datum::Projects(projects) = &mark.datum else { continue };
                counted += projects.len();
                let told = describe(&mark.datum, dataset, language);
                let names = projects.iter().all(|project| {
                    let name = project.name.get(language).to_owned();
                    told.title == name || told.lines.contains(&name)
                });
                assert!(names, "{told:?}");
            }
            assert_eq!(counted, dataset.projects.len(), "{form:?} in {}", language.tag());
        }
    });
}

/// The figures of a chart with their values, in the order of its table.
fn rows(chart: &Chart) -> Vec<(&'static Figure, usize)> {
    let figures = chart.figures().map(Ref::get);
    figures.flat_map(|figure| (0..figure.observations.len()).map(move |index| (figure, index))).collect()
}

#[test]
fn every_row_of_a_table_is_a_value_of_the_dataset_with_its_paragraph() {
    in_every_language(|dataset, language| {
        for chart in &dataset.charts {
            let table = table(chart, dataset, language);
            if chart.has_timeline() {
                assert_eq!(table.rows.len(), dataset.timeline.len(), "{}", chart.id);
            } else if chart.has_structure() {
                let models = chart.panels.iter().flat_map(|panel| &panel.models);
                let names: Vec<_> = models.map(|model| model.name.get(language)).collect();
                assert!(!names.is_empty(), "{}", chart.id);
                assert_eq!(table.rows.iter().map(|row| row[0].as_str()).collect::<Vec<_>>(), names, "{}", chart.id);
            } else {
                let rows = rows(chart);
                assert_eq!(table.rows.len(), rows.len(), "{}", chart.id);
                for (row, (figure, index)) in table.rows.iter().zip(rows) {
                    let observation = &figure.observations[index];
                    let value = quantity_at(figure, observation, language);
                    let origin = (words(language).paragraph)(&figure.paragraph);
                    let wanted = [figure.label.get(language), &value, observation.period.text.get(language)];
                    assert_eq!(row[..3], wanted, "{}", chart.id);
                    assert_eq!(row[4], origin, "{}", chart.id);
                    assert_eq!(row[3].contains(" ≈ "), figure.is_derived(), "{row:?}");
                    assert!(figure.note.as_ref().is_none_or(|note| row[3].contains(note.get(language))), "{row:?}");
                }
            }
            for row in &table.rows {
                assert!(row.last().is_some_and(|origin| !numbers(origin).is_empty()), "{}: {row:?}", chart.id);
            }
        }
    });
}

#[test]
fn a_reader_can_ask_each_number_where_it_comes_from() {
    in_every_language(|dataset, language| {
        let words = words(language);
        for figure in dataset.all_figures() {
            let told = of_figure(figure, language);
            let all = told.lines.join("\n");
            assert_eq!(told.lines.last(), Some(&(words.paragraph)(&figure.paragraph)), "{}", figure.id);
            assert!(!figure.paragraph.is_empty(), "{}", figure.id);
            for observation in &figure.observations {
                assert!(all.contains(observation.period.text.get(language)), "{}: its period", figure.id);
                let is_inferred = observation.period.basis == PeriodBasis::Inferred;
                assert!(!is_inferred || all.contains(words.inferred), "{}: that it is inferred", figure.id);
                if figure.observations.len() > 1 {
                    assert!(all.contains(&quantity_at(figure, observation, language)), "{}: each value", figure.id);
                }
            }
            if let Some(formula) = formula(figure, language) {
                assert!(all.contains(&formula) && told.value.starts_with('≈'), "{}: its formula", figure.id);
            }
            if figure.kind == FigureKind::CountedByUs {
                assert!(all.contains(words.counted_by_us), "{}: that we counted", figure.id);
            }
            assert!(
                figure.note.as_ref().is_none_or(|note| all.contains(note.get(language))),
                "{}: its caveat",
                figure.id
            );
            assert!(!figure.is_derived() || figure.note.is_some(), "{}: a caveat of what is derived", figure.id);
        }
        for event in &dataset.timeline {
            assert!(of_event(event, language).lines.contains(&(words.paragraph)(&event.paragraph)), "{}", event.id);
        }
        for model in &dataset.models {
            assert!(of_model(model, language).lines.contains(&(words.paragraph)(&model.paragraph)), "{}", model.id);
        }
        for project in &dataset.projects {
            assert!(!project.paragraphs.is_empty(), "{}", project.id);
        }
    });
}

/// An entry of one year never shows the value of another.
#[test]
fn an_entry_of_the_timeline_shows_the_values_of_its_own_time() {
    let then = |dataset: &'static Dataset, event: &str, figure: &str| {
        let event = dataset.timeline.iter().find(|one| one.id == event).unwrap();
        let figure = dataset.figure(figure).unwrap();
        quantity_then(event, figure, Language::ZhHans)
    };
    assert_eq!(then(&SECOND, "first-wells", "wells"), "2031年：12口");
    assert_eq!(then(&SECOND, "school", "teachers"), "2033年：36人");
    let planted = "2032年：260公顷；2033年：310公顷；2034年：295公顷；2035年：402公顷";
    assert_eq!(then(&SECOND, "planting", "planted"), planted);
    assert_eq!(then(&SECOND, "market", "market-visits"), "12.5万余人次");
    // for one year of a longer time, the year is given
    assert_eq!(then(&SECOND, "planting", "market-visits"), "2035年：12.5万余人次");
    assert_eq!(then(&SECOND, "first-wells", "market-visits"), "", "no value of another year");
    assert_eq!(then(&SHIPPED, "twenty-eight-years", "partnership-years"), "28年");
    in_every_language(|dataset, language| {
        for event in &dataset.timeline {
            for figure in &event.figures {
                let text = quantity_then(event, figure, language);
                assert!(!text.is_empty(), "{}: {}", event.id, figure.id);
                for observation in figure.observations.iter().filter(|_| figure.observations.len() > 1) {
                    let there = text.contains(observation.period.text.get(language));
                    let is_then = event.values(figure).any(|(one, _)| std::ptr::eq(one, observation));
                    assert_eq!(there, is_then, "{}: {text}", event.id);
                }
            }
        }
    });
}

/// Where one of several values is shown, its period stands beside it.
#[test]
fn one_of_several_values_says_of_when_it_is() {
    let language = Language::ZhHans;
    let wells = SECOND.figure("wells").unwrap();
    let told = of_figure(wells, language);
    assert_eq!((told.value.as_str(), told.lines[0].as_str()), ("40口", "2035年"));
    assert!(told.in_one_line(language).contains("40口；2035年；2031年：12口；2032年：18口"), "{told:?}");
    let mut count = 0;
    for chart in &SECOND.charts {
        let heard = summary(chart, &SECOND, language);
        for figure in chart.figures().filter(|figure| figure.observations.len() > 1) {
            let value = format!("{}（{}）", quantity(figure, language), period(figure.latest(), language));
            assert!(heard.contains(&value), "{heard}");
            count += 1;
        }
    }
    assert!(count > 0, "no chart shows one of several values");
}

#[test]
fn what_is_heard_of_a_chart_says_no_other_number() {
    in_every_language(|dataset, language| {
        for chart in &dataset.charts {
            let mut own = of_chart_itself(chart, dataset, language);
            let layout = layout_chart(chart, dataset, 640.0, language);
            for mark in &layout.hit_targets {
                own.extend(numbers(&describe(&mark.datum, dataset, language).in_one_line(language)));
            }
            own.extend(chart.figures().flat_map(|figure| numbers(figure.short.get(language))));
            if chart.has_timeline() {
                own.insert(dataset.timeline.len().to_string());
            }
            let heard = numbers(&summary(chart, dataset, language));
            // the names of models have no numbers
            assert!(!heard.is_empty() || chart.has_structure(), "{}: no number is heard", chart.id);
            let foreign: Vec<_> = heard.difference(&own).collect();
            assert!(foreign.is_empty(), "{}: {foreign:?}", chart.id);
        }
    });
}

/// If the name of a period does not say that it is inferred, the widget says so.
#[test]
fn an_inferred_period_says_so_whatever_its_name() {
    let json = std::fs::read_to_string("../../tests/data/second/program.json").unwrap();
    let json = json.replacen("\"from\": 2035, \"basis\": \"stated\"", "\"from\": 2035, \"basis\": \"inferred\"", 1);
    let beside =
        |name: &str| std::fs::read_to_string(format!("../../tests/data/second/{name}")).map_err(|e| e.to_string());
    let dataset = shanhai_dataset::check::check(&json, &beside).unwrap().compiled();
    let makers = dataset.figure("makers").unwrap();
    assert!(of_figure(makers, Language::ZhHans).lines.iter().any(|line| line.contains("推定")));
}
