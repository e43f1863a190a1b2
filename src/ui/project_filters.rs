//! The filters of the projects. The buttons of the themes are the map's legend, too.

use super::scene::Scene;
use super::theme_mark::theme_mark;
use crate::view_state::{Action, ProjectFilter};
use shanhai_dataset::Theme;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

pub(super) fn project_filters(scene: &Scene) -> Html {
    let (program, language, words) = (scene.program(), scene.language(), scene.words());
    let filter = &scene.state.filter;
    let oninput = changes(scene, |filter, event: InputEvent| {
        filter.text = event
            .target_dyn_into::<HtmlInputElement>()
            .map(|field| field.value())
            .unwrap_or_default();
    });
    let on_prefecture = changes(scene, |filter, event: Event| {
        let code = chosen(&event);
        filter.prefecture = scene_regions().find(|region| region.adcode == code);
    });
    let on_partner = changes(scene, |filter, event: Event| {
        let id = chosen(&event);
        filter.partner = crate::embedded::PROGRAM
            .partners
            .iter()
            .copied()
            .find(|partner| partner.id == id);
    });
    let named = |adcode: &str| program.projects.iter().any(|project| project.region.adcode == adcode);
    let is_prefecture = |adcode: &str| filter.prefecture.is_some_and(|region| region.adcode == adcode);
    let is_partner = |id: &str| filter.partner.is_some_and(|partner| partner.id == id);
    html! {
        <div class="filters" part="filters" role="search" aria-label={words.filters}>
            <label class="field">
                <span>{ words.search }</span>
                <input type="search" data-testid="search" placeholder={words.search_example} value={filter.text.clone()}
                    autocomplete="off" autocapitalize="off" spellcheck="false" enterkeyhint="search" {oninput} />
            </label>
            <label class="field">
                <span>{ words.prefecture_filter }</span>
                <select data-testid="prefecture-filter" onchange={on_prefecture}>
                    <option value="" selected={filter.prefecture.is_none()}>{ words.all_prefectures }</option>
                    { for program.map.regions.iter().map(|region| html! {
                        <option value={region.adcode} key={region.adcode} selected={is_prefecture(region.adcode)}>
                            { region.name.get(language) }{ if named(region.adcode) { "" } else { words.not_named } }
                        </option>
                    }) }
                </select>
            </label>
            <label class="field">
                <span>{ words.partner_filter }</span>
                <select data-testid="partner-filter" onchange={on_partner}>
                    <option value="" selected={filter.partner.is_none()}>{ words.all_partners }</option>
                    { for program.partners.iter().map(|partner| html! {
                        <option value={partner.id} key={partner.id} selected={is_partner(partner.id)}>{ partner.name.get(language) }</option>
                    }) }
                </select>
            </label>
            <div class="theme-filter" role="group" aria-label={words.theme_filter} data-testid="theme-filter">
                { theme_button(scene, None) }
                { for program.themes.iter().map(|theme| theme_button(scene, Some(theme))) }
            </div>
        </div>
    }
}

fn scene_regions() -> impl Iterator<Item = &'static shanhai_dataset::Region> {
    crate::embedded::PROGRAM.map.regions.iter().copied()
}

fn theme_button(scene: &Scene, theme: Option<&'static Theme>) -> Html {
    let chosen = scene.state.filter.theme == theme;
    let name = theme.map_or(scene.words().all_themes, |theme| theme.name.get(scene.language()));
    let onclick = changes(scene, move |filter, _: MouseEvent| filter.theme = theme);
    html! {
        <button type="button" value={theme.map_or("", |theme| theme.id)} aria-pressed={chosen.to_string()} {onclick}>
            { theme.map(|theme| theme_mark(Some(theme))).unwrap_or_default() }
            <span>{ name }</span>
        </button>
    }
}

/// A callback that changes one condition of the filter.
fn changes<E: 'static>(scene: &Scene, change: impl Fn(&mut ProjectFilter, E) + 'static) -> Callback<E> {
    let (act, present) = (scene.act.clone(), scene.state.filter.clone());
    Callback::from(move |event| {
        let mut filter = present.clone();
        change(&mut filter, event);
        act.emit(Action::Filter(filter));
    })
}

fn chosen(event: &Event) -> String {
    event
        .target_dyn_into::<HtmlSelectElement>()
        .map(|select| select.value())
        .unwrap_or_default()
}
