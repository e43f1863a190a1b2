//! All the files that are published of a programme.

use crate::files::{Files, is_hashed};
use crate::output::FOLDERS;
use crate::publication::Publication;
use crate::scripts::Published;
use crate::{PublishError, desk, embeds, integrity, pages, pictures, projects, scripts, sharing, spreadsheets};
use std::borrow::Cow;

impl Publication<'_> {
    /// Makes every file.
    ///
    /// # Errors
    /// A page contains a token that cannot be filled.
    pub fn files(&self) -> Result<Files, PublishError> {
        let mut files = Files::default();
        // first, because the dialogs contain the sizes of the pictures
        pictures::publish(self.dataset(), &mut files);
        let Published { tokens, lazy } = scripts::publish(self, &mut files)?;
        pages::publish(self, &tokens, &mut files)?;
        desk::publish(self, &tokens, &lazy, &mut files)?;
        for (name, bytes) in self.assets.below("fixed/") {
            files.put_bytes(name, bytes);
        }
        if let Some(icon) = &self.programme.icon {
            files.put("icon.svg", icon.as_str());
        }
        files.put_bytes("dataset.bin", &Cow::Owned(self.programme.binary.clone()));
        files.put("data/program.json", self.programme.json.as_str());
        for (name, bytes) in &self.programme.beside {
            files.put(format!("data/{name}"), bytes.as_slice());
        }
        spreadsheets::publish(self.dataset(), &mut files)?;
        projects::publish(self.dataset(), &mut files)?;
        sharing::publish(self, &mut files)?;
        // last, because these list the files made so far
        integrity::publish(tokens.get(scripts::HASHES_OF_STYLES), &mut files)?;
        embeds::publish(self.dataset(), &mut files)?;
        let is_known =
            |name: &str| name.split_once('/').is_none_or(|(top, _)| FOLDERS.contains(&top) || is_hashed(top));
        debug_assert!(files.iter().all(|(name, _)| is_known(name)), "FOLDERS names every folder");
        Ok(files)
    }
}
