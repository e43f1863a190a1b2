//! Spans from a minimum to a maximum.

use super::super::{AnyFigure, Checker, List};
use crate::model::{Observation, Panel};

/// Every figure of a span panel must be a range.
pub(super) fn check(checker: &mut Checker, path: &str, panel: &Panel) {
    let (path, figures) = (&format!("{path}.figures"), &panel.figures);
    checker.listed(path, List::Figure, figures);
    for (i, id) in figures.iter().enumerate() {
        checker.one_period(&format!("{path}[{i}]"), id.id());
        let spans = match checker.any_figure(id) {
            None => continue,
            Some(AnyFigure::Derived(_)) => false,
            Some(AnyFigure::Printed(figure)) => figure.observations.iter().all(Observation::is_range),
        };
        if !spans {
            let expected = "a figure whose value is a range";
            checker.fault(&format!("{path}[{i}]"), format!("`{id}`, one number"), expected, "Show it under numbers.");
        }
    }
}
