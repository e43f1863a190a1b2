//! The components: they hold state and pass events on. What can be pure is not here.

#![cfg_attr(feature = "publish", allow(dead_code, reason = "pictures stand where drawings would live"))]

mod app;
mod chart_figure;
mod drawing;
mod element;
mod frame;
mod kept;
mod models_view;
mod mount;
mod overview;
mod project_detail;
mod project_filters;
mod project_list;
mod project_view;
mod scene;
#[cfg(feature = "publish")]
pub mod still;
mod theme_mark;
mod timeline_view;
mod views;

// a drawing that lives, or its picture in a page that is published
#[cfg(feature = "publish")]
use still::{drawing_of, kept};
#[cfg(not(feature = "publish"))]
use {drawing::drawing_of, kept::kept};

pub use mount::{Options, Widget};
