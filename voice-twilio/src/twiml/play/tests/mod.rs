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

/// Every kind of act, and the edges of some.
fn acts() -> Vec<Act> {
    vec![
        Act::keys("1#2"),
        Act::keys("*"),
        Act::from(Keys::new("12").gap_ms(10_000)),
        Act::from(Keys::new("1").at_ms(60_000)),
        Act::speech("yes"),
        Act::from(Speech::new("no").at_ms(7_000)),
        Act::Silence,
        Act::Record(3),
        Act::Record(0),
        Act::RecordUntilKey {
            seconds: 2,
            key: '#',
        },
        Act::RecordAndHangUp(2),
        Act::RecordAndHangUp(0),
        Act::busy(),
        Act::answered(),
        Act::no_answer(),
        Act::Dial(DialOutcome::Failed),
        Act::Dial(DialOutcome::Canceled),
        Act::Dequeue(DequeueOutcome::Bridged { seconds: 9 }),
        Act::Dequeue(DequeueOutcome::QueueEmpty),
        Act::Queue(QueueOutcome::Bridged),
        Act::Queue(QueueOutcome::QueueFull),
        Act::Queue(QueueOutcome::Leave),
        Act::Queue(QueueOutcome::Redirected),
        Act::Queue(QueueOutcome::Hangup),
        Act::HearWaitDocument,
        Act::Leave,
        Act::Session(SessionOutcome::HandOff("{}".into())),
        Act::Refer(ReferOutcome::Refused { code: 603 }),
        Act::Sms(SmsOutcome::Failed),
        Act::HangUp,
    ]
}

proptest::proptest! {
    /// Whatever the documents and the caller do, the call ends, time never runs back, there is exactly
    /// one end, the last event, and no later than the caller hangs up.
    #[test]
    fn every_call_comes_to_one_end(
        bytes in proptest::collection::vec(0_u8.., 0..800),
        chosen in proptest::collection::vec(0..acts().len(), 0..12),
        hang_up_at_ms in proptest::option::of(0..200_000_u64),
        outgoing in proptest::bool::ANY,
    ) {
        use crate::twiml::sample::{Bytes, Sample as _};
        let mut source = Bytes::new(&bytes);
        let mut call = Call::new("https://app.example/voice").max_requests(20);
        call.hang_up_at_ms = hang_up_at_ms;
        if outgoing {
            call = call.direction("outbound-api");
        }
        let all = acts();
        let script = Script::new(chosen.into_iter().map(|at| all[at].clone()));
        let trace = run(call, script, |_| Response::sample(&mut source));
        let ends = trace.events.iter().filter(|event| matches!(event.what, Happening::End { .. }));
        proptest::prop_assert_eq!(ends.count(), 1);
        let end = Happening::End { outcome: trace.outcome.clone() };
        proptest::prop_assert_eq!(&trace.events.last().unwrap().what, &end);
        proptest::prop_assert!(trace.events.is_sorted_by_key(|event| event.at_ms));
        if let Some(at) = hang_up_at_ms {
            proptest::prop_assert!(trace.duration_ms <= at);
        }
    }
}
