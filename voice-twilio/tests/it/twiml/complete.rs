//! What a document lacks or says twice, and what is complete.

use voice_twilio::twiml::ssml::Break;
use voice_twilio::twiml::{
    Application, Client, Connect, ConversationRelay, Dial, Enqueue, Fill, Gather, Headers, Number,
    Parameter, Pause, Pay, Play, Record, Refer, Response, Say, Sip, SpeechModel, Start, Stop,
    Stream, StreamTrack, Transcription, hole,
};

use super::limits::{long, refused};

#[test]
fn what_is_missing_or_said_twice_is_named() {
    let dial = |dial: Dial| Response::new().dial(dial);
    let connect = |stream: Stream| Response::new().connect(Connect::new().stream(stream));
    for (document, message) in [
        (dial(Dial::from(" ")), "Dial: is required"),
        (dial(Dial::new().number(" \n")), "Number: is required"),
        (dial(Dial::new().client(" ")), "Client: is required"),
        (
            dial(Dial::new().client(Client::new().parameter(Parameter::pair("a", "b")))),
            "Client: is required",
        ),
        (
            dial(Dial::new().client(Client::from("ana").identity_noun("bo"))),
            "Client: an identity as text may not stand beside an Identity",
        ),
        (
            dial(Dial::new().client(Client::new().identity_noun("a").identity_noun("b"))),
            "Client: 2, at most 1 are allowed",
        ),
        (
            dial(Dial::new().sip(Sip::new().headers(Headers::new()))),
            "Sip: is required",
        ),
        (
            dial(Dial::new().sip(Sip::from("sip:a@b.example").uri_noun("sip:c@b.example"))),
            "Sip: an address as text may not stand beside a Uri",
        ),
        (
            dial(Dial::new().application(Application::new())),
            "Application: is required",
        ),
        (
            dial(Dial::new().application(Application::from("AP0").application_sid("AP1"))),
            "Application: a SID as text may not stand beside an ApplicationSid",
        ),
        (
            dial(Dial::new().number(Number::new("+15550100001").send_digits("1,2"))),
            "Number sendDigits: holds a character that is not a key allowed here",
        ),
        (Response::new().refer(Refer::new()), "Refer: is required"),
        (
            Response::new().refer(Refer::new().sip("sip:a@b.example").sip("sip:c@b.example")),
            "Refer: 2, at most 1 are allowed",
        ),
        (Response::new().start(Start::new()), "Start: is required"),
        (Response::new().stop(Stop::new()), "Stop: is required"),
        (
            Response::new().enqueue(Enqueue::from("q").task("{}").workflow_sid("WW0")),
            "Enqueue: a queue's name may not stand beside a Task",
        ),
        (
            Response::new().enqueue(Enqueue::new().task("{}")),
            "Enqueue workflowSid: is required",
        ),
        (
            Response::new().enqueue(Enqueue::new().workflow_sid("WW0").task("{}").task("{}")),
            "Enqueue: 2, at most 1 are allowed",
        ),
        (
            connect(Stream::new().url("wss://x").track(StreamTrack::Both)),
            "Stream track: in Connect only inbound_track",
        ),
        (connect(Stream::new().name("s")), "Stream url: is required"),
        (
            Response::new().start(Start::new().stream(Stream::new().name("s"))),
            "Stream url: is required",
        ),
        (Response::new().play(Play::new()), "Play: is required"),
        (Response::new().play(Play::keys("")), "Play: is required"),
        (
            Response::new().play(Play::from("/a.mp3").digits("1")),
            "Play: a URL may not stand beside digits",
        ),
        (
            Response::new().gather(Gather::new().enhanced(true)),
            "Gather enhanced: is a variant of the speechModel phone_call only",
        ),
        (
            Response::new().say(Say::new().push(Break::new().time("2 s"))),
            "break time: must be a number followed by s or ms",
        ),
        (Response::new().sms(" "), "Sms: is required"),
    ] {
        assert_eq!(refused(&document), message);
    }
}

#[test]
fn what_is_complete_is_let_through() {
    let breaks = ["2s", "500ms", "0.5s"]
        .into_iter()
        .fold(Say::new(), |say, time| say.push(Break::new().time(time)));
    let document = Response::new()
        .say(breaks)
        .gather(
            Gather::new()
                .speech_model(SpeechModel::PhoneCall)
                .enhanced(true),
        )
        .gather(Gather::new().enhanced(false))
        .start(Start::new().stream(Stream::new().connector_name("c").track(StreamTrack::Both)))
        .stop(Stop::new().stream(Stream::new().name("s")))
        .enqueue(Enqueue::new().workflow_sid("WW0"))
        .dial(
            Dial::new().sip(
                Sip::new()
                    .uri_noun("sip:a@b.example")
                    .uri_noun("sip:c@b.example"),
            ),
        )
        .connect(Connect::new().stream(Stream::new().url("wss://x").track(StreamTrack::Inbound)));
    document.check().unwrap();
}

/// What will stand in a hole is not known, and so not judged by its shape.
#[test]
fn holes_are_let_through() {
    let hole = hole("v", Fill::Escaped);
    let document = Response::new()
        .say(Say::new().push(Break::new().time(&*hole)))
        .play(Play::keys(&*hole))
        .dial(Dial::new().number(&*hole))
        .gather(Gather::new().finish_on_key(&*hole))
        .start(Start::new().stream(Stream::new().url(&*hole)));
    document.check().unwrap();
}

/// Twilio documents no such limit, or not for this place.
#[test]
fn what_twilio_does_not_forbid_is_let_through() {
    let long_parameter = || Parameter::pair("n", long(2_000));
    let document = Response::new()
        .play(long(4_001))
        .pause(Pause::seconds(0))
        .pause(Pause::seconds(100_000))
        .gather(
            Gather::new()
                .timeout(0)
                .speech_timeout(0)
                .max_speech_time(100_000)
                .hints(format!("{}, {},", long(100), long(100))),
        )
        .record(Record::new().timeout(0).max_length(100_000))
        .pay(
            Pay::new()
                .timeout(0)
                .max_attempts(0)
                .parameter(long_parameter()),
        )
        .dial(
            Dial::new()
                .timeout(0)
                .time_limit(0)
                .client(
                    Client::new()
                        .identity_noun("ana")
                        .parameter(long_parameter()),
                )
                .sip(format!("sip:{}?{}", long(250), long(1_024))),
        )
        .start(Start::new().transcription(Transcription::new().hints(long(101))))
        .connect(
            Connect::new().conversation_relay(
                ConversationRelay::new()
                    .url("WSS://agent.example/relay?a=1")
                    .parameter(long_parameter()),
            ),
        );
    document.check().unwrap();
}
