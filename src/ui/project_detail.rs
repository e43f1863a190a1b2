//! What we know of a project, and where from.

use super::element::{Element, button, el};
use super::media;
use super::scene::Scene;
use crate::browser::focus;
use shanhai_dataset::{Figure, Language, Project, Status};
use shanhai_graphic::view_state::Action;
use shanhai_graphic::wording::{Told, citations, join_lines, of_figure};
use yew::prelude::*;

/// Fills `detail`.
pub(super) fn project_detail(scene: &Scene, project: &'static Project, detail: Element) -> Element {
    let (language, words) = (scene.language(), scene.words());
    let mut rows = el("dl");
    let mut row = |name: &str, content: Element| {
        rows = std::mem::replace(&mut rows, el("dl")).child(el("dt").tells(name.to_owned())).child(content);
    };
    if !project.figures.is_empty() {
        let figures = project.figures.iter().map(|figure| figure_line(figure, language));
        row(words.figures, el("dd").child(el("ul").class("plain").children(figures)));
    }
    let place = [Some(&project.region().name), project.county.as_ref(), project.site.as_ref()];
    let mut place: Vec<&str> = place.into_iter().flatten().map(|text| text.get(language)).collect();
    place.dedup();
    let precision =
        project.place_note.as_ref().map_or((words.precision)(project.place.precision), |note| note.get(language));
    let separator = if language == Language::ZhHans { " " } else { ", " };
    let precision = el("p").class("quiet").says(precision);
    row(words.place, el("dd").tells(place.join(separator)).child(precision));
    let names = |names: Vec<&str>| el("dd").tells(names.join(words.comma));
    if !project.partners.is_empty() {
        row(
            &(words.partners)(scene.dataset.sides.sea.get(language)),
            names(project.partners.iter().map(|partner| partner.name.get(language)).collect()),
        );
    }
    if !project.models.is_empty() {
        row(words.named_models, names(project.models.iter().map(|model| model.name.get(language)).collect()));
    }
    if project.status != Status::Reported {
        row(words.status_heading, el("dd").says((words.status)(project.status)));
    }
    row(words.link_heading, el("dd").says((words.link)(project.link)));
    row(words.paragraphs, el("dd").tells(citations(&project.paragraphs, language)));
    if let Some(note) = &project.note {
        row(words.note, el("dd").says(note.get(language)));
    }
    if !project.links.is_empty() {
        row(words.further, el("dd").child(media::links(&project.links, language)));
    }
    detail
        .child(el("p").says(project.what.get(language)))
        .children(media::pictures(scene, project))
        .child(rows)
        .child(button(scene.act.reform(close)).class("link").says(words.close))
}

/// The focus goes to what opened it, since the button goes.
fn close(event: MouseEvent) -> Action {
    let button: Option<web_sys::Element> = event.target_dyn_into();
    if let Some(item) = button.and_then(|button| button.closest("li").ok()?) {
        focus::move_to(&item, "summary");
    }
    Action::Deselect
}

fn figure_line(figure: &Figure, language: Language) -> Element {
    let Told { title, value, lines } = of_figure(figure, language);
    el("li")
        .child(el("span").class("value").tells(value))
        .says(" ")
        .tells(title)
        .child(el("p").class("quiet").tells(join_lines(&lines, " · ", language)))
}
