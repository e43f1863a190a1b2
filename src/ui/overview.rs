//! The overview: the connections between both sides, the headline figures, and a few numbers for each of the
//! article's themes.

use super::chart_figure::{Below, theme_heading, theme_section};
use super::connections_figure::connections;
use super::element::{Element, button, el, paragraph};
use super::info::info;
use super::memo::{address_of, memo};
use super::render_context::RenderContext;
use shanhai_dataset::{Figure, Language, Ref, Theme, UnitStyle};
use shanhai_graphic::view_state::{Action, OverviewPlace, ProjectFilter, Target, View, overview_place};
use shanhai_graphic::wording::{Brief, BriefRow, brief, join_lines, number, of_figure, quantity};
use yew::prelude::*;

pub(super) fn overview(context: &RenderContext) -> Element {
    let highlighted = address_of(context.pointed_at().filter(|highlighted| matches!(highlighted, Target::Figure(_))));
    let headline = memo(context, "headline", 0, [context.language() as usize, highlighted, 0, 0, 0], |context, _| {
        let suited = context.dataset.headline.iter().map(Ref::get).filter(|figure| figure.suits_headline());
        let figures = key_figures(context, suited);
        figures.attr("aria-label", context.words().headline).class("headline")
    });
    let section = |theme: &'static Theme| {
        memo(context, &theme.id, theme.index, [context.language() as usize, highlighted, 0, 0, 0], |context, which| {
            of_theme(context, &context.dataset.themes[which])
        })
    };
    let dataset = context.dataset;
    let whole =
        memo(context, "whole", dataset.themes.len(), [context.language() as usize, highlighted, 0, 0, 0], more_figures);
    el("div")
        .class("overview")
        .child(connections(context, Below::Title))
        .child(headline)
        .children(dataset.themes.iter().map(section))
        .child(whole)
}

fn of_theme(context: &RenderContext, theme: &'static Theme) -> Element {
    let dataset = context.dataset;
    let count = dataset.projects.iter().filter(|project| project.theme.get() == theme).count();
    let send = context.send.clone();
    let show = Callback::from(move |_| {
        send.emit(Action::Filter(ProjectFilter { theme: Some(theme), ..ProjectFilter::default() }).into());
        send.emit(Action::Show(View::Projects).into());
    });
    let projects = button(show).class("link").text((context.words().project_count)(count)).text(" →");
    let projects = projects.of(theme.name.get(context.language()), context.words());
    let head = el("header")
        .class("theme-head")
        .child(theme_heading(context, Some(theme)))
        .child(el("p").text(theme.summary.get(context.language())))
        .child(projects);
    theme_section(Some(theme), head).child(
        in_brief(context, theme, brief(dataset, theme, context.language())).child(more_figures(context, theme.index)),
    )
}

/// The few numbers of a theme: as bars on one scale, or one line each.
fn in_brief(context: &RenderContext, theme: &'static Theme, brief: Brief) -> Element {
    let (language, words) = (context.language(), context.words());
    let scaled = brief.rows.iter().any(|row| row.share.is_some());
    let mut notes = el("div");
    let mut title = None;
    if let Some(chart) = brief.chart {
        title = Some(paragraph("brief-title", chart.title.get(language)));
        notes = notes.child(el("p").text(chart.reading.get(language)));
        notes = notes.children(chart.note.iter().map(|note| el("p").text(note.get(language))));
    }
    let origin = |row: &BriefRow| {
        let description = of_figure(row.figure, language);
        el("p").text(format!("{}{}{}", description.title, words.colon, join_lines(&description.lines, " · ", language)))
    };
    let notes = notes.children(brief.rows.iter().map(origin));
    let row = |row: BriefRow| {
        let line = el("li").highlightable(Target::Figure(row.figure), context).key(&row.figure.id);
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

/// A bar. Its width is an attribute, which no content security policy forbids.
fn bar(theme: &Theme, share: u8) -> Element {
    const CLASSES: [&str; 4] = ["bar theme-0", "bar theme-1", "bar theme-2", "bar theme-3"];
    el("svg")
        .class(CLASSES[theme.index % CLASSES.len()])
        .attr("aria-hidden", "true")
        .attr("height", "14")
        .attr("width", format!("{share}%"))
        .child(el("rect").attr("width", "100%").attr("height", "14"))
}

/// The figures of a theme, by its index, that neither a chart, the headline nor the theme's few numbers show, behind
/// a disclosure. A number that means nothing on its own is in a line of text, or only on the timeline.
fn more_figures(context: &RenderContext, which: usize) -> Element {
    let dataset = context.dataset;
    let theme = dataset.themes.get(which);
    let is_other = |figure: &&'static Figure| {
        figure.theme.as_deref() == theme && overview_place(figure, dataset) == Some(OverviewPlace::Folded)
    };
    let others: Vec<&'static Figure> = dataset.all_figures().filter(is_other).collect();
    let fold = el("details").class("data more-figures");
    if others.is_empty() {
        return fold.bool_attr("hidden", true);
    }
    let of = theme.map_or(context.words().whole_programme, |theme| theme.name.get(context.language()));
    let summary = el("summary").text((context.words().more_figures)(others.len())).of(of, context.words());
    let lines = el("ul").children(others.into_iter().map(|figure| line(context, figure)));
    fold.child(summary).child(lines)
}

/// A figure in one line of text.
fn line(context: &RenderContext, figure: &'static Figure) -> Element {
    let language = context.language();
    let origin = join_lines(&of_figure(figure, language).lines, " · ", language);
    el("li")
        .class("quiet")
        .highlightable(Target::Figure(figure), context)
        .key(&figure.id)
        .child(el("span").class("value").text(quantity(figure, language)))
        .text(" ")
        .text(figure.label.get(language))
        .text(" · ")
        .text(origin)
}

fn key_figures(context: &RenderContext, figures: impl Iterator<Item = &'static Figure>) -> Element {
    el("section").children(figures.map(|figure| key_figure(context, figure)))
}

/// A figure as a numeral: a large number with its unit beside it, a label for what it counts, and its origin behind a
/// button.
fn key_figure(context: &RenderContext, figure: &'static Figure) -> Element {
    let language = context.language();
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
        .highlightable(Target::Figure(figure), context)
        .key(&figure.id)
        .child(el("dt").text(label))
        .child(value)
        .child(el("dd").class("quiet").child(info(context.words(), label, el("p").text(origin))))
}
