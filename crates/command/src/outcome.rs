//! How a task ends.

use shanhai_dataset::desk::Trouble;

/// Whether all is well; or why nothing was done.
pub type Done = Result<bool, Trouble>;

/// Says of a refusal that nothing was changed.
pub fn unchanged(trouble: Trouble) -> Trouble {
    match trouble {
        Trouble::Refused(reason) => Trouble::Refused(format!("{reason}\nNothing was changed.")),
        other => other,
    }
}
