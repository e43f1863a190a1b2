//! The list of projects; the selected one is open and shows its detail.

use super::element::{Element, button, el, paragraph, walked_to};
use super::project_detail::project_detail;
use super::scene::Scene;
use super::theme_mark::theme_mark;
use crate::browser::focus;
use crate::view_state::{Action, ProjectFilter, Selection};
use shanhai_dataset::{Language, Project};
use yew::prelude::*;

pub(super) fn project_list(scene: &Scene, shown: &[&'static Project]) -> Element {
    let words = scene.words();
    let count = el("p")
        .class("count")
        .is("role", "status")
        .is("data-testid", "count")
        .tells((words.project_count)(shown.len()));
    let reset = button(scene.on(Action::Filter(ProjectFilter::default())))
        .class("link")
        .when("hidden", scene.state.filter.is_open())
        .says(words.reset);
    let list = el("ul")
        .class("list")
        .is("data-testid", "project-list")
        .on_key(Callback::from(walk))
        .children(shown.iter().map(|project| project_item(scene, project)));
    el("section")
        .class("list-box")
        .is("part", "list")
        .is("aria-label", words.project_list)
        .child(el("div").class("list-head").child(count).child(reset))
        .child(none_found(scene).when("hidden", !shown.is_empty()))
        .child(list)
}

/// What to say where the list is empty: that the article names none there, or that nothing matches.
fn none_found(scene: &Scene) -> Element {
    let words = scene.words();
    let region = scene.state.filter.prefecture;
    let unnamed = region.is_some_and(|region| scene.program().projects.iter().all(|project| project.region != region));
    paragraph("none", if unnamed { words.none_in_prefecture } else { words.none_found })
}

fn project_item(scene: &Scene, project: &'static Project) -> Element {
    let open = scene.state.project() == Some(project);
    let action = if open { Action::Deselect } else { Action::Select(Selection::Project(project)) };
    let lit = scene.lit == Some(Selection::Project(project));
    let head = head_of(project, scene.language(), button(scene.on(action)).state("aria-expanded", open));
    let detail = el("div").class("detail").when("hidden", !open);
    el("li")
        .class(if open {
            "item open"
        } else if lit {
            "item lit"
        } else {
            "item"
        })
        .is("part", "item")
        .set("data-testid", format!("project-{}", project.id))
        .key(project.id)
        .child(head)
        .child(if open { project_detail(scene, project, detail) } else { detail })
}

/// Fills the head of an entry, by which it opens: theme, name, region and topic.
pub(super) fn head_of(project: &'static Project, language: Language, head: Element) -> Element {
    let where_and_what =
        el("span").class("quiet").says(project.region.name.get(language)).says(" · ").says(project.topic.get(language));
    let text = el("span")
        .class("item-text")
        .child(el("span").class("item-name").says(project.name.get(language)))
        .child(where_and_what);
    head.child(theme_mark(Some(project.theme))).child(text)
}

/// Arrows, Home and End move the focus along the list.
fn walk(event: KeyboardEvent) {
    if let Some(item) = walked_to(&event, "li.item > button", "ArrowUp", "ArrowDown") {
        focus::move_to(&item, "button");
    }
}
