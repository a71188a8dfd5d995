//! See `laws::keymap`.
#![no_main]

libfuzzer_sys::fuzz_target!(|input: &[u8]| laws::keymap(input));
