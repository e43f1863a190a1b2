//! A proxy between a browser and a site in a test: it passes everything through until it is told to cause a fault.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, ErrorKind, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use anyhow::{Context as _, Result, bail};

use crate::browser::{self, LogEntry};
use crate::site::Site;

/// What a network or a server does to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// Another status, with a short HTML page.
    Status(u16),
    /// The page of a captive portal, with status 200.
    AnotherPage,
    /// The right content with this content type.
    Type(&'static str),
    /// The first third of the content, with the length of the whole.
    CutShort,
    /// The first third of the content, as if it were complete.
    Shortened,
    /// One byte is changed, at this many thousandths of the content.
    Changed(usize),
    /// The head and some bytes, then nothing more.
    NeverEnds,
    /// The connection is closed without an answer.
    Refused,
    /// Complete, but this many milliseconds late.
    Late(u64),
}

#[derive(Debug, Default)]
struct Rules {
    faults: Vec<(String, Fault)>,
    offline: bool,
    keeps: bool,
    /// Milliseconds before an answer, and bytes per second.
    slow: Option<(u64, usize)>,
    before: String,
    pages: BTreeMap<String, String>,
    headers: Vec<(&'static str, &'static str)>,
    asked: Vec<String>,
}

/// What the rules do to one request.
struct Treatment {
    fault: Option<Fault>,
    keeps: bool,
    slow: Option<(u64, usize)>,
    before: String,
    page: Option<String>,
    headers: Vec<(&'static str, &'static str)>,
}

impl Rules {
    /// Notes the request, and says what becomes of it.
    fn treatment(&mut self, path: &str) -> Treatment {
        self.asked.push(path.to_owned());
        let hit = |name: &str| match name.strip_suffix('*') {
            Some(start) => path.trim_start_matches('/').starts_with(start),
            None => path.ends_with(name),
        };
        let fault = self.faults.iter().find(|(name, _)| hit(name)).map(|(_, fault)| *fault);
        Treatment {
            fault: if self.offline { Some(Fault::Refused) } else { fault },
            keeps: self.keeps,
            slow: self.slow,
            before: self.before.clone(),
            page: self.pages.get(path).cloned(),
            headers: self.headers.clone(),
        }
    }
}

/// A [`Site`] behind a proxy on a port of its own. It ends when dropped.
#[derive(Debug)]
pub struct Front {
    site: Site,
    port: u16,
    rules: Arc<Mutex<Rules>>,
    ended: Arc<AtomicBool>,
}

impl Front {
    /// Starts a proxy in front of a site.
    pub fn of(site: Site) -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let port = listener.local_addr()?.port();
        let front = Self { site, port, rules: Arc::default(), ended: Arc::default() };
        let (rules, ended, behind) = (Arc::clone(&front.rules), Arc::clone(&front.ended), front.site.port());
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if ended.load(Ordering::Relaxed) {
                    return;
                }
                let (rules, ended) = (Arc::clone(&rules), Arc::clone(&ended));
                // the test does not care if a browser hangs up
                thread::spawn(move || answer(stream, behind, &rules, &ended).unwrap_or_default());
            }
        });
        Ok(front)
    }

    /// Starts a proxy in front of the release build.
    pub fn release() -> Result<Self> {
        Self::of(Site::release()?)
    }

    /// The address of a page, such as `embed.html?lang=en`.
    pub fn url(&self, path: &str) -> String {
        format!("{}/{}", self.origin(), path.trim_start_matches('/'))
    }

    /// Scheme, host and port, as in `location.origin`.
    pub fn origin(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// From now on, causes this fault for files whose names end with `name`, or begin with it if it ends with `*`.
    pub fn harm(&self, name: &str, fault: Fault) {
        self.rules().faults.push((name.to_owned(), fault));
    }

    /// Removes all faults.
    pub fn repair(&self) {
        let mut rules = self.rules();
        rules.faults.clear();
        (rules.offline, rules.slow) = (false, None);
    }

    /// From now on nothing can be reached.
    pub fn goes_offline(&self) {
        self.rules().offline = true;
    }

    /// Delays answers by this many milliseconds, and sends this many bytes per second.
    pub fn slows(&self, latency: u64, bytes_per_second: usize) {
        self.rules().slow = Some((latency, bytes_per_second));
    }

    /// From now on browsers may cache responses. Otherwise they may not, so that a fault reaches them.
    pub fn allows_keeping(&self) {
        self.rules().keeps = true;
    }

    /// Runs a script in every page before anything else; an empty one ends that. The shipped policy allows it,
    /// because the script comes from the site.
    pub fn before_each_page(&self, script: &str) {
        script.clone_into(&mut self.rules().before);
    }

    /// Adds a page to the site, without any policy.
    pub fn adds_page(&self, name: &str, page: &str) {
        self.rules().pages.insert(format!("/{name}"), page.to_owned());
    }

    /// Sends one more header with every response.
    pub fn sends(&self, header: &'static str, value: &'static str) {
        let mut rules = self.rules();
        rules.headers.retain(|(other, _)| *other != header);
        rules.headers.push((header, value));
    }

    /// The paths requested so far.
    pub fn asked(&self) -> Vec<String> {
        self.rules().asked.clone()
    }

    fn rules(&self) -> MutexGuard<'_, Rules> {
        lock(&self.rules)
    }
}

impl Drop for Front {
    fn drop(&mut self) {
        self.ended.store(true, Ordering::Relaxed);
        // wakes the thread that waits for connections, so that it sees the flag
        let _ = TcpStream::connect(("127.0.0.1", self.port));
    }
}

fn lock(rules: &Mutex<Rules>) -> MutexGuard<'_, Rules> {
    rules.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A request: its first line, its headers with lower-case names, and its body.
struct Request {
    line: String,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl Request {
    fn read(stream: &TcpStream) -> Result<Option<Self>> {
        let mut reader = BufReader::new(stream);
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        let mut headers = Vec::new();
        loop {
            let mut header = String::new();
            reader.read_line(&mut header)?;
            let Some((name, value)) = header.trim_end().split_once(':') else { break };
            headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }
        let mut request = Self { line: line.trim_end().to_owned(), headers, body: Vec::new() };
        let length = request.header("content-length").and_then(|length| length.parse().ok()).unwrap_or(0);
        request.body = vec![0; length];
        reader.read_exact(&mut request.body)?;
        Ok(Some(request))
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    /// The requested path, without parameters.
    fn path(&self) -> &str {
        let target = self.line.split(' ').nth(1).unwrap_or_default();
        target.split('?').next().unwrap_or_default()
    }
}

const BEFORE: &str = "/-before.js";
const WATCH: &str = "/-watch.js";
const TOLD: &str = "/-told";

fn answer(mut stream: TcpStream, behind: u16, rules: &Mutex<Rules>, ended: &AtomicBool) -> Result<()> {
    let Some(request) = Request::read(&stream)? else { return Ok(()) };
    let path = request.path().to_owned();
    // browsers whose driver does not expose the console identify themselves
    let watched = request.header("user-agent").and_then(browser::number_in);
    let treatment = lock(rules).treatment(&path);
    match path.as_str() {
        TOLD => {
            if let (Some(number), Ok(entry)) = (watched, serde_json::from_slice::<LogEntry>(&request.body)) {
                browser::tell(number, entry);
            }
            return Ok(stream.write_all(b"HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")?);
        }
        BEFORE => return send(&mut stream, "text/javascript", treatment.before.as_bytes()),
        WATCH => return send(&mut stream, "text/javascript", browser::WATCH.as_bytes()),
        _ => {}
    }
    let fault = match treatment.fault {
        Some(Fault::Late(milliseconds)) => {
            thread::sleep(Duration::from_millis(milliseconds));
            None
        }
        Some(Fault::Refused) => return Ok(()),
        other => other,
    };
    let is_page = path.ends_with(".html") || path.ends_with('/');
    let scripts = [(!treatment.before.is_empty(), BEFORE), (watched.is_some(), WATCH)];
    let scripts: Vec<_> = scripts.into_iter().filter(|(wanted, _)| is_page && *wanted).map(|(_, name)| name).collect();
    if let Some(page) = treatment.page {
        return send(&mut stream, "text/html; charset=utf-8", with_scripts(&page, &scripts).as_bytes());
    }

    let (mut head, body) = ask(behind, &request, fault.is_some() || is_page)?;
    if fault.is_some() || !treatment.keeps {
        head = with_header(&head, "Cache-Control", "no-store");
    }
    for (name, value) in treatment.headers {
        head = with_header(&head, name, value);
    }
    if let Some((latency, _)) = treatment.slow {
        thread::sleep(Duration::from_millis(latency));
    }
    if let Some(fault) = fault {
        return harm(&mut stream, fault, &head, body, ended);
    }
    let body = if scripts.is_empty() { body } else { with_scripts(&String::from_utf8(body)?, &scripts).into_bytes() };
    stream.write_all(if scripts.is_empty() { head } else { with_length(&head, body.len()) }.as_bytes())?;
    let Some((_, bytes_per_second)) = treatment.slow else { return Ok(stream.write_all(&body)?) };
    for part in body.chunks((bytes_per_second / 50).max(1)) {
        stream.write_all(part)?;
        thread::sleep(Duration::from_millis(20));
    }
    Ok(())
}

/// Asks the site; returns the head of its answer and the body. Content that will be changed must arrive complete and
/// uncompressed.
fn ask(behind: u16, request: &Request, whole: bool) -> Result<(String, Vec<u8>)> {
    let mut server = TcpStream::connect(("127.0.0.1", behind))?;
    let mut head = format!("{}\r\nConnection: close\r\n", request.line);
    for (name, value) in &request.headers {
        let kept = match name.as_str() {
            "connection" => false,
            "accept-encoding" | "if-none-match" | "if-modified-since" | "range" => !whole,
            _ => true,
        };
        if kept {
            head += &format!("{name}: {value}\r\n");
        }
    }
    server.write_all(format!("{head}\r\n").as_bytes())?;
    let mut bytes = Vec::new();
    server.read_to_end(&mut bytes)?;
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").context("an answer without a head")?;
    let body = bytes.split_off(end + 4);
    Ok((String::from_utf8(bytes)?, body))
}

fn send(stream: &mut TcpStream, kind: &str, body: &[u8]) -> Result<()> {
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nCache-Control: no-store\r\nConnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes())?;
    Ok(stream.write_all(body)?)
}

fn harm(stream: &mut TcpStream, fault: Fault, head: &str, mut body: Vec<u8>, ended: &AtomicBool) -> Result<()> {
    let words = b"<!doctype html><title>Welcome</title><p>Welcome to this network. Please log in.";
    let third = body.len() / 3;
    let head = match fault {
        Fault::Status(status) => {
            words.as_slice().clone_into(&mut body);
            let rest = head.split_once("\r\n").map_or("", |(_, rest)| rest);
            with_type(&with_length(&format!("HTTP/1.1 {status} Fault\r\n{rest}"), words.len()), "text/html")
        }
        Fault::AnotherPage => {
            words.as_slice().clone_into(&mut body);
            with_type(&with_length(head, words.len()), "text/html")
        }
        Fault::Type(kind) => with_type(head, kind),
        Fault::CutShort | Fault::NeverEnds => {
            body.truncate(third);
            head.to_owned()
        }
        Fault::Shortened => {
            body.truncate(third);
            with_length(head, third)
        }
        Fault::Changed(thousandth) => {
            let at = body.len() * thousandth / 1000;
            if let Some(byte) = body.get_mut(at) {
                *byte ^= 0x10;
            }
            head.to_owned()
        }
        Fault::Refused | Fault::Late(_) => bail!("{fault:?} changes no answer"),
    };
    stream.write_all(head.as_bytes())?;
    stream.write_all(&body)?;
    if fault == Fault::NeverEnds {
        stream.set_read_timeout(Some(Duration::from_millis(200)))?;
        while !ended.load(Ordering::Relaxed) {
            match stream.read(&mut [0; 64]) {
                Ok(0) => break,
                Err(error) if !matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut) => break,
                _ => {}
            }
        }
    }
    Ok(())
}

fn with_header(head: &str, name: &str, value: &str) -> String {
    let lines = head.trim_end().split("\r\n");
    let others =
        lines.filter(|line| !line.to_ascii_lowercase().starts_with(&format!("{}:", name.to_ascii_lowercase())));
    format!("{}\r\n{name}: {value}\r\n\r\n", others.collect::<Vec<_>>().join("\r\n"))
}

fn with_length(head: &str, length: usize) -> String {
    with_header(head, "Content-Length", &length.to_string())
}

fn with_type(head: &str, kind: &str) -> String {
    with_header(head, "Content-Type", kind)
}

/// Inserts these scripts before all others of a page.
fn with_scripts(page: &str, scripts: &[&str]) -> String {
    let tags: String = scripts.iter().map(|name| format!("<script src=\"{name}\"></script>")).collect();
    let doctype = page.get(..15).filter(|start| start.eq_ignore_ascii_case("<!doctype html>")).map_or(0, str::len);
    let (doctype, rest) = page.split_at(doctype);
    match rest.find("<head>") {
        Some(at) => format!("{doctype}{}{tags}{}", &rest[..at + 6], &rest[at + 6..]),
        None => format!("{doctype}{tags}{rest}"),
    }
}
