#![doc = include_str!("../README.md")]

use std::io::{self, Write as _};
use std::path::Path;

/// Extensions of the files that a host may send compressed. PNG and fonts are already compressed.
const COMPRESSIBLE: [&str; 10] = ["bin", "html", "js", "css", "json", "svg", "csv", "txt", "wasm", "xml"];

/// The extension of a compressed file, and the function that makes it.
pub type Format = (&'static str, fn(&[u8]) -> io::Result<Vec<u8>>);

/// The formats in which compressed files lie beside the original.
pub const FORMATS: [Format; 2] = [("br", brotli), ("gz", gzip)];

/// Whether a host may send a file of this name compressed.
pub fn is_compressible(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|extension| COMPRESSIBLE.iter().any(|known| extension == *known))
}

/// Compresses with Brotli at quality 11, with the largest window that every decoder accepts.
///
/// # Errors
/// None in practice: it only reads and writes memory.
pub fn brotli(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let params =
        brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: bytes.len(), ..Default::default() };
    let mut out = Vec::new();
    brotli::BrotliCompress(&mut &bytes[..], &mut out, &params)?;
    Ok(out)
}

/// Compresses with gzip at level 9, without a time stamp, so that equal files stay equal.
///
/// # Errors
/// None in practice: it only reads and writes memory.
pub fn gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::new(9));
    encoder.write_all(bytes)?;
    encoder.finish()
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read as _;

    #[test]
    fn what_was_packed_unpacks_to_the_same() -> io::Result<()> {
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
    fn pictures_in_pixels_stay_as_they_are() {
        assert!(is_compressible("data/figures.csv") && is_compressible("dataset.bin"));
        assert!(!is_compressible("static/map.en.png") && !is_compressible("LICENSE"));
    }
}
