//! See `laws::safe_text`.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| laws::safe_text(input));
