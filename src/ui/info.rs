//! Small print behind a button that opens it in place, also without a script. It is open in print.

use super::element::{Element, el};
use shanhai_graphic::wording::Words;

/// Small print about `subject`. The button's label names the subject for screen readers.
pub(super) fn info(words: &'static Words, subject: impl AsRef<str>, content: Element) -> Element {
    let label = format!("{}{}{}", words.about_this, words.colon, subject.as_ref());
    // the page's script opens elements of this class for printing
    el("details")
        .class("data info")
        .child(el("summary").attr("aria-label", label).attr("title", words.about_this).child(el("i").text("i")))
        .child(content.class("info-text"))
}
