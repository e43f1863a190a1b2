//! The projects' places on the map: marks by theme, moved apart, and shared where there are many.

use super::super::geometry::{Point, Rect, Size, length};
use super::super::placed::{Align, Fill, Ink, Item, Label, Placed};
use super::base::{Projection, tile_rect};
use shanhai_dataset::{BaseMap, Place, Project, Region};

/// From so many projects on, those of a neighbourhood share a mark.
const CROWD: usize = 150;

/// Radius of a place's mark, css px: with its neighbour's gap it makes a target of 24 px.
const RADIUS: f64 = 9.0;

/// Projects that share a mark.
pub(super) struct Site {
    pub at: Point,
    pub projects: Vec<&'static Project>,
}

/// The box of a mark: a target of 24 px.
pub(super) fn site_bounds(site: &Site) -> Rect {
    Rect { x: site.at.x - 12.0, y: site.at.y - 12.0, width: 24.0, height: 24.0 }
}

/// The projects by place, at their points, or in their tiles without a projection; marks that would touch are moved apart.
pub(super) fn sites(
    map: &'static BaseMap,
    shown: &[&'static Project],
    projection: Option<&Projection>,
    size: Size,
) -> Vec<Site> {
    if shown.len() > CROWD {
        return match projection {
            Some(projection) => clusters(shown, projection, size),
            None => by_region(map, shown, size),
        };
    }
    let mut by_place: Vec<(&'static Place, Vec<&'static Project>)> = Vec::new();
    for &project in shown {
        match by_place.iter_mut().find(|(place, _)| *place == project.place.get()) {
            Some((_, projects)) => projects.push(project),
            None => by_place.push((project.place.get(), vec![project])),
        }
    }
    let mut sites: Vec<Site> = Vec::with_capacity(by_place.len());
    for (place, projects) in by_place {
        let at = match projection {
            Some(projection) => projection.point(place.lon, place.lat),
            None => {
                let rect = tile_rect(map, &place.region, size);
                let before = sites
                    .iter()
                    .filter(|site| site.projects.iter().any(|project| project.place.region == place.region))
                    .count();
                Point { x: rect.center().x + (before as f64 - 0.5) * 22.0, y: rect.y + rect.height - RADIUS }
            }
        };
        sites.push(Site { at, projects });
    }
    spread(&mut sites, size);
    sites
}

/// The projects by cell of a grid as wide as a target: no two marks touch, however many projects there are, and each
/// project is looked at once.
fn clusters(shown: &[&'static Project], projection: &Projection, size: Size) -> Vec<Site> {
    const CELL: f64 = 24.0;
    let (columns, rows) = ((size.width / CELL) as usize, (size.height / CELL) as usize);
    let mut cells: Vec<Vec<&'static Project>> = vec![Vec::new(); columns * rows];
    let (wide, high) = (size.width / columns as f64, size.height / rows as f64);
    for &project in shown {
        let Point { x, y } = projection.point(project.place.lon, project.place.lat);
        let column = ((x / wide).max(0.0) as usize).min(columns - 1);
        let row = ((y / high).max(0.0) as usize).min(rows - 1);
        cells[row * columns + column].push(project);
    }
    let at =
        |index: usize| Point { x: ((index % columns) as f64 + 0.5) * wide, y: ((index / columns) as f64 + 0.5) * high };
    let filled = cells.into_iter().enumerate().filter(|(_, projects)| !projects.is_empty());
    filled.map(|(index, projects)| Site { at: at(index), projects }).collect()
}

/// The projects by region, each in its tile.
fn by_region(map: &'static BaseMap, shown: &[&'static Project], size: Size) -> Vec<Site> {
    let of = |region: &'static Region| {
        let rect = tile_rect(map, region, size);
        let at = Point { x: rect.center().x, y: rect.y + rect.height - RADIUS };
        let projects: Vec<_> = shown.iter().copied().filter(|project| project.place.region.get() == region).collect();
        (!projects.is_empty()).then_some(Site { at, projects })
    };
    map.regions.iter().filter_map(of).collect()
}

/// Moves marks apart until no two touch; few rounds, each of small steps, and always the same result.
fn spread(sites: &mut [Site], size: Size) {
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
            site.at.x = site.at.x.clamp(12.0, size.width - 12.0);
            site.at.y = site.at.y.clamp(12.0, size.height - 12.0);
        }
        if !moved {
            break;
        }
    }
}

/// A mark: shape and colour by theme, a number where several stand there.
pub(super) fn draw_site(placed: &mut Placed, site: &Site, selected: bool) {
    let Some(first) = site.projects.first() else { return };
    let same_theme = site.projects.iter().all(|project| project.theme == first.theme);
    let ink = if same_theme { Ink::of_theme(first.theme.index) } else { Ink::Ink };
    let kind = if same_theme { first.theme.index } else { 0 };
    if selected {
        placed.items.push(Item::Disc { center: site.at, radius: RADIUS + 5.0, ink: Ink::Accent, fill: Fill::Solid });
    }
    theme_shape(&mut placed.items, kind, site.at, RADIUS + 1.5, Ink::Paper);
    theme_shape(&mut placed.items, kind, site.at, RADIUS, ink);
    if site.projects.len() > 1 {
        // the tooltip tells the whole number
        let text = if site.projects.len() > 99 { "99+".to_owned() } else { site.projects.len().to_string() };
        let at = Point { x: site.at.x, y: site.at.y + 4.3 };
        placed.items.push(Item::Label(Label {
            at,
            text,
            size: 12.0,
            bold: true,
            ink: Ink::Paper,
            align: Align::Middle,
        }));
    }
}

/// Circle, square, triangle, diamond: the themes are told apart without colour.
pub(in super::super) fn theme_shape(items: &mut Vec<Item>, index: usize, at: Point, radius: f64, ink: Ink) {
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
    use super::super::super::placed::Target;
    use super::super::{MapForm, place_map};
    use super::*;
    use shanhai_dataset::Language;

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
}
