//! The places of the projects on the map: marks by theme, moved apart, and shared where there are many.

use super::super::geometry::{Point, Rect, Size, length};
use super::super::layout::{Align, ColorRole, Fill, HitTarget, Item, Label, Layout, Shape};
use super::super::target::Datum;
use super::base::{Projection, tile_rect};
use shanhai_dataset::{BaseMap, Place, Precision, Project, Region};

/// With more projects than this, those of a neighbourhood share a mark.
const CLUSTERED: usize = 150;

/// Radius of a place's mark, css px. With the gap to its neighbours it makes a target of 24 px.
const RADIUS: f64 = 9.0;

/// Radius of a mark that contains a number.
const ROOMY: f64 = 10.5;

/// Projects that share a mark.
pub(in super::super) struct Site {
    pub at: Point,
    pub projects: Vec<&'static Project>,
}

/// The box of a mark: a target of 24 px.
pub(in super::super) fn site_bounds(site: &Site) -> Rect {
    Rect { x: site.at.x - 12.0, y: site.at.y - 12.0, width: 24.0, height: 24.0 }
}

/// Makes the marks hit areas.
pub(in super::super) fn mark_sites(layout: &mut Layout, sites: Vec<Site>) {
    for site in sites {
        layout.hit_targets.push(HitTarget {
            bounds: site_bounds(&site),
            shape: Shape::Bounds,
            datum: Datum::Projects(site.projects),
        });
    }
}

/// Tints each region that is all we know of where a project is.
pub(in super::super) fn wide_sites(layout: &mut Layout, sites: &[Site]) {
    let static_marks = layout.static_layer.hit_targets;
    let mut tints = Vec::new();
    for mark in &layout.hit_targets[..static_marks] {
        let (Datum::Region(region), Shape::Rings(rings)) = (&mark.datum, &mark.shape) else { continue };
        let lies = |project: &&&'static Project| {
            project.place.precision == Precision::City && project.place.region.get() == *region
        };
        let Some(first) = sites.iter().flat_map(|site| &site.projects).find(lies) else { continue };
        let role = ColorRole::of_theme(first.theme.index);
        tints.extend(rings.iter().map(|ring| Item::Area { points: ring.clone(), role, fill: Fill::Tint }));
    }
    layout.items.extend(tints);
}

/// The projects by place. With a projection, they stand at their points, and marks that would touch move apart.
/// Without one, they stand in their tiles.
pub(in super::super) fn sites(
    map: &'static BaseMap,
    shown: &[&'static Project],
    projection: Option<&Projection>,
    room: Rect,
) -> Vec<Site> {
    let Some(projection) = projection else {
        return in_tiles(map, shown, Size { width: room.width, height: room.height });
    };
    if shown.len() > CLUSTERED {
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

/// Distance from one mark in a tile to the next, css px.
const STEP: f64 = 22.0;
/// Space in a tile for the name of its region, css px.
const NAME_ROOM: f64 = 26.0;

/// The projects by place, each mark in the tile of its region. Where a tile has no room for all its marks, or there
/// are very many, its projects share one mark, so that none reaches into the next tile.
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
        let places = if shown.len() > CLUSTERED { Vec::new() } else { by_place(here.clone()) };
        if shown.len() > CLUSTERED || places.len() > columns * rows || columns == 1 {
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

/// The projects by cell of a grid whose cells are as wide as a target. However many projects there are, no two marks
/// touch, and each project is looked at once.
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

/// Moves marks apart until no two touch, in a few rounds of small steps. The result is always the same.
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

/// The emphasis of a mark among the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Tone {
    /// Like all others.
    Plain,
    /// Selected: on an accent disc.
    Selected,
    /// Something else is in focus.
    Grey,
}

/// From this number of projects on, the number fills the inside of a hollow mark.
const HOLLOW: usize = 10;

/// Draws a mark: its shape and colour by theme, and a number if several projects are there. It is solid where the
/// point is the place itself, and hollow where the point is a seat that stands in for a place the article does not
/// give.
pub(in super::super) fn draw_site(layout: &mut Layout, site: &Site, tone: Tone) {
    let Some(first) = site.projects.first() else { return };
    let same_theme = site.projects.iter().all(|project| project.theme == first.theme);
    let role = match (tone, same_theme) {
        (Tone::Grey, _) => ColorRole::Border,
        (_, true) => ColorRole::of_theme(first.theme.index),
        (_, false) => ColorRole::Text,
    };
    let kind = if same_theme { first.theme.index } else { 0 };
    let stands_for =
        |project: &&'static Project| matches!(project.place.precision, Precision::County | Precision::City);
    let hollow = site.projects.len() < HOLLOW && site.projects.iter().all(stands_for);
    if tone == Tone::Selected {
        layout.items.push(Item::Disc {
            center: site.at,
            radius: RADIUS + 5.0,
            role: ColorRole::Accent,
            fill: Fill::Solid,
        });
    }
    let radius = if site.projects.len() > 1 { ROOMY } else { RADIUS };
    theme_shape(&mut layout.items, kind, site.at, radius + 1.5, ColorRole::Background);
    theme_shape(&mut layout.items, kind, site.at, radius, role);
    if hollow {
        theme_shape(&mut layout.items, kind, site.at, radius - 2.25, ColorRole::Background);
    }
    if site.projects.len() > 1 {
        // the tooltip gives the exact number
        let text = if site.projects.len() > 99 { "99+".to_owned() } else { site.projects.len().to_string() };
        // the centre of a triangle is low
        let at = Point { x: site.at.x, y: site.at.y + if kind % 4 == 2 { 6.0 } else { 4.3 } };
        let role = match (hollow, tone) {
            (true, Tone::Grey) => ColorRole::Muted,
            (true, _) => role,
            (false, _) => ColorRole::Background,
        };
        layout.items.push(Item::Label(Label { at, text, size: 12.0, bold: true, role, align: Align::Middle }));
    }
}

/// Circle, square, triangle, diamond: the themes differ without colour.
pub(in super::super) fn theme_shape(items: &mut Vec<Item>, index: usize, at: Point, radius: f64, role: ColorRole) {
    let on = |units: i8| f64::from(units) / 100.0 * radius;
    items.push(match theme_outline(index) {
        None => Item::Disc { center: at, radius, role, fill: Fill::Solid },
        Some(corners) => {
            let points = corners.iter().map(|(dx, dy)| Point { x: at.x + on(*dx), y: at.y + on(*dy) }).collect();
            Item::Area { points, role, fill: Fill::Solid }
        }
    });
}

/// Corners of a theme's shape around its centre, in hundredths of its radius; none for a circle. `index` is the
/// theme's position in the order.
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
    use super::super::{ASPECT, MapForm, layout_map};
    use super::*;
    use crate::testing::dataset;
    use shanhai_dataset::Language;

    #[test]
    fn a_crowd_shares_marks_that_do_not_touch() {
        let many: Vec<&'static Project> = dataset().projects.iter().cycle().take(20_000).collect();
        for width in [280.0, 640.0] {
            for form in [MapForm::Outline, MapForm::Tiles] {
                let layout = layout_map(dataset(), &many, None, form, width, Language::En);
                let marks = layout.hit_targets.iter().filter_map(|mark| match &mark.datum {
                    Datum::Projects(projects) => Some((mark.bounds, projects.len())),
                    _ => None,
                });
                let marks: Vec<(Rect, usize)> = marks.collect();
                assert_eq!(marks.iter().map(|(_, count)| count).sum::<usize>(), many.len());
                for (index, (bounds, _)) in marks.iter().enumerate() {
                    assert!(marks[index + 1..].iter().all(|(other, _)| !bounds.grown(-0.1).overlaps(other)), "{width}");
                }
            }
        }
    }

    #[test]
    fn no_mark_reaches_into_the_next_tile() {
        // all projects of a mark are in one region
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
}
