//! Reads the boundary file (TopoJSON) and the tile grid.

mod file;
pub(crate) mod grid;
mod tiles;

pub(crate) use file::{File, Geometry, Points, Transform};
use grid::on_grid;
use std::collections::{BTreeMap, BTreeSet};
pub(crate) use tiles::TileGrid;

/// The most points that all outlines may have: the search for the place of a name goes through them, in the reader's
/// browser too.
const MAX_POINTS: usize = 100_000;
/// The most regions of a map.
pub(crate) const MAX_REGIONS: usize = 500;

/// Borders, each as its first point and the steps from there, in grid units.
pub(crate) type Arcs = Vec<Vec<(i16, i16)>>;

/// Borders in grid units, and the outline of each region as rings of arc numbers.
#[derive(Debug, Clone)]
pub(crate) struct Topology {
    pub arcs: Arcs,
    /// Degrees of grid unit 0 (east, north) and degrees per unit.
    pub translate: (f64, f64),
    pub scale: (f64, f64),
    /// Rings by division code.
    pub regions: BTreeMap<String, Vec<Vec<i16>>>,
    /// Codes of regions whose outline simplification has removed.
    pub without_outline: BTreeSet<String>,
}

impl Topology {
    /// Reads a TopoJSON file with one object, a collection of polygons with the property `adcode`. A file without a
    /// grid (not quantised), or with one that is too fine, is laid on a new one.
    pub fn read(text: &str) -> Result<Topology, String> {
        let file = File::read(text)?;
        let (transform, arcs) = on_grid(&file)?;
        let names: Vec<String> = file.objects.keys().map(|name| format!("`{name}`")).collect();
        let [name] = &file.objects.keys().collect::<Vec<_>>()[..] else {
            return Err(format!(
                "{} objects ({}); expected one: `shanhai map` cuts a file to what is needed",
                names.len(),
                names.join(", ")
            ));
        };
        let geometries = file.geometries(name)?;
        if geometries.len() > MAX_REGIONS {
            return Err(format!("{} regions, more than {MAX_REGIONS}", geometries.len()));
        }
        let (mut regions, mut without_outline) = (BTreeMap::new(), BTreeSet::new());
        let mut points = 0;
        for (index, geometry) in geometries.iter().enumerate() {
            let Some(code) = geometry.code() else {
                return Err(format!("geometry {index} has neither a property `adcode` nor an id"));
            };
            if regions.contains_key(&code) || without_outline.contains(&code) {
                return Err(format!("region {code} stands there twice"));
            }
            if geometry.is_empty() {
                without_outline.insert(code);
                continue;
            }
            let rings = rings(&code, geometry, &arcs, &mut points)?;
            regions.insert(code, rings);
        }
        let (translate, scale) = (transform.translate.into(), transform.scale.into());
        Ok(Topology { arcs, translate, scale, regions, without_outline })
    }

    /// The western, southern, eastern and northern limits of a region, in degrees.
    pub fn bounds(&self, code: &str) -> Option<[f64; 4]> {
        let rings = self.regions.get(code)?;
        let points: Vec<(i32, i32)> = rings.iter().flat_map(|ring| self.ring_points(ring)).collect();
        let degrees = |at: (i32, i32)| {
            let (x, y) = to_f64(at);
            (self.translate.0 + x * self.scale.0, self.translate.1 + y * self.scale.1)
        };
        let low = (points.iter().map(|p| p.0).min()?, points.iter().map(|p| p.1).min()?);
        let high = (points.iter().map(|p| p.0).max()?, points.iter().map(|p| p.1).max()?);
        let ((west, south), (east, north)) = (degrees(low), degrees(high));
        Some([west, south, east, north])
    }

    /// The region that contains a point in degrees.
    pub fn region_at(&self, lon: f64, lat: f64) -> Option<&str> {
        self.regions.keys().map(String::as_str).find(|code| self.contains(code, lon, lat))
    }

    /// The latitude halfway between the southern and the northern limit, in degrees.
    pub fn middle_latitude(&self) -> f64 {
        let (mut least, mut most) = (i32::MAX, i32::MIN);
        for arc in &self.arcs {
            let mut y = 0;
            for (_, step) in arc {
                y += i32::from(*step);
                (least, most) = (least.min(y), most.max(y));
            }
        }
        self.translate.1 + f64::from(least + most) / 2.0 * self.scale.1
    }

    /// The points of a ring, in grid units, closed.
    pub fn ring_points(&self, ring: &[i16]) -> Vec<(i32, i32)> {
        let mut points: Vec<(i32, i32)> = Vec::new();
        for &number in ring {
            let index = if number < 0 { !number } else { number } as usize;
            let (mut x, mut y) = (0, 0);
            let mut arc: Vec<(i32, i32)> = self.arcs[index]
                .iter()
                .map(|&(dx, dy)| {
                    x += i32::from(dx);
                    y += i32::from(dy);
                    (x, y)
                })
                .collect();
            if number < 0 {
                arc.reverse();
            }
            // arcs of a ring share their end points
            let skip = usize::from(!points.is_empty());
            points.extend(arc.into_iter().skip(skip));
        }
        points
    }

    /// Whether a region contains a point in degrees.
    pub fn contains(&self, adcode: &str, lon: f64, lat: f64) -> bool {
        let Some(rings) = self.regions.get(adcode) else {
            return false;
        };
        let x = (lon - self.translate.0) / self.scale.0;
        let y = (lat - self.translate.1) / self.scale.1;
        rings.iter().fold(false, |inside, ring| inside != ring_contains(&self.ring_points(ring), x, y))
    }

    /// The point of a region that is furthest from its border, which is the best place for a name. In grid units.
    pub fn label_point(&self, adcode: &str) -> Option<(i16, i16)> {
        let rings: Vec<Vec<(i32, i32)>> = self.regions.get(adcode)?.iter().map(|ring| self.ring_points(ring)).collect();
        let all = || rings.iter().flatten();
        let (west, east) = (all().map(|p| p.0).min()?, all().map(|p| p.0).max()?);
        let (south, north) = (all().map(|p| p.1).min()?, all().map(|p| p.1).max()?);
        // a grid search is precise enough for a name, and runs once per build
        const STEPS: i32 = 48;
        let middle = (f64::from(west + east) / 2.0, f64::from(south + north) / 2.0);
        // the fallback for a region that no point of the search lies in
        let mut best = ((f64::NEG_INFINITY, f64::NEG_INFINITY), (middle.0 as i16, middle.1 as i16));
        for i in 0..=STEPS {
            for j in 0..=STEPS {
                let x = f64::from(west + (east - west) * i / STEPS);
                let y = f64::from(south + (north - south) * j / STEPS);
                if !rings.iter().fold(false, |inside, ring| inside != ring_contains(ring, x, y)) {
                    continue;
                }
                let room = rings.iter().map(|ring| distance_to_ring(ring, x, y)).fold(f64::INFINITY, f64::min);
                // among points with equal room, prefer the one nearest the middle
                let score = (room, -(x - middle.0).hypot(y - middle.1));
                if score > best.0 {
                    best = (score, (x as i16, y as i16));
                }
            }
        }
        Some(best.1)
    }
}

/// The first arc of a ring that does not end where the next one begins. A ring is closed, so the last arc must lead
/// to the first.
fn gap(arcs: &[Vec<(i16, i16)>], ring: &[i16]) -> Option<i16> {
    let ends = |number: i16| {
        let arc = &arcs[if number < 0 { !number } else { number } as usize];
        let first = arc.first().map(|&(x, y)| (i32::from(x), i32::from(y))).unwrap_or_default();
        let last = arc.iter().fold((0, 0), |(x, y), &(dx, dy)| (x + i32::from(dx), y + i32::from(dy)));
        if number < 0 { (last, first) } else { (first, last) }
    };
    let behind = ring.iter().cycle().skip(1);
    ring.iter().zip(behind).find(|(one, next)| ends(**one).1 != ends(**next).0).map(|(one, _)| *one)
}

/// The rings of a region, as numbers of arcs that exist and follow each other.
fn rings(
    code: &str,
    geometry: &Geometry,
    arcs: &[Vec<(i16, i16)>],
    points: &mut usize,
) -> Result<Vec<Vec<i16>>, String> {
    let rings = geometry.rings().ok_or_else(|| format!("region {code} is no polygon"))?;
    let mut narrowed = Vec::new();
    for ring in rings {
        let mut numbers = Vec::new();
        for number in ring {
            let at = if number < 0 { !number } else { number } as usize;
            let Some((arc, number)) = arcs.get(at).zip(i16::try_from(number).ok()) else {
                return Err(format!("region {code} names arc {number}, there are {}", arcs.len()));
            };
            *points += arc.len();
            if *points > MAX_POINTS {
                return Err(format!("the outlines have more than {MAX_POINTS} points: simplify them"));
            }
            numbers.push(number);
        }
        if let Some(at) = gap(arcs, &numbers) {
            return Err(format!("the outline of region {code} is broken behind its arc {at}"));
        }
        narrowed.push(numbers);
    }
    Ok(narrowed)
}

/// Even-odd rule.
fn ring_contains(ring: &[(i32, i32)], x: f64, y: f64) -> bool {
    let mut inside = false;
    for pair in ring.windows(2) {
        let ((x0, y0), (x1, y1)) = (to_f64(pair[0]), to_f64(pair[1]));
        if (y0 > y) != (y1 > y) && x < (x1 - x0) * (y - y0) / (y1 - y0) + x0 {
            inside = !inside;
        }
    }
    inside
}

/// Distance from a point to the nearest border, in grid units. Horizontal distance is divided by 1.6, because names
/// are wide.
fn distance_to_ring(ring: &[(i32, i32)], x: f64, y: f64) -> f64 {
    ring.windows(2)
        .map(|pair| {
            let ((x0, y0), (x1, y1)) = (to_f64(pair[0]), to_f64(pair[1]));
            let (dx, dy) = (x1 - x0, y1 - y0);
            let length = dx * dx + dy * dy;
            let along = if length == 0.0 { 0.0 } else { (((x - x0) * dx + (y - y0) * dy) / length).clamp(0.0, 1.0) };
            ((x0 + along * dx - x) / 1.6).hypot(y0 + along * dy - y)
        })
        .fold(f64::INFINITY, f64::min)
}

fn to_f64(point: (i32, i32)) -> (f64, f64) {
    (f64::from(point.0), f64::from(point.1))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two squares side by side, sharing a border.
    const SQUARES: &str = r#"{"type":"Topology","arcs":[[[10,0],[0,10]],[[10,10],[-10,0],[0,-10],[10,0]],[[10,0],[10,0],[0,10],[-10,0]]],
        "transform":{"scale":[0.1,0.1],"translate":[100,20]},"objects":{"o":{"type":"GeometryCollection","geometries":[
        {"type":"Polygon","arcs":[[0,1]],"properties":{"adcode":"1"}},{"type":"Polygon","arcs":[[2,-1]],"properties":{"adcode":2}}]}}}"#;

    #[test]
    fn regions_are_told_apart_along_a_shared_border() {
        let topology = Topology::read(SQUARES).unwrap();
        assert!(topology.contains("1", 100.5, 20.5) && !topology.contains("2", 100.5, 20.5));
        assert!(topology.contains("2", 101.5, 20.5) && !topology.contains("1", 101.5, 20.5));
        assert!(!topology.contains("3", 101.5, 20.5));
        assert_eq!(topology.label_point("1"), Some((5, 5)));
    }

    #[test]
    fn the_name_of_a_region_too_thin_to_search_stands_in_its_middle() {
        // a line there and back
        let thin = r#"{"type":"Topology","arcs":[[[100,100],[7,10000],[-7,-10000]]],
            "transform":{"scale":[0.001,0.001],"translate":[100,20]},"objects":{"o":{"type":"GeometryCollection","geometries":[
            {"type":"Polygon","arcs":[[0]],"properties":{"adcode":"1"}}]}}}"#;
        assert_eq!(Topology::read(thin).unwrap().label_point("1"), Some((103, 5100)));
    }

    #[test]
    fn a_file_without_a_grid_is_laid_on_one() {
        let degrees = r#"{"type":"Topology","arcs":[[[101,20],[101,21],[100,21],[100,20],[101,20]]],"objects":{"o":
            {"type":"GeometryCollection","geometries":[{"type":"Polygon","arcs":[[0]],"properties":{"adcode":"1"}}]}}}"#;
        let topology = Topology::read(degrees).unwrap();
        assert!(topology.contains("1", 100.5, 20.5) && !topology.contains("1", 101.5, 20.5));
        assert_eq!(topology.translate, (100.0, 20.0));
    }

    #[test]
    fn broken_files_are_refused_with_a_reason() {
        let check = |from: &str, to: &str, reason: &str| {
            let fault = Topology::read(&SQUARES.replace(from, to)).unwrap_err();
            assert!(fault.contains(reason), "{fault}");
        };
        check("[[0,1]]", "[[0,9]]", "names arc 9");
        check("\"o\":", "\"a\":{\"type\":\"GeometryCollection\",\"geometries\":[]},\"o\":", "2 objects");
        check("\"adcode\":2", "\"adcode\":\"1\"", "twice");
        check("\"adcode\":2", "\"code\":2", "geometry 1 has neither");
        check("0.1,0.1", "0.1,0", "the transform cannot be");
        check("\"Polygon\",\"arcs\":[[0,1]]", "\"LineString\",\"arcs\":[0,1]", "no polygon");
        assert!(
            TileGrid::read(r#"{"cols":1,"rows":1,"tiles":[{"adcode":"1","col":1,"row":0}]}"#)
                .unwrap_err()
                .contains("outside")
        );
    }
}
