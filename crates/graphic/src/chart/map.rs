//! The map of regions with the projects' places, as outlines or as a grid of equal tiles.

use super::geometry::{Point, Rect, Size, length, simplified};
use super::placed::{Align, Fill, Ground, Ink, Item, Label, Mark, Placed, Shape};
use super::target::Target;
use crate::wording::text_width::text_width;
use shanhai_dataset::{BaseMap, Dataset, Language, Place, Precision, Project, Region};

/// Outlines or tiles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MapForm {
    /// Borders as they are.
    #[default]
    Outline,
    /// One equal tile a region.
    Tiles,
    /// Borders as they are, and what the projects join: where nothing is drawn between both sides, as outlines.
    Connections,
}

/// Height of the map per width: reserved by the style sheet too.
pub const ASPECT: f64 = 1.04;

/// Heights per width of maps that are wide: the lowest one that holds it, so that no white room stands above and below.
const LOW_ASPECTS: [f64; 4] = [0.35, 0.5, 0.65, 0.8];

/// From so many projects on, those of a neighbourhood share a mark.
const CROWD: usize = 150;

/// Radius of a place's mark, css px: with its neighbour's gap it makes a target of 24 px.
const RADIUS: f64 = 9.0;

/// Radius of a mark with a number in it.
const ROOMY: f64 = 10.5;

/// Lays the map out. `shown` are the projects that match the filters; `selected` is drawn on top, in accent.
pub fn place_map(
    dataset: &'static Dataset,
    shown: &[&'static Project],
    selected: Option<&'static Project>,
    form: MapForm,
    width: f64,
    language: Language,
) -> Placed {
    let size = Size { width, height: (width * aspect(&dataset.map, form)).round() };
    let mut placed = Placed { size, items: Vec::new(), marks: Vec::new(), ground: Ground::default() };
    let map = &dataset.map;
    match form {
        MapForm::Outline | MapForm::Connections => {
            outlines(&mut placed, map, &Projection::fitting(map, size.as_rect()), selected, 0.75)
        }
        MapForm::Tiles => tiles(&mut placed, map, language, selected),
    }
    placed.ground = Ground { items: placed.items.len(), marks: placed.marks.len() };
    place_sites(&mut placed, dataset, shown, selected, form, language);
    placed
}

/// Height per width that a map is given.
fn aspect(map: &BaseMap, form: MapForm) -> f64 {
    let own = match form {
        MapForm::Outline | MapForm::Connections => {
            let Extent { west, east, south, north } = Extent::of(map);
            (north - south) / ((east - west) * map.geometry.grid.narrowing)
        }
        MapForm::Tiles => f64::from(map.geometry.tiles.1) / f64::from(map.geometry.tiles.0.max(1)),
    };
    LOW_ASPECTS.into_iter().find(|low| own <= *low).unwrap_or(ASPECT)
}

/// Puts the projects that match the filters onto the ground of a map, in place of those that stand there. The ground is
/// that of this form and language, with the same region selected.
pub fn place_sites(
    placed: &mut Placed,
    dataset: &'static Dataset,
    shown: &[&'static Project],
    selected: Option<&'static Project>,
    form: MapForm,
    language: Language,
) {
    placed.items.truncate(placed.ground.items);
    placed.marks.truncate(placed.ground.marks);
    let map = &dataset.map;
    let room = placed.size.as_rect();
    let projection = (form != MapForm::Tiles).then(|| Projection::fitting(map, room));
    let sites = sites(map, shown, projection.as_ref(), room);
    if let Some(projection) = &projection {
        wide_sites(placed, &sites);
        names(placed, map, projection, language, &sites);
    }
    for site in &sites {
        let is_selected = selected.is_some_and(|project| site.projects.contains(&project));
        draw_site(placed, site, if is_selected { Tone::Selected } else { Tone::Plain });
    }
    mark_sites(placed, sites);
}

/// Makes the marks answer.
pub(super) fn mark_sites(placed: &mut Placed, sites: Vec<Site>) {
    for site in sites {
        placed.marks.push(Mark {
            bounds: site_bounds(&site),
            shape: Shape::Bounds,
            target: Target::Projects(site.projects),
        });
    }
}

/// Where a map ends, degrees.
struct Extent {
    west: f64,
    east: f64,
    south: f64,
    north: f64,
}

impl Extent {
    fn of(map: &BaseMap) -> Extent {
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

/// A tint over each region that is all that is known of where a project is.
pub(super) fn wide_sites(placed: &mut Placed, sites: &[Site]) {
    let ground = placed.ground.marks;
    let mut tints = Vec::new();
    for mark in &placed.marks[..ground] {
        let (Target::Region(region), Shape::Rings(rings)) = (&mark.target, &mark.shape) else { continue };
        let lies = |project: &&&'static Project| {
            project.place.precision == Precision::City && project.place.region.get() == *region
        };
        let Some(first) = sites.iter().flat_map(|site| &site.projects).find(lies) else { continue };
        let ink = Ink::of_theme(first.theme.index);
        tints.extend(rings.iter().map(|ring| Item::Area { points: ring.clone(), ink, fill: Fill::Tint }));
    }
    placed.items.extend(tints);
}

/// From degrees to css px: equirectangular, true to scale at the map's middle latitude.
pub(super) struct Projection {
    west: f64,
    north: f64,
    east_scale: f64,
    north_scale: f64,
    left: f64,
    top: f64,
}

impl Projection {
    /// Fits the whole map into a box, with room for the marks at the borders.
    pub(super) fn fitting(map: &BaseMap, room: Rect) -> Projection {
        let Extent { west, east, south, north } = Extent::of(map);
        let narrowing = map.geometry.grid.narrowing;
        const MARGIN: f64 = 6.0;
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

    pub(super) fn point(&self, lon: f64, lat: f64) -> Point {
        Point {
            x: self.left + (lon - self.west) * self.east_scale,
            y: self.top + (self.north - lat) * self.north_scale,
        }
    }

    fn grid_point(&self, map: &BaseMap, x: i32, y: i32) -> Point {
        let grid = map.geometry.grid;
        self.point(grid.west + f64::from(x) * grid.step_east, grid.south + f64::from(y) * grid.step_north)
    }
}

/// The points of an arc in css px, without what is too fine to be seen. Neighbours share their arcs, so no gap opens.
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

/// The regions' outlines; their borders `weight` css px wide.
pub(super) fn outlines(
    placed: &mut Placed,
    map: &'static BaseMap,
    projection: &Projection,
    selected: Option<&'static Project>,
    weight: f64,
) {
    let arcs: Vec<Vec<Point>> = map.geometry.arcs.iter().map(|arc| arc_points(map, projection, arc)).collect();
    for region in &map.regions {
        let mut rings = Vec::new();
        for ring in &region.geometry.rings {
            let mut points: Vec<Point> = Vec::new();
            for &number in ring {
                let index = if number < 0 { !number } else { number } as usize;
                let mut arc = arcs.get(index).cloned().unwrap_or_default();
                if number < 0 {
                    arc.reverse();
                }
                points.extend(arc.into_iter().skip(usize::from(!points.is_empty())));
            }
            rings.push(points);
        }
        let is_selected = selected.is_some_and(|project| project.region() == region);
        for ring in &rings {
            let ink = if is_selected { Ink::LandSelected } else { Ink::Land };
            placed.items.push(Item::Area { points: ring.clone(), ink, fill: Fill::Solid });
        }
        let bounds = bounds_of(rings.iter().flatten());
        placed.marks.push(Mark { target: Target::Region(region), bounds, shape: Shape::Rings(rings) });
    }
    for arc in arcs {
        placed.items.push(Item::Line { points: arc, ink: Ink::Border, width: weight });
    }
}

/// The regions' names, where they fit and hide no mark; those that do not are left to the tooltip and the list.
fn names(placed: &mut Placed, map: &'static BaseMap, projection: &Projection, language: Language, sites: &[Site]) {
    let mut taken: Vec<Rect> = sites.iter().map(|site| site_bounds(site).grown(-1.0)).collect();
    for region in &map.regions {
        let text = region.short.get(language);
        let Some(land) = placed.marks.iter().find(|mark| mark.target == Target::Region(region)) else { continue };
        if text_width(text, 12.0, false) > land.bounds.width * 0.8 {
            continue;
        }
        let best =
            projection.grid_point(map, i32::from(region.geometry.label_at.0), i32::from(region.geometry.label_at.1));
        let shifts = [
            (0.0, 0.0),
            (0.0, -14.0),
            (0.0, 14.0),
            (-18.0, 0.0),
            (18.0, 0.0),
            (0.0, -24.0),
            (0.0, 24.0),
            (-26.0, 10.0),
            (26.0, 10.0),
        ];
        let fitting = shifts.into_iter().find_map(|(dx, dy)| {
            let at = Point { x: best.x + dx, y: best.y + dy + 4.0 };
            let label =
                Label { at, text: text.to_owned(), size: 12.0, bold: false, ink: Ink::Muted, align: Align::Middle };
            let bounds = label.bounds();
            let within = bounds.x >= 0.0 && bounds.x + bounds.width <= placed.size.width;
            let inside = [bounds.x + 4.0, bounds.x + bounds.width - 4.0]
                .into_iter()
                .all(|x| land.holds(Point { x, y: at.y - 4.0 }));
            (within && inside && !taken.iter().any(|other| other.overlaps(&bounds))).then_some(label)
        });
        if let Some(label) = fitting {
            taken.push(label.bounds());
            placed.items.push(Item::Label(label));
        }
    }
}

/// The tile of a region.
fn tile_rect(map: &BaseMap, region: &Region, size: Size) -> Rect {
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

fn tiles(placed: &mut Placed, map: &'static BaseMap, language: Language, selected: Option<&'static Project>) {
    for region in &map.regions {
        let rect = tile_rect(map, region, placed.size);
        let is_selected = selected.is_some_and(|project| project.region() == region);
        placed.items.push(Item::Bar {
            rect,
            ink: if is_selected { Ink::LandSelected } else { Ink::Land },
            fill: Fill::Solid,
        });
        for (line, text) in tile_name(region.short.get(language), rect.width).into_iter().enumerate() {
            let at = Point { x: rect.center().x, y: rect.y + 11.0 + 11.0 * line as f64 };
            placed.items.push(Item::Label(Label {
                at,
                text,
                size: 12.0,
                bold: false,
                ink: Ink::Muted,
                align: Align::Middle,
            }));
        }
        let corner = |x: f64, y: f64| Point { x, y };
        let ring = vec![
            corner(rect.x, rect.y),
            corner(rect.x + rect.width, rect.y),
            corner(rect.x + rect.width, rect.y + rect.height),
            corner(rect.x, rect.y + rect.height),
        ];
        placed.marks.push(Mark { target: Target::Region(region), bounds: rect, shape: Shape::Rings(vec![ring]) });
    }
}

/// A name in one line, or in two where the tile is too narrow for it.
fn tile_name(name: &str, width: f64) -> Vec<String> {
    // between words, where there are several
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

/// Where a word is best broken: before the syllable, a consonant with a vowel behind it, or the character, that is nearest to its middle.
/// 0 if there is no such place.
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
        // the consonant that the syllable begins with; zh, ch and sh are one
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

fn bounds_of<'a>(points: impl Iterator<Item = &'a Point>) -> Rect {
    let (mut least, mut most) = (Point { x: f64::MAX, y: f64::MAX }, Point { x: f64::MIN, y: f64::MIN });
    for point in points {
        least = Point { x: least.x.min(point.x), y: least.y.min(point.y) };
        most = Point { x: most.x.max(point.x), y: most.y.max(point.y) };
    }
    Rect { x: least.x, y: least.y, width: (most.x - least.x).max(0.0), height: (most.y - least.y).max(0.0) }
}

/// Projects that share a mark.
pub(super) struct Site {
    pub(super) at: Point,
    pub(super) projects: Vec<&'static Project>,
}

/// The box of a mark: a target of 24 px.
pub(super) fn site_bounds(site: &Site) -> Rect {
    Rect { x: site.at.x - 12.0, y: site.at.y - 12.0, width: 24.0, height: 24.0 }
}

/// The projects by place, at their points, where marks that would touch are moved apart; or in their tiles without a
/// projection.
pub(super) fn sites(
    map: &'static BaseMap,
    shown: &[&'static Project],
    projection: Option<&Projection>,
    room: Rect,
) -> Vec<Site> {
    let Some(projection) = projection else {
        return in_tiles(map, shown, Size { width: room.width, height: room.height });
    };
    if shown.len() > CROWD {
        return clusters(shown, projection, room);
    }
    let at = |place: &'static Place| projection.point(place.lon, place.lat);
    let by_place = by_place(shown.iter().copied());
    let mut sites: Vec<Site> = by_place.into_iter().map(|(place, projects)| Site { at: at(place), projects }).collect();
    spread(&mut sites, room);
    sites
}

fn by_place(shown: impl Iterator<Item = &'static Project>) -> Vec<(&'static Place, Vec<&'static Project>)> {
    let mut by_place: Vec<(&'static Place, Vec<&'static Project>)> = Vec::new();
    for project in shown {
        match by_place.iter_mut().find(|(place, _)| *place == project.place.get()) {
            Some((_, projects)) => projects.push(project),
            None => by_place.push((project.place.get(), vec![project])),
        }
    }
    by_place
}

/// From one mark in a tile to the next, css px.
const STEP: f64 = 22.0;
/// Room of a tile for its region's name, css px.
const NAME_ROOM: f64 = 26.0;

/// The projects by place, each mark in the tile of its region. Where a tile has no room for a mark each, or there is a crowd,
/// they share one: none reaches into the next tile.
fn in_tiles(map: &'static BaseMap, shown: &[&'static Project], size: Size) -> Vec<Site> {
    let of = |region: &'static Region| {
        let rect = tile_rect(map, region, size);
        let here = shown.iter().copied().filter(|project| project.place.region.get() == region);
        let columns = (((rect.width + 2.0) / STEP) as usize).max(1);
        let rows = (((rect.height - NAME_ROOM) / STEP) as usize).max(1);
        let at = |column: usize, row: usize, beside: usize| Point {
            x: rect.center().x + (column as f64 - (beside.max(2) - 1) as f64 / 2.0) * STEP,
            y: rect.y + rect.height - ROOMY - row as f64 * STEP,
        };
        let places = if shown.len() > CROWD { Vec::new() } else { by_place(here.clone()) };
        if shown.len() > CROWD || places.len() > columns * rows || columns == 1 {
            let projects: Vec<_> = here.collect();
            let at = Point { x: rect.center().x, y: rect.y + rect.height - ROOMY };
            return if projects.is_empty() { Vec::new() } else { vec![Site { at, projects }] };
        }
        let beside = places.len().min(columns);
        let site = |(index, (_, projects)): (usize, (_, Vec<&'static Project>))| Site {
            at: at(index % columns, index / columns, beside),
            projects,
        };
        places.into_iter().enumerate().map(site).collect()
    };
    map.regions.iter().flat_map(of).collect()
}

/// The projects by cell of a grid as wide as a target: no two marks touch, however many projects there are, and each
/// project is looked at once.
fn clusters(shown: &[&'static Project], projection: &Projection, room: Rect) -> Vec<Site> {
    const CELL: f64 = 24.0;
    let (columns, rows) = ((room.width / CELL) as usize, (room.height / CELL) as usize);
    let mut cells: Vec<Vec<&'static Project>> = vec![Vec::new(); columns * rows];
    let (wide, high) = (room.width / columns as f64, room.height / rows as f64);
    for &project in shown {
        let Point { x, y } = projection.point(project.place.lon, project.place.lat);
        let column = (((x - room.x) / wide).max(0.0) as usize).min(columns - 1);
        let row = (((y - room.y) / high).max(0.0) as usize).min(rows - 1);
        cells[row * columns + column].push(project);
    }
    let at = |index: usize| Point {
        x: room.x + ((index % columns) as f64 + 0.5) * wide,
        y: room.y + ((index / columns) as f64 + 0.5) * high,
    };
    let filled = cells.into_iter().enumerate().filter(|(_, projects)| !projects.is_empty());
    filled.map(|(index, projects)| Site { at: at(index), projects }).collect()
}

/// Moves marks apart until no two touch; few rounds, each of small steps, and always the same result.
fn spread(sites: &mut [Site], room: Rect) {
    const GAP: f64 = 2.0 * RADIUS + 3.0;
    for _ in 0..40 {
        let mut moved = false;
        for i in 0..sites.len() {
            for j in i + 1..sites.len() {
                let (a, b) = (sites[i].at, sites[j].at);
                let (dx, dy) = (b.x - a.x, b.y - a.y);
                let distance = length(dx, dy);
                if distance < GAP {
                    let (ux, uy) = if distance < 0.01 { (1.0, 0.0) } else { (dx / distance, dy / distance) };
                    let push = (GAP - distance) / 2.0 + 0.1;
                    sites[i].at = Point { x: a.x - ux * push, y: a.y - uy * push };
                    sites[j].at = Point { x: b.x + ux * push, y: b.y + uy * push };
                    moved = true;
                }
            }
        }
        for site in sites.iter_mut() {
            site.at.x = site.at.x.clamp(room.x + 12.0, room.x + room.width - 12.0);
            site.at.y = site.at.y.clamp(room.y + 12.0, room.y + room.height - 12.0);
        }
        if !moved {
            break;
        }
    }
}

/// How a mark stands among the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tone {
    /// As all are.
    Plain,
    /// Chosen: on a disc in accent.
    Selected,
    /// Others are talked about.
    Grey,
}

/// From so many on, a number leaves no room inside of a hollow mark.
const HOLLOW: usize = 10;

/// A mark: shape and colour by theme, a number where several stand there. Solid where the point is the place itself, hollow
/// where it is a seat that stands for a place nobody told.
pub(super) fn draw_site(placed: &mut Placed, site: &Site, tone: Tone) {
    let Some(first) = site.projects.first() else { return };
    let same_theme = site.projects.iter().all(|project| project.theme == first.theme);
    let ink = match (tone, same_theme) {
        (Tone::Grey, _) => Ink::Border,
        (_, true) => Ink::of_theme(first.theme.index),
        (_, false) => Ink::Ink,
    };
    let kind = if same_theme { first.theme.index } else { 0 };
    let stands_for =
        |project: &&'static Project| matches!(project.place.precision, Precision::County | Precision::City);
    let hollow = site.projects.len() < HOLLOW && site.projects.iter().all(stands_for);
    if tone == Tone::Selected {
        placed.items.push(Item::Disc { center: site.at, radius: RADIUS + 5.0, ink: Ink::Accent, fill: Fill::Solid });
    }
    let radius = if site.projects.len() > 1 { ROOMY } else { RADIUS };
    theme_shape(&mut placed.items, kind, site.at, radius + 1.5, Ink::Paper);
    theme_shape(&mut placed.items, kind, site.at, radius, ink);
    if hollow {
        theme_shape(&mut placed.items, kind, site.at, radius - 2.25, Ink::Paper);
    }
    if site.projects.len() > 1 {
        // the tooltip tells the whole number
        let text = if site.projects.len() > 99 { "99+".to_owned() } else { site.projects.len().to_string() };
        // the middle of a triangle lies low
        let at = Point { x: site.at.x, y: site.at.y + if kind % 4 == 2 { 6.0 } else { 4.3 } };
        let ink = match (hollow, tone) {
            (true, Tone::Grey) => Ink::Muted,
            (true, _) => ink,
            (false, _) => Ink::Paper,
        };
        placed.items.push(Item::Label(Label { at, text, size: 12.0, bold: true, ink, align: Align::Middle }));
    }
}

/// Circle, square, triangle, diamond: the themes are told apart without colour.
fn theme_shape(items: &mut Vec<Item>, index: usize, at: Point, radius: f64, ink: Ink) {
    let on = |units: i8| f64::from(units) / 100.0 * radius;
    items.push(match theme_outline(index) {
        None => Item::Disc { center: at, radius, ink, fill: Fill::Solid },
        Some(corners) => {
            let points = corners.iter().map(|(dx, dy)| Point { x: at.x + on(*dx), y: at.y + on(*dy) }).collect();
            Item::Area { points, ink, fill: Fill::Solid }
        }
    });
}

/// Corners of a theme's shape around its middle, in hundredths of its radius; none for a circle. `index` is the
/// theme's place in the order.
pub fn theme_outline(index: usize) -> Option<&'static [(i8, i8)]> {
    match index % 4 {
        0 => None,
        1 => Some(&[(-90, -90), (90, -90), (90, 90), (-90, 90)]),
        2 => Some(&[(0, -120), (115, 80), (-115, 80)]),
        _ => Some(&[(0, -125), (125, 0), (0, 125), (-125, 0)]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_crowd_shares_marks_that_do_not_touch() {
        use crate::testing::dataset;
        let crowd: Vec<&'static Project> = dataset().projects.iter().cycle().take(20_000).collect();
        for width in [280.0, 640.0] {
            for form in [MapForm::Outline, MapForm::Tiles] {
                let placed = place_map(dataset(), &crowd, None, form, width, Language::En);
                let marks = placed.marks.iter().filter_map(|mark| match &mark.target {
                    Target::Projects(projects) => Some((mark.bounds, projects.len())),
                    _ => None,
                });
                let marks: Vec<(Rect, usize)> = marks.collect();
                assert_eq!(marks.iter().map(|(_, count)| count).sum::<usize>(), crowd.len());
                for (index, (bounds, _)) in marks.iter().enumerate() {
                    assert!(marks[index + 1..].iter().all(|(other, _)| !bounds.grown(-0.1).overlaps(other)), "{width}");
                }
            }
        }
    }

    /// A map so many times as wide as high, of one region.
    fn wide(times: f64) -> BaseMap {
        let mut map = crate::testing::dataset().map.clone();
        let Extent { west, east, south, north } = Extent::of(&map);
        let own = (east - west) * map.geometry.grid.narrowing / (north - south);
        map.geometry.grid.narrowing *= times / own;
        map.geometry.tiles = ((times * 10.0) as u8, 10);
        map
    }

    #[test]
    fn a_wide_map_leaves_no_white_room_of_half_the_height() {
        assert_eq!(aspect(&crate::testing::dataset().map, MapForm::Outline), ASPECT);
        for times in [1.0, 1.3, 1.6, 2.0, 2.5, 3.0, 4.0, 5.0] {
            for form in [MapForm::Outline, MapForm::Tiles] {
                let used = 1.0 / times / aspect(&wide(times), form);
                assert!((0.5..=1.0).contains(&used), "{times}: {used}");
            }
        }
    }

    #[test]
    fn no_mark_reaches_into_the_next_tile() {
        use crate::testing::dataset;
        // every project in one region
        let map = &dataset().map;
        for (width, count) in [(280.0, 1), (280.0, 3), (280.0, 12), (640.0, 3), (640.0, 40), (640.0, 20_000)] {
            let shown: Vec<&'static Project> = dataset().projects.iter().cycle().take(count).collect();
            let size = Size { width, height: (width * ASPECT).round() };
            let sites = in_tiles(map, &shown, size);
            assert_eq!(sites.iter().map(|site| site.projects.len()).sum::<usize>(), count);
            for site in &sites {
                let tile = tile_rect(map, site.projects[0].region(), size).grown(1.6);
                let mark = Rect { x: site.at.x, y: site.at.y, width: 0.0, height: 0.0 }.grown(ROOMY + 1.5);
                assert!(site.projects.iter().all(|project| project.region() == site.projects[0].region()));
                let around = tile.around(&mark);
                let beyond = (around.width - tile.width).max(around.height - tile.height);
                assert!(beyond < 0.01, "{width}, {count}: by {beyond} px");
            }
        }
    }

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
