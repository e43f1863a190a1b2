#![doc = include_str!("../README.md")]

mod binary;
mod decimal;
mod language;
#[cfg(feature = "maps")]
pub mod map_making;
mod markup;
pub mod model;
mod reference;
mod terms;
mod value;
mod years;

pub use binary::{DecodeError, VERSION};
pub use decimal::Decimal;
pub use language::{Language, Text};
pub use markup::escaped;
pub use model::*;
pub use reference::{Entry, Ref};
pub use terms::*;
pub use value::Value;
pub use years::{Coverage, Years, coverage};

#[cfg(feature = "authoring")]
pub mod article;
#[cfg(feature = "authoring")]
pub mod cell;
#[cfg(feature = "authoring")]
pub mod check;
#[cfg(feature = "authoring")]
pub mod compile;
#[cfg(feature = "xlsx")]
pub mod desk;
#[cfg(feature = "authoring")]
pub mod diff;
#[cfg(feature = "authoring")]
mod fault;
#[cfg(feature = "authoring")]
mod formula;
#[cfg(feature = "authoring")]
pub mod hash;
#[cfg(feature = "authoring")]
pub mod layout;
#[cfg(feature = "authoring")]
mod quantity;
#[cfg(feature = "authoring")]
pub mod report;
#[cfg(feature = "authoring")]
pub mod schema;
#[cfg(feature = "authoring")]
mod search_text;
#[cfg(feature = "sheets")]
pub mod spreadsheet;
#[cfg(feature = "authoring")]
pub mod text_file;
#[cfg(feature = "authoring")]
mod topology;
