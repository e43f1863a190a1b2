//! Decimal numbers with the digits as written: 91.96 stays 91.96, and 4.30 keeps its zero.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::fmt;

/// A decimal number: `digits` / 10^`places`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Decimal {
    /// All digits, without the decimal point.
    pub digits: i64,
    /// How many of them stand after the decimal point.
    pub places: u8,
}

impl Decimal {
    /// A whole number.
    pub const fn whole(digits: i64) -> Decimal {
        Decimal { digits, places: 0 }
    }

    /// The nearest floating-point value; for geometry, never for text.
    pub fn to_f64(self) -> f64 {
        self.digits as f64 / 10u64.pow(u32::from(self.places)) as f64
    }

    /// Parses `-12.50`. `None` for anything else (exponents, grouping, more than 18 digits).
    pub fn parse(text: &str) -> Option<Decimal> {
        let (negative, unsigned) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, fraction) = match unsigned.split_once('.') {
            Some((_, "")) => return None,
            Some(parts) => parts,
            None => (unsigned, ""),
        };
        let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) || whole.len() + fraction.len() > 18 {
            return None;
        }
        let digits = whole.bytes().chain(fraction.bytes()).fold(0i64, |sum, byte| sum * 10 + i64::from(byte - b'0'));
        Some(Decimal { digits: if negative { -digits } else { digits }, places: fraction.len() as u8 })
    }

    /// The number times 10^`power`, without gaining or losing digits: 91.96 shifted by 8 is 9,196,000,000.
    pub fn shifted(self, power: u8) -> Decimal {
        if power <= self.places {
            Decimal { digits: self.digits, places: self.places - power }
        } else {
            Decimal { digits: self.digits * 10i64.pow(u32::from(power - self.places)), places: 0 }
        }
    }

    /// The number divided by 10^`power`, without adding trailing zeros: 498,000 as thousands is 498.
    pub fn scaled_down(self, power: u8) -> Decimal {
        let mut result = Decimal { digits: self.digits, places: self.places + power };
        let mut spare = power;
        while spare > 0 && result.places > 0 && result.digits % 10 == 0 {
            result = Decimal { digits: result.digits / 10, places: result.places - 1 };
            spare -= 1;
        }
        result
    }
}

/// Plain digits, as [`Decimal::parse`] reads them.
impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.digits < 0 { "-" } else { "" };
        let places = usize::from(self.places);
        let digits = format!("{:0width$}", self.digits.unsigned_abs(), width = places + 1);
        let (whole, fraction) = digits.split_at(digits.len() - places);
        let point = if places > 0 { "." } else { "" };
        write!(f, "{sign}{whole}{point}{fraction}")
    }
}

/// Digits and places in the binary form.
#[derive(Serialize, Deserialize)]
struct Parts(i64, u8);

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[cfg(feature = "authoring")]
        if serializer.is_human_readable() {
            let number: Result<serde_json::Number, _> = self.to_string().parse();
            return number.map_err(serde::ser::Error::custom)?.serialize(serializer);
        }
        Parts(self.digits, self.places).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
        #[cfg(feature = "authoring")]
        if deserializer.is_human_readable() {
            let number = serde_json::Number::deserialize(deserializer)?;
            return decimal_of(&number).map_err(serde::de::Error::custom);
        }
        let Parts(digits, places) = Parts::deserialize(deserializer)?;
        Ok(Decimal { digits, places })
    }
}

/// The decimal of a JSON number, with the digits as written.
#[cfg(feature = "authoring")]
pub(crate) fn decimal_of(number: &serde_json::Number) -> Result<Decimal, String> {
    Decimal::parse(&number.to_string()).ok_or_else(|| {
        format!("`{number}`, expected plain digits with one point at most, 18 digits at most, and no exponent")
    })
}

#[cfg(feature = "authoring")]
impl schemars::JsonSchema for Decimal {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Decimal".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "number" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_people_write() {
        assert_eq!(Decimal::parse("91.96"), Some(Decimal { digits: 9196, places: 2 }));
        assert_eq!(Decimal::parse("59877"), Some(Decimal::whole(59877)));
        assert_eq!(Decimal::parse("-0.50"), Some(Decimal { digits: -50, places: 2 }));
        for wrong in ["", "-", ".5", "5.", "1e3", "1,000", "12345678901234567890", "一"] {
            assert_eq!(Decimal::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn shifting_keeps_every_digit() {
        let sales = Decimal { digits: 9196, places: 2 };
        assert_eq!(sales.shifted(8), Decimal::whole(9_196_000_000));
        assert_eq!(sales.shifted(8).scaled_down(9), Decimal { digits: 9196, places: 3 });
        assert_eq!(Decimal::whole(471_000_000).scaled_down(6), Decimal::whole(471));
        assert_eq!(Decimal { digits: 498, places: 1 }.shifted(4), Decimal::whole(498_000));
    }
}
