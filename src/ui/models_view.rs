//! The named models, by theme, with the parts that the article names.

use super::chart_figure::{Below, charts, theme_heading, theme_section, themes};
use super::element::{Element, el, paragraph};
use super::scene::Scene;
use shanhai_dataset::{Chart, Model, Part, Status, Text, Theme};
use shanhai_graphic::view_state::Selection;
use shanhai_graphic::wording::join_sign;

pub(super) fn models_view(scene: &Scene) -> Element {
    let dataset = scene.dataset;
    let count = scene.words().model_count;
    let section = |theme: Option<&'static Theme>| {
        let models: Vec<_> = dataset.models.iter().filter(|model| model.theme.as_deref() == theme).collect();
        let head = el("header").class("theme-head").child(theme_heading(scene, theme));
        let head = head.child(el("p").tells(count(models.len())));
        let cards = models.into_iter().map(|model| model_card(scene, model));
        theme_section(theme, head).child(el("ul").class("models").children(cards))
    };
    el("div")
        .child(el("p").class("count").tells(count(dataset.models.len())))
        .children(themes(scene).map(section))
        .child(charts(scene, Below::Title, Chart::has_structure).class("charts one"))
}

fn model_card(scene: &Scene, model: &'static Model) -> Element {
    let (language, words) = (scene.language(), scene.words());
    let state =
        (model.status != Status::Reported).then(|| el("span").class("planned").says((words.status)(model.status)));
    let unexplained = (!model.explained).then(|| paragraph("quiet", words.unexplained));
    let parts = (!model.parts.is_empty())
        .then(|| el("ul").class("parts").children(model.parts.iter().map(|one| part(scene, one))));
    let remark = |text: &'static Option<Text>| text.as_ref().map(|text| paragraph("quiet", text.get(language)));
    el("li")
        .class("model")
        .stands_for(Selection::Model(model), scene)
        .key(&model.id)
        .child(paragraph("quiet", model.topic.get(language)).says(" ").maybe(state))
        .child(el("h4").says(model.name.get(language)))
        .maybe(parts)
        .maybe(unexplained)
        .maybe(remark(&model.place))
        .maybe(remark(&model.note))
        .child(el("p").class("quiet").tells((words.paragraph)(&model.paragraph)))
}

fn part(scene: &Scene, part: &'static Part) -> Element {
    let language = scene.language();
    let chip = |text: &'static Text| el("span").class("chip").says(text.get(language));
    match part {
        Part::One(text) => el("li").child(chip(text)),
        Part::Joined(first, join, second) => {
            let sign = join_sign(*join, language);
            el("li").child(chip(first)).child(el("span").class("join").says(sign)).child(chip(second))
        }
    }
}
