//! The choices and texts of the dialog that provides embed code for other pages.

use crate::PublishError;
use crate::embeds::Embed;
use crate::files::Files;
use crate::subject::Subject;
use serde_json::{Value, json};
use shanhai::ui::prerender::Shown;
use shanhai_dataset::{Dataset, Language};
use shanhai_graphic::wording::{EmbedWords, page_words, words};

/// The dialog's choices and texts as JSON. The pictures must be among `files` already.
pub(crate) fn config(dataset: &'static Dataset, files: &Files) -> Result<Value, PublishError> {
    let languages = dataset.languages.iter().map(|&language| of_language(dataset, files, language));
    Ok(json!({ "languages": languages.collect::<Result<Vec<_>, _>>()? }))
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::dataset;
    use shanhai_graphic::view_state::View;

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
