//! Projects: map, filters and list as one selection.

use super::drawing::Subject;
use super::drawing_of;
use super::element::{Element, button, el, later, paragraph};
use super::project_filters;
use super::project_list::project_list;
use super::scene::Scene;
use shanhai_graphic::view_state::{Action, MapForm};

/// The projects that match the filters, on the map and in a list.
pub(super) fn project_view(scene: &Scene) -> Element {
    let filters = project_filters::project_filters(scene);
    el("div").class("projects").child(filters).child(map(scene)).child(project_list(scene))
}

fn map(scene: &Scene) -> Element {
    let shown = scene.shown;
    let (dataset, language, words) = (scene.dataset, scene.language(), scene.words());
    let form = scene.state.map_form;
    let choice = |wanted: MapForm, name: &'static str| {
        button(scene.on(Action::DrawMap(wanted))).state("aria-pressed", form == wanted).says(name)
    };
    let forms = el("div")
        .class("segments")
        .is("role", "group")
        .is("aria-label", words.map_form)
        .child(choice(MapForm::Outline, words.outline))
        .child(choice(MapForm::Tiles, words.tiles));
    let regions = dataset.map.regions.iter().filter(|region| shown.iter().any(|project| project.region() == *region));
    let label = format!(
        "{}{}{}",
        (words.map_label)(dataset.sides.mountain.get(language)),
        words.colon,
        (words.spread)((words.project_count)(shown.len()), regions.count())
    );
    let subject = Subject::Map { shown: shown.clone(), selected: scene.state.project(), form };
    let drawing = drawing_of(scene, subject, "map", label, scene.lit);
    el("section")
        .class("map")
        .is("part", "map")
        .is("data-testid", "map")
        .is("aria-label", words.map)
        .child(forms)
        .child(drawing)
        .child(paragraph("quiet", words.counted_places))
        .child(
            later("export", scene.address).set("data-name", "map".to_owned()).says(words.export).of(words.map, words),
        )
        .maybe(dataset.map.approval.as_ref().map(|approval| paragraph("credits", approval).is("lang", "zh-Hans")))
        .children(dataset.map.credits.iter().map(|credit| paragraph("credits", credit.get(language))))
}
