//! Recordings.

use std::sync::Arc;
use std::time::Duration;

use serde_json::{Value, json};
use voice_core::http::{ManualClock, ScriptedService};
use voice_core::{ErrorKind, Timestamp};
use voice_twilio::api::{
    DeleteCallRecording, DeleteConferenceRecording, DeleteRecording, DownloadRecording,
    FetchCallRecording, FetchConferenceRecording, FetchRecording, ListCallRecordings,
    ListConferenceRecordings, ListRecordings, MediaFormat, RecordingState, StartCallRecording,
    UpdateCallRecording, UpdateConferenceRecording,
};
use voice_twilio::{ErrorCode, TwilioClient};
use wiremock::ResponseTemplate;

use crate::support::{ACCOUNT, Endpoint, Vendor, page};

pub(crate) fn recording() -> Value {
    json!({
        "sid": "RE1", "account_sid": ACCOUNT, "api_version": "2010-04-01", "call_sid": "CA1", "conference_sid": "CF1",
        "date_created": "Tue, 20 Jan 2026 20:36:28 +0000", "date_updated": "Tue, 20 Jan 2026 20:36:29 +0000",
        "start_time": "Tue, 20 Jan 2026 20:36:27 +0000", "duration": "12", "price": "-0.00250", "price_unit": "USD",
        "status": "completed", "channels": 2, "source": "DialVerb", "track": "both", "error_code": 16101,
        "uri": "/2010-04-01/r.json", "encryption_details": {"type": "rsa-aes"},
        "subresource_uris": {"transcriptions": "/2010-04-01/t.json"}, "media_url": "https://example.com/RE1?t=secret",
    })
}

#[tokio::test]
async fn every_field_of_a_recording_is_read() {
    let request = FetchRecording::new("RE1").include_soft_deleted(true);
    let got = Endpoint::get("/Recordings/RE1.json")
        .with(&[("IncludeSoftDeleted", "true")])
        .answers(200, recording())
        .stands_with_word(
            "source",
            async |client| request.send(client).await,
            |got| got.source.as_ref().unwrap().to_string(),
        )
        .await;
    let at = |text: &str| text.parse::<Timestamp>().ok();
    assert_eq!(got.sid, "RE1");
    assert_eq!(got.account_sid.as_deref(), Some(ACCOUNT));
    assert_eq!(got.api_version.as_deref(), Some("2010-04-01"));
    assert_eq!(got.call_sid.as_deref(), Some("CA1"));
    assert_eq!(got.conference_sid.as_deref(), Some("CF1"));
    assert_eq!(got.date_created, at("2026-01-20T20:36:28Z"));
    assert_eq!(got.date_updated, at("2026-01-20T20:36:29Z"));
    assert_eq!(got.start_time, at("2026-01-20T20:36:27Z"));
    assert_eq!(got.duration.unwrap().as_secs(), 12);
    assert_eq!(got.price.as_deref(), Some("-0.00250"));
    assert_eq!(got.price_unit.as_deref(), Some("USD"));
    assert_eq!(got.status, RecordingState::Completed);
    assert_eq!(got.channels, Some(2));
    assert_eq!(got.source.as_ref().unwrap().as_str(), "DialVerb");
    assert_eq!(got.track.as_ref().unwrap().as_str(), "both");
    assert_eq!(got.error_code, Some(ErrorCode::RECORDING_TOO_SHORT));
    assert_eq!(got.uri.as_deref(), Some("/2010-04-01/r.json"));
    assert_eq!(got.encryption_details.as_ref().unwrap()["type"], "rsa-aes");
    assert_eq!(got.subresource_uris["transcriptions"], "/2010-04-01/t.json");
    assert_eq!(
        got.media_url.as_deref(),
        Some("https://example.com/RE1?t=secret")
    );
    assert!(!format!("{got:?}").contains("secret"));
}

#[tokio::test]
async fn the_sound_comes_in_each_format_with_each_channel_count() {
    let vendor = Vendor::start().await;
    for (format, path) in [
        (MediaFormat::Original, "/Recordings/RE1"),
        (MediaFormat::Wav, "/Recordings/RE1.wav"),
        (MediaFormat::Mp3, "/Recordings/RE1.mp3"),
    ] {
        for (channels, query) in [(None, None), (Some(1), Some("1")), (Some(2), Some("2"))] {
            vendor.then(ResponseTemplate::new(200).set_body_raw(vec![1, 2, 3], "audio/mpeg"));
            let mut request = DownloadRecording::new("RE1");
            request.requested_channels = channels;
            let sound = request.send(&vendor.client, format).await.unwrap();
            assert_eq!(sound.media_type(), Some("audio/mpeg"));
            assert_eq!(sound.length(), Some(3));
            assert_eq!(&sound.bytes(10).await.unwrap()[..], [1, 2, 3]);
            let asked = vendor.asked_once().await;
            assert_eq!((asked.method.as_str(), asked.path.as_str()), ("GET", path));
            let query: Vec<_> = query
                .map(|count| ("RequestedChannels".to_owned(), count.to_owned()))
                .into_iter()
                .collect();
            assert_eq!(asked.query, query);
            assert_eq!(asked.header("accept"), Some("*/*"));
            assert_eq!(asked.form, []);
        }
    }
}

#[tokio::test]
async fn sound_is_asked_for_again_when_there_was_too_much_at_once() {
    let vendor = Vendor::start().await;
    vendor.then(ResponseTemplate::new(429).insert_header("Retry-After", "7"));
    vendor.then(ResponseTemplate::new(200).set_body_bytes(vec![9]));
    let sound = DownloadRecording::new("RE1")
        .send(&vendor.client, MediaFormat::Wav)
        .await
        .unwrap();
    assert_eq!(&sound.bytes(10).await.unwrap()[..], [9]);
    assert_eq!(vendor.clock.sleeps(), [Duration::from_secs(7)]);
    let asked = vendor.asked().await;
    assert_eq!(asked.len(), 2);
    assert_eq!(asked[0], asked[1]);
}

#[tokio::test]
async fn sound_that_breaks_off_is_an_error_and_never_a_short_file() {
    let service = Arc::new(ScriptedService::new().break_off(200));
    let client = TwilioClient::builder(ACCOUNT, "an invented token")
        .service(service.clone())
        .clock(Arc::new(ManualClock::skipping(Timestamp::UNIX_EPOCH)))
        .build()
        .unwrap();
    let sound = DownloadRecording::new("RE1")
        .send(&client, MediaFormat::Wav)
        .await
        .unwrap();
    let error = sound.bytes(1000).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Transport);
    assert_eq!(error.operation(), "download_recording");
    assert_eq!(
        service.requests().len(),
        1,
        "what has begun is not asked for again"
    );
}

#[tokio::test]
async fn the_credentials_do_not_follow_a_redirect_to_another_host() {
    let storage = wiremock::MockServer::start().await;
    wiremock::Mock::given(wiremock::matchers::any())
        .respond_with(ResponseTemplate::new(200).set_body_bytes(vec![9]))
        .mount(&storage)
        .await;
    let vendor = Vendor::start().await;
    let elsewhere = format!("{}/media?signed=1", storage.uri());
    vendor.then(ResponseTemplate::new(307).insert_header("Location", elsewhere));
    let sound = DownloadRecording::new("RE1")
        .send(&vendor.client, MediaFormat::Wav)
        .await
        .unwrap();
    assert_eq!(&sound.bytes(10).await.unwrap()[..], [9]);
    assert!(vendor.asked_once().await.header("authorization").is_some());
    let asked = storage.received_requests().await.unwrap();
    assert_eq!(asked.len(), 1);
    assert!(!asked[0].headers.contains_key("authorization"));
}

#[tokio::test]
async fn a_recording_that_is_not_ready_is_not_found() {
    let vendor = Vendor::start().await;
    vendor.refuses(404, 20404);
    let error = DownloadRecording::new("RE1")
        .send(&vendor.client, MediaFormat::Mp3)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound);
    vendor.asked_once().await;
}

#[tokio::test]
async fn recordings_are_listed_with_every_filter() {
    let request = ListRecordings::new()
        .date_created("2026-01-20")
        .date_created_before("2026-01-21")
        .date_created_from("2026-01-19")
        .call_sid("CA1")
        .conference_sid("CF1")
        .include_soft_deleted(false)
        .page_size(5);
    Endpoint::get("/Recordings.json")
        .with(&[
            ("DateCreated", "2026-01-20"),
            ("DateCreated<", "2026-01-21"),
            ("DateCreated>", "2026-01-19"),
            ("CallSid", "CA1"),
            ("ConferenceSid", "CF1"),
            ("IncludeSoftDeleted", "false"),
            ("PageSize", "5"),
        ])
        .answers(200, page("recordings", &recording()))
        .stands_with_word(
            "status",
            async |client| request.send(client).await,
            |got| got.items[0].status.to_string(),
        )
        .await;
}

#[tokio::test]
async fn a_recording_is_deleted() {
    let request = DeleteRecording::new("RE1");
    Endpoint::delete("/Recordings/RE1.json")
        .stands(async |client| request.send(client).await)
        .await;
}

#[tokio::test]
async fn a_call_recording_is_started_with_every_parameter() {
    let request = StartCallRecording::new("CA1")
        .recording_status_callback_event(["in-progress", "absent"])
        .recording_status_callback("https://example.com/r")
        .recording_status_callback_method("GET")
        .trim("trim-silence")
        .recording_channels("dual")
        .recording_track("inbound");
    Endpoint::post("/Calls/CA1/Recordings.json")
        .with(&[
            ("RecordingStatusCallbackEvent", "in-progress"),
            ("RecordingStatusCallbackEvent", "absent"),
            ("RecordingStatusCallback", "https://example.com/r"),
            ("RecordingStatusCallbackMethod", "GET"),
            ("Trim", "trim-silence"),
            ("RecordingChannels", "dual"),
            ("RecordingTrack", "inbound"),
        ])
        .answers(201, recording())
        .stands_with_word(
            "status",
            async |client| request.send(client).await,
            |got| got.status.to_string(),
        )
        .await;
}

#[tokio::test]
async fn recordings_of_a_call_are_listed() {
    let request = ListCallRecordings::new("CA1")
        .date_created("2026-01-20")
        .date_created_before("2026-01-21")
        .date_created_from("2026-01-19")
        .page_size(5);
    Endpoint::get("/Calls/CA1/Recordings.json")
        .with(&[
            ("DateCreated", "2026-01-20"),
            ("DateCreated<", "2026-01-21"),
            ("DateCreated>", "2026-01-19"),
            ("PageSize", "5"),
        ])
        .answers(200, page("recordings", &recording()))
        .stands_with_word(
            "track",
            async |client| request.send(client).await,
            |got| got.items[0].track.as_ref().unwrap().to_string(),
        )
        .await;
}

#[tokio::test]
async fn a_recording_of_a_call_is_fetched() {
    let request = FetchCallRecording::new("CA1", "Twilio.CURRENT");
    Endpoint::get("/Calls/CA1/Recordings/Twilio.CURRENT.json")
        .answers(200, recording())
        .stands_with_word(
            "status",
            async |client| request.send(client).await,
            |got| got.status.to_string(),
        )
        .await;
}

#[tokio::test]
async fn a_recording_of_a_call_is_paused() {
    let request = UpdateCallRecording::new("CA1", "RE1", "paused").pause_behavior("skip");
    Endpoint::post("/Calls/CA1/Recordings/RE1.json")
        .with(&[("Status", "paused"), ("PauseBehavior", "skip")])
        .answers(200, recording())
        .repeatable()
        .stands_with_word(
            "status",
            async |client| request.send(client).await,
            |got| got.status.to_string(),
        )
        .await;
}

#[tokio::test]
async fn a_recording_of_a_call_is_deleted() {
    let request = DeleteCallRecording::new("CA1", "RE1");
    Endpoint::delete("/Calls/CA1/Recordings/RE1.json")
        .stands(async |client| request.send(client).await)
        .await;
}

#[tokio::test]
async fn recordings_of_a_conference_are_listed() {
    let request = ListConferenceRecordings::new("CF1")
        .date_created("2026-01-20")
        .date_created_before("2026-01-21")
        .date_created_from("2026-01-19")
        .page_size(5);
    Endpoint::get("/Conferences/CF1/Recordings.json")
        .with(&[
            ("DateCreated", "2026-01-20"),
            ("DateCreated<", "2026-01-21"),
            ("DateCreated>", "2026-01-19"),
            ("PageSize", "5"),
        ])
        .answers(200, page("recordings", &recording()))
        .stands_with_word(
            "status",
            async |client| request.send(client).await,
            |got| got.items[0].status.to_string(),
        )
        .await;
}

#[tokio::test]
async fn a_recording_of_a_conference_is_fetched() {
    let request = FetchConferenceRecording::new("CF1", "RE1");
    Endpoint::get("/Conferences/CF1/Recordings/RE1.json")
        .answers(200, recording())
        .stands_with_word(
            "status",
            async |client| request.send(client).await,
            |got| got.status.to_string(),
        )
        .await;
}

#[tokio::test]
async fn the_recording_under_way_is_stopped_once() {
    let call = UpdateCallRecording::new("CA1", "Twilio.CURRENT", "stopped");
    Endpoint::post("/Calls/CA1/Recordings/Twilio.CURRENT.json")
        .with(&[("Status", "stopped")])
        .answers(200, recording())
        .stands(async |client| call.send(client).await)
        .await;
    let conference = UpdateConferenceRecording::new("CF1", "Twilio.CURRENT", "stopped");
    Endpoint::post("/Conferences/CF1/Recordings/Twilio.CURRENT.json")
        .with(&[("Status", "stopped")])
        .answers(200, recording())
        .stands(async |client| conference.send(client).await)
        .await;
}

#[tokio::test]
async fn the_recording_under_way_is_paused_and_resumed_and_stays_itself() {
    for status in ["paused", "in-progress"] {
        let call = UpdateCallRecording::new("CA1", "Twilio.CURRENT", status);
        Endpoint::post("/Calls/CA1/Recordings/Twilio.CURRENT.json")
            .with(&[("Status", status)])
            .answers(200, recording())
            .repeatable()
            .stands(async |client| call.send(client).await)
            .await;
    }
}

#[tokio::test]
async fn a_recording_of_a_conference_is_stopped() {
    let request = UpdateConferenceRecording::new("CF1", "RE1", "stopped").pause_behavior("silence");
    Endpoint::post("/Conferences/CF1/Recordings/RE1.json")
        .with(&[("Status", "stopped"), ("PauseBehavior", "silence")])
        .answers(200, recording())
        .repeatable()
        .stands_with_word(
            "status",
            async |client| request.send(client).await,
            |got| got.status.to_string(),
        )
        .await;
}

#[tokio::test]
async fn a_recording_of_a_conference_is_deleted() {
    let request = DeleteConferenceRecording::new("CF1", "RE1");
    Endpoint::delete("/Conferences/CF1/Recordings/RE1.json")
        .stands(async |client| request.send(client).await)
        .await;
}
