//! `shanhai check`.

use crate::outcome::Done;
use clap::ValueEnum;
use serde_json::Value;
use shanhai_dataset::article::{self, Comparison};
use shanhai_dataset::check::{self, CheckedDataset, Fault};
use shanhai_dataset::desk::{self, Trouble, file_of};
use shanhai_dataset::report::Report;
use shanhai_dataset::{Dataset, text_file};
use std::fs;
use std::path::{Path, PathBuf};

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

pub fn run(arguments: &Arguments) -> Done {
    let format = arguments.format;
    let article = arguments.article.as_deref().map(desk::read_text).transpose()?;
    let mut sound = true;
    let mut as_json = Vec::new();
    for dataset in &arguments.datasets {
        let file = file_of(dataset);
        let name = file.display().to_string();
        let program = match checked(&file)? {
            Ok(program) => program,
            Err((json, faults)) => {
                sound = false;
                let report = Report::new(&name, &json, &faults);
                match format {
                    Format::Text => eprintln!("{report}"),
                    Format::Json => as_json.extend(report.to_json().as_array().into_iter().flatten().cloned()),
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
                Format::Json => as_json.extend(comparison.to_json(&name)),
            }
        }
    }
    if format == Format::Json {
        println!("{}", Value::from(as_json));
    }
    Ok(sound)
}

/// A dataset that is sound, or its faults with the text that they are of.
fn checked(file: &Path) -> Result<Result<CheckedDataset, (String, Vec<Fault>)>, Trouble> {
    let bytes = fs::read(file).map_err(|error| Trouble::File(format!("{}: {error}", file.display())))?;
    let json = match text_file::decode(&bytes) {
        Ok(json) => json,
        Err(fault) => return Ok(Err((String::new(), vec![fault]))),
    };
    Ok(check::check(&json, &check::beside(file)).map_err(|faults| (json, faults)))
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
