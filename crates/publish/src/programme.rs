//! A dataset with the files beside it.

use serde_json::Value;
use shanhai_dataset::check::{check_file, map_files};
use shanhai_dataset::{Dataset, text_file};
use std::fs;
use std::path::{Path, PathBuf};

/// What is published of a programme.
#[derive(Debug, Clone)]
pub struct Programme {
    /// The dataset.
    pub dataset: &'static Dataset,
    /// Its binary form.
    pub binary: Vec<u8>,
    /// The text of the JSON file that it was written in.
    pub json: String,
    /// The files beside it that it names, by the names that it gives them: its map and pictures.
    pub beside: Vec<(String, Vec<u8>)>,
    /// Its icon, `icon.svg` beside it. Without one the publication has our icon.
    pub icon: Option<String>,
    /// The page of an article, which names figures of the dataset. This is a template.
    pub article: Option<String>,
}

impl Programme {
    /// Reads a `program.json` and the files beside it.
    ///
    /// # Errors
    /// A report of every fault of the dataset, or of a file that cannot be read.
    pub fn read(file: &Path) -> Result<Programme, String> {
        let checked = check_file(file)?;
        let binary = checked.to_binary();
        let dataset = Dataset::decode(&binary).map_err(|error| format!("{}: {error}", file.display()))?;
        Programme::of(dataset, binary, file)
    }

    /// Makes a programme with a dataset that was compiled from that file earlier. The file may have faults by now.
    ///
    /// # Errors
    /// A file cannot be read.
    pub fn of(dataset: &'static Dataset, binary: Vec<u8>, file: &Path) -> Result<Programme, String> {
        let described = |path: &Path, error: std::io::Error| format!("{}: {error}", path.display());
        let read = |path: &Path| fs::read_to_string(path).map_err(|error| described(path, error));
        let maybe = |name: &str| {
            let path = file.with_file_name(name);
            path.exists().then(|| read(&path)).transpose()
        };
        let (article, icon) = (maybe("article.html")?, maybe("icon.svg")?);
        let mut beside = Vec::new();
        let pictures = dataset.projects.iter().flat_map(|project| &project.pictures).map(|picture| &picture.src);
        for name in [&dataset.map.boundaries, &dataset.map.tiles].into_iter().chain(pictures) {
            // a file outside the folder has no place in the published folder
            let is_below = !name.split('/').any(|part| part == ".." || part.is_empty());
            if is_below && !beside.iter().any(|(other, _)| other == name) {
                let path = file.with_file_name(name);
                beside.push((name.clone(), fs::read(&path).map_err(|error| described(&path, error))?));
            }
        }
        Ok(Programme { dataset, binary, json: read(file)?, beside, icon, article })
    }

    /// The files beside a `program.json` of which its programme consists, whether they are there or not: article, icon,
    /// and what the dataset names, as far as its JSON can be read.
    pub fn files_beside(file: &Path) -> Vec<PathBuf> {
        let json = text_file::read(file).unwrap_or_default();
        let dataset: Value = serde_json::from_str(&json).unwrap_or_default();
        let pictures = list(&dataset["projects"]).flat_map(|project| list(&project["pictures"]));
        let named = map_files(&dataset).chain(pictures.filter_map(|picture| picture["src"].as_str()));
        let named = named.filter(|name| !name.is_empty() && !name.contains("://"));
        ["article.html", "icon.svg"].into_iter().chain(named).map(|name| file.with_file_name(name)).collect()
    }
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_of_a_programme_are_known_while_it_has_faults() {
        let folder = std::env::temp_dir().join(format!("shanhai-beside-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let file = folder.join("program.json");
        let json = r#"{ "map": { "boundaries": "../b.topojson" }, "projects": [{}, { "pictures":
            [{ "src": "pictures/one.jpg" }, { "src": "https://img.example/two.jpg" }, { "alt": 1 }] }] }"#;
        fs::write(&file, json).unwrap();
        let expected = ["article.html", "icon.svg", "../b.topojson", "pictures/one.jpg"].map(|name| folder.join(name));
        assert_eq!(Programme::files_beside(&file), expected);
        fs::write(&file, "{").unwrap();
        assert_eq!(Programme::files_beside(&file), expected[..2]);
        fs::remove_dir_all(&folder).unwrap();
    }
}
