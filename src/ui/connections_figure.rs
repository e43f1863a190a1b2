//! The drawing of the connections as a figure: what the article joins, and what it does not.

use super::chart_figure::{Below, LEVELS, table_of};
use super::drawing::Subject;
use super::drawing_of;
use super::element::{Element, el, lazy, paragraph};
use super::info::info;
use super::memo;
use super::memo::{address_of, address_of_palette};
use super::render_context::RenderContext;
use shanhai_dataset::Project;
use shanhai_graphic::chart::has_joins;
use shanhai_graphic::view_state::MapForm;
use shanhai_graphic::wording::{connections_gap, connections_summary, connections_table, connections_title};
use std::rc::Rc;
use yew::Html;

/// The connections of all projects, or only their map if no project names a partner.
pub(super) fn connections(context: &RenderContext, below: Below) -> Html {
    let palette = address_of_palette(context);
    let deps = [context.language() as usize, address_of(context.highlighted), palette, 0, 0];
    memo(context, "connections", below as usize, deps, |context, which| {
        let heading = LEVELS[which].heading();
        if has_joins(context.dataset) { joined(context, heading) } else { unjoined(context, heading) }
    })
}

fn joined(context: &RenderContext, heading: &'static str) -> Element {
    let (dataset, language, words) = (context.dataset, context.language(), context.words());
    let all: Rc<[&'static Project]> = dataset.projects.iter().collect();
    let title = connections_title(dataset, &all, language);
    let label = connections_summary(dataset, &all, language);
    let gap = connections_gap(dataset, &all, language);
    let table = table_of("connections", title.clone(), connections_table(dataset, &all, language));
    let subject = Subject::Connections { shown: all, focus: None };
    let drawing = drawing_of(context, subject, "connections", label, context.highlighted);
    let notes = el("div")
        .child(el("p").text(gap))
        .child(paragraph("", words.marks_solid))
        .children(dataset.map.credits.iter().map(|credit| paragraph("", credit.get(language))));
    let name = |button: Element| button.child(el("span").class("unseen").text(words.colon).text(title.clone()));
    let data = el("details").class("data").child(name(el("summary").text(words.show_table))).child(table);
    let export = name(lazy("export", context.address).attr("data-name", "connections".to_owned()).text(words.export));
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

fn unjoined(context: &RenderContext, heading: &'static str) -> Element {
    let (dataset, words) = (context.dataset, context.words());
    let label = (words.map_label)(dataset.sides.mountain.get(context.language()));
    let shown: Rc<[&'static Project]> = dataset.projects.iter().collect();
    let gap = connections_gap(dataset, &shown, context.language());
    let gap = (!gap.is_empty()).then(|| el("p").class("quiet").text(gap));
    let subject = Subject::Map { shown, selected: None, form: MapForm::Outline };
    let drawing = drawing_of(context, subject, "map", label.clone(), context.highlighted);
    el("figure")
        .class("chart connections map")
        .attr("part", "map")
        .attr("data-testid", "map")
        .child(el(heading).class("chart-title").text(label))
        .child(drawing)
        .maybe(gap)
        .children(dataset.map.approval.iter().map(|approval| paragraph("credits", approval).attr("lang", "zh-Hans")))
}
