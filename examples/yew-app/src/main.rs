//! A yew application that shows the graphic beside its own content: the reader's selection is told below it, and buttons of
//! the application turn it to another view.

use shanhai::ui::Shanhai;
use shanhai_dataset::Dataset;
use shanhai_graphic::view_state::{Target, View};
use std::sync::LazyLock;
use yew::prelude::*;

/// The application's own dataset, compiled by its build script.
static DATASET: LazyLock<&'static Dataset> = LazyLock::new(|| {
    Dataset::decode(include_bytes!(concat!(env!("OUT_DIR"), "/dataset.bin"))).expect("the build script compiled it")
});

#[component]
fn App() -> Html {
    let selected = use_state(|| None::<Target>);
    let view = use_state(|| View::Projects);
    let on_select = {
        let selected = selected.clone();
        Callback::from(move |selection| selected.set(selection))
    };
    let turn = |to: View| {
        let view = view.clone();
        Callback::from(move |_: MouseEvent| view.set(to))
    };
    let words = match *selected {
        Some(selection) => format!("{}:{}", selection.kind(), selection.id()),
        None => "nothing yet".to_owned(),
    };
    html! {
        <main>
            <h1>{ "An application with a graphic" }</h1>
            <p>
                <button id="charts" onclick={turn(View::Charts)}>{ "Charts" }</button>
                <button id="projects" onclick={turn(View::Projects)}>{ "Projects" }</button>
            </p>
            <Shanhai dataset={*DATASET} view={*view} {on_select} />
            <p>{ "Selected: " }<output id="selected">{ words }</output></p>
        </main>
    }
}

fn main() {
    yew::Renderer::<App>::new().render();
}
