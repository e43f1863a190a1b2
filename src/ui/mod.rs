//! The components: they hold state and pass events on. What can be pure is not here.

mod app;
mod chart_figure;
mod drawing;
mod element;
mod frame;
mod models_view;
mod mount;
mod overview;
mod project_detail;
mod project_filters;
mod project_list;
mod project_view;
mod scene;
mod theme_mark;
mod timeline_view;

pub use mount::{Options, Widget};
