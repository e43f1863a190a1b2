//! Makes the assets from the sources and from Trunk's output.

use crate::assets::Assets;
use crate::join::joined;
use crate::minify::minified;
use crate::program::packed;
use crate::{PublishError, fault, read};
use std::path::Path;

/// How to build scripts, styles and programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packing {
    /// As built, for development.
    Dev,
    /// As small as possible, for readers.
    Release,
}

/// Folders of scripts and their styles: those of the desk, and those that load when a reader uses their function.
const FOLDERS: [&str; 2] = ["desk", "later"];

/// Makes the assets from the sources below `root` and from Trunk's folder `staging`. The programs are moved out of
/// `staging`. `dataset` is the binary form of the dataset inside the program.
///
/// # Errors
/// A file is missing or cannot be packed.
pub fn prepare(root: &Path, staging: &Path, dataset: &[u8], packing: Packing) -> Result<Assets, PublishError> {
    let mut assets = Assets::default();
    let www = root.join("www");
    let index_path = staging.join("index.html");
    let index = read(&index_path)?;
    let (tag, glue, program) =
        program_names(&index).ok_or_else(|| fault(index_path.display(), "Trunk left no shanhai-program tag"))?;
    assets.insert("pages/index.html", index.replace(&tag, ""));
    for name in ["desk.html", "embed.html", "overview.html", "project.html"] {
        assets.insert(&format!("pages/{name}"), read(&www.join(name))?);
    }
    let with = read(&www.join("guard.js"))? + &read(&www.join("with-program.js"))?;
    put_program(&mut assets, staging, "program", (&glue, &program), &with, packing)?;
    put_program(&mut assets, staging, "checker", ("checker.js", "checker_bg.wasm"), "", packing)?;
    put_program(&mut assets, staging, "desk", ("desk.js", "desk_bg.wasm"), "", packing)?;
    assets.insert("dataset.bin", dataset);
    for name in ["widget.css", "pages.css", "embed.css", "project.css"] {
        let path = www.join(name);
        let mut text = read(&path)?;
        if name == "widget.css" {
            text += &dark_by_system(&text).ok_or_else(|| fault(path.display(), "no dark colours"))?;
        }
        if name == "project.css" {
            let sheet = www.join("widget.css");
            text = colors(&read(&sheet)?).ok_or_else(|| fault(sheet.display(), "no colours"))? + &text;
        }
        assets.insert(&format!("styles/{name}"), minified(&path, &text, packing)?);
    }
    for name in scripts(&www)? {
        let path = www.join(&name);
        let text = if name == "shanhai.js" { joined(&www, &name)? } else { read(&path)? };
        assets.insert(&format!("scripts/{name}"), minified(&path, &text, packing)?);
        // the package for bundlers is made from these
        let is_of_widget =
            name.ends_with(".js") && !["frame.js", "project.js"].contains(&&*name) && !name.starts_with("desk/");
        if packing == Packing::Release && is_of_widget {
            assets.insert(&format!("source/{name}"), text);
        }
    }
    for (name, path) in [
        ("THIRD_PARTY.txt", root.join("THIRD_PARTY.txt")),
        ("icon.svg", www.join("icon.svg")),
        ("embed-check.html", www.join("embed-check.html")),
        ("embed-check.css", www.join("embed-check.css")),
        ("embed-check.js", www.join("embed-check.js")),
        ("data/program.schema.json", root.join("data/program.schema.json")),
    ] {
        assets.insert(&format!("fixed/{name}"), read(&path)?);
    }
    Ok(assets)
}

/// The scripts that pages load, from the folder of the sources.
fn scripts(www: &Path) -> Result<Vec<String>, PublishError> {
    let mut names = ["frame.js", "project.js", "shanhai.js"].map(str::to_owned).to_vec();
    for of in FOLDERS {
        let folder = www.join(of);
        for entry in std::fs::read_dir(&folder).map_err(|error| fault(folder.display(), error))? {
            let name = entry.map_err(|error| fault(folder.display(), error))?.file_name();
            names.push(format!("{of}/{}", name.to_string_lossy()));
        }
    }
    Ok(names)
}

/// Moves a program and its glue out of Trunk's folder into the assets, and appends a script to the glue.
fn put_program(
    assets: &mut Assets,
    staging: &Path,
    stem: &str,
    (glue_name, program_name): (&str, &str),
    with: &str,
    packing: Packing,
) -> Result<(), PublishError> {
    let (glue_path, program_path) = (staging.join(glue_name), staging.join(program_name));
    let mut glue = read(&glue_path)? + with;
    let mut program = std::fs::read(&program_path).map_err(|error| fault(program_path.display(), error))?;
    if packing == Packing::Release {
        (glue, program) = packed(&glue, &program).map_err(|reason| fault(glue_path.display(), reason))?;
        glue = minified(&glue_path, &glue, packing)?;
    }
    for path in [&glue_path, &program_path] {
        std::fs::remove_file(path).map_err(|error| fault(path.display(), error))?;
    }
    assets.insert(&format!("{stem}.js"), glue);
    assets.insert(&format!("{stem}.wasm"), program);
    Ok(())
}

/// Trunk's tag and the file names in it.
fn program_names(index: &str) -> Option<(String, String, String)> {
    let start = index.find("<meta name=\"shanhai-program\"")?;
    let tag = &index[start..start + index[start..].find('>')? + 1];
    let attribute = |name: &str| {
        let from = tag.find(&format!("{name}=\""))? + name.len() + 2;
        Some(tag[from..from + tag[from..].find('"')?].to_owned())
    };
    Some((tag.to_owned(), attribute("data-js")?, attribute("data-wasm")?))
}

/// A rule that makes a widget dark on a dark system until a program has chosen its theme. It repeats the dark colours
/// of the style sheet.
fn dark_by_system(sheet: &str) -> Option<String> {
    let rule = &sheet[sheet.find(".root.dark,")?..];
    let colors = &rule[rule.find('{')?..=rule.find('}')?];
    Some(format!(
        "@media screen and (prefers-color-scheme: dark) {{\n:host(:not([theme=\"light\"])) .root:not(.light, .dark) {colors}\n}}\n"
    ))
}

/// The widget's colours and fonts, light and dark, for a page without a widget.
fn colors(sheet: &str) -> Option<String> {
    let block = |begin: &str, rest: &'_ str| -> Option<String> {
        let rule = &rest[rest.find(begin)?..];
        Some(rule[rule.find('{')?..=rule.find('}')?].to_owned())
    };
    let (light, dark) = (block(".root {\n  --ink", sheet)?, block(".root.dark,", sheet)?);
    let english = block(".root:lang(en) {", sheet)?;
    Some(format!(
        ".root {light}\n.root:lang(en) {english}\n@media screen {{\n.root.dark {dark}\n}}\n\
         @media screen and (prefers-color-scheme: dark) {{\n.root:not(.light) {dark}\n}}\n"
    ))
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
        let sheet = ".root { --a: 1; }\n.root.dark,\n.b .root {\n--a: 2;\n}\n.page { }";
        let rule = dark_by_system(sheet).unwrap();
        assert!(rule.contains(":not(.light, .dark) {\n--a: 2;\n}\n}") && !rule.contains("--a: 1"), "{rule}");
        assert!(dark_by_system(".root { }").is_none());
    }
}
