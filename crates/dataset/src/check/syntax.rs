//! Files that are not valid JSON: which character is wrong, and what to type instead.

use crate::fault::{Fault, Position, WHOLE};

/// serde's message, and what was expected in our own words.
const EXPECTED: [(&str, &str); 13] = [
    ("key must be a string", "the name of a field in quotes, or a closing brace"),
    ("expected `,` or `}`", "a comma or a closing brace"),
    ("expected `,` or `]`", "a comma or a closing bracket"),
    ("expected `:`", "a colon behind the name of the field"),
    ("trailing comma", "no comma before a closing brace or bracket"),
    ("trailing characters", "the end of the file"),
    ("recursion limit exceeded", "fewer braces and brackets within each other"),
    ("control character", "no line break or tab within a text"),
    ("invalid escape", "no backslash but in \\\" \\\\ and \\n"),
    ("invalid number", "a number such as 12.5"),
    ("EOF while parsing a string", "a quote at the end of the text"),
    ("EOF", "a closing brace or bracket for each that is open"),
    ("", "a text in quotes, a number, a list, an object, true, false or null"),
];

/// The fault for a text that serde could not parse.
pub(crate) fn unreadable(text: &str, error: &serde_json::Error) -> Fault {
    let reason = error.to_string();
    // serde counts bytes, and counts a line break within a text as the beginning of the next line
    let is_break = error.column() == 0 && error.line() > 1;
    let number = error.line().max(1) - usize::from(is_break);
    let line = text.split('\n').nth(number - 1).unwrap_or_default();
    let mut at = if is_break { line.len() } else { error.column().saturating_sub(1).min(line.len()) };
    while !line.is_char_boundary(at) {
        at -= 1;
    }
    let ends = reason.starts_with("EOF");
    // for an unreadable field, the character that it begins with
    let letter = line[at..].chars().next().filter(|_| !ends);
    let found = match letter {
        Some(letter) if named(letter).is_some() => {
            format!("{} in `{}`", named(letter).unwrap_or_default(), around(line, at))
        }
        Some(letter) => format!("`{letter}` in `{}`", around(line, at)),
        None if ends => "the end of the file".to_owned(),
        None => "the end of the line".to_owned(),
    };
    let expected = EXPECTED.iter().find(|(words, _)| reason.starts_with(words)).map_or("", |(_, expected)| expected);
    let help = letter.and_then(|letter| to_type(letter, &line[at..])).unwrap_or_else(|| {
        "Look for a comma, quote or bracket that is missing or too many here or just before.".to_owned()
    });
    Fault {
        path: WHOLE.to_owned(),
        found,
        expected: expected.to_owned(),
        help,
        position: Some(Position { line: number, column: line[..at].chars().count() + 1 }),
    }
}

/// A few characters of a line around a byte offset.
fn around(line: &str, at: usize) -> String {
    let before: Vec<char> = line[..at].chars().rev().take(8).collect();
    let behind = line[at..].chars().take(12);
    before.into_iter().rev().chain(behind).collect::<String>().trim().to_owned()
}

/// The name of a character that is invisible or easily mistaken for another.
fn named(letter: char) -> Option<String> {
    let name = match letter {
        '\u{a0}' => "a no-break space",
        '\u{3000}' => "a full-width space",
        '\u{feff}' => "a byte order mark",
        '\u{2000}'..='\u{200f}' | '\u{202f}' | '\u{2060}' => "a space of another kind",
        '“' | '”' | '„' | '‟' | '＂' | '«' | '»' => "the typographic quote",
        '‘' | '’' => "the typographic apostrophe",
        '：' | '，' | '；' | '、' | '｛' | '｝' | '［' | '］' | '【' | '】' | '．' | '－' => {
            "the full-width sign"
        }
        '０'..='９' => "the full-width digit",
        _ => return None,
    };
    let code = format!("U+{:04X}", u32::from(letter));
    Some(if letter.is_whitespace() || name.starts_with("a ") {
        format!("{name} ({code})")
    } else {
        format!("{name} {letter} ({code})")
    })
}

/// What to type instead of a character.
fn to_type(letter: char, rest: &str) -> Option<String> {
    let typed = match letter {
        '“' | '”' | '„' | '‟' | '＂' | '«' | '»' | '‘' | '’' | '\'' => '"',
        '：' => ':',
        '，' | '、' | '；' | ';' => ',',
        '｛' => '{',
        '｝' => '}',
        '［' | '【' => '[',
        '］' | '】' => ']',
        '．' => '.',
        '－' => '-',
        '０'..='９' => char::from_digit(u32::from(letter) - u32::from('０'), 10)?,
        '/' | '#' if letter == '#' || rest.starts_with("//") || rest.starts_with("/*") => {
            return Some("Remove it: JSON has no comments; a remark belongs into a `note`.".to_owned());
        }
        _ if named(letter).is_some() => return Some("Type a plain space, or nothing.".to_owned()),
        _ => return None,
    };
    Some(format!("Type {typed} in its place, and look for others of its kind."))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    #[test]
    fn columns_count_characters() {
        let text = "{\n\"甲乙\": 丙}";
        let error = serde_json::from_str::<Value>(text).unwrap_err();
        assert_eq!(unreadable(text, &error).position, Some(Position { line: 2, column: 7 }));
    }

    /// No message of the parser may reach an editor.
    #[test]
    fn every_reason_of_the_parser_has_our_words() {
        for text in [
            "{",
            "[1",
            "\"a",
            "{\"a\" 1}",
            "[1 2]",
            "{\"a\":1 2}",
            "[1,]",
            "{,}",
            "tru",
            "1 x",
            "01",
            "\"\\x\"",
            "\"\n\"",
        ] {
            let error = serde_json::from_str::<Value>(text).unwrap_err();
            let fault = unreadable(text, &error);
            assert!(!fault.expected.is_empty() && !fault.to_string().contains("EOF"), "{fault}");
        }
    }
}
