//! Documents that are not the call's own.

use voice_twilio::twiml::{
    Connect, Dial, Element, Enqueue, Gather, Pay, Place, Play, Record, Reject, Response, Sms,
    Start, Stream, Verb,
};

/// Every verb, one a document.
fn verbs() -> Vec<Response> {
    let stream = || Stream::new().url("wss://media.example");
    vec![
        Response::new().say("x"),
        Response::new().play("/a.mp3"),
        Response::new().pause(voice_twilio::twiml::Pause::new()),
        Response::new().gather(Gather::new()),
        Response::new().redirect("/next"),
        Response::new().hangup(),
        Response::new().leave(),
        Response::new().dial(Dial::from("+15550100001")),
        Response::new().record(Record::new()),
        Response::new().reject(Reject::new()),
        Response::new().enqueue(Enqueue::from("q")),
        Response::new().connect(Connect::new().stream(stream())),
        Response::new().start(Start::new().stream(stream())),
        Response::new().pay(Pay::new()),
        Response::new().sms(Sms::new("x")),
        Response::new().echo(),
        Response::new().verb(Verb::Unknown(Element::new("Sing"))),
    ]
}

fn allowed(place: Place) -> Vec<String> {
    let verbs = verbs();
    let allowed = verbs
        .iter()
        .filter(|document| document.check_as(place).is_ok());
    allowed
        .flat_map(|document| document.verbs.iter().map(|verb| verb.tag().to_owned()))
        .collect()
}

#[test]
fn each_place_has_its_verbs() {
    assert_eq!(allowed(Place::Call).len(), verbs().len());
    assert_eq!(
        allowed(Place::Whisper),
        ["Say", "Play", "Pause", "Gather", "Hangup", "Sing"]
    );
    assert_eq!(
        allowed(Place::QueueWait),
        [
            "Say", "Play", "Pause", "Gather", "Redirect", "Hangup", "Leave", "Sing"
        ]
    );
    assert_eq!(
        allowed(Place::ConferenceWait),
        ["Say", "Play", "Pause", "Redirect", "Sing"]
    );
}

#[test]
fn what_is_wrong_anywhere_is_told_first() {
    let document = Response::new().record(Record::new()).play(Play::new());
    assert_eq!(
        document.check_as(Place::QueueWait).unwrap_err().to_string(),
        "Play: is required; Record: may not stand in a queue's waitUrl document"
    );
}
