//! What stands on the canvases.

use std::fmt::Write as _;

use shanhai::embedded::dataset;
use shanhai::ui::Options;
use shanhai_dataset::Language;
use shanhai_graphic::chart::{MapForm, layout_chart, layout_map};
use shanhai_graphic::paint::record;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, HtmlElement, window};

use crate::page::{Page, until};

fn pixels(canvas: &HtmlCanvasElement) -> Vec<u8> {
    let context: CanvasRenderingContext2d = canvas.get_context("2d").unwrap().unwrap().unchecked_into();
    context.get_image_data(0.0, 0.0, f64::from(canvas.width()), f64::from(canvas.height())).unwrap().data().0
}

/// The brightest and the darkest of what is drawn, as sums of red, green and blue.
fn brightness(canvas: &HtmlCanvasElement) -> (u32, u32) {
    let sum = |pixel: &[u8]| pixel.iter().take(3).map(|part| u32::from(*part)).sum();
    let drawn: Vec<u32> = pixels(canvas).chunks(4).filter(|pixel| pixel[3] == 255).map(sum).collect();
    (*drawn.iter().max().unwrap(), *drawn.iter().min().unwrap())
}

#[wasm_bindgen_test]
async fn drawings_take_the_theme_and_the_colours_of_the_page() {
    let options = Options { chart: "training".to_owned(), theme: "dark".to_owned(), ..Options::new(dataset()) };
    let page = Page::with(options).await;
    let (brightest, darkest) = brightness(&page.get("canvas"));
    assert!(brightest > 600 && darkest > 150, "light letters, none of them dark: {brightest}, {darkest}");
    page.set("theme", "light");
    until("dark letters", || brightness(&page.get("canvas")).1 < 150).await;
    // in another colour space, browsers report a colour as it is written
    for (ink, theme, wanted) in
        [("#f0f", "dark", [255, 0, 255, 255]), ("color(srgb 1 1 0)", "light", [255, 255, 0, 255])]
    {
        page.host.style().set_property("--shanhai-ink", ink).unwrap();
        page.set("theme", theme);
        until(ink, || pixels(&page.get("canvas")).chunks(4).any(|pixel| pixel == wanted)).await;
    }
}

#[wasm_bindgen_test]
async fn colours_of_the_page_are_there_from_the_beginning() {
    let host = window().unwrap().document().unwrap().document_element().unwrap().unchecked_into::<HtmlElement>();
    host.style().set_property("--shanhai-ink", "rgb(255 0 255)").unwrap();
    let page = Page::with(Options { chart: "training".to_owned(), ..Options::new(dataset()) }).await;
    let has_magenta = || pixels(&page.get("canvas")).chunks(4).any(|pixel| pixel == [255, 0, 255, 255]);
    until("the page's own ink", has_magenta).await;
    host.style().remove_property("--shanhai-ink").unwrap();
}

#[wasm_bindgen_test]
fn drawings_are_those_of_every_other_machine() {
    let mut prints = String::new();
    for language in Language::ALL {
        for width in [280.0, 320.0, 360.0, 480.0, 640.0, 700.0] {
            for chart in &dataset().charts {
                let print = record(&layout_chart(chart, dataset(), width, language)).fingerprint();
                writeln!(prints, "{} {width} {} {print:016x}", chart.id, language.tag()).unwrap();
            }
            for form in [MapForm::Outline, MapForm::Tiles] {
                let print = record(&layout_map(
                    dataset(),
                    &dataset().projects.iter().collect::<Vec<_>>(),
                    None,
                    form,
                    width,
                    language,
                ))
                .fingerprint();
                writeln!(prints, "{form:?} {width} {} {print:016x}", language.tag()).unwrap();
            }
        }
    }
    let native = include_str!("../../crates/graphic/tests/snapshots/drawings__fingerprints.snap");
    for line in prints.lines() {
        assert!(native.contains(line), "only in the browser: {line}");
    }
}
