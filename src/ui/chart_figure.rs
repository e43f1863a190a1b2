//! A chart as a figure: headline, how to read it, drawing, table, and what it must not be taken for.

use super::drawing::Subject;
use super::drawing_of;
use super::element::{Element, el, later, paragraph};
use super::kept;
use super::kept::address_of;
use super::scene::Scene;
use super::theme_mark::theme_mark;
use shanhai_dataset::{Chart, Theme};
use shanhai_graphic::chart::{Table, summary, table};
use shanhai_graphic::view_state::Selection;
use std::rc::Rc;
use yew::Html;

/// A chart; its place alone as long as its turn has not come.
pub(super) fn chart_figure(scene: &Scene, chart: &'static Chart) -> Html {
    let alone = scene.state.chart.is_some();
    let place = scene.dataset.charts.iter().position(|other| other == chart).unwrap_or_default();
    let which = if place < scene.built || alone { place } else { usize::MAX };
    let own = |lit: &Selection| matches!(lit, Selection::Figure(figure) if chart.shows(figure));
    let lit = address_of(scene.lit.or(scene.state.selected).filter(own));
    let dress = Rc::as_ptr(scene.palette) as usize;
    let seen = [scene.language() as usize, lit, dress, usize::from(alone), 0];
    kept(scene, &chart.id, which, seen, |scene, which| match scene.dataset.charts.get(which) {
        Some(chart) => made_chart(scene, chart),
        None => el("figure"),
    })
}

fn made_chart(scene: &Scene, chart: &'static Chart) -> Element {
    let (language, words) = (scene.language(), scene.words());
    let lit = scene.lit.or(scene.state.selected);
    let title = chart.title.get(language);
    let label = format!("{title}{}{}", words.colon, summary(chart, scene.dataset, language));
    let drawing = drawing_of(scene, Subject::Chart(chart), &chart.id, label, lit);
    let data = el("details").class("data").child(el("summary").says(words.show_table)).child(data_table(
        chart,
        title,
        table(chart, scene.dataset, language),
    ));
    // alone, nothing stands above it
    let heading = if scene.state.chart.is_some() { "h2" } else { "h3" };
    let export = later("export", scene.address).set("data-name", chart.id.to_owned()).says(words.export);
    let caution = chart.note.as_ref().map(|note| paragraph("caution", note.get(language)));
    el("figure")
        .class(if chart.has_timeline() || chart.has_structure() { "chart wide" } else { "chart" })
        .is("part", "chart")
        .set("data-testid", format!("chart-{}", chart.id))
        .child(el(heading).class("chart-title").says(title))
        .child(paragraph("reading", chart.reading.get(language)))
        .child(drawing)
        .child(el("figcaption").maybe(caution).child(data).child(export))
}

fn data_table(chart: &Chart, caption: &'static str, table: Table) -> Element {
    let heads = table.heads.into_iter().map(|head| el("th").is("scope", "col").says(head));
    let cell = |(index, cell): (usize, String)| {
        let element = if index == 0 { el("th").is("scope", "row") } else { el("td") };
        element.tells(cell)
    };
    let rows = table.rows.into_iter().map(|row| el("tr").children(row.into_iter().enumerate().map(cell)));
    let table = el("table")
        .set("data-testid", format!("table-{}", chart.id))
        .child(el("caption").says(caption))
        .child(el("thead").child(el("tr").children(heads)))
        .child(el("tbody").children(rows));
    // a wide table scrolls by itself, also by keys
    el("div").class("table-box").is("tabindex", "0").is("role", "group").is("aria-label", caption).child(table)
}

/// A heading for what belongs to a theme, with its shape; for the whole programme where there is none.
pub(super) fn theme_heading(scene: &Scene, theme: Option<&'static Theme>) -> Element {
    let name = theme.map_or(scene.words().whole_programme, |theme| theme.name.get(scene.language()));
    el("h3").class("theme-name").child(theme_mark(theme)).child(el("span").says(name))
}

/// A section of a theme with its head, to which the caller adds the content.
pub(super) fn theme_section(theme: Option<&'static Theme>, head: Element) -> Element {
    el("section").class("theme").key(theme.map_or("whole", |theme| theme.id.as_str())).child(head)
}

/// Every theme in its order, then what belongs to the whole programme.
pub(super) fn themes(scene: &Scene) -> impl Iterator<Item = Option<&'static Theme>> {
    scene.dataset.themes.iter().map(Some).chain([None])
}

/// Charts beside each other, as far as there is room.
pub(super) fn charts(scene: &Scene, holds: impl Fn(&Chart) -> bool) -> Element {
    let charts = scene.dataset.charts.iter().filter(|chart| holds(chart));
    el("div").class("charts").children(charts.map(|chart| chart_figure(scene, chart)))
}
