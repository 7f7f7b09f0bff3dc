//! A file of scenarios: read, and run on the template flows.

use voice_core::Timestamp;
use voice_ivr_flow::scenario::Scenarios;

use super::programs::FLOWS;

pub(crate) fn run(data: &[u8]) {
    match Scenarios::from_json(data) {
        Ok(scenarios) => {
            for flow in &*FLOWS {
                let report = scenarios.run(flow, Timestamp::UNIX_EPOCH);
                let failed = report.results.iter().any(|own| !own.failures.is_empty());
                assert_eq!(report.passed(), !failed);
                let _ = report.to_string();
            }
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}
