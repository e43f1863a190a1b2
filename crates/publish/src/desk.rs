//! `desk.html`: the editors' desk in a browser. Its scripts are in a folder whose name changes with their content.

use crate::files::Files;
use crate::publication::Publication;
use crate::tokens::Tokens;
use crate::{PublishError, scripts};
use serde_json::json;

/// Publishes the page and its scripts. `tokens` are those of the other pages; `lazy` is the folder of the
/// modules that load on demand.
pub(crate) fn publish(
    publication: &Publication<'_>,
    tokens: &Tokens,
    lazy: &str,
    files: &mut Files,
) -> Result<(), PublishError> {
    let constants = [("desk.js", ("LAZY", json!(format!("../{lazy}"))))];
    let tokens = tokens.with([("__DESK__", scripts::folder(publication, "desk", &constants, files)?)]);
    files.put("desk.html", tokens.fill(publication.assets.text("pages/desk.html")?, "desk.html")?);
    Ok(())
}
