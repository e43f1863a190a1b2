//! Maps made from each kind of file must be the same.

use super::*;
use std::io::{Cursor, Write};

fn request() -> Request {
    Request {
        id: "code".to_owned(),
        name: "name".to_owned(),
        object: None,
        only: Vec::new(),
        without: Vec::new(),
        language: "en".to_owned(),
        places: Vec::new(),
        points: 2_000,
    }
}

/// The border between two regions, from south to north: a wave of many points.
fn wave() -> Vec<Point> {
    let at = |step: i32| [101.0 + 0.1 * (f64::from(step) / 10.0).sin(), 20.0 + f64::from(step) / 200.0];
    (0..=200).map(at).collect()
}

/// Two regions on either side of the wave, and an island that belongs to the first.
fn regions() -> Vec<(&'static str, &'static str, Vec<Vec<Point>>)> {
    let mut west = vec![[100.0, 21.0], [100.0, 20.0]];
    west.extend(wave());
    west.push([100.0, 21.0]);
    let mut east = vec![[102.0, 20.0], [102.0, 21.0]];
    east.extend(wave().into_iter().rev());
    east.push([102.0, 20.0]);
    let island = vec![[99.0, 20.0], [99.0, 20.1], [99.1, 20.1], [99.1, 20.0], [99.0, 20.0]];
    vec![("W1", "West", vec![west, island]), ("E-2", "East", vec![east])]
}

fn geojson() -> String {
    let feature = |(code, name, rings): (&str, &str, Vec<Vec<Point>>)| {
        let polygons: Vec<Value> = rings.iter().map(|ring| json!([ring])).collect();
        json!({ "type": "Feature", "properties": { "code": code, "name": name },
            "geometry": { "type": "MultiPolygon", "coordinates": polygons } })
    };
    json!({ "type": "FeatureCollection", "features": regions().into_iter().map(feature).collect::<Vec<_>>() })
        .to_string()
}

/// The same regions as a zipped shapefile, with names in GBK.
fn shapefile(projection: &str) -> Vec<u8> {
    let mut shapes = vec![0; 100];
    shapes[..4].copy_from_slice(&9994u32.to_be_bytes());
    let mut table = vec![3, 0, 0, 0];
    table.extend(2u32.to_le_bytes());
    table.extend((32 + 64 + 1u16).to_le_bytes());
    table.extend(21u16.to_le_bytes());
    table.resize(32, 0);
    for name in ["code", "name"] {
        let mut field = name.as_bytes().to_vec();
        field.resize(32, 0);
        (field[11], field[16]) = (b'C', 10);
        table.extend(field);
    }
    table.push(0x0D);
    for (index, (code, name, rings)) in regions().into_iter().enumerate() {
        let mut record = 5u32.to_le_bytes().to_vec();
        record.resize(36, 0);
        record.extend((rings.len() as u32).to_le_bytes());
        record.extend((rings.iter().map(Vec::len).sum::<usize>() as u32).to_le_bytes());
        let mut start = 0u32;
        for ring in &rings {
            record.extend(start.to_le_bytes());
            start += ring.len() as u32;
        }
        record.extend(rings.iter().flatten().flatten().flat_map(|number| number.to_le_bytes()));
        shapes.extend((index as u32 + 1).to_be_bytes());
        shapes.extend((record.len() as u32 / 2).to_be_bytes());
        shapes.extend(record);
        table.push(b' ');
        let name = if name == "West" { "西" } else { "东" };
        for text in [code.as_bytes().to_vec(), encoding_rs::GB18030.encode(name).0.into_owned()] {
            let mut cell = text;
            cell.resize(10, b' ');
            table.extend(cell);
        }
    }
    archive(&[("a.shp", shapes), ("a.dbf", table), ("a.prj", projection.as_bytes().to_vec())])
}

fn archive(parts: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(content).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

#[test]
fn every_kind_of_file_makes_the_same_map() {
    let of_geojson = make(geojson().as_bytes(), &request()).unwrap();
    let of_shapefile = make(&shapefile("GEOGCS[]"), &request()).unwrap();
    assert_eq!(of_geojson.boundaries, of_shapefile.boundaries);
    assert_eq!(of_shapefile.regions[1]["name"]["en"], "西");
    // its own output, with another property as the id
    let again = make(of_geojson.boundaries.as_bytes(), &Request { id: "adcode".to_owned(), ..request() }).unwrap();
    assert_eq!(again.boundaries, of_geojson.boundaries);
    assert_eq!(again.tiles, of_geojson.tiles);
    assert_eq!(of_geojson.regions[0], json!({ "adcode": "E-2", "name": { "en": "East" }, "short": { "en": "East" } }));
}

#[test]
fn neighbours_share_their_border_however_much_is_cut() {
    let whole = make(geojson().as_bytes(), &request()).unwrap();
    let small = make(geojson().as_bytes(), &Request { points: 20, ..request() }).unwrap();
    assert!(small.points.1 < 40 && whole.points.1 > 200, "{:?} {:?}", small.points, whole.points);
    for map in [&whole, &small] {
        let topology = Topology::read(&map.boundaries).unwrap();
        assert_eq!(topology.regions.len(), 2);
        // no gap and no overlap along the border
        for step in 1..200 {
            let lat = 20.0 + f64::from(step) / 200.0;
            for lon in [100.85, 100.95, 101.05, 101.15] {
                let [west, east] = ["W1", "E-2"].map(|code| topology.contains(code, lon, lat));
                assert!(west != east, "{lon} {lat}");
            }
        }
    }
}

#[test]
fn places_stay_inside_of_their_regions() {
    // in a bay of the wave, which an outline with few points would cut off
    let places = vec![(101.06, 20.08)];
    let map = make(geojson().as_bytes(), &Request { points: 10, places, ..request() }).unwrap();
    let topology = Topology::read(&map.boundaries).unwrap();
    assert!(topology.region_at(101.06, 20.08).is_some());
}

#[test]
fn tiles_lie_as_the_regions_do() {
    let map = make(geojson().as_bytes(), &request()).unwrap();
    let tiles = crate::topology::TileGrid::read(&map.tiles).unwrap();
    assert!(tiles.tiles["W1"].0 < tiles.tiles["E-2"].0);
}

fn broken_shapefiles(refused: &mut impl FnMut(&[u8], Request, &str)) {
    let part = |of: &[u8], name: &str| {
        let mut archive = zip::ZipArchive::new(Cursor::new(of)).unwrap();
        let mut content = Vec::new();
        std::io::Read::read_to_end(&mut archive.by_name(name).unwrap(), &mut content).unwrap();
        content
    };
    let whole = shapefile("");
    let (shapes, table) = (part(&whole, "a.shp"), part(&whole, "a.dbf"));
    refused(&archive(&[("a.dbf", table.clone())]), request(), "no .shp file");
    refused(&archive(&[("a.shp", shapes.clone())]), request(), "no .dbf file");
    let broken = [("a.shp", shapes[..shapes.len() - 8].to_vec()), ("a.dbf", table.clone())];
    refused(&archive(&broken), request(), "broken, or none of polygons");
    refused(
        &archive(&[("a.shp", shapes.clone()), ("a.dbf", table[..40].to_vec())]),
        request(),
        "table of the shapefile",
    );
    let fewer = [&[3, 0, 0, 0, 1], &table[5..]].concat();
    refused(&archive(&[("a.shp", shapes), ("a.dbf", fewer)]), request(), "2 shapes, but 1 rows");
}

/// A snapshot, so that someone reviews every message when it changes.
#[test]
fn what_makes_no_map_is_told() {
    let mut told = String::new();
    let mut refused = |bytes: &[u8], request: Request, part: &str| {
        let reason = make(bytes, &request).unwrap_err();
        assert!(reason.contains(part), "no `{part}` in {reason}");
        told += &format!("{reason}\n");
    };
    let file = geojson();
    let bytes = file.as_bytes();
    let list = |codes: &[&str]| codes.iter().map(|code| (*code).to_owned()).collect::<Vec<_>>();
    refused(bytes, Request { only: list(&["W9"]), ..request() }, "no region W9; the file has W1, E-2");
    refused(bytes, Request { without: list(&["W1", "E-2"]), ..request() }, "no region is left");
    refused(
        bytes,
        Request { id: "GEOID".to_owned(), ..request() },
        "no property `GEOID`; its properties are code, name",
    );
    refused(bytes, Request { id: String::new(), ..request() }, "a region has no id");
    refused(bytes, Request { places: vec![(90.0, 20.0)], ..request() }, "lies in none of the regions");
    refused(file.replace("E-2", "W1").as_bytes(), request(), "two regions have the code W1");
    refused(file.replace("100.0", "500000.0").as_bytes(), request(), "WGS 84");
    refused(file.replace("100.0", "\"x\"").as_bytes(), request(), "no list of points");
    refused(file.replace("[100.0,21.0]", "[100.0]").as_bytes(), request(), "less than two coordinates");
    refused(file.replacen("MultiPolygon", "LineString", 1).as_bytes(), request(), "a LineString; expected a polygon");
    refused(b"{}", request(), "neither TopoJSON");
    refused(b"{", request(), "the end of the file");
    refused(br#"{"type":"FeatureCollection"}"#, request(), "no list `features`");
    let features: Vec<Value> = (0..501)
        .map(|code| {
            json!({ "properties": { "code": code }, "geometry": { "type": "Polygon",
        "coordinates": [[[0, 0], [0, 1], [1, 1], [0, 0]]] } })
        })
        .collect();
    refused(
        json!({ "type": "FeatureCollection", "features": features }).to_string().as_bytes(),
        request(),
        "choose some by --only",
    );
    let map = make(bytes, &request()).unwrap().boundaries;
    let by_code = || Request { id: "adcode".to_owned(), ..request() };
    refused(
        map.replace("\"objects\":{", "\"objects\":{\"nation\":{},").as_bytes(),
        by_code(),
        "choose one by --object",
    );
    refused(map.replacen("MultiPolygon", "Point", 1).as_bytes(), by_code(), "no polygon");
    refused(
        map.replacen("[[[[", "[[[[99,", 1).replacen("\"arcs\":[[[0", "\"arcs\":[[[99", 1).as_bytes(),
        by_code(),
        "names arc 99",
    );
    refused(&shapefile("PROJCS[]"), request(), "not in degrees");
    refused(bytes, Request { places: vec![(99.09995, 20.05)], ..request() }, "too near a border");
    broken_shapefiles(&mut refused);
    refused(b"PK rubbish", request(), "the archive cannot be read");
    insta::assert_snapshot!(told);
}
