//! `shanhai diff`.

use crate::outcome::Done;
use clap::ValueEnum;
use shanhai_dataset::desk;
use std::path::PathBuf;

#[derive(clap::Args)]
pub struct Arguments {
    /// The older dataset: a file, or a folder with a `program.json`.
    old: PathBuf,
    /// The newer one.
    new: PathBuf,
    /// The form of the report.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// A list of objects, for machines.
    Json,
    /// A page to print and sign.
    Html,
}

pub fn run(arguments: &Arguments) -> Done {
    let (diff, old, new) = desk::compare(&arguments.old, &arguments.new)?;
    match arguments.format {
        Format::Text => print!("{diff}"),
        Format::Json => println!("{}", diff.to_json()),
        Format::Html => print!("{}", diff.to_html(&old, &new)),
    }
    Ok(true)
}
