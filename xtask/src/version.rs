//! The version of the whole project.

/// As in the workspace's Cargo.toml.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
