//! Pictures of every drawing and every view, in each language and theme at three widths, compared with accepted ones.
//!
//! They are drawn from the SVG by resvg with the fonts of `assets/fonts`, so they are the same on every machine. resvg
//! knows no HTML: the picture of a view holds its drawings in their order, below their titles, at the width that the
//! view has for them, without its lists and controls (those belong to the end-to-end tests).
//!
//! `./dev accept` takes over what changed. A changed picture is left in `target/pictures/`: accepted, drawn, and the
//! difference in red, side by side.

mod picture;

use picture::{Difference, EDGE_TOLERANCE, FlatColors, Picture, flat_colors};
use shanhai_dataset::{Chart, Dataset, Language, Project, escaped};
use shanhai_graphic::chart::{ColorRole, Item, Layout, MapForm, layout_chart, layout_connections, layout_map};
use shanhai_graphic::paint::{Palette, Strength, record};
use shanhai_graphic::view_state::View;
use shanhai_graphic::wording::connections_title;
use shanhai_graphic::wording::text_width::wrap;
use shanhai_publish::{Programme, Rasterizer};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

static DATASET: LazyLock<&'static Dataset> = LazyLock::new(|| {
    let file = folder("../../data/program.json");
    Programme::read(&file).unwrap_or_else(|report| panic!("{report}")).dataset
});

const WIDTHS: [f64; 3] = [320.0, 768.0, 1280.0];
/// A theme's name and its colours.
type Theme = (&'static str, fn() -> Palette);
const THEMES: [Theme; 2] = [("light", Palette::light), ("dark", Palette::dark)];
/// Px of a view's picture for each of the view: enough to see what stands where, at a quarter of the bytes.
const VIEW_SCALE: f32 = 0.5;

/// What is drawn, and the name of the file that it is compared with.
struct Subject {
    name: String,
    svg: String,
    scale: f32,
    palette: Palette,
}

fn subjects() -> Vec<Subject> {
    let mut subjects = Vec::new();
    for language in Language::ALL {
        for (theme, palette) in THEMES {
            for width in WIDTHS {
                let palette = palette();
                let mut add = |name: &str, scale: f32, svg: String| {
                    let name = format!("{name}.{}.{theme}.{width}.png", language.tag());
                    subjects.push(Subject { name, svg, scale, palette: palette.clone() });
                };
                for chart in &DATASET.charts {
                    let layout = layout_chart(chart, *DATASET, width, language);
                    add(&chart.id, 1.0, record(&layout).to_svg(&palette, "", language));
                }
                for (name, form) in [("map", MapForm::Outline), ("map-tiles", MapForm::Tiles)] {
                    add(name, 1.0, record(&map(form, width, language)).to_svg(&palette, "", language));
                }
                for view in View::ALL {
                    add(&format!("view-{}", view.id()), VIEW_SCALE, view_picture(view, width, language, &palette));
                }
            }
        }
    }
    subjects
}

/// The map with its first project chosen.
fn map(form: MapForm, width: f64, language: Language) -> Layout {
    let shown: Vec<&'static Project> = DATASET.projects.iter().collect();
    layout_map(*DATASET, &shown, shown.first().copied(), form, width, language)
}

/// The drawings of a view, each below its title, in two columns where the view has them.
fn view_picture(view: View, width: f64, language: Language, palette: &Palette) -> String {
    const MARGIN: f64 = 16.0;
    const GAP: f64 = 40.0;
    let inner = width - 2.0 * MARGIN;
    let all = DATASET.charts.iter();
    let charts: Vec<&'static Chart> = match view {
        View::Charts => all.collect(),
        View::Overview | View::Projects => Vec::new(),
        View::Timeline => all.filter(|chart| chart.id == "timeline").collect(),
        View::Models => all.filter(|chart| chart.id == "structure").collect(),
    };
    let wide = |chart: &Chart| matches!(chart.id.as_str(), "timeline" | "structure");
    let column = if inner >= 760.0 { (inner - GAP) / 2.0 } else { inner };
    let mut content = String::new();
    // how far down each column is filled
    let mut filled = [MARGIN; 2];
    let mut put = |title: &str, width: f64, drawing: &dyn Fn(f64) -> Layout| {
        let level = filled[0].max(filled[1]);
        let side = usize::from(width < inner && filled[1] < filled[0]);
        let (x, mut y) = (MARGIN + side as f64 * (column + GAP), if width < inner { filled[side] } else { level });
        for line in wrap(title, width, 18.0, true) {
            y += 26.0;
            content += &format!(
                r#"<text x="{x}" y="{y}" font-size="18" font-weight="700" fill="{}">{}</text>"#,
                palette.hex(ColorRole::Text, Strength::Full),
                escaped(&line)
            );
        }
        let layout = drawing(width);
        let svg = record(&layout).to_svg(palette, "", language);
        content += &svg.replacen("<svg ", &format!(r#"<svg x="{x}" y="{}" "#, y + 14.0), 1);
        let end = y + 14.0 + layout.size.height + GAP;
        if width < inner {
            filled[side] = end;
        } else {
            filled = [end; 2];
        }
    };
    for chart in charts {
        let width = if wide(chart) { inner } else { column };
        put(chart.title.get(language), width, &|width| layout_chart(chart, *DATASET, width, language));
    }
    if view == View::Overview {
        let all: Vec<_> = DATASET.projects.iter().collect();
        let title = connections_title(*DATASET, &all, language);
        put(&title, inner, &|width| layout_connections(*DATASET, &all, None, width, language));
    }
    if view == View::Projects {
        put("", column, &|width| map(MapForm::Outline, width, language));
        put("", column, &|width| map(MapForm::Tiles, width, language));
    }
    let height = filled[0].max(filled[1]);
    format!(
        r#"<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" font-family="sans-serif">{content}</svg>"#
    )
}

fn folder(below: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(below)
}

#[test]
fn pictures_are_the_accepted_ones() {
    let accept = std::env::var("INSTA_UPDATE").is_ok_and(|update| update == "always");
    let (accepted, told) = (folder("tests/pictures"), folder("../../target/pictures"));
    let _ = fs::remove_dir_all(&told);
    let subjects = subjects();
    let next = AtomicUsize::new(0);
    let worker = || {
        let rasterizer = Rasterizer::new();
        let mut faults = Vec::new();
        while let Some(Subject { name, svg, scale, palette }) = subjects.get(next.fetch_add(1, Ordering::Relaxed)) {
            let drawn = Picture::drawn(&rasterizer, svg, *scale, palette);
            let before = Picture::read(&accepted.join(name));
            let flat_colors = flat_colors(palette);
            let Some(fault) = drawn.fault(before.as_ref(), &flat_colors) else { continue };
            if accept {
                fs::create_dir_all(&accepted).unwrap();
                fs::write(accepted.join(name), drawn.coarse(&flat_colors).png()).unwrap();
            } else {
                fs::create_dir_all(&told).unwrap();
                let picture = before.map_or_else(|| drawn.clone(), |before| drawn.beside(&before, &flat_colors));
                fs::write(told.join(name), picture.png()).unwrap();
                faults.push(format!("{name} {fault}"));
            }
        }
        faults
    };
    let workers = std::thread::available_parallelism().map_or(1, usize::from);
    let mut faults: Vec<String> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..workers).map(|_| scope.spawn(worker)).collect();
        threads.into_iter().flat_map(|thread| thread.join().unwrap()).collect()
    });
    // a drawing that is gone leaves no picture behind
    let names: BTreeSet<&str> = subjects.iter().map(|subject| subject.name.as_str()).collect();
    for entry in fs::read_dir(&accepted).into_iter().flatten() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if !names.contains(name.as_str()) {
            if accept {
                fs::remove_file(&path).unwrap();
            } else {
                faults.push(format!("{name} is accepted, but nothing draws it"));
            }
        }
    }
    faults.sort();
    assert!(
        faults.is_empty(),
        "{} of {} pictures are not the accepted ones; accepted, drawn and difference are in target/pictures, \
         ./dev accept takes them over:\n{}",
        faults.len(),
        subjects.len(),
        faults.join("\n")
    );
}

/// What is seen of a change to a chart, from the accepted picture of it.
fn after(change: impl FnOnce(&mut Layout, &mut Palette)) -> Option<Difference> {
    let chart = DATASET.charts.iter().find(|chart| chart.id == "money-2023").unwrap();
    let (rasterizer, mut palette) = (Rasterizer::new(), Palette::light());
    let flat_colors = flat_colors(&palette);
    let draw = |layout: &Layout, palette: &Palette| {
        Picture::drawn(&rasterizer, &record(layout).to_svg(palette, "", Language::ZhHans), 1.0, palette)
    };
    let mut layout = layout_chart(chart, *DATASET, 320.0, Language::ZhHans);
    let accepted = draw(&layout, &palette).coarse(&flat_colors);
    change(&mut layout, &mut palette);
    accepted.difference(&draw(&layout, &palette), &flat_colors)
}

#[test]
fn a_picture_of_fewer_colours_is_near_enough() {
    assert_eq!(after(|_, _| {}), None);
}

#[test]
fn a_bar_moved_by_half_a_px_is_seen() {
    let moved = after(|layout, _| {
        let bar =
            layout.items.iter_mut().find_map(|item| if let Item::Bar { rect, .. } = item { Some(rect) } else { None });
        bar.expect("the chart has bars").x += 0.5;
    });
    assert!(moved.is_some_and(|difference| difference.greatest > 2 * EDGE_TOLERANCE));
}

#[test]
fn another_digit_is_seen() {
    let changed = after(|layout, _| {
        for item in &mut layout.items {
            if let Item::Label(label) = item {
                label.text = label.text.replace("91.96", "91.98");
            }
        }
    });
    assert!(changed.is_some_and(|difference| difference.count > 5));
}

#[test]
fn a_shade_that_is_hardly_another_is_seen() {
    let shaded = after(|_, palette| palette.set("paper", (0xFB, 0xFB, 0xFB)));
    assert!(shaded.is_some_and(|difference| difference.greatest < 10 && difference.count > 10_000));
}

#[test]
fn what_is_only_rounded_otherwise_passes() {
    let flat_colors = FlatColors::from([[255, 255, 255]]);
    let picture = Picture { width: 2, pixels: vec![[255, 255, 255], [253, 254, 250]] };
    let rounded = Picture { width: 2, pixels: vec![[253, 255, 254], [255, 252, 252]] };
    assert_eq!(picture.coarse(&flat_colors).difference(&rounded, &flat_colors), None);
    assert!(picture.fault(None, &flat_colors).is_some());
    let higher = Picture { width: 1, ..picture.clone() };
    assert!(higher.fault(Some(&picture), &flat_colors).is_some_and(|fault| fault.contains("1 × 2")));
}
