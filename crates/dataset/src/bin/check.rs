//! `shanhai-check FILE...`: checks datasets, and says what is wrong with them or what is in them.

use shanhai_dataset::check::check;
use std::path::Path;
use std::process::ExitCode;

fn main() -> ExitCode {
    let files: Vec<String> = std::env::args().skip(1).collect();
    if files.is_empty() {
        eprintln!("usage: shanhai-check FILE...");
        return ExitCode::from(2);
    }
    let mut sound = true;
    for file in &files {
        sound &= check_file(file);
    }
    if sound { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Prints the faults of a file, or what is in it; whether it has none.
fn check_file(file: &str) -> bool {
    let json = match std::fs::read_to_string(file) {
        Ok(json) => json,
        Err(error) => {
            eprintln!("{file}: {error}");
            return false;
        }
    };
    let folder = Path::new(file).parent().unwrap_or(Path::new(""));
    match check(&json, &|name| std::fs::read_to_string(folder.join(name)).map_err(|error| error.to_string())) {
        Ok(program) => {
            let entry = program.entry();
            println!(
                "{file}: sound. {} figures, {} derived, {} projects, {} models, {} events, {} charts; hash {}",
                entry.figures.len(),
                entry.derived.len(),
                entry.projects.len(),
                entry.models.len(),
                entry.timeline.len(),
                entry.charts.len(),
                program.hash()
            );
            true
        }
        Err(faults) => {
            for fault in &faults {
                eprintln!("{file}: {fault}");
            }
            eprintln!("{file}: {} fault{}", faults.len(), if faults.len() == 1 { "" } else { "s" });
            false
        }
    }
}
