//! Reads the regions of a file: TopoJSON, GeoJSON or a zipped shapefile.

use super::properties::{code, name_of, on_earth};
use super::{Feature, Point, Request, shapefile};
use crate::check::syntax::unreadable;
use crate::text_file::{self, in_a_line};
use crate::topology::grid::degrees;
use crate::topology::{File, Geometry};
use serde_json::Value;

/// Every region of a file.
pub(super) fn features(bytes: &[u8], request: &Request) -> Result<Vec<Feature>, String> {
    if bytes.starts_with(b"PK") {
        return shapefile::features(bytes, request);
    }
    let text = text_file::decode(bytes).map_err(|fault| in_a_line(&fault))?;
    let value: Value = serde_json::from_str(&text).map_err(|error| in_a_line(&unreadable(&text, &error)))?;
    match value["type"].as_str() {
        Some("Topology") => of_topology(&File::read(&text)?, request),
        Some("FeatureCollection") => {
            let list = value["features"].as_array().ok_or("the FeatureCollection has no list `features`")?;
            list.iter().map(|feature| of_geojson(feature, request)).collect()
        }
        _ => Err("this is neither TopoJSON, a FeatureCollection of GeoJSON, nor a zipped shapefile".to_owned()),
    }
}

fn of_topology(file: &File, request: &Request) -> Result<Vec<Feature>, String> {
    let names: Vec<&String> = file.objects.keys().collect();
    let name = match (&request.object, &names[..]) {
        (Some(name), _) if names.contains(&name) => name,
        (None, [name]) => name,
        _ => {
            let names: Vec<&str> = names.iter().map(|name| name.as_str()).collect();
            return Err(format!("the file has the objects {}: choose one by --object", names.join(", ")));
        }
    };
    let arcs = degrees(file)?;
    let feature = |geometry: &Geometry| -> Result<Feature, String> {
        let code = code(&geometry.id, geometry.properties.as_ref(), &request.id)?;
        let name = name_of(geometry.properties.as_ref(), request, &code);
        let rings = match geometry.is_empty() {
            true => Vec::new(),
            false => geometry.rings().ok_or(format!("region {code} is no polygon"))?,
        };
        let ring = |numbers: &Vec<i64>| -> Result<Vec<Point>, String> {
            let mut points: Vec<Point> = Vec::new();
            for number in numbers {
                let index = if *number < 0 { !*number } else { *number } as usize;
                let arc =
                    arcs.get(index).ok_or(format!("region {code} names arc {number}, there are {}", arcs.len()))?;
                let arc = arc.iter().map(|point| [point[0], point[1]]);
                match *number < 0 {
                    true => points.extend(arc.rev()),
                    false => points.extend(arc),
                }
            }
            Ok(points)
        };
        let rings = rings.iter().map(ring).collect::<Result<Vec<_>, _>>()?;
        Ok(Feature { code, name, rings })
    };
    file.geometries(name)?.iter().map(feature).collect()
}

fn of_geojson(feature: &Value, request: &Request) -> Result<Feature, String> {
    let properties = feature["properties"].as_object();
    let code = code(&feature["id"], properties, &request.id)?;
    let coordinates = &feature["geometry"]["coordinates"];
    let polygons: Vec<Value> = match feature["geometry"]["type"].as_str() {
        Some("Polygon") => vec![coordinates.clone()],
        Some("MultiPolygon") => coordinates.as_array().cloned().unwrap_or_default(),
        None => Vec::new(),
        Some(kind) => return Err(format!("region {code} is a {kind}; expected a polygon")),
    };
    let mut rings = Vec::new();
    for ring in polygons.iter().flat_map(|polygon| polygon.as_array().into_iter().flatten()) {
        let points: Vec<Vec<f64>> = serde_json::from_value(ring.clone())
            .map_err(|_| format!("a ring of region {code} is no list of points"))?;
        let point = |point: &Vec<f64>| match point[..] {
            [lon, lat, ..] => on_earth([lon, lat]),
            _ => Err("a point has less than two coordinates".to_owned()),
        };
        rings.push(points.iter().map(point).collect::<Result<Vec<Point>, _>>()?);
    }
    let name = name_of(properties, request, &code);
    Ok(Feature { code, name, rings })
}
