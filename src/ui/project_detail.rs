//! What we know of a project, and the sources.

use super::element::{Element, button, el};
use super::frame::page_of_project;
use super::media;
use super::render_context::RenderContext;
use crate::browser::focus;
use shanhai_dataset::{Figure, Language, Project, Status};
use shanhai_graphic::view_state::Action;
use shanhai_graphic::wording::{Description, citations, join_lines, of_figure, place_words};
use yew::prelude::*;

/// Fills `detail`.
pub(super) fn project_detail(context: &RenderContext, project: &'static Project, detail: Element) -> Element {
    let page = context.pages().map(|pages| page_link(context, project, pages));
    detail
        .child(el("p").text(project.what.get(context.language())))
        .children(media::pictures(context, project))
        .child(facts(context, project, None))
        .maybe(page)
        .child(button(context.act(close)).class("link").text(context.words().close))
}

/// A link to the project's own page, for readers who want to share it.
fn page_link(context: &RenderContext, project: &Project, pages: &str) -> Element {
    let page = format!("{pages}{}", page_of_project(project, context.language()));
    el("p").child(el("a").attr("href", page).text(context.words().project_page))
}

/// What is known of a project, one row for each fact. `lacking` is the text for a fact that the article leaves out.
/// Without it, there is no such row.
pub(super) fn facts(context: &RenderContext, project: &'static Project, lacking: Option<&'static str>) -> Element {
    let (language, words) = (context.language(), context.words());
    let mut rows = Rows { list: el("dl"), lacking };
    let figures = el("ul").class("plain").children(project.figures.iter().map(|figure| figure_line(figure, language)));
    rows.put(words.figures, (!project.figures.is_empty()).then(|| el("dd").child(figures)));
    rows.put(words.place, Some(place(context, project)));
    let names = |names: Vec<&str>| (!names.is_empty()).then(|| el("dd").text(names.join(words.comma)));
    let partners = project.partners.iter().map(|partner| partner.name.get(language)).collect();
    rows.put(&(words.partners)(context.dataset.sides.sea.get(language)), names(partners));
    let models = project.models.iter().map(|model| model.name.get(language)).collect();
    rows.put(words.named_models, names(models));
    if lacking.is_some() || project.status != Status::Reported {
        rows.put(words.status_heading, Some(el("dd").text((words.status)(project.status))));
    }
    rows.put(words.link_heading, Some(el("dd").text((words.link)(project.link))));
    rows.put(words.paragraphs, Some(el("dd").text(citations(&project.paragraphs, language))));
    if let Some(note) = &project.note {
        rows.put(words.note, Some(el("dd").text(note.get(language))));
    }
    if !project.links.is_empty() {
        rows.put(words.further, Some(el("dd").child(media::links(&project.links, language))));
    }
    rows.list
}

/// Rows under construction.
pub(super) struct Rows {
    pub list: Element,
    pub lacking: Option<&'static str>,
}

impl Rows {
    /// Adds a row if there is something to say.
    pub fn put(&mut self, name: &str, content: Option<Element>) {
        let content = content.or_else(|| self.lacking.map(|words| el("dd").class("lacking").text(words)));
        if let Some(content) = content {
            let list = std::mem::replace(&mut self.list, el("dl"));
            self.list = list.child(el("dt").text(name.to_owned())).child(content);
        }
    }
}

/// Where the project is, and what the point on the map stands for.
fn place(context: &RenderContext, project: &'static Project) -> Element {
    let (language, words) = (context.language(), context.words());
    let precision =
        project.place_note.as_ref().map_or((words.precision)(project.place.precision), |note| note.get(language));
    el("dd").text(place_words(project, language)).child(el("p").class("quiet").text(precision))
}

/// Moves the focus to the summary that opened the detail, because the button disappears.
fn close(event: MouseEvent) -> Action {
    let button: Option<web_sys::Element> = event.target_dyn_into();
    if let Some(item) = button.and_then(|button| button.closest("li").ok()?) {
        focus::move_to(&item, "summary");
    }
    Action::Deselect
}

fn figure_line(figure: &Figure, language: Language) -> Element {
    let Description { title, value, lines } = of_figure(figure, language);
    el("li")
        .child(el("span").class("value").text(value))
        .text(" ")
        .text(title)
        .child(el("p").class("quiet").text(join_lines(&lines, " · ", language)))
}
