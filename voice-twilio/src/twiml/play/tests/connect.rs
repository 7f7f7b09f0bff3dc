//! Streams, agents, payments and texts.

use super::*;

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
