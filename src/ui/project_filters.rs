//! The filters of the projects and the models, which share text and theme. The theme buttons are also the legend of
//! the map.

use super::element::{Element, button, el};
use super::memo;
use super::memo::address;
use super::render_context::RenderContext;
use super::theme_mark::theme_mark;
use crate::browser::focus;
use crate::browser::keys::{is_composing, is_half_typed};
use shanhai_dataset::{Language, Theme};
use shanhai_graphic::view_state::Action;
use shanhai_graphic::wording::region_words;
use web_sys::{HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// Search field, selects and theme buttons.
pub(super) fn project_filters(context: &RenderContext) -> Html {
    let filter = &context.state.filter;
    let language = context.language() as usize;
    // the button that opens the filters shows how many are active
    let deps = [language, address(filter.theme), address(filter.prefecture), address(filter.partner), 0];
    memo(context, "filters", 0, deps, |context, _| made_filters(context))
}

fn made_filters(context: &RenderContext) -> Element {
    let (dataset, language, words) = (context.dataset, context.language(), context.words());
    let filtered = context.dataset;
    let on_region = context.act(move |event: Event| {
        let code = chosen(&event);
        Action::FilterByPrefecture(filtered.map.regions.iter().find(|region| region.adcode == code))
    });
    let on_partner = context.act(move |event: Event| {
        let id = chosen(&event);
        Action::FilterByPartner(filtered.partners.iter().find(|partner| partner.id == id))
    });
    let [one, many] = region_words(dataset, language);
    let regions = dataset.map.regions.iter().map(|region| {
        let named = dataset.projects.iter().any(|project| project.region() == region);
        let note = if named { "" } else { words.not_named };
        option(&region.adcode, region.name.get(language)).text(note)
    });
    let regions = el("select")
        .attr("name", "prefecture")
        .attr("data-testid", "prefecture-filter")
        .on_change(on_region)
        .child(el("option").attr("value", "").text((words.all_regions)(many)))
        .children(regions);
    let partners = dataset.partners.iter().map(|partner| option(&partner.id, partner.name.get(language)));
    let partners = el("select")
        .attr("name", "partner")
        .attr("data-testid", "partner-filter")
        .on_change(on_partner)
        .child(option("", words.all_partners))
        .children(partners);
    let filter = &context.state.filter;
    let active = usize::from(filter.theme.is_some())
        + usize::from(filter.prefecture.is_some())
        + usize::from(filter.partner.is_some());
    // on a phone this switch hides the selects, so that the map is on the first screen
    let switch = el("label")
        .class("filter-switch")
        .child(el("input").class("unseen").attr("type", "checkbox").attr("data-testid", "filter-switch"))
        .child(el("span").text((words.filter_button)(active)));
    el("div")
        .class("filters")
        .attr("part", "filters")
        .attr("role", "search")
        .attr("aria-label", words.filters)
        .child(search_field(
            context,
            words.search,
            (words.search_example)(dataset.languages.contains(&Language::ZhHans)),
        ))
        .child(switch)
        .child(field(as_label(one)).child(regions))
        .child(field((words.partners)(dataset.sides.sea.get(language))).child(partners))
        .child(theme_filter(context))
}

/// The search field. It keeps its own value, because a reader types faster than a page renders. `App` sets the value
/// where it must.
pub(super) fn search_field(context: &RenderContext, name: &'static str, example: &'static str) -> Element {
    let search = el("input")
        .attr("type", "search")
        .attr("data-testid", "search")
        .attr("placeholder", example)
        .attr("autocomplete", "off")
        .attr("autocapitalize", "off")
        .attr("spellcheck", "false")
        .attr("enterkeyhint", "search")
        .on_key(Callback::from(|event: KeyboardEvent| {
            let field: Option<web_sys::Element> = event.target_dyn_into();
            let is_ours = event.key() == "ArrowDown" && !is_composing(&event);
            if let Some(view) = field.filter(|_| is_ours).and_then(|field| field.closest(".projects").ok()?) {
                event.prevent_default();
                focus::move_to(&view, ".list [tabindex='0']");
            }
        }))
        // half a word finds what nobody looks for; some engines report the whole word only here
        .on_composed(context.act(|event: Event| searched(&event)));
    let send = context.send.clone();
    let search = search.on_input(Callback::from(move |event: InputEvent| {
        if !is_half_typed(&event) {
            send.emit(searched(&event).into());
        }
    }));
    field(name.to_owned()).class("field of-search").child(search)
}

/// A button for each theme, and one for all.
pub(super) fn theme_filter(context: &RenderContext) -> Element {
    el("div")
        .class("theme-filter")
        .attr("role", "group")
        .attr("aria-label", context.words().theme_filter)
        .attr("data-testid", "theme-filter")
        .child(theme_button(context, None))
        .children(context.dataset.themes.iter().map(|theme| theme_button(context, Some(theme))))
}

fn field(name: String) -> Element {
    el("label").class("field").child(el("span").text(name))
}

/// A word as a label, with a capital letter.
fn as_label(word: &str) -> String {
    let mut label = word.to_owned();
    if let Some(first) = label.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    label
}

fn option(value: &'static str, name: &'static str) -> Element {
    el("option").attr("value", value).text(name)
}

fn theme_button(context: &RenderContext, theme: Option<&'static Theme>) -> Element {
    let chosen = context.state.filter.theme == theme;
    let name = theme.map_or(context.words().all_themes, |theme| theme.name.get(context.language()));
    button(context.on(Action::FilterByTheme(theme)))
        .attr("value", theme.map_or("", |theme| &theme.id))
        .true_or_false("aria-pressed", chosen)
        .maybe(theme.map(|theme| theme_mark(Some(theme))))
        .child(el("span").text(name))
}

fn searched(event: &Event) -> Action {
    Action::Search(event.target_dyn_into::<HtmlInputElement>().map(|field| field.value()).unwrap_or_default())
}

fn chosen(event: &Event) -> String {
    event.target_dyn_into::<HtmlSelectElement>().map(|select| select.value()).unwrap_or_default()
}
