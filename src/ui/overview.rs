//! The overview: what goes between both sides, the headline figures, and the article's themes in a few numbers each.

use super::chart_figure::{Below, theme_heading, theme_section};
use super::connections_figure::connections;
use super::element::{Element, button, el, paragraph};
use super::info::info;
use super::kept::{address_of, kept};
use super::scene::Scene;
use shanhai_dataset::{Figure, Language, Ref, Theme, UnitStyle};
use shanhai_graphic::view_state::{Action, OverviewPlace, ProjectFilter, Selection, View, overview_place};
use shanhai_graphic::wording::{Brief, BriefRow, brief, join_lines, number, of_figure, quantity};
use yew::prelude::*;

pub(super) fn overview(scene: &Scene) -> Element {
    let lit = address_of(scene.pointed_at().filter(|lit| matches!(lit, Selection::Figure(_))));
    let headline = kept(scene, "headline", 0, [scene.language() as usize, lit, 0, 0, 0], |scene, _| {
        let suited = scene.dataset.headline.iter().map(Ref::get).filter(|figure| figure.suits_headline());
        let figures = key_figures(scene, suited);
        figures.attr("aria-label", scene.words().headline).class("headline")
    });
    let section = |theme: &'static Theme| {
        kept(scene, &theme.id, theme.index, [scene.language() as usize, lit, 0, 0, 0], |scene, which| {
            of_theme(scene, &scene.dataset.themes[which])
        })
    };
    let dataset = scene.dataset;
    let whole = kept(scene, "whole", dataset.themes.len(), [scene.language() as usize, lit, 0, 0, 0], more_figures);
    el("div")
        .class("overview")
        .child(connections(scene, Below::Title))
        .child(headline)
        .children(dataset.themes.iter().map(section))
        .child(whole)
}

fn of_theme(scene: &Scene, theme: &'static Theme) -> Element {
    let dataset = scene.dataset;
    let count = dataset.projects.iter().filter(|project| project.theme.get() == theme).count();
    let act = scene.act.clone();
    let show = Callback::from(move |_| {
        act.emit(Action::Filter(ProjectFilter { theme: Some(theme), ..ProjectFilter::default() }));
        act.emit(Action::Show(View::Projects));
    });
    let projects = button(show).class("link").text((scene.words().project_count)(count)).text(" →");
    let projects = projects.of(theme.name.get(scene.language()), scene.words());
    let head = el("header")
        .class("theme-head")
        .child(theme_heading(scene, Some(theme)))
        .child(el("p").text(theme.summary.get(scene.language())))
        .child(projects);
    theme_section(Some(theme), head)
        .child(in_brief(scene, theme, brief(dataset, theme, scene.language())).child(more_figures(scene, theme.index)))
}

/// The few numbers of a theme: as bars on one scale, or in a line each.
fn in_brief(scene: &Scene, theme: &'static Theme, brief: Brief) -> Element {
    let (language, words) = (scene.language(), scene.words());
    let scaled = brief.rows.iter().any(|row| row.share.is_some());
    let mut notes = el("div");
    let mut title = None;
    if let Some(chart) = brief.chart {
        title = Some(paragraph("brief-title", chart.title.get(language)));
        notes = notes.child(el("p").text(chart.reading.get(language)));
        notes = notes.children(chart.note.iter().map(|note| el("p").text(note.get(language))));
    }
    let origin = |row: &BriefRow| {
        let told = of_figure(row.figure, language);
        el("p").text(format!("{}{}{}", told.title, words.colon, join_lines(&told.lines, " · ", language)))
    };
    let notes = notes.children(brief.rows.iter().map(origin));
    let row = |row: BriefRow| {
        let line = el("li").stands_for(Selection::Figure(row.figure), scene).key(&row.figure.id);
        let label = el("span").class("label").text(row.label);
        let value = el("span").class("value").text(row.value);
        match row.share {
            Some(share) => line.child(label).child(el("span").class("scale").child(bar(theme, share)).child(value)),
            None => line.child(value).text(" ").child(label),
        }
    };
    let about = info(words, theme.name.get(language), notes);
    let rows = el("ul").class(if scaled { "brief bars" } else { "brief" }).children(brief.rows.into_iter().map(row));
    el("div").class("in-brief").maybe(title).child(rows).child(about)
}

/// A bar: its width is an attribute, as no policy forbids.
fn bar(theme: &Theme, share: u8) -> Element {
    const CLASSES: [&str; 4] = ["bar theme-0", "bar theme-1", "bar theme-2", "bar theme-3"];
    el("svg")
        .class(CLASSES[theme.index % CLASSES.len()])
        .attr("aria-hidden", "true")
        .attr("height", "14")
        .attr("width", format!("{share}%"))
        .child(el("rect").attr("width", "100%").attr("height", "14"))
}

/// Figures of a theme, by its place among the themes, that neither a chart nor the headline shows, folded. Those whose number
/// says nothing alone stand in a line of text, or on the timeline only.
fn more_figures(scene: &Scene, which: usize) -> Element {
    let dataset = scene.dataset;
    let theme = dataset.themes.get(which);
    let is_other = |figure: &&'static Figure| {
        figure.theme.as_deref() == theme && overview_place(figure, dataset) == Some(OverviewPlace::Folded)
    };
    let others: Vec<&'static Figure> = dataset.all_figures().filter(is_other).collect();
    let fold = el("details").class("data more-figures");
    if others.is_empty() {
        return fold.bool_attr("hidden", true);
    }
    let of = theme.map_or(scene.words().whole_programme, |theme| theme.name.get(scene.language()));
    let summary = el("summary").text((scene.words().more_figures)(others.len())).of(of, scene.words());
    let is_lit = others.iter().any(|figure| scene.pointed_at() == Some(Selection::Figure(figure)));
    let lines = el("ul").children(others.into_iter().map(|figure| line(scene, figure)));
    fold.bool_attr("open", is_lit).child(summary).child(lines)
}

/// A figure in a line of text.
fn line(scene: &Scene, figure: &'static Figure) -> Element {
    let language = scene.language();
    let origin = join_lines(&of_figure(figure, language).lines, " · ", language);
    el("li")
        .class("quiet")
        .stands_for(Selection::Figure(figure), scene)
        .key(&figure.id)
        .child(el("span").class("value").text(quantity(figure, language)))
        .text(" ")
        .text(figure.label.get(language))
        .text(" · ")
        .text(origin)
}

fn key_figures(scene: &Scene, figures: impl Iterator<Item = &'static Figure>) -> Element {
    el("section").children(figures.map(|figure| key_figure(scene, figure)))
}

/// A figure in numerals: its number large and its unit beside it, what it counts below, and how it came about behind a button.
fn key_figure(scene: &Scene, figure: &'static Figure) -> Element {
    let language = scene.language();
    let unit = if figure.unit.style == UnitStyle::Plain { figure.unit.text.get(language) } else { "" };
    let space = if language == Language::ZhHans { "" } else { " " };
    let value = el("dd")
        .class("figure-value")
        .child(el("span").class("number").text(number(figure, language)))
        .text(space)
        .child(el("span").class("unit").text(unit));
    // period, formula, what to know before quoting it, paragraph
    let origin = join_lines(&of_figure(figure, language).lines, " · ", language);
    let label = figure.label.get(language);
    el("dl")
        .class("key-figure")
        .stands_for(Selection::Figure(figure), scene)
        .key(&figure.id)
        .child(el("dt").text(label))
        .child(value)
        .child(el("dd").class("quiet").child(info(scene.words(), label, el("p").text(origin))))
}
