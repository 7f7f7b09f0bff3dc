//! Keys and speech.

use super::*;

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
    let say = || [Act::speech(" yes please ")];
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
fn silence_or_the_longest_speech_ends_speech() {
    let ended = |gather: Gather| {
        let gather = gather.input([GatherInput::Speech]).action("/choice");
        let documents = [
            ("/voice", Response::new().gather(gather)),
            ("/choice", Response::new()),
        ];
        let heard = trace([Act::speech("one two three four five")], &documents);
        assert_eq!(
            heard.events[1].what.to_string(),
            "speech: one two three four five"
        );
        heard.events[1].at_ms
    };
    // Five words take two seconds; then comes the silence.
    assert_eq!(ended(Gather::new()), 2_000 + 5_000);
    assert_eq!(ended(Gather::new().timeout(3)), 2_000 + 3_000);
    assert_eq!(
        ended(Gather::new().timeout(3).speech_timeout(2)),
        2_000 + 2_000
    );
    assert_eq!(
        ended(Gather::new().speech_timeout(SpeechTimeout::Auto)),
        2_000 + 1_000
    );
    assert_eq!(ended(Gather::new().max_speech_time(1)), 1_000);
}
