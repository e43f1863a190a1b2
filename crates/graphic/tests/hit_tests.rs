//! What a pointer hits: the nearest mark, and a place before the region that it stands on.
#![cfg(not(target_arch = "wasm32"))]

#[path = "data/mod.rs"]
mod data;

use data::SHIPPED;
use proptest::prelude::*;
use shanhai_dataset::Language;
use shanhai_graphic::chart::{Datum, MapForm, Point, layout_chart, layout_map};

proptest! {
    /// The mark that a point hits is near it, and no nearer mark is passed over.
    #[test]
    fn the_mark_at_a_point_is_the_nearest(x in 0.0..640.0_f64, y in 0.0..600.0_f64, index in 0..SHIPPED.charts.len()) {
        let layout = layout_chart(&SHIPPED.charts[index], &SHIPPED, 640.0, Language::ZhHans);
        let point = Point { x, y };
        let least = layout.hit_targets.iter().map(|mark| mark.bounds.distance(point)).fold(f64::MAX, f64::min);
        match layout.hit_target_at(point, 8.0) {
            Some(mark) => prop_assert!((layout.hit_targets[mark].bounds.distance(point) - least).abs() < 1e-9 && least <= 8.0),
            None => prop_assert!(least > 8.0, "{least}"),
        }
    }

    /// Every point on the map hits at most one thing, and a place wins over the region it stands on.
    #[test]
    fn places_win_over_regions(x in 0.0..600.0_f64, y in 0.0..620.0_f64) {
        let layout = layout_map(&SHIPPED, &SHIPPED.projects.iter().collect::<Vec<_>>(), None, MapForm::Outline, 600.0, Language::En);
        let point = Point { x, y };
        let on_place = layout.hit_targets.iter().any(|mark| matches!(mark.datum, Datum::Projects(_)) && mark.bounds.distance(point) == 0.0);
        let answer = layout.hit_target_at(point, 0.0).map(|index| &layout.hit_targets[index].datum);
        prop_assert_eq!(on_place, matches!(answer, Some(Datum::Projects(_))));
    }
}
