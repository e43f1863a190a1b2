//! Sea and mountain: the partners on the sea side, the places on the mountain side, and a curve for each pair that a
//! project connects.
//!
//! This is a schematic, not a map of routes. The coast is one line: it stands upright beside the land where both fit,
//! and above it otherwise. As in charts, the height depends only on the width class.

use super::geometry::{Point, Size, simplified};
use super::layout::{Align, ColorRole, Fill, HitTarget, Item, Label, Layout, Shape, StaticLayer};
use super::map::{Projection, Site, Tone, draw_site, mark_sites, outlines, sites, wide_sites};
use super::shore::{Row, Shore};
use super::signposts::{Room, name_places, name_route};
use super::target::Datum;
use crate::joins::{Focus, Join, joins, leading, works_with};
use crate::wording::words;
use shanhai_dataset::{Dataset, Language, Project};

/// Line widths, css px: a pair; a pair in focus or a route out of focus; any other route.
const QUIET: f64 = 1.0;
const LIT: f64 = 2.5;
const STRONG: f64 = 3.5;

/// Lays out the connections. `shown` are the projects that match the filters; `focus` is what is in focus.
pub fn layout_connections(
    dataset: &'static Dataset,
    shown: &[&'static Project],
    focus: Option<Focus>,
    width: f64,
    language: Language,
) -> Layout {
    let shore = Shore::of(dataset, width, language);
    let size = Size { width: shore.width, height: shore.height };
    let mut layout = Layout::empty(size);
    let projection = Projection::fitting(&dataset.map, shore.land);
    outlines(&mut layout, &dataset.map, &projection, None, 0.75);
    layout.static_layer = StaticLayer { items: layout.items.len(), hit_targets: layout.hit_targets.len() };
    layout_joins(&mut layout, dataset, shown, focus, language);
    layout
}

/// Replaces everything on top of the static layer of a connections layout, that is, all that filters and focus
/// change.
pub fn layout_joins(
    layout: &mut Layout,
    dataset: &'static Dataset,
    shown: &[&'static Project],
    focus: Option<Focus>,
    language: Language,
) {
    layout.items.truncate(layout.static_layer.items);
    layout.hit_targets.truncate(layout.static_layer.hit_targets);
    let shore = Shore::of(dataset, layout.size.width, language);
    let projection = Projection::fitting(&dataset.map, shore.land);
    let sites = sites(&dataset.map, shown, Some(&projection), shore.land);
    // with the coast above the land, one partner at a time is in focus
    let focus = focus.or_else(|| leading(dataset).filter(|_| !shore.beside).map(Focus::Partner));
    let picture = Picture { shore: &shore, sites: &sites, focus, joins: joins(shown), shown };
    wide_sites(layout, &sites);
    let curves = picture.curves(&projection);
    layout.items.extend(curves.iter().map(Curve::line));
    for site in &sites {
        draw_site(layout, site, picture.tone(site));
    }
    let taken = Room::new(&shore, &sites, curves.into_iter().map(|curve| curve.points).collect());
    picture.write(layout, dataset, language, taken);
    for row in &shore.rows {
        let datum = Datum::Partner(row.partner);
        layout.hit_targets.push(HitTarget { datum, bounds: row.bounds, shape: Shape::Bounds });
    }
    mark_sites(layout, sites);
}

/// One line of the drawing.
struct Curve {
    points: Vec<Point>,
    role: ColorRole,
    width: f64,
}

impl Curve {
    fn line(&self) -> Item {
        // a curve needs fewer points where it is nearly straight
        Item::Line { points: simplified(&self.points, 0.25), role: self.role, width: self.width }
    }
}

/// A slightly bowed line from one place to the next, without its first point.
fn bow(from: Point, to: Point) -> impl Iterator<Item = Point> {
    const STEPS: usize = 10;
    let (dx, dy) = (to.x - from.x, to.y - from.y);
    let middle = Point { x: from.x + dx / 2.0 - dy * 0.06, y: from.y + dy / 2.0 + dx * 0.06 };
    (1..=STEPS).map(move |step| {
        let t = step as f64 / STEPS as f64;
        let mix = |a: f64, b: f64, c: f64| (1.0 - t) * (1.0 - t) * a + 2.0 * (1.0 - t) * t * b + t * t * c;
        Point { x: mix(from.x, middle.x, to.x), y: mix(from.y, middle.y, to.y) }
    })
}

/// Everything drawn on top of the static layer.
struct Picture<'a> {
    shore: &'a Shore,
    sites: &'a [Site],
    focus: Option<Focus>,
    joins: Vec<Join>,
    shown: &'a [&'static Project],
}

impl Picture<'_> {
    fn is_highlighted(&self, join: &Join) -> bool {
        self.focus.is_some_and(|focus| focus.holds(join))
    }

    /// The position of a project's mark.
    fn site_of(&self, project: &Project) -> Option<Point> {
        self.sites.iter().find(|site| site.projects.iter().any(|one| one.id == project.id)).map(|site| site.at)
    }

    /// The lines from back to front: pairs out of focus first, routes last.
    fn curves(&self, projection: &Projection) -> Vec<Curve> {
        let routes = || self.shown.iter().copied().filter(|project| !project.route.is_empty());
        let mut curves: Vec<Curve> = Vec::new();
        for join in &self.joins {
            let highlighted = self.is_highlighted(join);
            // the route shows this connection more strongly
            let on_way = routes().any(|route| {
                route.partners.first().is_some_and(|one| one.get() == join.partner)
                    && route.route.first().is_some_and(|stop| stop.get() == join.place)
            });
            let row = self.shore.rows.iter().find(|row| row.partner == join.partner);
            let (Some(first), Some(row)) = (join.projects.first(), row) else { continue };
            let Some(site) = self.site_of(first).filter(|_| !on_way && (highlighted || self.shore.beside)) else {
                continue;
            };
            let same = join.projects.iter().all(|project| project.theme == first.theme);
            let role = match (highlighted || self.focus.is_none(), same) {
                (false, _) => ColorRole::Rule,
                (true, true) => ColorRole::of_theme(first.theme.index),
                (true, false) => ColorRole::Muted,
            };
            let width = if highlighted { LIT } else { QUIET };
            curves.push(Curve { points: self.shore.curve(row.dock, site), role, width });
        }
        curves.extend(routes().filter_map(|route| self.way(route, projection)));
        curves.sort_by(|a, b| a.width.total_cmp(&b.width));
        curves
    }

    /// The one strong line: a route from its partner on the coast through its places.
    fn way(&self, route: &'static Project, projection: &Projection) -> Option<Curve> {
        let highlighted = self.focus.is_none_or(|focus| focus.holds_route(route));
        if !highlighted && !self.shore.beside {
            return None;
        }
        let rows = &self.shore.rows;
        let from = route.partners.first().and_then(|partner| rows.iter().find(|row| row.partner == partner.get()));
        let start = from.map_or(self.shore.middle(), |row| row.dock);
        let stops: Vec<Point> = route
            .route
            .iter()
            .map(|stop| {
                let here = |site: &&Site| site.projects.iter().any(|project| project.place.get() == stop.get());
                let site = self.sites.iter().find(here);
                site.map_or_else(|| projection.point(stop.lon, stop.lat), |site| site.at)
            })
            .collect();
        let mut points = self.shore.curve(start, *stops.first()?);
        for pair in stops.windows(2) {
            points.extend(bow(pair[0], pair[1]));
        }
        let role = if highlighted { ColorRole::SideA } else { ColorRole::Border };
        Some(Curve { points, role, width: if highlighted { STRONG } else { LIT } })
    }

    /// Whether a place is in focus.
    fn is_spoken(&self, site: &Site) -> bool {
        match self.focus {
            None => false,
            Some(Focus::Place(place)) => site.projects.iter().any(|project| project.place.get() == place),
            Some(Focus::Project(project)) => site.projects.contains(&project),
            Some(Focus::Partner(partner)) => {
                self.joins.iter().any(|join| join.partner == partner && site.projects.contains(&join.projects[0]))
            }
        }
    }

    fn tone(&self, site: &Site) -> Tone {
        let Some(focus) = self.focus else { return Tone::Plain };
        let by_itself = matches!(focus, Focus::Place(_) | Focus::Project(_));
        match (self.is_spoken(site), by_itself) {
            (true, true) => Tone::Selected,
            (true, false) => Tone::Plain,
            // with the coast above the land a partner is in focus by default, so the other marks keep their colours
            (false, _) if !self.shore.beside => Tone::Plain,
            (false, _) => Tone::Grey,
        }
    }

    /// Draws both sides, the partners and all labels: a few places and the route.
    fn write(&self, layout: &mut Layout, dataset: &'static Dataset, language: Language, mut taken: Room) {
        self.shore.draw(layout, dataset, language);
        for row in &self.shore.rows {
            let spoken = self.focus.is_none()
                || self.focus.is_some_and(|focus| focus.names(row.partner))
                || self.joins.iter().any(|join| join.partner == row.partner && self.is_highlighted(join));
            self.partner(layout, row, spoken);
        }
        if let (false, Some(Focus::Partner(partner))) = (self.shore.beside, self.focus) {
            let count = self.shown.iter().filter(|project| works_with(project, partner)).count();
            let words = words(language);
            let name = super::shore::parted(partner.name.get(language)).0;
            let text = format!("{name}{}{}", words.colon, (words.project_count)(count));
            let label = Label {
                at: Point { x: layout.size.width, y: self.shore.foot },
                text,
                size: 13.0,
                bold: true,
                role: ColorRole::SideA,
                align: Align::End,
            };
            if label.bounds().x > self.shore.foot_start {
                layout.items.push(Item::Label(label));
            }
        }
        let (spoken, others): (Vec<&Site>, Vec<&Site>) =
            self.sites.iter().partition(|site| self.focus.is_some() && self.is_spoken(site));
        let others = if self.focus.is_none() || !self.shore.beside { others } else { Vec::new() };
        name_places(layout, spoken, others, language, &mut taken);
        // with something in focus, the name of the route would compete with its labels
        if self.shore.beside && self.focus.is_none() {
            name_route(layout, self.shown, language, &mut taken);
        }
    }

    fn partner(&self, layout: &mut Layout, row: &Row, spoken: bool) {
        let chosen = spoken && self.focus.is_some();
        if self.shore.beside {
            let ring = |radius, role| Item::Disc { center: row.dock, radius, role, fill: Fill::Solid };
            layout.items.push(ring(6.0, if spoken { ColorRole::SideA } else { ColorRole::Border }));
            if !chosen {
                layout.items.push(ring(3.75, ColorRole::Background));
            }
        } else {
            let fill = if chosen { Fill::Solid } else { Fill::Tint };
            layout.items.push(Item::Bar { rect: row.bounds.grown(-2.0), role: ColorRole::SideA, fill });
        }
        for line in &row.lines {
            let role = match (self.shore.beside, chosen, spoken) {
                (false, true, _) => ColorRole::Background,
                (true, true, _) => ColorRole::SideA,
                (_, _, true) | (false, ..) => line.role,
                _ => ColorRole::Muted,
            };
            let bold = line.bold || (chosen && self.shore.beside && line.role == ColorRole::Text);
            layout.items.push(Item::Label(Label { role, bold, ..line.clone() }));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::chart::BESIDE;
    use crate::joins::has_joins;
    use crate::testing::dataset;

    fn all() -> Vec<&'static Project> {
        dataset().projects.iter().collect()
    }

    fn lines(layout: &Layout, width: f64) -> usize {
        let above = &layout.items[layout.static_layer.items..];
        above.iter().filter(|item| matches!(item, Item::Line { width: w, .. } if *w == width)).count()
    }

    #[test]
    fn only_what_the_projects_name_together_is_joined() {
        let joins = joins(&all());
        assert_eq!(dataset().projects.iter().filter(|project| !project.partners.is_empty()).count(), 17);
        assert_eq!(joins.len(), 12);
        for join in &joins {
            assert!(join.projects.iter().all(|project| project.place.get() == join.place));
            assert!(join.projects.iter().all(|project| project.partners.iter().any(|one| one.get() == join.partner)));
        }
        assert!(has_joins(dataset()));
    }

    #[test]
    fn each_pair_has_one_curve_and_the_way_is_the_one_strong_line() {
        for width in [560.0, 760.0, 1280.0] {
            let layout = layout_connections(dataset(), &all(), None, width, Language::En);
            // the pair that the route starts with is drawn as the route
            assert_eq!((lines(&layout, QUIET), lines(&layout, LIT), lines(&layout, STRONG)), (11, 0, 1), "{width}");
        }
    }

    #[test]
    fn a_partner_lights_its_places_and_a_place_its_partners() {
        let airline = dataset().partners.iter().find(|partner| partner.id == "spring-airlines").unwrap();
        let lvchun = dataset().places.iter().find(|place| place.id == "lvchun").unwrap();
        for (focus, highlighted) in [(Focus::Partner(airline), 1), (Focus::Place(lvchun), 2)] {
            for width in [300.0, 1000.0] {
                let layout = layout_connections(dataset(), &all(), Some(focus), width, Language::ZhHans);
                let wide = width >= BESIDE;
                // the route is not theirs: it is out of focus, and as wide as their lines
                assert_eq!(lines(&layout, LIT), highlighted + usize::from(wide), "{focus:?} {width}");
                assert_eq!(lines(&layout, STRONG), 0);
            }
        }
    }

    #[test]
    fn on_a_phone_the_leading_partner_speaks_first() {
        let layout = layout_connections(dataset(), &all(), None, 340.0, Language::ZhHans);
        assert_eq!((lines(&layout, QUIET), lines(&layout, LIT), lines(&layout, STRONG)), (0, 1, 1));
        assert!(
            layout.items.iter().any(|item| matches!(item, Item::Label(label) if label.text.contains("临港集团：")))
        );
    }
}
