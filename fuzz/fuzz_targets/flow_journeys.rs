#![no_main]

#[path = "../bodies/flow_journeys.rs"]
mod body;

libfuzzer_sys::fuzz_target!(|data: &[u8]| body::run(data));
