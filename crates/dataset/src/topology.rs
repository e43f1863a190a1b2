//! Reads the boundary file (TopoJSON) and the tile grid.

use serde::Deserialize;
use std::collections::BTreeMap;
use topojson::{TopoJson, TransformParams, Value};

/// Units along the longer side of a grid that we lay over a file that has none.
const GRID: f64 = 9_999.0;
/// The most points that all outlines may have: a name's place is searched among them, in the reader's browser too.
const MAX_POINTS: usize = 100_000;
/// The most regions.
const MAX_REGIONS: usize = 500;

/// Borders in grid units, and the outline of each region as rings of arc numbers.
#[derive(Debug, Clone)]
pub(crate) struct Topology {
    pub arcs: Vec<Vec<(i16, i16)>>,
    /// Degrees of grid unit 0 (east, north) and degrees per unit.
    pub translate: (f64, f64),
    pub scale: (f64, f64),
    /// Rings by division code.
    pub regions: BTreeMap<String, Vec<Vec<i16>>>,
}

/// The tile grid: columns, rows and each region's tile.
#[derive(Debug, Clone)]
pub(crate) struct TileGrid {
    pub size: (u8, u8),
    pub tiles: BTreeMap<String, (u8, u8)>,
}

#[derive(Deserialize)]
struct TileFile {
    cols: u8,
    rows: u8,
    tiles: Vec<TileEntry>,
}

#[derive(Deserialize)]
struct TileEntry {
    adcode: String,
    col: u8,
    row: u8,
}

impl Topology {
    /// Reads a TopoJSON file with one object, a collection of polygons with the property `adcode`. A file without a grid
    /// (not quantised) is laid on one.
    pub fn read(text: &str) -> Result<Topology, String> {
        let file: TopoJson = text.parse().map_err(|error: topojson::Error| error.to_string())?;
        let TopoJson::Topology(file) = file else {
            return Err("a topology is expected, not a geometry".to_owned());
        };
        let (transform, points) = match file.transform {
            Some(transform) => (transform, file.arcs),
            None => on_a_grid(&file.arcs)?,
        };
        let TransformParams { scale, translate } = transform;
        if !scale.iter().all(|scale| scale.is_finite() && *scale > 0.0) || !translate.iter().all(|at| at.is_finite()) {
            return Err(format!("the transform cannot be: scale {scale:?}, translate {translate:?}"));
        }
        let arcs = points.iter().map(|arc| steps(arc)).collect::<Result<Vec<_>, String>>()?;
        let [object] = &file.objects[..] else {
            return Err(format!("one object is expected, {} found", file.objects.len()));
        };
        let Value::GeometryCollection(geometries) = &object.geometry.value else {
            return Err(format!("the object {} is no collection of geometries", object.name));
        };
        if geometries.len() > MAX_REGIONS {
            return Err(format!("{} regions, more than {MAX_REGIONS}", geometries.len()));
        }
        let mut regions = BTreeMap::new();
        let mut points = 0;
        for (index, geometry) in geometries.iter().enumerate() {
            let adcode = match geometry.properties.as_ref().and_then(|properties| properties.get("adcode")) {
                Some(serde_json::Value::String(code)) => code.clone(),
                Some(serde_json::Value::Number(code)) => code.to_string(),
                _ => return Err(format!("geometry {index} has no property adcode")),
            };
            let rings = match &geometry.value {
                Value::Polygon(rings) => rings.clone(),
                Value::MultiPolygon(polygons) => polygons.concat(),
                _ => return Err(format!("region {adcode} is no polygon")),
            };
            let mut narrowed = Vec::new();
            for ring in rings {
                let mut numbers = Vec::new();
                for number in ring {
                    let at = if number < 0 { !number } else { number } as usize;
                    let arc = arcs.get(at);
                    let Some((arc, number)) = arc.zip(i16::try_from(number).ok()) else {
                        return Err(format!("region {adcode} names arc {number}, there are {}", arcs.len()));
                    };
                    points += arc.len();
                    if points > MAX_POINTS {
                        return Err(format!("the outlines have more than {MAX_POINTS} points: simplify them"));
                    }
                    numbers.push(number);
                }
                if let Some(at) = gap(&arcs, &numbers) {
                    return Err(format!("the outline of region {adcode} is broken behind its arc {at}"));
                }
                narrowed.push(numbers);
            }
            if regions.insert(adcode.clone(), narrowed).is_some() {
                return Err(format!("region {adcode} stands there twice"));
            }
        }
        Ok(Topology { arcs, translate: translate.into(), scale: scale.into(), regions })
    }

    /// The latitude halfway between the southern and the northern end, in degrees.
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

    /// Whether a point in degrees lies inside a region.
    pub fn contains(&self, adcode: &str, lon: f64, lat: f64) -> bool {
        let Some(rings) = self.regions.get(adcode) else {
            return false;
        };
        let x = (lon - self.translate.0) / self.scale.0;
        let y = (lat - self.translate.1) / self.scale.1;
        rings.iter().fold(false, |inside, ring| inside != ring_contains(&self.ring_points(ring), x, y))
    }

    /// The point of a region that is furthest from its border: where a name stands best. Grid units.
    pub fn label_point(&self, adcode: &str) -> Option<(i16, i16)> {
        let rings: Vec<Vec<(i32, i32)>> = self.regions.get(adcode)?.iter().map(|ring| self.ring_points(ring)).collect();
        let all = || rings.iter().flatten();
        let (west, east) = (all().map(|p| p.0).min()?, all().map(|p| p.0).max()?);
        let (south, north) = (all().map(|p| p.1).min()?, all().map(|p| p.1).max()?);
        // a grid search is exact enough for a name, and this runs once a build
        const STEPS: i32 = 48;
        let middle = (f64::from(west + east) / 2.0, f64::from(south + north) / 2.0);
        // of a region that no point of the search lies in
        let mut best = ((f64::NEG_INFINITY, f64::NEG_INFINITY), (middle.0 as i16, middle.1 as i16));
        for i in 0..=STEPS {
            for j in 0..=STEPS {
                let x = f64::from(west + (east - west) * i / STEPS);
                let y = f64::from(south + (north - south) * j / STEPS);
                if !rings.iter().fold(false, |inside, ring| inside != ring_contains(ring, x, y)) {
                    continue;
                }
                let room = rings.iter().map(|ring| distance_to_ring(ring, x, y)).fold(f64::INFINITY, f64::min);
                // of points with equal room, the one nearest the middle
                let score = (room, -(x - middle.0).hypot(y - middle.1));
                if score > best.0 {
                    best = (score, (x as i16, y as i16));
                }
            }
        }
        Some(best.1)
    }
}

/// The first arc of a ring behind which the next one does not begin, or none begins: a ring is closed.
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

/// The steps of an arc, whole grid units; every point, not only every step, must stay on the grid.
fn steps(arc: &[Vec<f64>]) -> Result<Vec<(i16, i16)>, String> {
    if arc.len() < 2 {
        return Err("an arc has less than two points".to_owned());
    }
    let on_grid = |value: f64| {
        let narrow = value as i16; // saturates
        if f64::from(narrow) == value {
            Ok(narrow)
        } else {
            Err(format!("{value} is no whole unit of a grid of 32,767"))
        }
    };
    let (mut x, mut y) = (0.0, 0.0);
    arc.iter()
        .map(|point| {
            let [dx, dy, ..] = point[..] else {
                return Err("a point has less than two coordinates".to_owned());
            };
            x += dx;
            y += dy;
            on_grid(x)?;
            on_grid(y)?;
            Ok((on_grid(dx)?, on_grid(dy)?))
        })
        .collect()
}

/// The points of an arc, or the steps between them.
type Points = Vec<Vec<f64>>;

/// Lays a grid over arcs in degrees; answers it with the arcs as steps from point to point.
fn on_a_grid(arcs: &[Points]) -> Result<(TransformParams, Vec<Points>), String> {
    let (mut least, mut most) = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
    for point in arcs.iter().flatten() {
        let [lon, lat, ..] = point[..] else {
            return Err("a point has less than two coordinates".to_owned());
        };
        if lon.abs() > 180.0 || lat.abs() > 90.0 {
            return Err(format!("{lon}, {lat} is no place on earth in degrees"));
        }
        for (axis, value) in [lon, lat].into_iter().enumerate() {
            least[axis] = least[axis].min(value);
            most[axis] = most[axis].max(value);
        }
    }
    let step = (most[0] - least[0]).max(most[1] - least[1]) / GRID;
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
    Ok((TransformParams { scale: [step; 2], translate: least }, arcs.iter().map(steps).collect()))
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

/// Distance from a point to the nearest border, in grid units; width counts double, since names are wide.
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

impl TileGrid {
    /// Reads a tile grid.
    pub fn read(text: &str) -> Result<TileGrid, String> {
        let file: TileFile = serde_json::from_str(text).map_err(|error| error.to_string())?;
        let mut tiles = BTreeMap::new();
        for tile in file.tiles {
            if tile.col >= file.cols || tile.row >= file.rows {
                return Err(format!("tile {} lies outside the grid", tile.adcode));
            }
            if tiles.values().any(|&taken| taken == (tile.col, tile.row)) {
                return Err(format!("tile {} lies on another one", tile.adcode));
            }
            let adcode = tile.adcode;
            if tiles.insert(adcode.clone(), (tile.col, tile.row)).is_some() {
                return Err(format!("region {adcode} has two tiles"));
            }
        }
        Ok(TileGrid { size: (file.cols, file.rows), tiles })
    }
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
        check("[10,0],[0,10]", "[10,0],[0,40000]", "no whole unit");
        check("[10,0],[0,10]", "[10,0],[0,0.5]", "no whole unit");
        check("\"o\":", "\"a\":{\"type\":\"GeometryCollection\",\"geometries\":[]},\"o\":", "one object");
        check("\"adcode\":2", "\"adcode\":\"1\"", "twice");
        check("\"adcode\":2", "\"code\":2", "geometry 1 has no property adcode");
        check("0.1,0.1", "0.1,0", "the transform cannot be");
        check("\"Polygon\",\"arcs\":[[0,1]]", "\"LineString\",\"arcs\":[0,1]", "no polygon");
        assert!(
            TileGrid::read(r#"{"cols":1,"rows":1,"tiles":[{"adcode":"1","col":1,"row":0}]}"#)
                .unwrap_err()
                .contains("outside")
        );
    }
}
