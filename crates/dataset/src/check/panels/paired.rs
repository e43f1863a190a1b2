//! Two sides face to face.

use super::super::Checker;
use super::all_of;
use crate::Side;
use crate::model::Panel;

/// Two sides face to face: the sea's figure, then the mountains', in one unit.
pub(super) fn check(checker: &mut Checker, path: &str, panel: &Panel) {
    let (path, groups) = (&format!("{path}.groups"), &panel.groups);
    checker.groups(path, groups);
    checker.one_style(path, &all_of(groups));
    for (i, group) in groups.iter().enumerate() {
        let path = format!("{path}[{i}].figures");
        if group.figures.len() != 2 {
            let found = format!("{} figures", group.figures.len());
            checker.fault(&path, found, "exactly two: the sea's and the mountains'", "Give each row two figures.");
            continue;
        }
        checker.one_unit(&path, &group.figures.iter().collect::<Vec<_>>());
        for ((j, id), side) in group.figures.iter().enumerate().zip([Side::Sea, Side::Mountain]) {
            checker.one_period(&format!("{path}[{j}]"), id.id());
            checker.on_side(&format!("{path}[{j}]"), id.id(), side);
        }
    }
}
