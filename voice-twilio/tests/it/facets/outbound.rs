//! Placing calls.

use std::time::Duration;

use voice_core::http::ScriptedService;
use voice_core::{Answer, ErrorKind, MachineDetection, OutboundCall, OutboundCalls as _, Party};

use super::{lines, number, twilio};
use crate::api::calls::call;

fn outbound() -> OutboundCall {
    OutboundCall::new(number("+15550100100"), number("+15550100101"))
}

fn to_url() -> OutboundCall {
    outbound().answer(Answer::url(
        "https://example.com/voice?a=1".parse().unwrap(),
    ))
}

async fn placed(asked: &OutboundCall) -> String {
    let (service, twilio) = twilio(ScriptedService::new().answer(201, call().to_string()));
    let placed = twilio.place_call(asked).await.unwrap();
    assert_eq!(placed.reference, asked.reference);
    lines(&service).remove(0)
}

async fn refused(asked: &OutboundCall) -> (ErrorKind, String) {
    let (service, twilio) = twilio(ScriptedService::new());
    let error = twilio.place_call(asked).await.unwrap_err();
    assert_eq!(lines(&service), [""; 0], "nothing is sent");
    (error.kind(), error.option().unwrap().to_owned())
}

#[tokio::test]
async fn a_client_calls_clients_and_sip_addresses() {
    for to in ["client:rider-7", "sip:desk@example.com"] {
        let from: Party = "client:desk".parse().unwrap();
        let to: Party = to.parse().unwrap();
        let asked = OutboundCall::new(from, to.clone()).answer(Answer::markup("<Response/>"));
        assert_eq!(
            placed(&asked).await,
            format!("POST /Calls.json To={to}&From=client:desk&Twiml=<Response/>")
        );
    }
    let to: Party = "sip:desk@example.com".parse().unwrap();
    let asked = OutboundCall::new(number("+15550100100"), to).answer(Answer::markup("<Response/>"));
    assert_eq!(
        placed(&asked).await,
        "POST /Calls.json To=sip:desk@example.com&From=+15550100100&Twiml=<Response/>"
    );
}

#[tokio::test]
async fn who_cannot_be_a_caller_id_is_refused() {
    let party = |text: &str| Party::reported(text);
    for (from, to, kind) in [
        ("client:desk", "+15550100101", ErrorKind::InvalidRequest),
        (
            "sip:desk@example.com",
            "+15550100101",
            ErrorKind::Unsupported,
        ),
        (
            "sip:desk@example.com",
            "client:rider-7",
            ErrorKind::Unsupported,
        ),
        (
            "sip:desk@example.com",
            "sip:door@example.com",
            ErrorKind::Unsupported,
        ),
        ("anonymous", "+15550100101", ErrorKind::Unsupported),
    ] {
        let asked = OutboundCall::new(party(from), party(to)).answer(Answer::markup("<Response/>"));
        assert_eq!(
            refused(&asked).await,
            (kind, "from".to_owned()),
            "{from} {to}"
        );
    }
}

const HEAD: &str = "POST /Calls.json To=+15550100101&From=+15550100100";

#[tokio::test]
async fn every_option_is_on_the_wire() {
    let asked = to_url()
        .ring_timeout(Duration::from_secs(20))
        .max_duration(Duration::from_mins(5))
        .machine_detection(MachineDetection::DetectMessageEnd)
        .recorded()
        .status_callback("https://example.com/status?x=1".parse().unwrap())
        .reference("order-1042".parse().unwrap());
    assert_eq!(
        placed(&asked).await,
        format!(
            "{HEAD}&Url=https://example.com/voice?a=1\
             &StatusCallback=https://example.com/status?x=1&voice_reference=order-1042\
             &StatusCallbackEvent=initiated&StatusCallbackEvent=ringing&StatusCallbackEvent=answered\
             &StatusCallbackEvent=completed&Timeout=20&Record=true\
             &MachineDetection=DetectMessageEnd&TimeLimit=300"
        )
    );
}

#[tokio::test]
async fn each_mode_of_machine_detection_is_said_in_twilios_words() {
    let line = placed(&to_url().machine_detection(MachineDetection::Detect)).await;
    assert!(line.ends_with("&MachineDetection=Enable"), "{line}");
    let line = placed(&to_url().machine_detection(MachineDetection::Disabled)).await;
    assert!(!line.contains("MachineDetection"), "{line}");
}

#[tokio::test]
async fn digits_and_no_recording_are_on_the_wire() {
    let line = placed(&to_url().send_digits("ww12#").unrecorded()).await;
    assert!(line.ends_with("&SendDigits=ww12#&Record=false"), "{line}");
}

#[tokio::test]
async fn every_answer_becomes_a_url_or_a_document() {
    let twiml = |document: &str| format!("{HEAD}&Twiml={document}");
    let markup = Answer::markup("<Response><Hangup/></Response>");
    assert_eq!(
        placed(&outbound().answer(markup)).await,
        twiml("<Response><Hangup/></Response>")
    );
    let stream = Answer::Stream("wss://example.com/media".parse().unwrap());
    assert_eq!(
        placed(&outbound().answer(stream)).await,
        twiml("<Response><Connect><Stream url=\"wss://example.com/media\"/></Connect></Response>")
    );
    for (party, noun) in [
        ("+15550100102", "<Number>+15550100102</Number>"),
        ("sip:desk@example.com", "<Sip>sip:desk@example.com</Sip>"),
        ("client:rider-7", "<Client>rider-7</Client>"),
    ] {
        let connect = Answer::Connect(party.parse().unwrap());
        assert_eq!(
            placed(&outbound().answer(connect)).await,
            twiml(&format!("<Response><Dial>{noun}</Dial></Response>"))
        );
    }
}

#[tokio::test]
async fn the_longest_inline_document_is_4000_characters() {
    let document = |length| Answer::markup("é".repeat(length));
    let line = placed(&outbound().answer(document(4000))).await;
    assert!(line.ends_with('é'));
    let too_long = refused(&outbound().answer(document(4001))).await;
    assert_eq!(too_long, (ErrorKind::Unsupported, "answer".to_owned()));
}

#[tokio::test]
async fn what_twilio_cannot_honour_is_refused_by_name() {
    let agent = Answer::Agent("Ask about the order".into());
    let flow = Answer::HostedFlow("flow".into());
    let other = Party::reported("anonymous");
    let status: url::Url = "https://example.com/status?voice_reference=mine"
        .parse()
        .unwrap();
    let of_length = |length: usize| -> url::Url {
        let head = "https://example.com/";
        let text = [head, &"a".repeat(length - head.len())].concat();
        text.parse().unwrap()
    };
    let (long, nearly_long) = (of_length(4001), of_length(3990));
    let cases = [
        (outbound().answer(agent), ErrorKind::Unsupported, "answer"),
        (outbound().answer(flow), ErrorKind::Unsupported, "answer"),
        (
            to_url().variable("name", "value"),
            ErrorKind::Unsupported,
            "variables",
        ),
        (
            to_url().language("hi-IN"),
            ErrorKind::Unsupported,
            "language",
        ),
        (to_url().voice("alice"), ErrorKind::Unsupported, "voice"),
        (
            to_url().reference("order-1".parse().unwrap()),
            ErrorKind::Unsupported,
            "reference",
        ),
        (
            to_url()
                .send_digits("1")
                .machine_detection(MachineDetection::Detect),
            ErrorKind::Unsupported,
            "machine_detection",
        ),
        (
            outbound().answer(Answer::Connect(other.clone())),
            ErrorKind::Unsupported,
            "answer",
        ),
        (
            OutboundCall::new(number("+15550100100"), other).answer(Answer::markup("<Response/>")),
            ErrorKind::Unsupported,
            "to",
        ),
        (outbound(), ErrorKind::InvalidRequest, "answer"),
        (
            OutboundCall::to(number("+15550100101")).answer(Answer::markup("<Response/>")),
            ErrorKind::InvalidRequest,
            "from",
        ),
        (
            outbound().answer(Answer::url("ftp://example.com/x".parse().unwrap())),
            ErrorKind::InvalidRequest,
            "answer",
        ),
        (
            outbound().answer(Answer::Stream(
                "wss://example.com/media?t=1".parse().unwrap(),
            )),
            ErrorKind::InvalidRequest,
            "answer",
        ),
        (
            outbound().answer(Answer::url("https://a_b.example.com/x".parse().unwrap())),
            ErrorKind::InvalidRequest,
            "answer",
        ),
        (
            outbound().answer(Answer::Stream("wss://a_b.example.com/x".parse().unwrap())),
            ErrorKind::InvalidRequest,
            "answer",
        ),
        (
            to_url().status_callback("ftp://example.com/x".parse().unwrap()),
            ErrorKind::InvalidRequest,
            "status_callback",
        ),
        (
            to_url().status_callback(long),
            ErrorKind::InvalidRequest,
            "status_callback",
        ),
        (
            // It is the reference that makes it too long.
            to_url()
                .status_callback(nearly_long)
                .reference("order-1".parse().unwrap()),
            ErrorKind::InvalidRequest,
            "status_callback",
        ),
        (
            to_url().ring_timeout(Duration::from_secs(601)),
            ErrorKind::InvalidRequest,
            "ring_timeout",
        ),
        (
            to_url().ring_timeout(Duration::from_millis(1500)),
            ErrorKind::InvalidRequest,
            "ring_timeout",
        ),
        (
            to_url().max_duration(Duration::ZERO),
            ErrorKind::InvalidRequest,
            "max_duration",
        ),
        (
            to_url().send_digits("1,2"),
            ErrorKind::InvalidRequest,
            "send_digits",
        ),
        (
            to_url().send_digits("1".repeat(33)),
            ErrorKind::InvalidRequest,
            "send_digits",
        ),
        (
            to_url()
                .status_callback(status)
                .reference("order-1".parse().unwrap()),
            ErrorKind::InvalidRequest,
            "status_callback",
        ),
    ];
    for (asked, kind, option) in cases {
        assert_eq!(refused(&asked).await, (kind, option.to_owned()));
    }
}
