//! A foreign editor's file: whatever can be imported can be read again.

use voice_ivr_flow::Flow;
use voice_ivr_flow::import::{bland_pathway, twilio_studio};

pub(crate) fn run(data: &[u8]) {
    for import in [twilio_studio(data), bland_pathway(data)] {
        let Ok(import) = import else {
            continue;
        };
        let written = import.flow.to_json();
        assert_eq!(
            Flow::from_json(written.as_bytes()).as_ref(),
            Ok(&import.flow)
        );
        let _ = import.flow.check();
        for remark in &import.remarks {
            assert!(!remark.to_string().is_empty());
        }
    }
}
