//! A grid of tiles, one per region, each near its region's location.

use super::Feature;
use super::borders::area;
use serde_json::json;

/// The tile file.
pub(super) fn of(features: &[Feature]) -> String {
    let middles: Vec<(f64, f64)> = features.iter().map(middle).collect();
    let (cols, rows, cells) = placed(&middles);
    let tiles: Vec<_> = features
        .iter()
        .zip(cells)
        .map(|(feature, (col, row))| json!({ "adcode": feature.code, "col": col, "row": row }))
        .collect();
    json!({ "cols": cols, "rows": rows, "tiles": tiles }).to_string()
}

/// The middle of a region's largest ring.
fn middle(feature: &Feature) -> (f64, f64) {
    let largest = feature.rings.iter().max_by(|one, other| area(one).total_cmp(&area(other)));
    let ring = largest.map(Vec::as_slice).unwrap_or_default();
    let count = ring.len().max(1) as f64;
    let sum = ring.iter().fold((0.0, 0.0), |(x, y), [lon, lat]| (x + lon, y + lat));
    (sum.0 / count, sum.1 / count)
}

/// Columns, rows and the cell of each point. Outermost points choose first, and each takes the free cell nearest to
/// its location.
fn placed(middles: &[(f64, f64)]) -> (usize, usize, Vec<(usize, usize)>) {
    let bounds = |axis: fn(&(f64, f64)) -> f64| {
        let all = || middles.iter().map(axis);
        (all().fold(f64::INFINITY, f64::min), all().fold(f64::NEG_INFINITY, f64::max))
    };
    let ((west, east), (south, north)) = (bounds(|at| at.0), bounds(|at| at.1));
    let narrowing = ((south + north) / 2.0).to_radians().cos();
    let (width, height) = (((east - west) * narrowing).max(1e-9), (north - south).max(1e-9));
    // some room to choose: half as many cells again as there are regions
    let cells = (middles.len() as f64 * 1.5).max(1.0);
    let cols = (cells * width / height).sqrt().round().clamp(1.0, middles.len() as f64) as usize;
    let rows = (cells / cols as f64).ceil().clamp(1.0, 255.0) as usize;
    let scaled = |value: f64, least: f64, most: f64, count: usize| match most > least {
        true => (value - least) / (most - least) * (count - 1) as f64,
        false => 0.0,
    };
    let wish: Vec<(f64, f64)> =
        middles.iter().map(|(x, y)| (scaled(*x, west, east, cols), scaled(-y, -north, -south, rows))).collect();
    let mut order: Vec<usize> = (0..middles.len()).collect();
    let far = |index: &usize| {
        let (x, y) = wish[*index];
        (x - (cols - 1) as f64 / 2.0).hypot(y - (rows - 1) as f64 / 2.0)
    };
    order.sort_by(|one, other| far(other).total_cmp(&far(one)));
    let mut free: Vec<(usize, usize)> = (0..cols).flat_map(|col| (0..rows).map(move |row| (col, row))).collect();
    let mut cells = vec![(0, 0); middles.len()];
    for index in order {
        let away = |cell: &(usize, usize)| (cell.0 as f64 - wish[index].0).hypot(cell.1 as f64 - wish[index].1);
        let nearest = (0..free.len()).min_by(|one, other| away(&free[*one]).total_cmp(&away(&free[*other])));
        if let Some(at) = nearest {
            cells[index] = free.swap_remove(at);
        }
    }
    (cols, rows, cells)
}
