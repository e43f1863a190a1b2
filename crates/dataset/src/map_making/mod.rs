//! Makes the map of a programme from common map files: outlines cut to some regions and simplified to size, with
//! borders that neighbours share; the list of regions; and a grid of tiles that lie near their regions.

mod borders;
mod properties;
mod read;
mod shapefile;
mod simplify;
mod tiles;

use crate::topology::grid::laid_on_a_grid;
use crate::topology::{MAX_REGIONS, Topology};
use serde_json::{Value, json};

/// The options for a map.
#[derive(Debug, Clone)]
pub struct Request {
    /// The property that holds the division code; empty to use the geometry's own id.
    pub id: String,
    /// The property that holds the name; empty to use the code.
    pub name: String,
    /// The object to use if a TopoJSON file has several.
    pub object: Option<String>,
    /// Only these regions; all of them if empty.
    pub only: Vec<String>,
    /// Leave out these regions.
    pub without: Vec<String>,
    /// Tag of the language of the names.
    pub language: String,
    /// Points of projects, in degrees east and north. Each must lie in a region, even after the outlines are
    /// simplified.
    pub places: Vec<(f64, f64)>,
    /// About how many points all outlines together may have.
    pub points: usize,
}

/// The resulting map.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Map {
    /// The boundary file.
    pub boundaries: String,
    /// The tile file.
    pub tiles: String,
    /// `map.regions` of the dataset.
    pub regions: Value,
    /// Number of outline points before and after.
    pub points: (usize, usize),
}

/// A point in degrees east and north.
pub(crate) type Point = [f64; 2];

/// A region as the file has it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Feature {
    pub code: String,
    pub name: String,
    /// Closed rings, with the first point repeated at the end.
    pub rings: Vec<Vec<Point>>,
}

/// Makes a map from the bytes of a file: TopoJSON, GeoJSON, or a zipped shapefile.
///
/// # Errors
/// The file is none of these, lacks the property, or is not in degrees; no region is left; or a place lies in none.
pub fn make(bytes: &[u8], request: &Request) -> Result<Map, String> {
    let features = chosen(read::features(bytes, request)?, request)?;
    let before = features.iter().flat_map(|feature| &feature.rings).map(Vec::len).sum();
    let whole = borders::Borders::of(&features);
    whole.has_room(&request.places)?;
    // simplify less if a place would fall outside its region
    let mut points = request.points.max(1);
    loop {
        let (boundaries, count) = topology(&whole.simplified(points), &features)?;
        let read = Topology::read(&boundaries)?;
        let outside = request.places.iter().find(|(lon, lat)| read.region_at(*lon, *lat).is_none());
        if outside.is_none() {
            let tiles = tiles::of(&features);
            return Ok(Map { boundaries, tiles, regions: regions(&features, request), points: (before, count) });
        }
        if points >= before {
            let (lon, lat) = outside.copied().unwrap_or_default();
            return Err(format!("{lon} E, {lat} N lies too near a border to stay inside of its region"));
        }
        points *= 2;
    }
}

/// The requested regions, in the order of their codes.
fn chosen(mut features: Vec<Feature>, request: &Request) -> Result<Vec<Feature>, String> {
    let known: Vec<&str> = features.iter().map(|feature| feature.code.as_str()).collect();
    let asked = request.only.iter().chain(&request.without);
    if let Some(unknown) = asked.into_iter().find(|code| !known.contains(&code.as_str())) {
        let some: Vec<&str> = known.iter().take(8).copied().collect();
        return Err(format!("there is no region {unknown}; the file has {} …", some.join(", ")));
    }
    features.retain(|one| {
        (request.only.is_empty() || request.only.contains(&one.code)) && !request.without.contains(&one.code)
    });
    features.retain(|feature| !feature.rings.is_empty());
    features.sort_by(|one, other| one.code.cmp(&other.code));
    if features.is_empty() {
        return Err("no region is left".to_owned());
    }
    if features.len() > MAX_REGIONS {
        return Err(format!("{} regions, more than {MAX_REGIONS}: choose some by --only", features.len()));
    }
    if let Some(pair) = features.windows(2).find(|pair| pair[0].code == pair[1].code) {
        return Err(format!("two regions have the code {}: name another property by --id", pair[0].code));
    }
    Ok(features)
}

/// The boundary file of simplified borders, and how many points it has.
fn topology(borders: &borders::Borders, features: &[Feature]) -> Result<(String, usize), String> {
    let arcs: Vec<Vec<Vec<f64>>> =
        borders.arcs.iter().map(|arc| arc.iter().map(|point| point.to_vec()).collect()).collect();
    let (transform, steps) = laid_on_a_grid(&arcs)?;
    let whole = |arc: &Vec<Vec<f64>>| -> Vec<[i64; 2]> {
        let mut steps: Vec<[i64; 2]> = arc.iter().map(|step| [step[0] as i64, step[1] as i64]).collect();
        let first = steps.remove(0);
        // merge points that coincide on the grid
        steps.retain(|step| *step != [0, 0]);
        if steps.is_empty() {
            steps.push([0, 0]);
        }
        std::iter::once(first).chain(steps).collect()
    };
    let arcs: Vec<Vec<[i64; 2]>> = steps.iter().map(whole).collect();
    let geometry = |(feature, rings): (&Feature, &Vec<Vec<i64>>)| {
        let polygons: Vec<Vec<&Vec<i64>>> = rings.iter().map(|ring| vec![ring]).collect();
        json!({ "type": "MultiPolygon", "arcs": polygons, "properties": { "adcode": feature.code } })
    };
    let geometries: Vec<Value> = features.iter().zip(&borders.rings).map(geometry).collect();
    let file = json!({
        "type": "Topology",
        "arcs": arcs,
        "transform": { "scale": transform.scale, "translate": transform.translate },
        "objects": { "regions": { "type": "GeometryCollection", "geometries": geometries } },
    });
    Ok((file.to_string(), arcs.iter().map(Vec::len).sum()))
}

fn regions(features: &[Feature], request: &Request) -> Value {
    let region = |feature: &Feature| {
        let name = json!({ request.language.as_str(): feature.name });
        json!({ "adcode": feature.code, "name": name, "short": name })
    };
    features.iter().map(region).collect()
}

#[cfg(test)]
mod tests;
