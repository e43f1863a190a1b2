//! Tokens in pages, such as `__RELEASE__`, and what replaces them in a publication.

use crate::{PublishError, fault};
use std::collections::HashMap;

/// The value of each token.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tokens(HashMap<&'static str, String>);

impl Tokens {
    pub(crate) fn set(&mut self, name: &'static str, value: impl Into<String>) {
        self.0.insert(name, value.into());
    }

    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }

    /// These tokens and others.
    pub(crate) fn with<const N: usize>(&self, others: [(&'static str, String); N]) -> Tokens {
        let mut all = self.clone();
        all.0.extend(others);
        all
    }

    /// Replaces every token in a text. The values are not scanned again, because texts of a dataset may look like
    /// tokens.
    ///
    /// # Errors
    /// A token is unknown. `name` is the file that contains it.
    pub(crate) fn fill(&self, text: &str, name: &str) -> Result<String, PublishError> {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(start) = rest.find("__") {
            let (before, after) = rest.split_at(start);
            out += before;
            let letters = after[2..].find(|one: char| !one.is_ascii_uppercase() && one != '_');
            let token = &after[..letters.map_or(after.len(), |letters| letters + 2)];
            // the token ends with the second pair of underscores
            let end = token[2..].find("__").map(|end| end + 4);
            match end {
                // Trunk's own tokens in served pages stay unchanged
                Some(end) if !token.starts_with("__TRUNK_") && end > 4 => {
                    let token = &token[..end];
                    out += self.get(token).ok_or_else(|| fault(name, format!("unknown token {token}")))?;
                    rest = &after[end..];
                }
                _ => {
                    out += token;
                    rest = &after[token.len()..];
                }
            }
        }
        Ok(out + rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_token_is_filled_and_an_unknown_one_is_a_fault() {
        let mut tokens = Tokens::default();
        tokens.set("__A_JS__", "./a.js");
        tokens.set("__HEAD__", "<b __HEAD__>");
        let fill = |text: &str| tokens.fill(text, "x.js").map_err(|error| error.to_string());
        assert_eq!(
            fill("`__A_JS__/${n}` __HEAD__ __wbg_x __ _ ____").unwrap(),
            "`./a.js/${n}` <b __HEAD__> __wbg_x __ _ ____"
        );
        assert_eq!(fill("'{{__TRUNK_ADDRESS__}}'").unwrap(), "'{{__TRUNK_ADDRESS__}}'", "Trunk's own");
        assert_eq!(fill("a __A_TS__").unwrap_err(), "x.js: unknown token __A_TS__");
    }
}
