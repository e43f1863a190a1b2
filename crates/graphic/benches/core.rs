//! What the core costs, natively: layout, filter, hit test, text width. `cargo bench --bench core`
//!
//! The tables are static, so larger ones are made by leaking copies of the dataset's own projects: the programme with
//! more of them is the same in all else. What cannot grow without a change of the code that is measured: charts, whose
//! figures come from the dataset alone.
#![allow(missing_docs, reason = "criterion's macros write a public function")]

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use shanhai_dataset::{Dataset, Language, Place, Project, Ref};
use shanhai_graphic::chart::{
    Datum, HitTarget, Layout, MapForm, Point, Rect, Shape, Size, StaticLayer, Target, WIDTH_CLASSES, layout_chart,
    layout_map,
};
use shanhai_graphic::view_state::{ProjectFilter, SearchIndex};
use shanhai_graphic::wording::text_width::{text_width, wrap};
use std::hint::black_box;

#[path = "../tests/data/mod.rs"]
mod data;
use data::SHIPPED;

/// Numbers of projects, or of points, with which time is to grow no faster than they do.
const SIZES: [usize; 4] = [100, 1_000, 10_000, 100_000];

/// The shipped dataset with `count` projects in place of its own, at the places that these have.
fn with_projects(count: usize) -> &'static Dataset {
    grown(count, |_, place| place.clone())
}

/// The same with each project at a place of its own, spread over the map by a step that never repeats.
fn with_projects_apart(count: usize) -> &'static Dataset {
    let spread = |index: usize, step: f64| (index as f64 * step).fract();
    grown(count, |index, place| Place {
        id: format!("place-{index}"),
        lon: 98.0 + 8.0 * spread(index, 0.754_877_666),
        lat: 21.5 + 7.0 * spread(index, 0.569_840_291),
        ..place.clone()
    })
}

fn grown(count: usize, place_of: impl Fn(usize, &Place) -> Place) -> &'static Dataset {
    let mut dataset = Dataset::read(&data::shipped_bytes()).expect("it was compiled");
    let own = std::mem::take(&mut dataset.projects);
    for index in 0..count {
        let project = &own[index % own.len()];
        let near = dataset.places.iter().find(|place| place.id == project.place.id()).expect("it was checked");
        let place = place_of(index, near);
        dataset.projects.push(Project {
            id: format!("project-{index}"),
            place: Ref::new(place.id.clone()),
            ..project.clone()
        });
        if !dataset.places.iter().any(|other| other.id == place.id) {
            dataset.places.push(place);
        }
    }
    // references to the projects that were replaced
    dataset.timeline.iter_mut().for_each(|event| event.projects.clear());
    dataset.leak().expect("every reference leads to an entry")
}

/// Every project of a dataset.
fn all(dataset: &'static Dataset) -> Vec<&'static Project> {
    dataset.projects.iter().collect()
}

fn layout(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("layout_chart");
    for chart in &SHIPPED.charts {
        group.bench_function(&chart.id, |bencher| {
            bencher.iter(|| layout_chart(black_box(chart), &SHIPPED, WIDTH_CLASSES[1], Language::ZhHans));
        });
    }
    group.finish();

    let mut group = criterion.benchmark_group("layout_map");
    for (name, form) in [("outline", MapForm::Outline), ("tiles", MapForm::Tiles)] {
        group.bench_function(name, |bencher| {
            bencher.iter(|| layout_map(&SHIPPED, black_box(&all(&SHIPPED)), None, form, 380.0, Language::ZhHans));
        });
    }
    group.finish();
}

fn growing_map(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("layout_map, projects at the places of today");
    group.sample_size(10);
    for size in SIZES {
        let dataset = with_projects(size);
        let shown = all(dataset);
        group.throughput(Throughput::Elements(size as u64));
        group.bench_with_input(BenchmarkId::from_parameter(size), &size, |bencher, _| {
            bencher.iter(|| layout_map(dataset, black_box(&shown), None, MapForm::Outline, 380.0, Language::ZhHans));
        });
    }
    group.finish();

    // Marks are moved apart pair by pair, in up to forty rounds: 10,000 places would take minutes a drawing.
    let mut group = criterion.benchmark_group("layout_map, a place for each project");
    group.sample_size(10);
    for size in [25, 100, 300, 1_000] {
        let dataset = with_projects_apart(size);
        let shown = all(dataset);
        group.throughput(Throughput::Elements(size as u64));
        group.bench_with_input(BenchmarkId::from_parameter(size), &size, |bencher, _| {
            bencher.iter(|| layout_map(dataset, black_box(&shown), None, MapForm::Outline, 380.0, Language::ZhHans));
        });
    }
    group.finish();
}

fn filter(criterion: &mut Criterion) {
    let searched = |text: &str| ProjectFilter { text: text.into(), ..ProjectFilter::default() };
    let cases = [
        ("open", searched("")),
        ("a word that some have", searched("鲁甸")),
        ("a word that none has", searched("no such word")),
        ("a theme", ProjectFilter { theme: Some(&SHIPPED.themes[0]), ..ProjectFilter::default() }),
    ];
    let own = SearchIndex::of(&SHIPPED.projects);
    let mut group = criterion.benchmark_group("filter");
    for (name, filter) in &cases {
        group.bench_function(format!("today, {name}"), |bencher| {
            bencher.iter(|| black_box(filter).matching(&SHIPPED, &own))
        });
    }
    group.sample_size(10);
    for size in SIZES {
        let dataset = with_projects(size);
        let index = SearchIndex::of(&dataset.projects);
        group.throughput(Throughput::Elements(size as u64));
        for (name, filter) in &cases[1..3] {
            group.bench_with_input(BenchmarkId::new(*name, size), filter, |bencher, filter| {
                bencher.iter(|| black_box(filter).matching(dataset, &index));
            });
        }
    }
    group.finish();
}

fn hit_test(criterion: &mut Criterion) {
    let map = layout_map(&SHIPPED, &all(&SHIPPED), None, MapForm::Outline, 380.0, Language::ZhHans);
    let site = map.hit_targets.iter().rfind(|mark| mark.shape == Shape::Bounds).expect("the map has places");
    let on_site = site.bounds.center();
    let mut group = criterion.benchmark_group("hit_target_at");
    group.bench_function("map, on a place", |bencher| bencher.iter(|| map.hit_target_at(black_box(on_site), 8.0)));
    group.bench_function("map, on land", |bencher| {
        bencher.iter(|| map.hit_target_at(black_box(Point { x: 210.0, y: 300.0 }), 8.0));
    });
    group.bench_function("map, beside everything", |bencher| {
        bencher.iter(|| map.hit_target_at(black_box(Point { x: -50.0, y: -50.0 }), 8.0));
    });
    for size in SIZES {
        let scatter = points(size);
        group.throughput(Throughput::Elements(size as u64));
        group.bench_with_input(BenchmarkId::new("beside all points", size), &scatter, |bencher, scatter| {
            bencher.iter(|| scatter.hit_target_at(black_box(Point { x: -50.0, y: -50.0 }), 8.0));
        });
    }
    group.finish();
}

/// A drawing of nothing but points to hit.
fn points(count: usize) -> Layout {
    let figure = &SHIPPED.figures[0];
    let side = (count as f64).sqrt().ceil();
    let mark = |index: usize| HitTarget {
        datum: Datum::One(Target::Figure(figure)),
        bounds: Rect {
            x: (index as f64 % side) * 4.0,
            y: (index as f64 / side).floor() * 4.0,
            width: 3.0,
            height: 3.0,
        },
        shape: Shape::Bounds,
    };
    let size = Size { width: side * 4.0, height: side * 4.0 };
    Layout {
        size,
        items: Vec::new(),
        hit_targets: (0..count).map(mark).collect(),
        static_layer: StaticLayer::default(),
    }
}

fn text(criterion: &mut Criterion) {
    let project = &SHIPPED.projects[0];
    let mut group = criterion.benchmark_group("text");
    for language in Language::ALL {
        let name = project.name.get(language);
        group.bench_function(format!("width of a name, {}", language.tag()), |bencher| {
            bencher.iter(|| text_width(black_box(name), 13.0, false));
        });
        let what = project.what.get(language);
        group.bench_function(format!("a paragraph in lines, {}", language.tag()), |bencher| {
            bencher.iter(|| wrap(black_box(what), 320.0, 13.0, false));
        });
    }
    group.finish();
}

criterion_group!(benches, layout, growing_map, filter, hit_test, text);
criterion_main!(benches);
