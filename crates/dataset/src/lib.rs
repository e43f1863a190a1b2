//! The programme dataset: what we know, and nothing of how it is shown.
//!
//! A person writes `data/program.json` ([`authoring`]). The checks ([`check`]) read it and answer with every
//! fault at once, or with an [`check::CheckedProgram`]; only from that are [`tables`] joined ([`assemble`]), and printed as
//! Rust source for the build ([`emit`]). The widget is compiled with tables alone: no parser, no check, no failure.

mod bundle;
mod decimal;
mod language;
mod tables;
mod terms;
mod years;

pub use bundle::{Bundle, Bytes};
pub use decimal::Decimal;
pub use language::{Language, Text};
pub use tables::*;
pub use terms::*;
pub use years::{Coverage, Years, coverage};

#[cfg(feature = "command")]
pub mod article;
#[cfg(feature = "authoring")]
pub mod assemble;
#[cfg(feature = "authoring")]
#[allow(missing_docs, reason = "where a field says more than its name, it is documented; the schema tells the rest")]
pub mod authoring;
#[cfg(feature = "authoring")]
pub mod check;
#[cfg(feature = "authoring")]
pub mod emit;
#[cfg(feature = "authoring")]
mod formula;
#[cfg(feature = "authoring")]
pub mod layout;
#[cfg(feature = "authoring")]
mod quantity;
#[cfg(feature = "authoring")]
pub mod report;
#[cfg(feature = "authoring")]
mod search_text;
#[cfg(feature = "command")]
pub mod spreadsheet;
#[cfg(feature = "authoring")]
mod topology;
