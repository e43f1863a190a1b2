//! Pictures and links of a project.

use super::element::{Element, el};
use super::scene::Scene;
use shanhai_dataset::{Language, Picture, Project, WebLink};

/// The pictures, each with its credit; their room is kept until they come.
pub(super) fn pictures(scene: &Scene, project: &'static Project) -> impl Iterator<Item = Element> {
    let (language, folder) = (scene.language(), folder(scene));
    project.pictures.iter().map(move |picture| figure(picture, folder.as_deref(), language))
}

fn figure(picture: &'static Picture, folder: Option<&str>, language: Language) -> Element {
    let mut image = el("img")
        // before its address, which would be followed at once
        .is("loading", "lazy")
        .is("decoding", "async")
        .is("referrerpolicy", "no-referrer")
        .is("alt", picture.alt.get(language))
        .set("width", picture.width.to_string())
        .set("height", picture.height.to_string());
    if picture.src.starts_with("https://") {
        image = image.is("src", &picture.src);
    } else if let Some(folder) = folder {
        image = image.set("src", format!("{folder}{}", picture.src));
    }
    let credit = el("figcaption").class("quiet").says(picture.credit.get(language));
    el("figure").class("picture").child(image).child(credit)
}

/// Where files of the dataset's own lie, with a slash at its end: beside a `program.json`; in the folder `data` beside what was
/// published. None for a dataset that a page holds without files.
fn folder(scene: &Scene) -> Option<String> {
    match scene.address {
        None => Some(format!("{}data/", scene.base)),
        Some(address) if address.starts_with("blob:") => None,
        Some(address) => {
            let path = address.split(['?', '#']).next().unwrap_or_default();
            let folder = &path[..path.rfind('/')? + 1];
            Some(if path.ends_with(".json") { folder.to_owned() } else { format!("{folder}data/") })
        }
    }
}

/// The links, which leave the page around the graphic as it is.
pub(super) fn links(links: &'static [WebLink], language: Language) -> Element {
    let link = |link: &'static WebLink| {
        let anchor = el("a").is("href", &link.url).is("target", "_blank").is("rel", "noopener external");
        el("li").child(anchor.says(link.text.get(language)))
    };
    el("ul").class("plain").children(links.iter().map(link))
}
