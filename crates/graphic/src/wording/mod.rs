//! Sentences and numbers in each language. Knows the dataset, and nothing of pixels' places or of a browser.

mod brief;
mod citation;
mod joined;
mod number_format;
pub mod text_width;
mod told;

mod en;
mod page_words;
mod words;
mod zh_hans;

pub use brief::{Brief, BriefRow, brief};
pub use joined::{connections_gap, connections_summary, connections_table, connections_title};
pub(crate) use number_format::scaled;
pub use number_format::{formula, growth, number, quantity, quantity_at};
pub use page_words::{EmbedWords, ExportWords, PageWords, ProjectWords, page_words};
pub(crate) use told::figure_rows;
pub use told::{
    Table, Told, citations, headline_figure, join_lines, join_sign, of_event, of_figure, of_model, part, period,
    place_words, quantity_then,
};
pub(crate) use words::signs;
pub use words::{Words, region_words, words};
