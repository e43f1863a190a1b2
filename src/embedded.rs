//! The dataset inside the program: static tables, made from `data/program.json` by the build script.

use shanhai_dataset::*;

include!(concat!(env!("OUT_DIR"), "/program.rs"));
