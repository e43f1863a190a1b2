//! Simplifies borders with the Visvalingam–Whyatt algorithm: the point that forms the smallest triangle with its
//! neighbours goes first. End points stay, so borders still meet.

use super::Point;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Borders with about that many points in total. A closed one keeps four, so that it has an area.
pub(super) fn simplified(arcs: &[Vec<Point>], points: usize) -> Vec<Vec<Point>> {
    let weights: Vec<Vec<f64>> = arcs.iter().map(|arc| weights(arc)).collect();
    let mut all: Vec<f64> = weights.iter().flatten().copied().collect();
    if all.len() <= points {
        return arcs.to_vec();
    }
    all.sort_by(|one, other| other.total_cmp(one));
    let least = all[points];
    arcs.iter().zip(&weights).map(|(arc, weights)| kept(arc, weights, least)).collect()
}

/// The points of an arc whose weight is large enough, and at least as many as the arc needs.
fn kept(arc: &[Point], weights: &[f64], least: f64) -> Vec<Point> {
    let is_closed = arc.first() == arc.last();
    let needed = if is_closed { 4 } else { 2 };
    let mut order: Vec<usize> = (0..arc.len()).collect();
    order.sort_by(|one, other| weights[*other].total_cmp(&weights[*one]));
    let count = weights.iter().filter(|weight| **weight > least).count().max(needed.min(arc.len()));
    let mut chosen: Vec<usize> = order.into_iter().take(count).collect();
    chosen.sort_unstable();
    chosen.into_iter().map(|index| arc[index]).collect()
}

/// The weight of a point: the area of its triangle when its turn to be removed comes.
#[derive(PartialEq)]
struct Weight(f64);

impl Eq for Weight {}

impl PartialOrd for Weight {
    fn partial_cmp(&self, other: &Weight) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Weight {
    fn cmp(&self, other: &Weight) -> std::cmp::Ordering {
        self.0.total_cmp(&other.0)
    }
}

fn weights(arc: &[Point]) -> Vec<f64> {
    let count = arc.len();
    let mut weights = vec![f64::INFINITY; count];
    let mut before: Vec<usize> = (0..count).map(|index| index.saturating_sub(1)).collect();
    let mut behind: Vec<usize> = (0..count).map(|index| (index + 1).min(count.saturating_sub(1))).collect();
    let size = |before: usize, at: usize, behind: usize| triangle(arc[before], arc[at], arc[behind]);
    let mut current = vec![f64::INFINITY; count];
    let mut heap = BinaryHeap::new();
    for at in 1..count.saturating_sub(1) {
        current[at] = size(before[at], at, behind[at]);
        heap.push(Reverse((Weight(current[at]), at)));
    }
    let mut greatest = 0.0_f64;
    while let Some(Reverse((Weight(weight), at))) = heap.pop() {
        // a stale entry: the point has been weighed again since
        if weight != current[at] || weights[at].is_finite() {
            continue;
        }
        greatest = greatest.max(weight);
        weights[at] = greatest;
        let (left, right) = (before[at], behind[at]);
        (behind[left], before[right]) = (right, left);
        for side in [left, right] {
            if side > 0 && side < count - 1 {
                current[side] = size(before[side], side, behind[side]);
                heap.push(Reverse((Weight(current[side]), side)));
            }
        }
    }
    weights
}

fn triangle(a: Point, b: Point, c: Point) -> f64 {
    ((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])).abs() / 2.0
}
