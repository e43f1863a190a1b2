//! The languages of the widget, and texts in each of them.

use serde::{Deserialize, Serialize};

/// A language of the widget. A new one is an entry here and a file of wording.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
pub enum Language {
    /// Chinese in simplified characters.
    #[serde(rename = "zh-Hans")]
    ZhHans,
    /// English.
    #[serde(rename = "en")]
    En,
}

impl Language {
    /// Number of languages.
    pub const COUNT: usize = 2;
    /// Every language, the default first.
    pub const ALL: [Language; Self::COUNT] = [Language::ZhHans, Language::En];

    /// BCP 47 tag, as in `lang` attributes and in the dataset.
    pub const fn tag(self) -> &'static str {
        match self {
            Language::ZhHans => "zh-Hans",
            Language::En => "en",
        }
    }

    /// The first part of the tag, as in the names of columns: `zh`, `en`.
    pub const fn primary_subtag(self) -> &'static str {
        match self {
            Language::ZhHans => "zh",
            Language::En => "en",
        }
    }

    /// The language's own name, for the switch.
    pub const fn own_name(self) -> &'static str {
        match self {
            Language::ZhHans => "中文",
            Language::En => "English",
        }
    }

    /// The language for a tag as pages write it: `zh`, `zh-CN`, `zh_Hans`, `en-GB`. Compares only the primary subtag
    /// and ignores case. `None` for a language that the widget does not support.
    pub fn from_tag(tag: &str) -> Option<Language> {
        let primary = tag.trim().split(['-', '_']).next().unwrap_or_default();
        Language::ALL.into_iter().find(|language| language.primary_subtag().eq_ignore_ascii_case(primary))
    }
}

/// A text in each language: `{"zh-Hans": "…", "en": "…"}`; empty where a dataset does not have that language.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(feature = "authoring", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Chinese in simplified characters.
    #[serde(rename = "zh-Hans", default)]
    pub zh_hans: String,
    /// English.
    #[serde(default)]
    pub en: String,
}

impl Text {
    /// The text in `language`, or else in the first language that has it.
    pub fn get(&self, language: Language) -> &str {
        let own = self.in_language(language);
        if own.is_empty() { self.all().find(|text| !text.is_empty()).unwrap_or_default() } else { own }
    }

    /// The text in `language` itself; empty if it is missing.
    pub fn in_language(&self, language: Language) -> &str {
        match language {
            Language::ZhHans => &self.zh_hans,
            Language::En => &self.en,
        }
    }

    /// Whether the text exists in `language` itself.
    pub fn has(&self, language: Language) -> bool {
        !self.in_language(language).is_empty()
    }

    /// The text in each language, in the order of [`Language::ALL`].
    pub fn all(&self) -> impl Iterator<Item = &str> {
        Language::ALL.into_iter().map(|language| self.in_language(language))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_begins_with_its_primary_subtag() {
        for language in Language::ALL {
            assert_eq!(language.tag().split('-').next(), Some(language.primary_subtag()));
        }
    }

    #[test]
    fn tags_are_read_as_pages_write_them() {
        for (tag, language) in [
            ("zh", Some(Language::ZhHans)),
            ("zh-CN", Some(Language::ZhHans)),
            ("zh_Hans", Some(Language::ZhHans)),
            (" EN-gb ", Some(Language::En)),
            ("fr", None),
            ("", None),
            ("english", None),
        ] {
            assert_eq!(Language::from_tag(tag), language, "{tag}");
        }
    }

    #[test]
    fn a_missing_language_falls_back_to_one_that_is_there() {
        let text = Text { zh_hans: "山".to_owned(), en: String::new() };
        assert_eq!(text.get(Language::En), "山");
        assert!(!text.has(Language::En));
    }
}
