//! The package for npm: the released element, which locates its files in a form that bundlers understand.
//!
//! `shanhai.js` locates the files beside it by names in variables. A bundler moves and renames files, and recognises
//! only literal references: `new URL("./file", import.meta.url)` and `import("./file")`. So this module writes the
//! names out in the readable scripts (folder `source` of a build) and changes little else in them. Functions that
//! need the pages of a whole release are hidden, unless the element's `base` says where those are.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};

use crate::{deploy, notices, release};

/// Files of `npm/` that are packed unchanged.
const AS_THEY_ARE: [&str; 4] = ["README.md", "index.d.ts", "node.js", "react.d.ts"];

/// Hides controls and links that lead to files outside the package.
const WITHOUT_BASE: &str = ":host(:not([base])) :is([data-later], a[href^=\"data/\"], a[href^=\"index.html\"], a[href^=\"embed-\"]) { display: none !important; }\n";

/// The files of the package, in order.
pub fn package(root: &Path, dist: &Path) -> Result<Vec<(PathBuf, Vec<u8>)>> {
    let read = |path: PathBuf| fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()));
    let source = dist.join("source");
    let loader = read(source.join("shanhai.js"))?;
    let later = later_folder(&loader)?.to_owned();
    let mut files: Vec<(PathBuf, Vec<u8>)> = Vec::new();
    let mut wanted = BTreeSet::new();
    let mut parts = Vec::new();
    for file in deploy::files(&dist.join(&later))? {
        let name = file.to_string_lossy().into_owned();
        let is_packed = name.ends_with(".br") || name.ends_with(".gz");
        if is_packed {
            continue;
        }
        let text = match name.strip_suffix(".js") {
            None => read(dist.join(&later).join(&file))?,
            Some(part) => {
                parts.push(part.to_owned());
                let text = read(source.join("later").join(&file))?;
                part_for_bundlers(part, &text, &mut wanted).with_context(|| format!("later/{name}"))?
            }
        };
        files.push((Path::new("later").join(file), text.into_bytes()));
    }
    let index = loader_for_bundlers(&loader, &parts, &mut wanted).context("shanhai.js")?;
    files.push(("index.js".into(), index.into_bytes()));
    for name in wanted {
        let mut bytes = fs::read(dist.join(&name)).with_context(|| format!("cannot read {name}"))?;
        if name.ends_with(".css") {
            bytes.extend(WITHOUT_BASE.as_bytes());
        }
        if name.ends_with(".js") {
            let glue = String::from_utf8(bytes).with_context(|| name.clone())?;
            bytes = without_default(&glue).with_context(|| name.clone())?.into_bytes();
        }
        files.push((name.into(), bytes));
    }
    let manifest = read(root.join("npm/package.json"))?.replace("__VERSION__", release::VERSION);
    files.push(("package.json".into(), manifest.into_bytes()));
    for name in AS_THEY_ARE {
        files.push((name.into(), read(root.join("npm").join(name))?.into_bytes()));
    }
    for name in ["LICENSE", notices::FILE] {
        files.push((name.into(), read(root.join(name))?.into_bytes()));
    }
    files.sort();
    Ok(files)
}

/// The folder of the modules that load on demand.
fn later_folder(loader: &str) -> Result<&str> {
    let start = loader.find("./later-").context("it names no folder `later-…`")? + 2;
    let end = loader[start..].find('/').context("the folder `later-…` has no end")?;
    Ok(&loader[start..start + end])
}

fn loader_for_bundlers(loader: &str, parts: &[String], wanted: &mut BTreeSet<String>) -> Result<String> {
    let mut own = BTreeSet::new();
    let script = written_out(loader, "./", &mut own)?;
    let by_name = format!(
        "import(at(`./{}/${{name}}.js`) + (missed[name] ? `?${{missed[name]}}` : \"\"))",
        later_folder(loader)?
    );
    let listed: Vec<String> =
        parts.iter().map(|part| format!("\"{part}\": () => import(\"./later/{part}.js\")")).collect();
    let script = once(&script, &by_name, &format!("({{ {} }})[name]()", listed.join(", ")))?;
    let glue = own.iter().find(|name| name.ends_with(".js")).context("it names no program's script")?;
    // Parcel drops the exports of a script that is referenced only by its address
    let script = once(&script, "import(url)", &format!("(loads > 1 ? {ANEW} : import(\"./{glue}\"))"))?;
    wanted.extend(own);
    let script = once(&script, "const base = at(\"./\");", "const base = \"\";")?;
    once(&script, "WidgetOptions(dataset, base,", &format!("WidgetOptions(dataset, ({BASE_OF})(this),"))
}

fn part_for_bundlers(part: &str, text: &str, wanted: &mut BTreeSet<String>) -> Result<String> {
    match part {
        "dataset" => {
            let text = written_out(text, "../", wanted)?;
            let text = once(&text, "const at = (name) => new URL(`../${name}`, import.meta.url).href;\n", "")?;
            let (before, rest) = text.split_once("const url = new URL(\"").context("it has no `const url`")?;
            let (script, after) =
                rest.split_once("\", import.meta.url).href;").context("its `const url` has no end")?;
            once(&format!("{before}{after}"), "import(url)", &format!("import(\"{script}\")"))
        }
        "embed" | "export" => {
            let text = once(text, "const base = new URL(\"../\", import.meta.url).href;", "let base;")?;
            let opens = text.find("function open(button) {").context("it has no `function open(button)`")?;
            let (before, after) = text.split_at(opens + "function open(button) {".len());
            Ok(format!("{before}\nbase = ({BASE_OF})(button.getRootNode().host);{after}"))
        }
        // the package has no pages: figures are recognised by links to pages beside the page that they stand in
        "figure" => once(text, "new URL(\"../\", import.meta.url).href", "new URL(\".\", document.baseURI).href"),
        _ => Ok(text.to_owned()),
    }
}

/// An import that bundlers leave alone: it imports a new module instance, under another address, after a crash.
const ANEW: &str = "import(/* @vite-ignore */ /* webpackIgnore: true */ url)";

/// Removes the file name that a program's script would load by default. The loader always passes the address, and
/// Parcel looks for the file.
fn without_default(glue: &str) -> Result<String> {
    let end = "_bg.wasm\",import.meta.url)";
    let to = glue.find(end).context("it names no program of its own")?;
    let from = glue[..to].rfind("new URL(\"").context("it names its own program in another way")?;
    Ok(format!("{}void 0{}", &glue[..from], &glue[to + end.len()..]))
}

/// The address of the whole release, as the element gives it.
const BASE_OF: &str = "(element) => (element.hasAttribute(\"base\") ? new URL(element.getAttribute(\"base\").replace(/\\/?$/, \"/\"), document.baseURI).href : \"\")";

/// Replaces each `at("./file")` by a literal reference for bundlers. `below` leads to the folder of the files.
fn written_out(script: &str, below: &str, wanted: &mut BTreeSet<String>) -> Result<String> {
    const CALL: &str = "at(\"./";
    let mut out = String::new();
    let mut rest = script;
    while let Some(start) = rest.find(CALL) {
        let name = &rest[start + CALL.len()..];
        let end = name.find("\")").context("a call of `at` has no end")?;
        let (name, after) = (&name[..end], &name[end + 2..]);
        out += &rest[..start];
        // the folder itself is not a file
        if name.is_empty() {
            out += "at(\"./\")";
        } else {
            wanted.insert(name.to_owned());
            out += &format!("new URL(\"{below}{name}\", import.meta.url).href");
        }
        rest = after;
    }
    ensure!(out.contains("new URL("), "it names no file by `{CALL}…`");
    Ok(out + rest)
}

/// Replaces a text that must occur exactly once.
fn once(text: &str, from: &str, to: &str) -> Result<String> {
    let count = text.matches(from).count();
    ensure!(count == 1, "`{from}` is there {count} times, not once");
    Ok(text.replace(from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOADER: &str = "const at = (name) => new URL(name, here).href;\nconst base = at(\"./\");\n\
        const url = at(\"./p-1.js\") + x; await import(url); fetch(at(\"./p-1.wasm\"));\n\
        const part = (name) => import(at(`./later-0/${name}.js`) + (missed[name] ? `?${missed[name]}` : \"\"));\nnew glue.WidgetOptions(dataset, base, true);\n";

    #[test]
    fn a_programs_script_names_no_file_that_is_not_there() -> Result<()> {
        let glue = "x===void 0&&(x=new URL(\"widget_bg.wasm\",import.meta.url));";
        assert_eq!(without_default(glue)?, "x===void 0&&(x=void 0);");
        assert!(without_default("x=1").is_err());
        Ok(())
    }

    #[test]
    fn every_file_of_the_loader_is_written_out() -> Result<()> {
        let mut wanted = BTreeSet::new();
        let script = loader_for_bundlers(LOADER, &["back".to_owned()], &mut wanted)?;
        assert_eq!(wanted.into_iter().collect::<Vec<_>>(), ["p-1.js", "p-1.wasm"]);
        assert!(script.contains("url = new URL(\"./p-1.js\", import.meta.url).href + x"), "{script}");
        assert!(script.contains("\"back\": () => import(\"./later/back.js\")"), "{script}");
        assert!(script.contains(": import(\"./p-1.js\"))"), "{script}");
        Ok(())
    }

    #[test]
    fn a_loader_that_has_changed_is_refused() {
        let refused = |from: &str| {
            let changed = LOADER.replace(from, "");
            loader_for_bundlers(&changed, &[], &mut BTreeSet::new()).is_err()
        };
        for from in ["import(url)", "WidgetOptions(dataset, base,", "const base = at(\"./\");", "./later-0/"] {
            assert!(refused(from), "{from}");
        }
    }

    #[test]
    fn dialogs_ask_the_element_for_their_base() -> Result<()> {
        let text = "const base = new URL(\"../\", import.meta.url).href;\nexport async function open(button) {\n}";
        let text = part_for_bundlers("embed", text, &mut BTreeSet::new())?;
        assert!(text.starts_with("let base;") && text.contains("open(button) {\nbase = (("), "{text}");
        Ok(())
    }
}
