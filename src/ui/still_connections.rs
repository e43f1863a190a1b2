//! The picture of the connections in a prerendered page: once with the coast above the land and once beside it.

use super::element::el;
use shanhai_dataset::{Dataset, Language, Project};
use shanhai_graphic::chart::{BESIDE, CONNECTION_CLASSES, place_connections};
use shanhai_graphic::paint::record;
use yew::Html;

/// Widths at which both forms are drawn, the first that of most phones; between the classes each is scaled to its box.
const DRAWN: [(f64, &str); 2] = [(343.0, "coast-above"), (760.0, "coast-beside")];

/// The pictures, of which the style sheet shows one.
pub(super) fn picture(dataset: &'static Dataset, shown: &[&'static Project], language: Language, label: &str) -> Html {
    let drawn = DRAWN.map(|(width, class)| {
        let placed = place_connections(dataset, shown, None, width, language);
        record(&placed).coarsened().to_svg_element(class, label)
    });
    el("div").set("class", class(language)).child(Html::from_html_unchecked(drawn.concat().into())).into()
}

fn class(language: Language) -> String {
    format!("drawing connections-{}", language.tag())
}

/// Rules of the style sheet: which form is shown at a width, and how high it is in each class.
pub(super) fn heights(dataset: &'static Dataset) -> String {
    let all: Vec<&'static Project> = dataset.projects.iter().collect();
    let mut rules = format!(
        "@container (width >= {BESIDE}px) {{\n.coast-above {{ display: none !important; }}\n}}\n\
         @container (width < {BESIDE}px) {{\n.coast-beside {{ display: none !important; }}\n}}\n"
    );
    for width in CONNECTION_CLASSES {
        rules += &format!("@container (width >= {width}px) {{\n");
        for &language in &dataset.languages {
            let height = place_connections(dataset, &all, None, width, language).size.height;
            rules += &format!(".connections-{} > svg {{ height: {height}px; }}\n", language.tag());
        }
        rules += "}\n";
    }
    rules
}
