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

#[test]
fn dial_tells_its_action_how_it_went() {
    for (act, status, bridged, duration) in [
        (
            Act::Dial(DialOutcome::Completed { seconds: 90 }),
            "completed",
            "true",
            Some("60"),
        ),
        (Act::Dial(DialOutcome::Canceled), "canceled", "false", None),
        (Act::no_answer(), "no-answer", "false", None),
    ] {
        let dial = Dial::new()
            .time_limit(60)
            .number("+15550100002")
            .action("/done");
        let mut last = None;
        run(
            Call::new("https://app.example/voice"),
            Script::new([act]),
            |request| {
                last = Some(request.clone());
                let first = request.path() == "/voice";
                if first {
                    Response::new().dial(dial.clone())
                } else {
                    Response::new()
                }
            },
        );
        let request = last.unwrap();
        assert_eq!(request.param("DialCallStatus"), Some(status));
        assert_eq!(request.param("DialBridged"), Some(bridged));
        assert_eq!(request.param("DialCallDuration"), duration);
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
        "dequeue: support (completed) | end: document ended"
    );
}
