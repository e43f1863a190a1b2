//! Pictures and links of a project.

use super::element::{Element, el};
use super::render_context::RenderContext;
use shanhai_dataset::{Language, Picture, Project, WebLink};

/// The pictures, each with its credit. Their space is reserved until they load.
pub(super) fn pictures(context: &RenderContext, project: &'static Project) -> impl Iterator<Item = Element> {
    let (language, folder) = (context.language(), folder(context));
    project.pictures.iter().filter_map(move |picture| figure(picture, folder.as_deref(), language))
}

/// A picture with its credit. `None` if it would be one of the dataset's own files, and there are none.
fn figure(picture: &'static Picture, folder: Option<&str>, language: Language) -> Option<Element> {
    let address = match picture.src.starts_with("https://") {
        true => picture.src.to_owned(),
        false => format!("{}{}", folder?, picture.src),
    };
    let image = el("img")
        // before `src`, which the browser would load at once
        .attr("loading", "lazy")
        .attr("decoding", "async")
        .attr("referrerpolicy", "no-referrer")
        .attr("alt", picture.alt.get(language))
        .attr("width", picture.width.to_string())
        .attr("height", picture.height.to_string())
        .attr("src", address);
    let credit = el("figcaption").class("quiet").text(picture.credit.get(language));
    Some(el("figure").class("photo").child(image).child(credit))
}

/// URL of the dataset's own files, with a trailing slash: beside a `program.json`, or in the folder `data` beside the
/// published files. `None` where there are no such files.
fn folder(context: &RenderContext) -> Option<String> {
    match context.address {
        None => Some(format!("{}data/", context.pages()?)),
        Some(address) if address.starts_with("blob:") => None,
        Some(address) => {
            let path = address.split(['?', '#']).next().unwrap_or_default();
            let folder = &path[..path.rfind('/')? + 1];
            Some(if path.ends_with(".json") { folder.to_owned() } else { format!("{folder}data/") })
        }
    }
}

/// The links. They open in a new tab and leave the surrounding page as it is.
pub(super) fn links(links: &'static [WebLink], language: Language) -> Element {
    let link = |link: &'static WebLink| {
        let anchor = el("a").attr("href", link.url.as_str()).attr("target", "_blank").attr("rel", "noopener external");
        el("li").child(anchor.text(link.text.get(language)))
    };
    el("ul").class("plain").children(links.iter().map(link))
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use crate::ui::prerender::{Shown, markup};
    use shanhai_dataset::check::{beside, check};
    use shanhai_dataset::{Dataset, Language};
    use shanhai_graphic::view_state::View;
    use std::path::Path;

    const MEDIA: &str = r#""id": "maojiawan",
      "links": [{ "text": { "zh-Hans": "专题页", "en": "The page on it" }, "url": "https://news.example/one?a=1" }],
      "pictures": [{ "src": "pictures/one.jpg", "alt": { "zh-Hans": "两人", "en": "Two people" },
        "credit": { "zh-Hans": "摄影：某人", "en": "Photo: somebody" }, "width": 1200, "height": 800 }],"#;

    #[test]
    fn a_project_shows_its_pictures_with_credit_and_its_links() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/program.json");
        let json = std::fs::read_to_string(&file).unwrap().replacen("\"id\": \"maojiawan\",", MEDIA, 1);
        let checked = check(&json, &beside(&file)).unwrap_or_else(|faults| panic!("{faults:?}"));
        let dataset = Dataset::decode(&checked.to_binary()).unwrap();
        let markup = markup(dataset, Shown::View(View::Projects), Language::En, "./").unwrap();
        let figure = &markup[markup.find("<figure class=\"photo\">").expect("a picture")..];
        let figure = &figure[..figure.find("</figure>").unwrap()];
        for part in [
            "src=\"./data/pictures/one.jpg\"",
            "alt=\"Two people\"",
            "width=\"1200\"",
            "height=\"800\"",
            "loading=\"lazy\"",
            "Photo: somebody</figcaption>",
        ] {
            assert!(figure.contains(part), "no {part} in {figure}");
        }
        let link = &markup[markup.find("href=\"https://news.example/one?a=1\"").expect("a link")..];
        assert!(
            link.split("</a>").next().is_some_and(|link| link.contains("noopener") && link.contains("The page on it"))
        );
    }
}
