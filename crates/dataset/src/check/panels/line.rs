//! Lines over periods.

use super::super::{AnyFigure, Checker, List};
use crate::model::{Figure, Panel};

/// The most lines that end labels and point shapes can tell apart.
const MAX_LINES: usize = 4;

/// Lines on one pair of axes: all in one unit, each over two years or more, and each value a single number of a
/// single year.
pub(super) fn check(checker: &mut Checker, path: &str, panel: &Panel) {
    let (path, figures) = (&format!("{path}.figures"), &panel.figures);
    checker.listed(path, List::Figure, figures);
    checker.one_unit(path, &figures.iter().collect::<Vec<_>>());
    if figures.len() > MAX_LINES {
        let found = format!("{} lines", figures.len());
        checker.fault(path, found, "at most four lines", "Give the others a panel of their own.");
    }
    for (i, id) in figures.iter().enumerate() {
        let path = format!("{path}[{i}]");
        match checker.any_figure(id) {
            Some(AnyFigure::Printed(figure)) => line(checker, &path, figure),
            Some(AnyFigure::Derived(_)) => several_periods(checker, &path, id.id(), 1),
            None => {}
        }
    }
}

fn several_periods(checker: &mut Checker, path: &str, id: &str, periods: usize) {
    if periods < 2 {
        let found = format!("`{id}`, with one period");
        checker.fault(path, found, "a figure with two periods or more", "Show it under numbers or in bars.");
    }
}

fn line(checker: &mut Checker, path: &str, figure: &Figure) {
    several_periods(checker, path, &figure.id, figure.observations.len());
    if let Some(range) = figure.observations.iter().find(|one| one.is_range()) {
        let found = format!("`{}`, a range in `{}`", figure.id, range.period);
        checker.fault(path, found, "one number a period", "Show ranges in a panel of their kind.");
    }
    let mut years: Vec<(u16, &str)> = Vec::new();
    for observation in &figure.observations {
        // an unknown period is a fault of its own
        let Some(period) = checker.period(observation.period.id()) else { continue };
        if period.from.is_none() || period.to.is_some() {
            let found = format!("`{}`, with a value of `{}`", figure.id, observation.period);
            checker.fault(path, found, "periods of one year each", "Show it in bars, which name each period.");
        }
        years.extend(period.from.map(|year| (year, period.id.as_str())));
    }
    let again = years.iter().zip(years.iter().skip(1)).find(|(one, next)| one.0 == next.0);
    if let Some((one, next)) = again {
        let found = format!("`{}`, with values of `{}` and `{}`", figure.id, one.1, next.1);
        checker.fault(path, found, "one value a year", "Show it in bars, which name each period.");
    }
}
