//! A chart as a figure: headline, how to read it, drawing, table, and what not to mistake it for.

use super::drawing::Subject;
use super::drawing_of;
use super::element::{Element, el, lazy, paragraph};
use super::info::info;
use super::memo;
use super::memo::{address_of, address_of_palette};
use super::render_context::RenderContext;
use super::theme_mark::theme_mark;
use shanhai_dataset::{Chart, Theme};
use shanhai_graphic::chart::{layout_chart, summary, table};
use shanhai_graphic::view_state::{Target, draws};
use shanhai_graphic::wording::Table;
use yew::{AttrValue, Html};

/// What heading a chart is below. The chart's own heading is one level lower.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Below {
    /// None: the chart is shown alone.
    Nothing,
    /// The title of the whole graphic.
    Title,
}

/// The variants of `Below`, by number.
pub(super) const LEVELS: [Below; 2] = [Below::Nothing, Below::Title];

impl Below {
    /// The tag name of the heading.
    pub fn heading(self) -> &'static str {
        match self {
            Below::Nothing => "h2",
            Below::Title => "h3",
        }
    }
}

/// A chart.
pub(super) fn chart_figure(context: &RenderContext, chart: &'static Chart, below: Below) -> Html {
    let place = context.dataset.charts.iter().position(|other| other == chart).unwrap_or_default();
    let which = LEVELS.len() * place + below as usize;
    let highlighted = address_of(context.pointed_at().filter(|highlighted| draws(chart, *highlighted)));
    let pointed_at = usize::from(context.highlighted == Some(Target::Chart(chart)));
    let palette = address_of_palette(context);
    let deps = [context.language() as usize, highlighted, palette, pointed_at, 0];
    memo(context, &chart.id, which, deps, |context, which| match context.dataset.charts.get(which / LEVELS.len()) {
        Some(chart) => made_chart(context, chart, LEVELS[which % LEVELS.len()]),
        None => el("figure"),
    })
}

fn made_chart(context: &RenderContext, chart: &'static Chart, below: Below) -> Element {
    let (language, words) = (context.language(), context.words());
    let highlighted = context.highlighted.or(context.state.selected);
    let title = chart.title.get(language);
    let label = format!("{title}{}{}", words.colon, summary(chart, context.dataset, language));
    let drawing = drawing_of(context, Subject::Chart(chart), &chart.id, label, highlighted);
    let data = el("details")
        .class("data")
        .child(el("summary").text(words.show_table).of(title, words))
        .child(table_of(&chart.id, title, table(chart, context.dataset, language)));
    let export =
        lazy("export", context.address).attr("data-name", chart.id.to_owned()).text(words.export).of(title, words);
    let caution = chart.note.as_ref().map(|note| info(words, title, el("p").text(note.get(language))));
    el("figure")
        .class(if chart.has_timeline() || chart.has_structure() { "chart wide" } else { "chart" })
        .attr("part", "chart")
        .entry(Target::Chart(chart))
        // lets the page's script find what a word of the page leads to before the program is loaded
        .attr("data-figures", chart.figures().map(|figure| figure.id()).collect::<Vec<_>>().join(" "))
        .bool_attr("data-lit", context.highlighted == Some(Target::Chart(chart)))
        .child(el(below.heading()).class("chart-title").text(title))
        .child(paragraph("reading", chart.reading.get(language)))
        .child(drawing)
        .child(el("figcaption").class("foot").maybe(caution).child(data).child(export))
}

/// The data of a drawing as a table. It has its own scrollbar if it is too wide.
pub(super) fn table_of(name: &str, caption: impl Into<AttrValue>, table: Table) -> Element {
    let caption = caption.into();
    let heads = table.heads.into_iter().map(|head| el("th").attr("scope", "col").text(head));
    let cell = |(index, cell): (usize, String)| {
        let element = if index == 0 { el("th").attr("scope", "row") } else { el("td") };
        element.text(cell)
    };
    let rows = table.rows.into_iter().map(|row| el("tr").children(row.into_iter().enumerate().map(cell)));
    let table = el("table")
        .attr("data-testid", format!("table-{name}"))
        .child(el("caption").text(caption.to_string()))
        .child(el("thead").child(el("tr").children(heads)))
        .child(el("tbody").children(rows));
    // the table box scrolls by itself, also by keyboard
    el("div")
        .class("table-box")
        .attr("tabindex", "0")
        .attr("role", "group")
        .attr("aria-label", caption.to_string())
        .child(table)
}

/// A heading for what belongs to a theme, with the theme's shape, or for the whole programme without a theme.
pub(super) fn theme_heading(context: &RenderContext, theme: Option<&'static Theme>) -> Element {
    let name = theme.map_or(context.words().whole_programme, |theme| theme.name.get(context.language()));
    el("h3").class("theme-name").child(theme_mark(theme)).child(el("span").text(name))
}

/// A theme's section with its head. The caller adds the content.
pub(super) fn theme_section(theme: Option<&'static Theme>, head: Element) -> Element {
    el("section").class("theme").key(theme.map_or("whole", |theme| theme.id.as_str())).child(head)
}

/// Every theme in order, then `None` for what belongs to the whole programme.
pub(super) fn themes(context: &RenderContext) -> impl Iterator<Item = Option<&'static Theme>> {
    context.dataset.themes.iter().map(Some).chain([None])
}

/// All charts, in two columns of about the same height where there is room for two. (CSS columns would do, but
/// engines move a tooltip that starts above its column to the end of the previous column.)
pub(super) fn all_charts(context: &RenderContext) -> Html {
    let palette = address_of_palette(context);
    let (highlighted, pointed_at) = (address_of(context.highlighted), address_of(context.pointed_at()));
    memo(context, "charts", 0, [context.language() as usize, highlighted, pointed_at, palette, 0], |context, _| {
        let charts = &context.dataset.charts;
        let heights: Vec<f64> = charts
            .iter()
            .map(|chart| layout_chart(chart, context.dataset, 480.0, context.language()).size.height)
            .collect();
        let (first, second) = charts.split_at(in_first_column(&heights, 160.0));
        let column = |charts: &'static [Chart]| {
            let figures = charts.iter().map(|chart| chart_figure(context, chart, Below::Title));
            el("div").class("column").children(figures)
        };
        el("div").class("charts").child(column(first)).child(column(second))
    })
}

/// How many boxes go into the first of two columns whose heights are as equal as possible. Each box has `around` px
/// around it.
pub(super) fn in_first_column(heights: &[f64], around: f64) -> usize {
    let height = |heights: &[f64]| heights.iter().map(|height| height + around).sum::<f64>();
    let higher = |count: &usize| height(&heights[..*count]).max(height(&heights[*count..]));
    (0..=heights.len()).rev().min_by(|a, b| higher(a).total_cmp(&higher(b))).unwrap_or_default()
}

/// Charts, one below another.
pub(super) fn charts(context: &RenderContext, below: Below, holds: impl Fn(&Chart) -> bool) -> Element {
    let charts = context.dataset.charts.iter().filter(|chart| holds(chart));
    el("div").class("charts").children(charts.map(|chart| chart_figure(context, chart, below)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_about_as_high_as_each_other() {
        for (heights, count) in
            [(&[][..], 0), (&[9.0], 1), (&[9.0, 9.0, 9.0], 2), (&[90.0, 10.0, 20.0, 60.0], 1), (&[5.0, 5.0, 90.0], 2)]
        {
            assert_eq!(in_first_column(heights, 1.0), count, "{heights:?}");
        }
    }
}
