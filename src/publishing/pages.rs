//! The pages, the element's script and the styles, with the hashed names put in.

use super::program::{packed, without_comments};
use super::{Packing, PublishError, embedding, export, fault, read, sharing, write};
use crate::embedded::PROGRAM;
use crate::paint::escaped;
use crate::ui::still::{self, Shown};
use crate::view_state::View;
use crate::wording::{PageWords, page_words};
use serde_json::json;
use sha2::{Digest, Sha256};
use shanhai_dataset::Language;
use std::path::Path;

/// Names that the pages and the script need, relative to them.
struct Names {
    program_js: String,
    program_wasm: String,
    widget_css: String,
    pages_css: String,
    embed_css: String,
    frame_js: String,
    /// The folder of what is loaded when a reader asks for it.
    later: String,
}

pub(super) fn publish(root: &Path, staging: &Path, packing: Packing) -> Result<(), PublishError> {
    let index_path = staging.join("index.html");
    let index = read(&index_path)?;
    let (tag, glue, program) =
        program_names(&index).ok_or_else(|| fault(&index_path, "Trunk left no shanhai-program tag"))?;
    let www = root.join("www");
    let (program_js, program_wasm) = program_files(staging, &glue, &program, "program", packing)?;
    let style = |name: &str| {
        let mut text = read(&www.join(format!("{name}.css")))?;
        if name == "widget" {
            text += &still::heights();
            text += &dark_by_system(&text).ok_or_else(|| fault(&www.join("widget.css"), "no dark colours"))?;
        }
        hashed(staging, name, "css", without_comments(&text).as_bytes())
    };
    let mut names = Names {
        program_js,
        program_wasm,
        widget_css: style("widget")?,
        pages_css: style("pages")?,
        embed_css: style("embed")?,
        frame_js: String::new(),
        later: later(&www.join("later"), staging, packing)?,
    };
    let script_path = www.join("shanhai.js");
    let script = read(&script_path)?.replace("__FAILED__", &in_each_language(|words| words.load_failed));
    let script = filled(&without_comments(&script), &names, &script_path)?;
    write(&staging.join("shanhai.js"), &script)?;
    // once more under a name that stands for its content: for pages that name the hash of what they load, and for our
    // own, which are to find the files of their own release while the next one takes its place
    let script = hashed(staging, "shanhai", "js", script.as_bytes())?;
    let frame = without_comments(&read(&www.join("frame.js"))?).replace("./shanhai.js", &script);
    names.frame_js = hashed(staging, "frame", "js", frame.as_bytes())?;
    let put = |name: &str, source: &Path, page: &str, shown: Option<Shown>, language: Language| {
        let page = page
            .replace("__TITLE__", &escaped(PROGRAM.title.get(language)))
            .replace("__DESCRIPTION__", &escaped(PROGRAM.subtitle.get(language)));
        let page =
            page.replace("__HEADING__", title_of(&page)).replace("__SHARING__", &sharing::tags(shown, language, name));
        let page = page.replace("src=\"shanhai.js\"", &format!("src=\"{script}\""));
        write(&staging.join(name), filled(&with_stills(&page, source)?, &names, source)?)
    };
    let language = PROGRAM.languages[0];
    put("index.html", &index_path, &index.replace(&tag, ""), None, language)?;
    // the article belongs to the dataset, and names its figures
    let article = Path::new(super::DATASET).with_file_name("article.html");
    if article.exists() {
        put("article.html", &article, &read(&article)?, None, language)?;
    }
    let source = www.join("embed.html");
    let embed = read(&source)?;
    put("embed.html", &source, &embed, None, language)?;
    for &language in PROGRAM.languages {
        for shown in Shown::all() {
            let (tag, (name, title)) = (language.tag(), sharing::page(shown, language));
            let element = format!("<shanhai-widget from-url {}=\"{}\" lang=\"{tag}\">", shown.attribute(), shown.id());
            let own = with_title(&embed, &escaped(&title))
                .replace("<html lang=\"zh-Hans\"", &format!("<html lang=\"{tag}\""))
                .replace("<shanhai-widget from-url>", &element);
            put(&name, &source, &own, Some(shown), language)?;
        }
    }
    let icon = www.join("icon.svg");
    write(&staging.join("icon.svg"), read(&icon)?)
}

/// Words by language, as a script reads them.
fn in_each_language(words: fn(&'static PageWords) -> &'static str) -> String {
    let words: serde_json::Map<_, _> = PROGRAM
        .languages
        .iter()
        .map(|&language| (language.tag().to_owned(), json!(words(page_words(language)))))
        .collect();
    serde_json::Value::from(words).to_string()
}

/// Publishes what is loaded when a reader asks for it, in a folder whose name changes with its content.
fn later(source: &Path, staging: &Path, packing: Packing) -> Result<String, PublishError> {
    let (dataset_js, dataset_wasm) = program_files(staging, "dataset.js", "dataset_bg.wasm", "dataset", packing)?;
    let [embed, export] = [embedding::given(), export::given()].map(|given| given.to_string());
    let back = in_each_language(|words| words.back);
    let mut files = Vec::new();
    for name in ["back.js", "dataset.js", "dialog.css", "dialog.js", "embed.js", "export.js", "figure.js", "story.js"] {
        let text = without_comments(&read(&source.join(name))?)
            .replace("__DATASET_JS__", &dataset_js)
            .replace("__DATASET_WASM__", &dataset_wasm)
            .replace("__EMBED__", &embed)
            .replace("__EXPORT__", &export)
            .replace("__BACK__", &back);
        files.push((name, text));
    }
    let folder = format!("./later-{}", hash(files.iter().flat_map(|(name, text)| [name.as_bytes(), text.as_bytes()])));
    for (name, text) in files {
        write(&staging.join(&folder).join(name), text)?;
    }
    Ok(folder)
}

/// Puts Trunk's glue and program under names that change with what is published.
fn program_files(
    staging: &Path,
    glue_name: &str,
    program_name: &str,
    stem: &str,
    packing: Packing,
) -> Result<(String, String), PublishError> {
    if packing == Packing::Loose {
        return Ok((glue_name.to_owned(), program_name.to_owned()));
    }
    let (glue_path, program_path) = (staging.join(glue_name), staging.join(program_name));
    let program = std::fs::read(&program_path).map_err(|error| fault(&program_path, error))?;
    let (glue, program) = packed(&read(&glue_path)?, &program).map_err(|reason| fault(&glue_path, reason))?;
    for path in [&glue_path, &program_path] {
        std::fs::remove_file(path).map_err(|error| fault(path, error))?;
    }
    Ok((hashed(staging, stem, "js", glue.as_bytes())?, hashed(staging, stem, "wasm", &program)?))
}

/// Trunk's tag and the names in it.
fn program_names(index: &str) -> Option<(String, String, String)> {
    let start = index.find("<meta name=\"shanhai-program\"")?;
    let tag = &index[start..start + index[start..].find('>')? + 1];
    let attribute = |name: &str| {
        let from = tag.find(&format!("{name}=\""))? + name.len() + 2;
        Some(tag[from..from + tag[from..].find('"')?].to_owned())
    };
    Some((tag.to_owned(), attribute("data-js")?, attribute("data-wasm")?))
}

/// Writes a file under a name that changes with its content, so that it may be cached for ever.
fn hashed(staging: &Path, stem: &str, extension: &str, content: &[u8]) -> Result<String, PublishError> {
    let name = format!("./{stem}-{}.{extension}", hash([content]));
    write(&staging.join(&name), content)?;
    Ok(name)
}

/// What stands for a content in a name.
fn hash<'a>(content: impl IntoIterator<Item = &'a [u8]>) -> String {
    let digest = content.into_iter().fold(Sha256::new(), Sha256::chain_update).finalize();
    digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// The rule by which a still, which no program dresses yet, is dark on a dark system: the dark colours of the sheet again.
fn dark_by_system(sheet: &str) -> Option<String> {
    let rule = &sheet[sheet.find(".root.dark,")?..];
    let colors = &rule[rule.find('{')?..=rule.find('}')?];
    Some(format!(
        "@media screen and (prefers-color-scheme: dark) {{\n:host(:not([theme=\"light\"])) .still {colors}\n}}\n"
    ))
}

/// What a page is called, as markup.
fn title_of(page: &str) -> &str {
    page.split_once("<title>").and_then(|(_, rest)| rest.split_once("</title>")).map_or("", |(title, _)| title)
}

/// Gives a page another title.
fn with_title(page: &str, title: &str) -> String {
    match (page.find("<title>"), page.find("</title>")) {
        (Some(start), Some(end)) => format!("{}<title>{title}{}", &page[..start], &page[end..]),
        _ => page.to_owned(),
    }
}

/// Puts into each `<shanhai-widget>` of a page, which has no content of its own, what its program will show.
fn with_stills(page: &str, path: &Path) -> Result<String, PublishError> {
    const BEGIN: &str = "<shanhai-widget";
    const END: &str = "></shanhai-widget>";
    let mut out = String::new();
    let mut rest = page;
    while let Some(start) = rest.find(BEGIN) {
        let length = rest[start..].find(END).ok_or_else(|| fault(path, "a <shanhai-widget> has no end"))?;
        let tag = &rest[start..start + length];
        let attribute = |name: &str| {
            let from = tag.find(&format!(" {name}=\""))? + name.len() + 3;
            Some(&tag[from..from + tag[from..].find('"')?])
        };
        let language = PROGRAM.language(attribute("lang").unwrap_or_default());
        let shown = match attribute("chart") {
            None => Shown::View(attribute("view").and_then(View::from_id).unwrap_or_default()),
            Some(id) => {
                let chart = PROGRAM.charts.iter().copied().find(|chart| chart.id == id);
                Shown::Chart(chart.ok_or_else(|| fault(path, format!("there is no chart {id}")))?)
            }
        };
        let markup = still::markup(shown, language, "./").map_err(|error| fault(path, error))?;
        out += &rest[..start];
        out += &format!(
            "{tag}><template shadowrootmode=\"open\"><link rel=\"stylesheet\" href=\"__WIDGET_CSS__\">{markup}</template></shanhai-widget>"
        );
        rest = &rest[start + length + END.len()..];
    }
    Ok(out + rest)
}

/// Puts the names where a page or script has their tokens; a token that is left over is a fault.
fn filled(text: &str, names: &Names, path: &Path) -> Result<String, PublishError> {
    // everything in one round trip, never in a chain: the styles, the script's program and its wasm; the styles first,
    // since they alone are needed to see the page
    let preloads = format!(
        "<link rel=\"preload\" href=\"{}\" as=\"style\" fetchpriority=\"high\"><link rel=\"modulepreload\" href=\"{}\" fetchpriority=\"low\"><link rel=\"preload\" href=\"{}\" as=\"fetch\" type=\"application/wasm\" crossorigin fetchpriority=\"low\">",
        names.widget_css, names.program_js, names.program_wasm
    );
    let filled = text
        .replace("__PRELOADS__", &preloads)
        .replace("__PROGRAM_JS__", &names.program_js)
        .replace("__PROGRAM_WASM__", &names.program_wasm)
        .replace("__WIDGET_CSS__", &names.widget_css)
        .replace("__PAGES_CSS__", &names.pages_css)
        .replace("__EMBED_CSS__", &names.embed_css)
        .replace("__FRAME_JS__", &names.frame_js)
        .replace("__LATER__", &names.later);
    match ["__P", "__W", "__E", "__F", "__H", "__L", "__S", "__T", "__D"]
        .into_iter()
        .find_map(|token| filled.find(token))
    {
        Some(at) => {
            let left: String = filled[at..].chars().take(24).collect();
            Err(fault(path, format!("unknown token at `{left}`")))
        }
        None => Ok(filled),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_programs_names_are_read_from_trunks_tag() {
        let page = r#"<head><meta name="shanhai-program" data-js="./a-1.js" data-wasm="./a-1_bg.wasm"></head>"#;
        let (tag, js, wasm) = program_names(page).unwrap();
        assert_eq!((js.as_str(), wasm.as_str()), ("./a-1.js", "./a-1_bg.wasm"));
        assert_eq!(page.replace(&tag, ""), "<head></head>");
        assert!(program_names("<head></head>").is_none());
    }

    #[test]
    fn a_dark_system_has_the_dark_colours() {
        let sheet = ".root { --a: 1; }\n.root.dark,\n.b .still {\n--a: 2;\n}\n.page { }";
        let rule = dark_by_system(sheet).unwrap();
        assert!(rule.contains(".still {\n--a: 2;\n}\n}") && !rule.contains("--a: 1"), "{rule}");
        assert!(dark_by_system(".root { }").is_none());
    }

    #[test]
    fn a_token_left_over_is_a_fault() {
        let names = Names {
            program_js: "p.js".into(),
            program_wasm: "p.wasm".into(),
            widget_css: "w.css".into(),
            pages_css: "g.css".into(),
            embed_css: "e.css".into(),
            frame_js: "f.js".into(),
            later: "./l".into(),
        };
        assert_eq!(filled("a __PROGRAM_JS__ b", &names, Path::new("x")).unwrap(), "a p.js b");
        assert!(
            filled("a __PROGRAM_TS__ b", &names, Path::new("x")).unwrap_err().to_string().contains("__PROGRAM_TS__")
        );
    }
}
