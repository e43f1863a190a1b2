//! The shipped dataset, for tests.

use shanhai_dataset::Dataset;
use std::path::Path;
use std::sync::LazyLock;

static SHIPPED: LazyLock<&'static Dataset> = LazyLock::new(|| {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/program.json");
    shanhai_dataset::check::check_file(&file).unwrap_or_else(|report| panic!("{report}")).compiled()
});

/// The dataset of `data/`.
pub(crate) fn dataset() -> &'static Dataset {
    *SHIPPED
}
