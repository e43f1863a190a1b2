//! Numbers in words: 二十八, 百分之二十五, 三十多万, twenty-eight, three million.

use super::{Amount, Measure, Quantity, measure_behind};

/// The numbers in words in a text. People decide which of them count something and which are only part of a word
/// (统一).
pub(crate) fn in_words(text: &str) -> Vec<Quantity<'_>> {
    let mut found = chinese(text);
    found.extend(english(text));
    found
}

const DIGITS: [(char, u64); 12] = [
    ('〇', 0),
    ('零', 0),
    ('一', 1),
    ('二', 2),
    ('两', 2),
    ('三', 3),
    ('四', 4),
    ('五', 5),
    ('六', 6),
    ('七', 7),
    ('八', 8),
    ('九', 9),
];
const UNITS: [(char, u64); 5] = [('十', 10), ('百', 100), ('千', 1_000), ('万', 10_000), ('亿', 100_000_000)];
/// These may stand between a number and its word of scale: 三十多万.
const BETWEEN: [char; 3] = ['多', '余', '几'];
const BEFORE: [(&str, Measure); 2] = [("百分之", Measure::Percent), ("千分之", Measure::PerMille)];

fn digit(letter: char) -> Option<u64> {
    DIGITS.iter().find(|(other, _)| *other == letter).map(|(_, value)| *value)
}

fn unit(letter: char) -> Option<u64> {
    UNITS.iter().find(|(other, _)| *other == letter).map(|(_, value)| *value)
}

fn chinese(text: &str) -> Vec<Quantity<'_>> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(letter) = text[at..].chars().next() {
        let before = BEFORE.iter().find(|(word, _)| text[at..].starts_with(word));
        let start = at + before.map_or(0, |(word, _)| word.len());
        let length = length(&text[start..]);
        if length == 0 {
            at += letter.len_utf8();
            continue;
        }
        let number = &text[start..start + length];
        let rest = &text[start + length..];
        let (fraction, behind) = fraction(rest);
        // 5千 and 30多万 are numbers in digits
        let of_digits = text[..at].trim_end().trim_end_matches(BETWEEN).ends_with(|letter: char| letter.is_numeric());
        let continues = of_digits && number.starts_with(|letter| unit(letter).is_some());
        if let Some(whole) = value(number).filter(|_| !continues) {
            let (end, measure) = match (before, measure_behind(behind)) {
                (Some((_, measure)), _) => (text.len() - behind.len(), *measure),
                (None, Some((rest, measure))) => (text.len() - rest.len(), measure),
                (None, None) => (text.len() - behind.len(), Measure::Count),
            };
            let amount = Amount { digits: format!("{whole}{fraction}"), measure };
            found.push(Quantity { at, written: &text[at..end], amount });
        }
        at = text.len() - behind.len();
    }
    found
}

/// The length of the number at the beginning of a text.
fn length(text: &str) -> usize {
    let is_numeral = |letter: char| digit(letter).is_some() || unit(letter).is_some();
    let mut end = 0;
    while let Some(letter) = text[end..].chars().next() {
        let behind = text[end + letter.len_utf8()..].chars().next();
        let between = end > 0 && BETWEEN.contains(&letter) && matches!(behind, Some('万' | '亿'));
        // 百分之 and 百分点 begin something else
        let is_percent = letter == '百' && behind == Some('分');
        if !(is_numeral(letter) && !is_percent || between) {
            break;
        }
        end += letter.len_utf8();
    }
    end
}

/// The decimals after 点, and the rest of the text.
fn fraction(text: &str) -> (String, &str) {
    let Some(behind) = text.strip_prefix('点') else { return (String::new(), text) };
    let decimals: String = behind.chars().map_while(digit).map(|digit| digit.to_string()).collect();
    let letters: usize = behind.chars().take(decimals.len()).map(char::len_utf8).sum();
    if decimals.is_empty() { (String::new(), text) } else { (format!(".{decimals}"), &behind[letters..]) }
}

/// The value of a number in Chinese words.
fn value(number: &str) -> Option<u64> {
    let letters = number.chars().filter(|letter| !BETWEEN.contains(letter));
    if !number.chars().any(|letter| unit(letter).is_some()) {
        // 二〇二三
        return letters.filter_map(digit).try_fold(0u64, |sum, digit| sum.checked_mul(10)?.checked_add(digit));
    }
    let (mut total, mut section, mut last) = (0u64, 0u64, None);
    for letter in letters {
        match (digit(letter), unit(letter)) {
            (Some(digit), _) => last = Some(digit),
            (None, Some(small @ ..=1_000)) => {
                section = section.checked_add(last.take().unwrap_or(1).checked_mul(small)?)?;
            }
            (None, Some(large)) => {
                // 亿 multiplies everything before it, 万 only what comes after 亿
                let before = if large > 10_000 { std::mem::take(&mut total) } else { 0 };
                let sum = before.checked_add(section)?.checked_add(last.take().unwrap_or_default())?;
                // 万余 alone means 1万余
                let sum = if sum == 0 { 1 } else { sum };
                (total, section) = (total.checked_add(sum.checked_mul(large)?)?, 0);
            }
            (None, None) => {}
        }
    }
    total.checked_add(section)?.checked_add(last.unwrap_or_default())
}

const ENGLISH: [(&str, u64); 31] = [
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("fifteen", 15),
    ("sixteen", 16),
    ("seventeen", 17),
    ("eighteen", 18),
    ("nineteen", 19),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("seventy", 70),
    ("eighty", 80),
    ("ninety", 90),
    ("hundred", 100),
    ("thousand", 1_000),
    ("million", 1_000_000),
    ("billion", 1_000_000_000),
];

fn english(text: &str) -> Vec<Quantity<'_>> {
    let mut found = Vec::new();
    let mut words = english_words(text).into_iter().peekable();
    while let Some((at, word)) = words.next() {
        let Some(first) = english_word(word).filter(|value| *value < 100) else { continue };
        let (mut total, mut section, mut end) = (0u64, first, at + word.len());
        while let Some((next_at, word)) = words.peek().copied() {
            let near = text[end..next_at].chars().all(|letter| matches!(letter, ' ' | '-' | '\u{a0}'));
            match english_word(word).filter(|_| near) {
                Some(100) if section < 100 => section *= 100,
                Some(value) if value >= 1_000 => {
                    (total, section) = (total.saturating_add(section.saturating_mul(value)), 0)
                }
                // twenty-eight, but not six seven
                Some(value) if value < 100 && (section % 100 == 0 || section % 10 == 0 && value < 10) => {
                    section += value
                }
                _ => break,
            }
            end = next_at + word.len();
            words.next();
        }
        let digits = total.saturating_add(section).to_string();
        let (end, measure) = match measure_behind(&text[end..]) {
            Some((rest, measure)) => (text.len() - rest.len(), measure),
            None => (end, Measure::Count),
        };
        found.push(Quantity { at, written: &text[at..end], amount: Amount { digits, measure } });
    }
    found
}

fn english_words(text: &str) -> Vec<(usize, &str)> {
    let mut words = Vec::new();
    let mut rest = 0;
    while let Some(at) = text[rest..].find(|letter: char| letter.is_ascii_alphabetic()).map(|found| rest + found) {
        let end = text[at..].find(|letter: char| !letter.is_ascii_alphabetic()).map_or(text.len(), |found| at + found);
        words.push((at, &text[at..end]));
        rest = end;
    }
    words
}

fn english_word(word: &str) -> Option<u64> {
    ENGLISH.iter().find(|(other, _)| word.eq_ignore_ascii_case(other)).map(|(_, value)| *value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_in_words_are_read() {
        let check = |text: &str, expected: &[(&str, &str, Measure)]| {
            let found = in_words(text);
            let found: Vec<_> =
                found.iter().map(|one| (one.written, one.amount.digits.as_str(), one.amount.measure)).collect();
            assert_eq!(found, expected, "{text}");
        };
        use Measure::{Count, PerMille, Percent, PercentagePoints};
        check("共二十八所", &[("二十八", "28", Count)]);
        check("增长百分之二十五。", &[("百分之二十五", "25", Percent)]);
        check("千分之三", &[("千分之三", "3", PerMille)]);
        check("提高三个百分点", &[("三个百分点", "3", PercentagePoints)]);
        check("百分之五点三", &[("百分之五点三", "5.3", Percent)]);
        check("十二万三千零五人", &[("十二万三千零五", "123005", Count)]);
        check("三十多万，万余户", &[("三十多万", "300000", Count), ("万", "10000", Count)]);
        check("一亿二千万", &[("一亿二千万", "120000000", Count)]);
        check("二〇二三年", &[("二〇二三", "2023", Count)]);
        check("5千人、30多万人、2 百", &[]);
        check("三点到了", &[("三", "3", Count)]);
        check("Twenty-eight schools", &[("Twenty-eight", "28", Count)]);
        check("three hundred twenty thousand", &[("three hundred twenty thousand", "320000", Count)]);
        check("five percent, six seven", &[("five percent", "5", Percent), ("six", "6", Count), ("seven", "7", Count)]);
        check("someone attended; 3 million", &[]);
    }
}
