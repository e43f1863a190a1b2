//! Projects: map, filters and list as one selection.

use super::drawing::Subject;
use super::drawing_of;
use super::element::{Element, button, el, later, paragraph};
use super::info::info;
use super::project_filters;
use super::scene::Scene;
use shanhai_graphic::view_state::{Action, MapForm};

/// The projects that match the filters, on the map and in a list that `list` makes of them.
pub(super) fn project_view(scene: &Scene, list: fn(&Scene) -> Element) -> Element {
    el("div").class("projects").child(project_filters::project_filters(scene)).child(map(scene)).child(list(scene))
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
    let label = format!(
        "{}{}{}",
        (words.map_label)(dataset.sides.mountain.get(language)),
        words.colon,
        (words.project_count)(shown.len())
    );
    let subject = Subject::Map { shown: shown.clone(), selected: scene.state.project(), form };
    let drawing = drawing_of(scene, subject, "map", label, scene.lit);
    let notes = el("div")
        .child(paragraph("", words.marks_solid))
        .child(paragraph("", words.counted_places))
        .children(dataset.map.credits.iter().map(|credit| paragraph("", credit.get(language))));
    el("section")
        .class("map")
        .is("part", "map")
        .is("data-testid", "map")
        .is("aria-label", words.map)
        .child(forms)
        .child(drawing)
        .child(
            el("div")
                .class("foot")
                .child(info(words, words.map, notes))
                .child(later("export", scene.address).set("data-name", "map".to_owned()).says(words.export))
                .maybe(
                    dataset.map.approval.as_ref().map(|approval| paragraph("credits", approval).is("lang", "zh-Hans")),
                ),
        )
}
