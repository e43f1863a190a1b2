//! The choices and texts of the dialog that provides embed code for other pages.

use crate::embeds::Embed;
use crate::files::{Content, Files};
use crate::subject::Subject;
use crate::{PublishError, fault};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256, Sha384};
use shanhai::ui::prerender::Shown;
use shanhai_dataset::{Dataset, Language};
use shanhai_graphic::view_state::View;
use shanhai_graphic::wording::{EmbedWords, page_words, words};

/// The dialog's choices and texts as JSON. The pictures must be among `files` already.
pub(crate) fn config(dataset: &'static Dataset, files: &Files) -> Result<Value, PublishError> {
    let languages = dataset.languages.iter().map(|&language| of_language(dataset, files, language));
    Ok(json!({ "languages": languages.collect::<Result<Vec<_>, _>>()? }))
}

/// `integrity.json`: the hash of each script, style sheet, program and dataset, for pages that pin what they load.
/// Under `style-src` it has the hashes of the styles within pages, for servers that do not use the shipped policy.
pub(crate) fn publish(styles: Option<&str>, files: &mut Files) -> Result<(), PublishError> {
    let is_named =
        |name: &str| name.rsplit('.').next().is_some_and(|ending| ["bin", "css", "js", "wasm"].contains(&ending));
    let mut hashes: Map<String, Value> = files
        .iter()
        .filter_map(|(name, content)| match content {
            Content::Bytes(bytes) if is_named(name) => Some((name.to_owned(), json!(integrity(bytes)))),
            _ => None,
        })
        .collect();
    hashes.extend(styles.map(|hashes| ("style-src".to_owned(), json!(hashes))));
    let text = serde_json::to_string_pretty(&hashes).map_err(|error| fault("integrity.json", error))?;
    files.put("integrity.json", text + "\n");
    Ok(())
}

/// A shorter hash for the same purpose, for scripts and pages that count towards the size budget.
pub(crate) fn short_integrity(content: &[u8]) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(content)))
}

/// A hash in the form of `integrity` attributes.
fn integrity(content: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(content)))
}

fn of_language(dataset: &'static Dataset, files: &Files, language: Language) -> Result<Value, PublishError> {
    let shown = Shown::all(dataset).map(|shown| choice(dataset, files, shown, language));
    let shown = shown.collect::<Result<Vec<_>, _>>()?;
    let (interface, page) = (words(language), page_words(language));
    let EmbedWords { title, what, kind, inline, frame, figure, .. } = page.embed;
    let EmbedWords { inline_note, frame_note, figure_note, code, copy, copied, copy_by_hand, preview, .. } = page.embed;
    Ok(json!({
        "tag": language.tag(),
        "name": language.own_name(),
        "words": {
            "title": title, "close": interface.close, "what": what, "language": interface.language,
            "theme": interface.theme, "kind": kind, "code": code, "copy": copy, "copied": copied,
            "copy_by_hand": copy_by_hand, "preview": preview,
            "themes": { "auto": interface.theme_auto, "light": interface.theme_light, "dark": interface.theme_dark },
            "kinds": { "inline": inline, "frame": frame, "figure": figure },
            "notes": { "inline": inline_note, "frame": frame_note, "figure": figure_note },
        },
        "shown": shown,
    }))
}

fn choice(dataset: &'static Dataset, files: &Files, shown: Shown, language: Language) -> Result<Value, PublishError> {
    let Embed { page, picture, text, link, .. } = Embed::of_shown(dataset, files, shown, language)?;
    let title = Subject::Shown(shown).title(dataset, language);
    Ok(json!({
        "attribute": shown.attribute(), "id": shown.id(), "short": shown.title(language), "title": title, "page": page,
        "picture": picture, "text": text, "interactive": link,
    }))
}

/// The published picture that represents a view or a chart.
pub(crate) fn picture(dataset: &'static Dataset, shown: Shown) -> &'static str {
    match shown {
        Shown::Alone(alone) => alone.id(),
        Shown::View(View::Projects) => "map",
        Shown::View(View::Timeline) => {
            dataset.charts.iter().find(|chart| chart.has_timeline()).map_or("share", |chart| &chart.id)
        }
        Shown::View(View::Overview | View::Charts | View::Models) => "share",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::dataset;

    #[test]
    fn integrity_is_that_of_browsers() {
        // printf 'abc' | openssl dgst -sha384 -binary | base64
        let expected = "sha384-ywB1P0WjXou1oD1pmsZQBycsMqsO3tFjGotgWkP/W+2AhgcroefMI1i67KE0yCWn";
        assert_eq!(integrity(b"abc"), expected);
    }

    #[test]
    fn everything_can_be_chosen_in_every_language() {
        let mut files = Files::default();
        crate::pictures::publish(dataset(), &mut files);
        let config = config(dataset(), &files).unwrap();
        for language in config["languages"].as_array().unwrap() {
            let shown = language["shown"].as_array().unwrap();
            for one in shown {
                assert!(one["text"].as_str().is_some_and(|text| text.len() > 10), "{one}");
                assert!(one["picture"]["width"].as_u64().is_some_and(|width| width > 300), "{one}");
            }
            // plus one for the connections
            assert_eq!(shown.len(), View::of(dataset()).count() + dataset().charts.len() + 1);
            assert!(language["words"].as_object().unwrap().values().all(|words| words != ""));
        }
    }
}
