//! What a mark's tooltip says and offers.

use super::props::{DrawingProps, Leads};
use crate::ui::element::{Element, button, el};
use crate::ui::frame::page_of_project;
use shanhai_dataset::Project;
use shanhai_graphic::chart::{Datum, describe, projects_of};
use shanhai_graphic::store::Msg;
use shanhai_graphic::wording::words;
use yew::prelude::*;

/// Fills the tooltip of a mark. `close` is the callback of the close button, if there is to be one. With `is_chosen`,
/// Tab reaches what it offers: a tooltip that follows the keyboard from mark to mark adds no tab stops.
pub(super) fn filled(
    mut tooltip: Element,
    datum: &Datum,
    is_chosen: bool,
    close: Option<Callback<MouseEvent>>,
    props: &DrawingProps,
) -> Element {
    let (words, language) = (words(props.language), props.language);
    let description = describe(datum, props.dataset, language);
    let projects: Vec<&'static Project> = match datum {
        Datum::Projects(projects) => projects.clone(),
        Datum::Partner(partner) => projects_of(props.dataset, partner).collect(),
        _ => Vec::new(),
    };
    let projects = if props.leads.is_some() { projects } else { Vec::new() };
    let by_name = projects.len() > 1 || matches!(datum, Datum::Partner(_));
    // the projects of a partner, or several at one place, are offered by name below, as buttons or links
    let lines = description.lines.len() - if by_name { projects.len() } else { 0 };
    if let Some(close) = close {
        let cross = el("span").attr("aria-hidden", "true").text("×");
        let close = button(close).class("tip-close").attr("tabindex", "-1").attr("aria-label", words.close);
        tooltip = tooltip.child(close.child(cross));
    }
    if !description.value.is_empty() {
        tooltip = tooltip.child(el("p").class("tip-value").text(description.value));
    }
    let line = |line| el("p").class("tip-line").text(line);
    let offer = |project: &&'static Project| {
        let project: &'static Project = project;
        let name = project.name.get(language);
        let show = match &props.leads {
            // if the page has a list, its script opens the entry there instead
            Some(Leads::ToPages(base)) => el("a")
                .attr("href", format!("{base}{}", page_of_project(project, language)))
                .attr("data-shanhai-target", format!("project:{}", project.id)),
            _ => button(props.send.reform(move |_| Msg::Visit(project).into())).class("link"),
        };
        let show = show.attr("tabindex", if is_chosen { "0" } else { "-1" });
        if by_name { show.text(name) } else { show.text(words.show_project).of(name, words) }
    };
    tooltip
        .child(el("p").class("tip-title").text(description.title))
        .children(description.lines.into_iter().take(lines).map(line))
        // of many projects, the first: the list has them all
        .children(projects.iter().take(12).map(offer))
}
