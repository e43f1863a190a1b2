//! The list of projects; the selected one is open and shows its detail.

use super::element::{Element, RUNS, button, el, lazy, paragraph, walked_to};
use super::memo;
use super::project_detail::project_detail;
use super::render_context::RenderContext;
use super::theme_mark::theme_mark;
use crate::browser::focus;
use shanhai_dataset::{Language, Project, Status};
use shanhai_graphic::view_state::{Action, ProjectFilter, Target};
use shanhai_graphic::wording::{citations, of_figure, region_words, words};
use std::rc::Rc;
use yew::prelude::*;

/// How many projects of a long list are shown at first, and how many more each time.
const PART: usize = 100;

/// The projects that match, as many as are shown so far.
pub(super) fn project_list(context: &RenderContext) -> Element {
    let shown: &[&'static Project] = context.shown;
    let words = context.words();
    // a long list is shown in parts: each entry adds text for in-page search, screen readers and paper, and costs
    // time at every keystroke
    let selected = context.state.project().and_then(|open| shown.iter().position(|one| *one == open));
    let count =
        (PART * (1 + context.state.more)).min(context.rows).max(selected.map_or(0, |at| at + 1)).min(shown.len());
    let more = button(context.on(Action::ShowMore))
        .class("link")
        .bool_attr("hidden", count == shown.len())
        .text((words.more_projects)(shown.len() - count));
    let listed = &shown[..count];
    // one tab stop: the open entry, or else the first
    let stop = context.state.project().filter(|open| listed.contains(open)).or(listed.first().copied());
    let entry =
        |project: &'static Project, is_found: bool| project_item(context, project, is_found, Some(project) == stop);
    let list = el("ul").class("list").attr("data-testid", "project-list").on_key(Callback::from(walk));
    let list = match context.dataset.projects.len() <= PART {
        // keep entries that do not match the filter, but hide them: nothing is rebuilt when they come back
        true => list.children(context.dataset.projects.iter().map(|one| entry(one, listed.contains(&one)))),
        false => list.children(listed.iter().map(|one| entry(one, true))),
    };
    el("section")
        .class("list-box")
        .attr("part", "list")
        .attr("aria-label", words.project_list)
        .child(found_head(context, (words.project_count)(shown.len())))
        .child(none_found(context).bool_attr("hidden", !shown.is_empty()))
        .child(list)
        .child(more)
        .child(list_foot(context))
}

/// The number of entries that match the filter, and the button that resets it.
pub(super) fn found_head(context: &RenderContext, count: String) -> Element {
    let count = el("p").class("count").attr("role", "status").attr("data-testid", "count").text(count);
    let open = context.state.filter.is_open();
    let reset = button(context.act(reset)).class("link").bool_attr("hidden", open).text(context.words().reset);
    el("div").class("list-head").child(count).child(reset)
}

/// After a key press, moves the focus to the search, because the button disappears. After a tap, the focus there
/// would bring up the on-screen keyboard.
fn reset(event: MouseEvent) -> Action {
    let button: Option<web_sys::Element> = event.target_dyn_into().filter(|_| event.detail() == 0);
    if let Some(view) = button.and_then(|button| button.closest(".view").ok()?) {
        focus::move_to(&view, "[type=search]");
    }
    Action::Filter(ProjectFilter::default())
}

/// The text for an empty list: the article names none there, or nothing matches.
fn none_found(context: &RenderContext) -> Element {
    let words = context.words();
    let region = context.state.filter.prefecture;
    let unnamed =
        region.is_some_and(|region| context.dataset.projects.iter().all(|project| project.region() != region));
    if unnamed {
        let [one, _] = region_words(context.dataset, context.language());
        return el("p").class("none").text((words.none_in_region)(one));
    }
    paragraph("none", words.none_found)
}

/// The number of variants of one project's entry: it matches the filter or not, and is the tab stop or not.
const KINDS: usize = 4;

fn project_item(context: &RenderContext, project: &'static Project, is_found: bool, is_stop: bool) -> Html {
    let is_open = context.state.project() == Some(project);
    let is_highlighted = context.highlighted == Some(Target::Project(project));
    let deps = [context.language() as usize, usize::from(is_open), usize::from(is_highlighted), 0, 0];
    // the memoized part reads nothing else of the entry's place in the list
    let which = KINDS * project.index + 2 * usize::from(is_found) + usize::from(is_stop);
    memo(context, &project.id, which, deps, |context, which| match context.dataset.projects.get(which / KINDS) {
        Some(project) => made_item(context, project, which % KINDS >= 2, which % 2 == 1),
        None => el("li"),
    })
}

/// An entry. The browser itself opens it as long as the program is not loaded.
fn made_item(context: &RenderContext, project: &'static Project, is_found: bool, is_stop: bool) -> Element {
    let is_open = context.state.project() == Some(project);
    let action = if is_open { Action::Deselect } else { Action::Select(Target::Project(project)) };
    let is_highlighted = context.highlighted == Some(Target::Project(project));
    let toggle = context.act(move |event: MouseEvent| {
        event.prevent_default();
        action.clone()
    });
    let head = head_of(project, context.language(), el("summary").on_click(toggle));
    let head = if RUNS { head.attr("tabindex", if is_stop { "0" } else { "-1" }) } else { head };
    let detail = project_detail(context, project, el("div").class("detail"));
    el("li")
        .class(if is_open {
            "item open"
        } else if is_highlighted {
            "item lit"
        } else {
            "item"
        })
        .attr("part", "item")
        .entry(Target::Project(project))
        .bool_attr("hidden", !is_found)
        // they share a name, so that the browser, too, opens only one at a time
        .child(el("details").attr("name", "project").bool_attr("open", is_open).child(head).child(detail))
}

/// Fills the head of an entry, which opens it: theme, name, region and topic.
fn head_of(project: &'static Project, language: Language, head: Element) -> Element {
    let where_and_what = el("span")
        .class("quiet")
        .text(project.region().name.get(language))
        .text(" · ")
        .text(project.topic.get(language));
    let words = words(language);
    let partners: Vec<&str> = project.partners.iter().map(|partner| partner.name.get(language)).collect();
    let mut facts = Vec::new();
    if !partners.is_empty() {
        facts.push(partners.join(words.comma));
    }
    if project.status != Status::Reported {
        facts.push((words.status)(project.status).to_owned());
    }
    let facts = (!facts.is_empty()).then(|| el("span").class("quiet item-facts").text(facts.join(" · ")));
    let text = el("span")
        .class("item-text")
        .child(el("span").class("item-name").text(project.name.get(language)))
        .child(where_and_what)
        .maybe(facts);
    head.child(theme_mark(Some(project.theme.get()))).child(text)
}

/// Other forms of the list: a table, a file.
fn list_foot(context: &RenderContext) -> Html {
    let rows = if context.state.table_open { Rc::as_ptr(context.shown).addr() } else { 0 };
    memo(context, "foot", 0, [context.language() as usize, rows, 0, 0, 0], |context, _| {
        let export =
            lazy("export", context.address).attr("data-name", "projects".to_owned()).text(context.words().export);
        let export = export.of(context.words().project_list, context.words());
        el("div").class("list-foot").child(project_table(context)).child(export)
    })
}

/// The projects as a table, whose rows are rendered once it is open.
fn project_table(context: &RenderContext) -> Element {
    let (language, words) = (context.language(), context.words());
    let open = context.state.table_open;
    let switch =
        // the key keeps the button and its focus when the table appears after it
        button(context.on(Action::ShowTable(!open))).class("link").key("switch").true_or_false("aria-expanded", open).text(words.project_table);
    let whole = el("div").class("project-table").child(switch);
    if !open {
        return whole;
    }
    let head = |words: &'static str| el("th").attr("scope", "col").text(words);
    let partners = el("th").attr("scope", "col").text((words.partners)(context.dataset.sides.sea.get(language)));
    let heads = el("tr")
        .children([words.projects, words.place, words.theme_filter, words.what].into_iter().map(head))
        .child(partners)
        .children([words.figures, words.paragraphs].into_iter().map(head));
    let row = |project: &&'static Project| {
        let joined = |texts: Vec<String>| texts.join(words.comma);
        let partners = project.partners.iter().map(|one| one.name.get(language).to_owned()).collect();
        let figures = project.figures.iter().map(|one| of_figure(one, language));
        let figures =
            figures.map(|description| format!("{}{}{}", description.title, words.colon, description.value)).collect();
        el("tr")
            .child(el("th").attr("scope", "row").text(project.name.get(language)))
            .child(el("td").text(project.region().name.get(language)))
            .child(el("td").text(project.theme.name.get(language)))
            .child(el("td").text(project.what.get(language)))
            .child(el("td").text(joined(partners)))
            .child(el("td").text(joined(figures)))
            .child(el("td").text(citations(&project.paragraphs, language)))
    };
    let table = el("table")
        .attr("data-testid", "table-projects")
        .child(el("caption").text(words.project_list))
        .child(el("thead").child(heads))
        .child(el("tbody").children(context.shown.iter().map(row)));
    whole.child(
        el("div")
            .key("table")
            .class("table-box")
            .attr("tabindex", "0")
            .attr("role", "group")
            .attr("aria-label", words.project_list)
            .child(table),
    )
}

/// Arrows, Home and End move the focus along the list.
fn walk(event: KeyboardEvent) {
    if let Some(item) = walked_to(&event, ["li.item", "summary"], ["ArrowUp", "ArrowDown"]) {
        focus::move_to(&item, "summary");
    }
}
