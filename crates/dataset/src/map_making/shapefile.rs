//! Zipped shapefiles: polygons (`.shp`) and their table (`.dbf`).

use super::properties::{code, name_of, on_earth};
use super::{Feature, Point, Request};
use serde_json::{Map, Value};
use std::io::{Cursor, Read};

/// The most bytes to unpack from one part.
const MAX_PART_BYTES: u64 = 200 * 1024 * 1024;

/// The regions of a zipped shapefile.
pub(super) fn features(bytes: &[u8], request: &Request) -> Result<Vec<Feature>, String> {
    let shapes = part(bytes, "shp")?.ok_or("the archive holds no .shp file")?;
    let table = part(bytes, "dbf")?.ok_or("the archive holds no .dbf file, which has the codes and names")?;
    let projection = part(bytes, "prj")?.unwrap_or_default();
    if String::from_utf8_lossy(&projection).contains("PROJCS") {
        return Err("the shapefile is in a projection, not in degrees: export it in WGS 84 (EPSG:4326)".to_owned());
    }
    let broken = "the shapefile is broken, or none of polygons";
    let shapes = polygons(&shapes)?.ok_or(broken)?;
    let rows = rows(&table).ok_or("the table of the shapefile is broken")?;
    if shapes.len() != rows.len() {
        return Err(format!("{} shapes, but {} rows of the table", shapes.len(), rows.len()));
    }
    let feature = |(rings, row): (Vec<Vec<Point>>, Map<String, Value>)| {
        let code = code(&Value::Null, Some(&row), &request.id)?;
        let name = name_of(Some(&row), request, &code);
        Ok(Feature { code, name, rings })
    };
    shapes.into_iter().zip(rows).map(feature).collect()
}

/// The file of an archive with this extension.
fn part(bytes: &[u8], extension: &str) -> Result<Option<Vec<u8>>, String> {
    let unreadable = |error: zip::result::ZipError| format!("the archive cannot be read: {error}");
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(unreadable)?;
    let ending = format!(".{extension}").into_bytes();
    for index in 0..archive.len() {
        let file = archive.by_index(index).map_err(unreadable)?;
        // names may be in any encoding
        if file.name_raw().to_ascii_lowercase().ends_with(&ending) {
            let mut content = Vec::new();
            file.take(MAX_PART_BYTES).read_to_end(&mut content).map_err(|error| unreadable(error.into()))?;
            return Ok(Some(content));
        }
    }
    Ok(None)
}

fn word<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..at + N)?.try_into().ok()
}

fn whole(bytes: &[u8], at: usize) -> Option<usize> {
    word(bytes, at).map(u32::from_le_bytes).and_then(|number| usize::try_from(number).ok())
}

/// The rings of each shape; `None` if the file is not a shapefile of polygons.
#[allow(clippy::type_complexity, reason = "rings of points, by shape")]
fn polygons(file: &[u8]) -> Result<Option<Vec<Vec<Vec<Point>>>>, String> {
    if word(file, 0).map(u32::from_be_bytes) != Some(9994) {
        return Ok(None);
    }
    let mut shapes = Vec::new();
    let mut at = 100;
    while at < file.len() {
        let Some(length) = word(file, at + 4).map(u32::from_be_bytes) else { return Ok(None) };
        let end = at + 8 + length as usize * 2;
        let Some(record) = file.get(at + 8..end) else { return Ok(None) };
        shapes.push(match whole(record, 0) {
            // an empty shape; or a polygon, possibly with heights or measures, which come after its points
            Some(0) => Vec::new(),
            Some(5 | 15 | 25) => match rings(record)? {
                Some(rings) => rings,
                None => return Ok(None),
            },
            _ => return Ok(None),
        });
        at = end;
    }
    Ok(Some(shapes))
}

fn rings(record: &[u8]) -> Result<Option<Vec<Vec<Point>>>, String> {
    let (Some(parts), Some(points)) = (whole(record, 36), whole(record, 40)) else { return Ok(None) };
    let starts: Option<Vec<usize>> = (0..parts).map(|part| whole(record, 44 + 4 * part)).collect();
    let Some(starts) = starts else { return Ok(None) };
    let first = 44 + 4 * parts;
    let mut rings = Vec::new();
    for (index, start) in starts.iter().enumerate() {
        let end = starts.get(index + 1).copied().unwrap_or(points);
        let mut ring = Vec::new();
        for number in *start..end {
            let coordinate = |offset: usize| word(record, first + 16 * number + offset).map(f64::from_le_bytes);
            let (Some(lon), Some(lat)) = (coordinate(0), coordinate(8)) else { return Ok(None) };
            ring.push(on_earth([lon, lat])?);
        }
        rings.push(ring);
    }
    Ok(Some(rings))
}

/// The rows of the table, each with its fields.
fn rows(table: &[u8]) -> Option<Vec<Map<String, Value>>> {
    let count = whole(table, 4)?;
    let (head, length) =
        (usize::from(u16::from_le_bytes(word(table, 8)?)), usize::from(u16::from_le_bytes(word(table, 10)?)));
    let mut fields = Vec::new();
    let mut at = 32;
    let mut offset = 1;
    while *table.get(at)? != 0x0D {
        let name: Vec<u8> = table.get(at..at + 11)?.iter().copied().take_while(|byte| *byte != 0).collect();
        let width = usize::from(*table.get(at + 16)?);
        fields.push((String::from_utf8_lossy(&name).trim().to_owned(), offset, width));
        offset += width;
        at += 32;
    }
    let row = |index: usize| {
        let row = table.get(head + index * length..head + (index + 1) * length)?;
        let field = |(name, offset, width): &(String, usize, usize)| {
            let text = text(row.get(*offset..offset + width)?);
            Some((name.clone(), Value::from(text)))
        };
        fields.iter().map(field).collect::<Option<Map<String, Value>>>()
    };
    (0..count).map(row).collect()
}

/// The text of a cell: UTF-8, or the encoding of a Chinese system.
fn text(cell: &[u8]) -> String {
    let text = match std::str::from_utf8(cell) {
        Ok(text) => text.to_owned(),
        Err(_) => encoding_rs::GB18030.decode(cell).0.into_owned(),
    };
    text.trim_matches(['\0', ' ']).to_owned()
}
