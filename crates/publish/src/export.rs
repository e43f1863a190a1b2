//! The texts of the dialog that saves and shares, and what every file says of its origin.

use serde_json::{Map, Value, json};
use shanhai_dataset::{Dataset, Language};
use shanhai_graphic::wording::{connections_title, page_words, words};

/// The dialog's texts, the titles of what can be saved, and the lines that accompany it.
pub(crate) fn config(dataset: &'static Dataset) -> Value {
    let languages: Vec<Value> = dataset.languages.iter().map(|&language| of_language(dataset, language)).collect();
    json!({ "languages": languages })
}

fn of_language(dataset: &'static Dataset, language: Language) -> Value {
    let (interface, page) = (words(language), page_words(language));
    let mut titles: Map<String, Value> =
        dataset.charts.iter().map(|chart| (chart.id.clone(), json!(chart.title.get(language)))).collect();
    titles.insert("map".to_owned(), json!((interface.map_label)(dataset.sides.mountain.get(language))));
    let all: Vec<_> = dataset.projects.iter().collect();
    titles.insert("connections".to_owned(), json!(connections_title(dataset, &all, language)));
    titles.insert("projects".to_owned(), json!(interface.project_list));
    json!({
        "tag": language.tag(),
        "words": {
            "title": interface.export, "close": interface.close, "dataset": page.export.dataset,
            "copy_text": page.export.copy_text, "copy_link": page.export.copy_link, "share": page.export.share,
            "copied": page.embed.copied, "copy_by_hand": page.embed.copy_by_hand,
            "share_by_hand": page.export.share_by_hand,
            "no_downloads": page.export.no_downloads, "link": page.embed.interactive,
        },
        "titles": titles,
        "about": origin(dataset, language),
    })
}

/// Where everything comes from: the source, the date of the data and their hash.
pub(crate) fn origin(dataset: &Dataset, language: Language) -> [String; 2] {
    let words = words(language);
    [
        format!("{}{}{}", words.source, words.colon, dataset.source.title.get(language)),
        format!("{}{}{} {}", words.updated, words.colon, dataset.source.updated, dataset.hash),
    ]
}

/// The same for a picture, whose readers do not need a hash.
pub(crate) fn brief_origin(dataset: &Dataset, language: Language) -> [String; 2] {
    let words = words(language);
    let [source, _] = origin(dataset, language);
    [source, format!("{}{}{}", words.updated, words.colon, dataset.source.updated)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::dataset;

    #[test]
    fn every_language_says_everything() {
        for language in config(dataset())["languages"].as_array().unwrap() {
            assert!(language["words"].as_object().unwrap().values().all(|words| words != ""));
            assert_eq!(language["titles"].as_object().unwrap().len(), dataset().charts.len() + 3);
            assert!(language["about"][1].as_str().unwrap().contains(dataset().hash.as_str()));
        }
    }
}
