//! What other sites show for a link to the pages: oEmbed answers and the tags in a page's head.

use crate::card::SHARE_SIZE;
use crate::files::Files;
use crate::publication::Publication;
use crate::subject::Subject;
use crate::{PublishError, fault};
use serde_json::json;
use shanhai_dataset::{Language, escaped};

/// Width and height of a frame at first, until its page has reported its height.
const FRAME: (u32, u32) = (680, 760);

pub(crate) fn publish(publication: &Publication<'_>, files: &mut Files) -> Result<(), PublishError> {
    let dataset = publication.dataset();
    answer(publication, Subject::Whole, dataset.languages[0], files)?;
    for &language in &dataset.languages {
        for subject in Subject::all(dataset) {
            answer(publication, subject, language, files)?;
        }
    }
    Ok(())
}

fn answer(
    publication: &Publication<'_>,
    subject: Subject,
    language: Language,
    files: &mut Files,
) -> Result<(), PublishError> {
    let (base, dataset) = (&publication.url, publication.dataset());
    let (page, oembed) = (subject.page(language), subject.oembed(language));
    let title = subject.title(dataset, language);
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
        "thumbnail_url": format!("{base}{}", subject.image(language)),
        "thumbnail_width": SHARE_SIZE.0,
        "thumbnail_height": SHARE_SIZE.1,
        "cache_age": 86_400,
    });
    let text = serde_json::to_string_pretty(&answer).map_err(|error| fault(&oembed, error))?;
    files.put(oembed, text + "\n");
    Ok(())
}

/// The frame of an answer. It may scroll, because some consumers give it less height than it asks for. The quotation
/// before it is the link that stays where frames are removed. Without a quotation WordPress never listens for
/// heights.
fn frame(address: &str, title: &str, height: u32) -> String {
    format!(
        "<blockquote><a href=\"{address}\">{title}</a></blockquote>\
         <iframe src=\"{address}\" title=\"{title}\" width=\"100%\" height=\"{height}\" \
         allow=\"web-share; clipboard-write\" frameborder=\"0\"></iframe>"
    )
}

/// A language with the country whose spelling we use, as Open Graph requires.
fn locale(language: Language) -> &'static str {
    match language {
        Language::ZhHans => "zh_CN",
        Language::En => "en_GB",
    }
}

/// The tags for the head of a page: oEmbed discovery, Open Graph and the Twitter card.
pub(crate) fn tags(publication: &Publication<'_>, subject: Subject, language: Language, page: &str) -> String {
    let (base, dataset) = (&publication.url, publication.dataset());
    let oembed = subject.oembed(language);
    let title = escaped(&subject.title(dataset, language));
    let description = escaped(&subject.description(dataset, language));
    let image = format!("{base}{}", subject.image(language));
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
        ("og:image:alt", &escaped(&subject.alt(dataset, language))),
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
    use crate::testing::programme;
    use shanhai::ui::prerender::Shown;
    use shanhai_graphic::view_state::View;
    use std::borrow::Cow;

    fn published<T>(url: &str, with: impl FnOnce(&Publication<'_>) -> T) -> T {
        with(&Publication::new(&Assets::default(), &programme(), url))
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
        // what wp_filter_oembed_result() of WordPress looks for
        assert!(html.starts_with("<blockquote><a href=\"") && html.contains("</a></blockquote><iframe "), "{html}");
        assert!(!html.contains("scrolling"), "a frame that is given too little height scrolls: {html}");
        assert!(answer["thumbnail_url"].is_string() && answer["thumbnail_width"] == 1200);
    }

    #[test]
    fn a_head_names_its_image_and_its_answer() {
        let subject = Subject::Shown(Shown::View(View::Projects));
        let tags = published("", |publication| tags(publication, subject, Language::En, "embed-projects.en.html"));
        for wanted in [
            "content=\"en_GB\"",
            "oembed-projects.en.json",
            "og:image",
            "static/share-projects.en.png",
            "summary_large_image",
        ] {
            assert!(tags.contains(wanted), "{wanted}");
        }
    }
}
