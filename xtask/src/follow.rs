//! Finds what a page loads by reading it as a browser would, without running it.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};

use anyhow::{Context as _, Result};

/// Every file below `dist` that `page` loads, including itself, as paths relative to `dist`.
///
/// Pages name files in the attributes of their elements, scripts and styles in strings. A name that is no file in
/// `dist` is ignored: the glue of wasm-bindgen, for one, contains a default name that is never used. Style sheets
/// that scripts name are for pages without styles, so they are ignored when the page has styles.
pub fn loaded_by(dist: &Path, page: &str) -> Result<BTreeSet<PathBuf>> {
    let mut found = BTreeSet::new();
    let mut open = vec![PathBuf::from(page)];
    let mut has_styles = false;
    while let Some(file) = open.pop() {
        if !found.insert(file.clone()) {
            continue;
        }
        let read = || fs::read_to_string(dist.join(&file)).with_context(|| format!("cannot read {}", file.display()));
        let names = match file.extension().and_then(|extension| extension.to_str()) {
            Some("html") => {
                let html = read()?;
                has_styles |= html.contains("<style>");
                named_in_page(&html)
            }
            Some("js" | "mjs") => {
                let mut names = named_in_script(&read()?);
                names.retain(|name| !(has_styles && name.ends_with(".css")));
                names
            }
            Some("css") => named_in_style(&read()?),
            _ => continue,
        };
        open.extend(names.iter().filter_map(|name| resolve(&file, name)).filter(|target| dist.join(target).is_file()));
    }
    Ok(found)
}

/// The path, relative to `dist`, of the file that `name` means when written in `file`; none if it lies elsewhere.
fn resolve(file: &Path, name: &str) -> Option<PathBuf> {
    let name = name.split(['?', '#']).next().unwrap_or_default();
    if name.is_empty() || name.contains(':') || name.starts_with("//") {
        return None;
    }
    let mut path = match name.strip_prefix('/') {
        Some(_) => PathBuf::new(),
        None => file.parent().unwrap_or(Path::new("")).to_path_buf(),
    };
    for component in Path::new(name.trim_start_matches('/')).components() {
        match component {
            Component::Normal(part) => path.push(part),
            Component::CurDir => {}
            Component::ParentDir if path.pop() => {}
            _ => return None,
        }
    }
    Some(path)
}

/// What the elements of a page load: scripts, pictures, style sheets, preloads, and the program that the attributes
/// `data-js` and `data-wasm` name.
fn named_in_page(html: &str) -> Vec<String> {
    let mut names = Vec::new();
    for tag in tags(html) {
        let get = |key: &str| tag.attributes.iter().find(|(name, _)| name == key).map(|(_, value)| value.clone());
        names.extend(get("data-js"));
        names.extend(get("data-wasm"));
        match tag.name.as_str() {
            // a lazy picture loads only when the reader comes near it
            "img" if get("loading").as_deref() == Some("lazy") => {}
            "script" | "img" => names.extend(get("src")),
            "link" => {
                let relations = get("rel").unwrap_or_default().to_ascii_lowercase();
                let loads = |rel: &str| matches!(rel, "stylesheet" | "preload" | "modulepreload");
                if relations.split_ascii_whitespace().any(loads) {
                    names.extend(get("href"));
                }
            }
            _ => {}
        }
    }
    names
}

/// The quoted names in a script that end like a script, a program or a style sheet.
fn named_in_script(script: &str) -> Vec<String> {
    let mut names = Vec::new();
    for ending in [".js", ".mjs", ".wasm", ".css"] {
        for (at, _) in script.match_indices(ending) {
            let end = at + ending.len();
            // Searching outwards from the ending needs no knowledge of comments, regular expressions and the like.
            let start = script[..at].rfind(|c: char| !is_path(c)).map_or(0, |before| before + 1);
            let before = script[..start].chars().next_back();
            let after = script[end..].chars().next();
            let quoted = |c: Option<char>| matches!(c, Some('"' | '\'' | '`'));
            if start < at && quoted(before) && (quoted(after) || after == Some('?')) {
                names.push(script[start..end].to_owned());
            }
        }
    }
    names
}

/// Characters outside ASCII count as part of a path. So a character before a path has one byte, and slicing one byte
/// after it is safe.
fn is_path(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '/' | '_' | '-' | '~' | '@') || !c.is_ascii()
}

/// What a style sheet loads: `@import "…"` and `url(…)`.
fn named_in_style(style: &str) -> Vec<String> {
    let mut names = Vec::new();
    for (at, _) in style.match_indices("url(") {
        let rest = &style[at + 4..];
        let inner = rest.split(')').next().unwrap_or_default();
        names.push(inner.trim().trim_matches(['"', '\'']).to_owned());
    }
    for (at, _) in style.match_indices("@import") {
        let rest = style[at + 7..].trim_start();
        if let Some(quote @ ('"' | '\'')) = rest.chars().next() {
            names.extend(rest[1..].split(quote).next().map(str::to_owned));
        }
    }
    names
}

#[derive(Debug, PartialEq)]
struct Tag {
    name: String,
    attributes: Vec<(String, String)>,
}

/// The opening tags of a page. Comments and the text of scripts and styles are skipped.
fn tags(html: &str) -> Vec<Tag> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
        } else if rest.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let (tag, after) = tag(rest);
            rest = after;
            if tag.name == "script" || tag.name == "style" {
                let close = format!("</{}", tag.name);
                rest = rest.find(&close).map_or("", |at| &rest[at..]);
            }
            tags.push(tag);
        }
    }
    tags
}

/// Parses one opening tag from `text`, which begins with the tag's name. Returns the tag and what follows it.
fn tag(text: &str) -> (Tag, &str) {
    let end = text.find(|c: char| c.is_ascii_whitespace() || c == '>' || c == '/').unwrap_or(text.len());
    let name = text[..end].to_ascii_lowercase();
    let mut rest = &text[end..];
    let mut attributes = Vec::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
        if rest.is_empty() {
            break;
        }
        if let Some(after) = rest.strip_prefix('>') {
            rest = after;
            break;
        }
        let end = rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '>' | '/')).unwrap_or(rest.len());
        // otherwise a stray equals sign would be an attribute without a name, and the loop would not advance
        let end = end.max(rest.chars().next().map_or(0, char::len_utf8));
        let key = rest[..end].to_ascii_lowercase();
        rest = rest[end..].trim_start();
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start();
            (value, rest) = match after.chars().next() {
                Some(quote @ ('"' | '\'')) => after[1..].split_once(quote).unwrap_or((&after[1..], "")),
                _ => after.split_at(after.find(|c: char| c.is_ascii_whitespace() || c == '>').unwrap_or(after.len())),
            };
        }
        attributes.push((key, value.replace("&amp;", "&")));
    }
    (Tag { name, attributes }, rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_names_what_it_loads_and_only_that() {
        let html = r#"<!doctype html><!-- <script src="no.js"></script> -->
            <link rel="alternate" type="application/json+oembed" href="oembed.json">
            <link rel=canonical href=index.html>
            <LINK REL='stylesheet' HREF='style-0123.css'/>
            <link href="./widget.js" rel="modulepreload" crossorigin>
            <a title="1 > 0" href="x.js">x</a><img src=a.png alt>
            <script type="module" src="./shanhai.js" data-js="./w.js" data-wasm="./w_bg.wasm" async></script>
            <script type="application/ld+json">{"a": "<img src=no.png>"}</script>
            <template shadowrootmode="open"><link rel="stylesheet" href="inner.css"></template>"#;
        let names = named_in_page(html);
        let expected = ["style-0123.css", "./widget.js", "a.png", "./w.js", "./w_bg.wasm", "./shanhai.js", "inner.css"];
        assert_eq!(names, expected);
    }

    #[test]
    fn a_broken_page_ends_the_reading_and_not_the_program() {
        for html in ["<", "<a", "<a =", "<a b='", "<a b=", "<!--", "<script>", "<p ==>x", "<山"] {
            named_in_page(html);
        }
        assert_eq!(tags("<p ==x>").len(), 1);
    }

    #[test]
    fn a_script_names_files_in_strings() {
        let script = "import a from './snippets/a-1.js'; // it's \"quoted.js is not closed
            new URL('widget_bg.wasm', import.meta.url); const s = `style-1.css`; x.json; y('山海.css');
            const t = \"https://example.org/z.js\"; const u = \"v.js?x=1\"; object.js; '.js'";
        let names = named_in_script(script);
        assert_eq!(names, ["./snippets/a-1.js", "v.js", "widget_bg.wasm", "style-1.css", "山海.css"]);
    }

    #[test]
    fn a_style_sheet_names_imports_and_urls() {
        let style = "@import 'a.css'; @import url(b.css); p { background: url( \"c.svg\" ) }";
        assert_eq!(named_in_style(style), ["b.css", "c.svg", "a.css"]);
    }

    #[test]
    fn names_are_relative_to_the_file_that_holds_them() {
        let file = Path::new("snippets/a.js");
        assert_eq!(resolve(file, "../w.js?v=1"), Some("w.js".into()));
        assert_eq!(resolve(file, "./b/../c.js#x"), Some("snippets/c.js".into()));
        assert_eq!(resolve(file, "/w.js"), Some("w.js".into()));
        assert_eq!(resolve(file, "../../w.js"), None);
        assert_eq!(resolve(file, "https://example.org/w.js"), None);
        assert_eq!(resolve(file, "//example.org/w.js"), None);
        assert_eq!(resolve(file, "data:text/css,"), None);
    }

    #[test]
    fn files_are_followed_through_the_files_they_name() -> Result<()> {
        let dist = tempfile::tempdir()?;
        let put = |name: &str, text: &str| fs::write(dist.path().join(name), text);
        put("embed.html", "<script type=module src=./shanhai.js></script><img src=missing.png>")?;
        put("shanhai.js", "const js = './widget-1.js', wasm = './widget-1_bg.wasm'; 'shanhai.js'")?;
        put("widget-1.js", "new URL('widget_bg.wasm', import.meta.url); 'style-1.css'")?;
        put("widget-1_bg.wasm", "'other.js'")?;
        put("style-1.css", "p { color: red }")?;
        put("other.js", "")?;
        let found = loaded_by(dist.path(), "embed.html")?;
        let names: Vec<_> = found.iter().map(|path| path.to_string_lossy()).collect();
        assert_eq!(names, ["embed.html", "shanhai.js", "style-1.css", "widget-1.js", "widget-1_bg.wasm"]);
        Ok(())
    }
}
