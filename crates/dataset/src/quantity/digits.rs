//! Numbers in digits, as people write them: `59,877`, `2 600`, `１２`, `4.30`.

/// A number in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Number<'a> {
    /// Where it begins.
    pub at: usize,
    /// As written.
    pub written: &'a str,
    /// Its digits, with nothing between them but a decimal point.
    pub digits: String,
}

/// Spaces that may separate groups of three digits.
const SPACES: [char; 4] = [' ', '\u{a0}', '\u{2009}', '\u{202f}'];

/// The numbers in a text.
pub(crate) fn numbers(text: &str) -> Vec<Number<'_>> {
    let mut numbers = Vec::new();
    let mut rest = 0;
    while let Some(at) = text[rest..].find(is_digit).map(|found| rest + found) {
        let mut end = at + run(&text[at..]).len();
        // 2 600 is one number; 2023 600 is two, and so is 1.1 200
        if text[at..end].chars().count() <= 3 && text[at..end].chars().all(is_digit) {
            while let Some(length) = group(&text[end..]) {
                end += length;
            }
        }
        let written = &text[at..end];
        numbers.push(Number { at, written, digits: written.chars().filter_map(plain).collect() });
        rest = end;
    }
    numbers
}

fn is_digit(letter: char) -> bool {
    letter.is_ascii_digit() || ('０'..='９').contains(&letter)
}

/// The digits at the beginning of a text, with points and commas between them.
fn run(text: &str) -> &str {
    let goes_on = |letter: char| is_digit(letter) || matches!(letter, '.' | ',' | '．');
    let end = text.find(|letter| !goes_on(letter)).unwrap_or(text.len());
    text[..end].trim_end_matches(['.', ',', '．'])
}

/// The length of a further group at the beginning of a text: a space and three digits, and a fraction if there is
/// one.
fn group(text: &str) -> Option<usize> {
    let space = text.chars().next().filter(|letter| SPACES.contains(letter))?;
    let run = run(&text[space.len_utf8()..]);
    let (whole, _) = run.split_once('.').unwrap_or((run, ""));
    (whole.len() == 3 && whole.bytes().all(|byte| byte.is_ascii_digit())).then(|| space.len_utf8() + run.len())
}

/// The plain form of a character in a number; `None` for a separator.
fn plain(letter: char) -> Option<char> {
    match letter {
        '０'..='９' => char::from_digit(u32::from(letter) - u32::from('０'), 10),
        '．' => Some('.'),
        '0'..='9' | '.' => Some(letter),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_are_written() {
        let check = |text: &str, expected: &[&str]| {
            let found: Vec<String> = numbers(text).into_iter().map(|number| number.digits).collect();
            assert_eq!(found, expected, "{text}");
        };
        check("共59,877人次，增长51.8%，2000—3000元。1.", &["59877", "51.8", "2000", "3000", "1"]);
        check("１２个，３．５万", &["12", "3.5"]);
        check("2 600 people, 1\u{202f}234\u{a0}567.5", &["2600", "1234567.5"]);
        check("in 2023 600 people; 12 34; 1.1 200; 5 6000", &["2023", "600", "12", "34", "1.1", "200", "5", "6000"]);
    }
}
