//! `shanhai`: the data editor's command. Checks datasets, compares them with their article, and takes them into
//! spreadsheets and back.

use clap::{Parser, Subcommand, ValueEnum};
use serde_json::Value;
use shanhai_dataset::Dataset;
use shanhai_dataset::article::{self, Comparison};
use shanhai_dataset::check::{CheckedDataset, Fault, check};
use shanhai_dataset::report::Report;
use shanhai_dataset::{layout, spreadsheet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Checks datasets of 山海 Shanhai, and takes them into spreadsheets and back.
#[derive(Parser)]
#[command(name = "shanhai")]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Tells every fault of a dataset: where, what was found, what was expected, and how to mend it.
    Check {
        /// Files, or folders with a `program.json`.
        #[arg(default_value = "data")]
        datasets: Vec<PathBuf>,
        /// How to tell it.
        #[arg(long, value_enum, default_value_t = Format::Text)]
        format: Format,
        /// Compares the numbers of the dataset with those of its article, a text whose paragraphs begin with `[1.1]`.
        #[arg(long)]
        article: Option<PathBuf>,
    },
    /// Lays a dataset out: what fits into a line in one line. The content stays.
    Format {
        /// The dataset, which is changed.
        dataset: PathBuf,
    },
    /// Writes the flat lists of a dataset as CSV files, for Excel, WPS and the like.
    Export {
        /// The dataset.
        dataset: PathBuf,
        /// Where the files go.
        folder: PathBuf,
    },
    /// Puts edited CSV files back into a dataset, if it is sound then.
    Import {
        /// The dataset, which is changed.
        dataset: PathBuf,
        /// Where the files are; those that are not there leave their lists as they are.
        folder: PathBuf,
    },
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// A list of objects, for machines.
    Json,
}

fn main() -> ExitCode {
    let done = match Arguments::parse().task {
        Task::Check { datasets, format, article } => check_all(&datasets, format, article.as_deref()),
        Task::Format { dataset } => lay_out(&file_of(&dataset)),
        Task::Export { dataset, folder } => export(&dataset, &folder),
        Task::Import { dataset, folder } => import(&dataset, &folder),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(reason) => {
            eprintln!("shanhai: {reason}");
            ExitCode::from(2)
        }
    }
}

/// The dataset's file, which may be named by its folder.
fn file_of(dataset: &Path) -> PathBuf {
    if dataset.is_dir() { dataset.join("program.json") } else { dataset.to_owned() }
}

fn read(file: &Path) -> Result<String, String> {
    fs::read_to_string(file).map_err(|error| format!("{}: {error}", file.display()))
}

fn checked(file: &Path, json: &str) -> Result<CheckedDataset, Vec<Fault>> {
    let folder = file.parent().unwrap_or(Path::new(""));
    check(json, &|name| fs::read_to_string(folder.join(name)).map_err(|error| error.to_string()))
}

fn check_all(datasets: &[PathBuf], format: Format, article: Option<&Path>) -> Result<bool, String> {
    let article = article.map(read).transpose()?;
    let mut sound = true;
    let mut faults_as_json = Vec::new();
    for dataset in datasets {
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
                Format::Json => faults_as_json.extend(comparison.to_json(&name)),
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

/// The dataset of a file that has no fault; else its faults are told. Every task that writes reads by this: what the check
/// refuses, such as a field that stands there twice, would be lost unseen.
fn sound(file: &Path) -> Result<Option<Value>, String> {
    let json = read(file)?;
    if let Err(faults) = checked(file, &json) {
        eprintln!("{}", Report::new(&file.display().to_string(), &json, &faults));
        return Ok(None);
    }
    serde_json::from_str(&json).map(Some).map_err(|error| error.to_string())
}

fn unchanged() -> Result<bool, String> {
    eprintln!("Nothing was changed.");
    Ok(false)
}

fn lay_out(file: &Path) -> Result<bool, String> {
    let Some(dataset) = sound(file)? else { return unchanged() };
    fs::write(file, layout::text(&dataset)).map_err(|error| format!("{}: {error}", file.display()))?;
    Ok(true)
}

fn export(dataset: &Path, folder: &Path) -> Result<bool, String> {
    let Some(dataset) = sound(&file_of(dataset))? else { return Ok(false) };
    fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    for sheet in spreadsheet::export(&dataset)? {
        let file = folder.join(format!("{}.csv", sheet.name));
        fs::write(&file, sheet.csv).map_err(|error| format!("{}: {error}", file.display()))?;
        println!("{}", file.display());
    }
    Ok(true)
}

fn import(dataset: &Path, folder: &Path) -> Result<bool, String> {
    let file = file_of(dataset);
    let Some(before) = sound(&file)? else { return unchanged() };
    let files = fs::read_dir(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut sheets = Vec::new();
    for path in files.filter_map(|entry| Some(entry.ok()?.path())) {
        if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("csv")) {
            let name = path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            sheets.push((name, fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?));
        }
    }
    if sheets.is_empty() {
        return Err(format!("{}: there is no CSV file", folder.display()));
    }
    sheets.sort();
    let imported = match spreadsheet::import(&before, &sheets) {
        Ok(imported) => imported,
        Err(reasons) => {
            reasons.iter().for_each(|reason| eprintln!("{reason}"));
            return unchanged();
        }
    };
    let after = layout::text(&imported.dataset);
    if let Err(faults) = checked(&file, &after) {
        for fault in &faults {
            let origin = imported.origin(fault).unwrap_or_else(|| file.display().to_string());
            eprintln!("{origin}: {fault}");
        }
        return unchanged();
    }
    // an empty list and none are the same
    let same = |a: Value, b: Value| {
        let read = |value| serde_json::from_value::<Dataset>(value).ok().map(serde_json::to_value);
        read(a).zip(read(b)).is_some_and(|(a, b)| a.ok() == b.ok())
    };
    if same(imported.dataset, before) {
        println!("{}: nothing has changed", file.display());
        return Ok(true);
    }
    fs::write(&file, after).map_err(|error| format!("{}: {error}", file.display()))?;
    println!("{}: changed", file.display());
    Ok(true)
}
