//! Recordings.

use futures_util::TryStreamExt as _;
use serde_json::json;
use voice_core::http::ScriptedService;
use voice_core::{AudioFormat, ErrorKind, RecordingQuery, RecordingStatus, Recordings as _};

use super::{lines, list, twilio};
use crate::api::recordings::recording;

#[tokio::test]
async fn recordings_are_listed_read_and_deleted() {
    let script = ScriptedService::new()
        .answer(200, list("recordings", &recording()))
        .answer(200, recording().to_string())
        .answer(204, "");
    let (service, twilio) = twilio(script);
    let query = RecordingQuery::of("CA1".into())
        .since("2026-01-20T00:00:00Z".parse().unwrap())
        .until("2026-01-21T00:00:00Z".parse().unwrap())
        .page_size(0);
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
            "GET /Recordings.json DateCreated<=2026-01-23&DateCreated>=2026-01-19&CallSid=CA1&PageSize=1",
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

#[tokio::test]
async fn a_recording_belongs_to_the_instant_when_it_began_and_not_when_it_was_made() {
    let one = |sid: &str, began: Option<&str>, made: &str| json!({"sid": sid, "status": "completed", "start_time": began, "date_created": made});
    let answer = json!({"recordings": [
        // Began before midnight, the end of the span; was made after it, a long call later.
        one("RE5", Some("Tue, 20 Jan 2026 23:59:59 +0000"), "Wed, 21 Jan 2026 03:59:59 +0000"),
        one("RE4", Some("Wed, 21 Jan 2026 00:00:00 +0000"), "Wed, 21 Jan 2026 00:00:01 +0000"),
        // Was made before the span, as far as Twilio's clocks agree, and began in it.
        one("RE3", Some("Tue, 20 Jan 2026 00:00:00 +0000"), "Mon, 19 Jan 2026 23:59:59 +0000"),
        one("RE2", Some("Mon, 19 Jan 2026 23:59:59 +0000"), "Tue, 20 Jan 2026 00:00:01 +0000"),
        // It is not known when it began.
        one("RE1", None, "Tue, 20 Jan 2026 12:00:00 +0000"),
    ]});
    let (service, twilio) = twilio(ScriptedService::new().answer(200, answer.to_string()));
    let query = RecordingQuery::default()
        .since("2026-01-20T00:00:00Z".parse().unwrap())
        .until("2026-01-21T00:00:00Z".parse().unwrap());
    let page = twilio.list_recordings(&query).await.unwrap();
    let ids: Vec<&str> = page.items.iter().map(|found| found.id.as_str()).collect();
    assert_eq!(ids, ["RE5", "RE3", "RE1"]);
    assert_eq!(
        lines(&service),
        ["GET /Recordings.json DateCreated<=2026-01-23&DateCreated>=2026-01-19"]
    );
}

#[tokio::test]
async fn a_recording_that_cannot_be_stopped_says_what_was_tried() {
    let (_, twilio) = twilio(ScriptedService::new().answer(404, ""));
    let error = twilio
        .stop_recording(&"CA1".into(), &"RE1".into())
        .await
        .unwrap_err();
    assert_eq!(
        (error.kind(), error.operation()),
        (ErrorKind::NotFound, "stop_recording")
    );
}
