//! Checks on links and pictures: their addresses and the texts that describe them.

use super::Checker;
use crate::model::{Picture, Project};

/// Picture formats that every browser shows.
const FORMS: [&str; 6] = ["jpg", "jpeg", "png", "webp", "avif", "gif"];
/// The longest side of a picture, in pixels.
const MAX_SIDE_PIXELS: u16 = 8_192;

impl Checker<'_> {
    pub(super) fn hosts(&mut self) {
        let hosts = &self.dataset.hosts;
        self.unique("hosts", "", hosts);
        for (i, host) in hosts.iter().enumerate() {
            let is_letter =
                |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-' || byte == b'.';
            if !host.contains('.') || !host.bytes().all(is_letter) || host.starts_with('.') || host.ends_with('.') {
                let help = "Write its name alone, without https:// and path.";
                self.fault(
                    &format!("hosts[{i}]"),
                    format!("`{host}`"),
                    "the name of a host, as `img.example.org`",
                    help,
                );
            }
        }
    }

    /// The links and pictures of a project.
    pub(super) fn media(&mut self, path: &str, project: &Project) {
        for (i, link) in project.links.iter().enumerate() {
            let path = format!("{path}.links[{i}]");
            self.text(&format!("{path}.text"), &link.text);
            if host_of(&link.url).is_none() {
                let expected = "an address that begins with https:// and a host";
                self.fault(
                    &format!("{path}.url"),
                    format!("`{}`", link.url),
                    expected,
                    "Correct it, or remove the link.",
                );
            }
        }
        for (i, picture) in project.pictures.iter().enumerate() {
            self.picture(&format!("{path}.pictures[{i}]"), picture);
        }
    }

    fn picture(&mut self, path: &str, picture: &Picture) {
        self.text(&format!("{path}.alt"), &picture.alt);
        self.text(&format!("{path}.credit"), &picture.credit);
        for (side, length) in [("width", picture.width), ("height", picture.height)] {
            if !(1..=MAX_SIDE_PIXELS).contains(&length) {
                let expected = format!("pixels from 1 to {MAX_SIDE_PIXELS}");
                self.fault(&format!("{path}.{side}"), format!("{length}"), expected, "Write the size of the file.");
            }
        }
        let at = format!("{path}.src");
        let src = &picture.src;
        let found = format!("`{src}`");
        let file = src.split(['?', '#']).next().unwrap_or_default();
        let form = file.rsplit_once('.').map(|(_, form)| form.to_ascii_lowercase()).unwrap_or_default();
        if !FORMS.contains(&form.as_str()) {
            let expected = format!("a picture of the form {}", FORMS.join(", "));
            return self.fault(&at, found, expected, "Save it in one of these forms.");
        }
        match host_of(src) {
            Some(host) if self.dataset.hosts.iter().any(|known| known == host) => {}
            Some(host) => {
                let help = format!("Put the file beside the dataset, or add `{host}` to hosts.");
                self.fault(&at, found, "a file beside the dataset, or an address of one of `hosts`", help);
            }
            None if is_file_beside(src) => {}
            None => {
                let help = "Name a file beside the dataset, as `pictures/park.jpg`, or an https address.";
                self.fault(&at, found, "a file beside the dataset, or an address of one of `hosts`", help);
            }
        }
    }
}

/// The host of an https address; `None` for anything else, such as an address with a user name before the host.
fn host_of(address: &str) -> Option<&str> {
    let rest = address.strip_prefix("https://")?;
    let host = &rest[..rest.find(['/', '?', '#']).unwrap_or(rest.len())];
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.';
    let is_sound = host.contains('.') && host.bytes().all(is_letter);
    let is_clean =
        !address.chars().any(|letter| letter.is_whitespace() || letter.is_control() || "\"<>\\".contains(letter));
    (is_sound && is_clean).then_some(host)
}

/// Whether a path leads to a file in the dataset's folder or below it.
fn is_file_beside(path: &str) -> bool {
    let is_letter = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.');
    path.split('/').all(|part| !part.is_empty() && !part.starts_with('.') && part.chars().all(is_letter))
}
