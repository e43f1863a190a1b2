//! The page that lists several programmes, each in its own folder.

use crate::assets::Assets;
use crate::files::Files;
use crate::programme::Programme;
use crate::tokens::Tokens;
use crate::{PublishError, fault};
use shanhai_dataset::{Language, escaped};
use std::collections::BTreeSet;

/// The list and the files that it needs. Each programme lies in the folder named by its id.
///
/// # Errors
/// Two programmes have the same id.
pub fn overview(assets: &Assets, programmes: &[Programme]) -> Result<Files, PublishError> {
    let mut files = Files::default();
    let mut ids = BTreeSet::new();
    let mut list = String::new();
    for programme in programmes {
        let dataset = programme.dataset;
        if !ids.insert(dataset.id.as_str()) {
            return Err(fault(&dataset.id, "two programmes have this id, which names the folder of each"));
        }
        let language = dataset.languages[0];
        list += &format!(
            "<li lang=\"{}\"><a href=\"{}/index.html\">{}</a><p>{}</p></li>",
            language.tag(),
            dataset.id,
            escaped(dataset.title.get(language)),
            escaped(dataset.subtitle.get(language))
        );
    }
    let language = programmes.first().map_or(Language::ZhHans, |programme| programme.dataset.languages[0]);
    let title = match language {
        Language::ZhHans => "数据图",
        Language::En => "Graphics",
    };
    let mut tokens = Tokens::default();
    tokens.set("__LANG__", language.tag());
    tokens.set("__TITLE__", title);
    tokens.set("__PROGRAMMES__", list);
    tokens.set("__PAGES_CSS__", files.put_hashed("pages", "css", assets.bytes("styles/pages.css")?));
    files.put("index.html", tokens.fill(assets.text("pages/overview.html")?, "index.html")?);
    files.put_bytes("icon.svg", assets.bytes("fixed/icon.svg")?);
    Ok(files)
}
