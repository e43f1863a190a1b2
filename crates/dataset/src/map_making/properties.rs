//! What a region of any boundary file has: its code, its name, and points in degrees.

use super::{Point, Request};
use serde_json::{Map, Value};

/// The point, if it is in degrees.
pub(super) fn on_earth(point: Point) -> Result<Point, String> {
    let [lon, lat] = point;
    if lon.abs() <= 180.0 && lat.abs() <= 90.0 {
        return Ok(point);
    }
    Err(format!("{lon:.1}, {lat:.1} is no place in degrees: export the file in WGS 84 (EPSG:4326)"))
}

/// The code of a region: a property, or its own id.
pub(super) fn code(id: &Value, properties: Option<&Map<String, Value>>, field: &str) -> Result<String, String> {
    let value = if field.is_empty() { Some(id) } else { properties.and_then(|properties| properties.get(field)) };
    match value {
        Some(Value::String(code)) if !code.trim().is_empty() => Ok(code.trim().to_owned()),
        Some(Value::Number(code)) => Ok(code.to_string()),
        _ => {
            let known: Vec<&str> = properties.into_iter().flatten().map(|(name, _)| name.as_str()).collect();
            let wanted = if field.is_empty() { "id".to_owned() } else { format!("property `{field}`") };
            Err(format!("a region has no {wanted}; its properties are {}: name one by --id", known.join(", ")))
        }
    }
}

pub(super) fn name_of(properties: Option<&Map<String, Value>>, request: &Request, code: &str) -> String {
    let name = properties.and_then(|properties| properties.get(&request.name)).and_then(Value::as_str);
    name.map(str::trim).filter(|name| !name.is_empty()).unwrap_or(code).to_owned()
}
