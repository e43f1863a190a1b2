//! The release build as served: the headers of each file, a new release while readers arrive, and a crowd.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io::{Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};
use sha2::{Digest as _, Sha256};
use shanhai_e2e::{Site, dist, find, repository};
use xtask::deploy::{self, is_hashed};

/// What a server answers.
struct Answer {
    status: u16,
    headers: BTreeMap<String, String>,
    body: Vec<u8>,
}

impl Answer {
    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", String::as_str)
    }
}

/// Requests a file, with additional header lines.
fn get(site: &Site, path: &str, head: &str) -> Result<Answer> {
    let mut stream = TcpStream::connect(site.origin().trim_start_matches("http://"))?;
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    write!(stream, "GET /{path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{head}\r\n")?;
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes)?;
    let end = bytes.windows(4).position(|four| four == b"\r\n\r\n").context("no end of the head")?;
    let head = String::from_utf8(bytes[..end].to_vec())?;
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).context("no status")?.parse()?;
    let headers = lines.filter_map(|line| line.split_once(": "));
    let headers = headers.map(|(name, value)| (name.to_lowercase(), value.to_owned())).collect();
    Ok(Answer { status, headers, body: bytes[end + 4..].to_vec() })
}

/// The files of a build, without their compressed forms.
fn plain_files(dist: &Path) -> Result<Vec<String>> {
    let names = deploy::files(dist)?.into_iter().map(|file| file.to_string_lossy().into_owned());
    Ok(names.filter(|name| !name.ends_with(".br") && !name.ends_with(".gz")).collect())
}

const TYPES: [(&str, &str); 13] = [
    ("bin", "application/octet-stream"),
    ("html", "text/html; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
    ("css", "text/css; charset=utf-8"),
    ("wasm", "application/wasm"),
    ("json", "application/json"),
    ("topojson", "application/json"),
    ("geojson", "application/geo+json"),
    ("csv", "text/csv; charset=utf-8"),
    ("svg", "image/svg+xml; charset=utf-8"),
    ("png", "image/png"),
    ("txt", "text/plain; charset=utf-8"),
    // for the server, not for readers
    ("map", "application/octet-stream"),
];

#[test]
fn every_file_is_sent_with_its_headers_and_not_twice() -> Result<()> {
    let (dist, site) = (dist()?, Site::release()?);
    let mut faults = Vec::new();
    let files = plain_files(&dist)?;
    ensure!(files.len() > 100, "{} files", files.len());
    for file in &files {
        let answer = get(&site, file, "Accept-Encoding: br\r\n")?;
        let mut wants = |name: &str, expected: &str| {
            let found = answer.header(name);
            if found != expected {
                faults.push(format!("{file}: {name} is `{found}`, expected `{expected}`"));
            }
        };
        let extension = file.rsplit('.').next().unwrap_or_default();
        let kind = TYPES.iter().find(|(known, _)| *known == extension);
        wants("content-type", kind.with_context(|| format!("{file}: of no known type"))?.1);
        let is_page = extension == "html";
        let framed = file.starts_with("embed");
        wants(
            "cache-control",
            if is_hashed(Path::new(file)) { "public, max-age=31536000, immutable" } else { "no-cache" },
        );
        wants("x-content-type-options", "nosniff");
        wants("referrer-policy", "strict-origin-when-cross-origin");
        wants("permissions-policy", "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()");
        wants("cross-origin-resource-policy", if is_page && !framed { "same-origin" } else { "cross-origin" });
        let is_for_all = !is_page && !matches!(extension, "txt" | "map");
        wants("access-control-allow-origin", if is_for_all { "*" } else { "" });
        let packed = dist.join(format!("{file}.br")).is_file();
        wants("content-encoding", if packed { "br" } else { "" });
        let policy = answer.header("content-security-policy");
        let ancestors = if is_page && framed { "frame-ancestors *;" } else { "frame-ancestors 'self';" };
        for wanted in ["default-src 'none';", "base-uri 'none';", "require-trusted-types-for 'script'", ancestors] {
            if !policy.contains(wanted) {
                faults.push(format!("{file}: the policy lacks `{wanted}`: {policy}"));
            }
        }
        if policy.contains("'unsafe-inline'") || policy.contains("'unsafe-eval'") {
            faults.push(format!("{file}: the policy allows too much: {policy}"));
        }
        if answer.status != 200 {
            faults.push(format!("{file}: status {}", answer.status));
        }
        // a conditional request is not sent the file again
        let tag = answer.header("etag");
        let again = get(&site, file, &format!("Accept-Encoding: br\r\nIf-None-Match: {tag}\r\n"))?;
        if (again.status, again.body.len()) != (304, 0)
            || again.header("cache-control") != answer.header("cache-control")
        {
            faults.push(format!("{file}: asked for again with {tag}: {}, {} bytes", again.status, again.body.len()));
        }
    }
    ensure!(faults.is_empty(), "{faults:#?}");
    Ok(())
}

#[test]
fn notices_and_hashes_are_those_of_what_is_released() -> Result<()> {
    let dist = dist()?;
    let notices = fs::read_to_string(dist.join(xtask::notices::FILE))?;
    ensure!(notices == fs::read_to_string(repository().join(xtask::notices::FILE))?, "an old THIRD_PARTY.txt");
    let mut hashes: BTreeMap<String, String> = serde_json::from_str(&fs::read_to_string(dist.join("integrity.json"))?)?;
    // the hashes of the inline styles are those that the shipped nginx allows
    let styles = hashes.remove("style-src").context("the styles within pages")?;
    let map = fs::read_to_string(dist.join("style-hashes.map"))?;
    ensure!(map == format!("\"\" \"{styles}\";\n"), "style-src is {styles}, but nginx reads {map}");
    ensure!(styles.split(' ').count() == 2 && styles.split(' ').all(|one| one.starts_with("'sha256-")), "{styles}");
    let listed: BTreeSet<&str> = hashes.keys().map(String::as_str).collect();
    let files = plain_files(&dist)?;
    let is_checked = |file: &&str| [".js", ".css", ".wasm", ".bin"].iter().any(|ending| file.ends_with(ending));
    let present: BTreeSet<&str> = files.iter().map(String::as_str).filter(is_checked).collect();
    ensure!(listed == present, "{:?}", listed.symmetric_difference(&present));
    for (file, hash) in &hashes {
        use base64::Engine as _;
        let digest = sha2::Sha384::digest(fs::read(dist.join(file))?);
        ensure!(
            *hash == format!("sha384-{}", base64::engine::general_purpose::STANDARD.encode(digest)),
            "{file} is not what integrity.json says"
        );
    }
    Ok(())
}

// --- A new release while readers arrive

/// Another release: every file with a hash in its name has other content and so another name, and all references to
/// it follow; other pages keep their length.
fn other_release(dist: &Path, number: usize, folder: &Path) -> Result<()> {
    let files = plain_files(dist)?;
    let mut renamed = BTreeMap::new();
    for file in files.iter().filter(|file| is_hashed(Path::new(file))) {
        let start = hash_in(file).context("a hashed name holds a hash")?;
        let old = &file[start..start + 16];
        let new: String =
            Sha256::digest(format!("{number}{old}")).iter().take(8).map(|byte| format!("{byte:02x}")).collect();
        renamed.insert(old.to_owned(), new);
    }
    for file in &files {
        let mut content = fs::read(dist.join(file))?;
        let mut name = file.clone();
        for (old, new) in &renamed {
            name = name.replace(old, new);
            if let Ok(text) = std::str::from_utf8(&content) {
                content = text.replace(old, new).into_bytes();
            }
        }
        let target = folder.join(&name);
        fs::create_dir_all(target.parent().context("no folder")?)?;
        fs::write(target, content)?;
    }
    Ok(())
}

/// The position of the hash in a name.
fn hash_in(name: &str) -> Option<usize> {
    let digits = |part: &str| part.len() >= 16 && part.bytes().take(16).all(|digit| digit.is_ascii_hexdigit());
    name.match_indices('-').map(|(at, _)| at + 1).find(|&at| digits(&name[at..]))
}

/// The hashed names in a text. All of them are relative to the root, even in the scripts in the folder below.
fn names_in(text: &str) -> impl Iterator<Item = PathBuf> {
    let is_part = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '/' | '_' | '-');
    let words = text.split(move |c: char| !is_part(c)).map(|word| word.trim_start_matches("./"));
    let is_file = |word: &&str| word.rsplit('/').next().is_some_and(|name| name.contains('.'));
    words.filter(is_file).map(PathBuf::from).filter(|path| is_hashed(path))
}

/// A reader who opens a page and gets everything that it leads to; returns the hashes of what was received.
fn reads(site: &Site, page: &str) -> Result<BTreeSet<String>> {
    let mut open = vec![PathBuf::from(page)];
    let mut got = BTreeSet::new();
    while let Some(file) = open.pop() {
        if !got.insert(file.clone()) {
            continue;
        }
        let name = file.to_string_lossy().into_owned();
        let answer = get(site, &name, "")?;
        ensure!(answer.status == 200, "{page} leads to {name}, which answers {}", answer.status);
        if name.ends_with(".html") || name.ends_with(".js") {
            let text = String::from_utf8(answer.body)?;
            ensure!(!name.ends_with(".html") || text.trim_end().ends_with("</html>"), "{name} is cut short");
            open.extend(names_in(&text));
            // parts are named by their folder
            if let Some(start) = text.find("./lazy-") {
                let folder =
                    &text[start + 2..text[start..].find('/').map_or(start, |_| start + 2 + "lazy-".len() + 16)];
                open.extend(["back.js", "dataset.js", "embed.js"].map(|part| Path::new(folder).join(part)));
            }
        }
    }
    Ok(got.iter().filter_map(|file| file.to_str()).filter_map(|name| Some(name[hash_in(name)?..].to_owned())).collect())
}

#[test]
fn a_new_release_never_mixes_with_the_one_before() -> Result<()> {
    let (first, served) = (dist()?, tempfile::tempdir()?);
    let mut folders = Vec::new();
    for number in 1..=4 {
        let folder = tempfile::tempdir()?;
        other_release(&first, number, folder.path())?;
        folders.push(folder);
    }
    let releases: Vec<&Path> = std::iter::once(first.as_path()).chain(folders.iter().map(|one| one.path())).collect();
    let hashes = |folder: &&Path| -> Result<BTreeSet<String>> {
        let files = plain_files(folder)?;
        Ok(files.iter().filter_map(|name| Some(name[hash_in(name)?..].to_owned())).collect())
    };
    let hashes: Vec<BTreeSet<String>> = releases.iter().map(hashes).collect::<Result<_>>()?;
    ensure!(hashes[0].len() > 6 && hashes[0].is_disjoint(&hashes[1]) && hashes[1].is_disjoint(&hashes[2]));
    deploy::run(releases[0], served.path())?;
    let site = Site::crowded(served.path())?;
    let before = get(&site, "embed.html", "")?;

    let over = AtomicBool::new(false);
    let met: Vec<AtomicUsize> = releases.iter().map(|_| AtomicUsize::new(0)).collect();
    let faults = Mutex::new(Vec::new());
    let reader = |page: &str| {
        while !over.load(Ordering::Relaxed) {
            let fault = match reads(&site, page) {
                Ok(got) => match hashes.iter().position(|release| got.is_subset(release)) {
                    Some(release) => {
                        met[release].fetch_add(1, Ordering::Relaxed);
                        continue;
                    }
                    None => format!("{page} mixes releases: {got:?}"),
                },
                Err(error) => format!("{error:#}"),
            };
            return faults.lock().unwrap_or_else(PoisonError::into_inner).push(fault);
        }
    };
    std::thread::scope(|scope| -> Result<()> {
        for page in ["embed.html", "index.html", "article.html", "shanhai.js"] {
            let reader = &reader;
            scope.spawn(move || reader(page));
        }
        let pause = || std::thread::sleep(Duration::from_millis(500));
        let deployed = releases[1..].iter().try_for_each(|release| {
            pause();
            deploy::run(release, served.path())
        });
        pause();
        over.store(true, Ordering::Relaxed);
        deployed
    })?;
    let faults = faults.into_inner().unwrap_or_else(PoisonError::into_inner);
    ensure!(faults.is_empty(), "{faults:#?}");
    let met: Vec<usize> = met.into_iter().map(AtomicUsize::into_inner).collect();
    ensure!(met.iter().all(|&readers| readers > 0), "not every release was met: {met:?}");
    println!("readers of each release, none of them of two: {met:?}");

    // a reader with a page of the previous release gets the new one, although it has the same length
    let after = get(&site, "embed.html", &format!("If-None-Match: {}\r\n", before.header("etag")))?;
    ensure!(after.status == 200 && after.body.len() == before.body.len(), "{}", after.status);
    ensure!(after.body != before.body, "the old page is still there");
    Ok(())
}

// --- A crowd

/// Concurrent readers.
const READERS: usize = 3000;
const SECONDS: u32 = 10;

/// Each connection requests what a page of the article loads, one after the other. Every second reader has visited
/// before, and asks only whether the page has changed.
const CROWD: &str = include_str!("../../fixtures/serving-crowd.lua");

#[test]
fn thousands_read_at_once() -> Result<()> {
    let (dist, site) = (dist()?, Site::crowded(&dist()?)?);
    let folder = tempfile::tempdir()?;
    let mut list = String::new();
    for file in xtask::follow::loaded_by(&dist, "embed.html")? {
        let name = file.to_string_lossy().into_owned();
        let tag = get(&site, &name, "Accept-Encoding: gzip, br\r\n")?.header("etag").to_owned();
        let line = format!("/{name} {tag}\n");
        list.insert_str(if name == "embed.html" { 0 } else { list.len() }, &line);
    }
    ensure!(list.starts_with("/embed.html ") && list.lines().count() >= 5, "{list}");
    let (script, files) = (folder.path().join("crowd.lua"), folder.path().join("files"));
    fs::write(&script, CROWD)?;
    fs::write(&files, &list)?;
    let wrk = find("SHANHAI_WRK", &["wrk"])?;
    // as many open files as the system allows
    let command = format!(
        "ulimit -n \"$(ulimit -H -n)\"; exec '{}' -t2 -c{READERS} -d{SECONDS}s --timeout 20s -s '{}' '{}'",
        wrk.display(),
        script.display(),
        site.url("embed.html")
    );
    let output = Command::new("sh").args(["-c", &command]).env("SHANHAI_FILES", &files).output()?;
    let said = String::from_utf8_lossy(&output.stdout);
    let result = said.lines().find_map(|line| line.strip_prefix("RESULT "));
    let Some(result) = result else { bail!("wrk: {said}{}", String::from_utf8_lossy(&output.stderr)) };
    let numbers: Vec<f64> = result.split(' ').map(str::parse).collect::<Result<_, _>>()?;
    let &[requests, bytes, milliseconds, connect, transfer, status, timeout, median, worst] = &numbers[..] else {
        bail!("wrk says `{result}`")
    };
    println!(
        "{READERS} readers at once for {:.1} s: {requests} requests ({:.0} a second), {:.0} MB a second, median {median} ms, 99th {worst} ms",
        milliseconds / 1e3,
        requests / milliseconds * 1e3,
        bytes / milliseconds / 1e3
    );
    ensure!([connect, transfer, status, timeout] == [0.0; 4], "errors: {result}\n{said}");
    ensure!(requests > READERS as f64, "{requests} requests only: {said}");
    Ok(())
}
