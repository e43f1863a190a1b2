//! The TopoJSON file as written.

use crate::check::misshapen::misshapen;
use crate::check::syntax::unreadable;
use crate::text_file::in_a_line;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

/// The points of an arc, or the steps between them.
pub(crate) type Points = Vec<Vec<f64>>;

/// A topology.
#[derive(Debug, Deserialize)]
pub(crate) struct File {
    pub arcs: Vec<Points>,
    #[serde(default)]
    pub transform: Option<Transform>,
    pub objects: Map<String, Value>,
}

/// How grid units (whole numbers) convert to degrees.
#[derive(Debug, Clone, Copy, Deserialize)]
pub(crate) struct Transform {
    pub scale: [f64; 2],
    pub translate: [f64; 2],
}

/// A geometry of an object. Simplification leaves some geometries without a type.
#[derive(Debug, Deserialize)]
pub(crate) struct Geometry {
    #[serde(rename = "type", default)]
    pub kind: Option<String>,
    #[serde(default)]
    arcs: Value,
    #[serde(default)]
    pub geometries: Option<Vec<Geometry>>,
    #[serde(default)]
    pub id: Value,
    #[serde(default)]
    pub properties: Option<Map<String, Value>>,
}

impl File {
    /// Reads a file. The error for another kind of geographic file names that kind.
    pub(crate) fn read(text: &str) -> Result<File, String> {
        let value: Value = serde_json::from_str(text).map_err(|error| in_a_line(&unreadable(text, &error)))?;
        match value["type"].as_str() {
            Some("Topology") => typed(value),
            Some(
                kind @ ("FeatureCollection" | "Feature" | "GeometryCollection" | "Polygon" | "MultiPolygon" | "Point"),
            ) => Err(format!("a {kind} of GeoJSON; expected TopoJSON, which `shanhai map` makes of it")),
            Some(kind) => Err(format!("a file of the type `{kind}`; expected a `Topology`")),
            None => Err("no field `type`; expected TopoJSON, which begins with {\"type\": \"Topology\"".to_owned()),
        }
    }

    /// The geometries of an object.
    pub(crate) fn geometries(&self, name: &str) -> Result<Vec<Geometry>, String> {
        let object: Geometry = typed(self.objects.get(name).cloned().unwrap_or_default())
            .map_err(|reason| format!("objects.{name}.{reason}"))?;
        match object.geometries {
            Some(geometries) if object.kind.as_deref() == Some("GeometryCollection") => Ok(geometries),
            _ => Err(format!("the object `{name}` is no collection of geometries")),
        }
    }
}

impl Geometry {
    /// The division code: the property `adcode`, or else the id.
    pub(crate) fn code(&self) -> Option<String> {
        let property = self.properties.as_ref().and_then(|properties| properties.get("adcode"));
        match property.unwrap_or(&self.id) {
            Value::String(code) => Some(code.clone()),
            Value::Number(code) => Some(code.to_string()),
            _ => None,
        }
    }

    /// Whether simplification left nothing of it.
    pub(crate) fn is_empty(&self) -> bool {
        self.kind.is_none() || self.arcs.as_array().is_none_or(Vec::is_empty)
    }

    /// The rings of a polygon, as arc numbers; `None` for any other geometry.
    pub(crate) fn rings(&self) -> Option<Vec<Vec<i64>>> {
        match self.kind.as_deref()? {
            "Polygon" => serde_json::from_value(self.arcs.clone()).ok(),
            "MultiPolygon" => {
                let polygons: Vec<Vec<Vec<i64>>> = serde_json::from_value(self.arcs.clone()).ok()?;
                Some(polygons.concat())
            }
            _ => None,
        }
    }
}

/// Deserializes a value into its type; the reason gives the path, in our own words.
pub(super) fn typed<T: DeserializeOwned>(value: Value) -> Result<T, String> {
    serde_path_to_error::deserialize(&value).map_err(|error| {
        let fault = misshapen(&error.path().to_string(), &error.inner().to_string());
        format!("{}: {}; expected {}", fault.path, fault.found, fault.expected)
    })
}
