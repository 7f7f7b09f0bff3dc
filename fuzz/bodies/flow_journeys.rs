//! Two flows from strangers, parted by an empty line: every call of the first one, and what differs between both.

use voice_core::Timestamp;
use voice_ivr_flow::explore::Exploration;
use voice_ivr_flow::simulate::Simulation;
use voice_ivr_flow::{Flow, Program, diff};

/// Comparing follows up to 100,000 pairs of calls: a flow of many menus would take a minute.
const LONGEST: usize = 4 << 10;

pub(crate) fn run(data: &[u8]) {
    if data.len() > LONGEST {
        return;
    }
    let middle = data.windows(2).position(|two| two == b"\n\n");
    let (old, new) = data.split_at(middle.unwrap_or(data.len()));
    let valid = |json| Flow::from_json(json).ok()?.validate().ok();
    let Some(old) = valid(old) else {
        return;
    };
    let at = Timestamp::UNIX_EPOCH;
    let report = Exploration::new(at).limit(300).run(&old);
    assert!(report.nodes_reached <= report.nodes && report.edges_reached <= report.edges);
    let program = Program::lower(&old);
    for ending in &report.endings {
        let settings = ending.journey.settings(&Simulation::new(at));
        let run = settings.run(&program, &ending.journey.input);
        assert_eq!(run.outcome, ending.outcome, "{}", ending.journey);
    }
    assert!(!report.to_string().is_empty());
    assert!(diff(&old, &old, at).is_empty());
    if let Some(new) = valid(new) {
        let _ = diff(&old, &new, at).to_string();
    }
}
