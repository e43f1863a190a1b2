//! A small sound programme, and the files beside it.

#![allow(dead_code, reason = "not every test needs all of it")]

/// The programme.
pub const MINIMAL: &str = include_str!("../minimal.json");

/// Two squares side by side, sharing a border: 100 to 101 and 101 to 102 degrees east, 20 to 21 north.
pub const SQUARES: &str = r#"{"type":"Topology","arcs":[[[10,0],[0,10]],[[10,10],[-10,0],[0,-10],[10,0]],
    [[10,0],[10,0],[0,10],[-10,0]]],"transform":{"scale":[0.1,0.1],"translate":[100,20]},"objects":{"o":{"type":"GeometryCollection","geometries":[
    {"type":"Polygon","arcs":[[0,1]],"properties":{"adcode":"100001"}},
    {"type":"Polygon","arcs":[[2,-1]],"properties":{"adcode":100002}}]}}}"#;

const TILES: &str =
    r#"{"cols":2,"rows":1,"tiles":[{"adcode":"100001","col":0,"row":0},{"adcode":"100002","col":1,"row":0}]}"#;

/// Loads the files beside the programme.
pub fn beside(name: &str) -> Result<String, String> {
    match name {
        "squares.topojson" => Ok(SQUARES.to_owned()),
        // a third region, which the programme does not have
        "three.topojson" => {
            let third = r#",{"type":"Polygon","arcs":[[0,1]],"properties":{"adcode":"100003"}}]}}}"#;
            Ok(SQUARES.replace("]}}}", third))
        }
        "tiles.json" => Ok(TILES.to_owned()),
        "one-tile.json" => Ok(r#"{"cols":1,"rows":1,"tiles":[{"adcode":"100001","col":0,"row":0}]}"#.to_owned()),
        _ => Err("no such file".to_owned()),
    }
}
