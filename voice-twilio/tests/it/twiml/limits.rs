//! What Twilio would refuse is refused first, by name.

use voice_twilio::twiml::{
    CheckError, Client, Conference, Connect, ConversationRelay, Dial, Enqueue, Gather,
    MAX_DOCUMENT_BYTES, Number, Parameter, Play, Record, Refer, Reject, Response, Start, Stream,
};

pub(super) fn refused(document: &Response) -> String {
    document.check().unwrap_err().to_string()
}

pub(super) fn long(count: usize) -> String {
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
    let short = document(4_000);
    assert_eq!(short.check_written(MAX_DOCUMENT_BYTES), short.check());
    assert_eq!(
        short
            .check_written(MAX_DOCUMENT_BYTES + 1)
            .unwrap_err()
            .to_string(),
        "Response: the document has 65537 bytes, at most 65536 are allowed"
    );
    let wrong = Response::new().say("");
    assert_eq!(wrong.check_written(0), wrong.check());
    short.build_inline().unwrap();
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
fn errors_can_be_sent_between_threads() {
    fn is_error<E: std::error::Error + Send + Sync + 'static>() {}
    is_error::<CheckError>();
    is_error::<voice_twilio::twiml::ParseError>();
}
