//! Programs, styles and scripts under names that change with their content, and the tokens with which pages name
//! them.
//!
//! esbuild has bundled the scripts already, with the names of the programs. What depends on the dataset is put before
//! a script as constants, because the editors' command has no esbuild.

use crate::assets::Bytes;
use crate::files::Files;
use crate::publication::{Publication, Styles};
use crate::tokens::Tokens;
use crate::{PublishError, embedding, export, integrity};
use serde_json::{Value, json};
use shanhai::ui::prerender;
use shanhai_dataset::{Dataset, hash};
use shanhai_graphic::wording::{PageWords, page_words};
use std::borrow::Cow;

/// What pages need to name the scripts and styles.
pub(crate) struct Published {
    /// The tokens for filling pages.
    pub(crate) tokens: Tokens,
    /// The folder of the modules that load on demand.
    pub(crate) lazy: String,
}

/// Adds them all to `files`.
pub(crate) fn publish(publication: &Publication<'_>, files: &mut Files) -> Result<Published, PublishError> {
    let assets = publication.assets;
    for stem in ["program", "checker", "desk"] {
        for extension in ["js", "wasm"] {
            files.put_hashed(stem, extension, assets.bytes(&format!("{stem}.{extension}"))?);
        }
    }
    // a program hydrates only what it prerendered itself from the dataset that it shows
    let binary = publication.programme.binary.as_slice();
    let release = &hash::short([assets.bytes("program.js")?, assets.bytes("program.wasm")?, binary])[..8];
    let mut tokens = Tokens::default();
    tokens.set("__RELEASE__", release);
    let styles = publish_styles(publication, &mut tokens, files)?;
    let lazy = publish_lazy(publication, files)?;
    let own =
        dataset_apart(publication)?.map(|binary| files.put_hashed("dataset", "bin", &Cow::Owned(binary.to_vec())));
    let constants = [
        ("RELEASE", json!(release)),
        ("LAZY", json!(lazy)),
        ("DATASET", json!(own)),
        ("STYLES", styles),
        ("NOTICES", notices(publication.dataset())),
    ];
    let script = with_constants(&constants, assets.text("scripts/shanhai.js")?);
    files.put("shanhai.js", script.as_str());
    // The same script under a name that changes with its content: for pages that pin the hash of what they load, and
    // for our own pages. These must find the files of their own release while the next release replaces it.
    tokens.set("__SHANHAI_JS__", files.put_hashed("shanhai", "js", &Cow::Owned(script.into_bytes())));
    for (token, stem) in [("__FRAME_JS__", "frame"), ("__PROJECT_JS__", "project")] {
        tokens.set(token, files.put_hashed(stem, "js", assets.bytes(&format!("scripts/{stem}.js"))?));
    }
    Ok(Published { tokens, lazy })
}

/// Adds the styles. Returns what the script must know of those of the widget.
fn publish_styles(
    publication: &Publication<'_>,
    tokens: &mut Tokens,
    files: &mut Files,
) -> Result<Value, PublishError> {
    let assets = publication.assets;
    let widget = widget_styles(publication)?;
    let embed = assets.text("styles/embed.css")?;
    // the script loads it in other pages
    let url = put_styles(files, "widget", &widget.text);
    match publication.styles {
        Styles::Within => {
            tokens.set("__WIDGET_STYLES__", format!("<style>{}</style>", widget.text));
            tokens.set("__EMBED_STYLES__", format!("<style>{embed}</style>"));
            let hashes = style_hashes([&widget.text, embed]);
            files.put(STYLE_HASHES, format!("\"\" \"{hashes}\";\n"));
            tokens.set(HASHES_OF_STYLES, hashes);
        }
        Styles::Linked => {
            let embed = put_styles(files, "embed", embed);
            for (token, url) in [("__WIDGET_STYLES__", &url), ("__EMBED_STYLES__", &embed)] {
                tokens.set(token, format!("<link rel=\"stylesheet\" href=\"{url}\">"));
            }
        }
    }
    for (token, stem) in [("__PAGES_CSS__", "pages"), ("__PROJECT_CSS__", "project")] {
        let name = files.put_hashed(stem, "css", assets.bytes(&format!("styles/{stem}.css"))?);
        tokens.set(token, name);
    }
    Ok(json!({ "url": url, "mark": widget.mark }))
}

/// Adds the modules that load on demand. Returns their folder.
fn publish_lazy(publication: &Publication<'_>, files: &mut Files) -> Result<String, PublishError> {
    let dataset = publication.dataset();
    let constants = [
        ("back.js", ("BACK", in_each_language(dataset, |words| words.back))),
        ("embed.js", ("EMBED", embedding::config(dataset, files)?)),
        ("export.js", ("EXPORT", export::config(dataset))),
    ];
    folder(publication, "lazy", &constants, files)
}

/// The texts of the notices.
fn notices(dataset: &'static Dataset) -> Value {
    json!({
        "failed": in_each_language(dataset, |words| words.load_failed),
        "part": in_each_language(dataset, |words| words.part_failed),
        "src": in_each_language(dataset, |words| words.src_unread),
        "release": in_each_language(dataset, |words| words.other_release),
    })
}

/// A script behind the constants that it uses, all of them on the first line.
fn with_constants(constants: &[(&str, Value)], script: &str) -> String {
    let constants: Vec<_> = constants.iter().map(|(name, value)| format!("{name}={value}")).collect();
    format!("const {};\n{script}", constants.join(","))
}

/// What a server's policy must allow for the styles within our pages, as lines of an nginx `map`.
const STYLE_HASHES: &str = "style-hashes.map";

/// The token for the hashes of the styles within pages, if there are any.
pub(crate) const HASHES_OF_STYLES: &str = "__HASHES_OF_STYLES__";

/// The styles of the widget, with a mark by which the script knows whether they apply.
struct WidgetStyles {
    text: String,
    mark: String,
}

fn widget_styles(publication: &Publication<'_>) -> Result<WidgetStyles, PublishError> {
    let rules =
        publication.assets.text("styles/widget.css")?.to_owned() + &compact(&prerender::heights(publication.dataset()));
    let mark = format!("s{}", &hash::short([rules.as_bytes()])[..8]);
    Ok(WidgetStyles { text: format!("{rules}:host{{--shanhai-styles:{mark}}}"), mark })
}

/// Adds a style sheet and returns its name.
fn put_styles(files: &mut Files, stem: &str, text: &str) -> String {
    files.put_hashed(stem, "css", &Cow::Owned(text.as_bytes().to_vec()))
}

/// The hashes of styles within pages, as in a `style-src` directive.
fn style_hashes(texts: [&str; 2]) -> String {
    texts.map(|text| format!("'{}'", integrity::short_hash(text.as_bytes()))).join(" ")
}

/// The dataset's binary form, if it is not the one inside the program.
fn dataset_apart<'a>(publication: &'a Publication<'_>) -> Result<Option<&'a [u8]>, PublishError> {
    let binary = publication.programme.binary.as_slice();
    Ok((publication.assets.bytes("dataset.bin")?.as_ref() != binary).then_some(binary))
}

/// A text in each language.
fn in_each_language(dataset: &'static Dataset, words: fn(&'static PageWords) -> &'static str) -> Value {
    let words =
        dataset.languages.iter().map(|&language| (language.tag().to_owned(), json!(words(page_words(language)))));
    Value::Object(words.collect())
}

/// Adds the scripts of a folder in a folder whose name changes with their content, some behind a constant that they
/// use. Returns the folder's name in the form that pages and scripts beside it use.
pub(crate) fn folder(
    publication: &Publication<'_>,
    name: &str,
    constants: &[(&str, (&str, Value))],
    files: &mut Files,
) -> Result<String, PublishError> {
    let mut scripts: Vec<(&str, Bytes)> = Vec::new();
    for (file, script) in publication.assets.below(&format!("scripts/{name}/")) {
        let script = match constants.iter().find(|(of, ..)| *of == file) {
            None => script.clone(),
            Some((_, constant)) => {
                let script = publication.assets.text(&format!("scripts/{name}/{file}"))?;
                Cow::Owned(with_constants(std::slice::from_ref(constant), script).into_bytes())
            }
        };
        scripts.push((file, script));
    }
    let hash = hash::short(scripts.iter().flat_map(|(file, text)| [file.as_bytes(), text]));
    let folder = format!("{name}-{hash}");
    for (file, text) in &scripts {
        files.put_bytes(format!("{folder}/{file}"), text);
    }
    Ok(format!("./{folder}"))
}

/// Shortens the rules that a dataset adds to the style sheet as much as esbuild shortens the others.
fn compact(rules: &str) -> String {
    let mut short: String = rules.lines().map(str::trim).collect();
    for (long, brief) in [(" {", "{"), ("{ ", "{"), (": ", ":"), ("; ", ";"), (";}", "}"), (" > ", ">"), (" !", "!")] {
        short = short.replace(long, brief);
    }
    short + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn constants_are_the_first_line_of_a_script() {
        let script = with_constants(&[("A", json!("a\n</b>")), ("B", json!(null))], "f(A);\n");
        assert_eq!(script, "const A=\"a\\n</b>\",B=null;\nf(A);\n");
    }

    #[test]
    fn rules_become_short() {
        let rules =
            "@container (width < 360px) {\n.from-1 { display: none !important; }\n.h1-2 > svg { height: 3px; }\n}\n";
        assert_eq!(
            compact(rules),
            "@container (width < 360px){.from-1{display:none!important}.h1-2>svg{height:3px}}\n"
        );
    }
}
