//! What a link to the pages says of them elsewhere: oEmbed answers and the tags of a page's head.

use super::pictures::SHARE_SIZE;
use super::{PublishError, fault, write};
use crate::embedded::PROGRAM;
use crate::view_state::View;
use serde_json::json;
use shanhai_dataset::Language;
use std::path::Path;

/// Where the published files will be found, with a slash at its end: from the variable `SHANHAI_URL`. Without it
/// addresses are relative, which crawlers of other hosts cannot follow.
pub(super) fn base() -> String {
    let base = std::env::var("SHANHAI_URL").unwrap_or_default();
    if base.is_empty() || base.ends_with('/') { base } else { base + "/" }
}

/// One page for frames, and what it is called.
struct Shown {
    page: String,
    title: String,
    oembed: String,
}

/// A view or a chart (`None`: the overview as the first page has it) in a language.
fn shown(id: Option<&str>, language: Language) -> Shown {
    let whole = PROGRAM.title.get(language);
    let Some(id) = id else {
        return Shown { page: "embed.html".into(), title: whole.into(), oembed: "oembed.json".into() };
    };
    let tag = language.tag();
    let chart = PROGRAM.charts.iter().find(|chart| chart.id == id).map(|chart| chart.title.get(language));
    let view = View::from_id(id).map(|view| crate::ui::still::view_title(view, language));
    let part = chart.or(view).unwrap_or_default();
    Shown {
        page: format!("embed-{id}.{tag}.html"),
        title: format!("{part} · {whole}"),
        oembed: format!("oembed-{id}.{tag}.json"),
    }
}

/// Width and height in which a frame is first shown, until its page has said how high it is.
const FRAME: (u32, u32) = (680, 760);

pub(super) fn publish(staging: &Path) -> Result<(), PublishError> {
    answer(staging, None, Language::ALL[0])?;
    for language in Language::ALL {
        for id in View::ALL.into_iter().map(View::id).chain(PROGRAM.charts.iter().map(|chart| chart.id)) {
            answer(staging, Some(id), language)?;
        }
    }
    Ok(())
}

fn answer(staging: &Path, id: Option<&str>, language: Language) -> Result<(), PublishError> {
    let (base, Shown { page, title, oembed }) = (base(), shown(id, language));
    let (width, height) = FRAME;
    let html = format!(
        "<iframe src=\"{base}{page}\" title=\"{}\" width=\"100%\" height=\"{height}\" frameborder=\"0\" scrolling=\"no\"></iframe>",
        escaped(&title)
    );
    let answer = json!({
        "version": "1.0",
        "type": "rich",
        "title": title,
        "provider_name": PROGRAM.title.get(language),
        "html": html,
        "width": width,
        "height": height,
        "thumbnail_url": format!("{base}static/share.{}.png", language.tag()),
        "thumbnail_width": SHARE_SIZE.0,
        "thumbnail_height": SHARE_SIZE.1,
        "cache_age": 86_400,
    });
    let path = staging.join(oembed);
    let text = serde_json::to_string_pretty(&answer).map_err(|error| fault(&path, error))?;
    write(&path, text + "\n")
}

/// The title of the page of a view or a chart, as markup.
pub(super) fn title(id: &str, language: Language) -> String {
    escaped(&shown(Some(id), language).title)
}

/// The tags for the head of a page: oEmbed discovery, Open Graph and Twitter's card.
pub(super) fn tags(id: Option<&str>, language: Language, page: &str) -> String {
    let (base, Shown { title, oembed, .. }) = (base(), shown(id, language));
    let title = escaped(&title);
    let description = escaped(PROGRAM.subtitle.get(language));
    let image = format!("{base}static/share.{}.png", language.tag());
    let (width, height) = SHARE_SIZE;
    let mut tags =
        format!("<link rel=\"alternate\" type=\"application/json+oembed\" href=\"{base}{oembed}\" title=\"{title}\">");
    let mut meta = |key: &str, name: &str, content: &str| {
        tags += &format!("<meta {key}=\"{name}\" content=\"{content}\">");
    };
    for (name, content) in [
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

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_has_what_oembed_requires() {
        let folder = std::env::temp_dir().join(format!("shanhai-oembed-{}", std::process::id()));
        publish(&folder).unwrap();
        let text = std::fs::read_to_string(folder.join("oembed-mohan-port.en.json")).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        let answer: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!((&answer["version"], &answer["type"]), (&json!("1.0"), &json!("rich")));
        assert!(answer["width"].is_u64() && answer["height"].is_u64());
        let html = answer["html"].as_str().unwrap();
        assert!(html.contains("embed-mohan-port.en.html") && html.contains("title=\""));
        assert!(answer["thumbnail_url"].is_string() && answer["thumbnail_width"] == 1200);
    }

    #[test]
    fn a_head_names_its_image_and_its_answer() {
        let tags = tags(Some("projects"), Language::En, "embed-projects.en.html");
        for wanted in ["oembed-projects.en.json", "og:image", "static/share.en.png", "summary_large_image"] {
            assert!(tags.contains(wanted), "{wanted}");
        }
    }
}
