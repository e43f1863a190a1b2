//! The WordPress plugin in the form that WordPress installs: a zip with one folder. Equal sources give equal bytes.

use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, ensure};
use flate2::{Compression, Crc, write::DeflateEncoder};

use crate::deploy;
use crate::version::VERSION;

/// The folder of the plugin's sources.
const SOURCE: &str = "integrations/wordpress";
/// The folder in the zip, and so the plugin's name on every site.
const FOLDER: &str = "shanhai";
/// The placeholder version in the plugin's header and code. A zip has the version of its release.
const NO_VERSION: &str = "0.0.0";

/// The name of the zip.
pub fn name() -> String {
    format!("shanhai-wordpress-{}.zip", VERSION)
}

/// Writes the zip into the folder `out`.
pub fn run(root: &Path, out: &Path) -> Result<()> {
    fs::create_dir_all(out)?;
    let path = out.join(name());
    fs::write(&path, zipped(root)?).with_context(|| format!("cannot write {}", path.display()))?;
    println!("{}", path.display());
    Ok(())
}

/// The bytes of the zip.
///
/// # Errors
/// A file cannot be read, or the plugin contains no version to replace.
pub fn zipped(root: &Path) -> Result<Vec<u8>> {
    let source = root.join(SOURCE);
    let mut files = vec![("LICENSE".into(), fs::read(root.join("LICENSE"))?)];
    for file in deploy::files(&source)? {
        let path = source.join(&file);
        files.push((file, fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?));
    }
    files.sort();
    for (name, content) in &mut files {
        if name.as_path() == Path::new("shanhai.php") {
            let text = String::from_utf8(std::mem::take(content))?;
            let places = text.matches(NO_VERSION).count();
            ensure!(places == 2, "{SOURCE}/shanhai.php names its version {NO_VERSION} {places} times, not twice");
            *content = text.replace(NO_VERSION, VERSION).into_bytes();
        }
    }
    let files = files.into_iter().map(|(name, content)| (Path::new(FOLDER).join(name), content)).collect::<Vec<_>>();
    archive(&files)
}

/// 1 January 1980, the first date that a zip can hold. With real dates no two zips would be equal.
const DATE: u16 = (1 << 5) | 1;

/// Packs files as a zip: each file follows its header, and the directory at the end lists all of them again.
fn archive(files: &[(PathBuf, Vec<u8>)]) -> Result<Vec<u8>> {
    let (mut zip, mut directory) = (Vec::new(), Vec::new());
    for (path, content) in files {
        let name = path.to_string_lossy().replace('\\', "/");
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(content)?;
        let packed = encoder.finish()?;
        let mut crc = Crc::new();
        crc.update(content);
        let at = u32::try_from(zip.len())?;
        // fields of both headers: version needed, flags (names are UTF-8), deflated, time, date, checksum, sizes,
        // lengths
        let mut fields = Vec::new();
        for number in [20, 1 << 11, 8, 0, DATE] {
            fields.extend(u16::to_le_bytes(number));
        }
        for number in [crc.sum(), u32::try_from(packed.len())?, u32::try_from(content.len())?] {
            fields.extend(number.to_le_bytes());
        }
        fields.extend(u16::try_from(name.len())?.to_le_bytes());
        fields.extend(u16::to_le_bytes(0));
        zip.extend(b"PK\x03\x04");
        zip.extend(&fields);
        zip.extend(name.as_bytes());
        zip.extend(&packed);
        directory.extend(b"PK\x01\x02");
        // made by version 2.0 on Unix, which has room for permissions
        directory.extend(u16::to_le_bytes(0x0314));
        directory.extend(&fields);
        // no comment, first disk, no internal attributes; then permissions and offset
        directory.extend([0; 6]);
        directory.extend((0o100_644_u32 << 16).to_le_bytes());
        directory.extend(at.to_le_bytes());
        directory.extend(name.as_bytes());
    }
    let (start, length, count) =
        (u32::try_from(zip.len())?, u32::try_from(directory.len())?, u16::try_from(files.len())?);
    zip.extend(directory);
    zip.extend(b"PK\x05\x06\0\0\0\0");
    zip.extend(count.to_le_bytes());
    zip.extend(count.to_le_bytes());
    zip.extend(length.to_le_bytes());
    zip.extend(start.to_le_bytes());
    zip.extend(u16::to_le_bytes(0));
    Ok(zip)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The files of a zip as its directory lists them.
    fn unpacked(zip: &[u8]) -> Result<Vec<(String, Vec<u8>)>> {
        let number = |at: usize, bytes: usize| {
            zip[at..at + bytes].iter().rev().fold(0_usize, |all, &byte| (all << 8) | usize::from(byte))
        };
        let end = zip.len() - 22;
        ensure!(&zip[end..end + 4] == b"PK\x05\x06", "no end");
        let (count, mut at) = (number(end + 10, 2), number(end + 16, 4));
        let mut files = Vec::new();
        for _ in 0..count {
            let (packed, length, own) = (number(at + 20, 4), number(at + 28, 2), number(at + 42, 4));
            let name = String::from_utf8(zip[at + 46..at + 46 + length].to_vec())?;
            let content = own + 30 + length;
            let mut plain = Vec::new();
            let mut decoder = flate2::write::DeflateDecoder::new(&mut plain);
            decoder.write_all(&zip[content..content + packed])?;
            decoder.finish()?;
            let mut crc = Crc::new();
            crc.update(&plain);
            ensure!(crc.sum() as usize == number(at + 16, 4), "{name}: another sum");
            files.push((name, plain));
            at += 46 + length;
        }
        Ok(files)
    }

    #[test]
    fn the_zip_holds_the_plugin_in_one_folder_and_is_the_same_each_time() -> Result<()> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let zip = zipped(&root)?;
        assert_eq!(zip, zipped(&root)?);
        let files = unpacked(&zip)?;
        assert!(files.iter().all(|(name, _)| name.starts_with("shanhai/")));
        let (_, main) = files.iter().find(|(name, _)| name == "shanhai/shanhai.php").context("no plugin")?;
        let main = String::from_utf8(main.clone())?;
        assert!(main.contains(&format!(" * Version:           {}\n", VERSION)), "{main}");
        assert!(main.contains(&format!("const VERSION = '{}';", VERSION)), "{main}");
        for wanted in ["LICENSE", "readme.txt", "uninstall.php", "blocks/graphic/block.json", "editor/graphic.js"] {
            assert!(files.iter().any(|(name, _)| name == &format!("shanhai/{wanted}")), "{wanted}");
        }
        Ok(())
    }
}
