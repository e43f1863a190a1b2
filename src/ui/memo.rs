//! Parts of the widget that re-render only when something that they show has changed.
//!
//! A keystroke in the search changes the list, the map and a count. Without memoization, each one would build and
//! compare the whole widget.

use super::element::Element;
use super::message::Msg;
use super::render_context::RenderContext;
use shanhai_dataset::{Dataset, Project};
use shanhai_graphic::paint::Palette;
use shanhai_graphic::view_state::{Target, ViewState};
use std::rc::Rc;
use yew::prelude::*;
use yew::virtual_dom::{Key, VChild};

/// Everything that a part shows, as numbers: indexes in lists, addresses, flags.
pub(super) type Deps = [usize; 5];

/// Renders a part from the context and a number that says which one of its kind it is.
pub(super) type RenderFn = fn(&RenderContext, usize) -> Element;

/// A part that re-renders when `deps` or `which` changes. They must cover everything that `render` reads of the
/// context.
pub(super) fn memo(context: &RenderContext, key: &'static str, which: usize, deps: Deps, render: RenderFn) -> Html {
    let props = MemoProps {
        render,
        which,
        deps,
        state: context.state.clone(),
        shown: context.shown.clone(),
        palette: context.palette.clone(),
        highlighted: context.highlighted,
        dataset: context.dataset,
        address: context.address.clone(),
        send: context.send.clone(),
        base: context.base.clone(),
        pictured: context.pictured,
    };
    VChild::<Memo>::new(props, Some(Key::from(key))).into()
}

/// The memory address that a reference points to, for [`Deps`]. 0 for `None`.
pub(super) fn address<T>(entry: Option<&T>) -> usize {
    entry.map_or(0, |entry| std::ptr::from_ref(entry) as usize)
}

/// The memory address of what is selected or highlighted.
pub(super) fn address_of(target: Option<Target>) -> usize {
    match target {
        None => 0,
        Some(Target::Project(project)) => address(Some(project)),
        Some(Target::Figure(figure)) => address(Some(figure)),
        Some(Target::Chart(chart)) => address(Some(chart)),
        Some(Target::Event(event)) => address(Some(event)),
        Some(Target::Model(model)) => address(Some(model)),
    }
}

/// The memory address of the palette, for [`Deps`].
pub(super) fn address_of_palette(context: &RenderContext) -> usize {
    Rc::as_ptr(context.palette) as usize
}

#[derive(Properties)]
struct MemoProps {
    render: RenderFn,
    which: usize,
    deps: Deps,
    state: Rc<ViewState>,
    shown: Rc<[&'static Project]>,
    palette: Rc<Palette>,
    highlighted: Option<Target>,
    dataset: &'static Dataset,
    address: Option<AttrValue>,
    send: Callback<Msg>,
    base: AttrValue,
    pictured: bool,
}

impl PartialEq for MemoProps {
    fn eq(&self, other: &MemoProps) -> bool {
        (self.which, self.deps) == (other.which, other.deps)
    }
}

struct Memo;

impl Component for Memo {
    type Message = ();
    type Properties = MemoProps;

    fn create(_: &Context<Memo>) -> Memo {
        Memo
    }

    fn view(&self, ctx: &Context<Memo>) -> Html {
        let props = ctx.props();
        let context = RenderContext {
            state: &props.state,
            shown: &props.shown,
            palette: &props.palette,
            highlighted: props.highlighted,
            send: &props.send,
            base: &props.base,
            dataset: props.dataset,
            address: &props.address,
            pictured: props.pictured,
            rows: usize::MAX,
        };
        (props.render)(&context, props.which).into()
    }
}
