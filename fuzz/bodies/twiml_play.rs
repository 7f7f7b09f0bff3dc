//! A TwiML document from a stranger, played: it answers every request, and what stands behind an empty line is the
//! caller.

use voice_twilio::twiml::Response;
use voice_twilio::twiml::play::{
    Act, Call, DialOutcome, Happening, Keys, LoneFinishKey, QueueOutcome, Script, SmsOutcome,
    run as play,
};

/// With all of `loop` and `Pause`, a document lasts so many requests at the most.
const REQUESTS: usize = 20;

pub(crate) fn run(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else {
        return;
    };
    let (document, caller) = text.split_once("\n\n").unwrap_or((text, ""));
    let Ok(parsed) = Response::parse(document) else {
        return;
    };
    for lone in [LoneFinishKey::EndsEntry, LoneFinishKey::Ignored] {
        let call = Call::new("https://voice.example/")
            .max_requests(REQUESTS)
            .lone_finish_key(lone);
        let script = Script::new(caller.chars().map(act));
        let trace = play(call, script, |_| parsed.response.clone());
        assert!(trace.events.is_sorted_by_key(|event| event.at_ms));
        let ends = trace
            .events
            .iter()
            .filter(|event| matches!(event.what, Happening::End { .. }));
        assert_eq!(ends.count(), 1);
        assert!(!trace.to_string().is_empty());
    }
}

fn act(c: char) -> Act {
    match c {
        '0'..='9' | '*' | '#' => Act::keys(c),
        'k' => Keys::new("12#34").at_ms(100).gap_ms(2_000).into(),
        's' => Act::Silence,
        'w' => Act::speech("two words"),
        'r' => Act::Record(7),
        'R' => Act::RecordAndHangUp(0),
        'b' => Act::busy(),
        'n' => Act::no_answer(),
        'c' => Act::Dial(DialOutcome::Canceled),
        'q' => Act::Queue(QueueOutcome::Leave),
        'd' => Act::HearWaitDocument,
        't' => Act::Sms(SmsOutcome::Failed),
        'l' => Act::Leave,
        'h' => Act::HangUp,
        other => Act::keys(other),
    }
}
