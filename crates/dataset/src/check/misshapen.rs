//! Translates what serde says of a value that does not fit into our own words.

use super::spelling::nearest;
use crate::Language;
use crate::fault::{Fault, WHOLE};

/// How serde's message begins.
pub(super) const TWICE: &str = "duplicate field ";

/// The found text if serde does not say what it found.
pub(super) const OTHER: &str = "another-thing";
/// How to fix a value of the wrong shape.
const SCHEMA: &str = "program.schema.json describes every field.";

/// Translates serde's message into our own words.
pub(crate) fn misshapen(path: &str, reason: &str) -> Fault {
    let path = if path == "." { WHOLE } else { path };
    let fault = |path: &str, found: String, expected: String, help: String| Fault {
        path: path.to_owned(),
        found,
        expected,
        help,
        position: None,
    };
    let known = || -> Vec<&str> {
        let list = reason.split_once("expected").map_or("", |(_, list)| list);
        list.split('`').skip(1).step_by(2).collect()
    };
    let did_you_mean = |word: &str, known: &[&str], otherwise: &str| {
        // `zh` and `zh-CN` stand for a language that has another tag here
        let are_languages = known.contains(&Language::ZhHans.tag());
        let language = Language::from_tag(word).filter(|_| are_languages).map(Language::tag);
        match language.or_else(|| nearest(word, known)) {
            Some(near) => format!("Did you mean `{near}`?"),
            None if are_languages => format!("Known are {}.", known.join(", ")),
            None => otherwise.to_owned(),
        }
    };
    if let Some(field) = reason.strip_prefix("unknown field ").and_then(quoted) {
        let known = known();
        let help = did_you_mean(field, &known, "Remove it; a remark belongs into a `note`.");
        return fault(path, format!("the field `{field}`"), one_of(&known), help);
    }
    if let Some(word) = reason.strip_prefix("unknown variant ").and_then(quoted) {
        let known = known();
        let help = did_you_mean(word, &known, "Take one of these words.");
        return fault(path, format!("`{word}`"), one_of(&known), help);
    }
    if let Some(field) = reason.strip_prefix("missing field ").and_then(quoted) {
        let path = if path == WHOLE { field.to_owned() } else { format!("{path}.{field}") };
        return fault(&path, "nothing".to_owned(), format!("the field `{field}`"), "Add it.".to_owned());
    }
    if let Some(field) = reason.strip_prefix(TWICE).and_then(quoted) {
        let path = if path == WHOLE { field.to_owned() } else { format!("{path}.{field}") };
        return fault(&path, "the field twice".to_owned(), "each field once".to_owned(), "Remove one.".to_owned());
    }
    if matches!(reason, "number out of range" | "invalid number") {
        let found = "a number that its place cannot hold".to_owned();
        return fault(path, found, "a number of usual size".to_owned(), "Correct the number.".to_owned());
    }
    let (found, expected) = reason.split_once(", expected ").unwrap_or((reason, "another form"));
    let found = found.trim_start_matches("invalid type: ").trim_start_matches("invalid value: ");
    fault(path, found.to_owned(), in_json(expected).to_owned(), SCHEMA.to_owned())
}

/// What serde expects, in words for whoever writes JSON.
fn in_json(expected: &str) -> &str {
    match expected {
        "a string" => "a text in quotes",
        "a sequence" => "a list in square brackets",
        "a map" => "an object in braces",
        "u16" => "a whole number without quotes",
        "f64" => "a number without quotes",
        "u8" => "a whole number from 0 to 255",
        "a boolean" => "true or false, without quotes",
        other if other.starts_with("struct ") => "an object in braces",
        other if other.contains("JSON number") => "a number without quotes",
        other => other,
    }
}

fn one_of(known: &[&str]) -> String {
    match known {
        [one] => format!("`{one}`"),
        several => {
            format!("one of {}", several.iter().map(|one| format!("`{one}`")).collect::<Vec<_>>().join(", "))
        }
    }
}

/// The first word between backticks.
pub(super) fn quoted(text: &str) -> Option<&str> {
    text.split('`').nth(1)
}
