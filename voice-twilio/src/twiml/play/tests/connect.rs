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

fn relay() -> Connect {
    Connect::new().conversation_relay(ConversationRelay::new().url("wss://agent.example"))
}

#[test]
fn the_action_after_a_session_is_told_how_it_ended() {
    let document = Response::new().connect(relay().action("/done"));
    let told = |act| {
        let documents = [("/voice", document.clone())];
        let call = Call::new("https://app.example/voice");
        let (_, request) = last_request(call, [act], &documents);
        assert_eq!(
            request.param("SessionId"),
            Some("VX00000000000000000000000000000001")
        );
        assert_eq!(request.param("SessionDuration"), Some("60"));
        let names = ["SessionStatus", "HandoffData", "ErrorCode", "ErrorMessage"];
        names.map(|name| request.param(name).unwrap_or("-").to_owned())
    };
    assert_eq!(told(Act::Leave), ["ended", "-", "-", "-"]);
    let data = "{\"outcome\":\"sold\"}";
    assert_eq!(
        told(Act::Session(SessionOutcome::HandOff(data.into()))),
        ["ended", data, "-", "-"]
    );
    let failed = SessionOutcome::Failed {
        code: 64_102,
        message: "The socket was closed.".into(),
    };
    assert_eq!(
        told(Act::Session(failed)),
        ["failed", "-", "64102", "The socket was closed."]
    );
}

#[test]
fn a_session_ends_at_its_own_noun_only() {
    let hand_off = Act::Session(SessionOutcome::HandOff("secret".into()));
    assert!(!format!("{hand_off:?}").contains("secret"));
    let stream = Connect::new().stream(Stream::new().url("wss://media.example"));
    let document = Response::new()
        .connect(stream.action("/done"))
        .say("Never.");
    let documents = [("/voice", document)];
    let call = Call::new("https://app.example/voice");
    let (_, request) = last_request(call, [hand_off], &documents);
    assert_eq!(request.path(), "/done");
    assert_eq!(request.param("SessionStatus"), None);
    assert_eq!(request.param("HandoffData"), None);
}

#[test]
fn refer_asks_its_action_with_both_answers() {
    let refer = Refer::new().sip("sip:next@pbx.example");
    let told = |act| {
        let document = Response::new().refer(refer.clone().action("/done"));
        let call = Call::new("https://app.example/voice");
        let (_, request) = last_request(call, [act], &[("/voice", document)]);
        let names = [
            "ReferCallStatus",
            "ReferSipResponseCode",
            "NotifySipResponseCode",
        ];
        names.map(|name| request.param(name).unwrap_or("-").to_owned())
    };
    assert_eq!(
        told(Act::Refer(ReferOutcome::Accepted)),
        ["completed", "202", "200"]
    );
    let refused = Act::Refer(ReferOutcome::Refused { code: 603 });
    assert_eq!(told(refused.clone()), ["failed", "603", "-"]);
    let next = [("/voice", Response::new().refer(refer).say("Next."))];
    assert_eq!(
        story([refused], &next),
        "refer: sip:next@pbx.example (failed) | say: Next. | end: document ended"
    );
    let nowhere = [("/voice", Response::new().refer(Refer::new()).say("Next."))];
    assert_eq!(
        story([], &nowhere),
        "warning: Refer: has no address | say: Next. | end: document ended"
    );
}

#[test]
fn pay_asks_its_action_or_goes_on() {
    let pay = Pay::new().charge_amount("9.90");
    let with = [
        (
            "/voice",
            Response::new()
                .pay(pay.clone().action("/paid"))
                .say("Never."),
        ),
        ("/paid", said("Thanks.")),
    ];
    assert_eq!(
        story([Act::Leave], &with),
        "connect: Pay | POST /paid | say: Thanks. | end: document ended"
    );
    let without = [("/voice", Response::new().pay(pay).say("Next."))];
    assert_eq!(
        story([], &without),
        "connect: Pay | say: Next. | end: document ended"
    );
    assert_eq!(
        story([Act::HangUp], &without),
        "connect: Pay | end: caller hung up"
    );
}

#[test]
fn what_starts_and_stops_beside_the_call_takes_no_time() {
    let stream = || Stream::new().url("wss://media.example").name("s");
    let document = Response::new()
        .start(Start::new().stream(stream()).recording(Recording::new()))
        .say("One.")
        .stop(Stop::new().stream(stream()));
    let trace = trace([], &[("/voice", document)]);
    assert_eq!(
        trace.to_string(),
        "      0  POST /voice\n      0  start: Stream\n      0  start: Recording\n      0  say: One.\n    400  stop: Stream\n    400  end: document ended\n"
    );
}
