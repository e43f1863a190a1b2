//! What of the tables can be sent apart from the program: texts of one language, texts that few views show, outlines.
//!
//! The publisher cuts these bytes out of the program's memory, and the page's script puts them back, at the same place,
//! before anything reads them. So a reader loads one language, and the map's borders only with the map.

use crate::Language;

/// A bundle that can be sent by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bundle {
    /// Texts of a language that every view may show.
    Texts(Language),
    /// Texts of a language on projects, and on models that no chart shows.
    Lists(Language),
    /// Words by which a search finds projects beside their texts.
    Search,
    /// Borders of the map.
    Outlines,
}

impl Bundle {
    /// Number of bundles.
    pub const COUNT: usize = 2 * Language::COUNT + 2;

    /// Every bundle, in the order of [`Bundle::index`].
    pub fn all() -> impl Iterator<Item = Bundle> {
        let of_languages =
            Language::ALL.into_iter().flat_map(|language| [Bundle::Texts(language), Bundle::Lists(language)]);
        of_languages.chain([Bundle::Search, Bundle::Outlines])
    }

    /// Its place among all bundles.
    pub const fn index(self) -> usize {
        match self {
            Bundle::Texts(language) => 2 * language as usize,
            Bundle::Lists(language) => 2 * language as usize + 1,
            Bundle::Search => 2 * Language::COUNT,
            Bundle::Outlines => 2 * Language::COUNT + 1,
        }
    }
}

/// The bytes of a bundle.
#[derive(Debug, Clone, Copy)]
pub enum Bytes {
    /// Texts, one behind the other.
    Text(&'static str),
    /// Steps of borders.
    Steps(&'static [(i16, i16)]),
}

impl Bytes {
    /// The bytes as they stand in the program's memory.
    pub fn in_memory(self) -> Vec<u8> {
        match self {
            Bytes::Text(text) => text.as_bytes().to_vec(),
            Bytes::Steps(steps) => {
                steps.iter().flat_map(|(east, north)| [east.to_le_bytes(), north.to_le_bytes()].concat()).collect()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bundles_stand_in_the_order_of_their_numbers() {
        assert!(Bundle::all().map(Bundle::index).eq(0..Bundle::COUNT));
    }
}
