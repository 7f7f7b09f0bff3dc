//! One test per rule of execution.

use super::*;
use crate::twiml::{
    Conference, Connect, Dial, Element, Enqueue, Gather, GatherInput, Method, Pause, Play, Queue,
    Record, Redirect, Reject, RejectReason, Response, Say, Sms, SpeechTimeout, Stream,
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

fn menu() -> Gather {
    Gather::new()
        .action("/choice")
        .num_digits(1)
        .say("Press 1.")
}

fn said(text: &str) -> Response {
    Response::new().say(text)
}

#[test]
fn verbs_run_top_to_bottom_and_the_end_ends_the_call() {
    let document = Response::new()
        .say("One two")
        .play("/a.mp3")
        .pause(Pause::seconds(2))
        .play(Play::keys("1w2"));
    let trace = trace([], &[("/voice", document)]);
    assert_eq!(
        trace.to_string(),
        "      0  POST /voice\n      0  say: One two\n    800  play: https://app.example/a.mp3\n   5800  pause: 2 s\n   7800  play digits: 1w2\n   8900  end: document ended\n"
    );
    assert_eq!(trace.duration_ms, 8_900);
}

#[test]
fn a_loop_is_one_event_and_zero_is_a_thousand_times() {
    let document = Response::new()
        .say(Say::from("One").loops(3))
        .play(Play::from("/a.mp3").loops(0));
    let trace = trace([], &[("/voice", document)]);
    assert_eq!(trace.events[2].at_ms, 1_200);
    assert_eq!(trace.duration_ms, 1_200 + 5_000_000);
}

#[test]
fn blank_text_is_not_spoken() {
    let document = Response::new().say(" \n").say("").say("x");
    assert_eq!(
        story([], &[("/voice", document)]),
        "say: x | end: document ended"
    );
}

#[test]
fn a_gather_without_input_falls_through() {
    let document = Response::new().gather(menu()).say("Goodbye.");
    assert_eq!(
        story([Act::Silence], &[("/voice", document)]),
        "say: Press 1. | no input | say: Goodbye. | end: document ended"
    );
}

#[test]
fn a_gather_with_input_never_reaches_the_next_verb() {
    let document = Response::new().gather(menu()).say("Goodbye.");
    assert_eq!(
        story(
            [Act::keys("1")],
            &[("/voice", document), ("/choice", said("Sales."))]
        ),
        "say: Press 1. | digits: 1 | POST /choice | say: Sales. | end: document ended"
    );
}

#[test]
fn a_gather_without_action_asks_the_current_document_again() {
    let document = Response::new()
        .gather(Gather::new().num_digits(1))
        .say("Bye.");
    let trace = trace([Act::keys("1"), Act::Silence], &[("/voice", document)]);
    assert_eq!(
        trace.to_string(),
        "      0  POST /voice\n      0  digits: 1\n      0  POST /voice\n   5000  no input\n   5000  say: Bye.\n   5400  end: document ended\n"
    );
}

#[test]
fn action_on_empty_result_asks_with_empty_digits() {
    let document = Response::new()
        .gather(menu().action_on_empty_result(true))
        .say("Never.");
    let mut seen = None;
    let trace = run(
        Call::new("https://app.example/voice"),
        Script::default(),
        |request| {
            if request.path() == "/choice" {
                seen = request.param("Digits").map(str::to_owned);
                return Response::new();
            }
            document.clone()
        },
    );
    assert_eq!(seen.as_deref(), Some(""));
    assert_eq!(trace.events.len(), 5);
}

#[test]
fn barge_in_stops_the_prompt_and_without_it_the_prompt_plays_out() {
    let prompt = |gather: Gather| gather.say("One two three four five").play("/a.mp3");
    let documents = |gather| {
        [
            ("/voice", Response::new().gather(prompt(gather))),
            ("/choice", Response::new()),
        ]
    };
    let early = || [Act::from(Keys::new("1").at_ms(500))];
    let bare = Gather::new().action("/choice").num_digits(1);
    assert_eq!(
        trace(early(), &documents(bare.clone())).to_string(),
        "      0  POST /voice\n      0  say: One two three four five\n    500  digits: 1\n    500  POST /choice\n    500  end: document ended\n"
    );
    assert_eq!(
        trace(early(), &documents(bare.clone().barge_in(false))).to_string(),
        "      0  POST /voice\n      0  say: One two three four five\n   2000  play: https://app.example/a.mp3\n   7000  digits: 1\n   7000  POST /choice\n   7000  end: document ended\n"
    );
    // By default every part of the prompt is heard to begin.
    let trace = trace([Act::keys("1")], &documents(bare));
    assert_eq!(trace.events[2].at_ms, 2_000);
    assert_eq!(trace.events[3].at_ms, 2_000);
}

#[test]
fn the_timeout_counts_from_the_end_of_the_prompt() {
    let document = Response::new().gather(menu().timeout(3));
    let key_at = |at| [Act::from(Keys::new("1").at_ms(at))];
    let documents = [("/voice", document), ("/choice", Response::new())];
    // "Press 1." takes 800 ms.
    let heard = trace(key_at(3_799), &documents);
    assert_eq!(heard.events[2].what.to_string(), "digits: 1");
    assert_eq!(heard.events[2].at_ms, 3_799);
    let late = trace(key_at(3_800), &documents);
    assert_eq!(late.events[2].what.to_string(), "no input");
    assert_eq!(late.events[2].at_ms, 3_800);
}

#[test]
fn a_partial_entry_ends_by_timeout_and_later_keys_are_thrown_away() {
    let gather = Gather::new().action("/choice").num_digits(4).timeout(2);
    let documents = [
        ("/voice", Response::new().gather(gather)),
        ("/choice", Response::new()),
    ];
    assert_eq!(
        story([Act::keys("12")], &documents),
        "digits: 12 (timeout) | POST /choice | end: document ended"
    );
    assert_eq!(
        story([Act::keys("123456")], &documents),
        "digits: 1234, 2 thrown away | POST /choice | end: document ended"
    );
    assert_eq!(
        story([Act::keys("12#3")], &documents),
        "digits: 12 (finish key), 1 thrown away | POST /choice | end: document ended"
    );
}

#[test]
fn a_lone_finish_key_is_silence() {
    let gather = Gather::new().action("/choice");
    let documents = [
        ("/voice", Response::new().gather(gather)),
        ("/choice", Response::new()),
    ];
    assert_eq!(
        story([Act::keys("#5")], &documents),
        "no input | end: document ended"
    );
    let call = Call::new("https://app.example/voice").lone_finish_key(LoneFinishKey::Ignored);
    let trace = trace_of(call, [Act::keys("#5")], &documents);
    assert_eq!(trace.events[1].what.to_string(), "digits: 5 (timeout)");
}

#[test]
fn the_action_gets_digits_and_finish_key() {
    let document = Response::new().gather(Gather::new().action("/choice").method(Method::Get));
    let mut last = None;
    run(
        Call::new("https://app.example/voice"),
        Script::new([Act::keys("42#")]),
        |request| {
            last = Some(request.clone());
            if request.path() == "/choice" {
                Response::new()
            } else {
                document.clone()
            }
        },
    );
    let request = last.unwrap();
    assert_eq!(request.method, Method::Get);
    assert_eq!(request.param("Digits"), Some("42"));
    assert_eq!(request.param("FinishedOnKey"), Some("#"));
    assert_eq!(request.param("CallStatus"), Some("in-progress"));
    assert_eq!(request.param("From"), Some("+15550100001"));
}

#[test]
fn speech_is_heard_only_where_it_is_listened_for() {
    let both = Gather::new()
        .input([GatherInput::Dtmf, GatherInput::Speech])
        .speech_timeout(SpeechTimeout::Seconds(1))
        .action("/choice");
    let speech = Gather::new().input([GatherInput::Speech]).action("/choice");
    let documents = |gather: Gather| {
        [
            ("/voice", Response::new().gather(gather)),
            ("/choice", Response::new()),
        ]
    };
    let say = || [Act::Speech(" yes please ".into())];
    let heard = trace(say(), &documents(both.clone()));
    assert_eq!(heard.events[1].what.to_string(), "speech: yes please");
    assert_eq!(heard.events[1].at_ms, 800 + 1_000);
    assert_eq!(
        story([Act::keys("1")], &documents(both)),
        "digits: 1 (timeout) | POST /choice | end: document ended"
    );
    assert_eq!(
        story([Act::keys("1")], &documents(speech)),
        "no input | end: document ended"
    );
    assert_eq!(
        story(say(), &documents(menu())),
        "say: Press 1. | no input | end: document ended"
    );
}

#[test]
fn redirect_replaces_the_document_and_empty_is_the_current_one() {
    let document = Response::new()
        .redirect(Redirect::from(" /next ").method(Method::Get))
        .say("Never.");
    assert_eq!(
        story([], &[("/voice", document), ("/next", said("Next."))]),
        "GET /next | say: Next. | end: document ended"
    );
    let call = Call::new("https://app.example/voice").max_requests(3);
    let endless = trace_of(call, [], &[("/voice", Response::new().redirect(""))]);
    assert_eq!(endless.outcome, Outcome::TooManyRequests);
    assert_eq!(endless.events.len(), 4);
}

#[test]
fn urls_resolve_against_the_document_they_stand_in() {
    let documents = [
        ("/ivr/start", Response::new().redirect("deep/next")),
        (
            "/ivr/deep/next",
            Response::new().play("a.mp3").redirect("../end"),
        ),
        ("/ivr/end", Response::new().hangup()),
    ];
    let trace = trace_of(Call::new("https://app.example/ivr/start"), [], &documents);
    assert_eq!(
        trace.events[2].what.to_string(),
        "play: https://app.example/ivr/deep/a.mp3"
    );
    assert_eq!(trace.outcome, Outcome::Hangup);
}

#[test]
fn reject_works_first_only() {
    let reject = || Response::new().reject(Reject::new().reason(RejectReason::Busy));
    let first = trace([], &[("/voice", reject())]);
    assert_eq!(first.outcome, Outcome::Rejected(RejectReason::Busy));
    let redirected = [
        ("/voice", Response::new().redirect("/no")),
        ("/no", reject()),
    ];
    assert_eq!(
        trace([], &redirected).outcome,
        Outcome::Rejected(RejectReason::Busy)
    );
    let late = [("/voice", said("Hi.").reject(Reject::new()))];
    assert_eq!(
        story([], &late),
        "say: Hi. | warning: Reject: the call was answered already; it is hung up | end: hung up"
    );
}

#[test]
fn hangup_and_leave_end_the_call() {
    assert_eq!(
        story([], &[("/voice", Response::new().hangup().say("x"))]),
        "end: hung up"
    );
    assert_eq!(
        story([], &[("/voice", Response::new().leave().say("x"))]),
        "end: hung up"
    );
}

#[test]
fn record_asks_its_action_and_silence_falls_through() {
    let record = Record::new().action("/stored").max_length(10);
    let documents = [
        ("/voice", Response::new().record(record).say("Nothing.")),
        ("/stored", said("Thanks.")),
    ];
    assert_eq!(
        story([Act::Record(7)], &documents),
        "record: 7 s | POST /stored | say: Thanks. | end: document ended"
    );
    assert_eq!(
        story([Act::Record(0)], &documents),
        "record: 0 s | say: Nothing. | end: document ended"
    );
    assert_eq!(
        story([Act::Record(99)], &documents),
        "record: 10 s | POST /stored | say: Thanks. | end: document ended"
    );
    assert_eq!(
        story([Act::RecordAndHangUp(3)], &documents),
        "record: 3 s | POST /stored | end: caller hung up"
    );
    assert_eq!(story([Act::HangUp], &documents), "end: caller hung up");
}

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

#[test]
fn a_queue_plays_its_document_until_the_caller_is_fetched_or_leaves() {
    let enqueue = Enqueue::from("support").wait_url("/wait").action("/after");
    let wait = Response::new()
        .say("Please hold.")
        .gather(Gather::new().num_digits(1).action("/leave").timeout(1));
    let documents = [
        ("/voice", Response::new().enqueue(enqueue)),
        ("/wait", wait),
        ("/leave", Response::new().leave()),
        ("/after", said("After.")),
    ];
    assert_eq!(
        story([Act::Queue(QueueOutcome::Bridged)], &documents),
        "enqueue: support | left the queue: bridged | POST /after | say: After. | end: document ended"
    );
    assert_eq!(
        story(
            [
                Act::HearWaitDocument,
                Act::Silence,
                Act::HearWaitDocument,
                Act::keys("1")
            ],
            &documents
        ),
        "enqueue: support | POST /wait | say: Please hold. | no input | POST /wait | say: Please hold. | digits: 1 | POST /leave | left the queue: leave | POST /after | say: After. | end: document ended"
    );
    assert_eq!(
        story([Act::HangUp], &documents),
        "enqueue: support | end: caller hung up"
    );
}

#[test]
fn a_text_goes_to_the_caller_unless_it_says_to_whom() {
    let sms = Response::new()
        .sms(Sms::new("Hi."))
        .sms(Sms::new("Yo.").to("+15550100009"));
    assert_eq!(
        story([Act::Sms(SmsOutcome::Failed)], &[("/voice", sms)]),
        "sms: +15550100001 \"Hi.\" (failed) | sms: +15550100009 \"Yo.\" (sent) | end: document ended"
    );
}

#[test]
fn connect_waits_and_goes_on() {
    let stream = Connect::new().stream(Stream::new().url("wss://media.example"));
    let next = [(
        "/voice",
        Response::new().connect(stream.clone()).say("Next."),
    )];
    assert_eq!(
        story([Act::Leave], &next),
        "connect: Stream | say: Next. | end: document ended"
    );
    let action = [
        ("/voice", Response::new().connect(stream.action("/done"))),
        ("/done", Response::new()),
    ];
    assert_eq!(
        story([Act::Leave], &action),
        "connect: Stream | POST /done | end: document ended"
    );
}

#[test]
fn an_act_of_another_kind_is_left_for_a_later_wait() {
    let document = Response::new()
        .gather(menu())
        .record(Record::new().action("/done"));
    let mut script = Script::new([Act::Record(2), Act::keys("7")]);
    let mut player = Player::new(Call::new("https://app.example/voice"));
    while !matches!(player.step(), Step::Ended(_)) {
        match player.step() {
            Step::Request(request) if request.path() == "/voice" => {
                player.respond(document.clone());
            }
            Step::Request(_) => player.respond(Response::new()),
            Step::Wait(wait) => {
                let act = script.answer(wait);
                player.act(act);
            }
            Step::Ended(_) => {}
        }
    }
    let trace = player.into_trace();
    let story: Vec<String> = trace
        .events
        .iter()
        .skip(1)
        .map(|event| event.what.to_string())
        .collect();
    assert_eq!(
        story,
        [
            "say: Press 1.",
            "no input",
            "record: 2 s",
            "POST /done",
            "end: document ended"
        ]
    );
    assert_eq!(script.unused().len(), 1);
}

#[test]
fn a_hang_up_is_taken_by_any_wait() {
    for document in [
        Response::new().gather(menu()),
        Response::new().record(Record::new()),
        Response::new().dial("+15550100002"),
        Response::new().enqueue("support"),
        Response::new().sms(Sms::new("x")),
        Response::new().echo(),
    ] {
        let trace = trace([Act::HangUp], &[("/voice", document)]);
        assert_eq!(trace.outcome, Outcome::CallerHangup);
    }
}

#[test]
fn unknown_verbs_are_passed_over_with_a_warning() {
    let document = Response::new()
        .verb(crate::twiml::Verb::Unknown(Element::new("Sing")))
        .say("x");
    assert_eq!(
        story([], &[("/voice", document)]),
        "warning: Sing: not a verb | say: x | end: document ended"
    );
}

#[test]
fn an_application_without_a_document_ends_the_call() {
    let mut player = Player::new(Call::new("https://app.example/voice"));
    player.fail();
    assert_eq!(player.step(), Step::Ended(&Outcome::ApplicationError));
    // Acts and documents that nobody asked for change nothing.
    player.act(Act::keys("1"));
    player.respond(Response::new().say("x"));
    assert_eq!(player.step(), Step::Ended(&Outcome::ApplicationError));
    assert_eq!(player.into_trace().events.len(), 2);
}

#[test]
fn debug_of_a_trace_hides_numbers_keys_and_speech() {
    let document = Response::new()
        .gather(Gather::new().input([GatherInput::Dtmf, GatherInput::Speech]))
        .gather(Gather::new());
    let acts = [Act::Speech("my secret".into()), Act::keys("4444")];
    let shown = format!(
        "{:?}",
        trace(
            acts.clone(),
            &[("/voice", Response::new().dial("+15550100002"))]
        )
    );
    assert!(shown.contains("+*********02"), "{shown}");
    assert!(!format!("{:?}", Script::new(acts.clone())).contains("4444"));
    let call = Call::new("https://app.example/voice").max_requests(3);
    let shown = format!("{:?}", trace_of(call, acts, &[("/voice", document)]));
    assert!(
        !shown.contains("secret") && !shown.contains("4444"),
        "{shown}"
    );
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
