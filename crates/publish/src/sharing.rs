//! What a link to the pages says of them elsewhere: oEmbed answers and the tags of a page's head.

use crate::files::Files;
use crate::pictures::SHARE_SIZE;
use crate::publication::Publication;
use crate::{PublishError, fault};
use serde_json::json;
use shanhai::ui::prerender::Shown;
use shanhai_dataset::{Dataset, Language};
use shanhai_graphic::paint::escaped;

/// What names a page: the page for frames, its title, and its oEmbed answer.
pub(crate) struct Naming {
    pub page: String,
    pub title: String,
    pub oembed: String,
}

/// The names for a view or a chart (`None`: the overview as the first page has it) in a language.
pub(crate) fn naming(dataset: &'static Dataset, shown: Option<Shown>, language: Language) -> Naming {
    let whole = dataset.title.get(language);
    let Some(shown) = shown else {
        return Naming { page: "embed.html".into(), title: whole.into(), oembed: "oembed.json".into() };
    };
    let page = shown.page(language);
    let oembed = page.replacen("embed-", "oembed-", 1).replace(".html", ".json");
    Naming { page, title: format!("{} · {whole}", shown.title(language)), oembed }
}

/// Width and height in which a frame is first shown, until its page has said how high it is.
const FRAME: (u32, u32) = (680, 760);

pub(crate) fn publish(publication: &Publication<'_>, files: &mut Files) -> Result<(), PublishError> {
    let dataset = publication.dataset();
    answer(publication, None, dataset.languages[0], files)?;
    for &language in &dataset.languages {
        for shown in Shown::all(dataset) {
            answer(publication, Some(shown), language, files)?;
        }
    }
    Ok(())
}

fn answer(
    publication: &Publication<'_>,
    shown: Option<Shown>,
    language: Language,
    files: &mut Files,
) -> Result<(), PublishError> {
    let (base, dataset) = (&publication.url, publication.dataset());
    let Naming { page, title, oembed } = naming(dataset, shown, language);
    let (width, height) = FRAME;
    let html = frame(&format!("{base}{page}"), &escaped(&title), height);
    let answer = json!({
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": dataset.title.get(language),
        "html": html,
        "width": width,
        "height": height,
        "thumbnail_url": format!("{base}static/share.{}.png", language.tag()),
        "thumbnail_width": SHARE_SIZE.0,
        "thumbnail_height": SHARE_SIZE.1,
        "cache_age": 86_400,
    });
    let text = serde_json::to_string_pretty(&answer).map_err(|error| fault(&oembed, error))?;
    files.put(oembed, text + "\n");
    Ok(())
}

/// The frame of an answer, which may scroll: some readers of answers give it less height than it asks for. The quotation before
/// it is the link that stays where frames are removed, and without one WordPress never listens for heights.
fn frame(address: &str, title: &str, height: u32) -> String {
    format!(
        "<blockquote><a href=\"{address}\">{title}</a></blockquote>\
         <iframe src=\"{address}\" title=\"{title}\" width=\"100%\" height=\"{height}\" \
         allow=\"web-share; clipboard-write\" frameborder=\"0\"></iframe>"
    )
}

/// A language with the country by whose spelling we write it, as Open Graph wants it.
fn locale(language: Language) -> &'static str {
    match language {
        Language::ZhHans => "zh_CN",
        Language::En => "en_GB",
    }
}

/// The tags for the head of a page: oEmbed discovery, Open Graph and Twitter's card.
pub(crate) fn tags(publication: &Publication<'_>, shown: Option<Shown>, language: Language, page: &str) -> String {
    let (base, dataset) = (&publication.url, publication.dataset());
    let Naming { title, oembed, .. } = naming(dataset, shown, language);
    let title = escaped(&title);
    let description = escaped(dataset.subtitle.get(language));
    let image = format!("{base}static/share.{}.png", language.tag());
    let (width, height) = SHARE_SIZE;
    let mut tags =
        format!("<link rel=\"alternate\" type=\"application/json+oembed\" href=\"{base}{oembed}\" title=\"{title}\">");
    let mut meta = |key: &str, name: &str, content: &str| {
        tags += &format!("<meta {key}=\"{name}\" content=\"{content}\">");
    };
    for (name, content) in [
        ("og:locale", locale(language)),
        ("og:title", title.as_str()),
        ("og:description", &description),
        ("og:image", &image),
        ("og:image:width", &width.to_string()),
        ("og:image:height", &height.to_string()),
        ("og:image:alt", &title),
    ] {
        meta("property", name, content);
    }
    if !base.is_empty() {
        meta("property", "og:url", &format!("{base}{page}"));
    }
    for (name, content) in [
        ("twitter:card", "summary_large_image"),
        ("twitter:title", title.as_str()),
        ("twitter:description", &description),
        ("twitter:image", &image),
    ] {
        meta("name", name, content);
    }
    tags
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assets::Assets;
    use crate::files::Content;
    use crate::programme::Programme;
    use crate::testing::dataset;
    use shanhai_graphic::view_state::View;
    use std::borrow::Cow;

    fn published<T>(url: &str, with: impl FnOnce(&Publication<'_>) -> T) -> T {
        let programme = Programme {
            dataset: dataset(),
            binary: Vec::new(),
            json: String::new(),
            beside: Vec::new(),
            icon: None,
            article: None,
        };
        with(&Publication::new(&Assets::default(), &programme, url))
    }

    #[test]
    fn an_answer_has_what_oembed_requires() {
        let mut files = Files::default();
        published("https://news.example/harbour", |publication| publish(publication, &mut files)).unwrap();
        let Some(Content::Bytes(Cow::Owned(text))) = files.get("oembed-chart-mohan-port.en.json") else {
            panic!("there is no answer")
        };
        let answer: serde_json::Value = serde_json::from_slice(text).unwrap();
        assert_eq!((&answer["version"], &answer["type"]), (&json!("1.0"), &json!("rich")));
        assert!(answer["width"].is_u64() && answer["height"].is_u64());
        let html = answer["html"].as_str().unwrap();
        assert!(html.contains("\"https://news.example/harbour/embed-chart-mohan-port.en.html\" title=\""), "{html}");
        // as wp_filter_oembed_result() of WordPress looks for them
        assert!(html.starts_with("<blockquote><a href=\"") && html.contains("</a></blockquote><iframe "), "{html}");
        assert!(!html.contains("scrolling"), "a frame that is given too little height scrolls: {html}");
        assert!(answer["thumbnail_url"].is_string() && answer["thumbnail_width"] == 1200);
    }

    #[test]
    fn no_two_pages_have_one_name() {
        let mut pages: Vec<String> =
            Shown::all(dataset()).map(|shown| naming(dataset(), Some(shown), Language::En).page).collect();
        let all = pages.len();
        pages.sort();
        pages.dedup();
        assert_eq!(pages.len(), all);
    }

    #[test]
    fn a_head_names_its_image_and_its_answer() {
        let shown = Some(Shown::View(View::Projects));
        let tags = published("", |publication| tags(publication, shown, Language::En, "embed-projects.en.html"));
        for wanted in
            ["content=\"en_GB\"", "oembed-projects.en.json", "og:image", "static/share.en.png", "summary_large_image"]
        {
            assert!(tags.contains(wanted), "{wanted}");
        }
    }
}
