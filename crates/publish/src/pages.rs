//! The pages, the element's script and the styles, with the hashed names put in.

use super::minify::minified;
use super::program::{packed, without_parts};
use super::{Packing, PublishError, embedding, export, fault, read, sharing, write};
use crate::embedded::{BUNDLES, PROGRAM};
use crate::ui::still::{self, Shown};
use serde_json::json;
use sha2::{Digest, Sha256};
use shanhai_dataset::{Bundle, Language};
use shanhai_graphic::paint::escaped;
use shanhai_graphic::view_state::{Bundles, View, ViewState, needed};
use shanhai_graphic::wording::{PageWords, page_words};
use std::path::Path;

/// Names that the pages and the script need, relative to them.
struct Names {
    program_js: String,
    program_wasm: String,
    program_integrity: String,
    /// Stands for the program: with another one, numbers may be others.
    release: String,
    widget_css: String,
    pages_css: String,
    embed_css: String,
    frame_js: String,
    /// The folder of what is loaded when a reader asks for it.
    later: String,
    /// Parts of the tables that are sent apart from the program; none in a build for work.
    parts: Vec<BundleFile>,
}

/// A part of the tables as a file.
struct BundleFile {
    bundle: Bundle,
    name: String,
    /// Where it belongs in the program's memory.
    address: u32,
}

/// Folder of the scripts before they were made small: for people, and for the package that bundlers take.
const READABLE: &str = "source";

pub(super) fn publish(root: &Path, staging: &Path, packing: Packing) -> Result<(), PublishError> {
    let index_path = staging.join("index.html");
    let index = read(&index_path)?;
    let (tag, glue, program) =
        program_names(&index).ok_or_else(|| fault(&index_path, "Trunk left no shanhai-program tag"))?;
    let www = root.join("www");
    let whole: Vec<Vec<u8>> = BUNDLES.iter().map(|bytes| bytes.in_memory()).collect();
    let with = read(&www.join("guard.js"))? + &read(&www.join("with-program.js"))?;
    let (program_js, program_wasm, addresses) =
        program_files(staging, &glue, &program, "program", packing, &whole, &with)?;
    let mut parts = Vec::new();
    for ((part, bytes), address) in Bundle::all().zip(&whole).zip(addresses) {
        if let Some(address) = address {
            let name = hashed(staging, &bundle_name(part), "bin", bytes)?;
            parts.push(BundleFile { bundle: part, name, address });
        }
    }
    let style = |name: &str| {
        let path = www.join(format!("{name}.css"));
        let mut text = read(&path)?;
        if name == "widget" {
            text += &still::heights();
            text += &dark_by_system(&text).ok_or_else(|| fault(&path, "no dark colours"))?;
        }
        let text = minified(&path, &text, packing)?;
        hashed(staging, name, "css", text.as_bytes())
    };
    let program_integrity = integrity_of(&staging.join(&program_wasm))?;
    let release = release(staging, [&program_js, &program_wasm], &parts)?;
    let mut names = Names {
        program_integrity,
        release,
        program_js,
        program_wasm,
        widget_css: style("widget")?,
        pages_css: style("pages")?,
        embed_css: style("embed")?,
        frame_js: String::new(),
        later: later(&www.join("later"), staging, packing, &with)?,
        parts,
    };
    let script_path = www.join("shanhai.js");
    let script = read(&script_path)?
        .replace("__FAILED__", &in_each_language(|words| words.load_failed))
        .replace("__PART_FAILED__", &in_each_language(|words| words.part_failed))
        .replace("__SRC_UNREAD__", &in_each_language(|words| words.src_unread))
        .replace("__OTHER_RELEASE__", &in_each_language(|words| words.other_release))
        .replace("__PARTS__", &names.parts_for_script());
    let script = filled(&script, &names, &script_path)?;
    if packing == Packing::Tight {
        write(&staging.join(READABLE).join("shanhai.js"), &script)?;
    }
    let script = minified(&script_path, &script, packing)?;
    write(&staging.join("shanhai.js"), &script)?;
    // once more under a name that stands for its content: for pages that name the hash of what they load, and for our
    // own, which are to find the files of their own release while the next one takes its place
    let script = hashed(staging, "shanhai", "js", script.as_bytes())?;
    let frame_path = www.join("frame.js");
    let frame = read(&frame_path)?.replace("./shanhai.js", &script);
    let frame = minified(&frame_path, &frame, packing)?;
    names.frame_js = hashed(staging, "frame", "js", frame.as_bytes())?;
    let put = |name: &str, source: &Path, page: &str, shown: Option<Shown>, language: Language| {
        let page = page
            .replace("__TITLE__", &escaped(PROGRAM.title.get(language)))
            .replace("__DESCRIPTION__", &escaped(PROGRAM.subtitle.get(language)));
        let page =
            page.replace("__HEADING__", title_of(&page)).replace("__SHARING__", &sharing::tags(shown, language, name));
        let page = page.replace("src=\"shanhai.js\"", &format!("src=\"{script}\""));
        let page = with_stills(&page, source)?.replace("__PRELOADS__", &preloads(&names, shown, language));
        write(&staging.join(name), filled(&page, &names, source)?)
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
fn later(source: &Path, staging: &Path, packing: Packing, with: &str) -> Result<String, PublishError> {
    // its tables are the dataset's that is read, and these
    let (dataset_js, dataset_wasm, _) =
        program_files(staging, "dataset.js", "dataset_bg.wasm", "dataset", packing, &[], with)?;
    let [embed, export] = [embedding::given(), export::given()].map(|given| given.to_string());
    let back = in_each_language(|words| words.back);
    let mut files = Vec::new();
    for name in ["back.js", "dataset.js", "dialog.css", "dialog.js", "embed.js", "export.js", "figure.js", "story.js"] {
        let path = source.join(name);
        let text = read(&path)?
            .replace("__DATASET_JS__", &dataset_js)
            .replace("__DATASET_WASM__", &dataset_wasm)
            .replace("__EMBED__", &embed)
            .replace("__EXPORT__", &export)
            .replace("__BACK__", &back);
        if packing == Packing::Tight && name.ends_with(".js") {
            write(&staging.join(READABLE).join("later").join(name), &text)?;
        }
        files.push((name, minified(&path, &text, packing)?));
    }
    let folder = format!("./later-{}", hash(files.iter().flat_map(|(name, text)| [name.as_bytes(), text.as_bytes()])));
    for (name, text) in files {
        write(&staging.join(&folder).join(name), text)?;
    }
    Ok(folder)
}

/// Puts Trunk's glue, with a script behind it, and its program under names that change with what is published.
fn program_files(
    staging: &Path,
    glue_name: &str,
    program_name: &str,
    stem: &str,
    packing: Packing,
    parts: &[Vec<u8>],
    with: &str,
) -> Result<(String, String, Vec<Option<u32>>), PublishError> {
    let (glue_path, program_path) = (staging.join(glue_name), staging.join(program_name));
    let glue = read(&glue_path)? + with;
    if packing == Packing::Loose {
        write(&glue_path, glue)?;
        return Ok((glue_name.to_owned(), program_name.to_owned(), Vec::new()));
    }
    let program = std::fs::read(&program_path).map_err(|error| fault(&program_path, error))?;
    let (glue, program) = packed(&glue, &program).map_err(|reason| fault(&glue_path, reason))?;
    let glue = minified(&glue_path, &glue, packing)?;
    let (dataset, addresses) = without_parts(&program, parts).map_err(|reason| fault(&program_path, reason))?;
    for path in [&glue_path, &program_path] {
        std::fs::remove_file(path).map_err(|error| fault(path, error))?;
    }
    Ok((hashed(staging, stem, "js", glue.as_bytes())?, hashed(staging, stem, "wasm", &program)?, addresses))
}

/// The name of a part's file, without its hash.
fn bundle_name(bundle: Bundle) -> String {
    match bundle {
        Bundle::Texts(language) => format!("texts-{}", language.tag()),
        Bundle::Lists(language) => format!("lists-{}", language.tag()),
        Bundle::Search => "search".to_owned(),
        Bundle::Outlines => "outlines".to_owned(),
    }
}

impl Names {
    /// By number: file, place in memory, language, and what needs it.
    fn parts_for_script(&self) -> String {
        let entry = |part: &Bundle| {
            let Some(file) = self.parts.iter().find(|file| file.bundle == *part) else { return json!([]) };
            let (tag, kind) = match part {
                Bundle::Texts(language) => (language.tag(), 0),
                Bundle::Lists(language) => (language.tag(), 1),
                Bundle::Search => ("", 2),
                Bundle::Outlines => ("", 3),
            };
            json!([file.name, file.address, tag, kind])
        };
        let parts: Vec<Bundle> = if self.parts.is_empty() { Vec::new() } else { Bundle::all().collect() };
        serde_json::Value::from(parts.iter().map(entry).collect::<Vec<_>>()).to_string()
    }
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

/// The hash of a file for `integrity`.
fn integrity_of(path: &Path) -> Result<String, PublishError> {
    let content = std::fs::read(path).map_err(|error| fault(path, error))?;
    Ok(embedding::short_integrity(&content))
}

/// What stands for the program in the script and in what is prerendered: a program takes over only what is its own.
fn release(staging: &Path, files: [&str; 2], parts: &[BundleFile]) -> Result<String, PublishError> {
    let content = |name: &str| {
        let path = staging.join(name);
        std::fs::read(&path).map_err(|error| fault(&path, error))
    };
    let [glue, program] = [content(files[0])?, content(files[1])?];
    // the names of the parts stand for what is in them
    let parts = parts.iter().map(|file| file.name.as_bytes());
    Ok(hash([glue.as_slice(), program.as_slice()].into_iter().chain(parts))[..8].to_owned())
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
                let chart = PROGRAM.charts.iter().find(|chart| chart.id == id);
                Shown::Chart(chart.ok_or_else(|| fault(path, format!("there is no chart {id}")))?)
            }
        };
        let markup = still::markup(shown, language, "./").map_err(|error| fault(path, error))?;
        // seen by browsers too old for all of that: what has a shadow root shows nothing beside it. No picture itself, which
        // WebKit would load without showing it.
        let picture = format!(
            "<a href=\"static/{}.{}.png\">{}</a>",
            embedding::picture(shown),
            language.tag(),
            escaped(&sharing::page(shown, language).1)
        );
        out += &rest[..start];
        out += &format!(
            "{tag}><template shadowrootmode=\"open\"><link rel=\"stylesheet\" href=\"__WIDGET_CSS__\">{markup}</template>{picture}</shanhai-widget>"
        );
        rest = &rest[start + length + END.len()..];
    }
    Ok(out + rest)
}

/// What a page asks for before it is read: everything in one round trip, never in a chain; styles first, since they alone
/// are needed to see the page.
fn preloads(names: &Names, shown: Option<Shown>, language: Language) -> String {
    let styles = format!("<link rel=\"preload\" href=\"{}\" as=\"style\" fetchpriority=\"high\">", names.widget_css);
    let mut state = ViewState::new(language);
    match shown {
        Some(Shown::View(view)) => state.view = view,
        Some(Shown::Chart(chart)) => state.chart = Some(chart),
        None => {}
    }
    let needed = needed(&state);
    let parts = names.parts.iter().filter(|file| Bundles::default().with(file.bundle).without(needed).is_empty());
    let parts: String = parts
        .map(|file| {
            format!("<link rel=\"preload\" href=\"{}\" as=\"fetch\" crossorigin fetchpriority=\"low\">", file.name)
        })
        .collect();
    format!(
        "{styles}<link rel=\"modulepreload\" href=\"{}\" fetchpriority=\"low\"><link rel=\"preload\" href=\"{}\" as=\"fetch\" type=\"application/wasm\" crossorigin fetchpriority=\"low\">{parts}",
        names.program_js, names.program_wasm
    )
}

/// Puts the names where a page or script has their tokens; a token that is left over is a fault.
fn filled(text: &str, names: &Names, path: &Path) -> Result<String, PublishError> {
    let filled = text
        .replace("__PROGRAM_JS__", &names.program_js)
        .replace("__PROGRAM_WASM__", &names.program_wasm)
        .replace("__PROGRAM_INTEGRITY__", &names.program_integrity)
        .replace("__RELEASE__", &names.release)
        .replace("__WIDGET_CSS__", &names.widget_css)
        .replace("__PAGES_CSS__", &names.pages_css)
        .replace("__EMBED_CSS__", &names.embed_css)
        .replace("__FRAME_JS__", &names.frame_js)
        .replace("__LATER__", &names.later);
    // what Trunk puts into pages that it serves is its own
    let is_token = |at: &usize| {
        let rest = &filled[at + 2..];
        rest.starts_with(|first: char| first.is_ascii_uppercase()) && !rest.starts_with("TRUNK_")
    };
    match filled.match_indices("__").map(|(at, _)| at).find(is_token) {
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
            program_integrity: "sha256-x".into(),
            release: "r".into(),
            widget_css: "w.css".into(),
            pages_css: "g.css".into(),
            embed_css: "e.css".into(),
            frame_js: "f.js".into(),
            later: "./l".into(),
            parts: Vec::new(),
        };
        assert_eq!(filled("a __PROGRAM_JS__ b", &names, Path::new("x")).unwrap(), "a p.js b");
        assert!(filled("'{{__TRUNK_ADDRESS__}}'", &names, Path::new("x")).is_ok(), "Trunk's own");
        assert!(
            filled("a __PROGRAM_TS__ b", &names, Path::new("x")).unwrap_err().to_string().contains("__PROGRAM_TS__")
        );
    }
}
