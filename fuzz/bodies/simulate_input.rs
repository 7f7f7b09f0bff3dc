//! The list of a scripted caller, and a call with it.

use voice_ivr_flow::simulate::{Script, Simulation};

use super::programs::PROGRAMS;

pub(crate) fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    match Script::parse(text) {
        Ok(script) => {
            let simulation = Simulation::new(voice_core::Timestamp::UNIX_EPOCH).max_steps(500);
            for program in &*PROGRAMS {
                let run = simulation.run(program, &script);
                assert!(run.events.is_sorted_by_key(|event| event.at_ms));
            }
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}
