//! Converts between degrees and the whole units of a grid, in which borders are stored.

use super::{Arcs, File, Points, Transform};

/// Units along the longer side of the grid that we lay over a file without one.
const GRID: f64 = 9_999.0;

/// The arcs of a file in steps of whole grid units, and how units convert to degrees. A grid finer than ours, as in
/// files quantised with 1e5, is replaced by one of ours.
pub(super) fn on_grid(file: &File) -> Result<(Transform, Arcs), String> {
    if let Some(transform) = file.transform {
        let Transform { scale, translate } = transform;
        if !scale.iter().all(|scale| scale.is_finite() && *scale > 0.0) || !translate.iter().all(|at| at.is_finite()) {
            return Err(format!("the transform cannot be: scale {scale:?}, translate {translate:?}"));
        }
        if let Some(arcs) = file.arcs.iter().map(|arc| whole_steps(arc)).collect::<Option<Vec<_>>>() {
            return Ok((transform, arcs));
        }
    }
    let arcs = degrees(file)?;
    let (transform, steps) = laid_on_a_grid(&arcs)?;
    let arcs = steps.iter().map(|arc| whole_steps(arc)).collect::<Option<Vec<_>>>();
    arcs.map(|arcs| (transform, arcs)).ok_or_else(|| "the outlines have no extent".to_owned())
}

/// The arcs of a file as points in degrees.
pub(crate) fn degrees(file: &File) -> Result<Vec<Points>, String> {
    let arc = |arc: &Points| -> Result<Points, String> {
        if arc.len() < 2 {
            return Err("an arc has less than two points".to_owned());
        }
        let mut at = [0.0; 2];
        let point = |point: &Vec<f64>| {
            let [x, y, ..] = point[..] else {
                return Err("a point has less than two coordinates".to_owned());
            };
            let point = match file.transform {
                Some(Transform { scale, translate }) => {
                    at = [at[0] + x, at[1] + y];
                    vec![translate[0] + at[0] * scale[0], translate[1] + at[1] * scale[1]]
                }
                None => vec![x, y],
            };
            if point[0].abs() > 180.0 + SLACK || point[1].abs() > 90.0 + SLACK {
                let place = format!("{:.4}, {:.4}", point[0], point[1]);
                return Err(format!(
                    "{place} is no place on earth in degrees east and north: export the file in WGS 84 (EPSG:4326)"
                ));
            }
            Ok(point)
        };
        arc.iter().map(point).collect()
    };
    file.arcs.iter().map(arc).collect()
}

/// How far rounding to a grid may lead beyond the limits of the earth, in degrees.
const SLACK: f64 = 0.01;

/// The steps of an arc, if they are whole grid units. Every point, not only every step, must fit the grid.
fn whole_steps(arc: &[Vec<f64>]) -> Option<Vec<(i16, i16)>> {
    let whole = |value: f64| Some(value as i16).filter(|narrow| f64::from(*narrow) == value);
    let (mut x, mut y) = (0.0, 0.0);
    let step = |point: &Vec<f64>| {
        let [dx, dy, ..] = point[..] else { return None };
        (x, y) = (x + dx, y + dy);
        whole(x).and(whole(y))?;
        Some((whole(dx)?, whole(dy)?))
    };
    if arc.len() < 2 { None } else { arc.iter().map(step).collect() }
}

/// Lays a grid over arcs in degrees. Returns the grid, and the arcs as steps from point to point.
pub(crate) fn laid_on_a_grid(arcs: &[Points]) -> Result<(Transform, Vec<Points>), String> {
    let (mut least, mut most) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
    for point in arcs.iter().flatten() {
        for axis in [0, 1] {
            least[axis] = least[axis].min(point[axis]);
            most[axis] = most[axis].max(point[axis]);
        }
    }
    let step = (most[0] - least[0]).max(most[1] - least[1]) / GRID;
    if !step.is_finite() || step <= 0.0 {
        return Err("the outlines have no extent".to_owned());
    }
    let steps = |arc: &Points| {
        let mut before = [0.0; 2];
        let step_to = |point: &Vec<f64>| {
            let at = [0, 1].map(|axis| ((point[axis] - least[axis]) / step).round());
            let delta = vec![at[0] - before[0], at[1] - before[1]];
            before = at;
            delta
        };
        arc.iter().map(step_to).collect()
    };
    Ok((Transform { scale: [step; 2], translate: least }, arcs.iter().map(steps).collect()))
}
