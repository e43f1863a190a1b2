//! Numbers by the rules of each language. They neither gain nor lose a digit or a qualifier.
//!
//! Chinese keeps the article's own form (49.8万余人次). English multiplies it out exactly, in decimals (more than 498,000
//! crossings; 9.196 billion yuan). No floating-point number is ever printed.

use shanhai_dataset::{
    Decimal, Figure, FigureKind, Language, Observation, Qualifier, Scale, Term, Unit, UnitStyle, Value,
};

/// The figure's latest value with qualifier and unit: `49.8万余人次`, `more than 498,000 crossings`. If the figure has
/// several values, only for use beside its period.
pub fn quantity(figure: &Figure, language: Language) -> String {
    quantity_at(figure, figure.latest(), language)
}

/// One of the figure's values, with qualifier and unit. Derived values start with `≈`.
pub fn quantity_at(figure: &Figure, observation: &Observation, language: Language) -> String {
    match month(figure, observation, language) {
        Some(name) => name.to_owned(),
        None => marked(figure, observation, &plain(observation, &figure.unit, language), language),
    }
}

/// A number of the figure as [`quantity_at`] shows it.
fn marked(figure: &Figure, observation: &Observation, number: &str, language: Language) -> String {
    let mark = match language {
        _ if !figure.is_derived() => "",
        Language::ZhHans => "≈",
        Language::En => "≈ ",
    };
    format!("{mark}{}", observed(number, observation, &figure.unit, language))
}

/// The figure's latest value without its unit: `49.8万余`, `more than 498,000`. For large numerals, which show unit and
/// period separately.
pub fn number(figure: &Figure, language: Language) -> String {
    let mark = if figure.is_derived() { "≈" } else { "" };
    let observation = figure.latest();
    match month(figure, observation, language) {
        Some(name) => name.to_owned(),
        None => {
            format!("{mark}{}", qualified(&plain(observation, &figure.unit, language), observation.qualifier, language))
        }
    }
}

/// The name of a month, in the language that writes months by name.
fn month(figure: &Figure, observation: &Observation, language: Language) -> Option<&'static str> {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    match (language, figure.kind, observation.value) {
        (Language::En, FigureKind::Month, Value::One(Decimal { digits, places: 0 })) => {
            NAMES.get(usize::try_from(digits).ok()?.checked_sub(1)?).copied()
        }
        _ => None,
    }
}

/// A growth rate in per cent with its sign: `+51.8%`, `about −3.2%`.
pub fn growth(figure: &Figure, language: Language) -> String {
    let observation = figure.latest();
    // a range that reaches below zero is no plain growth
    let sign = if observation.value.ends().iter().all(|end| end.digits > 0) { "+" } else { "" };
    let number = plain(observation, &figure.unit, language);
    marked(figure, observation, &format!("{sign}{number}"), language)
}

/// How a derived figure is computed, in numbers: `59,877 ÷ 796 ≈ 75.2`. `None` for the article's own figures.
pub fn formula(figure: &Figure, language: Language) -> Option<String> {
    if !figure.is_derived() {
        return None;
    }
    let mut text = String::new();
    for (index, term) in figure.formula.iter().enumerate() {
        let part = match term {
            Term::Figure(input, at) => {
                let observation = input.observations.get(*at).unwrap_or(input.latest());
                plain(observation, &input.unit, language).trim_end_matches('%').to_owned()
            }
            Term::Number(value) => decimal(*value, true),
            Term::Sign('*') => "×".to_owned(),
            Term::Sign('/') => "÷".to_owned(),
            Term::Sign('-') => "−".to_owned(),
            Term::Sign(sign) => sign.to_string(),
        };
        let after_open =
            matches!(index.checked_sub(1).and_then(|before| figure.formula.get(before)), Some(Term::Sign('(')));
        if index > 0 && !after_open && !matches!(term, Term::Sign(')')) {
            text.push(' ');
        }
        text.push_str(&part);
    }
    text.push_str(" ≈ ");
    text.push_str(&plain(figure.latest(), &figure.unit, language));
    Some(text)
}

/// The number of an observation with qualifier and unit.
fn observed(number: &str, observation: &Observation, unit: &Unit, language: Language) -> String {
    let qualified = qualified(number, observation.qualifier, language);
    let exactly_one =
        matches!(observation.value, Value::One(Decimal { digits: 1, places: 0 })) && observation.scale.is_none();
    let unit_text =
        if exactly_one && unit.one.has(language) { unit.one.get(language) } else { unit.text.get(language) };
    if unit_text.is_empty() || unit.style == UnitStyle::Percent {
        return qualified;
    }
    match (language, unit.style) {
        (Language::En, UnitStyle::Year) => qualified,
        (Language::En, _) => format!("{qualified} {unit_text}"),
        (Language::ZhHans, _) => format!("{qualified}{unit_text}"),
    }
}

/// The qualifier with its number. In Chinese 余 and 多 follow the number and other words precede it; in English all
/// precede it. The article's own word stays in its own language.
fn qualified(number: &str, qualifier: Option<Qualifier>, language: Language) -> String {
    use Qualifier::{About, AtLeast, Duo, Jin, MoreThan, Nearly, NoLess, Yu, Yue};
    let Some(qualifier) = qualifier else { return number.to_owned() };
    match language {
        Language::ZhHans => match qualifier {
            Yu => format!("{number}余"),
            Duo => format!("{number}多"),
            MoreThan => format!("超过{number}"),
            Yue | About => format!("约{number}"),
            AtLeast | NoLess => format!("至少{number}"),
            Jin | Nearly => format!("近{number}"),
        },
        Language::En => match qualifier {
            Yu | Duo | MoreThan => format!("more than {number}"),
            Yue | About => format!("about {number}"),
            AtLeast | NoLess => format!("at least {number}"),
            Jin | Nearly => format!("nearly {number}"),
        },
    }
}

/// The bare number with its scale word: `49.8万`, `9.196 billion`, `2,000–3,000`.
fn plain(observation: &Observation, unit: &Unit, language: Language) -> String {
    match observation.value {
        Value::One(value) => scaled(value, observation.scale, unit, language),
        Value::Range(least, greatest) => format!(
            "{}–{}",
            scaled(least, observation.scale, unit, language),
            scaled(greatest, observation.scale, unit, language)
        ),
    }
}

/// A bare number with its scale word, as on an axis or in a legend: `50万`, `500,000`, `20%`.
pub(crate) fn scaled(value: Decimal, scale: Option<Scale>, unit: &Unit, language: Language) -> String {
    match unit.style {
        UnitStyle::Year => return decimal(value, false),
        UnitStyle::Percent => return format!("{}%", decimal(value, true)),
        UnitStyle::Plain => {}
    }
    // keep the article's own form in its own language: 1.20 million stays as it is
    if let Some(scale) = scale.filter(|scale| scale.language() == language && !is_multiplied_out(*scale)) {
        let space = if language == Language::En { " " } else { "" };
        return format!("{}{space}{}", decimal(value, true), scale.id());
    }
    let whole = value.shifted(scale.map_or(0, Scale::power));
    let size = whole.digits.abs() / 10i64.pow(u32::from(whole.places));
    match language {
        Language::ZhHans if scale.is_none() => decimal(whole, true),
        Language::ZhHans if size >= 100_000_000 => format!("{}亿", decimal(whole.scaled_down(8), true)),
        Language::ZhHans if size >= 10_000 => format!("{}万", decimal(whole.scaled_down(4), true)),
        Language::En if size >= 1_000_000_000 => format!("{} billion", decimal(whole.scaled_down(9), true)),
        Language::En if size >= 1_000_000 => format!("{} million", decimal(whole.scaled_down(6), true)),
        _ => decimal(whole, true),
    }
}

/// Thousands are written in digits: 498,000.
fn is_multiplied_out(scale: Scale) -> bool {
    scale == Scale::Thousand
}

/// Digits with a decimal point and a minus sign, and commas between thousands if `grouped`.
fn decimal(value: Decimal, grouped: bool) -> String {
    let unit = 10i64.pow(u32::from(value.places));
    let (whole, fraction) = (value.digits.abs() / unit, value.digits.abs() % unit);
    let digits = whole.to_string();
    let mut text = String::from(if value.digits < 0 { "−" } else { "" });
    for (index, digit) in digits.chars().enumerate() {
        if grouped && index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if value.places > 0 {
        text.push('.');
        let fraction = fraction.to_string();
        for _ in fraction.len()..usize::from(value.places) {
            text.push('0');
        }
        text.push_str(&fraction);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::dataset;
    use proptest::prelude::*;

    fn check(id: &str, zh: &str, en: &str) {
        let figure = dataset().figure(id).unwrap();
        assert_eq!(quantity(figure, Language::ZhHans), zh);
        assert_eq!(quantity(figure, Language::En), en);
    }

    #[test]
    fn numbers_follow_each_language() {
        check("farm-sales", "91.96亿元", "9.196 billion yuan");
        check("paid-in-investment", "167.58亿元", "16.758 billion yuan");
        check("donations", "4.71亿元", "471 million yuan");
        check("mohan-crossings", "49.8万余人次", "more than 498,000 crossings");
        check("mohan-crossings-growth", "51.8%", "51.8%");
        check("corridor-length", "3,000多公里", "more than 3,000 kilometres");
        check("training-attendances", "59,877人次", "59,877 attendances");
        check("partnership-start-year", "1996年", "1996");
        check("mohan-trusteeship-month", "5月", "May");
    }

    /// Each language keeps its own scale words, and converts those of the other to its own form.
    #[test]
    fn words_of_scale_and_qualifiers_are_those_of_the_language() {
        let unit = Unit { id: "u".into(), text: Default::default(), one: Default::default(), style: UnitStyle::Plain };
        let check = |number: &str, scale: Scale, qualifier: Qualifier, zh: &str, en: &str| {
            let value = Value::One(Decimal::parse(number).unwrap());
            let period = shanhai_dataset::Ref::new("p");
            let observation = Observation { value, scale: Some(scale), qualifier: Some(qualifier), period };
            let told = |language| observed(&plain(&observation, &unit, language), &observation, &unit, language);
            assert_eq!(told(Language::ZhHans), zh);
            assert_eq!(told(Language::En), en);
        };
        check("1.20", Scale::Million, Qualifier::MoreThan, "超过120万", "more than 1.20 million");
        check("2.5", Scale::Billion, Qualifier::Nearly, "近25亿", "nearly 2.5 billion");
        check("0.5", Scale::Million, Qualifier::About, "约50万", "about 0.5 million");
        check("498", Scale::Thousand, Qualifier::NoLess, "至少49.8万", "at least 498,000");
        check("3", Scale::Thousand, Qualifier::About, "约3,000", "about 3,000");
        check("49.8", Scale::Wan, Qualifier::Yu, "49.8万余", "more than 498,000");
        check("91.96", Scale::Yi, Qualifier::Jin, "近91.96亿", "nearly 9.196 billion");
    }

    /// The sign stands at the number, within the qualifier.
    #[test]
    fn growth_has_the_sign_of_its_number() {
        let growth_of = |value: Value, qualifier: Option<Qualifier>| {
            let mut figure = dataset().figure("mohan-crossings-growth").unwrap().clone();
            figure.observations[0].value = value;
            figure.observations[0].qualifier = qualifier;
            [Language::ZhHans, Language::En].map(|language| growth(&figure, language))
        };
        let number = |text: &str| Decimal::parse(text).unwrap();
        let check = |text: &str, qualifier: Option<Qualifier>, zh: &str, en: &str| {
            assert_eq!(growth_of(Value::One(number(text)), qualifier), [zh, en]);
        };
        check("51.8", None, "+51.8%", "+51.8%");
        check("51.8", Some(Qualifier::About), "约+51.8%", "about +51.8%");
        check("51.8", Some(Qualifier::Yu), "+51.8%余", "more than +51.8%");
        check("-3.2", None, "−3.2%", "−3.2%");
        check("-3.2", Some(Qualifier::About), "约−3.2%", "about −3.2%");
        check("-3.2", Some(Qualifier::Nearly), "近−3.2%", "nearly −3.2%");
        check("0", None, "0%", "0%");
        check("0.0", Some(Qualifier::About), "约0.0%", "about 0.0%");
        assert_eq!(growth_of(Value::Range(number("2"), number("3")), None)[1], "+2%–3%");
        assert_eq!(growth_of(Value::Range(number("-1"), number("2")), None)[1], "−1%–2%");
    }

    #[test]
    fn a_formula_is_told_in_numbers() {
        let mean = dataset().figure("class-mean-attendance").unwrap();
        assert_eq!(formula(mean, Language::En).as_deref(), Some("59,877 ÷ 796 ≈ 75.2"));
        let before = dataset().figure("mohan-crossings-year-before").unwrap();
        assert_eq!(formula(before, Language::ZhHans).as_deref(), Some("49.8万 ÷ (1 + 51.8 ÷ 100) ≈ 32.8万"));
    }

    #[test]
    fn decimals_keep_their_noughts() {
        assert_eq!(decimal(Decimal { digits: 1_234_050, places: 3 }, true), "1,234.050");
        assert_eq!(decimal(Decimal { digits: -5, places: 1 }, true), "−0.5");
    }

    proptest! {
        /// A number reads back as itself: no digit is lost on the way to the page, and groups have three digits.
        #[test]
        fn no_digit_is_gained_or_lost(digits in -999_999_999_999_i64..999_999_999_999, places in 0..6_u8) {
            let value = Decimal { digits, places };
            let (plain, grouped) = (decimal(value, false), decimal(value, true));
            prop_assert_eq!(&plain, &grouped.replace(',', ""));
            prop_assert_eq!(Decimal::parse(&plain.replace('−', "-")), Some(value));
            let whole = grouped.trim_start_matches('−').split('.').next().unwrap_or_default().to_owned();
            prop_assert!(whole.split(',').skip(1).all(|group| group.len() == 3), "{}", whole);
        }

        /// Multiplied out for English, a number keeps its value.
        #[test]
        fn scales_change_no_value(digits in 1..99_999_i64, places in 0..3_u8, power in 0..9_u8) {
            let value = Decimal { digits, places };
            let there = value.shifted(power).to_f64();
            prop_assert!((there / (value.to_f64() * 10f64.powi(i32::from(power))) - 1.0).abs() < 1e-12);
        }
    }
}
