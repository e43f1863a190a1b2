//! `shanhai check`.

use crate::dataset_file::{checked, file_of, read};
use clap::ValueEnum;
use serde_json::Value;
use shanhai_dataset::Dataset;
use shanhai_dataset::article::{self, Comparison};
use shanhai_dataset::report::Report;
use std::path::PathBuf;

#[derive(clap::Args)]
pub struct Arguments {
    /// Files, or folders with a `program.json`.
    #[arg(default_value = "data")]
    datasets: Vec<PathBuf>,
    /// The form of the report.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Compares the numbers of the dataset with those of its article, a text whose paragraphs begin with `[1.1]`.
    #[arg(long)]
    article: Option<PathBuf>,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// A list of objects, for machines.
    Json,
}

pub fn run(arguments: &Arguments) -> Result<bool, String> {
    let format = arguments.format;
    let article = arguments.article.as_deref().map(read).transpose()?;
    let mut sound = true;
    let mut faults_as_json = Vec::new();
    for dataset in &arguments.datasets {
        let file = file_of(dataset);
        let (name, json) = (file.display().to_string(), read(&file)?);
        let program = match checked(&file, &json) {
            Ok(program) => program,
            Err(faults) => {
                sound = false;
                let report = Report::new(&name, &json, &faults);
                match format {
                    Format::Text => eprintln!("{report}"),
                    Format::Json => faults_as_json.extend(report.to_json().as_array().into_iter().flatten().cloned()),
                }
                continue;
            }
        };
        if format == Format::Text {
            println!("{name}: sound. {}", counts(program.authored(), program.hash()));
        }
        if let Some(article) = &article {
            let comparison = article::compare(program.authored(), article);
            sound &= comparison == Comparison::default();
            match format {
                Format::Text => print!("{comparison}"),
                Format::Json => faults_as_json.extend(as_json(&name, &comparison)),
            }
        }
    }
    if format == Format::Json {
        println!("{}", Value::from(faults_as_json));
    }
    Ok(sound)
}

fn counts(entry: &Dataset, hash: &str) -> String {
    let counts = [
        ("figure", entry.figures.len()),
        ("derived value", entry.derived.len()),
        ("project", entry.projects.len()),
        ("model", entry.models.len()),
        ("event", entry.timeline.len()),
        ("chart", entry.charts.len()),
    ];
    let counts = counts.map(|(what, count)| format!("{count} {what}{}", if count == 1 { "" } else { "s" }));
    format!("{}; hash {hash}", counts.join(", "))
}

fn as_json(file: &str, comparison: &Comparison) -> Vec<Value> {
    let missing = comparison.not_in_dataset.iter().map(|found| {
        serde_json::json!({ "file": file, "paragraph": found.paragraph, "number": found.number, "missing": "dataset" })
    });
    let unfounded = comparison.not_in_article.iter().map(
        |found| serde_json::json!({ "file": file, "path": found.path, "number": found.number, "missing": "article" }),
    );
    missing.chain(unfounded).collect()
}
