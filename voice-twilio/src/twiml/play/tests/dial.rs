//! Dialling.

use super::*;

#[test]
fn dial_with_action_replaces_the_document_and_without_falls_through() {
    let dial = || {
        Dial::new()
            .timeout(20)
            .number("+15550100002")
            .client("ana")
            .sip("sip:b@h.example")
    };
    let with = [
        (
            "/voice",
            Response::new().dial(dial().action("/done")).say("Never."),
        ),
        ("/done", said("Done.")),
    ];
    assert_eq!(
        story([Act::busy()], &with),
        "dial: +15550100002 client:ana sip:b@h.example (busy) | POST /done | say: Done. | end: document ended"
    );
    let without = [("/voice", Response::new().dial(dial()).say("Next."))];
    assert_eq!(
        story([Act::answered()], &without),
        "dial: +15550100002 client:ana sip:b@h.example (completed) | say: Next. | end: document ended"
    );
    let ringing = |dial| {
        trace(
            [Act::no_answer()],
            &[("/voice", Response::new().dial(dial))],
        )
        .duration_ms
    };
    assert_eq!(ringing(dial()), 20_000);
    assert_eq!(ringing(dial().sequential(true)), 60_000);
}

/// What the action of a `Dial` is told, by name; `-` where it is told nothing.
fn told(dial: Dial, act: Act, names: &[&str]) -> Vec<String> {
    let documents = [("/voice", Response::new().dial(dial.action("/done")))];
    let call = Call::new("https://app.example/voice");
    let (_, request) = last_request(call, [act], &documents);
    assert_eq!(request.path(), "/done");
    let value = |name: &&str| request.param(name).unwrap_or("-").to_owned();
    names.iter().map(value).collect()
}

const OTHER_LEG: &str = "CA00000000000000000000000000000002";

#[test]
fn dial_tells_its_action_how_it_went() {
    let names = [
        "DialCallStatus",
        "DialBridged",
        "DialCallSid",
        "DialCallDuration",
    ];
    for (result, status, bridged, duration) in [
        (
            DialOutcome::Completed { seconds: 90 },
            "completed",
            "true",
            "60",
        ),
        (DialOutcome::Busy, "busy", "false", "-"),
        (DialOutcome::NoAnswer, "no-answer", "false", "-"),
        (DialOutcome::Failed, "failed", "false", "-"),
        (DialOutcome::Canceled, "canceled", "false", "-"),
    ] {
        let dial = Dial::new().time_limit(60).number("+15550100002");
        assert_eq!(
            told(dial, Act::Dial(result), &names),
            [status, bridged, OTHER_LEG, duration]
        );
    }
    // Nobody was rung, or a room is no leg.
    let nobody = Dial::new().number("nobody");
    assert_eq!(
        told(nobody, Act::answered(), &names),
        ["failed", "false", "-", "-"]
    );
    let room = Dial::new().conference("room");
    assert_eq!(
        told(room, Act::Leave, &names),
        ["answered", "true", "-", "-"]
    );
}

#[test]
fn dial_tells_its_action_of_a_recording() {
    let names = ["RecordingUrl", "RecordingSid", "RecordingDuration"];
    for (record, recorded) in [
        (None, false),
        (Some(DialRecord::DoNotRecord), false),
        (Some(DialRecord::False), false),
        (Some(DialRecord::True), true),
        (Some(DialRecord::FromAnswer), true),
        (Some(DialRecord::FromRingingDual), true),
    ] {
        let mut dial = Dial::new().number("+15550100002");
        dial.record = record;
        let told = told(
            dial,
            Act::Dial(DialOutcome::Completed { seconds: 9 }),
            &names,
        );
        let sid = "RE00000000000000000000000000000001";
        if recorded {
            assert!(told[0].ends_with(&format!("/Recordings/{sid}")), "{told:?}");
            assert_eq!(told[1..], [sid, "9"]);
        } else {
            assert_eq!(told, ["-", "-", "-"]);
        }
    }
    let dial = Dial::new()
        .number("+15550100002")
        .record(DialRecord::FromAnswer);
    assert_eq!(told(dial, Act::busy(), &names), ["-", "-", "-"]);
}

#[test]
fn a_dial_that_takes_a_caller_from_a_queue_tells_how_it_went() {
    let names = [
        "DequeueResult",
        "DialCallStatus",
        "DialBridged",
        "DequeuedCallSid",
        "DequeuedCallQueueTime",
        "DequeuedCallDuration",
    ];
    let queue = || Dial::new().timeout(20).queue(Queue::new("support"));
    assert_eq!(
        told(
            queue(),
            Act::Dequeue(DequeueOutcome::Bridged { seconds: 30 }),
            &names
        ),
        ["bridged", "completed", "true", OTHER_LEG, "0", "30"]
    );
    for (result, word, status, ms) in [
        (
            DequeueOutcome::QueueEmpty,
            "queue-empty",
            "no-answer",
            20_000,
        ),
        (
            DequeueOutcome::QueueNotFound,
            "queue-not-found",
            "failed",
            1_000,
        ),
        (DequeueOutcome::Error, "error", "failed", 1_000),
    ] {
        assert_eq!(
            told(queue(), Act::Dequeue(result), &names),
            [word, status, "false", "-", "-", "-"]
        );
        let document = Response::new().dial(queue()).say("Next.");
        let trace = trace([Act::Dequeue(result)], &[("/voice", document)]);
        assert_eq!(
            trace.events[1].what.to_string(),
            format!("dequeue: support ({word})")
        );
        assert_eq!(trace.events[2].what.to_string(), "say: Next.");
        assert_eq!(trace.events[2].at_ms, ms);
    }
}

#[test]
fn targets_that_are_none_are_not_dialled() {
    let dial = Dial::new()
        .number("not a number")
        .number("")
        .number("(555) 010-0002");
    let documents = [("/voice", Response::new().dial(dial))];
    let why = "is not dialled: no number, address or identity";
    assert_eq!(
        story([], &documents),
        format!(
            "warning: Number: {why} | warning: Number: {why} | dial: 5550100002 (completed) | end: document ended"
        )
    );
    // When none is left, the dial fails and the script is not asked.
    let none = [("/voice", Response::new().dial(Dial::new().client(" ")))];
    let mut script = Script::new([Act::answered()]);
    let mut player = Player::new(Call::new("https://app.example/voice"));
    assert!(matches!(player.step(), Step::Request(_)));
    player.respond(none[0].1.clone());
    while let Step::Wait(wait) = player.step() {
        let act = script.answer(wait);
        player.act(act);
    }
    assert_eq!(script.unused().len(), 1);
    assert_eq!(player.events()[2].what.to_string(), "dial:  (failed)");
}

#[test]
fn conferences_and_queues_are_waited_in() {
    let conference = Dial::new()
        .action("/done")
        .conference(Conference::new("room"));
    let documents = [
        ("/voice", Response::new().dial(conference)),
        ("/done", said("Back.")),
    ];
    assert_eq!(
        story([Act::Leave], &documents),
        "conference: room | POST /done | say: Back. | end: document ended"
    );
    assert_eq!(
        story([Act::HangUp], &documents),
        "conference: room | end: caller hung up"
    );
    let queue = [(
        "/voice",
        Response::new().dial(Dial::new().queue(Queue::new("support"))),
    )];
    assert_eq!(
        story([], &queue),
        "dequeue: support (bridged) | end: document ended"
    );
}

#[test]
fn a_conference_without_action_goes_on_with_the_next_verb() {
    let document = Response::new()
        .dial(Dial::new().conference("room"))
        .say("Next.");
    assert_eq!(
        story([Act::Leave], &[("/voice", document)]),
        "conference: room | say: Next. | end: document ended"
    );
}
