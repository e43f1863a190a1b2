//! Bars of all groups, drawn from one zero.

use super::super::Checker;
use super::all_of;
use crate::model::Panel;

/// Bars of all groups, drawn from one zero. Counts may stand only with counts. Bars sorted by value must all have one
/// unit. Within a group, undated figures may stand only with undated ones.
pub(super) fn check(checker: &mut Checker, path: &str, panel: &Panel) {
    let (path, groups) = (&format!("{path}.groups"), &panel.groups);
    checker.groups(path, groups);
    checker.one_style(path, &all_of(groups));
    if panel.order.is_some() {
        checker.one_unit(path, &all_of(groups));
    }
    for (i, group) in groups.iter().enumerate() {
        let path = format!("{path}[{i}].figures");
        let mut dated: Option<bool> = None;
        for (j, id) in group.figures.iter().enumerate() {
            let Some(this) = checker.is_dated(id.id()) else { continue };
            if this != *dated.get_or_insert(this) {
                let found = format!("`{id}`, {}", if this { "dated" } else { "undated" });
                let expected = "figures that are all dated or all undated";
                checker.fault(
                    &format!("{path}[{j}]"),
                    found,
                    expected,
                    "Give the undated figures a group of their own.",
                );
            }
        }
    }
}
