#![no_main]

#[path = "../bodies/scenario_file.rs"]
mod body;
#[path = "../bodies/programs.rs"]
mod programs;

libfuzzer_sys::fuzz_target!(|data: &[u8]| body::run(data));
