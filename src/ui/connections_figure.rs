//! The picture of the connections as a figure: what the article joins, and what it does not.

use super::chart_figure::{Below, LEVELS, table_of};
use super::drawing::Subject;
use super::drawing_of;
use super::element::{Element, el, later, paragraph};
use super::info::info;
use super::kept;
use super::kept::{address_of, address_of_palette};
use super::scene::Scene;
use shanhai_dataset::Project;
use shanhai_graphic::chart::has_joins;
use shanhai_graphic::view_state::MapForm;
use shanhai_graphic::wording::{connections_gap, connections_summary, connections_table, connections_title};
use std::rc::Rc;
use yew::Html;

/// The connections of all projects; their map alone where none names a partner.
pub(super) fn connections(scene: &Scene, below: Below) -> Html {
    let palette = address_of_palette(scene);
    let seen = [scene.language() as usize, address_of(scene.lit), palette, 0, 0];
    kept(scene, "connections", below as usize, seen, |scene, which| {
        let heading = LEVELS[which].heading();
        if has_joins(scene.dataset) { joined(scene, heading) } else { unjoined(scene, heading) }
    })
}

fn joined(scene: &Scene, heading: &'static str) -> Element {
    let (dataset, language, words) = (scene.dataset, scene.language(), scene.words());
    let all: Rc<[&'static Project]> = dataset.projects.iter().collect();
    let title = connections_title(dataset, &all, language);
    let label = connections_summary(dataset, &all, language);
    let gap = connections_gap(dataset, &all, language);
    let table = table_of("connections", title.clone(), connections_table(dataset, &all, language));
    let subject = Subject::Connections { shown: all, focus: None };
    let drawing = drawing_of(scene, subject, "connections", label, scene.lit);
    let notes = el("div")
        .child(el("p").text(gap))
        .child(paragraph("", words.marks_solid))
        .children(dataset.map.credits.iter().map(|credit| paragraph("", credit.get(language))));
    let name = |button: Element| button.child(el("span").class("unseen").text(words.colon).text(title.clone()));
    let data = el("details").class("data").child(name(el("summary").text(words.show_table))).child(table);
    let export = name(later("export", scene.address).attr("data-name", "connections".to_owned()).text(words.export));
    el("figure")
        .class("chart wide connections")
        .attr("part", "chart")
        .attr("data-testid", "chart-connections")
        .child(el(heading).class("chart-title").text(title.clone()))
        .child(drawing)
        .child(el("figcaption").class("foot").child(info(words, &title, notes)).child(data).child(export).maybe(
            dataset.map.approval.as_ref().map(|approval| paragraph("credits", approval).attr("lang", "zh-Hans")),
        ))
}

fn unjoined(scene: &Scene, heading: &'static str) -> Element {
    let (dataset, words) = (scene.dataset, scene.words());
    let label = (words.map_label)(dataset.sides.mountain.get(scene.language()));
    let shown: Rc<[&'static Project]> = dataset.projects.iter().collect();
    let gap = connections_gap(dataset, &shown, scene.language());
    let gap = (!gap.is_empty()).then(|| el("p").class("quiet").text(gap));
    let subject = Subject::Map { shown, selected: None, form: MapForm::Outline };
    let drawing = drawing_of(scene, subject, "map", label.clone(), scene.lit);
    el("figure")
        .class("chart connections map")
        .attr("part", "map")
        .attr("data-testid", "map")
        .child(el(heading).class("chart-title").text(label))
        .child(drawing)
        .maybe(gap)
        .children(dataset.map.approval.iter().map(|approval| paragraph("credits", approval).attr("lang", "zh-Hans")))
}
