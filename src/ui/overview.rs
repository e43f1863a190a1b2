//! The overview: the headline figures, and the charts by the article's themes.

use super::chart_figure::{Below, charts, theme_heading, theme_section, themes};
use super::element::{Element, button, el};
use super::kept::{address_of, kept};
use super::scene::Scene;
use shanhai_dataset::{Figure, Language, Ref, Theme, UnitStyle};
use shanhai_graphic::view_state::{Action, ProjectFilter, Selection, View, in_overview};
use shanhai_graphic::wording::{join_lines, number, of_figure, quantity};
use yew::prelude::*;

pub(super) fn overview(scene: &Scene) -> Element {
    let headline = kept(scene, "headline", 0, [scene.language() as usize, lit(scene), 0, 0, 0], |scene, _| {
        let suited = scene.dataset.headline.iter().map(Ref::get).filter(|figure| figure.suits_headline());
        let figures = key_figures(scene, suited);
        figures.is("aria-label", scene.words().headline).class("headline")
    });
    el("div").child(headline).children(themes(scene).map(|theme| of_theme(scene, theme)))
}

/// The figure that is pointed at.
fn lit(scene: &Scene) -> usize {
    address_of(scene.pointed_at().filter(|lit| matches!(lit, Selection::Figure(_))))
}

fn of_theme(scene: &Scene, theme: Option<&'static Theme>) -> Element {
    let dataset = scene.dataset;
    let mut head = el("header").class("theme-head").child(theme_heading(scene, theme));
    if let Some(theme) = theme {
        let count = dataset.projects.iter().filter(|project| project.theme.get() == theme).count();
        let act = scene.act.clone();
        let show = Callback::from(move |_| {
            act.emit(Action::Filter(ProjectFilter { theme: Some(theme), ..ProjectFilter::default() }));
            act.emit(Action::Show(View::Projects));
        });
        let projects = button(show).class("link").tells((scene.words().project_count)(count)).says(" →");
        let projects = projects.of(theme.name.get(scene.language()), scene.words());
        head = head.child(el("p").says(theme.summary.get(scene.language()))).child(projects);
    }
    let which = theme.map_or(dataset.themes.len(), |theme| theme.index);
    let more = kept(scene, "more", which, [scene.language() as usize, lit(scene), 0, 0, 0], more_figures);
    theme_section(theme, head)
        .child(el("div").child(charts(scene, Below::Theme, |chart| chart.theme.as_deref() == theme)).child(more))
}

/// Figures of a theme, by its place among the themes, that neither a chart nor the headline shows. Those whose number says
/// nothing alone stand in a line of text, or on the timeline only.
fn more_figures(scene: &Scene, which: usize) -> Element {
    let dataset = scene.dataset;
    let theme = dataset.themes.get(which);
    let drawn = |figure: &Figure| dataset.charts.iter().any(|chart| chart.shows(figure));
    let in_headline = |figure: &Figure| dataset.headline.iter().any(|shown| shown.id() == figure.id);
    let others: Vec<&'static Figure> = dataset
        .all_figures()
        .filter(|figure| figure.theme.as_deref() == theme && !drawn(figure))
        .filter(|figure| in_overview(figure, dataset) && !(figure.suits_headline() && in_headline(figure)))
        .collect();
    let (large, small): (Vec<&'static Figure>, Vec<_>) = others.into_iter().partition(|figure| figure.suits_headline());
    key_figures(scene, large.into_iter()).class("more").children(small.into_iter().map(|figure| line(scene, figure)))
}

/// A figure in a line of text.
fn line(scene: &Scene, figure: &'static Figure) -> Element {
    let language = scene.language();
    let origin = join_lines(&of_figure(figure, language).lines, " · ", language);
    el("p")
        .class("quiet")
        .stands_for(Selection::Figure(figure), scene)
        .key(&figure.id)
        .child(el("span").class("value").tells(quantity(figure, language)))
        .says(" ")
        .says(figure.label.get(language))
        .says(" · ")
        .tells(origin)
}

fn key_figures(scene: &Scene, figures: impl Iterator<Item = &'static Figure>) -> Element {
    el("section").children(figures.map(|figure| key_figure(scene, figure)))
}

/// A figure in numerals: its number large, its unit and period beside it.
fn key_figure(scene: &Scene, figure: &'static Figure) -> Element {
    let language = scene.language();
    let unit = if figure.unit.style == UnitStyle::Plain { figure.unit.text.get(language) } else { "" };
    let space = if language == Language::ZhHans { "" } else { " " };
    let value = el("dd")
        .child(el("span").class("number").tells(number(figure, language)))
        .says(space)
        .child(el("span").class("unit").says(unit));
    // period, formula, what to know before quoting it, paragraph
    let origin = join_lines(&of_figure(figure, language).lines, " · ", language);
    el("dl")
        .class("key-figure")
        .stands_for(Selection::Figure(figure), scene)
        .key(&figure.id)
        .child(el("dt").says(figure.label.get(language)))
        .child(value)
        .child(el("dd").class("quiet").tells(origin))
}
