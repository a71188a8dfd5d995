//! See `laws::config`.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| laws::config(input));
