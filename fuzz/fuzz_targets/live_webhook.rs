#![no_main]

#[path = "../bodies/live_webhook.rs"]
mod body;

libfuzzer_sys::fuzz_target!(|data: &[u8]| body::run(data));
