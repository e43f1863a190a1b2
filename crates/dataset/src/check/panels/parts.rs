//! Parts of a whole.

use super::super::figures::magnitude;
use super::super::{AnyFigure, Checker};
use crate::model::{Figure, Panel};

/// The most parts that stay distinguishable within one bar on a phone.
const MAX_PARTS: usize = 4;

/// Parts within their whole, one group each: the whole must be a figure of the article, and each part must name it as
/// its whole.
pub(super) fn check(checker: &mut Checker, path: &str, panel: &Panel) {
    let (path, groups) = (&format!("{path}.groups"), &panel.groups);
    checker.groups(path, groups);
    for (i, group) in groups.iter().enumerate() {
        let path = format!("{path}[{i}].figures");
        let [whole, parts @ ..] = &group.figures[..] else { continue };
        if parts.is_empty() || parts.len() > MAX_PARTS {
            let expected = "a whole, then one to four parts";
            let found = format!("{} figures", group.figures.len());
            checker.fault(&path, found, expected, "Name the whole first, then its parts.");
        }
        checker.one_unit(&path, &group.figures.iter().collect::<Vec<_>>());
        let Some(whole) = one_number(checker, &format!("{path}[0]"), whole.id()) else { continue };
        let mut room = magnitude(&whole.observations[0]);
        for (j, part) in parts.iter().enumerate() {
            let path = format!("{path}[{}]", j + 1);
            let Some(part) = one_number(checker, &path, part.id()) else { continue };
            is_part(checker, &path, part, whole);
            room -= magnitude(&part.observations[0]);
            if room < 0.0 {
                let found = format!("`{}`, with which the parts are more than `{}`", part.id, whole.id);
                let help = "Parts that overlap cannot stand side by side: show them in bars.";
                checker.fault(&path, found, "parts that are the whole together, or less", help);
                break;
            }
        }
    }
}

/// A figure of the article with a single number and a single period; reports a fault if it is not one.
fn one_number<'a>(checker: &mut Checker<'a>, path: &str, id: &str) -> Option<&'a Figure> {
    match checker.any_figure(id)? {
        AnyFigure::Derived(_) => {
            let help = "A share that we computed has no whole in the article: show it under numbers.";
            checker.fault(path, format!("`{id}`, a derived figure"), "a figure of the article", help);
            None
        }
        AnyFigure::Printed(figure) => {
            checker.one_period(path, id);
            let [observation] = &figure.observations[..] else { return None };
            if observation.is_range() {
                checker.fault(path, format!("`{id}`, a range"), "one number", "Show ranges in a panel of their kind.");
                return None;
            }
            Some(figure)
        }
    }
}

/// The article itself must say that the part belongs to the whole, and both must have the same period.
fn is_part(checker: &mut Checker, path: &str, part: &Figure, whole: &Figure) {
    if part.part_of.as_ref().is_none_or(|of| of.id() != whole.id) {
        let found = format!("`{}`, which is not said to be a part of `{}`", part.id, whole.id);
        let expected = format!("a figure with `\"part_of\": \"{}\"`", whole.id);
        checker.fault(path, found, expected, "Set part_of there, if the article says so; else show it in bars.");
    }
    let (of_part, of_whole) = (&part.observations[0].period, &whole.observations[0].period);
    if of_part != of_whole {
        let found = format!("`{}`, of `{of_part}`", part.id);
        let expected = format!("a part of the whole's period, `{of_whole}`");
        checker.fault(path, found, expected, "Show figures of different periods in bars.");
    }
}
