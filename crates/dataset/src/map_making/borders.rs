//! Outlines as borders: two neighbours share one line, so that it stays shared when it is simplified.

use super::simplify::simplified;
use super::{Feature, Point};
use std::collections::{BTreeMap, BTreeSet};

/// The grid on which points of neighbours coincide: a ten-millionth of a degree, about a centimetre.
const FINE: f64 = 1e7;

/// A point on the fine grid.
type Node = (i64, i64);

/// Borders, and the rings of each region as indices into them; `!n` is border `n` backwards.
#[derive(Debug, Clone)]
pub(super) struct Borders {
    pub arcs: Vec<Vec<Point>>,
    /// In the order of the regions.
    pub rings: Vec<Vec<Vec<i64>>>,
}

fn node([lon, lat]: Point) -> Node {
    ((lon * FINE).round() as i64, (lat * FINE).round() as i64)
}

fn point((x, y): Node) -> Point {
    [x as f64 / FINE, y as f64 / FINE]
}

impl Borders {
    /// Cuts the outlines of regions where three borders meet, or where one border leaves another.
    pub(super) fn of(features: &[Feature]) -> Borders {
        let rings: Vec<Vec<Vec<Node>>> =
            features.iter().map(|feature| feature.rings.iter().filter_map(|ring| nodes(ring)).collect()).collect();
        let junctions = junctions(rings.iter().flatten());
        let mut arcs: Vec<Vec<Node>> = Vec::new();
        let mut known: BTreeMap<Vec<Node>, i64> = BTreeMap::new();
        let mut number = |arc: Vec<Node>| -> i64 {
            if let Some(number) = known.get(&arc) {
                return *number;
            }
            let backwards: Vec<Node> = arc.iter().rev().copied().collect();
            if let Some(number) = known.get(&backwards) {
                return !*number;
            }
            let number = arcs.len() as i64;
            arcs.push(arc.clone());
            known.insert(arc, number);
            number
        };
        let numbered = |ring: &Vec<Node>| pieces(ring, &junctions).into_iter().map(&mut number).collect();
        let mut numbered = numbered;
        let rings = rings.iter().map(|rings| rings.iter().map(&mut numbered).collect()).collect();
        Borders { arcs: arcs.iter().map(|arc| arc.iter().map(|at| point(*at)).collect()).collect(), rings }
    }

    /// Checks that each place lies in a region.
    pub(super) fn has_room(&self, places: &[(f64, f64)]) -> Result<(), String> {
        let rings: Vec<Vec<Point>> = self.rings.iter().flatten().map(|ring| self.points(ring)).collect();
        let is_inside = |lon: f64, lat: f64| rings.iter().any(|ring| contains(ring, lon, lat));
        match places.iter().find(|(lon, lat)| !is_inside(*lon, *lat)) {
            None => Ok(()),
            Some((lon, lat)) => {
                Err(format!("{lon} E, {lat} N lies in none of the regions: add its region, or correct the place"))
            }
        }
    }

    fn points(&self, ring: &[i64]) -> Vec<Point> {
        let arc = |number: &i64| -> Vec<Point> {
            let index = if *number < 0 { !*number } else { *number } as usize;
            let mut arc = self.arcs[index].clone();
            if *number < 0 {
                arc.reverse();
            }
            arc
        };
        ring.iter().flat_map(arc).collect()
    }

    /// The borders, simplified to about that many points. Removes islands that are then too small to see, but keeps
    /// each region's largest ring.
    pub(super) fn simplified(&self, points: usize) -> Borders {
        let arcs = simplified(&self.arcs, points);
        let whole = Borders { arcs, rings: self.rings.clone() };
        let extent = extent(self.arcs.iter().flatten());
        let least = extent * extent * LEAST_ISLAND;
        let kept = |rings: &Vec<Vec<i64>>| -> Vec<Vec<i64>> {
            let areas: Vec<f64> = rings.iter().map(|ring| area(&whole.points(ring))).collect();
            let largest = areas.iter().copied().fold(0.0, f64::max);
            let keeps = |(_, area): &(&Vec<i64>, &f64)| **area >= least || **area == largest;
            rings.iter().zip(&areas).filter(keeps).map(|(ring, _)| ring.clone()).collect()
        };
        let rings: Vec<Vec<Vec<i64>>> = self.rings.iter().map(kept).collect();
        without_unused(&whole.arcs, rings)
    }
}

/// The minimum area of an island, as a fraction of the map's square.
const LEAST_ISLAND: f64 = 2e-6;

/// Drops borders that no ring uses.
fn without_unused(arcs: &[Vec<Point>], mut rings: Vec<Vec<Vec<i64>>>) -> Borders {
    let index = |number: i64| if number < 0 { !number } else { number } as usize;
    let used: BTreeSet<usize> = rings.iter().flatten().flatten().map(|number| index(*number)).collect();
    let renamed: BTreeMap<usize, i64> = used.iter().enumerate().map(|(new, old)| (*old, new as i64)).collect();
    for number in rings.iter_mut().flatten().flatten() {
        let new = renamed[&index(*number)];
        *number = if *number < 0 { !new } else { new };
    }
    Borders { arcs: used.into_iter().map(|old| arcs[old].clone()).collect(), rings }
}

/// A ring on the fine grid, without its last point, which repeats the first; `None` if it has no area.
fn nodes(ring: &[Point]) -> Option<Vec<Node>> {
    let mut nodes: Vec<Node> = ring.iter().map(|at| node(*at)).collect();
    nodes.dedup();
    if nodes.len() > 1 && nodes.first() == nodes.last() {
        nodes.pop();
    }
    (nodes.len() >= 3).then_some(nodes)
}

/// Points that do not have the same two neighbours in every ring.
fn junctions<'a>(rings: impl Iterator<Item = &'a Vec<Node>>) -> BTreeSet<Node> {
    let mut neighbours: BTreeMap<Node, (Node, Node)> = BTreeMap::new();
    let mut junctions = BTreeSet::new();
    for ring in rings {
        for (index, at) in ring.iter().enumerate() {
            let before = ring[(index + ring.len() - 1) % ring.len()];
            let behind = ring[(index + 1) % ring.len()];
            let pair = (before.min(behind), before.max(behind));
            if *neighbours.entry(*at).or_insert(pair) != pair {
                junctions.insert(*at);
            }
        }
    }
    junctions
}

/// The ring in pieces from junction to junction; one closed piece if it has no junction.
fn pieces(ring: &[Node], junctions: &BTreeSet<Node>) -> Vec<Vec<Node>> {
    let first = ring.iter().position(|at| junctions.contains(at));
    // the same ring in two regions must begin at the same point
    let begin = first.unwrap_or_else(|| (0..ring.len()).min_by_key(|index| ring[*index]).unwrap_or_default());
    let mut closed: Vec<Node> = ring[begin..].iter().chain(&ring[..begin]).copied().collect();
    closed.push(closed[0]);
    if first.is_none() {
        return vec![closed];
    }
    let mut pieces = Vec::new();
    let mut piece = vec![closed[0]];
    for at in &closed[1..] {
        piece.push(*at);
        if junctions.contains(at) {
            pieces.push(std::mem::replace(&mut piece, vec![*at]));
        }
    }
    pieces
}

/// Even-odd rule.
pub(super) fn contains(ring: &[Point], lon: f64, lat: f64) -> bool {
    ring.windows(2).fold(false, |inside, pair| {
        let ([x0, y0], [x1, y1]) = (pair[0], pair[1]);
        inside != ((y0 > lat) != (y1 > lat) && lon < (x1 - x0) * (lat - y0) / (y1 - y0) + x0)
    })
}

/// Area of a closed ring, in square degrees.
pub(super) fn area(ring: &[Point]) -> f64 {
    ring.windows(2).map(|pair| pair[0][0] * pair[1][1] - pair[1][0] * pair[0][1]).sum::<f64>().abs() / 2.0
}

/// The longer side of the points' bounding box.
fn extent<'a>(points: impl Iterator<Item = &'a Point>) -> f64 {
    let (mut least, mut most) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
    for point in points {
        for axis in [0, 1] {
            (least[axis], most[axis]) = (least[axis].min(point[axis]), most[axis].max(point[axis]));
        }
    }
    (most[0] - least[0]).max(most[1] - least[1])
}
