//! Labels of the connections: a few places, and the route. A name that has no room appears only in the tooltip and
//! the table.

use super::geometry::{Point, Rect, length};
use super::layout::{Align, ColorRole, Item, Label, Layout};
use super::map::{Site, site_bounds};
use super::shore::Shore;
use crate::wording::text_width::{text_width, wrap};
use shanhai_dataset::{Language, Project};

/// Occupied space: boxes and lines.
pub(super) struct Room {
    within: Rect,
    land: Rect,
    boxes: Vec<Rect>,
    lines: Vec<Vec<Point>>,
}

impl Room {
    pub fn new(shore: &Shore, sites: &[Site], lines: Vec<Vec<Point>>) -> Room {
        let boxes = shore.taken().chain(sites.iter().map(|site| site_bounds(site).grown(-1.0))).collect();
        let within = Rect { x: 0.0, y: 24.0, width: shore.width, height: shore.height - 24.0 };
        Room { within, land: shore.land, boxes, lines }
    }

    fn is_free(&self, bounds: &Rect) -> bool {
        let within = self.within;
        bounds.x >= within.x
            && bounds.y >= within.y
            && bounds.x + bounds.width <= within.x + within.width
            && bounds.y + bounds.height <= within.y + within.height
            && !self.boxes.iter().any(|other| other.overlaps(bounds))
    }

    /// Length of the lines behind a box, in steps of at most 3 px.
    fn crossings(&self, bounds: &Rect) -> usize {
        let room = bounds.grown(2.0);
        self.lines
            .iter()
            .flat_map(|line| line.windows(2))
            .flat_map(|pair| {
                let (a, b) = (pair[0], pair[1]);
                let steps = (length(b.x - a.x, b.y - a.y) / 3.0) as usize + 1;
                (0..steps).map(move |step| {
                    let part = step as f64 / steps as f64;
                    Point { x: a.x + (b.x - a.x) * part, y: a.y + (b.y - a.y) * part }
                })
            })
            .filter(|point| room.distance(*point) == 0.0)
            .count()
    }
}

/// Distances of the route's name from its line, css px below or (negative) above.
const SHIFTS: [f64; 6] = [10.0, 20.0, 32.0, -10.0, -20.0, -32.0];

/// Maximum number of places with a name.
const MOST: usize = 6;

/// Names the places in focus, then those with several projects, on which the article dwells.
pub(super) fn name_places(
    layout: &mut Layout,
    spoken: Vec<&Site>,
    others: Vec<&Site>,
    language: Language,
    room: &mut Room,
) {
    let mut several: Vec<&Site> = others.into_iter().filter(|site| site.projects.len() > 1).collect();
    several.sort_by_key(|site| std::cmp::Reverse(site.projects.len()));
    for site in spoken.into_iter().chain(several).take(MOST) {
        let Some(first) = site.projects.first().filter(|first| {
            // a clustered mark stands for several places and has no name of its own
            site.projects.iter().all(|project| project.place == first.place)
        }) else {
            continue;
        };
        let (x, y) = (site.at.x, site.at.y);
        let spots = [
            (Point { x: x + 15.0, y: y + 4.5 }, Align::Start),
            (Point { x: x - 15.0, y: y + 4.5 }, Align::End),
            (Point { x, y: y + 26.0 }, Align::Middle),
            (Point { x, y: y - 16.0 }, Align::Middle),
            (Point { x: x + 10.0, y: y + 22.0 }, Align::Start),
            (Point { x: x - 10.0, y: y + 22.0 }, Align::End),
            (Point { x: x + 10.0, y: y - 14.0 }, Align::Start),
            (Point { x: x - 10.0, y: y - 14.0 }, Align::End),
        ];
        let label = |(at, align)| Label {
            at,
            text: first.place.name.get(language).to_owned(),
            size: 13.0,
            bold: true,
            role: ColorRole::Text,
            align,
        };
        let free = spots.into_iter().map(label).filter(|label| room.is_free(&label.bounds()));
        let best = free.map(|label| (room.crossings(&label.bounds()), label)).min_by_key(|(crossings, _)| *crossings);
        if let Some((0, label)) = best {
            room.boxes.push(label.bounds());
            layout.items.push(Item::Label(label));
        }
    }
}

/// Names the route between land and coast, beside its line, which is the last of the lines.
pub(super) fn name_route(layout: &mut Layout, shown: &[&'static Project], language: Language, room: &mut Room) {
    const SIZE: f64 = 13.0;
    const LINE: f64 = 17.0;
    let Some(route) = shown.iter().find(|project| !project.route.is_empty()) else { return };
    let Some(line) = room.lines.last().cloned() else { return };
    let name = route.name.get(language);
    let whole = text_width(name, SIZE, true);
    // on one line, or on two where one line would cross others or lie on the land
    let mut best: Option<(i32, Rect, Vec<String>)> = None;
    for (width, price) in [(whole, 0), (whole * 0.6, 30)] {
        let parts = wrap(name, width + 1.0, SIZE, true);
        let width = parts.iter().map(|part| text_width(part, SIZE, true)).fold(0.0, f64::max);
        let height = LINE * parts.len() as f64;
        for (point, shift) in line.iter().take(31).flat_map(|point| SHIFTS.map(|shift| (point, shift))) {
            let y = if shift > 0.0 { point.y + shift } else { point.y + shift - height };
            let bounds = Rect { x: point.x - width / 2.0, y, width, height };
            let on_land = bounds.x < room.land.x + room.land.width;
            let cost = price + shift.abs() as i32 + if on_land { 100 } else { 0 };
            let better = best.as_ref().is_none_or(|(least, ..)| cost < *least);
            if better && room.is_free(&bounds) && room.crossings(&bounds) == 0 {
                best = Some((cost, bounds, parts.clone()));
            }
        }
    }
    let Some((_, bounds, parts)) = best else { return };
    for (index, text) in parts.into_iter().enumerate() {
        let at = Point { x: bounds.center().x, y: bounds.y + LINE * index as f64 + SIZE - 1.0 };
        let label = Label { at, text, size: SIZE, bold: true, role: ColorRole::SideA, align: Align::Middle };
        layout.items.push(Item::Label(label));
    }
    room.boxes.push(bounds);
}
