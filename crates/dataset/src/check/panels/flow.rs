//! Streams in both directions.

use super::super::Checker;
use super::all_of;
use crate::model::Panel;

/// Streams: two directions with the same number of figures, all in one unit, each direction from one side.
pub(super) fn check(checker: &mut Checker, path: &str, panel: &Panel) {
    let (path, groups) = (&format!("{path}.groups"), &panel.groups);
    checker.groups(path, groups);
    checker.one_unit(path, &all_of(groups));
    match &groups[..] {
        [there, back] if there.figures.len() == back.figures.len() => {}
        [there, back] => {
            let found = format!("{} and {} figures", there.figures.len(), back.figures.len());
            checker.fault(path, found, "equally many figures in both directions", "Add what is missing.");
        }
        _ => {
            checker.fault(
                path,
                format!("{} groups", groups.len()),
                "exactly two groups, one a direction",
                "Make it two.",
            );
        }
    }
    for (i, group) in groups.iter().enumerate() {
        let first_side = group.figures.iter().find_map(|id| checker.any_figure(id)?.side());
        for (j, id) in group.figures.iter().enumerate() {
            let path = format!("{path}[{i}].figures[{j}]");
            checker.one_period(&path, id.id());
            match first_side {
                Some(side) => checker.on_side(&path, id.id(), side),
                None if checker.any_figure(id).is_some() => {
                    let help = "Name the side that the stream starts from.";
                    checker.fault(&path, format!("`{id}`, of no side"), "a figure with a side", help);
                }
                None => {}
            }
        }
    }
}
