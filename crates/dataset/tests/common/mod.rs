//! A small programme without faults, and the files that it refers to.

#![allow(dead_code, reason = "not every test needs all of it")]

pub mod messages;

/// The programme.
pub const MINIMAL: &str = include_str!("../minimal.json");

/// The programme as JSON.
pub fn minimal() -> serde_json::Value {
    serde_json::from_str(MINIMAL).unwrap()
}

/// Two squares side by side that share a border: 100 to 101 and 101 to 102 degrees east, 20 to 21 north.
pub const SQUARES: &str = r#"{"type":"Topology","arcs":[[[10,0],[0,10]],[[10,10],[-10,0],[0,-10],[10,0]],
    [[10,0],[10,0],[0,10],[-10,0]]],"transform":{"scale":[0.1,0.1],"translate":[100,20]},"objects":{"o":{"type":"GeometryCollection","geometries":[
    {"type":"Polygon","arcs":[[0,1]],"properties":{"adcode":"100001"}},
    {"type":"Polygon","arcs":[[2,-1]],"properties":{"adcode":100002}}]}}}"#;

const TILES: &str =
    r#"{"cols":2,"rows":1,"tiles":[{"adcode":"100001","col":0,"row":0},{"adcode":"100002","col":1,"row":0}]}"#;

/// Loads the files that the programme refers to.
pub fn beside(name: &str) -> Result<String, String> {
    match name {
        "squares.topojson" => Ok(SQUARES.to_owned()),
        // a third region, which the programme lacks
        "three.topojson" => {
            let third = r#",{"type":"Polygon","arcs":[[0,1]],"properties":{"adcode":"100003"}}]}}}"#;
            Ok(SQUARES.replace("]}}}", third))
        }
        "tiles.json" => Ok(TILES.to_owned()),
        "one-tile.json" => Ok(r#"{"cols":1,"rows":1,"tiles":[{"adcode":"100001","col":0,"row":0}]}"#.to_owned()),
        // simplification left nothing of the second region
        "simplified.topojson" => Ok(SQUARES.replace(r#"{"type":"Polygon","arcs":[[2,-1]],"#, r#"{"type":null,"#)),
        "far.topojson" => Ok(far()),
        "eight-tiles.json" => {
            let tile = |index: usize| format!(r#"{{"adcode":"10000{index}","col":{},"row":0}}"#, index - 1);
            Ok(format!(r#"{{"cols":8,"rows":1,"tiles":[{}]}}"#, (1..=8).map(tile).collect::<Vec<_>>().join(",")))
        }
        _ => Err("no such file".to_owned()),
    }
}

/// Eight squares of one degree each: seven in a row eastwards from 100 degrees east, and one at 170 degrees west.
fn far() -> String {
    let west = |index: i32| if index == 8 { -170 } else { 99 + index };
    let arc = |index: i32| {
        let (west, east) = (west(index), west(index) + 1);
        format!("[[{west},20],[{west},21],[{east},21],[{east},20],[{west},20]]")
    };
    let region = |index: i32| {
        format!(r#"{{"type":"Polygon","arcs":[[{}]],"properties":{{"adcode":"10000{index}"}}}}"#, index - 1)
    };
    let list = |one: &dyn Fn(i32) -> String| (1..=8).map(one).collect::<Vec<_>>().join(",");
    let (arcs, regions) = (list(&arc), list(&region));
    format!(
        r#"{{"type":"Topology","arcs":[{arcs}],"objects":{{"o":{{"type":"GeometryCollection","geometries":[{regions}]}}}}}}"#
    )
}
