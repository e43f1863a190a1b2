//! `shanhai new`.

use clap::ValueEnum;
use std::fs;
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub struct Arguments {
    /// The folder, which is made.
    folder: PathBuf,
    /// The language that the programme begins with.
    #[arg(long, value_enum, default_value_t = Lang::ZhHans)]
    lang: Lang,
}

#[derive(Clone, Copy, ValueEnum)]
enum Lang {
    /// Chinese.
    #[value(name = "zh-Hans")]
    ZhHans,
    /// English.
    En,
}

/// A fictitious programme: its dataset, and the files beside it.
struct Template {
    dataset: &'static str,
    /// Where it finds its schema, in its own place.
    schema: &'static str,
    beside: &'static [(&'static str, &'static str)],
}

/// The files of a template's folder.
macro_rules! template {
    ($folder:literal, $schema:literal, $($name:literal),+) => {
        Template {
            dataset: include_str!(concat!($folder, "/program.json")),
            schema: $schema,
            beside: &[$(($name, include_str!(concat!($folder, "/", $name)))),+],
        }
    };
}

static CHINESE: Template = template!(
    "../../../tests/data/second",
    "../../../data/program.schema.json",
    "article.html",
    "article.md",
    "boundaries.topojson",
    "tiles.json"
);
static ENGLISH: Template = template!(
    "../../../templates/en",
    "../../data/program.schema.json",
    "article.md",
    "boundaries.topojson",
    "tiles.json"
);

/// Lets text editors explain the fields of a dataset.
const SCHEMA: &str = include_str!("../../../data/program.schema.json");

/// Writes a file; the error names it.
fn write(file: &Path, content: &str) -> Result<(), String> {
    fs::write(file, content).map_err(|error| format!("{}: {error}", file.display()))
}

pub fn run(arguments: &Arguments) -> Result<bool, String> {
    let folder = &arguments.folder;
    let template = match arguments.lang {
        Lang::ZhHans => &CHINESE,
        Lang::En => &ENGLISH,
    };
    let failed = |error: std::io::Error| format!("{}: {error}", folder.display());
    if folder.exists() && fs::read_dir(folder).map_err(failed)?.next().is_some() {
        return Err(format!("{} is not empty; a programme begins in a folder of its own", folder.display()));
    }
    fs::create_dir_all(folder).map_err(failed)?;
    write(&folder.join("program.json"), &template.dataset.replacen(template.schema, "program.schema.json", 1))?;
    write(&folder.join("program.schema.json"), SCHEMA)?;
    for (name, content) in template.beside {
        write(&folder.join(name), content)?;
    }
    let name = folder.display();
    println!("{name} holds a fictitious programme: change it, piece by piece, into yours.");
    println!("  shanhai serve {name}                # look at it while you work");
    println!("  shanhai check {name}                # is it sound?");
    println!("  shanhai publish {name} --out site   # everything for your web server");
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_names_its_schema_once() {
        for template in [&CHINESE, &ENGLISH] {
            assert_eq!(template.dataset.matches(template.schema).count(), 1);
        }
    }

    /// A note may tell where the article is, and the map names its files.
    #[test]
    fn files_that_a_template_names_are_there() {
        for template in [&CHINESE, &ENGLISH] {
            let text = template.dataset.replacen(template.schema, "program.schema.json", 1);
            let words = text.split(|letter: char| !letter.is_ascii_alphanumeric() && !"./_-".contains(letter));
            let is_file = |word: &&str| {
                let ending =
                    word.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).map_or("", |(_, ending)| ending);
                ending.len() > 1 && ending.bytes().all(|byte| byte.is_ascii_lowercase())
            };
            let named: Vec<&str> = words.filter(is_file).collect();
            assert!(named.contains(&"article.md") && named.contains(&"tiles.json"), "{named:?}");
            for name in named.into_iter().filter(|name| *name != "program.schema.json") {
                assert!(template.beside.iter().any(|(file, _)| *file == name), "there is no {name}");
            }
        }
    }
}
