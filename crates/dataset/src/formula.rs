//! Formulas of derived figures: `crossings / ( 1 + crossings-growth / 100 )`.
//!
//! Ids contain hyphens, so every sign stands between spaces.

/// A term of a formula, by name.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Token {
    /// A figure's id.
    Id(String),
    /// A number, as written.
    Number(String),
    /// `+ - * / ( )`
    Sign(char),
}

/// The most terms of a formula: brackets are read by recursion, so that their depth must have an end.
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
            _ if word.starts_with(|first: char| first.is_ascii_lowercase())
                && word.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-') =>
            {
                Ok(Token::Id(word.to_owned()))
            }
            _ => Err(format!("`{word}` is neither a figure's id, a number, nor one of + - * / ( ) between spaces")),
        })
        .collect()
}

/// The value of a formula, with the values of its figures from `value_of`.
pub(crate) fn evaluate(tokens: &[Token], value_of: &dyn Fn(&str) -> Option<f64>) -> Result<f64, String> {
    let mut reader = Reader { tokens, at: 0, value_of };
    let value = reader.sum()?;
    match reader.peek() {
        None if value.is_finite() => Ok(value),
        None => Err("the result is not a finite number".to_owned()),
        Some(token) => Err(format!("nothing is expected at {token:?}")),
    }
}

/// Recursive descent over the terms: sums of products of atoms.
struct Reader<'a> {
    tokens: &'a [Token],
    at: usize,
    value_of: &'a dyn Fn(&str) -> Option<f64>,
}

impl Reader<'_> {
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

    fn sum(&mut self) -> Result<f64, String> {
        let mut value = self.product()?;
        while let Some(sign) = self.take(&['+', '-']) {
            let next = self.product()?;
            value += if sign == '+' { next } else { -next };
        }
        Ok(value)
    }

    fn product(&mut self) -> Result<f64, String> {
        let mut value = self.atom()?;
        while let Some(sign) = self.take(&['*', '/']) {
            let next = self.atom()?;
            value = if sign == '*' { value * next } else { value / next };
        }
        Ok(value)
    }

    fn atom(&mut self) -> Result<f64, String> {
        if self.take(&['(']).is_some() {
            let value = self.sum()?;
            return self.take(&[')']).map(|_| value).ok_or_else(|| "a bracket is not closed".to_owned());
        }
        let token = self.peek().cloned();
        self.at += 1;
        match token {
            Some(Token::Number(number)) => Ok(crate::Decimal::parse(&number).map_or(f64::NAN, crate::Decimal::to_f64)),
            Some(Token::Id(id)) => {
                (self.value_of)(&id).ok_or_else(|| format!("there is no figure `{id}` with one value"))
            }
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
            "c" => Some(3.0),
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
    }

    #[test]
    fn faults_say_what_is_wrong() {
        check("", Err("ends too early"));
        check("a-b /", Err("ends too early"));
        check("a-b / x", Err("no figure `x`"));
        check("( a-b", Err("not closed"));
        check("a-b c", Err("nothing is expected"));
        check("a-b ^ 2", Err("neither"));
        check("a-b / ( c - 3 )", Err("finite"));
        check("1,000", Err("not a number"));
        check(&"( ".repeat(MAX_TERMS + 1), Err("more than 64"));
        check(&"( ".repeat(MAX_TERMS), Err("ends too early"));
    }
}
