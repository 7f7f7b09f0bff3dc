//! Recordings, messages and numbers.

use futures_util::TryStreamExt as _;
use voice_core::http::ScriptedService;
use voice_core::{
    AudioFormat, ErrorKind, MessageQuery, Messages as _, NewMessage, NumberKind, NumberSearch,
    NumberUpdate, Numbers as _, Party, RecordingQuery, RecordingStatus, Recordings as _,
};

use super::{lines, list, number, twilio};
use crate::api::available_numbers::for_sale;
use crate::api::messages::message;
use crate::api::owned_numbers::owned;
use crate::api::recordings::recording;

#[tokio::test]
async fn recordings_are_listed_read_and_deleted() {
    let script = ScriptedService::new()
        .answer(200, list("recordings", &recording()))
        .answer(200, recording().to_string())
        .answer(204, "");
    let (service, twilio) = twilio(script);
    let mut query = RecordingQuery::of("CA1".into());
    query.since = "2026-01-20T00:00:00Z".parse().ok();
    query.until = "2026-01-21T00:00:00Z".parse().ok();
    query.page_size = Some(0);
    let page = twilio.list_recordings(&query).await.unwrap();
    assert_eq!(page.items.len(), 1);
    let found = twilio.recording(&"RE1".into()).await.unwrap();
    assert_eq!(found.call, Some("CA1".into()));
    assert_eq!(found.status, RecordingStatus::Completed);
    assert_eq!(found.started_at, "2026-01-20T20:36:27Z".parse().ok());
    assert_eq!(
        (found.duration.unwrap().as_secs(), found.channels),
        (12, Some(2))
    );
    assert_eq!(found.price.unwrap().to_string(), "0.00250 USD");
    assert_eq!(found.url.unwrap(), "https://example.com/RE1?t=secret");
    twilio.delete_recording(&"RE1".into()).await.unwrap();
    assert_eq!(
        lines(&service),
        [
            "GET /Recordings.json DateCreated<=2026-01-22&DateCreated>=2026-01-20&CallSid=CA1&PageSize=1",
            "GET /Recordings/RE1.json",
            "DELETE /Recordings/RE1.json",
        ]
    );
}

#[tokio::test]
async fn the_sound_is_fetched_in_pieces() {
    let script = ScriptedService::new()
        .answer_with(
            200,
            [("content-type", "audio/mpeg"), ("content-length", "3")],
            "abc",
        )
        .answer(200, "wav")
        .answer(200, "wav");
    let (service, twilio) = twilio(script);
    let audio = twilio
        .download_recording(&"RE1".into(), AudioFormat::Mp3)
        .await
        .unwrap();
    assert_eq!(audio.content_type.as_deref(), Some("audio/mpeg"));
    assert_eq!(audio.length, Some(3));
    let pieces: Vec<bytes::Bytes> = audio.bytes.try_collect().await.unwrap();
    assert_eq!(pieces.concat(), b"abc");
    twilio
        .download_recording(&"RE1".into(), AudioFormat::Wav)
        .await
        .unwrap();
    twilio
        .download_recording(&"RE1".into(), AudioFormat::Original)
        .await
        .unwrap();
    assert_eq!(
        lines(&service),
        [
            "GET /Recordings/RE1.mp3",
            "GET /Recordings/RE1.wav",
            "GET /Recordings/RE1"
        ]
    );
}

#[tokio::test]
async fn a_live_call_is_recorded_and_not_any_more() {
    let script = ScriptedService::new()
        .answer(201, recording().to_string())
        .answer(200, recording().to_string());
    let (service, twilio) = twilio(script);
    let begun = twilio.start_recording(&"CA1".into()).await.unwrap();
    twilio
        .stop_recording(&"CA1".into(), &begun.id)
        .await
        .unwrap();
    assert_eq!(
        lines(&service),
        [
            "POST /Calls/CA1/Recordings.json",
            "POST /Calls/CA1/Recordings/RE1.json Status=stopped"
        ]
    );
}

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
    let (service, twilio) = twilio(script);
    let plain = text()
        .media("https://example.com/1.png".parse().unwrap())
        .status_callback("https://example.com/s".parse().unwrap())
        .reference("order-1".parse().unwrap());
    let sent = twilio.send_message(&plain).await.unwrap();
    assert_eq!(sent.status.as_str(), "delivered");
    assert_eq!(sent.price.unwrap().to_string(), "0.00750 USD");
    assert_eq!(sent.error_code.as_deref(), Some("30003"));
    let later = NewMessage::new(Party::reported("MG1"), number("+15550100101"), "Later.")
        .send_at("2026-01-21T00:00:00Z".parse().unwrap());
    twilio.send_message(&later).await.unwrap();
    assert_eq!(
        lines(&service),
        [
            "POST /Messages.json To=+15550100101&From=+15550100100&Body=Your order is ready.\
             &MediaUrl=https://example.com/1.png&StatusCallback=https://example.com/s?voice_reference=order-1",
            "POST /Messages.json To=+15550100101&MessagingServiceSid=MG1&Body=Later.\
             &ScheduleType=fixed&SendAt=2026-01-21T00:00:00Z",
        ]
    );
}

#[tokio::test]
async fn a_text_that_twilio_would_refuse_is_not_sent() {
    let (service, twilio) = twilio(ScriptedService::new());
    let to = |party: &str| NewMessage::new(number("+15550100100"), Party::reported(party), "Hi");
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

#[tokio::test]
async fn numbers_are_found_bought_changed_and_given_back() {
    let script = ScriptedService::new()
        .answer(200, list("available_phone_numbers", &for_sale()))
        .answer(201, owned().to_string())
        .answer(200, owned().to_string())
        .answer(200, list("incoming_phone_numbers", &owned()))
        .answer(200, owned().to_string())
        .answer(204, "");
    let (service, twilio) = twilio(script);
    let search = NumberSearch::new("US")
        .kind(NumberKind::TollFree)
        .area_code("800")
        .contains("010")
        .locality("Hilo");
    let found = twilio.search_numbers(&search).await.unwrap();
    assert_eq!(found.items[0].number, number("+15550100109"));
    assert_eq!(found.items[0].abilities.mms, Some(true));
    let bought = twilio.buy_number(&number("+15550100100")).await.unwrap();
    assert_eq!(
        (bought.id.as_str(), bought.label.as_deref()),
        ("PN1", Some("(555) 010-0100"))
    );
    assert_eq!(
        bought.voice_url.unwrap().as_str(),
        "https://example.com/voice?token=secret"
    );
    let change = NumberUpdate::new()
        .label("desk")
        .voice_url("https://example.com/v".parse().unwrap())
        .status_callback("https://example.com/s".parse().unwrap());
    twilio.update_number(&"PN1".into(), &change).await.unwrap();
    assert_eq!(twilio.list_numbers(None).await.unwrap().items.len(), 1);
    twilio.number(&"PN1".into()).await.unwrap();
    twilio.release_number(&"PN1".into()).await.unwrap();
    assert_eq!(
        lines(&service),
        [
            "GET /AvailablePhoneNumbers/US/TollFree.json AreaCode=800&Contains=010&InLocality=Hilo",
            "POST /IncomingPhoneNumbers.json PhoneNumber=+15550100100",
            "POST /IncomingPhoneNumbers/PN1.json FriendlyName=desk&StatusCallback=https://example.com/s\
             &VoiceUrl=https://example.com/v",
            "GET /IncomingPhoneNumbers.json",
            "GET /IncomingPhoneNumbers/PN1.json",
            "DELETE /IncomingPhoneNumbers/PN1.json",
        ]
    );
}

#[tokio::test]
async fn a_number_that_was_bought_and_cannot_be_read_is_not_bought_again() {
    let mut odd = owned();
    odd["phone_number"] = "12345".into();
    let (service, twilio) = twilio(ScriptedService::new().answer(201, odd.to_string()));
    let error = twilio
        .buy_number(&number("+15550100100"))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Decode);
    assert!(error.is_outcome_unknown());
    assert_eq!(lines(&service).len(), 1);
}
