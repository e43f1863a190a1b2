//! What the id of a paragraph counts.
//!
//! A dataset numbers the paragraphs of its article by section: `0.2` is the second of the introduction, `1.7` the
//! seventh of the first section, `c.1` the first caption. An article without sections numbers them plainly: `7`.

/// The position of a paragraph in an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Citation<'a> {
    /// A paragraph before the first section.
    Introduction(u32),
    /// A section, and a paragraph in it.
    Section(u32, u32),
    /// The caption of a picture.
    Caption(u32),
    /// A paragraph of an article without sections.
    Paragraph(u32),
    /// An id of another form.
    Other(&'a str),
}

impl Citation<'_> {
    pub(super) fn of(id: &str) -> Citation<'_> {
        let number = |text: &str| {
            let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            digits.then(|| text.parse::<u32>().ok()).flatten()
        };
        let found = match id.split_once('.') {
            None => number(id).map(Citation::Paragraph),
            Some(("0", paragraph)) => number(paragraph).map(Citation::Introduction),
            Some(("c", caption)) => number(caption).map(Citation::Caption),
            Some((section, paragraph)) => {
                number(section).zip(number(paragraph)).map(|(section, paragraph)| Citation::Section(section, paragraph))
            }
        };
        found.unwrap_or(Citation::Other(id))
    }
}

/// A number up to 99 in Chinese numerals, as section numbers are written; a larger one in digits.
pub(super) fn numeral(number: u32) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    let digit = |at: u32| DIGITS[at as usize];
    match number {
        0 | 100.. => number.to_string(),
        1..=9 => digit(number).to_owned(),
        10..=19 => format!("十{}", digit(number % 10)),
        20..=99 => format!("{}十{}", digit(number / 10), digit(number % 10)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wording::words;
    use shanhai_dataset::Language;

    #[test]
    fn a_paragraph_says_what_its_numbers_count() {
        let expected = [
            ("0.1", "据报道导语第1段", "Article, introduction, para. 1"),
            ("1.7", "据报道第一节第7段", "Article, section 1, para. 7"),
            ("12.10", "据报道第十二节第10段", "Article, section 12, para. 10"),
            ("c.3", "据报道图片说明第3条", "Article, caption 3"),
            ("7", "据报道第7段", "Article, para. 7"),
            ("box-2", "据报道 box-2", "Article, box-2"),
            ("1.2.3", "据报道 1.2.3", "Article, 1.2.3"),
            ("1.", "据报道 1.", "Article, 1."),
            ("99999999999.1", "据报道 99999999999.1", "Article, 99999999999.1"),
        ];
        for (id, zh, en) in expected {
            assert_eq!((words(Language::ZhHans).paragraph)(id), zh);
            assert_eq!((words(Language::En).paragraph)(id), en);
        }
    }

    #[test]
    fn numerals_are_written_as_in_headings() {
        let written = [1, 10, 11, 20, 45, 99, 100].map(numeral);
        assert_eq!(written, ["一", "十", "十一", "二十", "四十五", "九十九", "100"]);
    }
}
