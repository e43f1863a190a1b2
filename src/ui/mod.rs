//! The components, which hold state and pass events on. Code that can be pure is elsewhere.

mod app;
mod chart_figure;
mod component;
mod connections_figure;
mod drawing;
mod element;
mod frame;
mod info;
mod media;
mod memo;
mod message;
mod models_view;
mod mount;
mod overview;
#[cfg(feature = "ssr")]
pub mod prerender;
mod project_detail;
mod project_filters;
mod project_list;
#[cfg(feature = "ssr")]
pub mod project_page;
mod project_view;
mod render_context;
mod theme_mark;
mod timeline_view;
mod views;

use drawing::drawing_of;
use memo::memo;

pub use component::{Shanhai, ShanhaiProps};
pub use mount::Widget;
pub use shanhai_graphic::store::{Msg, Options};
