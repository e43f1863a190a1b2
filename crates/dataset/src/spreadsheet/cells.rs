//! Turns cells that a spreadsheet would convert, such as formulas and dates, into text, and handles cells with
//! several items.

use crate::cell::is_formula;

/// Turns a cell that a spreadsheet would take for a formula or a date into text by adding an apostrophe. A cell that
/// begins with an apostrophe gets one too.
pub(super) fn inert(cell: &str) -> String {
    if is_active(cell) { format!("'{cell}") } else { cell.to_owned() }
}

fn is_active(cell: &str) -> bool {
    cell.starts_with('\'') || is_formula(cell) || is_like_a_date(cell)
}

/// `May 2022`, `may-5`, `2022-05-01`, `3/4`: what a spreadsheet would save in another form.
fn is_like_a_date(cell: &str) -> bool {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let cell = cell.to_ascii_lowercase();
    let parts: Vec<&str> = cell.split([' ', '-', '/', ',']).filter(|part| !part.is_empty()).collect();
    let number = |part: &str| (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let month = |part: &str| MONTHS.iter().any(|month| part == *month || part == &month[..3]);
    (2..=3).contains(&parts.len())
        && parts.iter().all(|part| number(part) || month(part))
        && parts.iter().any(|part| number(part))
        && (cell.contains(['-', '/']) || parts.iter().any(|part| month(part)))
}

/// The cell as it was before [`inert`], which in earlier releases put an apostrophe before negative numbers, too.
pub(super) fn active(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_active(rest) || rest.starts_with('-')).unwrap_or(cell)
}

/// The items of a cell, separated by single bars; a double bar is one bar within an item.
pub(super) fn between_bars(cell: &str) -> Vec<String> {
    let mut items = vec![String::new()];
    let mut letters = cell.chars().peekable();
    while let Some(letter) = letters.next() {
        match (letter, letters.peek()) {
            ('|', Some('|')) => {
                letters.next();
                items.last_mut().expect("there is one from the beginning").push('|');
            }
            ('|', _) => items.push(String::new()),
            _ => items.last_mut().expect("there is one from the beginning").push(letter),
        }
    }
    items.into_iter().map(|item| item.trim().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_looks_like_a_formula_or_a_date_is_text() {
        for cell in ["=1+1", "-2+1", "'x", "'-2", "May 2022", "may-2022", "5-May", "2022-05-01", "3/4", "Mar 3, 2021"] {
            assert_eq!(inert(cell), format!("'{cell}"));
            assert_eq!(active(&inert(cell)), cell);
        }
        for cell in
            ["2022", "4.6", "y2022-05", "2022年5月", "May", "mayor 5", "1-2-3-4", "the end of May", "c.1", "a-b"]
        {
            assert_eq!(inert(cell), cell, "stays as it is");
        }
    }

    #[test]
    fn the_rule_for_formulas_is_that_of_all_tables() {
        for [cell, written] in crate::cell::tests::cells() {
            assert_eq!(inert(&cell), written);
            assert_eq!(active(&written), cell);
        }
    }

    #[test]
    fn sheets_of_earlier_releases_keep_their_numbers() {
        assert_eq!(active("'-2"), "-2");
    }
}
