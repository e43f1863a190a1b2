//! What we know of a project, and where from.

use super::scene::Scene;
use crate::view_state::Action;
use crate::wording::{Told, of_figure};
use shanhai_dataset::{Project, Status};
use yew::prelude::*;

pub(super) fn project_detail(scene: &Scene, project: &'static Project) -> Html {
    let (language, words) = (scene.language(), scene.words());
    let row = |name: &'static str, content: Html| html! { <><dt>{ name }</dt><dd>{ content }</dd></> };
    let place = [Some(project.region.name), project.county, project.site];
    let mut place: Vec<&str> = place.iter().flatten().map(|text| text.get(language)).collect();
    place.dedup();
    let separator = if language == shanhai_dataset::Language::ZhHans {
        " "
    } else {
        ", "
    };
    let precision = project
        .place_note
        .map_or((words.precision)(project.place.precision), |note| note.get(language));
    html! {<>
        <p>{ project.what.get(language) }</p>
        <dl>
            if !project.figures.is_empty() {
                { row(words.figures, html! { <ul class="plain">{ for project.figures.iter().map(|figure| {
                    let Told { title, value, lines } = of_figure(figure, language);
                    html! {
                        <li key={figure.id}>
                            <span class="value">{ value }</span>{ " " }{ title }
                            <span class="quiet">{ " · " }{ lines.join(" · ") }</span>
                        </li>
                    }
                }) }</ul> }) }
            }
            { row(words.place, html! {<>{ place.join(separator) }<br /><span class="quiet">{ precision }</span></>}) }
            if !project.partners.is_empty() {
                { row(words.partners, html! {
                    { project.partners.iter().map(|partner| partner.name.get(language)).collect::<Vec<_>>().join(words.comma) }
                }) }
            }
            if !project.models.is_empty() {
                { row(words.named_models, html! {
                    { project.models.iter().map(|model| model.name.get(language)).collect::<Vec<_>>().join(words.comma) }
                }) }
            }
            if project.status != Status::Reported {
                { row(words.status_heading, html! { (words.status)(project.status) }) }
            }
            { row(words.link_heading, html! { (words.link)(project.link) }) }
            { row(words.paragraphs, html! {
                { project.paragraphs.iter().map(|paragraph| (words.paragraph)(paragraph)).collect::<Vec<_>>().join(words.comma) }
            }) }
            { for project.note.iter().map(|note| row(words.note, html! { { note.get(language) } })) }
        </dl>
        <button type="button" class="link" onclick={scene.on(|| Action::Deselect)}>{ words.close }</button>
    </>}
}
