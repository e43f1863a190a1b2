//! `desk.html`: the editors' desk in a browser. Its scripts lie in a folder whose name changes with their content.

use crate::files::Files;
use crate::publication::Publication;
use crate::tokens::Tokens;
use crate::{PublishError, embedding, scripts};

/// Publishes the page, its scripts and its program. `tokens` are those of the other pages.
pub(crate) fn publish(publication: &Publication<'_>, tokens: &Tokens, files: &mut Files) -> Result<(), PublishError> {
    let assets = publication.assets;
    let program = assets.bytes("desk.wasm")?;
    let tokens = tokens.with([
        ("__DESK_JS__", files.put_hashed("desk", "js", assets.bytes("desk.js")?)),
        ("__DESK_WASM__", files.put_hashed("desk", "wasm", program)),
        ("__DESK_INTEGRITY__", embedding::short_integrity(program)),
    ]);
    let tokens = tokens.with([("__DESK__", scripts::folder(publication, "desk", &tokens, files)?)]);
    files.put("desk.html", tokens.fill(assets.text("pages/desk.html")?, "desk.html")?);
    Ok(())
}
