//! Merges imported entries into the former ones.

use serde_json::{Map, Number, Value};

/// Writes a value in the form of the former one at the same place, so that a file changes only where its content
/// does: fields keep their order, empty fields stay empty or absent as they were, and equal numbers keep their
/// digits.
pub(super) fn like(former: &Value, value: Value) -> Value {
    match (former, value) {
        (Value::Object(former), Value::Object(mut fields)) => {
            let mut ordered = Map::new();
            for (field, before) in former {
                // an empty field and an absent one are the same
                let is_empty = before.is_null()
                    || before.as_array().is_some_and(Vec::is_empty)
                    || before.as_object().is_some_and(Map::is_empty);
                let now = fields.shift_remove(field).map(|value| like(before, value));
                if let Some(value) = now.or(is_empty.then(|| before.clone())) {
                    ordered.insert(field.clone(), value);
                }
            }
            ordered.extend(fields);
            Value::Object(ordered)
        }
        (Value::Array(former), Value::Array(items)) => {
            // values of a figure are matched by period, whatever their position
            let before = |index: usize, item: &Value| match item.get("period") {
                Some(period) => former.iter().find(|other| other["period"] == *period),
                None => former.get(index),
            };
            let like_before = |(index, item): (usize, Value)| match before(index, &item) {
                Some(former) => like(former, item),
                None => item,
            };
            items.into_iter().enumerate().map(like_before).collect()
        }
        (Value::Number(former), Value::Number(number)) if plain_digits(former) == plain_digits(&number) => {
            former.clone().into()
        }
        (_, value) => value,
    }
}

/// A number without the trailing zeros of its fraction.
fn plain_digits(number: &Number) -> String {
    let digits = number.to_string();
    match digits.contains('.') && !digits.contains(['e', 'E']) {
        true => digits.trim_end_matches('0').trim_end_matches('.').to_owned(),
        false => digits,
    }
}

/// Why a text of an entry cannot be what its editor wrote: `?` stands in place of characters that an encoding lacks.
pub(super) fn lost_characters(former: &Value, value: &Value) -> Option<String> {
    match (former, value) {
        (Value::String(former), Value::String(text)) => {
            let mut pairs = former.chars().zip(text.chars());
            let alike = former.chars().count() == text.chars().count()
                && former.chars().zip(text.chars()).all(|(a, b)| a == b || b == '?' && !a.is_ascii());
            let (letter, _) = pairs.find(|(a, b)| a != b).filter(|_| alike)?;
            Some(format!(
                "`?` stands in place of `{letter}` in `{text}`: the file was saved in an encoding that lacks this \
                 character; save the sheet as “CSV UTF-8”"
            ))
        }
        (Value::Array(former), Value::Array(items)) => {
            former.iter().zip(items).find_map(|(former, item)| lost_characters(former, item))
        }
        (Value::Object(former), Value::Object(fields)) => {
            fields.iter().find_map(|(field, value)| lost_characters(former.get(field)?, value))
        }
        _ => None,
    }
}
