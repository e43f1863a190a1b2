//! What runs only in some engines, and why.

use anyhow::{Context as _, Result, ensure};
use shanhai_e2e::{Engine, repository};

/// Tests and parts of tests, the engines in which they are skipped, and why.
const LEFT_OUT: [(&str, &[Engine], &str); 12] = [
    ("access: the tree of screen readers", OTHERS, "only Chromium hands its tree to a test"),
    ("access: forced colours", &[Engine::WebKit], "WebKit has no forced colours"),
    (
        "paper: lines and tables",
        &[Engine::WebKit],
        "WebKit's driver neither prints nor lets a page believe that it is printed",
    ),
    ("browsers: pages painted dark", OTHERS, "of these engines only Chromium paints light pages dark"),
    ("charts: a finger scrolls the page", OTHERS, "fingers of other drivers tap, but move no page"),
    ("desk: files are dropped", &[Engine::WebKit], "the desk gets no files there from a drop that a script makes"),
    ("faults: what never comes", &[Engine::WebKit], "WebKit's driver asks a page nothing before it has ended loading"),
    (
        "faults: the program is asked for once",
        &[Engine::WebKit],
        "on a slow network WebKit asks again for what is preloaded as `fetch`, texts and program alike",
    ),
    (
        "life: a hundred lives leave nothing behind",
        OTHERS,
        "only Chromium counts listeners; ./dev soak counts what others can",
    ),
    ("touch: what a finger opens", &[Engine::WebKit], "the finger of WebKit's driver is a mouse to the page"),
    ("life: a dialog goes with its view", OTHERS, COLLECTS),
    ("life: what goes before it begins is let go", OTHERS, COLLECTS),
];
const OTHERS: &[Engine] = &[Engine::Firefox, Engine::WebKit];
const COLLECTS: &str = "only Chromium collects garbage when a test asks for it";

/// Whether the engine of this run skips this part.
pub fn left_out(what: &str) -> Result<bool> {
    let (_, engines, why) =
        LEFT_OUT.iter().find(|(name, ..)| *name == what).context("not in the list of what is left out")?;
    let engine = Engine::chosen()?;
    let is_left_out = engines.contains(&engine);
    if is_left_out {
        println!("left out in {}: {what}: {why}", engine.name());
    }
    Ok(is_left_out)
}

#[test]
fn what_is_left_out_is_told() -> Result<()> {
    let folder = repository().join("tests/e2e/tests/it");
    for (what, engines, why) in LEFT_OUT {
        let names: Vec<_> = engines.iter().map(|engine| engine.name()).collect();
        println!("not in {}: {what}: {why}", names.join(" and "));
        let (file, _) = what.split_once(": ").context("the name begins with that of its file")?;
        let source = std::fs::read_to_string(folder.join(format!("{file}.rs")))?;
        ensure!(source.contains(&format!("left_out({what:?})")), "{what} is not left out anywhere");
    }
    Ok(())
}
