//! The views, by name.

use super::chart_figure::all_charts;
use super::element::{Element, el};
use super::scene::Scene;
use super::{models_view, overview, project_view, timeline_view};
use shanhai_graphic::view_state::View;

/// What a view shows.
pub(super) fn view_content(scene: &Scene, view: View) -> Element {
    match view {
        View::Overview => overview::overview(scene),
        View::Charts => el("div").child(all_charts(scene)),
        View::Projects => project_view::project_view(scene),
        View::Timeline => timeline_view::timeline_view(scene),
        View::Models => models_view::models_view(scene),
    }
}
