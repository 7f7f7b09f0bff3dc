//! How long the answer to one webhook takes, beside the least that any server must do.
//!
//! The floor, measured in the same run: a template that was rendered by hand for this one state, whose values are
//! escaped into a string of the right size. Neither side signs the session.
//!
//! Goal: at most 4 times the floor.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    missing_docs,
    reason = "a bench prints what it measured, and its flow is good"
)]

mod ratio;

use std::hint::black_box;

use criterion::Criterion;
use voice_core::xml::push_text;
use voice_ivr_flow::compile::twiml::{Desk, LiveTwiml, TwimlOptions};
use voice_ivr_flow::step::Session;
use voice_ivr_flow::{Flow, Program};

use ratio::ratio;

const FLOW: &str = r#"{"name": "Order", "language": "en-IN", "variables": {"order_id": {"type": "text", "default": "1042"}, "shop": {"type": "text", "default": "R&D"}},
  "nodes": [ {"id": "start", "type": "start"},
             {"id": "ask", "type": "menu", "data": {"message": "Order {{order_id}} for {{shop}}. To accept, press 1. To cancel, press 2.", "timeout": 6}},
             {"id": "time", "type": "menu", "data": {"message": "When is order {{order_id}} ready? Press 1 for fifteen minutes, 2 for twenty.", "timeout": 6}},
             {"id": "bye", "type": "hangup"} ],
  "edges": [ {"source": "start", "target": "ask"}, {"source": "ask", "target": "time", "label": "1"},
             {"source": "ask", "target": "bye", "label": "2"}, {"source": "time", "target": "bye", "label": "1"},
             {"source": "time", "target": "ask", "label": "2"} ]}"#;

struct Open;

impl Desk for Open {
    fn seal(&mut self, _: &Session, token: &mut String) {
        token.push_str("c2lnbmVkLXNlc3Npb24");
    }
}

/// What a server would write by hand for the state `time`.
fn by_hand(order_id: &str) -> String {
    let mut out = String::with_capacity(512);
    out.push_str("<Response><Gather action=\"time@1?s=");
    out.push_str("c2lnbmVkLXNlc3Npb24");
    out.push_str(
        "\" timeout=\"6\" finishOnKey=\"\" numDigits=\"1\" actionOnEmptyResult=\"true\"><Say language=\"en-IN\">When is order ",
    );
    push_text(&mut out, order_id);
    out.push_str(" ready? Press 1 for fifteen minutes, 2 for twenty.</Say></Gather></Response>");
    out
}

fn main() {
    let flow = Flow::from_json(FLOW.as_bytes())
        .unwrap()
        .validate()
        .unwrap();
    let live = LiveTwiml::new(Program::lower(&flow), &TwimlOptions::new());
    let now = voice_core::Timestamp::UNIX_EPOCH;
    let (begun, _) = live.begin([], now, &mut Open).unwrap();
    let parameter = |name: &str| (name == "Digits").then_some("1");
    let answered = live.answer(&mut begun.clone(), parameter, now, &mut Open);
    assert_eq!(
        answered.map(|reply| reply.document).as_deref(),
        Ok(by_hand("1042").as_str()),
        "both sides write the same document"
    );

    // A session with the defaults of its variables owns no memory, so that its copy costs next to nothing; a batch of
    // answers would measure the memory that it is kept in.
    let answer = || {
        let mut session = black_box(&begun).clone();
        live.answer(&mut session, black_box(parameter), now, &mut Open)
    };
    ratio("answer / by hand", answer, || by_hand(black_box("1042")));

    let mut criterion = Criterion::default().configure_from_args();
    let mut group = criterion.benchmark_group("flow_step");
    group.bench_function("floor/by hand", |bench| {
        bench.iter(|| by_hand(black_box("1042")));
    });
    group.bench_function("answer", |bench| bench.iter(answer));
    group.finish();
    criterion.final_summary();
}
