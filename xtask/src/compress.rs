//! Compression ahead of time, as strong as the formats allow: what a server sends is what the size budget weighs.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use anyhow::{Context as _, Result};

/// Extensions of the files that a host may send compressed. PNG and fonts are compressed already.
const COMPRESSIBLE: [&str; 10] = ["bin", "html", "js", "css", "json", "svg", "csv", "txt", "wasm", "xml"];

/// Brotli at quality 11 with the window that every decoder takes.
pub fn brotli(bytes: &[u8]) -> Result<Vec<u8>> {
    let params =
        brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: bytes.len(), ..Default::default() };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut out, &params)?;
    Ok(out)
}

/// Gzip at level 9, without a time stamp, so that equal files stay equal.
pub fn gzip(bytes: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(9));
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?)
}

/// Writes `.br` and `.gz` beside every compressible file below `dist`.
pub fn run(dist: &Path) -> Result<()> {
    let mut files = Vec::new();
    collect(dist, &mut files)?;
    files.sort();
    // The largest file takes most of the time, so the files are handed out one by one rather than in equal shares.
    let next = AtomicUsize::new(0);
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let worker = || -> Result<()> {
            while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
                compress(file).with_context(|| format!("cannot compress {}", file.display()))?;
            }
            Ok(())
        };
        let threads: Vec<_> = (0..workers).map(|_| scope.spawn(worker)).collect();
        threads.into_iter().try_for_each(|thread| thread.join().expect("a compressing thread panicked"))
    })?;
    println!("compressed {} files in {}", files.len(), dist.display());
    Ok(())
}

fn compress(file: &Path) -> Result<()> {
    let bytes = fs::read(file)?;
    for (extension, packed) in [("br", brotli(&bytes)?), ("gz", gzip(&bytes)?)] {
        let beside = beside(file, extension);
        if packed.len() < bytes.len() {
            fs::write(beside, packed)?;
        } else if beside.exists() {
            // left by an earlier run over other contents
            fs::remove_file(beside)?;
        }
    }
    Ok(())
}

fn beside(file: &Path, extension: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(extension);
    PathBuf::from(name)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("cannot list {}", folder.display()))? {
        let entry = entry?;
        let path = entry.path();
        if entry.file_name().to_string_lossy().starts_with('.') {
            continue;
        }
        if entry.file_type()?.is_dir() {
            collect(&path, files)?;
        } else if path.extension().is_some_and(|extension| COMPRESSIBLE.iter().any(|known| *known == extension)) {
            files.push(path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read as _;

    #[test]
    fn what_was_packed_unpacks_to_the_same() -> Result<()> {
        let bytes = "沪滇协作 ".repeat(500).into_bytes();
        let mut unpacked = Vec::new();
        brotli::BrotliDecompress(&mut brotli(&bytes)?.as_slice(), &mut unpacked)?;
        assert_eq!(unpacked, bytes);
        let mut unpacked = Vec::new();
        flate2::read::GzDecoder::new(gzip(&bytes)?.as_slice()).read_to_end(&mut unpacked)?;
        assert_eq!(unpacked, bytes);
        assert_eq!(gzip(&bytes)?, gzip(&bytes)?);
        Ok(())
    }

    #[test]
    fn only_what_gains_is_written() -> Result<()> {
        let dist = tempfile::tempdir()?;
        let at = |name: &str| dist.path().join(name);
        fs::create_dir(at("data"))?;
        fs::write(at("data/a.csv"), "1,2,3\n".repeat(100))?;
        fs::write(at("b.txt"), "x")?;
        fs::write(at("b.txt.gz"), "stale")?;
        fs::write(at("c.png"), "p".repeat(100))?;
        run(dist.path())?;
        assert!(at("data/a.csv.br").exists() && at("data/a.csv.gz").exists());
        assert!(!at("b.txt.br").exists() && !at("b.txt.gz").exists());
        assert!(!at("c.png.br").exists());
        Ok(())
    }
}
