//! What stands around the views: title, switches, tabs, and where everything comes from.

use super::scene::Scene;
use crate::browser::focus;
use crate::view_state::{Action, ThemeChoice, View};
use shanhai_dataset::Language;
use wasm_bindgen::JsCast;
use web_sys::Element;
use yew::prelude::*;

pub(super) fn header(scene: &Scene) -> Html {
    let (program, language, words) = (scene.program(), scene.language(), scene.words());
    let other = if language == Language::ZhHans {
        Language::En
    } else {
        Language::ZhHans
    };
    let theme = scene.state.theme;
    let next = ThemeChoice::ALL
        .into_iter()
        .cycle()
        .skip_while(|one| *one != theme)
        .nth(1)
        .unwrap_or_default();
    let (icon, name) = match theme {
        ThemeChoice::Auto => ("◐", words.theme_auto),
        ThemeChoice::Light => ("○", words.theme_light),
        ThemeChoice::Dark => ("●", words.theme_dark),
    };
    html! {
        <header class="head">
            <div class="titles">
                <h2 part="title">{ program.title.get(language) }</h2>
                <p class="subtitle">{ program.subtitle.get(language) }</p>
            </div>
            <div class="switches">
                <button type="button" lang={other.tag()} onclick={scene.on(move || Action::Speak(other))}>{ other.own_name() }</button>
                <button type="button" onclick={scene.on(move || Action::Dress(next))}>
                    <span aria-hidden="true">{ icon }</span>
                    <span class="unseen">{ words.theme }{ words.colon }</span>
                    <span>{ name }</span>
                </button>
            </div>
        </header>
    }
}

pub(super) fn tabs(scene: &Scene) -> Html {
    let words = scene.words();
    let present = scene.state.view;
    let walk = scene.act.clone();
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        let count = View::ALL.len();
        let here = View::ALL.iter().position(|view| *view == present).unwrap_or_default();
        let next = match event.key().as_str() {
            "ArrowRight" => (here + 1) % count,
            "ArrowLeft" => (here + count - 1) % count,
            "Home" => 0,
            "End" => count - 1,
            _ => return,
        };
        event.prevent_default();
        let Some(view) = View::ALL.get(next) else { return };
        walk.emit(Action::Show(*view));
        let list = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok()?.closest("[role=tablist]").ok()?);
        if let Some(list) = list {
            focus::move_to(&list, &format!("#tab-{}", view.id()));
        }
    });
    html! {
        <div class="tabs" part="tabs" role="tablist" data-testid="tabs" aria-label={words.tabs} {onkeydown}>
            { for View::ALL.into_iter().map(|view| {
                let chosen = view == present;
                let name = match view {
                    View::Overview => words.overview,
                    View::Charts => words.charts,
                    View::Projects => words.projects,
                    View::Timeline => words.timeline,
                    View::Models => words.models,
                };
                html! {
                    <button type="button" role="tab" key={view.id()} id={format!("tab-{}", view.id())} aria-controls="panel"
                        aria-selected={chosen.to_string()} tabindex={if chosen { "0" } else { "-1" }}
                        onclick={scene.on(move || Action::Show(view))}>{ name }</button>
                }
            }) }
        </div>
    }
}

pub(super) fn footer(scene: &Scene) -> Html {
    let (program, language, words) = (scene.program(), scene.language(), scene.words());
    let source = &program.source;
    // the headline is the article's own, in its own language
    let headline = html! { <cite lang={Language::ZhHans.tag()}>{ source.title.get(Language::ZhHans) }</cite> };
    let translated = (language != Language::ZhHans)
        .then(|| html! { <span class="translated">{ source.title.get(language) }</span> });
    html! {
        <footer class="source" part="source">
            <p>{ words.source }{ words.colon }{ headline }{ translated }</p>
            <details>
                <summary>{ words.article_note }</summary>
                <p>{ source.note.get(language) }</p>
            </details>
            <p>
                { words.updated }{ words.colon }<time datetime={source.updated}>{ source.updated }</time>
                { " · " }
                <a href={format!("{}data/program.json", scene.base)} download="program.json">{ words.dataset }</a>
                { " " }<code>{ program.hash }</code>
            </p>
        </footer>
    }
}
