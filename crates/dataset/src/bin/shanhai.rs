//! `shanhai`: the data editor's command. Checks datasets, compares them with their article and each other, takes them into
//! spreadsheets and back, and makes maps.

use clap::{Parser, Subcommand, ValueEnum};
use serde_json::Value;
use shanhai_dataset::article::{self, Comparison};
use shanhai_dataset::check::{self, CheckedDataset, Fault};
use shanhai_dataset::desk::{self, Trouble, file_of};
use shanhai_dataset::map_making::{self, Request};
use shanhai_dataset::report::Report;
use shanhai_dataset::{Dataset, text_file};
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
    /// Writes the flat lists of a dataset for Excel, WPS and the like: as CSV files, or as one workbook.
    Export {
        /// The dataset.
        dataset: PathBuf,
        /// The folder of the files, or a workbook (`.xlsx`).
        to: PathBuf,
        /// Also over sheets that were edited since the last export.
        #[arg(long)]
        overwrite: bool,
    },
    /// Puts edited sheets back into a dataset, if it is sound then, and tells what changed.
    Import {
        /// The dataset, which is changed.
        dataset: PathBuf,
        /// The folder of the CSV files, or the workbook; lists that are not there stay as they are.
        from: PathBuf,
        /// Also where the sheets are older than the dataset, and undo what has changed since.
        #[arg(long)]
        undo: bool,
    },
    /// Tells what changed from one dataset to another.
    Diff {
        /// The older one.
        old: PathBuf,
        /// The newer one.
        new: PathBuf,
        /// How to tell it.
        #[arg(long, value_enum, default_value_t = DiffFormat::Text)]
        format: DiffFormat,
    },
    /// Makes the map of a dataset from a file of boundaries: TopoJSON, GeoJSON, or a zipped shapefile in degrees.
    Map {
        /// The file.
        file: PathBuf,
        /// Where `boundaries.topojson`, `tiles.json` and `regions.json` go.
        #[arg(long, default_value = ".")]
        to: PathBuf,
        /// The property with the code of a region; the region's own id if left out.
        #[arg(long, default_value = "")]
        id: String,
        /// The property with the name of a region.
        #[arg(long, default_value = "name")]
        name: String,
        /// The object of a TopoJSON file that has several.
        #[arg(long)]
        object: Option<String>,
        /// Only these regions: codes between commas.
        #[arg(long, value_delimiter = ',')]
        only: Vec<String>,
        /// All regions but these.
        #[arg(long, value_delimiter = ',')]
        without: Vec<String>,
        /// The language of the names.
        #[arg(long, default_value = "en")]
        language: String,
        /// A dataset whose places must lie in the regions.
        #[arg(long)]
        places: Option<PathBuf>,
        /// About how many points the outlines may have.
        #[arg(long, default_value_t = 3000)]
        points: usize,
    },
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum DiffFormat {
    /// For people.
    Text,
    /// A list of objects, for machines.
    Json,
    /// A page to print and sign.
    Html,
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
        Task::Format { dataset } => desk::format(&dataset).map(|()| true).map_err(unchanged),
        Task::Export { dataset, to, overwrite } => desk::export(&dataset, &to, overwrite).map(|files| {
            files.iter().for_each(|file| println!("{}", file.display()));
            true
        }),
        Task::Import { dataset, from, undo } => import(&dataset, &from, undo),
        Task::Diff { old, new, format } => diff(&old, &new, format),
        task @ Task::Map { .. } => map(task),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(Trouble::Refused(reason)) => {
            eprintln!("{reason}");
            ExitCode::FAILURE
        }
        Err(Trouble::File(reason)) => {
            eprintln!("shanhai: {reason}");
            ExitCode::from(2)
        }
    }
}

fn unchanged(trouble: Trouble) -> Trouble {
    match trouble {
        Trouble::Refused(reason) => Trouble::Refused(format!("{reason}\nNothing was changed.")),
        other => other,
    }
}

fn import(dataset: &Path, from: &Path, undo: bool) -> Result<bool, Trouble> {
    let outcome = desk::import(dataset, from, undo).map_err(unchanged)?;
    let changed = if outcome.changed { "changed" } else { "nothing has changed" };
    println!("{}: {changed}", file_of(dataset).display());
    if outcome.changed {
        print!("{}", outcome.diff);
    }
    Ok(true)
}

fn diff(old: &Path, new: &Path, format: DiffFormat) -> Result<bool, Trouble> {
    let (diff, old, new) = desk::compare(old, new)?;
    match format {
        DiffFormat::Text => print!("{diff}"),
        DiffFormat::Json => println!("{}", diff.to_json()),
        DiffFormat::Html => print!("{}", diff.to_html(&old, &new)),
    }
    Ok(true)
}

fn map(task: Task) -> Result<bool, Trouble> {
    let Task::Map { file, to, id, name, object, only, without, language, places, points } = task else {
        return Ok(false);
    };
    let places = match places {
        None => Vec::new(),
        Some(dataset) => {
            let json: Value = serde_json::from_str(&desk::read_text(&file_of(&dataset))?).unwrap_or_default();
            let places = json["places"].as_array().into_iter().flatten();
            places.filter_map(|place| Some((place["lon"].as_f64()?, place["lat"].as_f64()?))).collect()
        }
    };
    let request = Request { id, name, object, only, without, language, places, points };
    let named = |path: &Path, error: String| Trouble::File(format!("{}: {error}", path.display()));
    let bytes = fs::read(&file).map_err(|error| named(&file, error.to_string()))?;
    let map = map_making::make(&bytes, &request)
        .map_err(|reason| Trouble::Refused(format!("{}: {reason}", file.display())))?;
    fs::create_dir_all(&to).map_err(|error| named(&to, error.to_string()))?;
    let regions = shanhai_dataset::layout::text(&map.regions);
    for (name, content) in
        [("boundaries.topojson", &map.boundaries), ("tiles.json", &map.tiles), ("regions.json", &regions)]
    {
        let file = to.join(name);
        fs::write(&file, content).map_err(|error| named(&file, error.to_string()))?;
        println!("{}", file.display());
    }
    println!("{} points of {}; put the list of regions.json into map.regions", map.points.1, map.points.0);
    Ok(true)
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

fn check_all(datasets: &[PathBuf], format: Format, article: Option<&Path>) -> Result<bool, Trouble> {
    let article = article.map(desk::read_text).transpose()?;
    let mut sound = true;
    let mut as_json = Vec::new();
    for dataset in datasets {
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
