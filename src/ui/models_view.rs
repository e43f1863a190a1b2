//! The named models by theme, with the parts that the article names. The filters for text and theme are those of the
//! projects.

use super::chart_figure::{Below, charts, in_first_column, theme_heading, theme_section, themes};
use super::element::{Element, el, paragraph};
use super::project_filters::{search_field, theme_filter};
use super::project_list::found_head;
use super::render_context::RenderContext;
use shanhai_dataset::{Chart, Model, Part, Status, Text, Theme};
use shanhai_graphic::view_state::Target;
use shanhai_graphic::wording::join_sign;

pub(super) fn models_view(context: &RenderContext) -> Element {
    let (dataset, words) = (context.dataset, context.words());
    let filter = &context.state.filter;
    let found: Vec<&'static Model> = dataset.models.iter().filter(|model| filter.matches_model(model)).collect();
    let filters = el("div")
        .class("filters")
        .attr("part", "filters")
        .attr("role", "search")
        .attr("aria-label", words.filters)
        .child(search_field(context, words.search_models, words.search_models_example))
        .child(theme_filter(context));
    let section = |theme: Option<&'static Theme>| {
        let models: Vec<_> = dataset.models.iter().filter(|model| model.theme.as_deref() == theme).collect();
        let here = models.iter().filter(|model| found.contains(model)).count();
        let head = el("header").class("theme-head").child(theme_heading(context, theme));
        let head = head.child(el("p").text((words.model_count)(here)));
        theme_section(theme, head).bool_attr("hidden", here == 0).child(in_columns(kinds(context, models, &found)))
    };
    el("div")
        .child(filters)
        .child(found_head(context, (words.model_count)(found.len())))
        .child(paragraph("none", words.no_model_found).bool_attr("hidden", !found.is_empty()))
        .children(themes(context).map(section))
        .child(charts(context, Below::Title, Chart::has_structure).class("charts one"))
}

/// Kinds in two columns, where there is room for two. (An engine that fills columns by itself moves their content
/// while the page is still loading.)
fn in_columns(kinds: Vec<(f64, Element)>) -> Element {
    let heights: Vec<f64> = kinds.iter().map(|(height, _)| *height).collect();
    let mut kinds = kinds.into_iter().map(|(_, kind)| kind);
    let first = el("div").children(kinds.by_ref().take(in_first_column(&heights, 40.0)));
    el("div").class("kinds").child(first).child(el("div").children(kinds))
}

/// Models under the name of their kind, in the order in which the kinds appear, with the approximate height of each
/// kind in css px. Models that do not match the filter are present but hidden, so nothing is rebuilt when they come
/// back.
fn kinds(context: &RenderContext, models: Vec<&'static Model>, found: &[&'static Model]) -> Vec<(f64, Element)> {
    let language = context.language();
    let mut kinds: Vec<(&'static str, Vec<&'static Model>)> = Vec::new();
    for model in models {
        let kind = model.topic.get(language);
        match kinds.iter_mut().find(|(name, _)| *name == kind) {
            Some((_, models)) => models.push(model),
            None => kinds.push((kind, vec![model])),
        }
    }
    // one open model shows what the others hold: the first that the article explains
    let sample =
        kinds.iter().flat_map(|(_, models)| models).find(|model| model.explained).map(|model| model.id.as_str());
    let group = |(kind, models): (&'static str, Vec<&'static Model>)| {
        let height = 37.0 * models.len() as f64;
        let is_empty = !models.iter().any(|model| found.contains(model));
        let cards = models.into_iter().map(|model| {
            model_card(context, model, sample == Some(&model.id)).bool_attr("hidden", !found.contains(&model))
        });
        let list = el("ul").class("models").children(cards);
        (
            height,
            el("div")
                .class("kind")
                .key(kind)
                .bool_attr("hidden", is_empty)
                .child(el("h4").class("kind-name").text(kind))
                .child(list),
        )
    };
    kinds.into_iter().map(group).collect()
}

/// A model in one line, which opens to show its parts. The first one of a theme that the article explains starts
/// open.
fn model_card(context: &RenderContext, model: &'static Model, open: bool) -> Element {
    let (language, words) = (context.language(), context.words());
    let state =
        (model.status != Status::Reported).then(|| el("span").class("planned").text((words.status)(model.status)));
    let unexplained = (!model.explained).then(|| paragraph("quiet", words.unexplained));
    let parts = (!model.parts.is_empty())
        .then(|| el("ul").class("parts").children(model.parts.iter().map(|one| part(context, one))));
    let remark = |text: &'static Option<Text>| text.as_ref().map(|text| paragraph("quiet", text.get(language)));
    let content = el("details")
        .class("data")
        .bool_attr("open", open)
        .child(el("summary").child(el("h5").text(model.name.get(language))).text(" ").maybe(state))
        .maybe(parts)
        .maybe(unexplained)
        .maybe(remark(&model.place))
        .maybe(remark(&model.note))
        .child(el("p").class("quiet").text((words.paragraph)(&model.paragraph)));
    el("li").class("model").highlightable(Target::Model(model), context).key(&model.id).child(content)
}

fn part(context: &RenderContext, part: &'static Part) -> Element {
    let language = context.language();
    let chip = |text: &'static Text| el("span").class("chip").text(text.get(language));
    match part {
        Part::One(text) => el("li").child(chip(text)),
        Part::Joined(first, join, second) => {
            let sign = join_sign(*join, language);
            el("li").child(chip(first)).child(el("span").class("join").text(sign)).child(chip(second))
        }
    }
}
