//! Sentences and numbers in each language. Knows the dataset, and nothing of pixels' places or of a browser.

mod number_format;
pub mod text_width;
mod told;

mod en;
mod page_words;
mod words;
mod zh_hans;

pub(crate) use number_format::scaled;
pub use number_format::{formula, growth, number, quantity, quantity_at};
pub use page_words::{EmbedWords, ExportWords, PageWords, page_words};
pub(crate) use told::figure_rows;
pub use told::{Told, join_sign, of_event, of_figure, of_model, part, period, quantity_then};
pub(crate) use words::signs;
pub use words::{Words, words};
