//! Transcripts.

use serde_json::json;
use voice_core::http::ScriptedService;
use voice_core::{ErrorKind, Speaker, Transcripts as _};

use super::{lines, list, twilio};
use crate::api::recordings::recording;
use crate::api::transcriptions::transcription;

#[tokio::test]
async fn a_transcript_is_what_the_recordings_of_the_call_hold() {
    let second = json!({"sid": "RE2", "status": "completed", "start_time": "Tue, 20 Jan 2026 20:40:00 +0000"});
    let both = json!({"recordings": [second, recording()]}).to_string();
    let text = |sid: &str, text: &str| {
        let mut one = transcription();
        one["sid"] = sid.into();
        one["transcription_text"] = text.into();
        list("transcriptions", &one)
    };
    let script = ScriptedService::new()
        .answer(200, both)
        .answer(200, text("TR1", "hello"))
        .answer(200, text("TR2", "goodbye"));
    let (service, twilio) = twilio(script);
    let transcript = twilio.transcript(&"CA1".into()).await.unwrap();
    let told: Vec<_> = transcript
        .utterances
        .iter()
        .map(|turn| (turn.speaker.clone(), turn.text.as_str()))
        .collect();
    assert_eq!(
        told,
        [(Speaker::Caller, "hello"), (Speaker::Caller, "goodbye")]
    );
    assert_eq!(transcript.id, None);
    assert_eq!(transcript.raw.to_json().unwrap()[1]["sid"], "TR2");
    assert_eq!(
        lines(&service),
        [
            "GET /Calls/CA1/Recordings.json",
            "GET /Recordings/RE1/Transcriptions.json",
            "GET /Recordings/RE2/Transcriptions.json",
        ]
    );
}

#[tokio::test]
async fn a_transcript_that_is_being_made_or_is_none_says_so() {
    for (status, kind) in [
        ("in-progress", ErrorKind::Conflict),
        ("failed", ErrorKind::NotFound),
        ("x-invented", ErrorKind::NotFound),
    ] {
        let mut one = transcription();
        one["status"] = status.into();
        let script = ScriptedService::new()
            .answer(200, list("recordings", &recording()))
            .answer(200, list("transcriptions", &one));
        let (_, twilio) = twilio(script);
        let error = twilio.transcript(&"CA1".into()).await.unwrap_err();
        assert_eq!((error.kind(), error.operation()), (kind, "transcript"));
    }
    let (_, twilio) = twilio(ScriptedService::new().answer(200, r#"{"recordings":[]}"#));
    let error = twilio.transcript(&"CA1".into()).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound);
}

#[tokio::test]
async fn every_page_of_recordings_and_transcriptions_is_read() {
    let page = |name: &str, item: serde_json::Value, next: Option<&str>| {
        let next = next.map(|path| format!("/2010-04-01/Accounts/AC1{path}?Page=1"));
        json!({ name: [item], "next_page_uri": next }).to_string()
    };
    let recorded =
        |sid: &str, at: &str| json!({"sid": sid, "status": "completed", "start_time": at});
    let said = |sid: &str, text: &str| json!({"sid": sid, "status": "completed", "transcription_text": text});
    let (first, second) = (
        "Tue, 20 Jan 2026 20:36:00 +0000",
        "Tue, 20 Jan 2026 20:40:00 +0000",
    );
    let script = ScriptedService::new()
        .answer(
            200,
            page(
                "recordings",
                recorded("RE2", second),
                Some("/Calls/CA1/Recordings.json"),
            ),
        )
        .answer(200, page("recordings", recorded("RE1", first), None))
        .answer(
            200,
            page(
                "transcriptions",
                said("TR1", "hello"),
                Some("/Recordings/RE1/Transcriptions.json"),
            ),
        )
        .answer(200, page("transcriptions", said("TR2", "there"), None))
        .answer(200, page("transcriptions", said("TR3", "goodbye"), None));
    let (service, twilio) = twilio(script);
    let transcript = twilio.transcript(&"CA1".into()).await.unwrap();
    let told: Vec<&str> = transcript
        .utterances
        .iter()
        .map(|turn| turn.text.as_str())
        .collect();
    assert_eq!(told, ["hello", "there", "goodbye"]);
    assert_eq!(
        lines(&service),
        [
            "GET /Calls/CA1/Recordings.json",
            "GET /Calls/CA1/Recordings.json Page=1",
            "GET /Recordings/RE1/Transcriptions.json",
            "GET /Recordings/RE1/Transcriptions.json Page=1",
            "GET /Recordings/RE2/Transcriptions.json",
        ]
    );
}

#[tokio::test]
async fn a_walk_through_pages_in_a_circle_ends() {
    let next = |path: &str| format!("/2010-04-01/Accounts/AC1{path}?Page=1&PageToken=PA1");
    let recordings =
        json!({"recordings": [], "next_page_uri": next("/Calls/CA1/Recordings.json")}).to_string();
    let round = json!({
        "transcriptions": [], "next_page_uri": next("/Recordings/RE1/Transcriptions.json"),
    })
    .to_string();
    let again = |script: ScriptedService, page: &str| {
        (0..5).fold(script, |script, _| script.answer(200, page.to_owned()))
    };
    let found = ScriptedService::new().answer(200, list("recordings", &recording()));
    for (script, asked) in [
        (again(ScriptedService::new(), &recordings), 2),
        (again(found, &round), 3),
    ] {
        let (service, twilio) = twilio(script);
        let error = twilio.transcript(&"CA1".into()).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.operation()),
            (ErrorKind::Decode, "transcript")
        );
        assert_eq!(lines(&service).len(), asked);
    }
}

#[tokio::test]
async fn what_cannot_be_fetched_of_a_transcript_is_named_after_it() {
    for script in [
        ScriptedService::new().answer(404, ""),
        ScriptedService::new()
            .answer(200, list("recordings", &recording()))
            .answer(404, ""),
    ] {
        let (_, twilio) = twilio(script);
        let error = twilio.transcript(&"CA1".into()).await.unwrap_err();
        assert_eq!(error.operation(), "transcript");
    }
}
