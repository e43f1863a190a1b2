//! Cells of tables that a spreadsheet would compute.

/// Whether a spreadsheet would read a cell as a formula. A plain number is none. The files of the widget's dialog
/// follow the same rule (`www/lazy/export.js`), and the tests of both use `tests/data/cells.json`.
pub fn is_formula(cell: &str) -> bool {
    const BEGIN: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];
    let runs = cell.starts_with(['\t', '\r', '\n']) || cell.trim_start().starts_with(BEGIN);
    runs && !is_number(cell)
}

/// Turns a cell that a spreadsheet would read as a formula into text.
pub fn inert(cell: &str) -> String {
    if is_formula(cell) { format!("'{cell}") } else { cell.to_owned() }
}

fn is_number(cell: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let number = cell.strip_prefix('-').unwrap_or(cell);
    match number.split_once('.') {
        Some((whole, fraction)) => digits(whole) && digits(fraction),
        None => digits(number),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Cells as they are, and as they are written.
    pub(crate) fn cells() -> Vec<[String; 2]> {
        let cells: Vec<_> =
            serde_json::from_str(include_str!("../../../tests/data/cells.json")).expect("pairs of cells");
        assert!(cells.len() > 10);
        cells
    }

    #[test]
    fn no_cell_is_a_formula() {
        for [cell, written] in cells() {
            assert_eq!(inert(&cell), written);
        }
    }
}
