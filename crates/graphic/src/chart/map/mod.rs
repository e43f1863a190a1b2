//! The map of regions with the places of the projects, as outlines or as a grid of equal tiles.

mod base;
mod sites;

pub(super) use base::{Projection, arcs, bounds_of, corners, height_at, rings, tile_rect};
pub use sites::theme_outline;
pub(super) use sites::{Site, Tone, draw_site, mark_sites, site_bounds, sites, theme_shape, wide_sites};

use super::geometry::{Point, Rect, Size};
use super::layout::{Align, ColorRole, Fill, HitTarget, Item, Label, Layout, Shape, StaticLayer};
use super::target::Datum;
use crate::wording::text_width::text_width;
use base::{own_aspect, tile_name};
use shanhai_dataset::{BaseMap, Dataset, Language, Project, RegionForm};

/// Outlines or tiles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum MapForm {
    /// The actual borders.
    #[default]
    Outline,
    /// One equal tile per region.
    Tiles,
    /// The actual borders, and the connections that projects make. Where nothing connects the two sides, same as
    /// outlines.
    Connections,
}

impl MapForm {
    /// How its regions are drawn.
    fn of_regions(self) -> RegionForm {
        match self {
            MapForm::Outline | MapForm::Connections => RegionForm::Outline,
            MapForm::Tiles => RegionForm::Tiles,
        }
    }
}

/// Ratio of height to width of the map. The style sheet reserves it too.
pub const ASPECT: f64 = 1.04;

/// Ratios of height to width for wide maps. A map gets the lowest one that holds it, so that little blank space
/// remains above and below.
const LOW_ASPECTS: [f64; 4] = [0.35, 0.5, 0.65, 0.8];

/// Lays out the map. `shown` are the projects that match the filters; the mark of `selected` stands on an accent
/// disc.
pub fn layout_map(
    dataset: &'static Dataset,
    shown: &[&'static Project],
    selected: Option<&'static Project>,
    form: MapForm,
    width: f64,
    language: Language,
) -> Layout {
    let size = Size { width, height: (width * aspect(&dataset.map, form)).round() };
    let mut layout = Layout::empty(size);
    let map = &dataset.map;
    match form {
        MapForm::Outline | MapForm::Connections => {
            outlines(&mut layout, map, &Projection::fitting(map, size.as_rect()), selected, 0.75)
        }
        MapForm::Tiles => tiles(&mut layout, map, language, selected),
    }
    layout.static_layer = StaticLayer { items: layout.items.len(), hit_targets: layout.hit_targets.len() };
    layout_sites(&mut layout, dataset, shown, selected, form, language);
    layout
}

/// The ratio of height to width that a map gets.
fn aspect(map: &BaseMap, form: MapForm) -> f64 {
    let own = own_aspect(map, form.of_regions());
    LOW_ASPECTS.into_iter().find(|low| own <= *low).unwrap_or(ASPECT)
}

/// Replaces the projects on top of the static layer of a map with those that match the filters. The static layer must
/// be that of this form and language, with the same region selected.
pub fn layout_sites(
    layout: &mut Layout,
    dataset: &'static Dataset,
    shown: &[&'static Project],
    selected: Option<&'static Project>,
    form: MapForm,
    language: Language,
) {
    layout.items.truncate(layout.static_layer.items);
    layout.hit_targets.truncate(layout.static_layer.hit_targets);
    let map = &dataset.map;
    let room = layout.size.as_rect();
    let projection = (form != MapForm::Tiles).then(|| Projection::fitting(map, room));
    let sites = sites(map, shown, projection.as_ref(), room);
    if let Some(projection) = &projection {
        wide_sites(layout, &sites);
        names(layout, map, projection, language, &sites);
    }
    for site in &sites {
        let is_selected = selected.is_some_and(|project| site.projects.contains(&project));
        draw_site(layout, site, if is_selected { Tone::Selected } else { Tone::Plain });
    }
    mark_sites(layout, sites);
}

/// Draws the outlines of the regions, with borders `weight` css px wide.
pub(super) fn outlines(
    layout: &mut Layout,
    map: &'static BaseMap,
    projection: &Projection,
    selected: Option<&'static Project>,
    weight: f64,
) {
    let arcs = arcs(map, projection);
    for region in &map.regions {
        let rings = rings(region, &arcs);
        let is_selected = selected.is_some_and(|project| project.region() == region);
        for ring in &rings {
            let role = if is_selected { ColorRole::LandSelected } else { ColorRole::Land };
            layout.items.push(Item::Area { points: ring.clone(), role, fill: Fill::Solid });
        }
        let bounds = bounds_of(rings.iter().flatten());
        layout.hit_targets.push(HitTarget { datum: Datum::Region(region), bounds, shape: Shape::Rings(rings) });
    }
    for arc in arcs {
        layout.items.push(Item::Line { points: arc, role: ColorRole::Border, width: weight });
    }
}

/// Draws the names of the regions where they fit and hide no mark. The tooltip and the list have the others.
fn names(layout: &mut Layout, map: &'static BaseMap, projection: &Projection, language: Language, sites: &[Site]) {
    let mut taken: Vec<Rect> = sites.iter().map(|site| site_bounds(site).grown(-1.0)).collect();
    for region in &map.regions {
        let text = region.short.get(language);
        let Some(land) = layout.hit_targets.iter().find(|mark| mark.datum == Datum::Region(region)) else { continue };
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
            let label = Label {
                at,
                text: text.to_owned(),
                size: 12.0,
                bold: false,
                role: ColorRole::Muted,
                align: Align::Middle,
            };
            let bounds = label.bounds();
            let within = bounds.x >= 0.0 && bounds.x + bounds.width <= layout.size.width;
            let inside = [bounds.x + 4.0, bounds.x + bounds.width - 4.0]
                .into_iter()
                .all(|x| land.holds(Point { x, y: at.y - 4.0 }));
            (within && inside && !taken.iter().any(|other| other.overlaps(&bounds))).then_some(label)
        });
        if let Some(label) = fitting {
            taken.push(label.bounds());
            layout.items.push(Item::Label(label));
        }
    }
}

fn tiles(layout: &mut Layout, map: &'static BaseMap, language: Language, selected: Option<&'static Project>) {
    for region in &map.regions {
        let rect = tile_rect(map, region, layout.size);
        let is_selected = selected.is_some_and(|project| project.region() == region);
        layout.items.push(Item::Bar {
            rect,
            role: if is_selected { ColorRole::LandSelected } else { ColorRole::Land },
            fill: Fill::Solid,
        });
        for (line, text) in tile_name(region.short.get(language), rect.width).into_iter().enumerate() {
            let at = Point { x: rect.center().x, y: rect.y + 11.0 + 11.0 * line as f64 };
            layout.items.push(Item::Label(Label {
                at,
                text,
                size: 12.0,
                bold: false,
                role: ColorRole::Muted,
                align: Align::Middle,
            }));
        }
        layout.hit_targets.push(HitTarget {
            datum: Datum::Region(region),
            bounds: rect,
            shape: Shape::Rings(vec![corners(rect)]),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::base::Extent;
    use super::*;

    /// The shipped map, stretched to this ratio of width to height.
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
}
