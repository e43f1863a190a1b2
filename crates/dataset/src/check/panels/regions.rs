//! Regions shaded by a figure.

use super::super::{AnyFigure, Checker, List};
use crate::model::{Observation, Panel};

/// One figure per region, all with one unit and period, each a single number: otherwise their shades cannot be
/// compared.
pub(super) fn check(checker: &mut Checker, path: &str, panel: &Panel) {
    let (path, shaded) = (format!("{path}.regions"), &panel.regions);
    checker.not_empty(&path, shaded);
    for (i, one) in shaded.iter().enumerate() {
        checker.reference(&format!("{path}[{i}].region"), List::Region, &one.region);
        checker.reference(&format!("{path}[{i}].figure"), List::Figure, &one.figure);
    }
    checker.unique(&path, ".region", shaded.iter().map(|one| &one.region));
    checker.unique(&path, ".figure", shaded.iter().map(|one| &one.figure));
    checker.one_unit(&path, &shaded.iter().map(|one| &one.figure).collect::<Vec<_>>());
    let mut first: Option<&str> = None;
    for (i, one) in shaded.iter().enumerate() {
        let path = format!("{path}[{i}].figure");
        let Some(figure) = checker.any_figure(&one.figure) else { continue };
        checker.one_period(&path, one.figure.id());
        if let [period] = figure.periods()[..] {
            let expected = *first.get_or_insert(period);
            if period != expected {
                let found = format!("`{}`, of `{period}`", one.figure);
                let expected = format!("the period `{expected}`, as the first");
                checker.fault(&path, found, expected, "Shade only figures of one period.");
            }
        }
        let AnyFigure::Printed(figure) = figure else { continue };
        if figure.observations.iter().any(Observation::is_range) {
            let found = format!("`{}`, a range", one.figure);
            checker.fault(&path, found, "one number", "Leave the region out, or show ranges in a panel of their kind.");
        }
        let place = figure.place.as_ref().map(|place| place.id());
        let place = checker.dataset.places.iter().find(|other| Some(other.id.as_str()) == place);
        if let Some(place) = place.filter(|place| place.region != one.region) {
            let found = format!("`{}`, of `{}` in region {}", one.figure, place.id, place.region);
            let expected = format!("a figure of region {}", one.region);
            checker.fault(&path, found, expected, "Correct the region here, or the figure's place.");
        }
    }
}
