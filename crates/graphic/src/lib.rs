#![doc = include_str!("../README.md")]

pub mod chart;
pub mod interaction;
mod joins;
pub mod paint;
pub mod store;
pub mod view_state;
pub mod wording;

#[cfg(test)]
mod testing;
