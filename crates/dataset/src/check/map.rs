//! Checks on the base map and the places on it.

use super::{Checker, List};
use crate::topology::{TileGrid, Topology};

impl Checker<'_> {
    /// The base map: every region in all three lists, the dataset's, the boundary file's and the tile grid's.
    pub(super) fn map(&mut self, topology: Option<&Topology>, tiles: Option<&TileGrid>) {
        let map = &self.dataset.map;
        self.line("map.approval", &map.approval);
        for (i, credit) in map.credits.iter().enumerate() {
            self.text(&format!("map.credits[{i}]"), credit);
        }
        self.unique("map.regions", ".adcode", map.regions.iter().map(|region| &region.adcode));
        for (i, region) in map.regions.iter().enumerate() {
            let path = format!("map.regions[{i}]");
            let code = format!("{path}.adcode");
            let adcode = &region.adcode;
            self.text(&format!("{path}.name"), &region.name);
            self.text(&format!("{path}.short"), &region.short);
            if adcode.len() != 6 || !adcode.bytes().all(|byte| byte.is_ascii_digit()) {
                self.fault(&code, format!("`{adcode}`"), "six digits", "Write the official division code.");
            }
            if topology.is_some_and(|topology| !topology.regions.contains_key(adcode)) {
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

    /// Places: each point inside the outline of its region.
    pub(super) fn places(&mut self, topology: Option<&Topology>) {
        let places = &self.dataset.places;
        self.ids("places", places.iter().map(|place| &place.id));
        for (i, place) in places.iter().enumerate() {
            let path = format!("places[{i}]");
            self.text(&format!("{path}.name"), &place.name);
            self.line(&format!("{path}.source"), &place.source);
            let region_known = self.reference(&format!("{path}.region"), List::Region, &place.region);
            let mut on_earth = true;
            for (field, value, limit) in [("lon", place.lon, 180.0), ("lat", place.lat, 90.0)] {
                if !(-limit..=limit).contains(&value) {
                    let expected = format!("degrees from -{limit} to {limit}");
                    self.fault(&format!("{path}.{field}"), format!("{value}"), expected, "Correct the coordinate.");
                    on_earth = false;
                }
            }
            let outside = topology.is_some_and(|topology| {
                topology.regions.contains_key(place.region.id())
                    && !topology.contains(place.region.id(), place.lon, place.lat)
            });
            if region_known && on_earth && outside {
                let found = format!("{} E, {} N", place.lon, place.lat);
                let expected = format!("a point inside the outline of region {}", place.region);
                self.fault(&path, found, expected, "Correct lon and lat (have they changed places?), or the region.");
            }
        }
    }
}
