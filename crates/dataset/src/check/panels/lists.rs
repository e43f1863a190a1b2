//! Kinds of panel that show any entries of their list.

use super::super::{Checker, List};
use crate::model::Panel;

/// Any figures.
pub(super) fn figures(checker: &mut Checker, path: &str, panel: &Panel) {
    checker.listed(&format!("{path}.figures"), List::Figure, &panel.figures);
}

/// Any models.
pub(super) fn models(checker: &mut Checker, path: &str, panel: &Panel) {
    checker.listed(&format!("{path}.models"), List::Model, &panel.models);
}

/// The timeline, which has a list of its own.
pub(super) fn nothing(_checker: &mut Checker, _path: &str, _panel: &Panel) {}
