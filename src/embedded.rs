//! The dataset inside the program: static tables, made from `data/program.json` by the build script.

#[cfg(not(any(feature = "bench", feature = "dataset")))]
pub use tables::PROGRAM;

/// What is wrong with the dataset, in a build for work that goes on with the last good tables; else empty.
pub const FAULTS: &str = include!(concat!(env!("OUT_DIR"), "/faults.rs"));

/// The bytes of each part of the tables that may be sent apart from the program.
#[cfg(feature = "publish")]
pub use tables::BUNDLES;

mod tables {
    use shanhai_dataset::*;

    include!(concat!(env!("OUT_DIR"), "/program.rs"));
}

/// A dataset that is given before the first widget is made.
#[cfg(all(feature = "dataset", not(feature = "bench")))]
mod given {
    use super::tables;
    use shanhai_dataset::Program;
    use std::sync::{LazyLock, OnceLock};

    /// The dataset to show; set once, before [`PROGRAM`] is used for the first time.
    pub static GIVEN: OnceLock<&'static Program> = OnceLock::new();

    /// Where it was read.
    pub static ADDRESS: OnceLock<String> = OnceLock::new();

    /// It, or the one that was built in.
    pub static PROGRAM: LazyLock<Program> = LazyLock::new(|| (*GIVEN.get().unwrap_or(&&tables::PROGRAM)).clone());
}

#[cfg(all(feature = "dataset", not(feature = "bench")))]
pub use given::{ADDRESS, GIVEN, PROGRAM};

/// The address of the dataset that is shown; none for the published one.
pub fn address() -> Option<&'static str> {
    #[cfg(all(feature = "dataset", not(feature = "bench")))]
    return ADDRESS.get().map(String::as_str);
    #[cfg(not(all(feature = "dataset", not(feature = "bench"))))]
    None
}

/// The dataset with generated projects added, to measure how the program behaves as data grows; never released.
#[cfg(feature = "bench")]
mod grown {
    use super::tables;
    use shanhai_dataset::{Place, Program, Project};
    use std::sync::{LazyLock, OnceLock};

    /// How many projects are to be added; set before [`PROGRAM`] is used for the first time.
    pub static ADDED: OnceLock<usize> = OnceLock::new();

    /// The dataset with them.
    pub static PROGRAM: LazyLock<Program> = LazyLock::new(|| grow(ADDED.get().copied().unwrap_or_default()));

    fn grow(added: usize) -> Program {
        let given = &tables::PROGRAM;
        // a fixed sequence: every run measures the same
        let mut seed = 20_241_124_u32;
        let mut random = || {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            f64::from(seed >> 8) / f64::from(1 << 24)
        };
        let mut projects = given.projects.to_vec();
        for index in 0..added {
            let model = given.projects[index % given.projects.len()];
            let Place { name, region, lon, lat, precision } = *model.place;
            let place = Place { name, region, lon: lon + random() - 0.5, lat: lat + random() - 0.5, precision };
            // the texts of the dataset may not be there yet
            let name = |text: &str| -> &'static str { format!("{text} {index}").leak() };
            projects.push(Box::leak(Box::new(Project {
                id: format!("generated-{index}").leak(),
                index: projects.len(),
                name: shanhai_dataset::Text(["项目", "Project"].map(name)),
                place: Box::leak(Box::new(place)),
                ..*model
            })));
        }
        Program { projects: projects.leak(), ..given.clone() }
    }
}

#[cfg(feature = "bench")]
pub use grown::{ADDED, PROGRAM};
