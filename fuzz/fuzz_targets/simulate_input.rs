#![no_main]

#[path = "../bodies/simulate_input.rs"]
mod body;
#[path = "../bodies/programs.rs"]
mod programs;

libfuzzer_sys::fuzz_target!(|data: &[u8]| body::run(data));
