//! Growth from an earlier value to the present one.

use super::super::{AnyFigure, Checker, List};
use crate::Ref;
use crate::formula::{self, Token};
use crate::model::{Figure, GrowthRow, Panel};

/// Rows whose earlier value is derived from the other two.
pub(super) fn check(checker: &mut Checker, path: &str, panel: &Panel) {
    checker.not_empty(&format!("{path}.rows"), &panel.rows);
    for (i, one) in panel.rows.iter().enumerate() {
        row(checker, &format!("{path}.rows[{i}]"), one);
    }
}

fn row(checker: &mut Checker, path: &str, row: &GrowthRow) {
    let mut all_known = true;
    for (field, id) in [("earlier", &row.earlier), ("now", &row.now), ("growth", &row.growth)] {
        // report every unknown id, not only the first
        all_known &= checker.reference(&format!("{path}.{field}"), List::Figure, id);
    }
    if !all_known {
        return;
    }
    for (field, id) in [("now", &row.now), ("growth", &row.growth)] {
        checker.one_period(&format!("{path}.{field}"), id.id());
    }
    let growth_of = match checker.any_figure(&row.growth) {
        Some(AnyFigure::Printed(figure)) => figure.growth_of.as_ref(),
        _ => None,
    };
    if growth_of != Some(&row.now) {
        let found = format!("`{}`, the growth of {}", row.growth, growth_of.map_or("nothing", Ref::id));
        let expected = format!("the growth of `{}`", row.now);
        checker.fault(&format!("{path}.growth"), found, expected, "Name its own growth, or correct growth_of there.");
    }
    let at_earlier = format!("{path}.earlier");
    let Some(AnyFigure::Derived(earlier)) = checker.any_figure(&row.earlier) else {
        let found = format!("`{}`, a figure of the article", row.earlier);
        return checker.fault(&at_earlier, found, "a derived figure", "Derive the earlier value from now and growth.");
    };
    let tokens = formula::tokens(&earlier.formula).unwrap_or_default();
    let is_of = |token: &Token, id: &str| matches!(token, Token::Id(name) if formula::named(name).0 == id);
    let names = |figure: &Ref<Figure>| tokens.iter().any(|token| is_of(token, figure.id()));
    if !names(&row.now) || !names(&row.growth) {
        let found = format!("`{}`, computed as `{}`", row.earlier, earlier.formula);
        let expected = format!("a formula over `{}` and `{}`", row.now, row.growth);
        checker.fault(&at_earlier, found, expected, "Name the figure derived from this row's figures.");
    }
    checker.one_unit(path, &[&row.now, &row.earlier]);
}
