//! Projects: map, filters and list as one selection.

use super::drawing::{Drawing, Subject};
use super::scene::Scene;
use super::{project_filters, project_list};
use crate::view_state::{Action, MapForm};
use yew::prelude::*;

pub(super) fn project_view(scene: &Scene) -> Html {
    let program = scene.program();
    let state = scene.state;
    let shown = state.filter.matching(program);
    html! {
        <div class="projects">
            { project_filters::project_filters(scene) }
            { map(scene, &shown) }
            { project_list::project_list(scene, &shown) }
        </div>
    }
}

fn map(scene: &Scene, shown: &[&'static shanhai_dataset::Project]) -> Html {
    let (program, language, words) = (scene.program(), scene.language(), scene.words());
    let form = scene.state.map_form;
    let choice = |wanted: MapForm, name: &'static str| {
        html! {
            <button type="button" aria-pressed={(form == wanted).to_string()} onclick={scene.on(move || Action::DrawMap(wanted))}>{ name }</button>
        }
    };
    let label = format!(
        "{}{}{}",
        words.map_label,
        words.colon,
        (words.project_count)(shown.len())
    );
    let subject = Subject::Map {
        shown: shown.to_vec(),
        selected: scene.state.project(),
        form,
    };
    html! {
        <section class="map" part="map" data-testid="map" aria-label={words.map}>
            <div class="segments" role="group" aria-label={words.map_form}>
                { choice(MapForm::Outline, words.outline) }
                { choice(MapForm::Tiles, words.tiles) }
            </div>
            <Drawing {subject} name="map" {label} {language} palette={scene.palette.clone()} lit={scene.lit} on={scene.drawing.clone()} />
            <p class="quiet">{ words.counted_places }</p>
            <p class="credits" lang="zh-Hans">{ program.map.approval }</p>
            { for program.map.credits.iter().map(|credit| html! { <p class="credits">{ credit.get(language) }</p> }) }
        </section>
    }
}
