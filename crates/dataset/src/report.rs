//! A report of what is wrong with a file, for a person or a machine: each fault with its line and column.

use crate::fault::{Fault, Position, Step, steps};
use jsonc_parser::ast::{Object, Value};
use jsonc_parser::common::Ranged;
use std::fmt;

/// The faults of one file.
#[derive(Debug)]
pub struct Report<'a> {
    file: &'a str,
    faults: Vec<(Option<Position>, &'a Fault)>,
}

impl<'a> Report<'a> {
    /// The report on `faults`, which were found in the text `json` of the file `file`.
    pub fn new(file: &'a str, json: &str, faults: &'a [Fault]) -> Report<'a> {
        let options = jsonc_parser::ParseOptions::default();
        let tree = jsonc_parser::parse_to_ast(json, &jsonc_parser::CollectOptions::default(), &options);
        let root = tree.ok().and_then(|tree| tree.value);
        let lines = Lines::of(json);
        let place = |fault: &Fault| {
            fault.position.or_else(|| Some(lines.position(json, start_of(root.as_ref()?, &steps(&fault.path)))))
        };
        Report { file, faults: faults.iter().map(|fault| (place(fault), fault)).collect() }
    }

    /// The faults as JSON: a list of objects with `file`, `path`, `line`, `column`, `found`, `expected` and `help`.
    /// `mend` is the name of `help` before 0.2, for scripts that read it.
    pub fn to_json(&self) -> serde_json::Value {
        let fault = |(position, fault): &(Option<Position>, &Fault)| {
            serde_json::json!({
                "file": self.file,
                "path": fault.path,
                "line": position.map(|position| position.line),
                "column": position.map(|position| position.column),
                "found": fault.found,
                "expected": fault.expected,
                "help": fault.help,
                "mend": fault.help,
            })
        };
        self.faults.iter().map(fault).collect()
    }
}

impl fmt::Display for Report<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, fault) in &self.faults {
            write!(f, "{}", self.file)?;
            if let Some(Position { line, column }) = position {
                write!(f, ":{line}:{column}")?;
            }
            writeln!(f, ": {}\n    found     {}\n    expected  {}", fault.path, fault.found, fault.expected)?;
            if !fault.help.is_empty() {
                writeln!(f, "    help      {}", fault.help)?;
            }
        }
        let count = self.faults.len();
        write!(f, "{}: {count} fault{}", self.file, if count == 1 { "" } else { "s" })
    }
}

/// The byte offset of the value at the end of the steps: for a field, the start of its name; for a missing value, the
/// start of its parent.
fn start_of(root: &Value, steps: &[Step]) -> usize {
    let mut at = root;
    let mut start = root.range().start;
    for step in steps {
        let next = match (step, at) {
            // no path leads to a name with a backslash in it
            (Step::Key(key), Value::Object(object)) => property(object, key),
            (Step::Index(index), Value::Array(array)) => {
                array.elements.get(*index).map(|element| (element.range().start, element))
            }
            _ => None,
        };
        match next {
            Some((begins, value)) => (start, at) = (begins, value),
            None => break,
        }
    }
    start
}

fn property<'a, 'b>(object: &'b Object<'a>, key: &str) -> Option<(usize, &'b Value<'a>)> {
    let property = object.properties.iter().find(|property| property.name.as_str() == key)?;
    Some((property.range.start, &property.value))
}

/// The start of each line of a text.
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Lines {
        Lines(std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect())
    }

    fn position(&self, text: &str, at: usize) -> Position {
        let line = self.0.partition_point(|start| *start <= at);
        let start = self.0[line - 1];
        Position { line, column: text[start..at].chars().count() + 1 }
    }
}
