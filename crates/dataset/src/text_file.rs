//! Text files as people save them: UTF-8, with or without a byte order mark. Other files are refused with the
//! position and the bytes.

use crate::fault::{Fault, Position, WHOLE};
use std::path::Path;

/// Decodes the text of a file.
///
/// # Errors
/// The file is not UTF-8. The fault gives the first invalid bytes, their position and their likely encoding.
pub fn decode(bytes: &[u8]) -> Result<String, Fault> {
    let fault = |found: String, position: Position| Fault {
        path: WHOLE.to_owned(),
        found,
        expected: "text in UTF-8".to_owned(),
        help: "In the editor or spreadsheet, choose “Save as” and the encoding UTF-8.".to_owned(),
        position: Some(position),
    };
    let start = Position { line: 1, column: 1 };
    if let [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] = bytes {
        return Err(fault(format!("the bytes {}, with which UTF-16 begins", hex(&bytes[..2])), start));
    }
    let bytes = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
    // UTF-16 without a byte order mark: every other byte of ASCII text is zero
    if let Some(at) = bytes.iter().take(64).position(|byte| *byte == 0) {
        let around = &bytes[at.saturating_sub(1)..(at + 1).min(bytes.len())];
        return Err(fault(format!("the bytes {}, as in UTF-16", hex(around)), position(bytes, at)));
    }
    let at = match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(text.to_owned()),
        // pairs of bytes before it may be valid UTF-8 by chance
        Err(error) => {
            let at = error.valid_up_to();
            bytes[..at].iter().rposition(u8::is_ascii).map_or(0, |before| before + 1)
        }
    };
    let run = bytes[at..].iter().take(8).take_while(|byte| !byte.is_ascii()).count();
    let found = format!("the bytes {}, as in {}", hex(&bytes[at..at + run]), likely_encoding(bytes));
    Err(fault(found, position(bytes, at)))
}

/// Reads a text file from disk; the reason gives the position of bytes that are not UTF-8.
///
/// # Errors
/// The file cannot be read, or is not UTF-8 text.
pub fn read(file: &Path) -> Result<String, String> {
    let bytes = std::fs::read(file).map_err(|error| error.to_string())?;
    decode(&bytes).map_err(|fault| in_a_line(&fault))
}

/// A fault of a file that the dataset refers to, in one line.
pub(crate) fn in_a_line(fault: &Fault) -> String {
    let place = fault.position.map(|at| format!("line {}, column {}: ", at.line, at.column)).unwrap_or_default();
    format!("{place}{}; expected {}", fault.found, fault.expected)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect::<Vec<_>>().join(" ")
}

/// The column is counted in characters, as far as the bytes can be decoded.
fn position(bytes: &[u8], at: usize) -> Position {
    let before = &bytes[..at];
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    Position { line, column: String::from_utf8_lossy(&before[start..]).chars().count() + 1 }
}

/// Chinese in GBK comes in pairs of high bytes; accented Latin letters stand alone.
fn likely_encoding(bytes: &[u8]) -> &'static str {
    let (mut pairs, mut alone) = (0, 0);
    let mut rest = bytes;
    while let [byte, tail @ ..] = rest {
        let is_pair = (0xA1..=0xFE).contains(byte) && tail.first().is_some_and(|next| (0xA1..=0xFE).contains(next));
        match byte.is_ascii() {
            true => {}
            false if is_pair => pairs += 1,
            false => alone += 1,
        }
        rest = &tail[usize::from(is_pair)..];
    }
    if pairs >= alone { "GBK (GB 18030)" } else { "Latin-1 (Windows-1252)" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf8_is_read_with_its_mark_and_without() {
        assert_eq!(decode("山\n".as_bytes()).as_deref(), Ok("山\n"));
        assert_eq!(decode("\u{feff}山".as_bytes()).as_deref(), Ok("山"));
        assert_eq!(decode(b"").as_deref(), Ok(""));
    }

    #[test]
    fn other_encodings_are_named_with_their_place() {
        let check = |bytes: &[u8], part: &str, line, column| {
            let fault = decode(bytes).unwrap_err();
            assert!(fault.found.contains(part), "{}", fault.found);
            assert_eq!(fault.position, Some(Position { line, column }), "{part}");
        };
        check(b"{\n \"\xC9\xBD\xBA\xA3\"", "C9 BD BA A3, as in GBK", 2, 3);
        check(b"caf\xE9 au lait", "E9, as in Latin-1", 1, 4);
        check(b"\xFF\xFE{\0", "FF FE, with which UTF-16", 1, 1);
        check(b"\xFE\xFF\0{", "FE FF, with which UTF-16", 1, 1);
        check(b"{\0\n\0", "7B 00, as in UTF-16", 1, 2);
    }
}
