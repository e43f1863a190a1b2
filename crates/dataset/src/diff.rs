//! The changes from one state of a dataset to the next, for the people who sign them off: as text, JSON and HTML.

mod html;

use crate::Language;
use crate::Value as Amount;
use crate::model::{Dataset, Observation};
use crate::quantity::written;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// The changes between two datasets.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Diff {
    /// One per entry, in the order of the lists.
    pub changes: Vec<Change>,
}

/// The change of one entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The list, or `head` for the fields of the dataset itself.
    pub list: String,
    /// Id of the entry; empty in the head.
    pub id: String,
    /// The entry's name, in the dataset's first language.
    pub name: String,
    /// What happened to it.
    pub what: What,
}

/// What happened to an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// It was added; with its values, if it is a figure.
    Added(String),
    /// It was removed.
    Removed(String),
    /// Some of its fields changed.
    Changed(Vec<Field>),
    /// Only its position in the list changed.
    Moved,
}

/// A field before and after; empty where the field did not or does not exist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// Path within the entry: `value y2023`, `label.en`.
    pub path: String,
    /// The former value.
    pub before: String,
    /// The new value.
    pub after: String,
}

/// The lists whose entries are compared by id, and the noun that messages use when they count them.
const LISTS: [(&str, &str); 13] = [
    ("figures", "figure"),
    ("derived", "derived value"),
    ("projects", "project"),
    ("timeline", "event"),
    ("models", "model"),
    ("charts", "chart"),
    ("themes", "theme"),
    ("partners", "partner"),
    ("places", "place"),
    ("periods", "period"),
    ("units", "unit"),
    ("map.regions", "region"),
    ("head", "head field"),
];

/// Compares two states of a dataset.
pub fn diff(old: &Dataset, new: &Dataset) -> Diff {
    let (before, after) = (fields(old), fields(new));
    let mut changes = Vec::new();
    for (list, _) in LISTS {
        if list == "head" {
            let is_list = |field: &str| LISTS.iter().any(|(list, _)| *list == field);
            let head = |value: &Value| {
                let mut value = value.clone();
                value["map"]["regions"] = Value::Null;
                let fields = value.as_object().into_iter().flatten();
                fields
                    .filter(|(name, _)| !is_list(name))
                    .map(|(name, value)| (name.clone(), value.clone()))
                    .collect::<Value>()
            };
            let fields = changed_fields(&head(&before), &head(&after));
            if !fields.is_empty() {
                let name = name(&after["title"], new);
                changes.push(Change { list: list.to_owned(), id: String::new(), name, what: What::Changed(fields) });
            }
            continue;
        }
        let of = |value: &'_ Value| -> Vec<Value> {
            value
                .pointer(&format!("/{}", list.replace('.', "/")))
                .and_then(Value::as_array)
                .cloned()
                .unwrap_or_default()
        };
        compare_lists(list, (&of(&before), old), (&of(&after), new), &mut changes);
    }
    Diff { changes }
}

/// A dataset as JSON, with one field per period for the values of each figure, as the article prints them.
fn fields(dataset: &Dataset) -> Value {
    let mut value = serde_json::to_value(dataset).unwrap_or_default();
    for (figure, entry) in dataset.figures.iter().zip(value["figures"].as_array_mut().into_iter().flatten()) {
        let values: BTreeMap<String, Value> = figure
            .observations
            .iter()
            .map(|one| (format!("value {}", one.period.id()), shown(dataset, one, figure.unit.id()).into()))
            .collect();
        if let Some(fields) = entry.as_object_mut() {
            fields.shift_remove("observations");
            fields.extend(values);
        }
    }
    for (figure, entry) in dataset.derived.iter().zip(value["derived"].as_array_mut().into_iter().flatten()) {
        entry["value"] = written(dataset, figure.value, figure.scale, figure.unit.id()).into();
        entry["scale"] = Value::Null;
    }
    value
}

/// A value with its qualifier: `49.8万人次 (余)`.
fn shown(dataset: &Dataset, observation: &Observation, unit: &str) -> String {
    let one = |value| written(dataset, value, observation.scale, unit);
    let value = match observation.value {
        Amount::One(value) => one(value),
        Amount::Range(min, max) => format!("{}–{}", one(min), one(max)),
    };
    match observation.qualifier {
        Some(qualifier) => format!("{value} ({})", qualifier.id()),
        None => value,
    }
}

/// A list of a dataset.
type Entries<'a> = (&'a [Value], &'a Dataset);

fn compare_lists(list: &str, (before, old): Entries, (after, new): Entries, changes: &mut Vec<Change>) {
    let id = |entry: &Value| entry["id"].as_str().or(entry["adcode"].as_str()).unwrap_or_default().to_owned();
    let by_id =
        |entries: &[Value]| -> BTreeMap<String, Value> { entries.iter().map(|one| (id(one), one.clone())).collect() };
    let (was, is) = (by_id(before), by_id(after));
    let change = |id: &str, entry: &Value, dataset: &Dataset, what: What| Change {
        list: list.to_owned(),
        id: id.to_owned(),
        name: ["label", "name", "title", "text"]
            .iter()
            .map(|field| name(&entry[field], dataset))
            .find(|name| !name.is_empty())
            .unwrap_or_default(),
        what,
    };
    for (id, entry) in before.iter().map(|entry| (id(entry), entry)).filter(|(id, _)| !is.contains_key(id)) {
        changes.push(change(&id, entry, old, What::Removed(values(entry))));
    }
    for (id, entry) in after.iter().map(|entry| (id(entry), entry)) {
        match was.get(&id) {
            None => changes.push(change(&id, entry, new, What::Added(values(entry)))),
            Some(former) => {
                let fields = changed_fields(former, entry);
                if !fields.is_empty() {
                    changes.push(change(&id, entry, new, What::Changed(fields)));
                }
            }
        }
    }
    let order = |entries: &[Value], others: &BTreeMap<String, Value>| -> Vec<String> {
        entries.iter().map(id).filter(|id| others.contains_key(id)).collect()
    };
    let (was_order, is_order) = (order(before, &is), order(after, &was));
    if let Some((_, moved)) = was_order.iter().zip(&is_order).find(|(was, is)| was != is) {
        changes.push(change(moved, &is[moved], new, What::Moved));
    }
}

/// The values of a figure, joined; empty if the entry is not a figure.
fn values(entry: &Value) -> String {
    let fields = entry.as_object().into_iter().flatten();
    let values = fields.filter(|(name, _)| name.starts_with("value")).filter_map(|(_, value)| value.as_str());
    values.collect::<Vec<_>>().join(", ")
}

fn name(text: &Value, dataset: &Dataset) -> String {
    let languages = dataset.languages.iter().chain(&Language::ALL);
    languages
        .filter_map(|language| text[language.tag()].as_str())
        .find(|text| !text.is_empty())
        .unwrap_or_default()
        .to_owned()
}

/// The fields that differ between two values, with their paths.
fn changed_fields(before: &Value, after: &Value) -> Vec<Field> {
    let (was, is) = (leaves(before), leaves(after));
    let mut paths: Vec<&String> = was.keys().chain(is.keys().filter(|path| !was.contains_key(*path))).collect();
    let mut seen = BTreeSet::new();
    paths.retain(|path| seen.insert((*path).clone()));
    let field = |path: &String| {
        let text = |leaves: &BTreeMap<String, String>| leaves.get(path).cloned().unwrap_or_default();
        Field { path: path.clone(), before: text(&was), after: text(&is) }
    };
    paths.into_iter().map(field).filter(|field| field.before != field.after).collect()
}

/// Every text and number of a value by its path; a list of ids counts as one.
fn leaves(value: &Value) -> BTreeMap<String, String> {
    let mut found = BTreeMap::new();
    gather(value, String::new(), &mut found);
    found
}

fn gather(value: &Value, path: String, found: &mut BTreeMap<String, String>) {
    match value {
        Value::Object(fields) => {
            for (name, field) in fields {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                gather(field, path, found);
            }
        }
        Value::Array(items) if items.iter().all(Value::is_string) => {
            let items: Vec<&str> = items.iter().filter_map(Value::as_str).collect();
            if !items.is_empty() {
                found.insert(path, items.join(", "));
            }
        }
        Value::Array(items) => {
            items.iter().enumerate().for_each(|(index, item)| gather(item, format!("{path}[{index}]"), found));
        }
        Value::Null => {}
        Value::String(text) if text.is_empty() => {}
        Value::String(text) => drop(found.insert(path, text.clone())),
        other => drop(found.insert(path, other.to_string())),
    }
}

impl Diff {
    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// One line for each kind of change: `3 figures changed`.
    pub fn summary(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for (list, one) in LISTS {
            // the head is one entry, so its fields are counted
            let weight = |change: &Change| match &change.what {
                What::Changed(fields) if list == "head" => fields.len(),
                _ => 1,
            };
            let count = |is: &dyn Fn(&Change) -> bool| -> usize {
                self.changes.iter().filter(|one| one.list == list && is(one)).map(weight).sum()
            };
            let mut line = |count: usize, what: &str| {
                if count > 0 {
                    lines.push(format!("{count} {one}{} {what}", if count == 1 { "" } else { "s" }));
                }
            };
            let has_value = |change: &Change| change.has_value();
            line(count(&has_value), "with another value");
            line(count(&|change| matches!(change.what, What::Changed(_)) && !change.has_value()), "changed in words");
            line(count(&|change| matches!(change.what, What::Added(_))), "added");
            line(count(&|change| matches!(change.what, What::Removed(_))), "removed");
            line(count(&|change| change.what == What::Moved), "in another order");
        }
        lines
    }

    /// For machines: a list of objects with `list`, `id`, `name`, `what` and, for changes, `fields` with `before` and
    /// `after`.
    pub fn to_json(&self) -> Value {
        let change = |change: &Change| {
            let (what, fields, values) = match &change.what {
                What::Added(values) => ("added", Value::Null, values.clone()),
                What::Removed(values) => ("removed", Value::Null, values.clone()),
                What::Moved => ("moved", Value::Null, String::new()),
                What::Changed(fields) => {
                    let field =
                        |field: &Field| json!({ "path": field.path, "before": field.before, "after": field.after });
                    ("changed", fields.iter().map(field).collect(), String::new())
                }
            };
            json!({ "list": change.list, "id": change.id, "name": change.name, "what": what, "fields": fields, "values": values })
        };
        self.changes.iter().map(change).collect()
    }
}

impl Change {
    /// Whether a value of a figure changed.
    pub fn has_value(&self) -> bool {
        let is_figure = self.list == "figures" || self.list == "derived";
        matches!(&self.what, What::Changed(fields) if is_figure && fields.iter().any(|one| one.path.starts_with("value")))
    }
}

impl fmt::Display for Diff {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_empty() {
            return writeln!(f, "nothing has changed");
        }
        writeln!(f, "{}", self.summary().join("; "))?;
        for change in &self.changes {
            let Change { list, id, name, what } = change;
            let title = if id.is_empty() { list.clone() } else { format!("{list} {id} ({name})") };
            match what {
                What::Added(values) if values.is_empty() => writeln!(f, "+ {title}")?,
                What::Added(values) => writeln!(f, "+ {title}: {values}")?,
                What::Removed(values) if values.is_empty() => writeln!(f, "- {title}")?,
                What::Removed(values) => writeln!(f, "- {title}: {values}")?,
                What::Moved => writeln!(f, "~ {list}: in another order, from {id} on")?,
                What::Changed(fields) => {
                    writeln!(f, "~ {title}")?;
                    for Field { path, before, after } in fields {
                        let or_nothing =
                            |text: &str| if text.is_empty() { "nothing".to_owned() } else { text.to_owned() };
                        writeln!(f, "    {path}: {} → {}", or_nothing(before), or_nothing(after))?;
                    }
                }
            }
        }
        Ok(())
    }
}
