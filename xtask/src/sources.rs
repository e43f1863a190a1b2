//! Checks of the sources that no compiler makes: files stay short, and test hooks stay hooks of tests. Functions stay
//! short by clippy's `too_many_lines` (`clippy.toml`).

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result, bail, ensure};

use crate::walk;

/// Folders with files that a test compares, or of other people.
const PASSED_OVER: [&str; 3] = ["snapshots", "data", "parents"];

const EXTENSIONS: [&str; 8] = ["css", "js", "mjs", "php", "rs", "sh", "ts", "tsx"];

/// A file that is longer holds more than one subject.
const MOST_LINES: usize = 400;

/// What reads a test hook instead of setting it.
const READS_HOOKS: [&str; 3] = ["[data-testid", "dataset.testid", "getAttribute(\"data-testid\")"];

/// What looks like one of these and sets a hook.
const SETS_HOOK: &str = "dataset.testid = ";

/// Fails if a source file is too long or reads a test hook outside tests.
pub fn run(root: &Path) -> Result<()> {
    let is_source = |name: &str| name.rsplit_once('.').is_some_and(|(_, extension)| EXTENSIONS.contains(&extension));
    let files = walk::files(root, &PASSED_OVER, is_source)?;
    ensure!(files.len() > 100, "only {} source files in {}", files.len(), root.display());
    let mut faults = Vec::new();
    for file in &files {
        let name = file.strip_prefix(root)?.to_string_lossy().replace('\\', "/");
        let text = fs::read_to_string(file).with_context(|| format!("cannot read {name}"))?;
        faults.extend(length_fault(&name, &text));
        faults.extend(hook_faults(&name, &text));
    }
    if !faults.is_empty() {
        bail!("{}", faults.join("\n       "));
    }
    println!("{} source files are short and leave test hooks to tests", files.len());
    Ok(())
}

fn length_fault(name: &str, text: &str) -> Option<String> {
    let lines = text.lines().count();
    (lines > MOST_LINES).then(|| format!("{name} has {lines} lines, over {MOST_LINES}"))
}

fn hook_faults(name: &str, text: &str) -> Vec<String> {
    // the bench and the check itself are tests, too
    let is_test = name.split('/').any(|part| ["tests", "bench", "benches", "xtask"].contains(&part));
    let reads = |line: &str| READS_HOOKS.iter().any(|one| line.replace(SETS_HOOK, "").contains(one));
    let lines = text.lines().enumerate().filter(|(_, line)| !is_test && reads(line));
    lines.map(|(at, line)| format!("{name}:{}: a test hook is read outside tests: {}", at + 1, line.trim())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_file_is_a_fault() {
        assert_eq!(length_fault("a.rs", &"\n".repeat(MOST_LINES)), None);
        assert_eq!(length_fault("a.rs", &"\n".repeat(401)).as_deref(), Some("a.rs has 401 lines, over 400"));
    }

    #[test]
    fn a_hook_may_be_set_anywhere_and_read_in_tests_only() {
        let reads = "root.querySelector('[data-testid=search]')";
        assert_eq!(hook_faults("crates/graphic/src/a.rs", reads).len(), 1);
        assert_eq!(hook_faults("integrations/a.js", "one.dataset.testid === 'search'").len(), 1);
        assert_eq!(hook_faults("tests/e2e/a.rs", reads), Vec::<String>::new());
        assert_eq!(hook_faults("src/ui/a.rs", ".attr(\"data-testid\", \"search\")"), Vec::<String>::new());
        assert_eq!(hook_faults("integrations/a.js", "one.dataset.testid = 'search'"), Vec::<String>::new());
    }
}
