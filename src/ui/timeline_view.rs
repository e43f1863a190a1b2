//! The timeline: its drawing, and the details of each entry in a list.

use super::chart_figure::{Below, charts};
use super::element::{Element, button, el};
use super::render_context::RenderContext;
use super::theme_mark::theme_mark;
use shanhai_dataset::{Chart, Event, Figure, Project, Ref};
use shanhai_graphic::store::Msg;
use shanhai_graphic::view_state::Target;
use shanhai_graphic::wording::{Description, join_lines, of_event, quantity_then};

pub(super) fn timeline_view(context: &RenderContext) -> Element {
    let timeline = &context.dataset.timeline;
    let events = timeline.iter().map(|event| entry(context, event));
    el("div").class("timeline").child(charts(context, Below::Title, Chart::has_timeline).class("charts one")).child(
        el("details")
            .class("data")
            .child(el("summary").text(context.words().timeline_details))
            .child(el("ol").class("events").children(events)),
    )
}

fn entry(context: &RenderContext, event: &'static Event) -> Element {
    let (language, words) = (context.language(), context.words());
    let Description { title, value, lines } = of_event(event, language);
    let figure = |figure: &'static Ref<Figure>| {
        let entry = Target::Figure(figure.get());
        let (line, value) =
            (el("p").class("quiet").highlightable(entry, context), quantity_then(event, figure, language));
        let line = match value.is_empty() {
            true => line,
            false => line.child(el("span").class("value").text(value)).text(" "),
        };
        line.text(figure.label.get(language))
    };
    let project = |project: &'static Ref<Project>| {
        let project = project.get();
        let show = button(context.send.reform(move |_| Msg::Visit(project).into())).class("link");
        show.text(words.show_project).text(words.colon).text(project.name.get(language))
    };
    el("li")
        .class("event")
        .highlightable(Target::Event(event), context)
        .key(&event.id)
        .child(el("p").class("when").child(theme_mark(event.theme.as_deref())).text(" ").text(value))
        .child(el("p").class("what").text(title))
        .children(event.figures.iter().map(figure))
        .child(el("p").class("quiet").text(join_lines(&lines, " · ", language)))
        .children(event.projects.iter().map(project))
}
