//! A programme, and how it is to be published.

use crate::assets::Assets;
use crate::programme::Programme;
use crate::{PublishError, fault};
use shanhai_dataset::Dataset;
use std::str::FromStr;

/// A programme, and the settings for publishing it.
#[derive(Debug)]
pub struct Publication<'a> {
    /// Programs, styles and templates.
    pub assets: &'a Assets,
    /// The dataset.
    pub programme: &'a Programme,
    /// The address of the published files, with a slash at its end. If it is empty, addresses are relative, which
    /// crawlers of other hosts cannot follow.
    pub url: String,
    /// How pages for frames load their styles.
    pub styles: Styles,
    /// Where readers report errors: a mail address, or empty if each newsroom has its own.
    pub report: String,
}

/// How pages for frames load their styles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Styles {
    /// Within the page, so that the first paint waits for nothing. A policy allows them by their hashes
    /// (`style-hashes.map`).
    #[default]
    Within,
    /// With `link` elements, for hosts whose policy cannot list hashes.
    Linked,
}

impl FromStr for Styles {
    type Err = PublishError;

    fn from_str(word: &str) -> Result<Styles, PublishError> {
        match word {
            "" | "within" => Ok(Styles::Within),
            "linked" => Ok(Styles::Linked),
            other => Err(fault("styles", format!("they are \"within\" the pages or \"linked\", not \"{other}\""))),
        }
    }
}

impl<'a> Publication<'a> {
    /// A programme that will be published at `url`, if that is known. Nobody receives reports.
    pub fn new(assets: &'a Assets, programme: &'a Programme, url: &str) -> Publication<'a> {
        let slash = if url.is_empty() || url.ends_with('/') { "" } else { "/" };
        Publication {
            assets,
            programme,
            url: format!("{url}{slash}"),
            styles: Styles::default(),
            report: String::new(),
        }
    }

    /// The same, with the mail address to which readers report errors.
    #[must_use]
    pub fn reported_to(self, address: &str) -> Publication<'a> {
        Publication { report: address.to_owned(), ..self }
    }

    /// The same, with another way to load the styles.
    #[must_use]
    pub fn styled(self, styles: Styles) -> Publication<'a> {
        Publication { styles, ..self }
    }

    pub(crate) fn dataset(&self) -> &'static Dataset {
        self.programme.dataset
    }
}
