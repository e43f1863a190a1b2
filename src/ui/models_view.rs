//! The named models, by theme, with the parts that the article names.

use super::chart_figure::{chart_figure, theme_heading, themes};
use super::scene::Scene;
use shanhai_dataset::{Join, Model, Part, Status};
use yew::prelude::*;

pub(super) fn models_view(scene: &Scene) -> Html {
    let program = scene.program();
    let structure = program.charts.iter().filter(|chart| chart.id == "structure");
    html! {<>
        <p class="count">{ (scene.words().model_count)(program.models.len()) }</p>
        { for themes(scene).map(|theme| {
            let models: Vec<_> = program.models.iter().filter(|model| model.theme == theme).collect();
            html! {
                <section class="theme" key={theme.map_or("whole", |theme| theme.id)}>
                    <header class="theme-head">
                        { theme_heading(scene, theme) }
                        <p>{ (scene.words().model_count)(models.len()) }</p>
                    </header>
                    <ul class="models">{ for models.into_iter().map(|model| model_card(scene, model)) }</ul>
                </section>
            }
        }) }
        <div class="charts one">{ for structure.map(|chart| chart_figure(scene, chart)) }</div>
    </>}
}

fn model_card(scene: &Scene, model: &'static Model) -> Html {
    let (language, words) = (scene.language(), scene.words());
    let state = (model.status != Status::Reported).then(|| (words.status)(model.status));
    html! {
        <li class="model" key={model.id}>
            <p class="quiet">
                { model.topic.get(language) }
                { state.map(|state| html! { <>{ " · " }<span class="planned">{ state }</span></> }).unwrap_or_default() }
            </p>
            <h4>{ model.name.get(language) }</h4>
            if !model.parts.is_empty() {
                <ul class="parts">{ for model.parts.iter().map(|one| part(scene, one)) }</ul>
            }
            if !model.explained { <p class="quiet">{ words.unexplained }</p> }
            { for model.place.iter().map(|place| html! { <p class="quiet">{ place.get(language) }</p> }) }
            { for model.note.iter().map(|note| html! { <p class="quiet">{ note.get(language) }</p> }) }
            <p class="quiet">{ (words.paragraph)(model.paragraph) }</p>
        </li>
    }
}

fn part(scene: &Scene, part: &Part) -> Html {
    let language = scene.language();
    match part {
        Part::One(text) => html! { <li><span class="chip">{ text.get(language) }</span></li> },
        Part::Joined(first, join, second) => {
            let sign = match join {
                Join::With => " + ",
                Join::Becomes => " → ",
                Join::Is => scene.words().colon,
            };
            html! {
                <li>
                    <span class="chip">{ first.get(language) }</span>
                    <span class="join">{ sign }</span>
                    <span class="chip">{ second.get(language) }</span>
                </li>
            }
        }
    }
}
