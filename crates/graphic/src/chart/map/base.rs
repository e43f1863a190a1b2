//! The base map in css px: projected outlines, or equal tiles.

use super::super::geometry::{Point, Rect, Size, simplified};
use crate::wording::text_width::text_width;
use shanhai_dataset::{BaseMap, Region, RegionForm};

/// Margin for marks at the edges, css px.
const MARGIN: f64 = 6.0;

/// The bounds of a map, degrees.
pub(super) struct Extent {
    pub west: f64,
    pub east: f64,
    pub south: f64,
    pub north: f64,
}

impl Extent {
    pub fn of(map: &BaseMap) -> Extent {
        let (mut least, mut most) = ((i32::MAX, i32::MAX), (i32::MIN, i32::MIN));
        for arc in &map.geometry.arcs {
            let (mut x, mut y) = (0, 0);
            for &(dx, dy) in arc {
                x += i32::from(dx);
                y += i32::from(dy);
                least = (least.0.min(x), least.1.min(y));
                most = (most.0.max(x), most.1.max(y));
            }
        }
        let grid = map.geometry.grid;
        Extent {
            west: grid.west + f64::from(least.0) * grid.step_east,
            east: grid.west + f64::from(most.0) * grid.step_east,
            south: grid.south + f64::from(least.1) * grid.step_north,
            north: grid.south + f64::from(most.1) * grid.step_north,
        }
    }
}

/// Ratio of height to width of the base map, from its outlines or its grid of tiles.
pub(super) fn own_aspect(map: &BaseMap, form: RegionForm) -> f64 {
    match form {
        RegionForm::Outline => {
            let Extent { west, east, south, north } = Extent::of(map);
            (north - south) / ((east - west) * map.geometry.grid.narrowing)
        }
        RegionForm::Tiles => f64::from(map.geometry.tiles.1) / f64::from(map.geometry.tiles.0.max(1)),
    }
}

/// The height of the map at a width, with no space left above and below.
pub(in super::super) fn height_at(map: &BaseMap, form: RegionForm, width: f64) -> f64 {
    let margin = if form == RegionForm::Outline { MARGIN } else { 0.0 };
    (width - 2.0 * margin) * own_aspect(map, form) + 2.0 * margin
}

/// From degrees to css px: equirectangular, true to scale at the map's middle latitude.
pub(in super::super) struct Projection {
    west: f64,
    north: f64,
    east_scale: f64,
    north_scale: f64,
    left: f64,
    top: f64,
}

impl Projection {
    /// Fits the whole map into a box, with a margin for marks at the edges.
    pub fn fitting(map: &BaseMap, room: Rect) -> Projection {
        let Extent { west, east, south, north } = Extent::of(map);
        let narrowing = map.geometry.grid.narrowing;
        let scale = ((room.width - 2.0 * MARGIN) / ((east - west) * narrowing))
            .min((room.height - 2.0 * MARGIN) / (north - south));
        Projection {
            west,
            north,
            east_scale: scale * narrowing,
            north_scale: scale,
            left: room.x + (room.width - (east - west) * narrowing * scale) / 2.0,
            top: room.y + (room.height - (north - south) * scale) / 2.0,
        }
    }

    pub fn point(&self, lon: f64, lat: f64) -> Point {
        Point {
            x: self.left + (lon - self.west) * self.east_scale,
            y: self.top + (self.north - lat) * self.north_scale,
        }
    }

    pub fn grid_point(&self, map: &BaseMap, x: i32, y: i32) -> Point {
        let grid = map.geometry.grid;
        self.point(grid.west + f64::from(x) * grid.step_east, grid.south + f64::from(y) * grid.step_north)
    }
}

/// The borders in css px, in the order of the map.
pub(in super::super) fn arcs(map: &BaseMap, projection: &Projection) -> Vec<Vec<Point>> {
    map.geometry.arcs.iter().map(|arc| arc_points(map, projection, arc)).collect()
}

/// The points of an arc in css px, without detail too fine to see. Neighbouring regions share arcs, so no gap opens.
fn arc_points(map: &BaseMap, projection: &Projection, arc: &[(i16, i16)]) -> Vec<Point> {
    const UNSEEN: f64 = 0.9;
    let (mut x, mut y) = (0, 0);
    let points: Vec<Point> = arc
        .iter()
        .map(|&(dx, dy)| {
            x += i32::from(dx);
            y += i32::from(dy);
            projection.grid_point(map, x, y)
        })
        .collect();
    simplified(&points, UNSEEN)
}

/// The outline of a region, assembled from borders.
pub(in super::super) fn rings(region: &Region, arcs: &[Vec<Point>]) -> Vec<Vec<Point>> {
    let ring = |numbers: &Vec<i16>| {
        let mut points: Vec<Point> = Vec::new();
        for &number in numbers {
            let index = if number < 0 { !number } else { number } as usize;
            let mut arc = arcs.get(index).cloned().unwrap_or_default();
            if number < 0 {
                arc.reverse();
            }
            points.extend(arc.into_iter().skip(usize::from(!points.is_empty())));
        }
        points
    };
    region.geometry.rings.iter().map(ring).collect()
}

/// The tile of a region.
pub(in super::super) fn tile_rect(map: &BaseMap, region: &Region, size: Size) -> Rect {
    let (columns, rows) = (f64::from(map.geometry.tiles.0.max(1)), f64::from(map.geometry.tiles.1.max(1)));
    let side = (size.width / columns).min(size.height / rows);
    let (left, top) = ((size.width - side * columns) / 2.0, (size.height - side * rows) / 2.0);
    Rect {
        x: left + f64::from(region.geometry.tile.0) * side + 1.0,
        y: top + f64::from(region.geometry.tile.1) * side + 1.0,
        width: side - 2.0,
        height: side - 2.0,
    }
}

/// A name on one line, or on two if the tile is too narrow for it.
pub(super) fn tile_name(name: &str, width: f64) -> Vec<String> {
    // break between words if there are several
    let space = name.match_indices(' ').map(|(at, _)| at).min_by_key(|at| (2 * at).abs_diff(name.len()));
    if let Some(at) = space.filter(|_| text_width(name, 12.0, false) > width) {
        return vec![name[..at].to_owned(), name[at + 1..].to_owned()];
    }
    let (first, second) = name.split_at(middle_break(name));
    if text_width(name, 12.0, false) <= width || first.is_empty() {
        return vec![name.to_owned()];
    }
    let hyphen = if name.is_ascii() { "-" } else { "" };
    vec![format!("{first}{hyphen}"), second.to_owned()]
}

/// The best place to break a word: before the syllable (a consonant followed by a vowel) or the character that is
/// nearest to its middle. 0 if there is no such place.
fn middle_break(name: &str) -> usize {
    if !name.is_ascii() {
        let middle = name.chars().count() / 2;
        return name.char_indices().nth(middle).map_or(0, |(at, _)| at);
    }
    let letters = name.to_ascii_lowercase().into_bytes();
    let is_vowel = |at: usize| b"aeiou".contains(&letters[at]);
    let (mut at, mut best) = (letters.len(), 0);
    loop {
        while at > 0 && !is_vowel(at - 1) {
            at -= 1;
        }
        while at > 0 && is_vowel(at - 1) {
            at -= 1;
        }
        // the consonant that starts the syllable; zh, ch and sh count as one
        at = at.saturating_sub(1);
        if at > 0 && letters[at] == b'h' && b"zcs".contains(&letters[at - 1]) {
            at -= 1;
        }
        if at == 0 {
            return best;
        }
        if (2 * at).abs_diff(letters.len()) < (2 * best).abs_diff(letters.len()) {
            best = at;
        }
    }
}

/// The smallest box around points.
pub(in super::super) fn bounds_of<'a>(points: impl Iterator<Item = &'a Point>) -> Rect {
    let (mut least, mut most) = (Point { x: f64::MAX, y: f64::MAX }, Point { x: f64::MIN, y: f64::MIN });
    for point in points {
        least = Point { x: least.x.min(point.x), y: least.y.min(point.y) };
        most = Point { x: most.x.max(point.x), y: most.y.max(point.y) };
    }
    Rect { x: least.x, y: least.y, width: (most.x - least.x).max(0.0), height: (most.y - least.y).max(0.0) }
}

/// The corners of a box.
pub(in super::super) fn corners(rect: Rect) -> Vec<Point> {
    let corner = |x: f64, y: f64| Point { x, y };
    vec![
        corner(rect.x, rect.y),
        corner(rect.x + rect.width, rect.y),
        corner(rect.x + rect.width, rect.y + rect.height),
        corner(rect.x, rect.y + rect.height),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_break_between_syllables() {
        for (name, lines) in [
            ("Zhaotong", ["Zhao-", "tong"]),
            ("Kunming", ["Kun-", "ming"]),
            ("Wenshan", ["Wen-", "shan"]),
            ("Xishuangbanna", ["Xishuang-", "banna"]),
            ("西双版纳", ["西双", "版纳"]),
        ] {
            assert_eq!(tile_name(name, 20.0), lines);
            assert_eq!(tile_name(name, 200.0), [name]);
        }
        assert_eq!(tile_name("Dali", 20.0), ["Da-", "li"]);
        assert_eq!(tile_name("New Hampshire", 40.0), ["New", "Hampshire"]);
        assert_eq!(tile_name("New Hampshire", 200.0), ["New Hampshire"]);
    }
}
