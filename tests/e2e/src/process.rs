//! Programs that run alongside a test.

use std::io::Write as _;
use std::net::TcpListener;
use std::os::unix::process::CommandExt as _;
use std::path::PathBuf;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::{Mutex, PoisonError};

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

/// A program that ends, with all that it has started, when this value is dropped or when this process ends. The values
/// that tests hand to each other are never dropped.
#[derive(Debug)]
pub(crate) struct Guarded {
    guard: Child,
    /// The guard reads it. Its end is the end of the program.
    life: Mutex<Option<ChildStdin>>,
}

/// Runs its arguments until its input ends. Each line of the input names the port of a driver and its session. The last
/// one is ended as the driver wants it, which takes its files along; then the whole process group is.
const GUARD: &str = include_str!("../fixtures/guard.sh");

impl Guarded {
    pub(crate) fn start(command: &Command) -> Result<Self> {
        let mut guard = Command::new("bash");
        guard.args(["-c", GUARD, "guard"]).arg(command.get_program()).args(command.get_args());
        guard.envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
        guard.process_group(0).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut guard = guard.spawn().context("cannot start bash")?;
        let life = Mutex::new(guard.stdin.take());
        Ok(Self { guard, life })
    }

    /// The process id of the guard, which is the parent of the program.
    pub(crate) fn id(&self) -> u32 {
        self.guard.id()
    }

    /// The output of the program; once.
    pub(crate) fn output(&mut self) -> Result<ChildStdout> {
        self.guard.stdout.take().context("its output is taken")
    }

    /// Names the session to end first.
    pub(crate) fn holds(&self, port: u16, session: &str) -> Result<()> {
        let mut life = self.life.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(writeln!(life.as_mut().context("it has ended")?, "{port} {session}")?)
    }
}

impl Drop for Guarded {
    fn drop(&mut self) {
        self.life.lock().unwrap_or_else(PoisonError::into_inner).take();
        let _ = self.guard.wait();
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
