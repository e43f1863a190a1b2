//! How a model is rendered.

use super::super::chart_figure::{Below, chart_figure};
use super::super::connections_figure::connections;
use super::super::element::{Element, button, el, paragraph};
use super::super::frame;
use super::super::render_context::RenderContext;
use super::super::views::view_content;
use super::Widget;
use crate::browser::focus;
use crate::embedded::FAULTS;
use shanhai_graphic::view_state::Alone;
use yew::prelude::*;

impl Widget {
    pub(super) fn view(&self) -> Element {
        let model = &self.model;
        let context = RenderContext {
            state: model.state(),
            palette: &self.palette,
            highlighted: model.highlighted(),
            send: &self.send,
            shown: model.shown(),
            base: &self.base,
            rows: model.rows(),
            dataset: model.dataset(),
            address: &self.address,
            pictured: model.is_prerendered(),
        };
        let color_scheme = match (&self.host, model.is_dark()) {
            // the style sheet knows the system's theme
            (None, _) => "root",
            (_, true) => "root dark",
            (_, false) => "root light",
        };
        let page = self.head(&context);
        let page = match context.state.alone {
            Some(Alone::Chart(chart)) => page.child(alone(chart_figure(&context, chart, Below::Nothing))),
            Some(Alone::Connections) => page.child(alone(connections(&context, Below::Nothing))),
            None => page.child(frame::header(&context)).child(frame::tabs(&context)).child(panel(&context)),
        };
        el("div")
            .class(color_scheme)
            .attr("lang", context.language().tag())
            .attr("dir", "ltr")
            .held_by(&self.root)
            .number(self.number)
            .child(page.child(frame::footer(&context)).child(paragraph("unseen", context.words().end)))
    }

    /// The page with what comes before everything else: the way around the graphic, and notices.
    fn head(&self, context: &RenderContext) -> Element {
        let words = context.words();
        let notice = if self.model.lacks_chart() { words.unknown_chart } else { "" };
        let notice = paragraph("notice", notice)
            .attr("data-testid", "notice")
            .attr("role", "alert")
            .bool_attr("hidden", notice.is_empty());
        let root = self.root.clone();
        let skip = button(Callback::from(move |_| {
            if let Some(root) = root.cast::<web_sys::Element>() {
                // focus its last tab stop, so that the next one is after the graphic; the package may hide that stop
                focus::move_to(&root, "footer summary");
                focus::move_to(&root, "footer [data-lazy=embed]");
            }
        }));
        let faults = (!FAULTS.is_empty()).then(|| {
            let report = el("pre").text(FAULTS);
            el("div").class("notice").attr("data-testid", "faults").attr("role", "alert").child(report)
        });
        el("div").class("page").child(skip.class("skip").text(words.skip)).child(notice).maybe(faults)
    }
}

/// What is shown without the views.
fn alone(figure: Html) -> Element {
    el("div").class("alone").child(figure)
}

/// The current view.
fn panel(context: &RenderContext) -> Element {
    let view = context.state.view;
    el("div")
        .class("view")
        .attr("role", "tabpanel")
        .attr("id", "panel")
        .attr("aria-labelledby", frame::tab_selector(view).trim_start_matches('#'))
        .key(view.id())
        .child(view_content(context, view))
}
