//! The widgets within a page that somebody has written.

use std::ops::Range;

/// A `<shanhai-widget>` of a page.
#[derive(Debug)]
pub(crate) struct Element<'a> {
    /// Its opening tag, without the `>`.
    pub tag: &'a str,
    /// Where it stands, from the first `<` to the last `>`.
    pub range: Range<usize>,
    /// The line in which it begins, from 1.
    pub line: usize,
    attributes: Vec<(&'a str, &'a str)>,
}

impl<'a> Element<'a> {
    /// The value of an attribute; empty if it has none.
    pub fn attribute(&self, name: &str) -> Option<&'a str> {
        self.attributes.iter().find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| *value)
    }
}

/// The widgets of a page in their order. What stands in comments, scripts and values of attributes is none.
///
/// # Errors
/// A widget has no end.
pub(crate) fn widgets(page: &str) -> Result<Vec<Element<'_>>, String> {
    let endless =
        |line: usize| format!("line {line}: this <shanhai-widget> has no end; put </shanhai-widget> behind it");
    let line_of = |start: usize| page[..start].matches('\n').count() + 1;
    let lower = page.to_ascii_lowercase();
    let after = |at: usize, end: &str| lower[at..].find(end).map_or(page.len(), |found| at + found + end.len());
    let mut widgets = Vec::new();
    let mut open: Option<Element<'_>> = None;
    let mut at = 0;
    while let Some(start) = page[at..].find('<').map(|found| at + found) {
        if page[start..].starts_with("<!--") {
            at = after(start, "-->");
            continue;
        }
        let Some(tag) = Tag::read(&page[start..]) else {
            if lower[start..].starts_with("<shanhai-widget") {
                return Err(endless(line_of(start)));
            }
            at = start + 1;
            continue;
        };
        let name = tag.name.to_ascii_lowercase();
        at = start + tag.length;
        match (name.as_str(), tag.is_end) {
            ("shanhai-widget", false) => {
                let (tag, attributes, line) = (&page[start..at - 1], tag.attributes, line_of(start));
                // in an element without an end the rest of the page would be lost, up to the end of the next one
                if let Some(widget) = open.replace(Element { tag, range: start..at, line, attributes }) {
                    return Err(endless(widget.line));
                }
            }
            ("shanhai-widget", true) => {
                widgets.extend(open.take().map(|widget| Element { range: widget.range.start..at, ..widget }));
            }
            // what stands in these is no markup
            ("script" | "style" | "textarea" | "title", false) => at = after(at, &format!("</{name}")),
            _ => {}
        }
    }
    open.map_or(Ok(widgets), |widget| Err(endless(widget.line)))
}

/// A tag as browsers read it.
struct Tag<'a> {
    name: &'a str,
    is_end: bool,
    attributes: Vec<(&'a str, &'a str)>,
    length: usize,
}

impl<'a> Tag<'a> {
    /// The tag with which a text begins, if it begins with one.
    fn read(text: &'a str) -> Option<Tag<'a>> {
        let inner = text.strip_prefix('<')?;
        let (is_end, inner) = inner.strip_prefix('/').map_or((false, inner), |inner| (true, inner));
        if !inner.starts_with(|first: char| first.is_ascii_alphabetic()) {
            return None;
        }
        let (name, mut rest) = until(inner, "/>");
        let mut attributes = Vec::new();
        loop {
            rest = rest.trim_start_matches(|letter| is_space(letter) || letter == '/');
            if let Some(behind) = rest.strip_prefix('>') {
                return Some(Tag { name, is_end, attributes, length: text.len() - behind.len() });
            }
            let (attribute, behind) = attribute(rest)?;
            attributes.push(attribute);
            rest = behind;
        }
    }
}

/// The attribute with which a text begins, its value with double, single or no quotes, and what stands behind it.
fn attribute(text: &str) -> Option<((&str, &str), &str)> {
    // a stray equals sign begins a name
    let first = text.chars().next()?.len_utf8();
    let length = first + until(&text[first..], "/>=").0.len();
    let (name, behind) = text.split_at(length);
    let Some(value) = behind.trim_start_matches(is_space).strip_prefix('=') else {
        return Some(((name, ""), behind));
    };
    let value = value.trim_start_matches(is_space);
    let (value, behind) = match value.chars().next()? {
        quote @ ('"' | '\'') => value[1..].split_once(quote)?,
        _ => until(value, ">"),
    };
    Some(((name, value), behind))
}

/// Splits a text before the first space or one of these signs.
fn until<'a>(text: &'a str, signs: &str) -> (&'a str, &'a str) {
    text.split_at(text.find(|letter| is_space(letter) || signs.contains(letter)).unwrap_or(text.len()))
}

fn is_space(letter: char) -> bool {
    letter.is_ascii_whitespace()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_ends_where_browsers_end_it() {
        for (page, tag, chart) in [
            ("<shanhai-widget></shanhai-widget>", "<shanhai-widget", None),
            ("<shanhai-widget chart=\"a\" lang=en></shanhai-widget>", "<shanhai-widget chart=\"a\" lang=en", Some("a")),
            ("<shanhai-widget lang=en chart='a'></shanhai-widget>", "<shanhai-widget lang=en chart='a'", Some("a")),
            ("<shanhai-widget chart=a>b</shanhai-widget >", "<shanhai-widget chart=a", Some("a")),
            ("<SHANHAI-WIDGET\n  Chart = a\n></Shanhai-Widget>", "<SHANHAI-WIDGET\n  Chart = a\n", Some("a")),
            (
                "<shanhai-widget style=\"--a: '>'\" chart='b'></shanhai-widget>",
                "<shanhai-widget style=\"--a: '>'\" chart='b'",
                Some("b"),
            ),
            (
                "<shanhai-widget from-url / chart chart=b></shanhai-widget>",
                "<shanhai-widget from-url / chart chart=b",
                Some(""),
            ),
        ] {
            let widgets = widgets(page).unwrap();
            let [widget] = &widgets[..] else { panic!("{page}: {widgets:?}") };
            assert_eq!(
                (widget.tag, widget.attribute("chart"), &widget.range),
                (tag, chart, &(0..page.len())),
                "{page}"
            );
        }
    }

    #[test]
    fn what_looks_like_a_widget_is_none() {
        let page = "<!doctype html><title><shanhai-widget></title><!-- <shanhai-widget> --><a title='<shanhai-widget>'>1 < 2\
                    </a><script>\"<shanhai-widget>\"</script><shanhai-widget-x></shanhai-widget-x></shanhai-widget>";
        assert!(widgets(page).unwrap().is_empty());
    }

    #[test]
    fn a_widget_without_an_end_is_named_by_its_line() {
        let line = |page: &str| widgets(page).unwrap_err();
        assert!(line("<p>\n<shanhai-widget chart=a />\n<p>").starts_with("line 2: this <shanhai-widget> has no end"));
        let two = "<shanhai-widget></shanhai-widget>\n\n<shanhai-widget>\n<p>Text\n<shanhai-widget></shanhai-widget>";
        assert!(line(two).starts_with("line 3: "), "what is between them is not lost");
        assert!(line("<shanhai-widget><!-- </shanhai-widget> -->").starts_with("line 1: "));
        assert!(line("\n<shanhai-widget chart=\"a></shanhai-widget>").starts_with("line 2: "), "a quote is missing");
    }
}
