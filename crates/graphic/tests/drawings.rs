//! Checks every chart and the map of two programmes, at twelve widths and in their languages. No label overlaps
//! another, is cut off or too small. Heights depend on the width class only. Every mark can be pointed at and reached
//! by keyboard. The drawing is the accepted one.
#![cfg(not(target_arch = "wasm32"))]

#[path = "data/mod.rs"]
mod data;

use data::{SECOND, SHIPPED};
use proptest::prelude::*;
use shanhai_dataset::{Dataset, Language, Project};
use shanhai_graphic::chart::{
    CONNECTION_CLASSES, Datum, Direction, Fill, Focus, Item, Label, Layout, MapForm, Point, Rect, Target,
    WIDTH_CLASSES, layout_chart, layout_connections, layout_joins, layout_map,
};
use shanhai_graphic::paint::{Palette, record};

const WIDTHS: [f64; 12] = [280.0, 300.0, 320.0, 345.0, 360.0, 390.0, 430.0, 480.0, 560.0, 640.0, 760.0, 1280.0];

/// Every project of a programme.
fn all(dataset: &'static Dataset) -> Vec<&'static Project> {
    dataset.projects.iter().collect()
}

/// The programme of the article, and one that has nothing in common with it.
fn programmes() -> [&'static Dataset; 2] {
    [*SHIPPED, *SECOND]
}

/// Calls `check` with every drawing and a name for messages.
fn every_drawing(check: impl Fn(&str, &Layout)) {
    for dataset in programmes() {
        for width in WIDTHS {
            for &language in &dataset.languages {
                let tag = language.tag();
                for chart in &dataset.charts {
                    let name = format!("{} at {width} px in {tag}", chart.id);
                    check(&name, &layout_chart(chart, dataset, width, language));
                }
                let spoken = dataset.projects.iter().find(|project| !project.partners.is_empty()).unwrap();
                let focuses = [
                    None,
                    Some(Focus::Partner(spoken.partners[0].get())),
                    Some(Focus::Place(spoken.place.get())),
                    Some(Focus::Project(spoken)),
                ];
                for focus in focuses {
                    let name = format!("connections at {width} px in {tag} with {focus:?}");
                    check(&name, &layout_connections(dataset, &all(dataset), focus, width, language));
                }
                for form in [MapForm::Outline, MapForm::Tiles] {
                    let name = format!("map {form:?} at {width} px in {tag}");
                    let first = dataset.projects.first();
                    check(&name, &layout_map(dataset, &all(dataset), first, form, width, language));
                }
            }
        }
    }
}

fn labels(layout: &Layout) -> Vec<&Label> {
    layout.items.iter().filter_map(|item| if let Item::Label(label) = item { Some(label) } else { None }).collect()
}

#[test]
fn no_label_is_cut_or_small() {
    every_drawing(|name, layout| {
        for label in labels(layout) {
            let bounds = label.bounds();
            assert!(label.size >= 12.0, "{name}: `{}` has {} px", label.text, label.size);
            let slack = 0.5;
            assert!(bounds.x >= -slack, "{name}: `{}` begins at {}", label.text, bounds.x);
            assert!(
                bounds.x + bounds.width <= layout.size.width + slack,
                "{name}: `{}` ends at {}",
                label.text,
                bounds.x + bounds.width
            );
            assert!(
                bounds.y >= -0.5 && bounds.y + bounds.height <= layout.size.height + 0.5,
                "{name}: `{}` at {bounds:?}",
                label.text
            );
        }
    });
}

#[test]
fn no_two_labels_collide() {
    every_drawing(|name, layout| {
        let labels = labels(layout);
        assert!(labels.len() > 1, "{name}: {} labels", labels.len());
        for (index, one) in labels.iter().enumerate() {
            for other in &labels[index + 1..] {
                // lines of a paragraph are close together; only the height of the letters must be free
                let tight = |label: &Label| Rect { height: label.size * 0.9, ..label.bounds() };
                let overlap = tight(one).overlaps(&tight(other));
                assert!(!overlap, "{name}: `{}` and `{}` collide", one.text, other.text);
            }
        }
    });
}

#[test]
fn no_bar_runs_through_a_label_behind_it() {
    let bars = std::cell::Cell::new(0);
    every_drawing(|name, layout| {
        for item in &layout.items {
            let Item::Bar { rect, fill: Fill::Solid | Fill::Hatched, role } = item else {
                continue;
            };
            if *role == shanhai_graphic::chart::ColorRole::Background
                || name.starts_with("map")
                || name.starts_with("connections")
            {
                continue;
            }
            bars.set(bars.get() + 1);
            for label in labels(layout) {
                let on_plate = layout.items.iter().any(|other| {
                    matches!(other, Item::Bar { rect: plate, role: shanhai_graphic::chart::ColorRole::Background, .. } if plate.overlaps(&label.bounds()))
                });
                let middle = Point { x: label.bounds().center().x, y: label.bounds().center().y };
                assert!(on_plate || rect.distance(middle) > 0.0, "{name}: a bar runs through `{}`", label.text);
            }
        }
    });
    assert!(bars.get() > 500, "only {} bars were looked at", bars.get());
}

#[test]
fn height_depends_on_the_width_class_only() {
    for (dataset, language) in programmes().into_iter().flat_map(|one| one.languages.iter().map(move |&all| (one, all)))
    {
        for chart in &dataset.charts {
            for width in WIDTHS {
                let class = WIDTH_CLASSES.into_iter().rfind(|class| *class <= width).unwrap();
                let (here, least) =
                    (layout_chart(chart, dataset, width, language), layout_chart(chart, dataset, class, language));
                assert_eq!(here.size.height, least.size.height, "{} at {width} px", chart.id);
                assert_eq!(here.size.width, width);
            }
        }
    }
}

/// So a page can reserve the space, and nothing moves when a reader points at something.
#[test]
fn the_connections_are_as_high_as_their_class_whatever_is_shown() {
    for dataset in programmes() {
        for width in WIDTHS {
            for &language in &dataset.languages {
                let class = CONNECTION_CLASSES.into_iter().rfind(|class| *class <= width).unwrap();
                let least = layout_connections(dataset, &all(dataset), None, class, language);
                let mut here = layout_connections(dataset, &[], None, width, language);
                assert_eq!((here.size.width, here.size.height), (width, least.size.height), "{width}");
                let focus = dataset.projects.iter().find(|one| !one.partners.is_empty()).map(Focus::Project);
                layout_joins(&mut here, dataset, &all(dataset), focus, language);
                assert_eq!(here, layout_connections(dataset, &all(dataset), focus, width, language));
            }
        }
    }
}

/// A label on a line is hard to read, and a line behind a label is lost.
#[test]
fn no_line_of_the_connections_runs_through_a_name_of_a_place() {
    let mut looked_at = 0;
    for language in Language::ALL {
        for width in WIDTHS {
            let layout = layout_connections(&SHIPPED, &all(&SHIPPED), None, width, language);
            let above = &layout.items[layout.static_layer.items..];
            let names: Vec<_> = SHIPPED.places.iter().map(|place| place.name.get(language)).collect();
            let lines = above.iter().filter(|item| matches!(item, Item::Line { .. })).count();
            let named: Vec<_> =
                labels(&layout).into_iter().filter(|label| names.contains(&label.text.as_str())).collect();
            looked_at += lines * named.len();
            for label in named {
                let bounds = label.bounds();
                for item in above {
                    let Item::Line { points, .. } = item else { continue };
                    let crossed = points.iter().find(|point| bounds.distance(**point) == 0.0);
                    assert!(crossed.is_none(), "`{}` at {width} px", label.text);
                }
            }
        }
    }
    assert!(looked_at > 100, "only {looked_at} pairs of a line and a name");
}

#[test]
fn every_figure_of_a_chart_has_a_mark_and_every_mark_answers() {
    for (dataset, language) in programmes().into_iter().flat_map(|one| one.languages.iter().map(move |&all| (one, all)))
    {
        for chart in &dataset.charts {
            let layout = layout_chart(chart, dataset, 360.0, language);
            for figure in chart.figures() {
                let datum = Datum::One(Target::Figure(figure));
                let mark = layout.hit_targets.iter().position(|mark| mark.datum == datum);
                let mark = mark.unwrap_or_else(|| panic!("{}: no mark for {}", chart.id, figure.id));
                // the middle of the box of a line or a region may belong to another mark
                let Rect { x, y, width, height } = layout.hit_targets[mark].bounds;
                let mut points = (0..900).map(|step| (f64::from(step % 30) / 29.0, f64::from(step / 30) / 29.0));
                let answers = points.any(|(along, down)| {
                    layout.hit_target_at(Point { x: x + along * width, y: y + down * height }, 0.0) == Some(mark)
                });
                assert!(answers, "{}: {} does not answer", chart.id, figure.id);
            }
        }
    }
    every_drawing(|name, layout| {
        assert!(!layout.hit_targets.is_empty(), "{name}");
        for mark in &layout.hit_targets {
            let inside = Rect { x: 0.0, y: 0.0, width: layout.size.width, height: layout.size.height };
            assert_eq!(inside.distance(mark.bounds.center()), 0.0, "{name}: {:?} lies outside", mark.datum);
        }
    });
}

#[test]
fn arrows_reach_every_mark() {
    every_drawing(|name, layout| {
        let mut reached = vec![false; layout.hit_targets.len()];
        let mut open = vec![layout.walk_from(0)];
        while let Some(index) = open.pop() {
            if !std::mem::replace(&mut reached[index], true) {
                let ways = [Direction::Left, Direction::Right, Direction::Up, Direction::Down];
                open.extend(ways.map(|way| layout.neighbour(index, way)));
            }
        }
        // of the regions, only those with a marked project
        let is_met = |datum: &Datum| match datum {
            Datum::Region(region) => layout.hit_targets.iter().any(|mark| match &mark.datum {
                Datum::Projects(projects) => projects.iter().any(|project| project.region() == *region),
                _ => false,
            }),
            _ => true,
        };
        for (mark, reached) in layout.hit_targets.iter().zip(&reached) {
            assert_eq!(*reached, is_met(&mark.datum), "{name}: {:?}", mark.datum);
        }
    });
}

#[test]
fn no_two_places_touch_and_the_port_stands_at_the_border() {
    for width in WIDTHS {
        let layout = layout_map(&SHIPPED, &all(&SHIPPED), None, MapForm::Outline, width, Language::ZhHans);
        let sites = layout.hit_targets.iter().filter(|mark| matches!(mark.datum, Datum::Projects(_)));
        let sites: Vec<_> = sites.collect();
        assert_eq!(
            sites
                .iter()
                .map(|mark| if let Datum::Projects(projects) = &mark.datum { projects.len() } else { 0 })
                .sum::<usize>(),
            32
        );
        for (index, one) in sites.iter().enumerate() {
            for other in &sites[index + 1..] {
                let (a, b) = (one.bounds.center(), other.bounds.center());
                assert!((a.x - b.x).hypot(a.y - b.y) >= 19.0, "{width} px: {:?} touches {:?}", one.datum, other.datum);
            }
        }
        let port = sites
            .iter()
            .find(|mark| matches!(&mark.datum, Datum::Projects(all) if all.iter().any(|p| p.id == "mohan-port")))
            .unwrap();
        // the southernmost mark of all
        assert!(sites.iter().all(|mark| mark.bounds.y <= port.bounds.y));
    }
}

#[test]
fn regions_answer_where_no_project_stands() {
    let layout = layout_map(&SHIPPED, &[], None, MapForm::Outline, 600.0, Language::ZhHans);
    let mut found = 0;
    for x in 0..60 {
        for y in 0..62 {
            let point = Point { x: f64::from(x) * 10.0, y: f64::from(y) * 10.0 };
            if let Some(index) = layout.hit_target_at(point, 0.0) {
                assert!(matches!(layout.hit_targets[index].datum, Datum::Region(_)));
                found += 1;
            }
        }
    }
    // the province fills about half of its box
    assert!((1200..2400).contains(&found), "{found}");
}

#[test]
fn drawings_are_the_accepted_ones() {
    for language in Language::ALL {
        for chart in &SHIPPED.charts {
            let svg = record(&layout_chart(chart, &SHIPPED, 360.0, language)).to_svg(
                &Palette::light(),
                chart.title.get(language),
                language,
            );
            insta::assert_snapshot!(format!("{}.{}", chart.id, language.tag()), svg.replace("><", ">\n<"));
        }
        for form in [MapForm::Outline, MapForm::Tiles] {
            let layout = layout_map(&SHIPPED, &all(&SHIPPED), None, form, 360.0, language);
            let svg = record(&layout).to_svg(&Palette::light(), "", language);
            insta::assert_snapshot!(format!("map-{form:?}.{}", language.tag()), svg.replace("><", ">\n<"));
        }
        for width in [320.0, 760.0] {
            let layout = layout_connections(&SHIPPED, &all(&SHIPPED), None, width, language);
            let svg = record(&layout).to_svg(&Palette::light(), "", language);
            let name = format!("connections-{width}.{}", language.tag());
            insta::assert_snapshot!(name, svg.replace("><", ">\n<"));
        }
    }
}

/// Charts that compare periods. The article has none.
#[test]
fn drawings_over_five_years_are_the_accepted_ones() {
    for chart in &SECOND.charts {
        let layout = layout_chart(chart, &SECOND, 360.0, Language::ZhHans);
        let svg = record(&layout).to_svg(&Palette::light(), chart.title.get(Language::ZhHans), Language::ZhHans);
        insta::assert_snapshot!(format!("second-{}", chart.id), svg.replace("><", ">\n<"));
    }
}

/// A formula that names one of several years uses that year's number.
#[test]
fn a_formula_over_two_years_is_told_in_numbers() {
    let added = SECOND.figure("guards-added").unwrap();
    assert_eq!(shanhai_graphic::wording::formula(added, Language::ZhHans).as_deref(), Some("1,750 − 800 ≈ 950"));
}

/// The browser tests compare with this snapshot: the drawing is the same on every machine.
#[test]
fn fingerprints_are_the_accepted_ones() {
    let mut prints = String::new();
    for language in Language::ALL {
        for width in [280.0, 320.0, 360.0, 480.0, 640.0, 700.0] {
            for chart in &SHIPPED.charts {
                let print = record(&layout_chart(chart, &SHIPPED, width, language)).fingerprint();
                prints += &format!("{} {width} {} {print:016x}\n", chart.id, language.tag());
            }
            for form in [MapForm::Outline, MapForm::Tiles] {
                let print = record(&layout_map(&SHIPPED, &all(&SHIPPED), None, form, width, language)).fingerprint();
                prints += &format!("{form:?} {width} {} {print:016x}\n", language.tag());
            }
        }
    }
    insta::assert_snapshot!("fingerprints", prints);
}

#[test]
fn the_record_is_the_same_each_time_and_differs_by_language() {
    for chart in &SHIPPED.charts {
        let print = |language| record(&layout_chart(chart, &SHIPPED, 360.0, language)).fingerprint();
        assert_eq!(print(Language::ZhHans), print(Language::ZhHans), "{}", chart.id);
        assert_ne!(print(Language::ZhHans), print(Language::En), "{}", chart.id);
    }
}

#[test]
fn pictures_hold_nothing_that_a_sanitiser_removes() {
    every_drawing(|name, layout| {
        let svg = record(layout).to_svg(&Palette::light(), "a", Language::En);
        for forbidden in [" id=", " class=", " style=", "<style", "url(", "href", "<script", "<use"] {
            assert!(!svg.contains(forbidden), "{name} holds {forbidden}");
        }
    });
}

proptest! {
    /// Nothing else happens between the twelve widths.
    #[test]
    fn labels_keep_inside_at_any_width(width in 280.0..1280.0_f64, index in 0..SHIPPED.charts.len(), english: bool) {
        let language = if english { Language::En } else { Language::ZhHans };
        let layout = layout_chart(&SHIPPED.charts[index], &SHIPPED, width, language);
        for label in labels(&layout) {
            let bounds = label.bounds();
            prop_assert!(bounds.x >= -0.5 && bounds.x + bounds.width <= width + 0.5, "`{}` at {bounds:?}", label.text);
            prop_assert!(bounds.y >= -0.5 && bounds.y + bounds.height <= layout.size.height + 0.5, "`{}`", label.text);
        }
    }
}
