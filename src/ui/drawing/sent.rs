//! The pictures that a page is sent with, until the program draws: one for each range of widths.

use super::Subject;
use shanhai_dataset::{Chart, Dataset, Language, Project};
use shanhai_graphic::chart::{
    BESIDE, CONNECTION_CLASSES, WIDTH_CLASSES, has_joins, layout_chart, layout_connections, layout_map,
};
use shanhai_graphic::paint::record;
use yew::Html;

/// A page gets a separate picture for a width class only if its height is below this fraction of the last class with
/// a picture. Otherwise that class's picture is used: the style sheet fixes the height, which scales the picture down
/// slightly.
const SHRINKS: f64 = 0.95;
/// Width at which the page's map is drawn. It is scaled to its box.
const MAP_WIDTH: f64 = 400.0;

/// Widths at which the page's connections are drawn, the class of each in the style sheet, and the width from which
/// on it is shown. The widths are those of most phones, of a column in an article, of a tablet, and of a page with
/// room for everything. Between them, each picture is scaled to its box.
const COASTS: [(f64, &str, f64); 4] = [
    (343.0, "coast-above", 0.0),
    (656.0, "coast-beside", BESIDE),
    (880.0, "coast-roomy", 760.0),
    (1216.0, "coast-wide", 1020.0),
];

/// The pictures of a drawing, one for each width class that needs one.
pub(super) fn pictures_of(subject: &Subject, dataset: &'static Dataset, language: Language) -> Html {
    let mut pictures = String::new();
    let mut heights = None;
    match subject {
        Subject::Chart(chart) => {
            let drawn = drawn(dataset, chart, language);
            for (at, from) in drawn.iter().enumerate() {
                let layout = layout_chart(chart, dataset, WIDTH_CLASSES[*from], language);
                let class = match drawn.get(at + 1) {
                    Some(to) => format!("from-{from} to-{to}"),
                    None => format!("from-{from}"),
                };
                // without styles, only one of them is visible
                pictures += &record(&layout).to_svg_element(&class, at != 1);
            }
            heights = wider(dataset, chart, language);
        }
        Subject::Map { shown, selected, form } => {
            let layout = layout_map(dataset, shown, *selected, *form, MAP_WIDTH, language);
            pictures = record(&layout).to_svg_element("whole", false);
        }
        Subject::Connections { shown, focus } => {
            for (at, (width, class, _)) in COASTS.into_iter().enumerate() {
                let layout = layout_connections(dataset, shown, *focus, width, language);
                pictures += &record(&layout).coarsened().to_svg_element(class, at != 1);
            }
            return Html::from_html_unchecked(
                format!("<div class=\"connections-{}\">{pictures}</div>", language.tag()).into(),
            );
        }
    }
    // the class that keeps the height of a chart's wider layouts, if their heights differ: see [`heights`]
    let class = heights.map(|[third, fourth]| format!(" class=\"h{third}-{fourth}\"")).unwrap_or_default();
    Html::from_html_unchecked(format!("<div{class}>{pictures}</div>").into())
}

/// The width classes that are drawn for a chart. They always include the two narrowest, between which every distance
/// changes.
fn drawn(dataset: &'static Dataset, chart: &'static Chart, language: Language) -> Vec<usize> {
    let mut drawn = vec![0, 1];
    for class in 2..WIDTH_CLASSES.len() {
        let last = drawn.last().copied().unwrap_or_default();
        if height(dataset, chart, class, language) < SHRINKS * height(dataset, chart, last, language) {
            drawn.push(class);
        }
    }
    drawn
}

/// The height of a chart in a width class, in css px.
fn height(dataset: &'static Dataset, chart: &'static Chart, class: usize, language: Language) -> f64 {
    layout_chart(chart, dataset, WIDTH_CLASSES[class], language).size.height.round()
}

/// Heights of the third and fourth width class, in css px, if either differs from that of the second.
fn wider(dataset: &'static Dataset, chart: &'static Chart, language: Language) -> Option<[f64; 2]> {
    let height = |class| height(dataset, chart, class, language);
    let (second, wider) = (height(1), [height(2), height(3)]);
    (wider != [second, second]).then_some(wider)
}

/// Rules of the style sheet that show each drawing's picture at its widths, and keep the heights of drawings until
/// they are drawn.
pub fn heights(dataset: &'static Dataset) -> String {
    let mut pairs: Vec<[f64; 2]> = dataset
        .languages
        .iter()
        .flat_map(|&language| dataset.charts.iter().filter_map(move |chart| wider(dataset, chart, language)))
        .collect();
    pairs.sort_by(|a, b| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal));
    pairs.dedup();
    let mut rules = String::new();
    for (class, width) in WIDTH_CLASSES.into_iter().enumerate().skip(1) {
        rules += &format!("@container (width < {width}px) {{\n.from-{class} {{ display: none !important; }}\n}}\n");
        rules += &format!("@container (width >= {width}px) {{\n.to-{class} {{ display: none !important; }}\n");
        if class >= 2 {
            for pair in &pairs {
                rules += &format!(".h{}-{} > svg {{ height: {}px; }}\n", pair[0], pair[1], pair[class - 2]);
            }
        }
        rules += "}\n";
    }
    rules + &if has_joins(dataset) { heights_of_connections(dataset) } else { String::new() }
}

/// Rules for the pictures of the connections: which one is shown at which width, and its height.
fn heights_of_connections(dataset: &'static Dataset) -> String {
    let mut rules = String::new();
    for (before, after) in COASTS.iter().zip(&COASTS[1..]) {
        let (from, class, next) = (after.2, before.1, after.1);
        rules += &format!("@container (width >= {from}px) {{\n.{class} {{ display: none !important; }}\n}}\n");
        rules += &format!("@container (width < {from}px) {{\n.{next} {{ display: none !important; }}\n}}\n");
    }
    let all: Vec<&'static Project> = dataset.projects.iter().collect();
    for width in CONNECTION_CLASSES {
        rules += &format!("@container (width >= {width}px) {{\n");
        for &language in &dataset.languages {
            let height = layout_connections(dataset, &all, None, width, language).size.height;
            rules += &format!(".connections-{} > svg {{ height: {height}px; }}\n", language.tag());
        }
        rules += "}\n";
    }
    rules
}
