//! The words of a language: every other file asks here, so a further language is a file and a line in each of two functions.

use super::page_words::PageWords;
use super::words::Words;
use super::{en, zh_hans};
use shanhai_dataset::{Dataset, Language};

/// The words of a language.
pub fn words(language: Language) -> &'static Words {
    match language {
        Language::ZhHans => &zh_hans::WORDS,
        Language::En => &en::WORDS,
    }
}

/// The words of the pages in a language.
pub fn page_words(language: Language) -> &'static PageWords {
    match language {
        Language::ZhHans => &zh_hans::PAGE_WORDS,
        Language::En => &en::PAGE_WORDS,
    }
}

/// The words for a region and for all regions of a dataset.
pub fn region_words(dataset: &Dataset, language: Language) -> [&str; 2] {
    match &dataset.map.called {
        Some(called) => [called.one.get(language), called.many.get(language)],
        None => words(language).regions,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_begins_with_its_number() {
        for language in Language::ALL {
            for count in [0, 1, 2, 25] {
                assert!((words(language).project_count)(count).starts_with(&count.to_string()));
                assert!((words(language).model_count)(count).starts_with(&count.to_string()));
            }
        }
        assert_eq!((words(Language::En).project_count)(1), "1 project");
    }
}
