//! How long the answer to one webhook takes, beside the least that any server must do.
//!
//! The floor, measured in the same run: a template that was rendered by hand for this one state, whose values are
//! escaped into a string of the right size. Neither side signs the session.
#![allow(
    missing_docs,
    reason = "`criterion_group!` writes undocumented functions"
)]

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use voice_core::xml::push_text;
use voice_ivr_flow::compile::twiml::{Desk, LiveTwiml, TwimlOptions};
use voice_ivr_flow::step::Session;
use voice_ivr_flow::{Flow, Program};

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

fn answer(bench: &mut Criterion) {
    let Ok(flow) = Flow::from_json(FLOW.as_bytes()) else {
        return;
    };
    let Ok(flow) = flow.validate() else { return };
    let live = LiveTwiml::new(Program::lower(&flow), &TwimlOptions::new());
    let now = voice_core::Timestamp::UNIX_EPOCH;
    let Ok(begun) = live.begin([], now, &mut Open) else {
        return;
    };
    let parameter = |name: &str| (name == "Digits").then_some("1");
    let answered = live.answer(begun.session.clone(), parameter, now, &mut Open);
    assert_eq!(
        answered.map(|reply| reply.document).as_deref(),
        Ok(by_hand("1042").as_str()),
        "both sides write the same document"
    );

    let mut group = bench.benchmark_group("flow_step");
    group.bench_function("floor/by hand", |bench| {
        bench.iter(|| by_hand(black_box("1042")));
    });
    group.bench_function("answer", |bench| {
        // A session with the defaults of its variables owns no memory, so that its copy costs next to nothing; a
        // batch of answers would measure the memory that it is kept in.
        bench.iter(|| {
            let session = black_box(&begun.session).clone();
            live.answer(session, black_box(parameter), now, &mut Open)
        });
    });
    group.finish();
}

criterion_group!(benches, answer);
criterion_main!(benches);
