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
        Response::new().enqueue("support"),
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
