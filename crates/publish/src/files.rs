//! The files of a publication, in memory.

use crate::assets::Bytes;
use crate::raster::Rasterizer;
use crate::{PublishError, fault};
use sha2::{Digest, Sha256};
use shanhai_dataset::hash;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What a file holds.
#[derive(Debug, Clone)]
pub enum Content {
    /// These bytes.
    Bytes(Bytes),
    /// A PNG of a drawing, rendered on demand.
    Picture {
        /// The drawing.
        svg: String,
        /// Pixels of the picture for each px of the drawing.
        scale: f32,
    },
}

impl Content {
    /// The bytes of the file. Errors call it `name`.
    ///
    /// # Errors
    /// A picture cannot be drawn.
    pub fn bytes(&self, name: &str, rasterizer: &Rasterizer) -> Result<Cow<'_, [u8]>, PublishError> {
        match self {
            Content::Bytes(bytes) => Ok(Cow::Borrowed(bytes)),
            Content::Picture { svg, scale } => {
                rasterizer.png(svg, *scale).map(Cow::Owned).map_err(|reason| fault(name, reason))
            }
        }
    }

    /// Width and height of a picture, px.
    pub(crate) fn picture_size(&self) -> Option<(u32, u32)> {
        let Content::Picture { svg, scale } = self else { return None };
        let length = |name: &str| {
            let (_, rest) = svg.split_once(&format!(" {name}=\""))?;
            let length: f32 = rest.split_once('"')?.0.parse().ok()?;
            Some((length.round() * scale).ceil() as u32)
        };
        Some((length("width")?, length("height")?))
    }

    /// A hash of the file's source.
    pub(crate) fn hash(&self) -> [u8; 32] {
        match self {
            Content::Bytes(bytes) => Sha256::digest(bytes).into(),
            Content::Picture { svg, scale } => {
                Sha256::new().chain_update(svg).chain_update(scale.to_le_bytes()).finalize().into()
            }
        }
    }
}

/// Files by their path, with `/` between its parts.
#[derive(Debug, Default)]
pub struct Files(BTreeMap<String, Content>);

impl Files {
    /// The content of a file.
    pub fn get(&self, name: &str) -> Option<&Content> {
        self.0.get(name)
    }

    /// All files by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Content)> {
        self.0.iter().map(|(name, content)| (name.as_str(), content))
    }

    pub(crate) fn put(&mut self, name: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        self.0.insert(name.into(), Content::Bytes(Cow::Owned(bytes.into())));
    }

    pub(crate) fn put_bytes(&mut self, name: impl Into<String>, bytes: &Bytes) {
        self.0.insert(name.into(), Content::Bytes(bytes.clone()));
    }

    pub(crate) fn put_picture(&mut self, name: impl Into<String>, svg: String, scale: f32) {
        self.0.insert(name.into(), Content::Picture { svg, scale });
    }

    /// Adds a file under a name that changes with its content, so that it can be cached forever. Returns the name in
    /// the form that pages and scripts beside it use.
    pub(crate) fn put_hashed(&mut self, stem: &str, extension: &str, bytes: &Bytes) -> String {
        let name = hashed_name(stem, extension, bytes);
        self.put_bytes(name.trim_start_matches("./"), bytes);
        name
    }
}

/// The name of a file with a hash of its content, in the form that pages and scripts beside it use.
pub(crate) fn hashed_name(stem: &str, extension: &str, bytes: &[u8]) -> String {
    format!("./{stem}-{}.{extension}", hash::short([bytes]))
}

/// Whether a path contains such a name, and so always means the same bytes.
pub(crate) fn is_hashed(name: &str) -> bool {
    name.split('/').any(|part| {
        let stem = part.split('.').next().unwrap_or_default();
        let digits = stem.rsplit_once('-').map_or("", |(_, digits)| digits);
        digits.len() == 16 && digits.chars().all(|digit| matches!(digit, '0'..='9' | 'a'..='f'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_has_the_size_that_it_is_drawn_in() {
        let svg = r#"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20.4" width="30" height="20.4"></svg>"#;
        let picture = Content::Picture { svg: svg.to_owned(), scale: 2.0 };
        let png = picture.bytes("a.png", &Rasterizer::new()).unwrap().into_owned();
        // as the header of the PNG has it
        let number = |at: usize| u32::from_be_bytes(png[at..at + 4].try_into().unwrap());
        assert_eq!(picture.picture_size(), Some((number(16), number(20))));
        assert_eq!(Content::Bytes(Cow::Borrowed(b"")).picture_size(), None);
    }

    #[test]
    fn a_hashed_name_is_known_as_one() {
        let mut files = Files::default();
        let name = files.put_hashed("program", "wasm", &Cow::Borrowed(b"abc"));
        assert_eq!(name, "./program-ba7816bf8f01cfea.wasm");
        assert!(is_hashed(&name) && is_hashed("lazy-0123456789abcdef/embed.js.br"));
        assert!(!is_hashed("embed-chart-mohan-port.en.html") && !is_hashed("a-0123456789ABCDEF.js"));
        assert!(files.get("program-ba7816bf8f01cfea.wasm").is_some());
    }
}
