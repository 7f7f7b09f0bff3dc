//! What the answer to a webhook allocates. A binary of its own, because counting replaces the allocator.
#![allow(clippy::unwrap_used, reason = "a failing test is the report")]

use allocation_counter::measure;
use voice_core::Timestamp;
use voice_ivr_flow::compile::twiml::{Desk, LiveTwiml, TwimlOptions};
use voice_ivr_flow::step::Session;
use voice_ivr_flow::{Flow, Program};

const FLOW: &str = r#"{"name": "Order", "language": "en-IN", "variables": {"order_id": {"type": "text", "default": "1042"}, "target": "text"},
  "nodes": [ {"id": "start", "type": "start"},
             {"id": "in", "type": "subflow", "data": {"flow": "ask"}},
             {"id": "menu", "type": "menu", "data": {"message": "Order {{order_id}}. Press 1 for us, 2 for more, 3 to type."}},
             {"id": "more", "type": "say", "data": {"message": "There is no more."}},
             {"id": "dial", "type": "dial", "data": {"numbers": ["+15550100001", "{{target}}"]}},
             {"id": "type", "type": "gather", "data": {"message": "Type.", "variable": "entry", "max_digits": 4}},
             {"id": "keep", "type": "set", "data": {"variable": "kept", "value": "a value that is longer than a short text"}},
             {"id": "bye", "type": "hangup", "data": {"message": "{{entry}} and {{kept}}"}} ],
  "edges": [ {"source": "start", "target": "in"}, {"source": "in", "target": "menu", "label": "done"},
             {"source": "menu", "target": "dial", "label": "1"}, {"source": "menu", "target": "more", "label": "2"},
             {"source": "menu", "target": "type", "label": "3"}, {"source": "more", "target": "menu"},
             {"source": "dial", "target": "bye"}, {"source": "type", "target": "keep"}, {"source": "keep", "target": "bye"} ],
  "flows": {"ask": {"nodes": [ {"id": "start", "type": "start"},
             {"id": "q", "type": "menu", "data": {"message": "Press 1 to go on, 2 to hear this again."}},
             {"id": "again", "type": "pause"},
             {"id": "out", "type": "hangup", "data": {"label": "done"}} ],
    "edges": [ {"source": "start", "target": "q"}, {"source": "q", "target": "out", "label": "1"},
               {"source": "q", "target": "again", "label": "2"}, {"source": "again", "target": "q"} ]}}}"#;

struct Open;

impl Desk for Open {
    fn seal(&mut self, _: &Session, token: &mut String) {
        token.push_str("c2lnbmVkLXNlc3Npb24");
    }
}

fn live() -> LiveTwiml {
    let flow = Flow::from_json(FLOW.as_bytes())
        .unwrap()
        .validate()
        .unwrap();
    LiveTwiml::new(Program::lower(&flow), &TwimlOptions::new())
}

/// Answers, and counts the allocations that were made for it.
fn answer(live: &LiveTwiml, session: &mut Session, parameter: (&str, &str)) -> u64 {
    let (name, value) = parameter;
    let mut reply = None;
    let count = measure(|| {
        let given = |asked: &str| (asked == name).then_some(value);
        reply = live
            .answer(session, given, Timestamp::UNIX_EPOCH, &mut Open)
            .ok();
    });
    let reply = reply.unwrap();
    assert!(reply.document.len() < 512, "{}", reply.document);
    count.count_total
}

/// A step allocates the document, and what the call has to remember.
#[test]
fn a_step_allocates_its_document_and_nothing_else() {
    let live = live();
    let begun = live.begin(
        [("target", "sip:desk@example.com")],
        Timestamp::UNIX_EPOCH,
        &mut Open,
    );
    let (mut session, _) = begun.unwrap();
    let count = answer(&live, &mut session, ("Digits", "2"));
    assert_eq!(count, 1, "a menu in a subflow, heard again");
    let count = answer(&live, &mut session, ("Digits", "9"));
    assert_eq!(count, 1, "a key that means nothing");
    let count = answer(&live, &mut session, ("Digits", "1"));
    assert_eq!(count, 1, "out of the subflow, to a menu");
    let count = answer(&live, &mut session, ("Digits", "2"));
    assert_eq!(count, 1, "through a node that speaks");
    let count = answer(&live, &mut session, ("", ""));
    assert_eq!(count, 1, "silence");
    let mut rung = session.clone();
    let count = answer(&live, &mut rung, ("Digits", "1"));
    assert_eq!(count, 1, "to a dial, one of its targets in a hole");
    let count = answer(&live, &mut rung, ("DialCallStatus", "completed"));
    assert_eq!(count, 1, "a dial that is over, to a text of holes");
    let count = answer(&live, &mut session, ("Digits", "3"));
    assert_eq!(count, 1, "to a gather");
    let count = answer(&live, &mut session, ("Digits", "1234"));
    assert_eq!(count, 3, "the document, and two values to remember");
}
