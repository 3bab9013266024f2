#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| newsprint_fuzz::round_trip(&newsprint_fuzz::text(data)));
