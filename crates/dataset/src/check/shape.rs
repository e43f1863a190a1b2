//! Deserializes a dataset into its types, and reports every place that does not fit, not only the first.
//!
//! serde stops at the first fault. So this module reports that fault, replaces the value with a stand-in that fits,
//! and deserializes again. It does not report faults that only follow from a stand-in.

use super::misshapen::{OTHER, TWICE, misshapen, quoted};
use super::syntax::unreadable;
use crate::fault::{Fault, Step, steps};
use crate::model::Dataset;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Value, json};
use std::collections::HashSet;

/// The most faults of shape in one report.
const MAX_FAULTS: usize = 100;
/// How many bytes may be read again to find further faults. A large file that is wrong everywhere gets its first
/// faults quickly, in the reader's browser too.
const MAX_BYTES_READ: usize = 64 * 1024 * 1024;

/// The dataset as authored, if every part of it has the right shape.
pub(super) fn read(text: &str) -> Result<Dataset, Vec<Fault>> {
    let twice = field_twice(text);
    let mut reader = serde_json::Deserializer::from_str(text);
    let first = match serde_path_to_error::deserialize::<_, Dataset>(&mut reader) {
        Ok(entry) => {
            reader.end().map_err(|error| vec![unreadable(text, &error)])?;
            return twice.map_or(Ok(entry), |fault| Err(vec![fault]));
        }
        Err(error) => error,
    };
    let mut value: Value = serde_json::from_str(text).map_err(|error| vec![unreadable(text, &error)])?;
    let mut faults = Vec::from_iter(twice);
    // a number that is only too large for its type still fits in a `Value`
    if faults.is_empty() && fit(&value).is_ok() {
        let (path, reason) = placed(first.path().to_string(), first.inner().to_string());
        faults.push(misshapen(&path, reason.split(" at line ").next().unwrap_or_default()));
    }
    let mut repaired: Vec<String> = Vec::new();
    // each fault takes several passes over the whole file
    const READINGS: usize = 8;
    let most = (MAX_BYTES_READ / READINGS / text.len().max(1)).clamp(1, MAX_FAULTS);
    for _ in 0..most {
        let Err((path, reason)) = fit(&value) else { break };
        let follows = |before: &String| {
            path.strip_prefix(before.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        };
        if !repaired.iter().any(follows) {
            let mut fault = misshapen(&path, &reason);
            if fault.found == OTHER
                && let Some(there) = find(&mut value, &path)
            {
                fault.found = format!("`{}`", there.to_string().chars().take(60).collect::<String>());
            }
            faults.push(fault);
        }
        let Some(repaired_at) = repair(&mut value, &path, &reason) else { break };
        repaired.push(repaired_at);
    }
    Err(faults)
}

/// The first duplicate field of an object, including duplicate languages of a text: serde would keep the last one.
fn field_twice(text: &str) -> Option<Fault> {
    let mut reader = serde_json::Deserializer::from_str(text);
    let error = serde_path_to_error::deserialize::<_, Once>(&mut reader).err()?;
    let reason = error.inner().to_string();
    let reason = reason.split(" at line ").next().unwrap_or_default();
    reason.starts_with(TWICE).then(|| misshapen(&error.path().to_string(), reason))
}

/// Any value in which no object has a duplicate field.
struct Once;

impl<'de> Deserialize<'de> for Once {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Once, D::Error> {
        deserializer.deserialize_any(Once)
    }
}

impl<'de> Visitor<'de> for Once {
    type Value = Once;

    fn expecting(&self, form: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        form.write_str("anything")
    }

    fn visit_bool<E>(self, _: bool) -> Result<Once, E> {
        Ok(self)
    }

    fn visit_str<E>(self, _: &str) -> Result<Once, E> {
        Ok(self)
    }

    fn visit_unit<E>(self) -> Result<Once, E> {
        Ok(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Once, A::Error> {
        while items.next_element::<Once>()?.is_some() {}
        Ok(self)
    }

    // numbers also arrive as maps, because they keep their digits
    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Once, A::Error> {
        let mut names = HashSet::new();
        while let Some(name) = fields.next_key::<String>()? {
            if names.contains(&name) {
                return Err(A::Error::custom(format!("{TWICE}`{name}`")));
            }
            fields.next_value::<Once>()?;
            names.insert(name);
        }
        Ok(self)
    }
}

/// Whether the value is a dataset; if not, the path that does not fit and the reason.
fn fit(value: &Value) -> Result<(), (String, String)> {
    serde_path_to_error::deserialize::<_, Dataset>(value)
        .map(drop)
        .map_err(|error| placed(error.path().to_string(), error.inner().to_string()))
}

/// A reason with the exact path: for an unknown field in a panel, serde gives only the path of the panel.
fn placed(path: String, reason: String) -> (String, String) {
    match reason.strip_prefix("unknown field ").and_then(quoted) {
        Some(field) if path.rsplit('.').next() != Some(field) => (format!("{path}.{field}"), reason),
        _ => (path, reason),
    }
}

/// Replaces a value that does not fit with one that does. Returns the path of the replacement.
fn repair(value: &mut Value, path: &str, reason: &str) -> Option<String> {
    if reason.starts_with("unknown field") {
        let (parent, key) = path.rsplit_once('.').unwrap_or(("", path));
        find(value, parent)?.as_object_mut()?.remove(key)?;
        return Some(path.to_owned());
    }
    // for a missing field, the path is that of its parent
    let place = match reason.strip_prefix("missing field ").and_then(quoted) {
        Some(field) => {
            find(value, path)?.as_object_mut()?.insert(field.to_owned(), Value::Null);
            if path == "." { field.to_owned() } else { format!("{path}.{field}") }
        }
        None => path.to_owned(),
    };
    let stand_ins = [
        reason.rsplit("expected").next().and_then(quoted).map_or(Value::Null, Value::from),
        json!(1),
        json!("a"),
        json!([]),
        json!({}),
        json!(true),
        Value::Null,
        json!({"text": {}}),
        json!({"kind": "timeline"}),
    ];
    for stand_in in stand_ins {
        *find(value, &place)? = stand_in;
        match fit(value) {
            // the remaining fault is elsewhere, or deeper
            Err((next, _)) if next == place => {}
            _ => return Some(place),
        }
    }
    None
}

/// The part of a value at a path such as `figures[3].observations[0]`; `.` and the empty path mean the whole value.
fn find<'a>(value: &'a mut Value, path: &str) -> Option<&'a mut Value> {
    let mut at = value;
    for step in steps(path) {
        at = match step {
            Step::Key(key) => at.get_mut(key)?,
            Step::Index(index) => at.get_mut(index)?,
        };
    }
    Some(at)
}
