//! Which projects are shown.

use super::SearchIndex;
use shanhai_dataset::{Dataset, Model, Part, Partner, Project, Region, Text, Theme};

/// Conditions, all of which a project must meet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ProjectFilter {
    /// Its theme.
    pub theme: Option<&'static Theme>,
    /// The region it belongs to.
    pub prefecture: Option<&'static Region>,
    /// One of its partners.
    pub partner: Option<&'static Partner>,
    /// Words in its texts, as typed: in either language or in pinyin.
    pub text: String,
}

impl ProjectFilter {
    /// Whether every project passes.
    pub fn is_open(&self) -> bool {
        self.theme.is_none() && self.prefecture.is_none() && self.partner.is_none() && self.text.trim().is_empty()
    }

    /// Whether a project passes.
    pub fn matches(&self, project: &Project) -> bool {
        self.passes(project, &self.terms(), &SearchIndex::default())
    }

    /// The projects that pass, in their order. The index must cover the projects of the dataset, or be empty.
    pub fn matching(&self, dataset: &'static Dataset, index: &SearchIndex) -> Vec<&'static Project> {
        let terms = self.terms();
        dataset.projects.iter().filter(|project| self.passes(project, &terms, index)).collect()
    }

    /// Whether a model passes. It has a theme and texts, but no region and no partner.
    pub fn matches_model(&self, model: &Model) -> bool {
        self.theme.is_none_or(|theme| model.theme.as_ref().is_some_and(|own| own.id() == theme.id))
            && self.terms().iter().all(|term| texts_of_model(model).any(|text| holds(text, term)))
    }

    /// The words of the text, folded.
    fn terms(&self) -> Vec<Vec<u8>> {
        self.text.split_whitespace().map(|term| Folded(term.as_bytes()).collect()).collect()
    }

    fn passes(&self, project: &Project, terms: &[Vec<u8>], index: &SearchIndex) -> bool {
        self.theme.is_none_or(|theme| theme.id == project.theme.id())
            && self.prefecture.is_none_or(|region| region == project.region())
            && self.partner.is_none_or(|partner| project.partners.iter().any(|other| other.id() == partner.id))
            && terms.iter().all(|term| index.may_hold(project, term) && texts(project).any(|text| holds(text, term)))
    }
}

/// Everything that search finds a project by: its texts in every language, and its extra search words.
pub(super) fn texts(project: &Project) -> impl Iterator<Item = &str> {
    let texts: [Option<&Text>; 9] = [
        Some(&project.name),
        Some(&project.topic),
        Some(&project.region().name),
        Some(&project.theme.name),
        Some(&project.place.name),
        project.county.as_ref(),
        project.site.as_ref(),
        Some(&project.what),
        project.note.as_ref(),
    ];
    let of_partners = project.partners.iter().map(|partner| &partner.name);
    let texts = texts.into_iter().flatten().chain(of_partners).flat_map(Text::all);
    project.search.iter().map(String::as_str).chain(texts)
}

/// Everything that search finds a model by, in every language.
fn texts_of_model(model: &Model) -> impl Iterator<Item = &str> {
    let parts = model.parts.iter().flat_map(|part| match part {
        Part::One(text) => [Some(text), None],
        Part::Joined(first, _, second) => [Some(first), Some(second)],
    });
    let theme = model.theme.as_ref().map(|theme| &theme.name);
    let own = [Some(&model.name), Some(&model.topic), theme, model.place.as_ref(), model.note.as_ref()];
    own.into_iter().chain(parts).flatten().flat_map(Text::all)
}

/// Whether a text contains a folded term.
#[inline(never)]
fn holds(text: &str, term: &[u8]) -> bool {
    let Some((first, others)) = term.split_first() else { return true };
    let mut rest = Folded(text.as_bytes());
    // the first byte alone rules out most positions
    while let Some(byte) = rest.next() {
        if byte == *first {
            let mut here = Folded(rest.0);
            if others.iter().all(|byte| here.next() == Some(*byte)) {
                return true;
            }
        }
    }
    false
}

/// The bytes of a text in lower case, with the plain u and apostrophe of every keyboard: `Lüchun` becomes `luchun`.
/// It works byte by byte and without a copy, so that a keystroke gets its answer within a frame, however many
/// projects there are. It folds only the letters that names in this field have, because the tables for all of Unicode
/// weigh 14 kB.
pub(super) struct Folded<'a>(pub(super) &'a [u8]);

impl Iterator for Folded<'_> {
    type Item = u8;

    fn next(&mut self) -> Option<u8> {
        let (byte, length) = match self.0 {
            [] => return None,
            // ü and Ü
            [0xC3, 0xBC | 0x9C, ..] => (b'u', 2),
            // ’
            [0xE2, 0x80, 0x99, ..] => (b'\'', 3),
            // u followed by a combining diaeresis
            [b'u' | b'U', 0xCC, 0x88, ..] => (b'u', 3),
            [first, ..] => (first.to_ascii_lowercase(), 1),
        };
        self.0 = self.0.get(length..).unwrap_or_default();
        Some(byte)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::dataset;
    use shanhai_dataset::Language;

    fn searched(text: &str) -> Vec<&'static str> {
        let filter = ProjectFilter { text: text.to_owned(), ..ProjectFilter::default() };
        filter.matching(dataset(), &SearchIndex::default()).iter().map(|project| project.id.as_str()).collect()
    }

    #[test]
    fn an_open_filter_lets_everything_pass() {
        assert_eq!(searched(" \u{3000} ").len(), dataset().projects.len());
        assert!(ProjectFilter { text: " ".into(), ..ProjectFilter::default() }.is_open());
    }

    #[test]
    fn a_search_finds_characters_english_and_pinyin() {
        for text in ["卯家湾", "Maojiawan", "maojiawan", "LUDIAN maojiawan", "鲁甸"] {
            assert!(searched(text).contains(&"maojiawan"), "{text}");
        }
        assert!(searched("no such place anywhere").is_empty());
    }

    #[test]
    fn models_are_found_by_theme_name_and_parts() {
        let found = |theme: Option<&'static Theme>, text: &str| {
            let filter = ProjectFilter { theme, text: text.to_owned(), ..ProjectFilter::default() };
            let models = dataset().models.iter().filter(|model| filter.matches_model(model));
            models.map(|model| model.id.as_str()).collect::<Vec<_>>()
        };
        assert_eq!(found(None, "").len(), dataset().models.len());
        for theme in &dataset().themes {
            let own = dataset().models.iter().filter(|model| model.theme.as_deref() == Some(theme)).count();
            assert_eq!(found(Some(theme), "").len(), own, "{}", theme.id);
        }
        let four = dataset().models.iter().find(|model| model.name.get(Language::En).contains("Four pluses")).unwrap();
        // by a part, in either language
        for text in ["four pluses", "shanghai headquarters", "上海总部"] {
            assert!(found(None, text).contains(&four.id.as_str()), "{text}");
        }
        assert!(found(None, "no such model anywhere").is_empty());
    }

    #[test]
    fn umlauts_do_not_matter() {
        assert_eq!(searched("lüchun"), searched("luchun"));
        assert_eq!(searched("lu\u{308}chun"), searched("luchun"));
        assert_eq!(searched("LÜCHUN"), searched("luchun"));
        assert!(!searched("luchun").is_empty());
    }

    #[test]
    fn every_condition_must_hold() {
        let project = &dataset().projects[0];
        let filter = ProjectFilter {
            theme: Some(project.theme.get()),
            prefecture: Some(project.region()),
            partner: None,
            text: String::new(),
        };
        let found = filter.matching(dataset(), &SearchIndex::default());
        assert!(found.contains(&project));
        assert!(found.iter().all(|one| one.theme == project.theme && one.region() == project.region()));
    }
}
