//! `embeds.json`: what other pages can embed of this release, for the plugins of publishing systems.
//! `integrations/wordpress/README.md` describes its format.

use crate::files::{Content, Files};
use crate::subject::Subject;
use crate::{PublishError, fault};
use serde_json::{Map, Value, json};
use shanhai::ui::prerender::Shown;
use shanhai_dataset::{Dataset, Language, Project};
use shanhai_graphic::chart::{WIDTH_CLASSES, layout_chart, layout_connections};
use shanhai_graphic::view_state::{Alone, View};
use shanhai_graphic::wording::{connections_gap, connections_title, join_lines, page_words, quantity, words};

/// Version of the format: a plugin refuses a list of another version.
const FORM: u32 = 1;

/// Writes the list. Everything that it names must be among `files` already.
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

/// The script under the name that always serves the newest release, and under the name that changes with its content,
/// with its hash.
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
            texts.insert(language.tag().to_owned(), Embed::of_shown(dataset, files, shown, language)?.listed());
        }
        all.push(json!({ "kind": shown.attribute(), "id": shown.id(), "as": "figure", "in": texts }));
    }
    for project in &dataset.projects {
        let mut texts = Map::new();
        for &language in &dataset.languages {
            texts.insert(language.tag().to_owned(), Embed::of_project(dataset, files, project, language)?.listed());
        }
        all.push(json!({ "kind": "project", "id": project.id, "as": "frame", "in": texts }));
    }
    Ok(all)
}

/// The published picture that represents a view or a chart.
pub(crate) fn picture_id(dataset: &'static Dataset, shown: Shown) -> &'static str {
    match shown {
        Shown::Alone(alone) => alone.id(),
        Shown::View(View::Projects) => "map",
        Shown::View(View::Timeline) => {
            dataset.charts.iter().find(|chart| chart.has_timeline()).map_or("share", |chart| &chart.id)
        }
        Shown::View(View::Overview | View::Charts | View::Models) => "share",
    }
}

/// What represents something of the graphic in other pages, in one language.
pub(crate) struct Embed {
    /// Its title.
    title: &'static str,
    /// The page for a frame.
    pub page: String,
    /// The oEmbed answer for that page.
    oembed: String,
    /// The address that shows it in the viewer.
    pub viewer: String,
    /// A picture, with its size and a text that describes it.
    pub picture: Value,
    /// A sentence or two.
    pub text: String,
    /// The text of a link to it.
    pub link: &'static str,
    /// The height of its drawing in each width class.
    heights: Vec<f64>,
}

impl Embed {
    /// A view or a chart.
    pub(crate) fn of_shown(
        dataset: &'static Dataset,
        files: &Files,
        shown: Shown,
        language: Language,
    ) -> Result<Embed, PublishError> {
        let subject = Subject::Shown(shown);
        let file = format!("static/{}.{}.png", picture_id(dataset, shown), language.tag());
        let (text, heights) = match shown {
            Shown::Alone(alone) => alone_texts(dataset, alone, language),
            Shown::View(_) => (subject.description(dataset, language), Vec::new()),
        };
        let target = format!("{}:{}", shown.attribute(), shown.id());
        let embed = Embed::of(dataset, files, subject, language, (&target, &file))?;
        Ok(Embed { title: shown.title(language), text, heights, ..embed })
    }

    /// A project, which has its own page.
    fn of_project(
        dataset: &'static Dataset,
        files: &Files,
        project: &'static Project,
        language: Language,
    ) -> Result<Embed, PublishError> {
        let subject = Subject::Project(project);
        let (target, file) = (format!("project:{}", project.id), subject.image(language));
        let embed = Embed::of(dataset, files, subject, language, (&target, &file))?;
        Ok(Embed { title: project.name.get(language), text: project.what.get(language).to_owned(), ..embed })
    }

    /// What all of them share. `target` opens it in the viewer, `file` is its picture.
    fn of(
        dataset: &'static Dataset,
        files: &Files,
        subject: Subject,
        language: Language,
        (target, file): (&str, &str),
    ) -> Result<Embed, PublishError> {
        Ok(Embed {
            title: "",
            page: subject.page(language),
            oembed: subject.oembed(language),
            viewer: format!("index.html?lang={}#shanhai={target}", language.tag()),
            picture: picture(files, file, &subject.alt(dataset, language))?,
            text: String::new(),
            link: page_words(language).embed.interactive,
            heights: Vec::new(),
        })
    }

    fn listed(self) -> Value {
        json!({
            "title": self.title, "page": self.page, "oembed": self.oembed, "viewer": self.viewer,
            "picture": self.picture, "text": self.text, "link": self.link, "heights": self.heights,
        })
    }
}

/// How to read what stands alone and what not to mistake it for, and the height of its drawing in each width class.
fn alone_texts(dataset: &'static Dataset, alone: Alone, language: Language) -> (String, Vec<f64>) {
    let all: Vec<_> = dataset.projects.iter().collect();
    let lines = match alone {
        Alone::Chart(chart) => [Some(&chart.reading), chart.note.as_ref()]
            .into_iter()
            .flatten()
            .map(|text| text.get(language).to_owned())
            .collect(),
        Alone::Connections => {
            vec![connections_title(dataset, &all, language), connections_gap(dataset, &all, language)]
        }
    };
    let height = |width| match alone {
        Alone::Chart(chart) => layout_chart(chart, dataset, width, language),
        Alone::Connections => layout_connections(dataset, &all, None, width, language),
    };
    (join_lines(&lines, " · ", language), WIDTH_CLASSES.map(|width| height(width).size.height.ceil()).to_vec())
}

/// A published PNG with its size in px.
fn picture(files: &Files, file: &str, alt: &str) -> Result<Value, PublishError> {
    let size = files.get(file).and_then(Content::picture_size);
    let (width, height) = size.ok_or_else(|| fault(file, "it is no picture of a known size"))?;
    Ok(json!({ "file": file, "width": width, "height": height, "alt": alt }))
}

/// What words of an article can name, with the text that an editor reads for it.
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
    use shanhai_graphic::view_state::Target;

    #[test]
    fn everything_with_an_id_can_be_named() {
        let targets = targets(dataset());
        let named: Vec<_> = targets.iter().filter_map(|one| one["target"].as_str()).collect();
        let all: Vec<_> = Target::all(dataset()).map(|one| format!("{}:{}", one.kind(), one.id())).collect();
        assert_eq!(named, all);
        for target in &targets {
            for language in &dataset().languages {
                assert!(target["label"][language.tag()].as_str().is_some_and(|label| !label.is_empty()), "{target}");
            }
        }
    }

    #[test]
    fn a_charts_words_hold_its_caution_and_its_picture_its_numbers() {
        let chart = dataset().charts.iter().find(|chart| chart.id == "money-2023").unwrap();
        let (text, heights) = alone_texts(dataset(), Alone::Chart(chart), Language::ZhHans);
        assert!(text.contains(chart.note.as_ref().unwrap().get(Language::ZhHans)), "{text}");
        let alt = Subject::Shown(Shown::Alone(Alone::Chart(chart))).alt(dataset(), Language::ZhHans);
        assert!(alt.contains("91.96") && alt.contains("167.58") && alt.contains("4.71"), "{alt}");
        assert_eq!(heights.len(), WIDTH_CLASSES.len());
    }
}
