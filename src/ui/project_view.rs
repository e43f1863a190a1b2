//! Projects: map, filters and list share one selection.

use super::drawing::Subject;
use super::drawing_of;
use super::element::{Element, button, el, lazy, paragraph};
use super::info::info;
use super::project_filters;
use super::project_list::project_list;
use super::render_context::RenderContext;
use shanhai_graphic::chart::has_joins;
use shanhai_graphic::view_state::{Action, MapForm};
use shanhai_graphic::wording::{connections_gap, connections_summary};

/// The projects that match the filters, on the map and in a list.
pub(super) fn project_view(context: &RenderContext) -> Element {
    let filters = project_filters::project_filters(context);
    el("div").class("projects").child(filters).child(map(context)).child(project_list(context))
}

fn map(context: &RenderContext) -> Element {
    let shown = context.shown;
    let (dataset, language, words) = (context.dataset, context.language(), context.words());
    let form = context.state.map_form;
    let choice = |wanted: MapForm, name: &'static str| {
        button(context.on(Action::DrawMap(wanted))).true_or_false("aria-pressed", form == wanted).text(name)
    };
    let forms = el("div")
        .class("segments")
        .attr("role", "group")
        .attr("aria-label", words.map_form)
        .child(choice(MapForm::Outline, words.outline))
        .child(choice(MapForm::Tiles, words.tiles))
        .maybe(has_joins(dataset).then(|| choice(MapForm::Connections, words.connections)));
    let regions = dataset.map.regions.iter().filter(|region| shown.iter().any(|project| project.region() == *region));
    let label = format!(
        "{}{}{}",
        (words.map_label)(dataset.sides.mountain.get(language)),
        words.colon,
        (words.spread)((words.project_count)(shown.len()), regions.count())
    );
    let joined = form == MapForm::Connections;
    let (subject, name, label) = if joined {
        let subject = Subject::Connections { shown: shown.clone(), focus: context.state.focus() };
        (subject, "connections", connections_summary(dataset, shown, language))
    } else {
        (Subject::Map { shown: shown.clone(), selected: context.state.project(), form }, "map", label)
    };
    let drawing = drawing_of(context, subject, name, label, context.highlighted);
    let export = lazy("export", context.address);
    let notes = el("div")
        .maybe(joined.then(|| el("p").text(connections_gap(dataset, shown, language))))
        .child(paragraph("", words.marks_solid))
        .child(paragraph("", words.counted_places))
        .children(dataset.map.credits.iter().map(|credit| paragraph("", credit.get(language))));
    el("section")
        .class("map")
        .attr("part", "map")
        .attr("data-testid", "map")
        .attr("aria-label", words.map)
        .child(forms)
        .child(drawing)
        .child(
            el("div")
                .class("foot")
                .child(info(words, words.map, notes))
                .child(export.attr("data-name", name.to_owned()).text(words.export).of(words.map, words))
                .maybe(
                    dataset
                        .map
                        .approval
                        .as_ref()
                        .map(|approval| paragraph("credits", approval).attr("lang", "zh-Hans")),
                ),
        )
}
