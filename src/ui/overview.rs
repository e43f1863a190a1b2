//! The overview: the headline figures, and the charts by the article's themes.

use super::chart_figure::{chart_figure, theme_heading, themes};
use super::scene::Scene;
use crate::view_state::{Action, ProjectFilter, View};
use crate::wording::{number, period, words};
use shanhai_dataset::{Figure, Language, Side, UnitStyle};
use yew::prelude::*;

pub(super) fn overview(scene: &Scene) -> Html {
    let program = scene.program();
    html! {<>
        <section class="headline" aria-label={scene.words().headline}>
            { for program.headline.iter().map(|figure| headline_figure(scene, figure)) }
        </section>
        { for themes(scene).map(|theme| {
            let charts = program.charts.iter().filter(|chart| chart.theme == theme);
            let count = program.projects.iter().filter(|project| Some(project.theme) == theme).count();
            let filter = theme.map(|theme| ProjectFilter { theme: Some(theme), ..ProjectFilter::default() });
            html! {
                <section class="theme" key={theme.map_or("whole", |theme| theme.id)}>
                    <header class="theme-head">
                        { theme_heading(scene, theme) }
                        { theme.map(|theme| html! { <p>{ theme.summary.get(scene.language()) }</p> }).unwrap_or_default() }
                        { filter.map(|filter| {
                            let act = scene.act.clone();
                            let onclick = Callback::from(move |_: MouseEvent| {
                                act.emit(Action::Filter(filter.clone()));
                                act.emit(Action::Show(View::Projects));
                            });
                            html! { <button type="button" class="link" {onclick}>{ (scene.words().project_count)(count) }{ " →" }</button> }
                        }).unwrap_or_default() }
                    </header>
                    <div class="charts">{ for charts.map(|chart| chart_figure(scene, chart)) }</div>
                </section>
            }
        }) }
    </>}
}

/// One of the figures at the head: its number large, its unit and period beside it.
fn headline_figure(scene: &Scene, figure: &'static Figure) -> Html {
    let language = scene.language();
    let side = match figure.side {
        Some(Side::Sea) => "hu",
        Some(Side::Mountain) => "dian",
        None => "",
    };
    let unit = if figure.unit.style == UnitStyle::Plain {
        figure.unit.text.get(language)
    } else {
        ""
    };
    let space = if language == Language::ZhHans { "" } else { " " };
    html! {
        <dl class={classes!("key-figure", side)} key={figure.id}>
            <dt>{ figure.label.get(language) }</dt>
            <dd><span class="number">{ number(figure, language) }</span>{ space }<span class="unit">{ unit }</span></dd>
            <dd class="quiet">{ period(figure.latest(), language) }{ " · " }{ (words(language).paragraph)(figure.paragraph) }</dd>
        </dl>
    }
}
