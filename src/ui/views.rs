//! The views, by name.

use super::chart_figure::all_charts;
use super::element::{Element, el};
use super::render_context::RenderContext;
use super::{models_view, overview, project_view, timeline_view};
use shanhai_graphic::view_state::View;

/// The content of a view.
pub(super) fn view_content(context: &RenderContext, view: View) -> Element {
    match view {
        View::Overview => overview::overview(context),
        View::Charts => el("div").child(all_charts(context)),
        View::Projects => project_view::project_view(context),
        View::Timeline => timeline_view::timeline_view(context),
        View::Models => models_view::models_view(context),
    }
}
