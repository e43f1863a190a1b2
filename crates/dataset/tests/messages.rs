//! Every message that an editor can get is in a snapshot. This test finds a new message that no test produces.

use std::fs;
use std::path::{Path, PathBuf};

/// The sources that contain messages.
const SOURCES: [&str; 11] = [
    "src/check",
    "src/formula.rs",
    "src/topology",
    "src/text_file.rs",
    "src/spreadsheet",
    "src/article.rs",
    "src/desk",
    "src/desk.rs",
    "src/map_making",
    "src/diff.rs",
    "src/report.rs",
];

/// Strings that are parsed and never shown: serde's words, which check/shape.rs translates into our own.
const OF_SERDE: [&str; 27] = [
    "number out of range",
    "invalid number",
    "unknown field",
    "unknown field ",
    "unknown variant ",
    "missing field ",
    "duplicate field ",
    ", expected ",
    "invalid type: ",
    "invalid value: ",
    "struct ",
    "JSON number",
    "a string",
    "a sequence",
    "a map",
    "a boolean",
    " at line ",
    "expected",
    "key must be a string",
    "expected `,` or `}`",
    "expected `,` or `]`",
    "expected `:`",
    "trailing comma",
    "trailing characters",
    "recursion limit exceeded",
    "invalid escape",
    "EOF while parsing a string",
];

/// Messages that a checked dataset cannot cause, and the fallback for words of serde that we do not know.
const NOT_TOLD: [&str; 3] = ["languages is no list", "{name} is no list", "another form"];

fn files(path: &Path) -> Vec<PathBuf> {
    if path.is_file() {
        return vec![path.to_owned()];
    }
    let mut found: Vec<PathBuf> = fs::read_dir(path).unwrap().flat_map(|entry| files(&entry.unwrap().path())).collect();
    found.sort();
    found
}

/// The string literals of Rust source, outside comments, attributes and tests.
fn literals(source: &str) -> Vec<String> {
    let source = source.split("#[cfg(test)]").next().unwrap_or_default();
    let lines = source.lines().filter(|line| !line.trim_start().starts_with("#["));
    let source: String = lines.map(|line| format!("{line}\n")).collect();
    let mut found = Vec::new();
    let mut letters = source.char_indices().peekable();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '/' if source[at..].starts_with("//") => while letters.next_if(|(_, letter)| *letter != '\n').is_some() {},
            // a character literal, which may be a quote
            '\'' if source[at..].starts_with("'\"'") => {
                letters.nth(1);
            }
            '"' => {
                let is_expect = source[..at].ends_with(".expect(");
                let mut text = String::new();
                while let Some((_, letter)) = letters.next_if(|(_, letter)| *letter != '"') {
                    if letter != '\\' {
                        text.push(letter);
                        continue;
                    }
                    match letters.next().map(|(_, letter)| letter) {
                        Some('n') => text.push('\n'),
                        Some('\n') => while letters.next_if(|(_, letter)| letter.is_whitespace()).is_some() {},
                        Some('u') => while letters.next_if(|(_, letter)| *letter != '}').is_some() {},
                        Some(other) => text.push(other),
                        None => {}
                    }
                }
                letters.next();
                if !is_expect {
                    found.push(text);
                }
            }
            _ => {}
        }
    }
    found
}

/// The parts of a literal between its placeholders: `` `{id}` again `` becomes `` ` `` and `` ` again ``.
fn pieces(literal: &str) -> Vec<String> {
    let literal = literal.replace("{{", "\u{1}").replace("}}", "\u{2}");
    let mut pieces = vec![String::new()];
    let mut in_hole = false;
    for letter in literal.chars() {
        match letter {
            '{' => in_hole = true,
            '}' => {
                in_hole = false;
                pieces.push(String::new());
            }
            _ if in_hole => {}
            '\u{1}' => pieces.last_mut().unwrap().push('{'),
            '\u{2}' => pieces.last_mut().unwrap().push('}'),
            other => pieces.last_mut().unwrap().push(other),
        }
    }
    pieces
}

/// Whether a line contains all pieces in order.
fn holds(line: &str, pieces: &[String]) -> bool {
    let mut rest = line;
    pieces.iter().all(|piece| match rest.find(piece.as_str()) {
        Some(at) => {
            rest = &rest[at + piece.len()..];
            true
        }
        None => false,
    })
}

#[test]
fn every_message_stands_in_a_snapshot() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let snapshots = ["tests/snapshots", "src/map_making/snapshots", "../command/tests/snapshots"]
        .map(|folder| files(&here.join(folder)));
    let told: String = snapshots.iter().flatten().map(|file| fs::read_to_string(file).unwrap()).collect();
    let told: Vec<&str> = told.lines().collect();
    let mut missing = Vec::new();
    let mut count = 0;
    let is_source = |file: &PathBuf| file.extension().is_some_and(|one| one == "rs") && !file.ends_with("tests.rs");
    for source in SOURCES.iter().flat_map(|source| files(&here.join(source))).filter(is_source) {
        for literal in literals(&fs::read_to_string(&source).unwrap()) {
            // single words are names of fields; a literal of only placeholders and punctuation is not a message
            let is_message = literal.trim().contains(' ') && literal.chars().any(char::is_alphabetic);
            if !is_message || OF_SERDE.contains(&literal.as_str()) || NOT_TOLD.contains(&literal.as_str()) {
                continue;
            }
            count += 1;
            let is_told = literal.lines().all(|line| {
                let pieces = pieces(line.trim());
                told.iter().any(|told| holds(told, &pieces))
            });
            if !is_told {
                missing.push(format!("{}: {literal}", source.strip_prefix(here).unwrap().display()));
            }
        }
    }
    assert!(count > 150, "{count} messages: the sources are no longer read rightly");
    assert!(missing.is_empty(), "no snapshot holds\n{}", missing.join("\n"));
}

#[test]
fn sources_are_read_rightly() {
    let source = "/// a \"comment here\"\n#[doc = \"an attribute\"]\nlet a = ('\"', \"one {hole} two\");\n// no \"comment\"\n\
                  b.expect(\"not this one\"); c(\"three \\\n    four\");\n#[cfg(test)]\nd(\"of a test\");";
    assert_eq!(literals(source), ["one {hole} two", "three four"]);
    assert_eq!(pieces("one {hole} two"), ["one ", " two"]);
    assert!(holds("one big two", &pieces("one {hole} two")) && !holds("two one", &pieces("one {hole} two")));
}
