//! What a link to the pages says of them elsewhere: oEmbed answers and the tags of a page's head.

use super::pictures::SHARE_SIZE;
use super::{PublishError, fault, write};
use crate::embedded::PROGRAM;
use crate::paint::escaped;
use crate::ui::still::Shown;
use serde_json::json;
use shanhai_dataset::Language;
use std::path::Path;

/// Where the published files will be found, with a slash at its end: from the variable `SHANHAI_URL`. Without it
/// addresses are relative, which crawlers of other hosts cannot follow.
fn base() -> String {
    let base = std::env::var("SHANHAI_URL").unwrap_or_default();
    if base.is_empty() || base.ends_with('/') { base } else { base + "/" }
}

/// What names a page: the page for frames, its title, and its oEmbed answer.
struct Naming {
    page: String,
    title: String,
    oembed: String,
}

/// The names for a view or a chart (`None`: the overview as the first page has it) in a language.
fn naming(shown: Option<Shown>, language: Language) -> Naming {
    let whole = PROGRAM.title.get(language);
    let Some(shown) = shown else {
        return Naming { page: "embed.html".into(), title: whole.into(), oembed: "oembed.json".into() };
    };
    // views and charts may have the same id
    let id = match shown {
        Shown::View(view) => view.id().to_owned(),
        Shown::Chart(chart) => format!("chart-{}", chart.id),
    };
    let tag = language.tag();
    Naming {
        page: format!("embed-{id}.{tag}.html"),
        title: format!("{} · {whole}", shown.title(language)),
        oembed: format!("oembed-{id}.{tag}.json"),
    }
}

/// Name and title of the page for frames that shows a view or a chart.
pub(super) fn page(shown: Shown, language: Language) -> (String, String) {
    let Naming { page, title, .. } = naming(Some(shown), language);
    (page, title)
}

/// Width and height in which a frame is first shown, until its page has said how high it is.
const FRAME: (u32, u32) = (680, 760);

pub(super) fn publish(staging: &Path) -> Result<(), PublishError> {
    answer(staging, None, PROGRAM.languages[0])?;
    for &language in PROGRAM.languages {
        for shown in Shown::all() {
            answer(staging, Some(shown), language)?;
        }
    }
    Ok(())
}

fn answer(staging: &Path, shown: Option<Shown>, language: Language) -> Result<(), PublishError> {
    let (base, Naming { page, title, oembed }) = (base(), naming(shown, language));
    let (width, height) = FRAME;
    let html = frame(&format!("{base}{page}"), &escaped(&title), height);
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

/// The frame of an answer, which may scroll: some readers of answers give it less height than it asks for. The quotation before
/// it is the link that stays where frames are removed, and without one WordPress never listens for heights.
fn frame(address: &str, title: &str, height: u32) -> String {
    format!(
        "<blockquote><a href=\"{address}\">{title}</a></blockquote>\
         <iframe src=\"{address}\" title=\"{title}\" width=\"100%\" height=\"{height}\" frameborder=\"0\"></iframe>"
    )
}

/// The tags for the head of a page: oEmbed discovery, Open Graph and Twitter's card.
pub(super) fn tags(shown: Option<Shown>, language: Language, page: &str) -> String {
    let (base, Naming { title, oembed, .. }) = (base(), naming(shown, language));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_has_what_oembed_requires() {
        let folder = std::env::temp_dir().join(format!("shanhai-oembed-{}", std::process::id()));
        publish(&folder).unwrap();
        let text = std::fs::read_to_string(folder.join("oembed-chart-mohan-port.en.json")).unwrap();
        std::fs::remove_dir_all(&folder).unwrap();
        let answer: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!((&answer["version"], &answer["type"]), (&json!("1.0"), &json!("rich")));
        assert!(answer["width"].is_u64() && answer["height"].is_u64());
        let html = answer["html"].as_str().unwrap();
        assert!(html.contains("embed-chart-mohan-port.en.html") && html.contains("title=\""));
        // as wp_filter_oembed_result() of WordPress looks for them
        assert!(html.starts_with("<blockquote><a href=\"") && html.contains("</a></blockquote><iframe "), "{html}");
        assert!(!html.contains("scrolling"), "a frame that is given too little height scrolls: {html}");
        assert!(answer["thumbnail_url"].is_string() && answer["thumbnail_width"] == 1200);
    }

    #[test]
    fn no_two_pages_have_one_name() {
        let mut pages: Vec<String> = Shown::all().map(|shown| page(shown, Language::En).0).collect();
        let all = pages.len();
        pages.sort();
        pages.dedup();
        assert_eq!(pages.len(), all);
    }

    #[test]
    fn a_head_names_its_image_and_its_answer() {
        let tags = tags(Some(Shown::View(crate::view_state::View::Projects)), Language::En, "embed-projects.en.html");
        for wanted in ["oembed-projects.en.json", "og:image", "static/share.en.png", "summary_large_image"] {
            assert!(tags.contains(wanted), "{wanted}");
        }
    }
}
