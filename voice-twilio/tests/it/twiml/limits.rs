//! What Twilio would refuse is refused first, by name.

use voice_twilio::twiml::ssml::{Break, Lang, Paragraph, Sentence};
use voice_twilio::twiml::{
    Application, CheckError, Client, Conference, Connect, ConversationRelay, Dial, Element,
    Enqueue, Fill, Gather, GatherVerb, Headers, MAX_DOCUMENT_BYTES, Number, Parameter, Pause, Pay,
    Play, Problem, Record, Refer, Reject, Response, Say, Sip, SpeechModel, Start, Stop, Stream,
    StreamTrack, Transcription, Verb, hole,
};

fn refused(document: &Response) -> String {
    document.check().unwrap_err().to_string()
}

fn long(count: usize) -> String {
    "x".repeat(count)
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn ranges_and_lengths_name_verb_attribute_and_limit() {
    let dial = |dial: Dial| Response::new().dial(dial.number("+15550100001"));
    let relay = |url: &str| {
        let relay = ConversationRelay::new().url(url);
        Response::new().connect(Connect::new().conversation_relay(relay))
    };
    for (document, message) in [
        (
            Response::new().gather(Gather::new().num_digits(0)),
            "Gather numDigits: 0 is less than 1",
        ),
        (
            Response::new().gather(Gather::new().finish_on_key("##")),
            "Gather finishOnKey: 2 characters, at most 1 are allowed",
        ),
        (
            Response::new().gather(Gather::new().finish_on_key("x")),
            "Gather finishOnKey: holds a character that is not a key allowed here",
        ),
        (
            Response::new().gather(Gather::new().hints(long(101))),
            "Gather hints: 101 characters, at most 100 are allowed",
        ),
        (
            Response::new().gather(Gather::new().hints("x,".repeat(501))),
            "Gather hints: 501, at most 500 are allowed",
        ),
        (
            Response::new().gather(Gather::new().action(long(4_001))),
            "Gather action: 4001 characters, at most 4000 are allowed",
        ),
        (
            Response::new().gather(Gather::new().play(Play::keys("1"))),
            "Gather: Play with digits may not stand inside Gather",
        ),
        (
            Response::new().record(Record::new().max_length(1)),
            "Record maxLength: 1 is less than 2",
        ),
        (
            Response::new().record(Record::new().finish_on_key("1A")),
            "Record finishOnKey: holds a character that is not a key allowed here",
        ),
        (
            Response::new().play(Play::keys("1x")),
            "Play digits: holds a character that is not a key allowed here",
        ),
        (
            Response::new().say(long(4_097)),
            "Say: 4097 characters, at most 4096 are allowed",
        ),
        (
            dial(Dial::new().timeout(601)),
            "Dial timeout: 601 is more than 600",
        ),
        (
            dial(Dial::new().time_limit(86_401)),
            "Dial timeLimit: 86401 is more than 86400",
        ),
        (
            dial(Dial::new().call_reason(long(51))),
            "Dial callReason: 51 characters, at most 50 are allowed",
        ),
        (Response::new().dial(Dial::new()), "Dial: is required"),
        (
            Response::new().dial(Dial::new().number("")),
            "Number: is required",
        ),
        (
            Response::new().dial(Dial::new().client(Client::from(&*long(122)))),
            "Client: 122 characters, at most 121 are allowed",
        ),
        (
            Response::new().dial(Dial::new().number(Number::new("1").machine_detection_timeout(2))),
            "Number machineDetectionTimeout: 2 is not between 3 and 60",
        ),
        (
            Response::new()
                .dial(Dial::new().conference(Conference::new("r").max_participants(251))),
            "Conference maxParticipants: 251 is more than 250",
        ),
        (
            Response::new().dial(Dial::new().conference("r").number("+15550100001")),
            "Dial: Conference, Queue and Application must stand alone",
        ),
        (
            dial(Dial::from("+15550100001")),
            "Dial: a number as text may not stand beside nouns",
        ),
        (
            Response::new().enqueue(long(65)),
            "Enqueue: 65 characters, at most 64 are allowed",
        ),
        (
            Response::new().enqueue(Enqueue::new()),
            "Enqueue: is required",
        ),
        (
            Response::new().start(Start::new().stream(Stream::new().url("https://x"))),
            "Stream url: must be a wss:// URL",
        ),
        (
            Response::new().start(Start::new().stream(Stream::new().url("wss://x?a=1"))),
            "Stream url: may have no query string: parameters travel as Parameter",
        ),
        (
            Response::new().connect(Connect::new()),
            "Connect: is required",
        ),
        (
            Response::new().connect(Connect::new().conversation_relay(ConversationRelay::new())),
            "ConversationRelay url: is required",
        ),
        (
            relay("https://agent.example"),
            "ConversationRelay url: must be a wss:// URL",
        ),
        (
            relay(&format!("wss://{}", long(3_995))),
            "ConversationRelay url: 4001 characters, at most 4000 are allowed",
        ),
        (
            dial(Dial::new().sip(format!("sip:{}", long(251)))),
            "Sip: 255 characters, at most 254 are allowed",
        ),
        (
            dial(Dial::new().sip(format!("sip:a@b.example?{}", long(1_025)))),
            "Sip: 1025 characters, at most 1024 are allowed",
        ),
        (
            Response::new().refer(Refer::new().sip(format!("sip:{}", long(251)))),
            "Sip: 255 characters, at most 254 are allowed",
        ),
        (
            Response::new().enqueue(Enqueue::from("q").max_queue_size(5_001)),
            "Enqueue maxQueueSize: 5001 is more than 5000",
        ),
        (
            Response::new().connect(Connect::new().room("r").room("s")),
            "Connect: 2, at most 1 are allowed",
        ),
        (
            Response::new().start(
                Start::new().stream(
                    Stream::new()
                        .url("wss://x")
                        .parameter(Parameter::pair("n", long(499))),
                ),
            ),
            "Parameter: 500 characters, at most 499 are allowed",
        ),
        (
            Response::new().say("Hi").reject(Reject::new()),
            "Reject: must be the first verb: a call that was answered cannot be rejected",
        ),
    ] {
        assert_eq!(refused(&document), message);
    }
}

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

#[test]
fn ten_nouns_ring_and_eleven_do_not() {
    let dial = |count| {
        (0..count).fold(Dial::new(), |dial, n| {
            dial.number(format!("+155501000{n:02}"))
        })
    };
    Response::new().dial(dial(10)).check().unwrap();
    assert_eq!(
        refused(&Response::new().dial(dial(11))),
        "Dial: 11, at most 10 are allowed"
    );
}

#[test]
fn a_document_may_have_64_kib_and_4000_characters_inline() {
    let document = |bytes: usize| {
        // What `<Response>` and each `<Say></Say>` cost.
        let mut rest = bytes - "<Response></Response>".len();
        let mut document = Response::new();
        while rest > 0 {
            let text = rest.min(4_000);
            let text = if rest - text < 12 && rest > text {
                text - 12
            } else {
                text
            };
            document = document.say(long(text - 11));
            rest -= text;
        }
        assert_eq!(document.to_xml().len(), bytes);
        document
    };
    document(MAX_DOCUMENT_BYTES).build().unwrap();
    assert_eq!(
        refused(&document(MAX_DOCUMENT_BYTES + 1)),
        "Response: the document has 65537 bytes, at most 65536 are allowed"
    );
    document(4_000).build_inline().unwrap();
    assert_eq!(
        document(4_001).build_inline().unwrap_err().to_string(),
        "Response: 4001 characters, at most 4000 are allowed"
    );
    // Characters are counted, not bytes.
    Response::new()
        .say("न".repeat(3_900))
        .build_inline()
        .unwrap();
}

#[test]
fn forbidden_characters_are_reported_by_check_and_left_out_by_the_writer() {
    let document = Response::new()
        .say("be\u{7}ep")
        .gather(Gather::new().action("/a\u{0}").say(Say::from("\u{FFFF}")))
        .play("x\u{1F}");
    let error = document.check().unwrap_err();
    assert_eq!(
        error.to_string(),
        "Say: a character that XML cannot carry (at byte 2); \
         Gather action: a character that XML cannot carry (at byte 2); \
         Say: a character that XML cannot carry (at byte 0); \
         Play: a character that XML cannot carry (at byte 1)"
    );
    assert_eq!(
        error.violations()[0].problem,
        Problem::ForbiddenCharacter { at: 2 }
    );
    let xml = document.to_xml();
    assert_eq!(
        xml,
        "<Response><Say>beep</Say><Gather action=\"/a\"><Say></Say></Gather><Play>x</Play></Response>"
    );
    Response::parse(&xml).unwrap();
}

#[test]
fn names_and_repeated_attributes_are_checked() {
    let document = Response::new()
        .say(
            Say::from("x")
                .loops(1)
                .attribute("loop", "2")
                .attribute("a b", "")
                .attribute("c", "")
                .attribute("c", ""),
        )
        .verb(Verb::Unknown(Element::new("a><b")));
    assert_eq!(
        refused(&document),
        "Say loop: is given twice; Say a b: not a name that XML allows; Say c: is given twice; \
         a><b: not a name that XML allows"
    );
}

#[test]
fn an_attribute_is_written_once_and_the_known_one_wins() {
    let document = Response::new()
        .say(Say::from("x").loops(1).attribute("loop", "2"))
        .say(Say::from("y").attribute("loop", "2").attribute("loop", "3"))
        .verb(Verb::Unknown(
            Element::new("Sing").attribute("a", "1").attribute("a", "2"),
        ));
    let xml = document.to_xml();
    assert_eq!(
        xml,
        "<Response><Say loop=\"1\">x</Say><Say loop=\"2\">y</Say><Sing a=\"1\"/></Response>"
    );
    Response::parse(&xml).unwrap();
}

#[test]
fn unknown_elements_are_checked_to_their_last_leaf() {
    for (element, message) in [
        (
            Element::new("Sing").attribute("a", "1").attribute("a", "2"),
            "Sing a: is given twice",
        ),
        (
            Element::new("Sing").attribute("a b", "1"),
            "Sing a b: not a name that XML allows",
        ),
        (
            Element::new("Sing").attribute("a", "x\u{1}"),
            "Sing a: a character that XML cannot carry (at byte 1)",
        ),
        (
            Element::new("Sing").text("la\u{1}"),
            "Sing: a character that XML cannot carry (at byte 2)",
        ),
        (
            Element::new("Sing").child(Element::new("1")),
            "1: not a name that XML allows",
        ),
        (
            Element::new("Sing").child(Element::new("b").child(Element::new("c").text("\u{2}"))),
            "c: a character that XML cannot carry (at byte 0)",
        ),
        (
            (0..257).fold(Element::new("Sing"), |element, n| {
                element.attribute(format!("a{n}"), "")
            }),
            "Sing: 257, at most 256 are allowed",
        ),
    ] {
        // As a verb, among typed children, and where no children are expected.
        let verb = Verb::Unknown(element.clone());
        assert_eq!(refused(&Response::new().verb(verb)), message);
        let mut gather = Gather::new();
        gather.verbs.push(GatherVerb::Unknown(element.clone()));
        assert_eq!(refused(&Response::new().gather(gather)), message);
        let mut play = Play::from("/a.mp3");
        play.other.push_element(element);
        assert_eq!(refused(&Response::new().play(play)), message);
    }
}

#[test]
fn what_is_nested_too_deep_to_be_read_again_is_refused() {
    // `Response` and `Say` stand outside.
    let speech = |depth: usize| {
        let inside = (0..depth).fold(Lang::from("x"), |inside, _| Lang::new().push(inside));
        Response::new().say(Say::new().push(inside))
    };
    let strange = |depth: usize| {
        let inside = (0..depth).fold(Element::new("a"), |inside, _| {
            Element::new("a").child(inside)
        });
        Response::new().verb(Verb::Unknown(inside))
    };
    let xml = speech(61).build().unwrap();
    assert_eq!(Response::parse(&xml).unwrap().response, speech(61));
    assert_eq!(
        refused(&speech(62)),
        "lang: more than 64 elements inside one another"
    );
    Response::parse(&speech(62).to_xml()).unwrap_err();
    let xml = strange(62).build().unwrap();
    assert_eq!(Response::parse(&xml).unwrap().response, strange(62));
    assert_eq!(
        refused(&strange(63)),
        "a: more than 64 elements inside one another"
    );
    Response::parse(&strange(63).to_xml()).unwrap_err();
}

#[test]
fn a_violation_names_the_element_that_holds_the_text() {
    let document = Response::new().say(
        Say::new()
            .push(Paragraph::new().push(Sentence::from("a\u{1}")))
            .push("b\u{1}"),
    );
    assert_eq!(
        refused(&document),
        "s: a character that XML cannot carry (at byte 1); \
         Say: a character that XML cannot carry (at byte 1)"
    );
}

#[test]
fn a_list_member_that_would_be_read_as_another_list_is_refused() {
    for word in ["dtmf speech", "", "dtmf\nspeech"] {
        let document = Response::new().gather(Gather::new().input([word.into()]));
        assert_eq!(
            refused(&document),
            "Gather input: a member of the list is empty or has white space in it"
        );
    }
    // Markup is escaped, and one word all the same.
    let odd = Response::new().gather(Gather::new().input(["a&b".into(), "<\"".into()]));
    let xml = odd.build().unwrap();
    assert_eq!(Response::parse(&xml).unwrap().response, odd);
}

#[test]
fn errors_can_be_sent_between_threads() {
    fn is_error<E: std::error::Error + Send + Sync + 'static>() {}
    is_error::<CheckError>();
    is_error::<voice_twilio::twiml::ParseError>();
}
