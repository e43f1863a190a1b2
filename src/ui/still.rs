//! The widget as it is published inside a page: real text, real tables and pictures, for readers whose program is still
//! on its way, or never comes. Tabs and details open without script; what needs the program is out of the way.

use super::chart_figure::chart_figure;
use super::drawing::Subject;
use super::element::{Element, el, paragraph};
use super::frame;
use super::project_detail::project_detail;
use super::project_list::{head_of, list_foot};
use super::scene::{Drawings, Scene};
use super::views::view_content;
use shanhai_dataset::{Chart, Dataset, Language, Project};
use shanhai_graphic::chart::{
    WIDTH_CLASSES, place_chart, place_chart_picture, place_connections_picture, place_map, place_map_picture,
};
use shanhai_graphic::paint::{Palette, record};
use shanhai_graphic::view_state::{View, ViewState};
use shanhai_graphic::wording::{page_words, words};
use std::rc::Rc;
use yew::prelude::*;

/// What a still shows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Shown {
    /// The whole widget, with a view in front.
    View(View),
    /// A chart alone.
    Chart(&'static Chart),
}

impl Shown {
    /// Everything that has a page of its own.
    pub fn all(dataset: &'static Dataset) -> impl Iterator<Item = Shown> {
        View::of(dataset).map(Shown::View).chain(dataset.charts.iter().map(Shown::Chart))
    }

    /// The attribute of the element that asks for it.
    pub const fn attribute(self) -> &'static str {
        match self {
            Shown::View(_) => "view",
            Shown::Chart(_) => "chart",
        }
    }

    /// Its id, the value of the attribute.
    pub fn id(self) -> &'static str {
        match self {
            Shown::View(view) => view.id(),
            Shown::Chart(chart) => &chart.id,
        }
    }

    /// What it is called.
    pub fn title(self, language: Language) -> &'static str {
        match self {
            Shown::View(view) => frame::view_name(view, words(language)),
            Shown::Chart(chart) => chart.title.get(language),
        }
    }
}

/// A width class is drawn into the page on its own where its height is below this part of the one before; else the
/// picture of the one before serves, in the height that the style sheet keeps, and is made a little smaller by it.
const SHRINKS: f64 = 0.95;
/// Width at which the map is drawn into the page; it is scaled to its box.
const MAP_WIDTH: f64 = 400.0;

#[derive(Properties, PartialEq)]
struct StillProps {
    dataset: &'static Dataset,
    shown: Shown,
    language: Language,
    base: AttrValue,
}

/// The markup of the widget's shadow root, for a page from which the published files are found at `base`.
///
/// # Errors
/// No runtime can be had to render with.
pub fn markup(
    dataset: &'static Dataset,
    shown: Shown,
    language: Language,
    base: &'static str,
) -> std::io::Result<String> {
    let props = StillProps { dataset, shown, language, base: AttrValue::Static(base) };
    let renderer = yew::LocalServerRenderer::<Still>::with_props(props).hydratable(false);
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    Ok(tokio::task::LocalSet::new().block_on(&runtime, renderer.render()))
}

#[component]
fn Still(props: &StillProps) -> Html {
    let mut state = ViewState::new(props.language);
    match props.shown {
        Shown::View(view) => state.view = view,
        Shown::Chart(chart) => state.chart = Some(chart),
    }
    let (state, shown) = (Rc::new(state), props.dataset.projects.iter().collect::<Rc<[_]>>());
    let palette = Rc::new(Palette::light());
    let (act, drawing) = (Callback::noop(), Callback::noop());
    let scene = |drawings: Drawings| Scene {
        dataset: props.dataset,
        address: &None,
        state: &state,
        shown: &shown,
        palette: &palette,
        lit: None,
        act: &act,
        drawing: &drawing,
        base: &props.base,
        drawings,
        rows: usize::MAX,
        built: usize::MAX,
    };
    let front = scene(Drawings::Inline);
    let lacking = el("noscript").child(paragraph("notice", page_words(props.language).unscripted));
    let page = el("div").class("page");
    let page = match props.shown {
        Shown::Chart(chart) => page.child(lacking).child(el("div").class("alone").child(chart_figure(&front, chart))),
        Shown::View(chosen) => {
            let choices = View::of(props.dataset).map(|view| {
                el("input")
                    .class("unseen")
                    .is("type", "radio")
                    .is("name", "view")
                    .is("value", view.id())
                    .set("id", switch(view))
                    .is("aria-label", frame::view_name(view, front.words()))
                    .when("checked", view == chosen)
            });
            let panels = View::of(props.dataset)
                .map(|view| panel(&scene(if view == chosen { Drawings::Inline } else { Drawings::Files }), view));
            page.child(frame::header(&front)).child(lacking).children(choices).child(tabs(&front)).children(panels)
        }
    };
    el("div")
        .class("root still")
        .is("lang", props.language.tag())
        .is("dir", "ltr")
        // the publisher fills it in
        .is("data-release", "__RELEASE__")
        .child(page.child(frame::footer(&front)))
        .into()
}

/// The id of the field that brings a view to the front.
fn switch(view: View) -> String {
    format!("show-{}", view.id())
}

fn tabs(scene: &Scene) -> Element {
    let words = scene.words();
    let tab = |view| el("label").set("for", switch(view)).says(frame::view_name(view, words));
    el("div").class("tabs").is("part", "tabs").is("data-testid", "tabs").children(View::of(scene.dataset).map(tab))
}

fn panel(scene: &Scene, view: View) -> Element {
    el("div").set("class", format!("view of-{}", view.id())).child(view_content(scene, view, list))
}

fn list(scene: &Scene) -> Element {
    let (projects, words) = (scene.shown, scene.words());
    let count = el("p").class("count").is("data-testid", "count").tells((words.project_count)(projects.len()));
    let items = projects.iter().map(|project| item(scene, project));
    el("section")
        .class("list-box")
        .is("part", "list")
        .is("aria-label", words.project_list)
        .child(el("div").class("list-head").child(count))
        .child(el("ul").class("list").is("data-testid", "project-list").children(items))
        .child(list_foot(scene))
}

fn item(scene: &Scene, project: &'static Project) -> Element {
    let head = head_of(project, scene.language(), el("summary"));
    let detail = project_detail(scene, project, el("div").class("detail"));
    el("li")
        .class("item")
        .is("part", "item")
        .set("data-testid", format!("project-{}", project.id))
        .child(el("details").child(head).child(detail))
}

/// The picture of a drawing, in the place that the drawing will take.
pub(super) fn picture_of(scene: &Scene, subject: Subject, name: &'static str, label: String) -> Html {
    let (dataset, language) = (scene.dataset, scene.language());
    let drawing = el("div").class("drawing");
    if scene.drawings == Drawings::Files {
        let source = format!("{}stills/{name}.{}.svg", scene.base, language.tag());
        let placed = match &subject {
            Subject::Chart(chart) => place_chart_picture(chart, dataset, language),
            Subject::Map { form, .. } => place_map_picture(dataset, *form, language),
            Subject::Connections { .. } => place_connections_picture(dataset, language),
        };
        let picture = el("img")
            .set("src", source)
            .set("alt", label)
            .is("loading", "lazy")
            .set("width", placed.size.width.to_string())
            .set("height", placed.size.height.to_string());
        return drawing.child(picture).into();
    }
    let mut pictures = String::new();
    match subject {
        Subject::Connections { shown } => return super::still_connections::picture(dataset, &shown, language, &label),
        Subject::Chart(chart) => {
            let drawn = drawn(dataset, chart, language);
            for (at, from) in drawn.iter().enumerate() {
                let placed = place_chart(chart, dataset, WIDTH_CLASSES[*from], language);
                let class = match drawn.get(at + 1) {
                    Some(to) => format!("from-{from} to-{to}"),
                    None => format!("from-{from}"),
                };
                pictures += &record(&placed).to_svg_element(&class, &label);
            }
        }
        Subject::Map { shown, selected, form } => {
            let placed = place_map(dataset, &shown, selected, form, MAP_WIDTH, language);
            pictures = record(&placed).to_svg_element("whole", &label);
        }
    }
    let heights = match subject_heights(dataset, name, language) {
        Some(class) => format!("drawing {class}"),
        None => "drawing".to_owned(),
    };
    el("div").set("class", heights).child(Html::from_html_unchecked(pictures.into())).into()
}

/// The classes of width that are drawn for a chart. The narrowest two always: between them every distance changes.
fn drawn(dataset: &'static Dataset, chart: &'static Chart, language: Language) -> Vec<usize> {
    let mut drawn = vec![0, 1];
    for class in 2..WIDTH_CLASSES.len() {
        let last = drawn.last().copied().unwrap_or_default();
        if height(dataset, chart, class, language) < SHRINKS * height(dataset, chart, last, language) {
            drawn.push(class);
        }
    }
    drawn
}

/// The height of a chart in a class of width, css px.
fn height(dataset: &'static Dataset, chart: &'static Chart, class: usize, language: Language) -> f64 {
    place_chart(chart, dataset, WIDTH_CLASSES[class], language).size.height.round()
}

/// The class that keeps the height of a chart's wider layouts, if these are of other heights: see [`heights`].
fn subject_heights(dataset: &'static Dataset, name: &str, language: Language) -> Option<String> {
    let chart = dataset.charts.iter().find(|chart| chart.id == name)?;
    wider(dataset, chart, language).map(|[third, fourth]| format!("h{third}-{fourth}"))
}

/// Heights of the third and fourth width class, css px, if one is not that of the second.
fn wider(dataset: &'static Dataset, chart: &'static Chart, language: Language) -> Option<[f64; 2]> {
    let height = |class| height(dataset, chart, class, language);
    let (second, wider) = (height(1), [height(2), height(3)]);
    (wider != [second, second]).then_some(wider)
}

/// Rules of the style sheet that bring each drawing's picture forward at its widths, and keep the heights of drawings
/// until they are drawn.
pub fn heights(dataset: &'static Dataset) -> String {
    let mut pairs: Vec<[f64; 2]> = dataset
        .languages
        .iter()
        .flat_map(|&language| dataset.charts.iter().filter_map(move |chart| wider(dataset, chart, language)))
        .collect();
    pairs.sort_by(|a, b| a.partial_cmp(b).unwrap_or(std::cmp::Ordering::Equal));
    pairs.dedup();
    let mut rules = String::new();
    for (class, width) in WIDTH_CLASSES.into_iter().enumerate().skip(1) {
        rules += &format!("@container (width < {width}px) {{\n.from-{class} {{ display: none !important; }}\n}}\n");
        rules += &format!("@container (width >= {width}px) {{\n.to-{class} {{ display: none !important; }}\n");
        if class >= 2 {
            for pair in &pairs {
                rules += &format!(".h{}-{} > svg {{ height: {}px; }}\n", pair[0], pair[1], pair[class - 2]);
            }
        }
        rules += "}\n";
    }
    rules + &super::still_connections::heights(dataset)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::embedded;

    #[test]
    fn every_figure_project_model_and_date_is_in_it() {
        for language in Language::ALL {
            // spaces between a sign and its number are those of the drawing
            let markup =
                markup(embedded::dataset(), Shown::View(View::Overview), language, "./").unwrap().replace(' ', "");
            let has = |text: &str| {
                let text = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace(' ', "");
                markup.contains(&text) || markup.contains(&text.replace('"', "&quot;").replace('\'', "&#x27;"))
            };
            for project in &embedded::dataset().projects {
                assert!(has(project.name.get(language)) && has(project.what.get(language)), "{}", project.id);
            }
            for figure in embedded::dataset().all_figures() {
                let label = has(figure.label.get(language)) || has(figure.short.get(language));
                assert!(label, "{}", figure.id);
                let number = shanhai_graphic::wording::number(figure, language);
                assert!(has(&number), "{}: {number}", figure.id);
            }
            for model in &embedded::dataset().models {
                assert!(has(model.name.get(language)), "{}", model.id);
            }
            for event in &embedded::dataset().timeline {
                assert!(has(event.text.get(language)), "{}", event.id);
            }
        }
    }

    #[test]
    fn no_year_or_month_is_set_in_large_numerals() {
        let markup = markup(embedded::dataset(), Shown::View(View::Overview), Language::ZhHans, "./").unwrap();
        let large = markup.split("class=\"key-figure\"").skip(1).map(|rest| rest.split("</dl>").next().unwrap());
        let large: Vec<&str> = large.collect();
        assert!(large.len() > embedded::dataset().headline.len(), "figures that no chart draws, too");
        for figure in embedded::dataset().all_figures().filter(|figure| !figure.suits_headline()) {
            let label = figure.label.get(Language::ZhHans);
            assert!(large.iter().all(|one| !one.contains(label)), "{}", figure.id);
        }
    }

    #[test]
    fn a_strict_policy_lets_it_stand() {
        for shown in [Shown::View(View::Projects), Shown::Chart(&embedded::dataset().charts[0])] {
            let markup = markup(embedded::dataset(), shown, Language::ZhHans, "./").unwrap();
            for forbidden in [" style=", "<style", "<script", " onclick"] {
                assert!(!markup.contains(forbidden), "{forbidden}");
            }
        }
    }
}
