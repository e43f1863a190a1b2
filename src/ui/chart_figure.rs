//! A chart as a figure: headline, how to read it, drawing, table, and what it must not be taken for.

use super::drawing::{Drawing, Subject};
use super::scene::Scene;
use super::theme_mark::theme_mark;
use crate::wording::{Table, summary, table};
use shanhai_dataset::{Chart, Theme};
use yew::prelude::*;

pub(super) fn chart_figure(scene: &Scene, chart: &'static Chart) -> Html {
    let (language, words) = (scene.language(), scene.words());
    let lit = scene.lit.or(scene.state.selected);
    let title = chart.title.get(language);
    let label = format!("{title}{}{}", words.colon, summary(chart, scene.program(), language));
    let class = classes!("chart", matches!(chart.id, "timeline" | "structure").then_some("wide"));
    html! {
        <figure {class} part="chart" data-testid={format!("chart-{}", chart.id)} key={chart.id}>
            <h3>{ title }</h3>
            <p class="reading">{ chart.reading.get(language) }</p>
            <Drawing subject={Subject::Chart(chart)} name={chart.id} {label} {language}
                palette={scene.palette.clone()} {lit} on={scene.drawing.clone()} />
            <figcaption>
                { chart.note.map(|note| html! { <p class="caution">{ note.get(language) }</p> }).unwrap_or_default() }
                <details class="data">
                    <summary>{ words.show_table }</summary>
                    { data_table(chart, title, &table(chart, scene.program(), language)) }
                </details>
            </figcaption>
        </figure>
    }
}

fn data_table(chart: &Chart, caption: &str, table: &Table) -> Html {
    html! {
        <div class="table-box" tabindex="0" role="group" aria-label={caption.to_owned()}>
            <table data-testid={format!("table-{}", chart.id)}>
                <caption>{ caption }</caption>
                <thead><tr>{ for table.heads.iter().map(|head| html! { <th scope="col">{ *head }</th> }) }</tr></thead>
                <tbody>
                    { for table.rows.iter().map(|row| html! {
                        <tr>{ for row.iter().enumerate().map(|(index, cell)| {
                            if index == 0 { html! { <th scope="row">{ cell }</th> } } else { html! { <td>{ cell }</td> } }
                        }) }</tr>
                    }) }
                </tbody>
            </table>
        </div>
    }
}

/// A heading for what belongs to a theme, with its shape; for the whole programme where there is none.
pub(super) fn theme_heading(scene: &Scene, theme: Option<&'static Theme>) -> Html {
    let name = theme.map_or(scene.words().whole_programme, |theme| theme.name.get(scene.language()));
    html! { <h3 class="theme-name">{ theme_mark(theme) }<span>{ name }</span></h3> }
}

/// Every theme in its order, then what belongs to the whole programme.
pub(super) fn themes(scene: &Scene) -> impl Iterator<Item = Option<&'static Theme>> {
    scene.program().themes.iter().copied().map(Some).chain([None])
}

pub(super) fn charts_view(scene: &Scene) -> Html {
    let charts = scene.program().charts;
    html! { <div class="charts">{ for charts.iter().map(|chart| chart_figure(scene, chart)) }</div> }
}

pub(super) fn timeline_view(scene: &Scene) -> Html {
    let charts = scene.program().charts.iter().filter(|chart| chart.id == "timeline");
    html! { <div class="charts one">{ for charts.map(|chart| chart_figure(scene, chart)) }</div> }
}
