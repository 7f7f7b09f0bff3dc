//! Text messages.

use voice_core::http::ScriptedService;
use voice_core::{ErrorKind, MessageQuery, Messages as _, NewMessage, Party};

use super::{lines, list, number, twilio};
use crate::api::messages::message;

fn text() -> NewMessage {
    NewMessage::new(
        number("+15550100100"),
        number("+15550100101"),
        "Your order is ready.",
    )
}

#[tokio::test]
async fn a_text_is_sent_with_every_option() {
    let script = ScriptedService::new()
        .answer(201, message().to_string())
        .answer(201, message().to_string());
    let (vendor, twilio) = twilio(script);
    let plain = text()
        .media("https://example.com/1.png".parse().unwrap())
        .status_callback("https://example.com/s".parse().unwrap())
        .reference("order-1".parse().unwrap());
    let sent = twilio.send_message(&plain).await.unwrap();
    assert_eq!(sent.status.as_str(), "delivered");
    assert_eq!(sent.price.unwrap().to_string(), "0.00750 USD");
    assert_eq!(sent.error_code.as_deref(), Some("30003"));
    let service = Party::reported("MG0000000000000000000000000000000a");
    let later = NewMessage::new(service, number("+15550100101"), "Later.")
        .send_at("2026-01-21T00:00:00Z".parse().unwrap());
    twilio.send_message(&later).await.unwrap();
    assert_eq!(
        lines(&vendor),
        [
            "POST /Messages.json To=+15550100101&From=+15550100100&Body=Your order is ready.\
             &MediaUrl=https://example.com/1.png&StatusCallback=https://example.com/s?voice_reference=order-1",
            "POST /Messages.json To=+15550100101&MessagingServiceSid=MG0000000000000000000000000000000a&Body=Later.\
             &ScheduleType=fixed&SendAt=2026-01-21T00:00:00Z",
        ]
    );
}

#[tokio::test]
async fn a_sender_that_only_looks_like_a_messaging_service_is_a_name() {
    for name in [
        "MGM Hotel",
        "MG1",
        "MG0000000000000000000000000000000g",
        "MG000000000000000000000000000000000",
    ] {
        let (service, twilio) = twilio(ScriptedService::new().answer(201, message().to_string()));
        let text = NewMessage::new(Party::reported(name), number("+15550100101"), "Hi");
        twilio.send_message(&text).await.unwrap();
        assert_eq!(
            lines(&service),
            [format!(
                "POST /Messages.json To=+15550100101&From={name}&Body=Hi"
            )]
        );
    }
}

#[tokio::test]
async fn a_text_that_twilio_would_refuse_is_not_sent() {
    let (service, twilio) = twilio(ScriptedService::new());
    let to = |party: &str| NewMessage::new(number("+15550100100"), Party::reported(party), "Hi");
    let from = |party: &str| NewMessage::new(Party::reported(party), number("+15550100101"), "Hi");
    let body = |body: &str| NewMessage::new(number("+15550100100"), number("+15550100101"), body);
    let media: url::Url = "https://example.com/1.png".parse().unwrap();
    let much = (0..11).fold(text(), |text, _| text.media(media.clone()));
    let cases = [
        (
            text().and_to(number("+15550100102")),
            ErrorKind::Unsupported,
            "group",
        ),
        (
            text().send_at("2026-01-21T00:00:00Z".parse().unwrap()),
            ErrorKind::Unsupported,
            "send_at",
        ),
        (
            text().reference("order-1".parse().unwrap()),
            ErrorKind::Unsupported,
            "reference",
        ),
        (to("sip:desk@example.com"), ErrorKind::Unsupported, "to"),
        (to("anonymous"), ErrorKind::Unsupported, "to"),
        (body(" "), ErrorKind::InvalidRequest, "body"),
        (body(&"x".repeat(1601)), ErrorKind::InvalidRequest, "body"),
        (much, ErrorKind::InvalidRequest, "media"),
        (from("sip:desk@example.com"), ErrorKind::Unsupported, "from"),
        (from("client:desk"), ErrorKind::Unsupported, "from"),
        (
            text()
                .status_callback(
                    "https://example.com/s?voice_reference=mine"
                        .parse()
                        .unwrap(),
                )
                .reference("order-1".parse().unwrap()),
            ErrorKind::InvalidRequest,
            "status_callback",
        ),
        (
            text().status_callback("https://a_b.example.com/s".parse().unwrap()),
            ErrorKind::InvalidRequest,
            "status_callback",
        ),
        (
            text().media("ftp://example.com/1.png".parse().unwrap()),
            ErrorKind::InvalidRequest,
            "media",
        ),
    ];
    for (asked, kind, option) in cases {
        let error = twilio.send_message(&asked).await.unwrap_err();
        assert_eq!((error.kind(), error.option()), (kind, Some(option)));
    }
    assert_eq!(lines(&service), [""; 0]);
}

#[tokio::test]
async fn texts_are_listed_and_read() {
    let script = ScriptedService::new()
        .answer(200, list("messages", &message()))
        .answer(200, message().to_string());
    let (service, twilio) = twilio(script);
    let query = MessageQuery::new()
        .from(number("+15550100100"))
        .since("2026-01-20T20:36:30Z".parse().unwrap());
    // Sent a second too early: dropped, although the day is right.
    assert_eq!(twilio.list_messages(&query).await.unwrap().items, []);
    let found = twilio.message(&"SM1".into()).await.unwrap();
    assert_eq!(found.body.unwrap(), "hello there");
    assert_eq!(
        lines(&service),
        [
            "GET /Messages.json From=+15550100100&DateSent>=2026-01-20",
            "GET /Messages/SM1.json"
        ]
    );
}
