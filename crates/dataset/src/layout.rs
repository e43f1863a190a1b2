//! The layout of a dataset as text: what fits into a line goes on one line, as a person would write it.

use serde_json::Value;

/// The longest line, in columns: a Chinese character takes two.
const MAX_LINE_COLUMNS: usize = 120;

/// The text of a dataset, with a line break at the end.
pub fn text(value: &Value) -> String {
    let mut out = String::new();
    write(&mut out, value, 0, 0);
    out.push('\n');
    out
}

/// Writes a value. `used` characters of its line are already taken, and one is reserved for the comma after it.
fn write(out: &mut String, value: &Value, indent: usize, used: usize) {
    let line = in_one_line(value);
    let (open, close, items): (_, _, Vec<(String, &Value)>) = match value {
        Value::Object(fields) if !fields.is_empty() => {
            ('{', '}', fields.iter().map(|(key, value)| (format!("{}: ", Value::from(key.as_str())), value)).collect())
        }
        Value::Array(items) if !items.is_empty() => {
            ('[', ']', items.iter().map(|item| (String::new(), item)).collect())
        }
        _ => return out.push_str(&line),
    };
    if used + columns(&line) < MAX_LINE_COLUMNS && indent > 0 {
        return out.push_str(&line);
    }
    let inner = indent + 2;
    out.push(open);
    for (index, (key, item)) in items.into_iter().enumerate() {
        out.push_str(if index > 0 { ",\n" } else { "\n" });
        out.push_str(&" ".repeat(inner));
        out.push_str(&key);
        write(out, item, inner, inner + columns(&key));
    }
    out.push('\n');
    out.push_str(&" ".repeat(indent));
    out.push(close);
}

fn columns(text: &str) -> usize {
    text.chars()
        .map(|letter| if letter >= '\u{1100}' && !('\u{2010}'..='\u{2e7f}').contains(&letter) { 2 } else { 1 })
        .sum()
}

fn in_one_line(value: &Value) -> String {
    match value {
        Value::Object(fields) if !fields.is_empty() => {
            let fields: Vec<String> = fields
                .iter()
                .map(|(key, value)| format!("{}: {}", Value::from(key.as_str()), in_one_line(value)))
                .collect();
            format!("{{ {} }}", fields.join(", "))
        }
        Value::Array(items) => format!("[{}]", items.iter().map(in_one_line).collect::<Vec<_>>().join(", ")),
        other => other.to_string(),
    }
}
