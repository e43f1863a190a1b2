//! What is wrong in a file, and where.

use std::fmt;

/// The path of a fault that concerns the whole file.
pub(crate) const WHOLE: &str = "the file";

/// What is wrong at one place in the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// JSON path, such as `figures[3].observations[0].value`.
    pub path: String,
    /// What was found there.
    pub found: String,
    /// What was expected there.
    pub expected: String,
    /// How to fix it.
    pub help: String,
    /// The position, if the path does not lead there because the file is not valid JSON.
    pub position: Option<Position>,
}

/// A position in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position {
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: found {}; expected {}", self.path, self.found, self.expected)?;
        if self.help.is_empty() { Ok(()) } else { write!(f, "\n    {}", self.help) }
    }
}

/// A step of a path.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step<'a> {
    /// Into an object.
    Key(&'a str),
    /// Into a list.
    Index(usize),
}

/// The steps of a path such as `figures[3].observations[0].value`.
pub(crate) fn steps(path: &str) -> Vec<Step<'_>> {
    let mut steps = Vec::new();
    for part in path.split('.').filter(|part| !part.is_empty()) {
        let mut pieces = part.split('[');
        steps.extend(pieces.next().filter(|key| !key.is_empty()).map(Step::Key));
        steps.extend(pieces.filter_map(|piece| piece.trim_end_matches(']').parse().ok()).map(Step::Index));
    }
    steps
}
