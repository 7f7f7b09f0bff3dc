//! Transcriptions of recordings.

use serde_json::{Value, json};
use voice_twilio::api::{
    DeleteRecordingTranscription, DeleteTranscription, FetchRecordingTranscription,
    FetchTranscription, ListRecordingTranscriptions, ListTranscriptions,
};

use crate::support::{ACCOUNT, Endpoint, page};

pub(crate) fn transcription() -> Value {
    json!({
        "sid": "TR1", "account_sid": ACCOUNT, "api_version": "2010-04-01", "date_created": "Tue, 20 Jan 2026 20:36:28 +0000",
        "date_updated": "Tue, 20 Jan 2026 20:36:29 +0000", "duration": "12", "price": -0.05, "price_unit": "USD",
        "recording_sid": "RE1", "status": "completed", "transcription_text": "hello there", "type": "fast", "uri": "/2010-04-01/t.json",
    })
}

#[tokio::test]
async fn every_field_of_a_transcription_is_read() {
    let request = FetchTranscription::new("TR1");
    let got = Endpoint::get("/Transcriptions/TR1.json")
        .answers(200, transcription())
        .stands_with_word(
            "status",
            async |client| request.send(client).await,
            |got| got.status.to_string(),
        )
        .await;
    assert_eq!(got.sid, "TR1");
    assert_eq!(got.account_sid.as_deref(), Some(ACCOUNT));
    assert_eq!(got.api_version.as_deref(), Some("2010-04-01"));
    assert_eq!(got.date_created, "2026-01-20T20:36:28Z".parse().ok());
    assert_eq!(got.date_updated, "2026-01-20T20:36:29Z".parse().ok());
    assert_eq!(got.duration.unwrap().as_secs(), 12);
    assert_eq!(got.price.as_deref(), Some("-0.05"));
    assert_eq!(got.price_unit.as_deref(), Some("USD"));
    assert_eq!(got.recording_sid.as_deref(), Some("RE1"));
    assert_eq!(got.transcription_text.as_deref(), Some("hello there"));
    assert_eq!(got.kind.as_deref(), Some("fast"));
    assert_eq!(got.uri.as_deref(), Some("/2010-04-01/t.json"));
    assert!(!format!("{got:?}").contains("hello"));
}

#[tokio::test]
async fn transcriptions_are_listed() {
    let request = ListTranscriptions::new().page_size(5);
    Endpoint::get("/Transcriptions.json")
        .with(&[("PageSize", "5")])
        .answers(200, page("transcriptions", &transcription()))
        .stands_with_word(
            "status",
            async |client| request.send(client).await,
            |got| got.items[0].status.to_string(),
        )
        .await;
}

#[tokio::test]
async fn a_transcription_is_deleted() {
    let request = DeleteTranscription::new("TR1");
    Endpoint::delete("/Transcriptions/TR1.json")
        .stands(async |client| request.send(client).await)
        .await;
}

#[tokio::test]
async fn transcriptions_of_a_recording_are_listed() {
    let request = ListRecordingTranscriptions::new("RE1").page_size(5);
    Endpoint::get("/Recordings/RE1/Transcriptions.json")
        .with(&[("PageSize", "5")])
        .answers(200, page("transcriptions", &transcription()))
        .stands_with_word(
            "status",
            async |client| request.send(client).await,
            |got| got.items[0].status.to_string(),
        )
        .await;
}

#[tokio::test]
async fn a_transcription_of_a_recording_is_fetched() {
    let request = FetchRecordingTranscription::new("RE1", "TR1");
    Endpoint::get("/Recordings/RE1/Transcriptions/TR1.json")
        .answers(200, transcription())
        .stands_with_word(
            "status",
            async |client| request.send(client).await,
            |got| got.status.to_string(),
        )
        .await;
}

#[tokio::test]
async fn a_transcription_of_a_recording_is_deleted() {
    let request = DeleteRecordingTranscription::new("RE1", "TR1");
    Endpoint::delete("/Recordings/RE1/Transcriptions/TR1.json")
        .stands(async |client| request.send(client).await)
        .await;
}
