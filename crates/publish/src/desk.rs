//! `desk.html`: the editors' desk in a browser, with its scripts in a folder whose name changes with their content.

use crate::files::{Files, hash};
use crate::publication::Publication;
use crate::tokens::Tokens;
use crate::{PublishError, embedding};

/// Puts the page, its scripts and its program; `tokens` are those of the other pages.
pub(crate) fn publish(publication: &Publication<'_>, tokens: &Tokens, files: &mut Files) -> Result<(), PublishError> {
    let assets = publication.assets;
    let program = assets.bytes("desk.wasm")?;
    let tokens = tokens.with([
        ("__DESK_JS__", files.put_hashed("desk", "js", assets.bytes("desk.js")?)),
        ("__DESK_WASM__", files.put_hashed("desk", "wasm", program)),
        ("__DESK_INTEGRITY__", embedding::short_integrity(program)),
    ]);
    let mut parts = Vec::new();
    for (name, template) in assets.below("scripts/desk/") {
        parts.push((name, tokens.fill(&String::from_utf8_lossy(template), name)?));
    }
    let folder = format!("desk-{}", hash(parts.iter().flat_map(|(name, text)| [name.as_bytes(), text.as_bytes()])));
    for (name, text) in parts {
        files.put(format!("{folder}/{name}"), text);
    }
    let tokens = tokens.with([("__DESK__", format!("./{folder}"))]);
    files.put("desk.html", tokens.fill(assets.text("pages/desk.html")?, "desk.html")?);
    Ok(())
}
