//! The dataset inside the program. The build script compiles it from `data/program.json`.

use shanhai_dataset::Dataset;

/// The dataset in its binary form.
pub const DATASET: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/dataset.bin"));

/// The report on a faulty dataset, if a debug build continues with the last good one. Otherwise empty.
pub const FAULTS: &str = include_str!(concat!(env!("OUT_DIR"), "/faults.txt"));

/// The dataset, decoded once.
pub fn dataset() -> &'static Dataset {
    use std::sync::LazyLock;
    static DECODED: LazyLock<&'static Dataset> = LazyLock::new(|| read().leak().expect("the build script compiled it"));
    *DECODED
}

fn read() -> Dataset {
    let dataset = Dataset::read(DATASET).expect("the build script compiled it");
    #[cfg(all(feature = "bench", target_arch = "wasm32"))]
    let dataset = grown::with_projects(dataset, crate::browser::address_bar::parameter("n"));
    dataset
}

/// Generates projects to measure how the program behaves as data grows. Never released.
#[cfg(all(feature = "bench", target_arch = "wasm32"))]
mod grown {
    use shanhai_dataset::{Dataset, Place, Project, Ref, Text};

    /// Adds `count` projects to the dataset, each at its own place.
    pub(super) fn with_projects(mut dataset: Dataset, count: usize) -> Dataset {
        // a fixed sequence, so that every run measures the same
        let mut seed = 20_241_124_u32;
        let mut random = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            f64::from(seed >> 8) / f64::from(1 << 24)
        };
        let given = dataset.projects.len();
        for index in 0..count {
            let model = dataset.projects[index % given].clone();
            let place =
                dataset.places.iter().find(|place| place.id == model.place.id()).expect("it was checked").clone();
            let id = format!("generated-{index}");
            let (lon, lat) = (place.lon + random() - 0.5, place.lat + random() - 0.5);
            dataset.places.push(Place { id: id.clone(), lon, lat, ..place });
            let name = Text { zh_hans: format!("项目 {index}"), en: format!("Project {index}") };
            dataset.projects.push(Project { id: id.clone(), name, place: Ref::new(id), ..model });
        }
        dataset
    }
}
