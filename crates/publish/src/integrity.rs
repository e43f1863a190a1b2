//! Hashes of what is published, for pages that pin what they load.

use crate::files::{Content, Files};
use crate::{PublishError, fault};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256, Sha384};

/// `integrity.json`: the hash of each script, style sheet, program and dataset, for pages that pin what they load.
/// Under `style-src` it has the hashes of the styles within pages, for servers that do not use the shipped policy.
pub(crate) fn publish(styles: Option<&str>, files: &mut Files) -> Result<(), PublishError> {
    let is_named =
        |name: &str| name.rsplit('.').next().is_some_and(|ending| ["bin", "css", "js", "wasm"].contains(&ending));
    let mut hashes: Map<String, Value> = files
        .iter()
        .filter_map(|(name, content)| match content {
            Content::Bytes(bytes) if is_named(name) => Some((name.to_owned(), json!(hash(bytes)))),
            _ => None,
        })
        .collect();
    hashes.extend(styles.map(|hashes| ("style-src".to_owned(), json!(hashes))));
    let text = serde_json::to_string_pretty(&hashes).map_err(|error| fault("integrity.json", error))?;
    files.put("integrity.json", text + "\n");
    Ok(())
}

/// A shorter hash for the same purpose, for scripts and pages that count towards the size budget.
pub(crate) fn short_hash(content: &[u8]) -> String {
    format!("sha256-{}", STANDARD.encode(Sha256::digest(content)))
}

/// A hash in the form of `integrity` attributes.
fn hash(content: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(content)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn integrity_is_that_of_browsers() {
        // printf 'abc' | openssl dgst -sha384 -binary | base64
        let expected = "sha384-ywB1P0WjXou1oD1pmsZQBycsMqsO3tFjGotgWkP/W+2AhgcroefMI1i67KE0yCWn";
        assert_eq!(hash(b"abc"), expected);
    }
}
