//! A number or a range of numbers, with the digits as written.

use crate::decimal::Decimal;
use serde::{Deserialize, Serialize};

/// A number or a range: `91.96`, or `{"min": 2000, "max": 3000}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// A number.
    One(Decimal),
    /// A range from a minimum to a maximum.
    Range(Decimal, Decimal),
}

impl Value {
    /// Both ends of a range; for a single number, that number twice.
    pub fn ends(self) -> [Decimal; 2] {
        match self {
            Value::One(value) => [value, value],
            Value::Range(min, max) => [min, max],
        }
    }
}

/// The form of a range in JSON, and of any value in the binary form.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Ends {
    min: Decimal,
    max: Decimal,
}

impl Serialize for Value {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match *self {
            Value::One(value) if serializer.is_human_readable() => value.serialize(serializer),
            // in the binary form a number is a range of zero length, which the checks refuse as a real range
            Value::One(value) => Ends { min: value, max: value }.serialize(serializer),
            Value::Range(min, max) => Ends { min, max }.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Value, D::Error> {
        #[cfg(feature = "authoring")]
        if deserializer.is_human_readable() {
            return json::value(deserializer);
        }
        let Ends { min, max } = Ends::deserialize(deserializer)?;
        Ok(if min == max { Value::One(min) } else { Value::Range(min, max) })
    }
}

#[cfg(feature = "authoring")]
mod json {
    use super::{Ends, Value};
    use crate::decimal::decimal_of;
    use serde::de::{Deserialize, Deserializer, Error};

    /// Reads a value from JSON: a number, or an object with both ends.
    pub(super) fn value<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Value, D::Error> {
        match serde_json::Value::deserialize(deserializer)? {
            serde_json::Value::Number(number) => decimal_of(&number).map(Value::One).map_err(D::Error::custom),
            object @ serde_json::Value::Object(_) => {
                let Ends { min, max } = serde_json::from_value(object).map_err(D::Error::custom)?;
                Ok(Value::Range(min, max))
            }
            other => {
                let expected = "a number without quotes, or { \"min\": …, \"max\": … }";
                Err(D::Error::custom(format!("`{other}`, expected {expected}")))
            }
        }
    }
}

#[cfg(feature = "authoring")]
impl schemars::JsonSchema for Value {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Value".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let number = generator.subschema_for::<Decimal>();
        schemars::json_schema!({
            "description": "A number, or a range of numbers.",
            "oneOf": [number, {
                "type": "object",
                "properties": { "min": number, "max": number },
                "required": ["min", "max"],
                "additionalProperties": false
            }]
        })
    }
}
