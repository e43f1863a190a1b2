//! Sentences and numbers in each language. Knows the dataset, but neither pixel positions nor a browser.

mod brief;
mod by_language;
mod citation;
mod description;
mod joined;
mod number_format;
pub mod text_width;

mod en;
mod page_words;
mod words;
mod zh_hans;

pub use brief::{Brief, BriefRow, brief};
pub use by_language::{page_words, region_words, words};
pub(crate) use description::figure_rows;
pub use description::{
    Description, Table, citations, headline_figure, join_lines, join_sign, of_event, of_figure, of_model, part, period,
    place_words, quantity_then,
};
pub use joined::{connections_gap, connections_summary, connections_table, connections_title};
pub(crate) use number_format::scaled;
pub use number_format::{formula, growth, number, quantity, quantity_at};
pub use page_words::{EmbedWords, ExportWords, PageWords, ProjectWords};
pub use words::Words;
pub(crate) use words::signs;
