//! The map of regions with the projects' places, as outlines or as a grid of equal tiles.

pub(super) mod base;
mod sites;

pub use shanhai_dataset::MapForm;
pub use sites::theme_outline;
pub(super) use sites::theme_shape;

use super::geometry::{Point, Rect, Size};
use super::placed::{Align, Fill, Ground, Ink, Item, Label, Mark, Placed, Shape, Target};
use crate::wording::text_width::text_width;
use base::{Projection, arcs, bounds_of, corners, rings, tile_name, tile_rect};
use shanhai_dataset::{BaseMap, Dataset, Language, Project};
use sites::{Site, draw_site, site_bounds};

/// Height of the map per width: reserved by the style sheet too.
pub const ASPECT: f64 = 1.04;

/// Lays the map out. `shown` are the projects that match the filters; `selected` is drawn on top, in accent.
pub fn place_map(
    dataset: &'static Dataset,
    shown: &[&'static Project],
    selected: Option<&'static Project>,
    form: MapForm,
    width: f64,
    language: Language,
) -> Placed {
    let size = Size { width, height: (width * ASPECT).round() };
    let mut placed = Placed { size, items: Vec::new(), marks: Vec::new(), ground: Ground::default() };
    let map = &dataset.map;
    match form {
        MapForm::Outline => outlines(&mut placed, map, &Projection::fitting(map, size), selected),
        MapForm::Tiles => tiles(&mut placed, map, language, selected),
    }
    placed.ground = Ground { items: placed.items.len(), marks: placed.marks.len() };
    place_sites(&mut placed, dataset, shown, selected, form, language);
    placed
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
    let projection = (form == MapForm::Outline).then(|| Projection::fitting(map, placed.size));
    let sites = sites::sites(map, shown, projection.as_ref(), placed.size);
    if let Some(projection) = &projection {
        names(placed, map, projection, language, &sites);
    }
    for site in &sites {
        let is_selected = selected.is_some_and(|project| site.projects.contains(&project));
        draw_site(placed, site, is_selected);
    }
    for site in sites {
        placed.marks.push(Mark {
            bounds: site_bounds(&site),
            shape: Shape::Bounds,
            target: Target::Projects(site.projects),
        });
    }
}

fn outlines(placed: &mut Placed, map: &'static BaseMap, projection: &Projection, selected: Option<&'static Project>) {
    let arcs = arcs(map, projection);
    for region in &map.regions {
        let rings = rings(region, &arcs);
        let is_selected = selected.is_some_and(|project| project.region() == region);
        for ring in &rings {
            let ink = if is_selected { Ink::LandSelected } else { Ink::Land };
            placed.items.push(Item::Area { points: ring.clone(), ink, fill: Fill::Solid });
        }
        let bounds = bounds_of(rings.iter().flatten());
        placed.marks.push(Mark { target: Target::Region(region), bounds, shape: Shape::Rings(rings) });
    }
    for arc in arcs {
        placed.items.push(Item::Line { points: arc, ink: Ink::Border, width: 1.0 });
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
        placed.marks.push(Mark {
            target: Target::Region(region),
            bounds: rect,
            shape: Shape::Rings(vec![corners(rect)]),
        });
    }
}
