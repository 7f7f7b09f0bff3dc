//! What is heard, and for how long.

use super::*;

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
