//! The component for other yew applications.

use std::cell::RefCell;
use std::rc::Rc;

use shanhai::embedded::dataset;
use shanhai::ui::Shanhai;
use shanhai_graphic::view_state::View;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, HtmlElement, window};
use yew::prelude::*;

use crate::page::until;

/// What the application has received: the number that its callback held, and the selection.
type Received = Rc<RefCell<Vec<(u32, Option<String>)>>>;

#[derive(Properties, PartialEq)]
struct Props {
    received: Received,
}

/// An application whose callback holds a number that a button changes.
#[component]
fn App(props: &Props) -> Html {
    let number = use_state(|| 0);
    let on_select = {
        let (number, received) = (*number, props.received.clone());
        Callback::from(move |selected: Option<shanhai_graphic::view_state::Target>| {
            received.borrow_mut().push((number, selected.map(|one| one.id().to_owned())));
        })
    };
    let count = Callback::from(move |_: MouseEvent| number.set(*number + 1));
    html! {
        <>
            <button id="count" onclick={count}></button>
            <Shanhai dataset={dataset()} view={View::Projects} {on_select} />
        </>
    }
}

#[wasm_bindgen_test]
async fn the_callback_of_the_moment_receives_the_selection_and_no_link_leads_nowhere() {
    let document = window().unwrap().document().unwrap();
    let place = document.create_element("div").unwrap();
    document.body().unwrap().append_child(&place).unwrap();
    let received = Received::default();
    let app = yew::Renderer::<App>::with_root_and_props(place.clone(), Props { received: received.clone() }).render();
    let found = |selector: &str| -> Option<Element> {
        let root = place.query_selector(".shanhai").unwrap()?.shadow_root()?;
        root.query_selector(selector).unwrap()
    };
    until("the list", || found("li.item summary").is_some()).await;
    place.query_selector("#count").unwrap().unwrap().unchecked_into::<HtmlElement>().click();
    crate::page::pause(50).await;
    found("li.item summary").unwrap().unchecked_into::<HtmlElement>().click();
    until("a selection", || !received.borrow().is_empty()).await;
    let first = dataset().projects[0].id.as_str().to_owned();
    assert_eq!(*received.borrow(), [(1, Some(first))]);
    // an application has none of the pages and files of a release
    assert!(found("a[href^='embed-'], img[src^='data/'], [role=tab][href]").is_none());
    app.destroy();
    place.remove();
}
