//! The list of projects; the selected one is open and shows its detail.

use super::project_detail::project_detail;
use super::scene::Scene;
use super::theme_mark::theme_mark;
use crate::browser::focus;
use crate::view_state::{Action, ProjectFilter, Selection};
use shanhai_dataset::Project;
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

pub(super) fn project_list(scene: &Scene, shown: &[&'static Project]) -> Html {
    let words = scene.words();
    let open = !scene.state.filter.is_open();
    let reset = scene.on(|| Action::Filter(ProjectFilter::default()));
    html! {
        <section class="list-box" part="list" aria-label={words.project_list}>
            <div class="list-head">
                <p class="count" role="status" data-testid="count">{ (words.project_count)(shown.len()) }</p>
                <button type="button" class="link" hidden={!open} onclick={reset}>{ words.reset }</button>
            </div>
            { none_found(scene, shown) }
            <ul class="list" data-testid="project-list" onkeydown={walk()}>
                { for shown.iter().map(|project| project_item(scene, project)) }
            </ul>
        </section>
    }
}

/// What to say where the list is empty: that the article names none there, or that nothing matches.
fn none_found(scene: &Scene, shown: &[&'static Project]) -> Html {
    let words = scene.words();
    let region = scene.state.filter.prefecture;
    let unnamed = region.is_some_and(|region| scene.program().projects.iter().all(|project| project.region != region));
    let text = if unnamed {
        words.none_in_prefecture
    } else {
        words.none_found
    };
    html! { <p class="none" hidden={!shown.is_empty()}>{ text }</p> }
}

fn project_item(scene: &Scene, project: &'static Project) -> Html {
    let language = scene.language();
    let open = scene.state.project() == Some(project);
    let action = move || {
        if open {
            Action::Deselect
        } else {
            Action::Select(Selection::Project(project))
        }
    };
    let lit = scene.lit == Some(Selection::Project(project));
    let detail = format!("detail-{}", project.id);
    html! {
        <li class={classes!("item", open.then_some("open"), lit.then_some("lit"))} part="item" key={project.id}
            data-testid={format!("project-{}", project.id)}>
            <button type="button" aria-expanded={open.to_string()} aria-controls={detail.clone()} onclick={scene.on(action)}>
                { theme_mark(Some(project.theme)) }
                <span class="item-text">
                    <span class="item-name">{ project.name.get(language) }</span>
                    <span class="quiet">{ project.region.name.get(language) }{ " · " }{ project.topic.get(language) }</span>
                </span>
            </button>
            <div class="detail" id={detail} hidden={!open}>{ if open { project_detail(scene, project) } else { Html::default() } }</div>
        </li>
    }
}

/// Arrows, Home and End move the focus along the list.
fn walk() -> Callback<KeyboardEvent> {
    Callback::from(|event: KeyboardEvent| {
        let key = event.key();
        let Some(here) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else {
            return;
        };
        let Ok(Some(item)) = here.closest("li.item") else {
            return;
        };
        if !here.matches("li.item > button").unwrap_or(false) {
            return;
        }
        let next = match key.as_str() {
            "ArrowDown" => item.next_element_sibling(),
            "ArrowUp" => item.previous_element_sibling(),
            "Home" => item.parent_element().and_then(|list| list.first_element_child()),
            "End" => item.parent_element().and_then(|list| list.last_element_child()),
            _ => return,
        };
        event.prevent_default();
        if let Some(next) = next {
            focus::move_to(&next, "button");
        }
    })
}
