//! Programs, styles and templates, inside the binary.

use shanhai_publish::Assets;
use std::borrow::Cow;

/// By name; none in a build without them.
static EMBEDDED: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/assets.rs"));

/// The assets.
///
/// # Errors
/// The command was built without them.
pub fn embedded() -> Result<Assets, String> {
    let assets = Assets::new(EMBEDDED.iter().map(|(name, bytes)| ((*name).to_owned(), Cow::Borrowed(*bytes))));
    if assets.is_empty() {
        return Err(
            "this build of the command holds no graphic, so it can check datasets but not show them. Take the command \
                    of a release, or make one from the sources: ./dev release"
                .to_owned(),
        );
    }
    Ok(assets)
}
