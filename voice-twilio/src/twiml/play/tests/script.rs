//! The scripted caller.

use super::*;

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
        Response::new().dial(Dial::new().queue("support")),
        Response::new().dial(Dial::new().conference("room")),
        Response::new().enqueue("support"),
        Response::new().pay(Pay::new()),
        Response::new().refer(Refer::new().sip("sip:a@b.example")),
        Response::new().connect(Connect::new().room("r")),
        Response::new().sms(Sms::new("x")),
        Response::new().echo(),
    ] {
        let trace = trace([Act::HangUp], &[("/voice", document)]);
        assert_eq!(trace.outcome, Outcome::CallerHangup);
    }
}

#[test]
fn debug_of_a_trace_hides_numbers_keys_and_speech() {
    let document = Response::new()
        .gather(Gather::new().input([GatherInput::Dtmf, GatherInput::Speech]))
        .gather(Gather::new());
    let acts = [Act::speech("my secret"), Act::keys("4444")];
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

#[test]
fn debug_of_a_trace_hides_what_was_said_and_played() {
    let document = Response::new()
        .say("Your code is 9876.")
        .play(Play::keys("5555"))
        .play("https://app.example/a.mp3?code=6666");
    let trace = trace([], &[("/voice", document)]);
    let (told, shown) = (trace.to_string(), format!("{trace:?}"));
    for hidden in ["9876", "5555", "6666"] {
        assert!(told.contains(hidden) && !shown.contains(hidden), "{shown}");
    }
}

#[test]
fn debug_of_a_player_hides_documents_and_their_urls() {
    let hidden = "?token=tok7";
    let mut player = Player::new(Call::new(format!("https://app.example/voice{hidden}")));
    player.step();
    let pay = Pay::new().action(format!("/paid{hidden}"));
    player.respond(said("My secret.").pay(pay).say("Another secret."));
    player.step();
    let shown = format!("{player:?}");
    assert!(
        !shown.contains("tok7") && !shown.contains("secret"),
        "{shown}"
    );
}

/// The call of a caller who hangs up after so many ms, without its first request.
fn gone_at(ms: u64, acts: impl IntoIterator<Item = Act>, documents: &[(&str, Response)]) -> String {
    let call = Call::new("https://app.example/voice").hang_up_at_ms(ms);
    let trace = trace_of(call, acts, documents);
    let lines: Vec<String> = trace
        .events
        .iter()
        .skip(1)
        .map(|event| format!("{} {}", event.at_ms, event.what))
        .collect();
    lines.join(" | ")
}

#[test]
fn a_caller_can_hang_up_in_the_middle_of_what_is_heard() {
    let document = Response::new()
        .say("One two three")
        .play("/a.mp3")
        .pause(Pause::seconds(2))
        .say("Never.");
    let documents = [("/voice", document)];
    let say = "0 say: One two three";
    let play = "1200 play: https://app.example/a.mp3";
    assert_eq!(
        gone_at(700, [], &documents),
        format!("{say} | 700 end: caller hung up")
    );
    assert_eq!(
        gone_at(1_200, [], &documents),
        format!("{say} | 1200 end: caller hung up")
    );
    assert_eq!(
        gone_at(1_201, [], &documents),
        format!("{say} | {play} | 1201 end: caller hung up")
    );
    assert_eq!(
        gone_at(7_000, [], &documents),
        format!("{say} | {play} | 6200 pause: 2 s | 7000 end: caller hung up")
    );
    // Later than the end of the call it is no matter.
    assert!(gone_at(70_000, [], &documents).ends_with("8600 end: document ended"));
}

#[test]
fn a_caller_can_hang_up_at_a_prompt_and_between_keys() {
    let gather = Gather::new()
        .action("/choice")
        .num_digits(4)
        .say("Your code?");
    let documents = [("/voice", Response::new().gather(gather).say("Never."))];
    assert_eq!(
        gone_at(500, [Act::Silence], &documents),
        "0 say: Your code? | 500 end: caller hung up"
    );
    assert_eq!(
        gone_at(4_000, [Act::Silence], &documents),
        "0 say: Your code? | 4000 end: caller hung up"
    );
    let slow = Act::from(Keys::new("1234").at_ms(800).gap_ms(1_000));
    assert_eq!(
        gone_at(2_500, [slow], &documents),
        "0 say: Your code? | 2500 end: caller hung up"
    );
}

#[test]
fn a_caller_who_hangs_up_while_it_rings_cancels_the_dial() {
    let dial = Dial::new().action("/done").number("+15550100002");
    let documents = [("/voice", Response::new().dial(dial))];
    assert_eq!(
        gone_at(9_000, [Act::no_answer()], &documents),
        "0 dial: +15550100002 (canceled) | 9000 end: caller hung up"
    );
    assert_eq!(
        gone_at(9_000, [Act::answered()], &documents),
        "0 dial: +15550100002 (completed) | 9000 end: caller hung up"
    );
}

#[test]
fn a_caller_who_hangs_up_leaves_a_recording_and_a_queue_behind() {
    let record = Record::new().action("/stored");
    let documents = [
        ("/voice", Response::new().record(record)),
        ("/stored", said("Nobody hears this.")),
    ];
    let call = Call::new("https://app.example/voice").hang_up_at_ms(4_500);
    let (trace, request) = last_request(call, [Act::Record(30)], &documents);
    assert_eq!(trace.outcome, Outcome::CallerHangup);
    assert_eq!(trace.duration_ms, 4_500);
    assert_eq!(request.param("RecordingDuration"), Some("4"));
    assert_eq!(request.param("Digits"), Some("hangup"));

    let enqueue = Enqueue::from("support").wait_url("/wait").action("/after");
    let documents = [
        ("/voice", Response::new().enqueue(enqueue)),
        ("/wait", Response::new().play("/a.mp3")),
        ("/after", Response::new()),
    ];
    let call = Call::new("https://app.example/voice").hang_up_at_ms(3_000);
    let (trace, request) = last_request(call, [Act::HearWaitDocument], &documents);
    assert_eq!(trace.outcome, Outcome::CallerHangup);
    assert_eq!(request.param("QueueResult"), Some("hangup"));
    assert_eq!(request.param("QueueTime"), Some("3"));
}

#[test]
fn speech_has_its_time_and_can_come_too_late() {
    let gather = Gather::new()
        .input([GatherInput::Speech])
        .speech_timeout(1)
        .timeout(3)
        .action("/choice")
        .say("Yes or no?");
    let documents = [
        ("/voice", Response::new().gather(gather)),
        ("/choice", Response::new()),
    ];
    // The prompt takes 1200 ms, a word 400 ms, and a second of silence ends it.
    for (at, event) in [
        (600, "2000 speech: yes"),
        (4_199, "5599 speech: yes"),
        (4_200, "4200 no input"),
    ] {
        let act = Act::from(Speech::new("yes").at_ms(at));
        let trace = trace([act], &documents);
        let heard = &trace.events[2];
        assert_eq!(format!("{} {}", heard.at_ms, heard.what), event);
    }
}

#[test]
fn a_call_has_further_parameters_in_every_request() {
    let call = Call::new("https://app.example/voice")
        .param("AnsweredBy", "human")
        .param("SipHeader_X-Order", "7")
        .param("CallSid", "CA00000000000000000000000000000009");
    let mut seen = 0;
    run(call, Script::default(), |request| {
        seen += 1;
        assert_eq!(request.param("AnsweredBy"), Some("human"));
        assert_eq!(request.param("SipHeader_X-Order"), Some("7"));
        let sids = request.params.iter().filter(|(name, _)| name == "CallSid");
        let sids: Vec<&str> = sids.map(|(_, value)| value.as_str()).collect();
        assert_eq!(sids, ["CA00000000000000000000000000000009"]);
        match request.path() {
            "/voice" => Response::new().redirect("/next"),
            _ => Response::new(),
        }
    });
    assert_eq!(seen, 2);
}
