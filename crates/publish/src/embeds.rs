//! `embeds.json`: what of the release can stand in pages of others, for the plugins of publishing systems. Its form is
//! described in `integrations/wordpress/README.md`.

use crate::files::{Content, Files};
use crate::{PublishError, embedding, fault, sharing};
use serde_json::{Map, Value, json};
use shanhai::ui::prerender::Shown;
use shanhai_dataset::{Chart, Dataset, Language, Project};
use shanhai_graphic::chart::{WIDTH_CLASSES, place_chart};
use shanhai_graphic::view_state::View;
use shanhai_graphic::wording::{page_words, quantity, summary, words};

/// Version of the form: a plugin refuses a list of another one.
const FORM: u32 = 1;

/// Writes the list; everything that it names must be there already.
pub(crate) fn publish(dataset: &'static Dataset, files: &mut Files) -> Result<(), PublishError> {
    let list = json!({
        "form": FORM,
        "title": in_languages(dataset, |language| json!(dataset.title.get(language))),
        "languages": dataset.languages.iter().map(|one| json!({ "tag": one.tag(), "name": one.own_name() })).collect::<Vec<_>>(),
        "widths": WIDTH_CLASSES,
        "script": script(files)?,
        "shown": shown(dataset, files)?,
        "targets": targets(dataset),
    });
    files.put("embeds.json", list.to_string() + "\n");
    Ok(())
}

fn in_languages(dataset: &Dataset, of: impl Fn(Language) -> Value) -> Value {
    dataset.languages.iter().map(|&language| (language.tag().to_owned(), of(language))).collect::<Map<_, _>>().into()
}

/// The script under the name that stands for the newest, and under the one that stands for its content, with its hash.
fn script(files: &Files) -> Result<Value, PublishError> {
    const LIST: &str = "integrity.json";
    let Some(Content::Bytes(bytes)) = files.get(LIST) else { return Err(fault(LIST, "it is not there yet")) };
    let hashes: Map<String, Value> = serde_json::from_slice(bytes).map_err(|error| fault(LIST, error))?;
    let own = |name: &String| name.starts_with("shanhai-") && name.ends_with(".js");
    let (pinned, integrity) =
        hashes.iter().find(|(name, _)| own(name)).ok_or_else(|| fault(LIST, "no script with a hash in its name"))?;
    Ok(json!({ "newest": "shanhai.js", "pinned": pinned, "integrity": integrity }))
}

fn shown(dataset: &'static Dataset, files: &Files) -> Result<Vec<Value>, PublishError> {
    let mut all = Vec::new();
    for shown in Shown::all(dataset) {
        let mut texts = Map::new();
        for &language in &dataset.languages {
            texts.insert(language.tag().to_owned(), of_shown(dataset, files, shown, language)?);
        }
        all.push(json!({ "kind": shown.attribute(), "id": shown.id(), "as": "figure", "in": texts }));
    }
    for project in &dataset.projects {
        let mut texts = Map::new();
        for &language in &dataset.languages {
            texts.insert(language.tag().to_owned(), of_project(dataset, files, project, language)?);
        }
        all.push(json!({ "kind": "project", "id": project.id, "as": "frame", "in": texts }));
    }
    Ok(all)
}

/// What stands for a view or a chart in a page of others, in one language.
pub(crate) struct Embed {
    /// The page for a frame.
    pub page: String,
    /// Where the viewer shows it.
    pub viewer: String,
    /// A picture, with its size and what it shows in words.
    pub picture: Value,
    /// A sentence or two.
    pub text: String,
    /// What a link to the viewer says.
    pub link: &'static str,
    /// How high its drawing is in each width class.
    heights: Vec<f64>,
}

impl Embed {
    pub(crate) fn of(
        dataset: &'static Dataset,
        files: &Files,
        shown: Shown,
        language: Language,
    ) -> Result<Embed, PublishError> {
        let (page, title) = sharing::page(dataset, shown, language);
        let (text, alt, heights) = match shown {
            Shown::Chart(chart) => chart_texts(dataset, chart, language),
            Shown::View(view) => {
                let text = match view {
                    View::Projects => words(language).counted_places,
                    _ => dataset.subtitle.get(language),
                };
                (text.to_owned(), title, Vec::new())
            }
        };
        Ok(Embed {
            page,
            viewer: format!("index.html?lang={}#shanhai={}:{}", language.tag(), shown.attribute(), shown.id()),
            picture: picture(files, embedding::picture(dataset, shown), language, &alt)?,
            text,
            link: page_words(language).embed.interactive,
            heights,
        })
    }
}

fn of_shown(dataset: &'static Dataset, files: &Files, shown: Shown, language: Language) -> Result<Value, PublishError> {
    let Embed { page, viewer, picture, text, link, heights } = Embed::of(dataset, files, shown, language)?;
    let oembed = page.replacen("embed-", "oembed-", 1).replace(".html", ".json");
    Ok(json!({
        "title": shown.title(language), "page": page, "oembed": oembed, "viewer": viewer, "picture": picture,
        "text": text, "link": link, "heights": heights,
    }))
}

/// How to read a chart and what it must not be taken for; its picture in words; how high its drawing is in each width class.
fn chart_texts(dataset: &'static Dataset, chart: &'static Chart, language: Language) -> (String, String, Vec<f64>) {
    let words = words(language);
    let space = if language == Language::ZhHans { "" } else { " " };
    let mut text = chart.reading.get(language).to_owned();
    if let Some(note) = &chart.note {
        text = format!("{text}{space}{}", note.get(language));
    }
    let alt = format!("{}{}{}", chart.title.get(language), words.colon, summary(chart, dataset, language));
    let height = |width| place_chart(chart, dataset, width, language).size.height.ceil();
    (text, alt, WIDTH_CLASSES.map(height).to_vec())
}

/// A project is shown by the page of all of them, opened at it.
fn of_project(
    dataset: &'static Dataset,
    files: &Files,
    project: &Project,
    language: Language,
) -> Result<Value, PublishError> {
    let (page, _) = sharing::page(dataset, Shown::View(View::Projects), language);
    let map = (words(language).map_label)(dataset.sides.mountain.get(language));
    Ok(json!({
        "title": project.name.get(language),
        "page": format!("{page}#shanhai=project:{}", project.id),
        "oembed": page.replacen("embed-", "oembed-", 1).replace(".html", ".json"),
        "viewer": format!("index.html?lang={}#shanhai=project:{}", language.tag(), project.id),
        "picture": picture(files, "map", language, &map)?,
        "text": project.what.get(language),
        "link": page_words(language).embed.interactive,
        "heights": [],
    }))
}

/// A published PNG with its size in px.
fn picture(files: &Files, name: &str, language: Language, alt: &str) -> Result<Value, PublishError> {
    let file = format!("static/{name}.{}.png", language.tag());
    let size = files.get(&file).and_then(Content::picture_size);
    let (width, height) = size.ok_or_else(|| fault(&file, "it is no picture of a known size"))?;
    Ok(json!({ "file": file, "width": width, "height": height, "alt": alt }))
}

/// What words of an article can name, with what an editor reads of it.
fn targets(dataset: &'static Dataset) -> Vec<Value> {
    let target = |kind: &str, id: &str, label: &dyn Fn(Language) -> String| json!({ "target": format!("{kind}:{id}"), "label": in_languages(dataset, |language| json!(label(language))) });
    let figures = dataset.all_figures().map(|figure| {
        let label =
            |language| format!("{}{}{}", figure.label.get(language), words(language).colon, quantity(figure, language));
        target("figure", &figure.id, &label)
    });
    let charts =
        dataset.charts.iter().map(|chart| target("chart", &chart.id, &|language| chart.title.get(language).to_owned()));
    let projects = dataset
        .projects
        .iter()
        .map(|project| target("project", &project.id, &|language| project.name.get(language).to_owned()));
    let events = dataset.timeline.iter().map(|event| {
        let label =
            |language| format!("{}{}{}", event.when.get(language), words(language).colon, event.text.get(language));
        target("event", &event.id, &label)
    });
    let models =
        dataset.models.iter().map(|model| target("model", &model.id, &|language| model.name.get(language).to_owned()));
    figures.chain(charts).chain(projects).chain(events).chain(models).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::dataset;
    use shanhai_graphic::view_state::Selection;

    #[test]
    fn everything_with_an_id_can_be_named() {
        let targets = targets(dataset());
        let named: Vec<_> = targets.iter().filter_map(|one| one["target"].as_str()).collect();
        let all: Vec<_> = Selection::all(dataset()).map(|one| format!("{}:{}", one.kind(), one.id())).collect();
        assert_eq!(named, all);
        for target in &targets {
            for language in &dataset().languages {
                assert!(target["label"][language.tag()].as_str().is_some_and(|label| !label.is_empty()), "{target}");
            }
        }
    }

    #[test]
    fn a_charts_words_hold_its_caution_and_its_numbers() {
        let chart = dataset().charts.iter().find(|chart| chart.id == "money-2023").unwrap();
        let (text, alt, heights) = chart_texts(dataset(), chart, Language::ZhHans);
        assert!(text.contains(chart.note.as_ref().unwrap().get(Language::ZhHans)), "{text}");
        assert!(alt.contains("91.96") && alt.contains("167.58") && alt.contains("4.71"), "{alt}");
        assert_eq!(heights.len(), WIDTH_CLASSES.len());
    }
}
