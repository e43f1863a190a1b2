//! `shanhai`: the editors' command, one file with everything inside. It begins programmes, checks them, takes them into
//! spreadsheets and back, previews and publishes them; it needs no network and no other program.

mod assets;
mod check;
mod diff;
mod format;
mod map;
mod new;
mod outcome;
mod preview;
mod publish;
mod serve;
mod sheets;

use clap::{Parser, Subcommand};
use shanhai_dataset::desk::Trouble;
use std::process::ExitCode;

/// Begins, checks, previews and publishes programmes of 山海 Shanhai.
#[derive(Parser)]
#[command(name = "shanhai", version)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Begins a programme: a folder with a fictitious one to be changed.
    New(new::Arguments),
    /// Reports every fault of a dataset: where, what was found, what was expected, and how to correct it.
    Check(check::Arguments),
    /// Takes the flat lists of a dataset into CSV files or a workbook, for Excel, WPS and the like, and back.
    #[command(subcommand)]
    Csv(sheets::Task),
    /// Lays a dataset out: what fits into a line in one line. The content stays.
    Format(format::Arguments),
    /// Says what changed from one dataset to another.
    Diff(diff::Arguments),
    /// Makes the map of a dataset from a file of boundaries: TopoJSON, GeoJSON, or a zipped shapefile in degrees.
    Map(map::Arguments),
    /// Previews a programme in the browsers of this machine, anew at each change of its files.
    Serve(serve::Arguments),
    /// Publishes programmes: every page, picture and table, for any web server.
    Publish(publish::Arguments),
}

fn main() -> ExitCode {
    let done = match Arguments::parse().task {
        Task::New(arguments) => new::run(&arguments).map_err(Trouble::File),
        Task::Check(arguments) => check::run(&arguments),
        Task::Csv(task) => sheets::run(&task),
        Task::Format(arguments) => format::run(&arguments),
        Task::Diff(arguments) => diff::run(&arguments),
        Task::Map(arguments) => map::run(&arguments),
        Task::Serve(arguments) => serve::run(&arguments).map_err(Trouble::File),
        Task::Publish(arguments) => publish::run(&arguments).map_err(Trouble::File),
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
