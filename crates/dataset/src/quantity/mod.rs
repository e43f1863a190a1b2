//! Numbers in a text with their scale and measure: 12.5万, 12.5亿, 12.5% and 12.5 are four different things.

mod digits;
mod words;

use digits::{Number, numbers};
pub(crate) use words::in_words;

use crate::model::{Dataset, Observation};
use crate::{Decimal, Scale, UnitStyle, Value};

/// A number in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Quantity<'a> {
    /// Where it begins.
    pub at: usize,
    /// As written: `12.5 万`.
    pub written: &'a str,
    /// The amount that it stands for.
    pub amount: Amount,
}

/// The amount of a number. Two amounts are equal only if both value and measure are. Every written digit counts: 4.3
/// is not 4.30.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Amount {
    /// The number with its scale multiplied out.
    digits: String,
    /// What the number measures.
    pub measure: Measure,
}

/// What a number measures, as far as that changes its meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Measure {
    /// Things.
    Count,
    /// Hundredths.
    Percent,
    /// The difference of two percentages.
    PercentagePoints,
    /// Thousandths.
    PerMille,
}

impl Amount {
    /// A bare number.
    pub(crate) fn bare(number: &str) -> Amount {
        Amount { digits: multiplied(number.trim_start_matches('-'), 0), measure: Measure::Count }
    }

    /// Whether it may be a year of our time.
    pub(crate) fn is_year(&self) -> bool {
        self.measure == Measure::Count && self.digits.len() == 4 && ("1900"..="2100").contains(&self.digits.as_str())
    }
}

/// A number of the dataset, written in the language that the data were written in: `12.5万人次`.
pub(crate) fn written(dataset: &Dataset, number: Decimal, scale: Option<Scale>, unit: &str) -> String {
    let unit = dataset.units.iter().find(|other| other.id == unit);
    let unit = match unit
        .map(|unit| (unit.style, dataset.languages.first().map(|language| unit.text.in_language(*language))))
    {
        Some((UnitStyle::Percent, _)) => "%",
        Some((_, Some(text))) => text,
        _ => "",
    };
    // put a space before words of Latin letters
    let apart = |word: &str| match word.starts_with(|letter: char| letter.is_ascii_alphabetic()) {
        true => format!(" {word}"),
        false => word.to_owned(),
    };
    format!("{number}{}{}", apart(scale.map_or("", Scale::id)), apart(unit))
}

/// The numbers of a value, as the article writes them.
pub(crate) fn written_values(dataset: &Dataset, observation: &Observation, unit: &str) -> Vec<String> {
    let ends = match observation.value {
        Value::One(value) => vec![value],
        Value::Range(min, max) => vec![min, max],
    };
    ends.into_iter().map(|number| written(dataset, number, observation.scale, unit)).collect()
}

/// Words of scale and their powers of ten.
const SCALES: [(&str, usize); 10] = [
    ("十", 1),
    ("百", 2),
    ("千", 3),
    ("万", 4),
    ("亿", 8),
    ("hundred", 2),
    ("thousand", 3),
    ("million", 6),
    ("billion", 9),
    ("trillion", 12),
];
/// Units that begin with a word of scale.
const UNITS_OF_THOUSANDS: [&str; 6] = ["千米", "千克", "千瓦", "千伏", "千卡", "千赫"];
/// The words after a number that say what it measures.
const MEASURES: [(&str, Measure); 11] = [
    ("个百分点", Measure::PercentagePoints),
    ("百分点", Measure::PercentagePoints),
    ("percentage points", Measure::PercentagePoints),
    ("percentage point", Measure::PercentagePoints),
    ("%", Measure::Percent),
    ("％", Measure::Percent),
    ("percent", Measure::Percent),
    ("per cent", Measure::Percent),
    ("‰", Measure::PerMille),
    ("per mille", Measure::PerMille),
    ("permille", Measure::PerMille),
];
/// The same before a number.
const BEFORE: [(&str, Measure); 2] = [("百分之", Measure::Percent), ("千分之", Measure::PerMille)];
/// Separators between the two ends of a range.
const TO: [&str; 8] = ["—", "–", "-", "~", "～", "至", "到", "to"];

/// The numbers in a text.
pub(crate) fn quantities(text: &str) -> Vec<Quantity<'_>> {
    let mut found: Vec<(Read, String)> = Vec::new();
    for number in numbers(text).into_iter().rev() {
        let mut read = Read::new(text, &number);
        // in “2 to 3 million” both ends are millions
        if let (true, Some((behind, other))) = (read.is_bare(), found.last())
            && is_range(&text[read.end..behind.at])
            && less(&number.digits, other)
        {
            (read.power, read.measure) = (behind.power, behind.measure);
        }
        found.push((read, number.digits));
    }
    let quantity = |(read, digits): (Read, String)| Quantity {
        at: read.at,
        written: &text[read.at..read.end],
        amount: Amount { digits: multiplied(&digits, read.power), measure: read.measure },
    };
    found.into_iter().rev().map(quantity).collect()
}

/// A number while it is parsed.
struct Read {
    at: usize,
    /// The end of its scale and measure.
    end: usize,
    power: usize,
    measure: Measure,
}

impl Read {
    fn new(text: &str, number: &Number) -> Read {
        let at = number.at;
        let mut read = Read { at, end: at + number.written.len(), power: 0, measure: Measure::Count };
        // 30多万 is 30万 and more
        let rest = &text[read.end..];
        let mut rest = rest.strip_prefix(['余', '多', '几']).filter(|behind| scale(behind).is_some()).unwrap_or(rest);
        while let Some((behind, power)) = scale(rest) {
            (rest, read.power) = (behind, read.power + power);
            read.end = text.len() - rest.len();
        }
        let before = BEFORE.iter().find(|(word, _)| text[..at].ends_with(word));
        if let Some((rest, measure)) = measure_behind(rest) {
            (read.end, read.measure) = (text.len() - rest.len(), measure);
        } else if let Some((_, measure)) = before {
            read.measure = *measure;
        }
        read
    }

    fn is_bare(&self) -> bool {
        self.power == 0 && self.measure == Measure::Count
    }
}

/// The text after a leading word of scale, and its power.
fn scale(text: &str) -> Option<(&str, usize)> {
    let text = text.trim_start();
    if UNITS_OF_THOUSANDS.iter().any(|unit| text.starts_with(unit)) || text.starts_with("百分") {
        return None;
    }
    SCALES.iter().find_map(|(word, power)| Some((word_behind(text, word)?, *power)))
}

/// The text after a leading word. A word of Latin letters must end there.
fn word_behind<'a>(text: &'a str, word: &str) -> Option<&'a str> {
    let rest = text.trim_start().strip_prefix(word)?;
    let goes_on = word.is_ascii() && word != "%" && rest.starts_with(|letter: char| letter.is_ascii_alphanumeric());
    (!goes_on).then_some(rest)
}

/// The text after a leading word of measure, and that measure.
fn measure_behind(text: &str) -> Option<(&str, Measure)> {
    MEASURES.iter().find_map(|(word, measure)| Some((word_behind(text, word)?, *measure)))
}

fn is_range(between: &str) -> bool {
    TO.contains(&between.trim())
}

/// Whether one number is less than another; both are digits with points.
fn less(one: &str, other: &str) -> bool {
    matches!((one.parse::<f64>(), other.parse::<f64>()), (Ok(one), Ok(other)) if one < other)
}

/// The digits of a number times 10^`power`, without leading zeros.
fn multiplied(number: &str, power: usize) -> String {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    // 1.2.3 cannot be computed with
    if fraction.contains('.') {
        return number.to_owned();
    }
    let fraction = format!("{fraction:0<power$}");
    let (moved, fraction) = fraction.split_at(power);
    let whole = format!("{whole}{moved}");
    let whole = match whole.trim_start_matches('0') {
        "" => "0",
        digits => digits,
    };
    if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Vec<(&str, String, Measure)> {
        quantities(text).into_iter().map(|one| (one.written, one.amount.digits, one.amount.measure)).collect()
    }

    #[track_caller]
    fn check(text: &str, written: &str, digits: &str, measure: Measure) {
        assert_eq!(read(text), [(written, digits.to_owned(), measure)], "{text}");
    }

    #[test]
    fn a_number_is_read_with_its_scale_and_measure() {
        use Measure::{Count, PerMille, Percent, PercentagePoints};
        check("共12.5 万人次", "12.5 万", "125000", Count);
        check("共12.5亿元", "12.5亿", "1250000000", Count);
        check("共12.5元", "12.5", "12.5", Count);
        check("增长12.5%，", "12.5%", "12.5", Percent);
        check("提高12.5个百分点", "12.5个百分点", "12.5", PercentagePoints);
        check("百分之12.5的人", "12.5", "12.5", Percent);
        check("12.5‰", "12.5‰", "12.5", PerMille);
        check("30多万人", "30多万", "300000", Count);
        check("1.2万亿元", "1.2万亿", "1200000000000", Count);
        check("3000多公里", "3000", "3000", Count);
        check("5千米", "5", "5", Count);
        check("5千人", "5千", "5000", Count);
        check("5百万", "5百万", "5000000", Count);
        check("9.196 billion yuan", "9.196 billion", "9196000000", Count);
        check("471 million", "471 million", "471000000", Count);
        check("3 millionaires", "3", "3", Count);
        check("51.8 per cent", "51.8 per cent", "51.8", Percent);
        check("2 percentage points", "2 percentage points", "2", PercentagePoints);
        check("59,877", "59,877", "59877", Count);
        check("4.30", "4.30", "4.30", Count);
    }

    #[test]
    fn both_ends_of_a_range_have_its_scale() {
        let amounts = |text| read(text).into_iter().map(|(_, digits, _)| digits).collect::<Vec<_>>();
        assert_eq!(amounts("2—3万元"), ["20000", "30000"]);
        assert_eq!(amounts("2 to 3 million"), ["2000000", "3000000"]);
        assert_eq!(amounts("800至1万元"), ["800", "10000"]);
        assert_eq!(amounts("2020—2023年"), ["2020", "2023"]);
        assert!(read("5至6%").iter().all(|(_, _, measure)| *measure == Measure::Percent));
    }
}
