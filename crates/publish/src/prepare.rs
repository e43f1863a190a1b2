//! Makes the assets from the sources and from Trunk's output.

use crate::assets::Assets;
use crate::esbuild::{Entry, bundled};
use crate::files::hashed_name;
use crate::program::packed;
use crate::{PublishError, fault, integrity, read, write};
use serde_json::json;
use std::path::Path;

/// How to build scripts, styles and programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Packing {
    /// As built, for development.
    Dev,
    /// As small as possible, for readers.
    Release,
}

/// Modules of `www/lazy` that load when a reader uses their function.
const LAZY: [&str; 7] = ["back", "dataset", "embed", "export", "figure", "save", "story"];

/// Makes the assets from the sources below `root` and from Trunk's folder `staging`. The programs are moved out of
/// `staging`. `dataset` is the binary form of the dataset inside the program.
///
/// # Errors
/// A file is missing or cannot be packed.
pub fn prepare(root: &Path, staging: &Path, dataset: &[u8], packing: Packing) -> Result<Assets, PublishError> {
    let www = root.join("www");
    let mut build = Build { assets: Assets::default(), www: &www, staging, packing, options: Vec::new() };
    let index_path = staging.join("index.html");
    let index = read(&index_path)?;
    let (tag, glue, program) =
        program_names(&index).ok_or_else(|| fault(index_path.display(), "Trunk left no shanhai-program tag"))?;
    build.assets.insert("pages/index.html", index.replace(&tag, ""));
    for name in ["desk.html", "embed.html", "overview.html", "project.html"] {
        build.assets.insert(&format!("pages/{name}"), read(&www.join(name))?);
    }
    build.put_program("program", (&glue, &program))?;
    build.put_program("checker", ("checker.js", "checker_bg.wasm"))?;
    build.put_program("desk", ("desk.js", "desk_bg.wasm"))?;
    build.assets.insert("dataset.bin", dataset);
    build.put_styles()?;
    build.put_scripts()?;
    let mut assets = build.assets;
    if packing == Packing::Release {
        put_sources(&mut assets, &www)?;
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

/// Assets in progress.
struct Build<'a> {
    assets: Assets,
    www: &'a Path,
    staging: &'a Path,
    packing: Packing,
    /// Options of esbuild for every script: names and hashes of the programs, and where scripts find the files.
    options: Vec<String>,
}

impl Build<'_> {
    /// Moves a program and its glue out of Trunk's folder into the assets, and defines their names for the scripts.
    fn put_program(&mut self, stem: &str, (glue_name, program_name): (&str, &str)) -> Result<(), PublishError> {
        let (glue_path, program_path) = (self.staging.join(glue_name), self.staging.join(program_name));
        let mut glue = read(&glue_path)?;
        let mut program = std::fs::read(&program_path).map_err(|error| fault(program_path.display(), error))?;
        if self.packing == Packing::Release {
            (glue, program) = packed(&glue, &program).map_err(|reason| fault(glue_path.display(), reason))?;
        }
        // our scripts always pass the program's address; bundlers of the npm package would look for the default one
        let mut options = vec!["--define:import.meta.url=\"\"".to_owned()];
        let entry = if stem == "program" {
            glue += &read(&self.www.join("guard.js"))?;
            options.push(format!("--alias:#glue={}", glue_path.display()));
            "program.js".to_owned()
        } else {
            glue_path.display().to_string()
        };
        write(&glue_path, &glue)?;
        let glue = bundled(self.www, Entry::File(&entry), &options, self.packing)?;
        for path in [&glue_path, &program_path] {
            std::fs::remove_file(path).map_err(|error| fault(path.display(), error))?;
        }
        let integrity = integrity::short_hash(&program);
        let name = stem.to_uppercase();
        self.define(&format!("{name}_JS"), &hashed_name(stem, "js", glue.as_bytes()));
        self.define(&format!("{name}_WASM"), &hashed_name(stem, "wasm", &program));
        self.define(&format!("{name}_INTEGRITY"), &integrity);
        self.assets.insert(&format!("{stem}.js"), glue);
        self.assets.insert(&format!("{stem}.wasm"), program);
        Ok(())
    }

    fn define(&mut self, name: &str, value: &str) {
        self.options.push(format!("--define:{name}={}", json!(value)));
    }

    fn put_styles(&mut self) -> Result<(), PublishError> {
        let tokens_path = self.www.join("styles/tokens.css");
        let tokens = read(&tokens_path)?;
        let no_colors = || fault(tokens_path.display(), "no colours");
        for name in ["widget.css", "pages.css", "embed.css", "project.css"] {
            let mut text = read(&self.www.join(name))?;
            if name == "widget.css" {
                text += &dark_by_system(&tokens).ok_or_else(no_colors)?;
            }
            if name == "project.css" {
                text = colors(&tokens).ok_or_else(no_colors)? + &text;
            }
            let text = bundled(self.www, Entry::Styles(&text), &[], self.packing)?;
            self.assets.insert(&format!("styles/{name}"), text);
        }
        Ok(())
    }

    fn put_scripts(&mut self) -> Result<(), PublishError> {
        self.options.extend(["--alias:#files=./files.js", "--alias:#checker=./lazy/checker.js"].map(str::to_owned));
        let lazy = LAZY.map(|name| format!("lazy/{name}.js"));
        let own = ["shanhai.js", "frame.js", "project.js", "desk/desk.js", "desk/desk.css", "lazy/dialog.css"];
        for name in own.into_iter().chain(lazy.iter().map(String::as_str)) {
            let text = bundled(self.www, Entry::File(name), &self.options, self.packing)?;
            self.assets.insert(&format!("scripts/{name}"), text);
        }
        Ok(())
    }
}

/// Adds the bundled scripts as people write and read them.
fn put_sources(assets: &mut Assets, www: &Path) -> Result<(), PublishError> {
    for folder in ["", "lazy/"] {
        let path = www.join(folder);
        for entry in std::fs::read_dir(&path).map_err(|error| fault(path.display(), error))? {
            let entry = entry.map_err(|error| fault(path.display(), error))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            // the check of a host is published as it is
            if name.ends_with(".js") && name != "embed-check.js" {
                assets.insert(&format!("fixed/source/{folder}{name}"), read(&entry.path())?);
            }
        }
    }
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

/// The declarations, in braces, of the rule that begins with `begin`.
fn block<'a>(sheet: &'a str, begin: &str) -> Option<&'a str> {
    let rule = &sheet[sheet.find(begin)?..];
    Some(&rule[rule.find('{')?..=rule.find('}')?])
}

/// A rule that makes a widget dark on a dark system until a program has chosen its theme. It repeats the dark colours
/// of the style sheet.
fn dark_by_system(sheet: &str) -> Option<String> {
    let colors = block(sheet, ".root.dark,")?;
    Some(format!(
        "@media screen and (prefers-color-scheme: dark) {{\n:host(:not([theme=\"light\"])) .root:not(.light, .dark) {colors}\n}}\n"
    ))
}

/// The widget's colours and fonts, light and dark, for a page without a widget.
fn colors(sheet: &str) -> Option<String> {
    let (light, dark) = (block(sheet, ".root {\n  --ink")?, block(sheet, ".root.dark,")?);
    let english = block(sheet, ".root:lang(en) {")?;
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
