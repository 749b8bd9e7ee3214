#![no_main]

#[allow(dead_code, reason = "each target uses one of the functions")]
#[path = "../exercise.rs"]
mod exercise;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| exercise::lrm(bytes));
