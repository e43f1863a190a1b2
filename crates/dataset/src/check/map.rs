//! Checks on the base map and its places.

use super::{Checker, List};
use crate::model::Place;
use crate::topology::{TileGrid, Topology};
use std::collections::{BTreeMap, BTreeSet};

impl Checker<'_> {
    /// The base map: every region must be in all three lists, that of the dataset, of the boundary file and of the
    /// tile grid.
    pub(super) fn map(&mut self, topology: Option<&Topology>, tiles: Option<&TileGrid>) {
        let map = &self.dataset.map;
        if let Some(approval) = &map.approval {
            self.line("map.approval", approval);
        }
        for (i, credit) in map.credits.iter().enumerate() {
            self.text(&format!("map.credits[{i}]"), credit);
        }
        if let Some(called) = &map.called {
            self.text("map.called.one", &called.one);
            self.text("map.called.many", &called.many);
        }
        self.unique("map.regions", ".adcode", map.regions.iter().map(|region| &region.adcode));
        for (i, region) in map.regions.iter().enumerate() {
            let path = format!("map.regions[{i}]");
            let code = format!("{path}.adcode");
            let adcode = &region.adcode;
            self.text(&format!("{path}.name"), &region.name);
            self.text(&format!("{path}.short"), &region.short);
            if adcode.is_empty() || !adcode.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
                let expected = "a code of letters, digits and hyphens, as `530100`, `09` or `US-CT`";
                self.fault(&code, format!("`{adcode}`"), expected, "Write the official division code.");
            }
            if topology.is_some_and(|topology| topology.without_outline.contains(adcode)) {
                let found = format!("`{adcode}`, of which {} has no outline any more", map.boundaries);
                let help = "Simplify less, or keep small shapes: `-simplify … keep-shapes` in mapshaper.";
                self.fault(&code, found, "a region with an outline", help);
            } else if topology.is_some_and(|topology| !topology.regions.contains_key(adcode)) {
                let expected = format!("a region of {}", map.boundaries);
                self.fault(&code, format!("`{adcode}`"), expected, "Correct the code, or add its outline.");
            }
            if tiles.is_some_and(|tiles| !tiles.tiles.contains_key(adcode)) {
                let expected = format!("a region with a tile in {}", map.tiles);
                self.fault(&code, format!("`{adcode}`"), expected, "Add its tile.");
            }
        }
        let outlines =
            topology.iter().flat_map(|topology| topology.regions.keys()).map(|code| ("map.boundaries", code));
        let tiles = tiles.iter().flat_map(|tiles| tiles.tiles.keys()).map(|code| ("map.tiles", code));
        for (path, adcode) in outlines.chain(tiles) {
            if !map.regions.iter().any(|region| &region.adcode == adcode) {
                self.fault(path, format!("region {adcode}"), "only regions of map.regions", "Add it to map.regions.");
            }
        }
    }

    /// Places: each point must lie inside the outline of its region.
    pub(super) fn places(&mut self, topology: Option<&Topology>) {
        let places = &self.dataset.places;
        self.ids("places", places.iter().map(|place| &place.id));
        for (i, place) in places.iter().enumerate() {
            let path = format!("places[{i}]");
            self.text(&format!("{path}.name"), &place.name);
            self.line(&format!("{path}.source"), &place.source);
            let region_known = self.reference(&format!("{path}.region"), List::Region, &place.region);
            let has_outline = |topology: &&Topology| region_known && topology.regions.contains_key(place.region.id());
            self.point(&path, place, topology.filter(has_outline));
        }
    }

    /// The point of a place must be on earth and inside the outline of its region.
    fn point(&mut self, path: &str, place: &Place, topology: Option<&Topology>) {
        let Place { lon, lat, region, .. } = place;
        let inside = topology.is_some_and(|topology| topology.contains(region.id(), *lon, *lat));
        // if the swapped coordinates lie on the map, the author swapped them by mistake
        if topology.is_some_and(|topology| !inside && topology.region_at(*lat, *lon).is_some()) {
            let found = format!("lon {lon} and lat {lat}, which have changed places");
            let expected = format!("lon {lat} and lat {lon}, which lies on the map");
            return self.fault(path, found, expected, "Swap the two numbers.");
        }
        let mut on_earth = true;
        for (field, value, limit) in [("lon", *lon, 180.0), ("lat", *lat, 90.0)] {
            if !(-limit..=limit).contains(&value) {
                let expected = format!("degrees from -{limit} to {limit}");
                self.fault(&format!("{path}.{field}"), format!("{value}"), expected, "Correct the coordinate.");
                on_earth = false;
            }
        }
        let Some(topology) = topology.filter(|_| on_earth && !inside) else { return };
        let elsewhere = topology.region_at(*lon, *lat);
        let there = elsewhere.map_or("outside of every region".to_owned(), |code| format!("in region {code}"));
        let found = format!("{lon} E, {lat} N, {there}");
        let expected = format!("a point inside the outline of region {region}");
        self.fault(path, found, expected, "Correct lon and lat, or the region.");
    }

    /// Reports a map whose remote regions leave little room for the regions with projects.
    pub(super) fn extent(&mut self, topology: &Topology) {
        let bounds: BTreeMap<&str, [f64; 4]> =
            topology.regions.keys().filter_map(|code| Some((code.as_str(), topology.bounds(code)?))).collect();
        let used: BTreeSet<&str> = self.dataset.places.iter().map(|place| place.region.id()).collect();
        let whole = extent_of(bounds.values());
        let mut left = bounds;
        let mut cut: Vec<&str> = Vec::new();
        // at most a quarter of the regions: a map that shows where in a country its projects are is intended
        for _ in 0..left.len() / 4 {
            let without = |code: &str| extent_of(left.iter().filter(|(other, _)| **other != code).map(|(_, one)| one));
            let candidates = left.keys().filter(|code| !used.contains(**code));
            let Some(best) =
                candidates.copied().min_by(|one, other| area(without(one)).total_cmp(&area(without(other))))
            else {
                break;
            };
            left.remove(best);
            cut.push(best);
            if area(extent_of(left.values())) * DROWNED < area(whole) {
                let size =
                    |[west, south, east, north]: [f64; 4]| format!("{:.0}° by {:.0}°", east - west, north - south);
                let found = format!("a map of {}, most of it for regions without a project", size(whole));
                let expected = format!("a map of about {}", size(extent_of(left.values())));
                let help =
                    format!("Cut {} from the map (`shanhai map … --without {}`).", cut.join(", "), cut.join(","));
                return self.fault("map.boundaries", found, expected, help);
            }
        }
    }
}

/// Remote regions are a fault if the map would be this many times smaller without them.
const DROWNED: f64 = 3.0;

/// The western, southern, eastern and northern limits of several areas.
fn extent_of<'a>(bounds: impl Iterator<Item = &'a [f64; 4]>) -> [f64; 4] {
    const NOTHING: [f64; 4] = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
    bounds.fold(NOTHING, |[w, s, e, n], one| [w.min(one[0]), s.min(one[1]), e.max(one[2]), n.max(one[3])])
}

fn area([west, south, east, north]: [f64; 4]) -> f64 {
    (east - west) * (north - south)
}
