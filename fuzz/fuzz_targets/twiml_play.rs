#![no_main]

#[path = "../bodies/twiml_play.rs"]
mod body;

libfuzzer_sys::fuzz_target!(|data: &[u8]| body::run(data));
