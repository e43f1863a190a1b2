//! The JSON Schema of the dataset, generated from its types.

use crate::layout;
use crate::model::Dataset;

/// The schema, formatted like the committed file.
pub fn text() -> String {
    let mut schema = schemars::schema_for!(Dataset);
    schema.insert("title".to_owned(), "Programme dataset".into());
    layout::text(&schema.to_value())
}
