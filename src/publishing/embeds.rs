//! `embeds.json`: what of the release can stand in pages of others, for the plugins of publishing systems. Its form is
//! described in `integrations/wordpress/README.md`.

use super::{PublishError, embedding, fault, read, sharing, write};
use crate::chart::{WIDTH_CLASSES, place_chart};
use crate::embedded::PROGRAM;
use crate::ui::still::Shown;
use crate::view_state::View;
use crate::wording::{page_words, quantity, summary, words};
use serde_json::{Map, Value, json};
use shanhai_dataset::{Chart, Language, Project};
use std::path::Path;

/// Version of the form: a plugin refuses a list of another one.
const FORM: u32 = 1;

/// Writes the list; everything that it names must be there already.
pub(super) fn publish(staging: &Path) -> Result<(), PublishError> {
    let path = staging.join("embeds.json");
    let list = json!({
        "form": FORM,
        "title": in_languages(|language| json!(PROGRAM.title.get(language))),
        "languages": PROGRAM.languages.iter().map(|one| json!({ "tag": one.tag(), "name": one.own_name() })).collect::<Vec<_>>(),
        "widths": WIDTH_CLASSES,
        "script": script(staging)?,
        "shown": shown(staging)?,
        "targets": targets(),
    });
    write(&path, list.to_string() + "\n")
}

fn in_languages(of: impl Fn(Language) -> Value) -> Value {
    PROGRAM.languages.iter().map(|&language| (language.tag().to_owned(), of(language))).collect::<Map<_, _>>().into()
}

/// The script under the name that stands for the newest, and under the one that stands for its content, with its hash.
fn script(staging: &Path) -> Result<Value, PublishError> {
    let path = staging.join("integrity.json");
    let hashes: Map<String, Value> = serde_json::from_str(&read(&path)?).map_err(|error| fault(&path, error))?;
    let own = |name: &String| name.starts_with("shanhai-") && name.ends_with(".js");
    let (pinned, integrity) =
        hashes.iter().find(|(name, _)| own(name)).ok_or_else(|| fault(&path, "no script with a hash in its name"))?;
    Ok(json!({ "newest": "shanhai.js", "pinned": pinned, "integrity": integrity }))
}

fn shown(staging: &Path) -> Result<Vec<Value>, PublishError> {
    let mut all = Vec::new();
    for shown in Shown::all() {
        let mut texts = Map::new();
        for &language in PROGRAM.languages {
            texts.insert(language.tag().to_owned(), of_shown(staging, shown, language)?);
        }
        all.push(json!({ "kind": shown.attribute(), "id": shown.id(), "as": "figure", "in": texts }));
    }
    for &project in PROGRAM.projects {
        let mut texts = Map::new();
        for &language in PROGRAM.languages {
            texts.insert(language.tag().to_owned(), of_project(staging, project, language)?);
        }
        all.push(json!({ "kind": "project", "id": project.id, "as": "frame", "in": texts }));
    }
    Ok(all)
}

fn of_shown(staging: &Path, shown: Shown, language: Language) -> Result<Value, PublishError> {
    let (page, title) = sharing::page(shown, language);
    let (text, alt, heights) = match shown {
        Shown::Chart(chart) => chart_texts(chart, language),
        Shown::View(view) => {
            let text = match view {
                View::Projects => words(language).counted_places,
                _ => PROGRAM.subtitle.get(language),
            };
            (text.to_owned(), title.clone(), Vec::new())
        }
    };
    Ok(json!({
        "title": shown.title(language),
        "page": page,
        "oembed": page.replacen("embed-", "oembed-", 1).replace(".html", ".json"),
        "viewer": format!("index.html?lang={}#shanhai={}:{}", language.tag(), shown.attribute(), shown.id()),
        "picture": picture(staging, embedding::picture(shown), language, &alt)?,
        "text": text,
        "link": page_words(language).embed.interactive,
        "heights": heights,
    }))
}

/// How to read a chart and what it must not be taken for; its picture in words; how high its drawing is in each width class.
fn chart_texts(chart: &'static Chart, language: Language) -> (String, String, Vec<f64>) {
    let words = words(language);
    let space = if language == Language::ZhHans { "" } else { " " };
    let mut text = chart.reading.get(language).to_owned();
    if let Some(note) = chart.note {
        text = format!("{text}{space}{}", note.get(language));
    }
    let alt = format!("{}{}{}", chart.title.get(language), words.colon, summary(chart, &PROGRAM, language));
    let height = |width| place_chart(chart, &PROGRAM, width, language).size.height.ceil();
    (text, alt, WIDTH_CLASSES.map(height).to_vec())
}

/// A project is shown by the page of all of them, opened at it.
fn of_project(staging: &Path, project: &'static Project, language: Language) -> Result<Value, PublishError> {
    let (page, _) = sharing::page(Shown::View(View::Projects), language);
    let map = (words(language).map_label)(PROGRAM.mountain.get(language));
    Ok(json!({
        "title": project.name.get(language),
        "page": format!("{page}#shanhai=project:{}", project.id),
        "oembed": page.replacen("embed-", "oembed-", 1).replace(".html", ".json"),
        "viewer": format!("index.html?lang={}#shanhai=project:{}", language.tag(), project.id),
        "picture": picture(staging, "map", language, &map)?,
        "text": project.what.get(language),
        "link": page_words(language).embed.interactive,
        "heights": [],
    }))
}

/// A published PNG with its size in px, as its header says it.
fn picture(staging: &Path, name: &str, language: Language, alt: &str) -> Result<Value, PublishError> {
    let file = format!("static/{name}.{}.png", language.tag());
    let path = staging.join(&file);
    let bytes = std::fs::read(&path).map_err(|error| fault(&path, error))?;
    let (width, height) = png_size(&bytes).ok_or_else(|| fault(&path, "this is no PNG"))?;
    Ok(json!({ "file": file, "width": width, "height": height, "alt": alt }))
}

fn png_size(bytes: &[u8]) -> Option<(u32, u32)> {
    let number = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    if bytes.get(12..16)? == b"IHDR" { Some((number(16)?, number(20)?)) } else { None }
}

/// What words of an article can name, with what an editor reads of it.
fn targets() -> Vec<Value> {
    let target = |kind: &str, id: &str, label: &dyn Fn(Language) -> String| json!({ "target": format!("{kind}:{id}"), "label": in_languages(|language| json!(label(language))) });
    let figures = PROGRAM.figures.iter().map(|figure| {
        let label =
            |language| format!("{}{}{}", figure.label.get(language), words(language).colon, quantity(figure, language));
        target("figure", figure.id, &label)
    });
    let charts =
        PROGRAM.charts.iter().map(|chart| target("chart", chart.id, &|language| chart.title.get(language).to_owned()));
    let projects = PROGRAM
        .projects
        .iter()
        .map(|project| target("project", project.id, &|language| project.name.get(language).to_owned()));
    figures.chain(charts).chain(projects).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_png_tells_its_size() {
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x03\x10\0\0\x01\x02\x08\x06";
        assert_eq!(png_size(png), Some((784, 258)));
        assert_eq!(png_size(b"GIF89a and some more bytes of it"), None);
    }

    #[test]
    fn every_figure_chart_and_project_can_be_named() {
        let targets = targets();
        assert_eq!(targets.len(), PROGRAM.figures.len() + PROGRAM.charts.len() + PROGRAM.projects.len());
        for target in &targets {
            for language in PROGRAM.languages {
                assert!(target["label"][language.tag()].as_str().is_some_and(|label| !label.is_empty()), "{target}");
            }
        }
    }

    #[test]
    fn a_charts_words_hold_its_caution_and_its_numbers() {
        let chart = PROGRAM.charts.iter().find(|chart| chart.id == "money-2023").unwrap();
        let (text, alt, heights) = chart_texts(chart, Language::ZhHans);
        assert!(text.contains(chart.note.unwrap().get(Language::ZhHans)), "{text}");
        assert!(alt.contains("91.96") && alt.contains("167.58") && alt.contains("4.71"), "{alt}");
        assert_eq!(heights.len(), WIDTH_CLASSES.len());
    }
}
