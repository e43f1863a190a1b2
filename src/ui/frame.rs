//! The frame around the views: title, switches, tabs and sources.

use super::element::{Element, RUNS, button, el, lazy, paragraph, walked_to};
use super::memo;
use super::render_context::RenderContext;
use shanhai_dataset::{Language, Project};
use shanhai_graphic::view_state::{Action, ThemeChoice, View};
use shanhai_graphic::wording::Words;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

/// Title and switches.
pub(super) fn header(context: &RenderContext) -> Html {
    memo(context, "header", 0, [context.language() as usize, context.state.theme as usize, 0, 0, 0], made_header)
}

fn made_header(context: &RenderContext, _: usize) -> Element {
    let (dataset, language, words) = (context.dataset, context.language(), context.words());
    let other = dataset.languages.iter().copied().find(|other| *other != language);
    let theme = context.state.theme;
    let (icon, name, next) = match theme {
        ThemeChoice::Auto => ("◐", words.theme_auto, ThemeChoice::Light),
        ThemeChoice::Light => ("○", words.theme_light, ThemeChoice::Dark),
        ThemeChoice::Dark => ("●", words.theme_dark, ThemeChoice::Auto),
    };
    let titles = el("div")
        .class("titles")
        .child(el("h2").attr("part", "title").text(dataset.title.get(language)))
        .child(paragraph("subtitle", dataset.subtitle.get(language)));
    let speak = other
        .map(|other| button(context.on(Action::SetLanguage(other))).attr("lang", other.tag()).text(other.own_name()));
    let scheme = button(context.on(Action::SetColorScheme(next)))
        .child(el("span").attr("aria-hidden", "true").text(icon))
        .child(el("span").class("unseen").text(words.theme).text(words.colon))
        .child(el("span").text(name));
    el("header").class("head").child(titles).child(el("div").class("switches").maybe(speak).child(scheme))
}

/// The tabs of the views.
pub(super) fn tabs(context: &RenderContext) -> Html {
    memo(context, "tabs", 0, [context.language() as usize, context.state.view as usize, 0, 0, 0], made_tabs)
}

fn made_tabs(context: &RenderContext, _: usize) -> Element {
    let words = context.words();
    let present = context.state.view;
    // the tab that gets the focus is selected
    let walk = Callback::from(|event: KeyboardEvent| {
        let tab = walked_to(&event, ["[role=tab]"; 2], ["ArrowLeft", "ArrowRight"]);
        if let Some(tab) = tab.and_then(|tab| tab.dyn_into::<HtmlElement>().ok()) {
            tab.click();
            let _refused = tab.focus();
        }
    });
    let tab = |view: View| {
        let chosen = view == present;
        let send = context.send.clone();
        let show = Callback::from(move |event: MouseEvent| {
            // leave opening in another tab or window to the browser
            if !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key()) {
                event.prevent_default();
                send.emit(Action::Show(view).into());
            }
        });
        let tab = el("a")
            .on_click(show)
            .key(view.id())
            .attr("role", "tab")
            .attr("id", tab_selector(view).trim_start_matches('#'))
            .attr("aria-controls", "panel")
            .true_or_false("aria-selected", chosen)
            .text(view_name(view, words));
        let tab = if RUNS { tab.attr("tabindex", if chosen { "0" } else { "-1" }) } else { tab };
        match context.pages() {
            None => tab,
            Some(pages) => tab.attr("href", format!("{pages}{}", page_of(view, context.language()))),
        }
    };
    el("div")
        .class("tabs")
        .attr("part", "tabs")
        .attr("role", "tablist")
        .attr("data-testid", "tabs")
        .attr("aria-label", words.tabs)
        .on_key(walk)
        .children(View::of(context.dataset).map(tab))
}

/// The file name of the page for iframes that shows a view.
pub(super) fn page_of(view: View, language: Language) -> String {
    format!("embed-{}.{}.html", view.id(), language.tag())
}

/// The file name of a project's page.
pub fn page_of_project(project: &Project, language: Language) -> String {
    format!("embed-project-{}.{}.html", project.id, language.tag())
}

/// The name of a view.
pub(super) fn view_name(view: View, words: &Words) -> &'static str {
    match view {
        View::Overview => words.overview,
        View::Charts => words.charts,
        View::Projects => words.projects,
        View::Timeline => words.timeline,
        View::Models => words.models,
    }
}

/// The selector of a view's tab, which is the id with a `#`.
pub(super) fn tab_selector(view: View) -> &'static str {
    match view {
        View::Overview => "#tab-overview",
        View::Charts => "#tab-charts",
        View::Projects => "#tab-projects",
        View::Timeline => "#tab-timeline",
        View::Models => "#tab-models",
    }
}

/// The footer with the sources.
pub(super) fn footer(context: &RenderContext) -> Html {
    memo(context, "footer", 0, [context.language() as usize, 0, 0, 0, 0], made_footer)
}

fn made_footer(context: &RenderContext, _: usize) -> Element {
    let (data, language, words) = (context.dataset, context.language(), context.words());
    let source = &data.source;
    // the headline is the article's own, in its own language
    let own = data.languages[0];
    let headline = el("cite").attr("lang", own.tag()).text(source.title.get(own));
    let translated = (language != own).then(|| el("span").class("translated").text(source.title.get(language)));
    let about =
        el("details").child(el("summary").text(words.article_note)).child(el("p").text(source.note.get(language)));
    let published = || format!("{}data/program.json", context.base);
    // the page's script saves it; without the script, the link opens in a new tab and does not replace the page
    let dataset = el("a")
        .attr("href", context.address.as_ref().map_or_else(published, AttrValue::to_string))
        .attr("download", "program.json")
        .attr("target", "_blank")
        .attr("rel", "noopener")
        .attr("data-lazy", "save");
    let version = el("p")
        .text(words.updated)
        .text(words.colon)
        .child(el("time").attr("datetime", source.updated.as_str()).text(source.updated.as_str()))
        .text(" · ")
        .child(dataset.text(words.dataset))
        .text(" ")
        .child(el("code").text(data.hash.as_str()));
    // paper needs an absolute URL, which a prerendered page does not have
    let address = format!("{}index.html", context.base);
    let printed = el("p").class("printed");
    let printed = match address.contains("://") {
        true => printed.text(words.interactive).text(words.colon).text(address),
        false => printed,
    };
    let embed = lazy("embed", context.address).text(words.embed);
    el("footer")
        .class("source")
        .attr("part", "source")
        .child(el("p").text(words.source).text(words.colon).child(headline).maybe(translated))
        .child(about)
        .child(version)
        .child(printed)
        .child(embed)
}
