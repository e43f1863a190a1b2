#![no_main]

#[path = "../read.rs"]
#[allow(dead_code, reason = "each target has one of its functions")]
mod read;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| read::csv(bytes));
