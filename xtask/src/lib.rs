//! Tasks on sources and built files: the commands of `cargo xtask`, and what tests use of them.

pub mod budget;
pub mod bundle;
pub mod deploy;
pub mod follow;
pub mod locks;
pub mod notices;
pub mod release;
pub mod size;
pub mod sources;
pub mod version;
mod walk;
pub mod wordpress;
