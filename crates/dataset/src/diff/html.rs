//! The changes as a standalone HTML page to print and sign: it has no script and loads nothing from another address.

use super::{Change, Diff, Field, What};
use crate::escaped;
use crate::model::Dataset;

/// Its style sheet, for screen and print.
const STYLE: &str = "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}\
table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #999;padding:.3rem .5rem;text-align:start;vertical-align:top}\
del{color:#8a1c1c}ins{color:#0a5c2b;text-decoration:none;font-weight:600}.signed{margin-top:3rem}";

impl Diff {
    /// A page with one row per change and a line for the signature.
    pub fn to_html(&self, old: &Dataset, new: &Dataset) -> String {
        let language = new.languages.first().map_or("en", |language| language.tag());
        let title = format!(
            "{}: {} → {}",
            super::name(&serde_json::json!(new.title), new),
            old.source.updated,
            new.source.updated
        );
        let title = escaped(&title);
        let summary: String = self.summary().iter().map(|line| format!("<li>{}</li>", escaped(line))).collect();
        let rows: String = self.changes.iter().map(row).collect();
        format!(
            "<!doctype html>\n<html lang=\"{language}\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">\
             <title>{title}</title><style>{STYLE}</style>\n<h1>{title}</h1>\n<ul lang=\"en\">{summary}</ul>\n<table>\n\
             <tr lang=\"en\"><th>Entry<th>Field<th>Before<th>After</tr>\n{rows}</table>\n\
             <p class=\"signed\" lang=\"en\">Checked by ____________________ on ____________________</p></html>\n"
        )
    }
}

fn row(change: &Change) -> String {
    let Change { list, id, name, what } = change;
    let entry = match id.is_empty() {
        true => escaped(list),
        false => format!("{} <code>{}</code><br>{}", escaped(list), escaped(id), escaped(name)),
    };
    let cells = |field: &str, before: &str, after: &str| {
        let before = if before.is_empty() { String::new() } else { format!("<del>{}</del>", escaped(before)) };
        let after = if after.is_empty() { String::new() } else { format!("<ins>{}</ins>", escaped(after)) };
        format!("<tr><td>{entry}<td>{}<td>{before}<td>{after}</tr>\n", escaped(field))
    };
    match what {
        What::Added(values) => cells("added", "", values),
        What::Removed(values) => cells("removed", values, ""),
        What::Moved => cells("in another order", "", ""),
        What::Changed(fields) => {
            fields.iter().map(|Field { path, before, after }| cells(path, before, after)).collect()
        }
    }
}
