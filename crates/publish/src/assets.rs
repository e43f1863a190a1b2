//! What all publications share, whatever their dataset: programs, styles, scripts, and templates of pages.

use crate::{PublishError, fault, write};
use sha2::{Digest, Sha256};
use shanhai_compress::{FORMATS, is_compressible};
use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

/// The bytes of a file, in memory or in the binary.
pub type Bytes = Cow<'static, [u8]>;

/// Files by their name among the assets:
///
/// | name | what |
/// | --- | --- |
/// | `program.js`, `program.wasm`, and the same of `checker` and `desk` | the programs and their glue |
/// | `dataset.bin` | the dataset inside the program |
/// | `pages/…` | templates, whose tokens (`__NAME__`) a publication fills |
/// | `scripts/…`, `styles/…` | bundled scripts and styles, to some of which a publication adds what its dataset says |
/// | `fixed/…` | files that are published unchanged |
#[derive(Debug, Default)]
pub struct Assets {
    files: BTreeMap<String, Bytes>,
    /// Compressed forms, by extension and by the hash of the uncompressed bytes.
    packed: HashMap<(&'static str, [u8; 32]), Bytes>,
}

impl Assets {
    /// Makes assets from files. A file that ends in `.br` or `.gz` is the compressed form of the file beside it.
    pub fn new(files: impl IntoIterator<Item = (String, Bytes)>) -> Assets {
        let mut assets = Assets { files: files.into_iter().collect(), packed: HashMap::new() };
        for (extension, _) in FORMATS {
            let ending = format!(".{extension}");
            let names: Vec<String> = assets.files.keys().filter(|name| name.ends_with(&ending)).cloned().collect();
            for name in names {
                let packed = assets.files.remove(&name);
                let whole = assets.files.get(name.trim_end_matches(&ending));
                if let (Some(packed), Some(whole)) = (packed, whole) {
                    assets.packed.insert((extension, Sha256::digest(whole).into()), packed);
                }
            }
        }
        assets
    }

    /// Whether there are no assets, as in a build of this crate without them.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Whether a page contains Trunk's own script for served builds. Such a page is never published.
    pub fn are_served_by_trunk(&self) -> bool {
        self.text("pages/index.html").is_ok_and(|page| page.contains("__TRUNK_"))
    }

    pub(crate) fn bytes(&self, name: &str) -> Result<&Bytes, PublishError> {
        self.files.get(name).ok_or_else(|| fault(name, "this build has no such asset"))
    }

    pub(crate) fn text(&self, name: &str) -> Result<&str, PublishError> {
        std::str::from_utf8(self.bytes(name)?).map_err(|error| fault(name, error))
    }

    /// The files whose names begin with `folder`, by the rest of their names.
    pub(crate) fn below(&self, folder: &str) -> impl Iterator<Item = (&str, &Bytes)> {
        self.files.iter().filter_map(move |(name, bytes)| Some((name.strip_prefix(folder)?, bytes)))
    }

    pub(crate) fn insert(&mut self, name: &str, bytes: impl Into<Vec<u8>>) {
        self.files.insert(name.to_owned(), Cow::Owned(bytes.into()));
    }

    /// The compressed form of some bytes, if they are an asset that no dataset changes.
    pub(crate) fn packed(&self, extension: &'static str, hash: [u8; 32]) -> Option<&Bytes> {
        self.packed.get(&(extension, hash))
    }

    /// Compresses what is published unchanged: programs and fixed files.
    ///
    /// # Errors
    /// A file cannot be compressed.
    pub fn compress(&mut self) -> Result<(), PublishError> {
        for (name, bytes) in &self.files {
            let is_template = ["scripts/", "pages/", "styles/widget"].iter().any(|one| name.starts_with(one));
            if is_template || !is_compressible(name) {
                continue;
            }
            for (extension, packed) in FORMATS {
                let packed = packed(bytes).map_err(|error| fault(name, error))?;
                self.packed.insert((extension, Sha256::digest(bytes).into()), Cow::Owned(packed));
            }
        }
        Ok(())
    }

    /// Writes them into a folder, in the form that [`Assets::new`] reads. The previous content of the folder is
    /// deleted.
    ///
    /// # Errors
    /// A file cannot be written.
    pub fn write(&self, folder: &Path) -> Result<(), PublishError> {
        if folder.exists() {
            std::fs::remove_dir_all(folder).map_err(|error| fault(folder.display(), error))?;
        }
        for (name, bytes) in &self.files {
            write(&folder.join(name), bytes)?;
            for (extension, _) in FORMATS {
                if let Some(packed) = self.packed(extension, Sha256::digest(bytes).into()) {
                    write(&folder.join(format!("{name}.{extension}")), packed)?;
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_never_changes_is_kept_compressed() {
        let mut assets = Assets::default();
        let program = "沪滇协作 ".repeat(100);
        assets.insert("program.wasm", program.clone());
        assets.insert("scripts/shanhai.js", "f(RELEASE); ".repeat(100));
        assets.compress().unwrap();
        let folder = std::env::temp_dir().join(format!("shanhai-assets-{}", std::process::id()));
        assets.write(&folder).unwrap();
        let names = ["program.wasm", "program.wasm.br", "program.wasm.gz", "scripts/shanhai.js"];
        let read = |name: &str| (name.to_owned(), Cow::Owned(std::fs::read(folder.join(name)).unwrap()));
        let again = Assets::new(names.map(read));
        assert!(!folder.join("scripts/shanhai.js.br").exists());
        std::fs::remove_dir_all(&folder).unwrap();
        let hash = Sha256::digest(program.as_bytes()).into();
        assert_eq!(again.packed("br", hash).unwrap(), assets.packed("br", hash).unwrap());
        assert_eq!(again.below("").count(), 2);
        assert!(again.packed("gz", Sha256::digest(b"another").into()).is_none());
    }
}
