#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| newsprint_fuzz::targets::edits(data));
