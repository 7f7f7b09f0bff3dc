//! One test per rule of execution.

mod connect;
mod dial;
mod gather;
mod queue;
mod record;
mod route;
mod script;
mod sound;

use super::*;
use crate::twiml::{
    Conference, Connect, ConversationRelay, Dial, DialRecord, Element, Enqueue, Gather,
    GatherInput, Method, Pause, Pay, Play, Prompt, Queue, Record, Recording, Redirect, Refer,
    Reject, RejectReason, Response, Say, Sms, SpeechTimeout, Start, Stop, Stream, Verb,
};

fn trace(acts: impl IntoIterator<Item = Act>, documents: &[(&str, Response)]) -> Trace {
    trace_of(Call::new("https://app.example/voice"), acts, documents)
}

fn trace_of(
    call: Call,
    acts: impl IntoIterator<Item = Act>,
    documents: &[(&str, Response)],
) -> Trace {
    run(call, Script::new(acts), |request| {
        let found = documents.iter().find(|(path, _)| *path == request.path());
        found
            .unwrap_or_else(|| panic!("no document for {request:?}"))
            .1
            .clone()
    })
}

/// The events without the first request and without times.
fn story(acts: impl IntoIterator<Item = Act>, documents: &[(&str, Response)]) -> String {
    let lines: Vec<String> = trace(acts, documents)
        .events
        .iter()
        .skip(1)
        .map(|event| event.what.to_string())
        .collect();
    lines.join(" | ")
}

/// The call, and the last request that it made.
fn last_request(
    call: Call,
    acts: impl IntoIterator<Item = Act>,
    documents: &[(&str, Response)],
) -> (Trace, Request) {
    let mut last = None;
    let trace = run(call, Script::new(acts), |request| {
        last = Some(request.clone());
        let found = documents.iter().find(|(path, _)| *path == request.path());
        found.map_or_else(Response::new, |(_, document)| document.clone())
    });
    (trace, last.unwrap())
}

fn menu() -> Gather {
    Gather::new()
        .action("/choice")
        .num_digits(1)
        .say("Press 1.")
}

fn said(text: &str) -> Response {
    Response::new().say(text)
}

proptest::proptest! {
    /// Whatever the documents and the caller do, the call ends, time never runs back, and there is
    /// exactly one end, the last event.
    #[test]
    fn every_call_comes_to_one_end(
        bytes in proptest::collection::vec(0_u8.., 0..800),
        acts in proptest::collection::vec(0_u8..14, 0..12),
    ) {
        use crate::twiml::sample::{Bytes, Sample as _};
        let mut source = Bytes::new(&bytes);
        let call = Call::new("https://app.example/voice").max_requests(20);
        let acts = acts.into_iter().map(|act| match act {
            0 => Act::keys("1#2"),
            1 => Act::keys("*"),
            2 => Act::Speech("yes".into()),
            3 => Act::Silence,
            4 => Act::Record(3),
            5 => Act::Record(0),
            6 => Act::RecordAndHangUp(2),
            7 => Act::busy(),
            8 => Act::answered(),
            9 => Act::Queue(QueueOutcome::QueueFull),
            10 => Act::HearWaitDocument,
            11 => Act::Leave,
            12 => Act::Sms(SmsOutcome::Failed),
            _ => Act::HangUp,
        });
        let trace = run(call, Script::new(acts), |_| Response::sample(&mut source));
        let ends = trace.events.iter().filter(|event| matches!(event.what, Happening::End { .. }));
        proptest::prop_assert_eq!(ends.count(), 1);
        let end = Happening::End { outcome: trace.outcome.clone() };
        proptest::prop_assert_eq!(&trace.events.last().unwrap().what, &end);
        proptest::prop_assert!(trace.events.is_sorted_by_key(|event| event.at_ms));
    }
}
