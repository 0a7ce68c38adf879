//! `cargo +nightly fuzz run generate --features libfuzzer`
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    openapi_fuzz::generate(bytes);
});
