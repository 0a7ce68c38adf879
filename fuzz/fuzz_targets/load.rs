//! `cargo +nightly fuzz run load --features libfuzzer`
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| openapi_fuzz::load(bytes));
