//! Parts of the widget that are rendered again only when something that they show has changed.
//!
//! A keystroke in the search changes the list, the map and a count. Without this the whole widget would be put together and
//! compared at each one.

use super::drawing::DrawingEvent;
use super::element::Element;
use super::scene::Scene;
use shanhai_dataset::{Dataset, Project};
use shanhai_graphic::paint::Palette;
use shanhai_graphic::view_state::{Action, Selection, ViewState};
use std::rc::Rc;
use yew::prelude::*;
use yew::virtual_dom::{Key, VChild};

/// Everything that a part shows, as numbers: places in lists, addresses, yes or no.
pub(super) type Seen = [usize; 5];

/// Puts a part together from the scene and a number that tells which one of its kind it is.
pub(super) type Make = fn(&Scene, usize) -> Element;

/// A part that is made again when `seen`, or which one it is, differs from the last time. What `make` reads of the scene
/// must be told by them.
pub(super) fn kept(scene: &Scene, key: &'static str, which: usize, seen: Seen, make: Make) -> Html {
    let props = KeptProps {
        make,
        which,
        seen,
        state: scene.state.clone(),
        shown: scene.shown.clone(),
        palette: scene.palette.clone(),
        lit: scene.lit,
        dataset: scene.dataset,
        address: scene.address.clone(),
        act: scene.act.clone(),
        drawing: scene.drawing.clone(),
        base: scene.base.clone(),
        pictured: scene.pictured,
    };
    VChild::<Kept>::new(props, Some(Key::from(key))).into()
}

/// The address of what a reference leads to, for [`Seen`]; 0 for none.
pub(super) fn address<T>(entry: Option<&T>) -> usize {
    entry.map_or(0, |entry| std::ptr::from_ref(entry) as usize)
}

/// The address of what is selected or lit.
pub(super) fn address_of(selection: Option<Selection>) -> usize {
    match selection {
        None => 0,
        Some(Selection::Project(project)) => address(Some(project)),
        Some(Selection::Figure(figure)) => address(Some(figure)),
        Some(Selection::Chart(chart)) => address(Some(chart)),
        Some(Selection::Event(event)) => address(Some(event)),
        Some(Selection::Model(model)) => address(Some(model)),
    }
}

/// The address of the colours, for [`Seen`].
pub(super) fn address_of_palette(scene: &Scene) -> usize {
    Rc::as_ptr(scene.palette) as usize
}

#[derive(Properties)]
struct KeptProps {
    make: Make,
    which: usize,
    seen: Seen,
    state: Rc<ViewState>,
    shown: Rc<[&'static Project]>,
    palette: Rc<Palette>,
    lit: Option<Selection>,
    dataset: &'static Dataset,
    address: Option<AttrValue>,
    act: Callback<Action>,
    drawing: Callback<DrawingEvent>,
    base: AttrValue,
    pictured: bool,
}

impl PartialEq for KeptProps {
    fn eq(&self, other: &KeptProps) -> bool {
        (self.which, self.seen) == (other.which, other.seen)
    }
}

struct Kept;

impl Component for Kept {
    type Message = ();
    type Properties = KeptProps;

    fn create(_: &Context<Kept>) -> Kept {
        Kept
    }

    fn view(&self, ctx: &Context<Kept>) -> Html {
        let props = ctx.props();
        let scene = Scene {
            state: &props.state,
            shown: &props.shown,
            palette: &props.palette,
            lit: props.lit,
            act: &props.act,
            drawing: &props.drawing,
            base: &props.base,
            dataset: props.dataset,
            address: &props.address,
            pictured: props.pictured,
            rows: usize::MAX,
        };
        (props.make)(&scene, props.which).into()
    }
}
