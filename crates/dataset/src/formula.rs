//! Formulas of derived figures: `crossings / ( 1 + crossings-growth / 100 )`.
//!
//! Ids contain hyphens, so every operator stands between spaces. If a figure has several values, the formula names
//! one by its period: `visits@y2023`.

use std::collections::BTreeMap;

/// A term of a formula.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Token {
    /// A figure's id, followed by `@` and the id of a period if the figure has several values.
    Id(String),
    /// A number, as written.
    Number(String),
    /// `+ - * / ( )`
    Sign(char),
}

/// The most terms of a formula: the parser handles brackets by recursion, so their depth needs a limit.
pub(crate) const MAX_TERMS: usize = 64;

/// Splits a formula into its terms.
pub(crate) fn tokens(formula: &str) -> Result<Vec<Token>, String> {
    let terms = formula.split_whitespace().count();
    if terms > MAX_TERMS {
        return Err(format!("the formula has {terms} terms, more than {MAX_TERMS}"));
    }
    formula
        .split_whitespace()
        .map(|word| match word {
            "+" | "-" | "*" | "/" | "(" | ")" => Ok(Token::Sign(word.as_bytes()[0] as char)),
            _ if word.starts_with(|first: char| first.is_ascii_digit()) => {
                if crate::Decimal::parse(word).is_some() {
                    Ok(Token::Number(word.to_owned()))
                } else {
                    Err(format!("`{word}` is not a number"))
                }
            }
            _ if is_id(named(word).0) && named(word).1.is_none_or(is_id) => Ok(Token::Id(word.to_owned())),
            _ => Err(format!("`{word}` is neither a figure's id, a number, nor one of + - * / ( ) between spaces")),
        })
        .collect()
}

/// The figure and the period in a name such as `visits@y2023`.
pub(crate) fn named(name: &str) -> (&str, Option<&str>) {
    name.split_once('@').map_or((name, None), |(figure, period)| (figure, Some(period)))
}

fn is_id(word: &str) -> bool {
    word.starts_with(|first: char| first.is_ascii_lowercase())
        && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

/// The value of a formula; `value_of` gives the values of its figures.
pub(crate) fn evaluate(tokens: &[Token], value_of: &dyn Fn(&str) -> Option<f64>) -> Result<f64, String> {
    let value = read(tokens, value_of)?;
    if value.is_finite() { Ok(value) } else { Err("the result is not a finite number".to_owned()) }
}

/// The units of a formula's result with their powers; empty for a bare number. `units_of` gives the units of its
/// figures.
pub(crate) fn units(tokens: &[Token], units_of: &dyn Fn(&str) -> Option<Units>) -> Result<Units, String> {
    read(tokens, units_of)
}

/// Units and their powers: schools per region is `{school: 1, region: -1}`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Units(pub BTreeMap<String, i32>);

impl Units {
    /// A single unit.
    pub fn one(unit: &str) -> Units {
        Units(BTreeMap::from([(unit.to_owned(), 1)]))
    }
}

/// What a formula is computed with: values or units.
trait Quantity: Sized {
    fn number(text: &str) -> Self;
    fn sum(self, other: Self, sign: char) -> Result<Self, String>;
    fn product(self, other: Self, sign: char) -> Self;
}

impl Quantity for f64 {
    fn number(text: &str) -> f64 {
        crate::Decimal::parse(text).map_or(f64::NAN, crate::Decimal::to_f64)
    }

    fn sum(self, other: f64, sign: char) -> Result<f64, String> {
        Ok(if sign == '+' { self + other } else { self - other })
    }

    fn product(self, other: f64, sign: char) -> f64 {
        if sign == '*' { self * other } else { self / other }
    }
}

impl Quantity for Units {
    fn number(_: &str) -> Units {
        Units::default()
    }

    fn sum(self, other: Units, sign: char) -> Result<Units, String> {
        let name = |units: &Units| match units.0.keys().next() {
            Some(unit) => format!("`{unit}`"),
            None => "bare numbers".to_owned(),
        };
        if self == other {
            Ok(self)
        } else {
            Err(format!("`{sign}` joins unlike units, {} and {}", name(&self), name(&other)))
        }
    }

    fn product(mut self, other: Units, sign: char) -> Units {
        for (unit, power) in other.0 {
            let own = self.0.entry(unit).or_default();
            *own += if sign == '*' { power } else { -power };
        }
        self.0.retain(|_, power| *power != 0);
        self
    }
}

fn read<Q: Quantity>(tokens: &[Token], value_of: &dyn Fn(&str) -> Option<Q>) -> Result<Q, String> {
    let mut reader = Reader { tokens, at: 0, value_of };
    let value = reader.sum()?;
    match reader.peek() {
        None => Ok(value),
        Some(token) => Err(format!("nothing is expected at {token:?}")),
    }
}

/// Recursive descent parser over the terms: sums of products of atoms.
struct Reader<'a, Q> {
    tokens: &'a [Token],
    at: usize,
    value_of: &'a dyn Fn(&str) -> Option<Q>,
}

impl<Q: Quantity> Reader<'_, Q> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    /// Takes the next term if it is one of `signs`.
    fn take(&mut self, signs: &[char]) -> Option<char> {
        match self.peek() {
            Some(Token::Sign(sign)) if signs.contains(sign) => {
                let sign = *sign;
                self.at += 1;
                Some(sign)
            }
            _ => None,
        }
    }

    fn sum(&mut self) -> Result<Q, String> {
        let mut value = self.product()?;
        while let Some(sign) = self.take(&['+', '-']) {
            let next = self.product()?;
            value = value.sum(next, sign)?;
        }
        Ok(value)
    }

    fn product(&mut self) -> Result<Q, String> {
        let mut value = self.atom()?;
        while let Some(sign) = self.take(&['*', '/']) {
            let next = self.atom()?;
            value = value.product(next, sign);
        }
        Ok(value)
    }

    fn atom(&mut self) -> Result<Q, String> {
        if self.take(&['(']).is_some() {
            let value = self.sum()?;
            return self.take(&[')']).map(|_| value).ok_or_else(|| "a bracket is not closed".to_owned());
        }
        let token = self.peek().cloned();
        self.at += 1;
        match token {
            Some(Token::Number(number)) => Ok(Q::number(&number)),
            Some(Token::Id(id)) => (self.value_of)(&id).ok_or_else(|| match named(&id) {
                (figure, Some(period)) => format!("there is no figure `{figure}` with one value of `{period}`"),
                (figure, None) => {
                    format!("there is no figure `{figure}` with one value; of several, name one as `{figure}@period`")
                }
            }),
            Some(Token::Sign(sign)) => Err(format!("a figure or number is expected, not `{sign}`")),
            None => Err("the formula ends too early".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(formula: &str, expected: Result<f64, &str>) {
        let known = |id: &str| match id {
            "a-b" => Some(6.0),
            "c" | "d@y1" => Some(3.0),
            _ => None,
        };
        let found = tokens(formula).and_then(|tokens| evaluate(&tokens, &known));
        match expected {
            Ok(value) => assert_eq!(found, Ok(value), "{formula}"),
            Err(part) => assert!(found.as_ref().is_err_and(|fault| fault.contains(part)), "{formula}: {found:?}"),
        }
    }

    #[test]
    fn formulas_are_computed_in_the_usual_order() {
        check("a-b / c", Ok(2.0));
        check("a-b - c - 1", Ok(2.0));
        check("a-b + c * 2", Ok(12.0));
        check("( a-b + c ) * 2", Ok(18.0));
        check("a-b / ( 1 + c / 100 )", Ok(6.0 / 1.03));
        check("a-b / d@y1", Ok(2.0));
    }

    #[test]
    fn unlike_units_are_no_sum() {
        let units_of = |id: &str| match id {
            "growth" => Some(Units::default()),
            other => Some(Units::one(other)),
        };
        let units = |formula: &str| tokens(formula).and_then(|tokens| units(&tokens, &units_of));
        assert_eq!(units("a / ( 1 + growth / 100 )"), Ok(Units::one("a")));
        assert_eq!(units("a / b").map(|units| units.0.len()), Ok(2));
        assert_eq!(units("a / a * 100"), Ok(Units::default()));
        assert!(units("a + b").is_err_and(|fault| fault.contains("unlike units, `a` and `b`")));
        assert!(units("a - 1").is_err_and(|fault| fault.contains("bare numbers")));
    }

    #[test]
    fn faults_say_what_is_wrong() {
        check("", Err("ends too early"));
        check("a-b /", Err("ends too early"));
        check("a-b / x", Err("no figure `x`"));
        check("a-b / d", Err("as `d@period`"));
        check("a-b / d@y2", Err("one value of `y2`"));
        for formula in ["d@", "@y1", "d@y1@y1", "d@2023"] {
            check(formula, Err("neither"));
        }
        check("( a-b", Err("not closed"));
        check("a-b c", Err("nothing is expected"));
        check("a-b ^ 2", Err("neither"));
        check("a-b / ( c - 3 )", Err("finite"));
        check("1,000", Err("not a number"));
        check(&"( ".repeat(MAX_TERMS + 1), Err("more than 64"));
        check(&"( ".repeat(MAX_TERMS), Err("ends too early"));
    }
}
