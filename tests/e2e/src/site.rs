//! The web server of a test.

use std::fs::{self, File};
use std::net::TcpStream;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail, ensure};
use tempfile::TempDir;

use crate::process::{Running, find, free_port};

/// The line of the configuration that sets the port.
const LISTEN: &str = "listen 127.0.0.1:8081";

/// The root of the repository.
pub fn repository() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// The folder of the release build: `SHANHAI_DIST`, or else `dist` in the root of the repository.
pub fn dist() -> Result<PathBuf> {
    let dist = std::env::var_os("SHANHAI_DIST").map_or_else(|| repository().join("dist"), PathBuf::from);
    if !dist.join("embed.html").is_file() {
        bail!(
            "there is no release build in {}: make it with `./dev build`, or name another folder in SHANHAI_DIST",
            dist.display()
        );
    }
    Ok(dist.canonicalize()?)
}

/// nginx serving a folder, on its own port of the loopback interface.
#[derive(Debug)]
pub struct Site {
    port: u16,
    // declared first, so that the process ends before its folder is removed
    server: Running,
    _prefix: TempDir,
}

impl Site {
    /// Serves the release build (see [`dist`]) as configured in `deploy/nginx.conf`.
    pub fn release() -> Result<Self> {
        Self::serve(&dist()?)
    }

    /// Serves a folder as configured in `deploy/nginx.conf`, with the security policy for the product's pages.
    pub fn serve(folder: &Path) -> Result<Self> {
        Self::start(folder, configuration()?, "master_process off;")
    }

    /// Serves a folder with as many processes as the configuration asks for, for many readers at once.
    pub fn crowded(folder: &Path) -> Result<Self> {
        // As root, nginx would read files as another user, who has no access to the folders of a test.
        let is_root = fs::metadata("/proc/self")?.uid() == 0;
        Self::start(folder, configuration()?, if is_root { "user root;" } else { "" })
    }

    /// Serves a folder without that policy: the site of a third party that embeds the graphic.
    pub fn host(folder: &Path) -> Result<Self> {
        let plain = |line: &&str| !line.trim_start().starts_with("add_header");
        Self::start(
            folder,
            configuration()?.lines().filter(plain).collect::<Vec<_>>().join("\n"),
            "master_process off;",
        )
    }

    /// The address of a page, such as `embed.html?lang=en`.
    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}/{}", self.port, path.trim_start_matches('/'))
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// Scheme, host and port, as in `location.origin`.
    pub fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    fn start(folder: &Path, configuration: String, directives: &str) -> Result<Self> {
        let nginx = find("SHANHAI_NGINX", &["nginx"])?;
        let folder = folder.canonicalize().with_context(|| format!("no folder {}", folder.display()))?;
        let mut trouble = String::new();
        // Another test may take the port after this one has found it free.
        for _ in 0..5 {
            let port = free_port()?;
            let prefix = tempfile::Builder::new().prefix("shanhai-site-").tempdir()?;
            let at = |name: &str| prefix.path().join(name);
            fs::create_dir(at("target"))?;
            fs::create_dir(at("deploy"))?;
            std::os::unix::fs::symlink(&folder, at("dist"))?;
            let file = at("deploy/nginx.conf");
            fs::write(&file, configuration.replace(LISTEN, &format!("listen 127.0.0.1:{port}")))?;
            let mut command = Command::new(&nginx);
            command.arg("-p").arg(prefix.path()).arg("-c").arg(&file);
            // a single process reads files with the rights of the test
            command.args(["-e", "stderr", "-g", &format!("daemon off; {directives}")]);
            command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(File::create(at("errors"))?);
            let mut server = Running::start(&mut command)?;
            // Our server answers once its PID file is written, which happens after it has taken the port.
            let written = || fs::metadata(at("target/nginx.pid")).is_ok_and(|file| file.len() > 0);
            let began = Instant::now();
            while began.elapsed() < Duration::from_secs(10) && server.0.try_wait()?.is_none() {
                if written() && TcpStream::connect(("127.0.0.1", port)).is_ok() {
                    return Ok(Self { port, server, _prefix: prefix });
                }
                std::thread::sleep(Duration::from_millis(10));
            }
            trouble = fs::read_to_string(at("errors"))?;
        }
        bail!("nginx does not start: {trouble}")
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        // SIGKILL would leave its child processes behind.
        let asked = Command::new("kill").arg(self.server.0.id().to_string()).status();
        if asked.is_ok_and(|status| status.success()) {
            let _ = self.server.0.wait();
        }
    }
}

fn configuration() -> Result<String> {
    let file = repository().join("deploy/nginx.conf");
    let text = fs::read_to_string(&file).with_context(|| format!("cannot read {}", file.display()))?;
    ensure!(text.contains(LISTEN), "{} does not say `{LISTEN}`", file.display());
    Ok(text)
}
