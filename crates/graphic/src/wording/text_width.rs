//! The width of a text, without a font or a browser: one table for canvas, SVG and layout alike.
//!
//! Han characters and full-width punctuation take one em. Latin widths are the wider of Arial's and Roboto's advance
//! widths (both published in the fonts' `hmtx` tables), rounded up to hundredths of an em. So a label laid out by
//! this table has room in every system font that the style sheet names.

/// Advance widths of U+0020 to U+007E in hundredths of an em.
#[rustfmt::skip]
const ASCII: [u8; 95] = [
    28, 29, 36, 61, 57, 89, 67, 20, 35, 35, 43, 59, 28, 38, 28, 42, // space to /
    57, 57, 57, 57, 57, 57, 57, 57, 57, 57, 28, 28, 59, 59, 59, 56, // 0 to ?
    102, 67, 67, 73, 73, 67, 62, 78, 73, 29, 56, 67, 56, 88, 73, 78, // @ to O
    67, 78, 73, 67, 62, 73, 67, 95, 67, 67, 62, 28, 42, 28, 47, 56, // P to _
    34, 56, 57, 53, 57, 56, 36, 57, 57, 25, 25, 52, 25, 89, 57, 58, // ` to o
    57, 58, 36, 53, 34, 57, 51, 76, 51, 51, 51, 35, 27, 35, 69,     // p to ~
];

/// Width of a character in em.
fn em(character: char) -> f64 {
    match character {
        ' '..='~' => f64::from(ASCII[character as usize - 0x20]) / 100.0,
        // accented Latin letters, and the dashes that text fonts draw narrow
        '\u{a0}'..='\u{24f}' => 0.6,
        '–' | '−' => 0.6,
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' => 0.0,
        _ => 1.0,
    }
}

/// Bold faces are wider than regular ones, Latin letters more so than Han characters.
const BOLD: f64 = 1.07;

/// Width of `text` in css px at `size` css px.
pub fn text_width(text: &str, size: f64, bold: bool) -> f64 {
    text.chars()
        .map(|character| {
            let width = em(character);
            if bold && width < 1.0 { width * BOLD } else { width }
        })
        .sum::<f64>()
        * size
}

/// Breaks `text` into lines of at most `width` css px: Latin at spaces, Chinese between any two characters, but never
/// before a closing mark or after an opening one. A single word longer than a line is cut.
pub fn wrap(text: &str, width: f64, size: f64, bold: bool) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        let candidate = text_width(line.trim_end(), size, bold)
            + text_width(&line[line.trim_end().len()..], size, bold)
            + text_width(piece.trim_end(), size, bold);
        if !line.is_empty() && candidate > width {
            lines.push(line.trim_end().to_owned());
            line.clear();
        }
        if line.is_empty() && text_width(piece.trim_end(), size, bold) > width {
            for character in piece.chars() {
                if !line.is_empty()
                    && text_width(&line, size, bold) + text_width(character.encode_utf8(&mut [0; 4]), size, bold)
                        > width
                {
                    lines.push(std::mem::take(&mut line));
                }
                line.push(character);
            }
            continue;
        }
        line.push_str(piece);
    }
    if !line.trim_end().is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// The pieces between which a line may break.
fn pieces(text: &str) -> Vec<&str> {
    const CLOSING: &str = "，。、；：！？）》」』”’…%,.;:!?)]·";
    const OPENING: &str = "（《「『“‘([";
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut previous: Option<char> = None;
    for (at, character) in text.char_indices() {
        if let Some(before) = previous {
            let wide = |c: char| em(c) >= 1.0;
            let may_break = character != ' ' && (before == ' ' || wide(before) || wide(character));
            let signs = CLOSING.contains(character) || OPENING.contains(before);
            let in_word = before == '’' && character.is_ascii_alphabetic();
            if may_break && !signs && !in_word && !parts_number(&text[..at], character) {
                pieces.push(&text[start..at]);
                start = at;
            }
        }
        previous = Some(character);
    }
    pieces.push(&text[start..]);
    pieces
}

/// Whether a break between `before` and `next` would separate a number from its scale or unit: “167.58亿元”,
/// “16.758 billion”.
fn parts_number(before: &str, next: char) -> bool {
    let ends_in_digit = |text: &str| text.ends_with(|letter: char| letter.is_ascii_digit());
    match before.strip_suffix(' ') {
        Some(number) => next.is_ascii_lowercase() && ends_in_digit(number),
        None => ends_in_digit(before.trim_end_matches(['万', '亿', '余', '多'])),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn chinese_takes_an_em_a_character() {
        assert_eq!(text_width("云南", 20.0, false), 40.0);
        assert!(text_width("Yunnan", 20.0, false) < 80.0);
        assert!(text_width("Yunnan", 20.0, true) > text_width("Yunnan", 20.0, false));
    }

    #[test]
    fn lines_break_where_they_may() {
        assert_eq!(wrap("one two three", 50.0, 12.0, false), ["one two", "three"]);
        assert_eq!(wrap("云南，上海", 24.0, 12.0, false), ["云", "南，", "上海"]);
        assert_eq!(wrap("“云南”好", 37.0, 12.0, false), ["“云", "南”好"]);
    }

    #[test]
    fn a_number_keeps_its_scale_and_unit() {
        assert_eq!(wrap("投资167.58亿元", 70.0, 12.0, false), ["投资", "167.58亿元"]);
        assert_eq!(wrap("受益1万余人次", 50.0, 12.0, false), ["受益", "1万余人", "次"]);
        assert_eq!(wrap("about 16.758 billion yuan", 90.0, 12.0, false), ["about", "16.758 billion", "yuan"]);
    }

    #[test]
    fn no_line_begins_behind_an_apostrophe() {
        assert_eq!(pieces("Maojiawan’s families"), ["Maojiawan’s ", "families"]);
        assert_eq!(pieces("“搬得出”、稳"), ["“搬", "得", "出”、", "稳"]);
    }

    proptest! {
        #[test]
        fn wrapping_loses_nothing_but_spaces(text in "[a-z云南上海，。 （）]{0,60}", width in 30.0..300.0f64) {
            let lines = wrap(&text, width, 12.0, false);
            let joined: String = lines.concat();
            let squeeze = |text: &str| text.chars().filter(|c| *c != ' ').collect::<String>();
            prop_assert_eq!(squeeze(&joined), squeeze(&text));
            for line in &lines {
                // a mark that may not start a line can hang over the edge alone
                prop_assert!(text_width(line, 12.0, false) <= width + 24.0 || line.chars().filter(|c| "，。）".contains(*c)).count() > 1);
            }
        }
    }
}
