//! The shape and colour of a theme, as on the map.

use crate::chart::theme_outline;
use shanhai_dataset::Theme;
use std::fmt::Write;
use yew::prelude::*;

/// A small drawing of a theme's shape; a ring where there is no theme.
pub(super) fn theme_mark(theme: Option<&Theme>) -> Html {
    let class = theme.map_or_else(|| "mark none".to_owned(), |theme| format!("mark theme-{}", theme.index));
    let shape = match theme.map(|theme| theme_outline(theme.index)) {
        Some(Some(corners)) => {
            let mut points = String::new();
            for (x, y) in corners {
                // writing to a string cannot fail
                let _ = write!(points, "{x},{y} ");
            }
            html! { <polygon points={points} /> }
        }
        _ => html! { <circle r="1" /> },
    };
    html! { <svg class={class} viewBox="-1.35 -1.35 2.7 2.7" aria-hidden="true" focusable="false">{ shape }</svg> }
}
