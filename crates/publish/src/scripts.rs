//! Programs, styles and scripts under names that change with their content, and the tokens that stand for these
//! names.

use crate::files::{Files, hash};
use crate::publication::{Publication, Styles};
use crate::tokens::Tokens;
use crate::{PublishError, embedding, export};
use serde_json::json;
use shanhai::ui::prerender;
use shanhai_dataset::Dataset;
use shanhai_graphic::wording::{PageWords, page_words};
use std::borrow::Cow;

/// Folder of the scripts before they are minified: for people, and for the package that bundlers use.
const READABLE: &str = "source";

/// Adds them all to `files`. Returns the tokens for filling pages.
pub(crate) fn publish(publication: &Publication<'_>, files: &mut Files) -> Result<Tokens, PublishError> {
    let (assets, dataset) = (publication.assets, publication.dataset());
    let mut tokens = Tokens::default();
    for (token, stem, extension) in [
        ("__PROGRAM_JS__", "program", "js"),
        ("__PROGRAM_WASM__", "program", "wasm"),
        ("__CHECKER_JS__", "checker", "js"),
        ("__CHECKER_WASM__", "checker", "wasm"),
    ] {
        let name = files.put_hashed(stem, extension, assets.bytes(&format!("{stem}.{extension}"))?);
        tokens.set(token, name);
    }
    let (glue, program) = (assets.bytes("program.js")?, assets.bytes("program.wasm")?);
    let own = dataset_apart(publication)?;
    // a program hydrates only what it prerendered itself from the dataset that it shows
    let release = hash([glue, program, publication.programme.binary.as_slice()])[..8].to_owned();
    tokens.set("__PROGRAM_INTEGRITY__", embedding::short_integrity(program));
    tokens.set("__RELEASE__", release);
    tokens.set(
        "__DATASET__",
        match own {
            Some(binary) => json!(files.put_hashed("dataset", "bin", &Cow::Owned(binary.to_vec()))).to_string(),
            None => "null".to_owned(),
        },
    );
    put_styles(publication, files, &mut tokens)?;
    type Said = fn(&'static PageWords) -> &'static str;
    for (token, words) in [
        ("__FAILED__", (|words| words.load_failed) as Said),
        ("__PART_FAILED__", |words| words.part_failed),
        ("__SRC_UNREAD__", |words| words.src_unread),
        ("__OTHER_RELEASE__", |words| words.other_release),
        ("__BACK__", |words| words.back),
    ] {
        tokens.set(token, in_each_language(dataset, words));
    }
    put_scripts(publication, files, &mut tokens)?;
    Ok(tokens)
}

fn put_styles(publication: &Publication<'_>, files: &mut Files, tokens: &mut Tokens) -> Result<(), PublishError> {
    let assets = publication.assets;
    let widget = widget_styles(publication)?;
    tokens.set("__STYLES_MARK__", &widget.mark);
    let embed = assets.text("styles/embed.css")?;
    // the script loads it in other pages
    tokens.set("__WIDGET_CSS__", put_sheet(files, "widget", &widget.text));
    match publication.styles {
        Styles::Within => {
            tokens.set("__WIDGET_STYLES__", format!("<style>{}</style>", widget.text));
            tokens.set("__EMBED_STYLES__", format!("<style>{embed}</style>"));
            let hashes = style_hashes([&widget.text, embed]);
            files.put(STYLE_HASHES, format!("\"\" \"{hashes}\";\n"));
            tokens.set(HASHES_OF_STYLES, hashes);
        }
        Styles::Linked => {
            for (token, stem, text) in
                [("__WIDGET_STYLES__", "widget", &*widget.text), ("__EMBED_STYLES__", "embed", embed)]
            {
                tokens.set(token, format!("<link rel=\"stylesheet\" href=\"{}\">", put_sheet(files, stem, text)));
            }
        }
    }
    for (token, stem) in [("__PAGES_CSS__", "pages"), ("__PROJECT_CSS__", "project")] {
        let name = files.put_hashed(stem, "css", assets.bytes(&format!("styles/{stem}.css"))?);
        tokens.set(token, name);
    }
    Ok(())
}

fn put_scripts(publication: &Publication<'_>, files: &mut Files, tokens: &mut Tokens) -> Result<(), PublishError> {
    let (assets, dataset) = (publication.assets, publication.dataset());
    tokens.set("__EMBED__", embedding::given(dataset, files)?.to_string());
    tokens.set("__EXPORT__", export::given(dataset).to_string());
    tokens.set("__LATER__", folder(publication, "later", tokens, files)?);
    for (name, template) in assets.below(&format!("{READABLE}/")) {
        let text = tokens.fill(&String::from_utf8_lossy(template), name)?;
        files.put(format!("{READABLE}/{name}"), text);
    }
    let script = tokens.fill(assets.text("scripts/shanhai.js")?, "shanhai.js")?;
    files.put("shanhai.js", script.as_str());
    // The same script under a name that changes with its content: for pages that pin the hash of what they load, and
    // for our own pages. These must find the files of their own release while the next release replaces it.
    let script = files.put_hashed("shanhai", "js", &Cow::Owned(script.into_bytes()));
    let frame = assets.text("scripts/frame.js")?.replace("./shanhai.js", &script);
    tokens.set("__PROJECT_JS__", files.put_hashed("project", "js", assets.bytes("scripts/project.js")?));
    tokens.set("__FRAME_JS__", files.put_hashed("frame", "js", &Cow::Owned(frame.into_bytes())));
    tokens.set("__SHANHAI_JS__", script);
    Ok(())
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
    let mark = format!("s{}", &hash([rules.as_bytes()])[..8]);
    Ok(WidgetStyles { text: format!("{rules}:host{{--shanhai-styles:{mark}}}"), mark })
}

/// Adds a style sheet and returns its name.
fn put_sheet(files: &mut Files, stem: &str, text: &str) -> String {
    files.put_hashed(stem, "css", &Cow::Owned(text.as_bytes().to_vec()))
}

/// The hashes of styles within pages, as in a `style-src` directive.
fn style_hashes(texts: [&str; 2]) -> String {
    texts.map(|text| format!("'{}'", embedding::short_integrity(text.as_bytes()))).join(" ")
}

/// The dataset's binary form, if it is not the one inside the program.
fn dataset_apart<'a>(publication: &'a Publication<'_>) -> Result<Option<&'a [u8]>, PublishError> {
    let binary = publication.programme.binary.as_slice();
    Ok((publication.assets.bytes("dataset.bin")?.as_ref() != binary).then_some(binary))
}

/// A text in each language, as JSON for a script.
fn in_each_language(dataset: &'static Dataset, words: fn(&'static PageWords) -> &'static str) -> String {
    let words: serde_json::Map<_, _> = dataset
        .languages
        .iter()
        .map(|&language| (language.tag().to_owned(), json!(words(page_words(language)))))
        .collect();
    serde_json::Value::from(words).to_string()
}

/// Fills the scripts of a folder of `www` and adds them in a folder whose name changes with their content. Returns
/// its name in the form that pages and scripts beside it use.
pub(crate) fn folder(
    publication: &Publication<'_>,
    name: &str,
    tokens: &Tokens,
    files: &mut Files,
) -> Result<String, PublishError> {
    let mut scripts = Vec::new();
    for (file, template) in publication.assets.below(&format!("scripts/{name}/")) {
        scripts.push((file, tokens.fill(&String::from_utf8_lossy(template), file)?));
    }
    let hash = hash(scripts.iter().flat_map(|(file, text)| [file.as_bytes(), text.as_bytes()]));
    let folder = format!("{name}-{hash}");
    for (file, text) in scripts {
        files.put(format!("{folder}/{file}"), text);
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
    fn rules_become_short() {
        let rules =
            "@container (width < 360px) {\n.from-1 { display: none !important; }\n.h1-2 > svg { height: 3px; }\n}\n";
        assert_eq!(
            compact(rules),
            "@container (width < 360px){.from-1{display:none!important}.h1-2>svg{height:3px}}\n"
        );
    }
}
