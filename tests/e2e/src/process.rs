//! Programs that run alongside a test.

use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command};

use anyhow::{Context as _, Result, bail};

/// A program that ends when this value is dropped.
#[derive(Debug)]
pub(crate) struct Running(pub(crate) Child);

impl Running {
    pub(crate) fn start(command: &mut Command) -> Result<Self> {
        let child = command.spawn().with_context(|| format!("cannot start {}", command.get_program().display()))?;
        Ok(Self(child))
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // An error here means that it has ended on its own.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// The first of `names` that is installed, or the program that the environment variable names.
pub fn find(variable: &str, names: &[&str]) -> Result<PathBuf> {
    if let Some(path) = std::env::var_os(variable).filter(|path| !path.is_empty()) {
        return Ok(PathBuf::from(path));
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    // Debian installs servers in directories that are only on root's PATH.
    let folders: Vec<_> = std::env::split_paths(&path).chain(["/usr/sbin".into(), "/usr/local/sbin".into()]).collect();
    for name in names {
        if let Some(found) = folders.iter().map(|folder| folder.join(name)).find(|file| file.is_file()) {
            return Ok(found);
        }
    }
    bail!("none of {} is installed: run ./dev test, which installs it, or name one in {variable}", names.join(", "))
}

/// A port that was free a moment ago.
pub(crate) fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}
