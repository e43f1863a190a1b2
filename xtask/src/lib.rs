//! Chores on sources and built files: what `cargo xtask` does, and what tests use of it.

pub mod budget;
pub mod bundle;
pub mod deploy;
pub mod follow;
pub mod locks;
pub mod notices;
pub mod release;
pub mod size;
