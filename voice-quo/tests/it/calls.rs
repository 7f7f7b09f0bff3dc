//! v1: calls, recordings, summaries, transcripts, voicemails.

use std::time::Duration;

use voice_core::Timestamp;
use voice_quo::api::{GetCall, GetSummary, GetTranscript, GetVoicemail, ListCalls, ListRecordings};
use voice_quo::words::{CallStatus, Direction, ProcessingStatus};

use crate::support::{Operation, data};

const CALL: &str = r#"{"id":"AC1","phoneNumberId":"PN1","userId":"US1","direction":"incoming","status":"completed",
"participants":["+15550100002","+15550100001"],"duration":60,"createdAt":"2026-01-01T00:00:00Z",
"answeredAt":"2026-01-01T00:00:05.500Z","completedAt":"2026-01-01T00:01:05Z","updatedAt":null,"answeredBy":"US1",
"initiatedBy":null,"forwardedFrom":null,"forwardedTo":null,"callRoute":"phone-menu","aiHandled":null,"brandNew":{"a":1}}"#;

#[tokio::test]
async fn list_calls() {
    let page = format!(r#"{{"data":[{CALL}],"totalItems":"wrong","nextPageToken":"next"}}"#);
    let at = |text: &str| Timestamp::parse(text).unwrap();
    let list = Operation::v1(
        "GET /v1/calls?phoneNumberId=PN1&participants=%2B15550100002&maxResults=100&userId=US1\
         &createdAfter=2026-01-01T00%3A00%3A00Z&createdBefore=2026-02-01T00%3A00%3A00Z&pageToken=a%2Bb",
        200,
        page,
    )
    .word("completed")
    .passes(|client| async move {
        ListCalls::new("PN1", "+15550100002")
            .user_id("US1")
            .created_after(at("2026-01-01T00:00:00Z"))
            .created_before(at("2026-02-01T00:00:00Z"))
            .max_results(100)
            .page_token("a+b")
            .send(&client)
            .await
    })
    .await;
    assert_eq!(list.next_page_token.as_deref(), Some("next"));
    assert_eq!(list.data[0].status, CallStatus::Completed);
    assert_eq!(list.data[0].raw.to_json().unwrap()["brandNew"]["a"], 1);
}

#[tokio::test]
async fn a_list_always_says_how_many_it_wants() {
    Operation::v1(
        "GET /v1/calls?phoneNumberId=PN1&participants=anonymous&maxResults=10",
        200,
        r#"{"data":[],"totalItems":0,"nextPageToken":null}"#,
    )
    .passes(|client| async move { ListCalls::new("PN1", "anonymous").send(&client).await })
    .await;
}

#[tokio::test]
async fn get_call() {
    let call = Operation::v1("GET /v1/calls/AC1", 200, data(CALL))
        .word("incoming")
        .passes(|client| async move { GetCall::new("AC1").send(&client).await })
        .await;
    assert_eq!(call.direction, Some(Direction::Incoming));
    assert_eq!(call.participants.len(), 2);
    assert_eq!(call.duration, Some(Duration::from_mins(1)));
    assert_eq!(
        call.answered_at.unwrap().to_string(),
        "2026-01-01T00:00:05.5Z"
    );
    assert_eq!(call.updated_at, None);
    assert_eq!(call.call_route.as_deref(), Some("phone-menu"));
}

#[tokio::test]
async fn list_recordings() {
    let found = Operation::v1(
        "GET /v1/call-recordings/AC1",
        200,
        data(r#"[{"id":"CR1","status":"completed","startTime":"2026-01-01T00:00:05Z","duration":55,"url":"https://media.example.com/1.mp3?sig=x","type":"audio/mpeg"},
                 {"id":"CR2","status":null,"startTime":null,"duration":null,"url":null,"type":null}]"#),
    )
    .word("completed")
    .passes(|client| async move { ListRecordings::new("AC1").send(&client).await })
    .await;
    assert_eq!(found[0].file.media_type.as_deref(), Some("audio/mpeg"));
    assert_eq!(found[0].file.duration, Some(Duration::from_secs(55)));
    assert_eq!(found[1].file.url, None);
    assert!(found[1].raw.as_str().contains("CR2"));
}

#[tokio::test]
async fn get_summary() {
    let summary = Operation::v1(
        "GET /v1/call-summaries/AC1",
        200,
        data(r#"{"callId":"AC1","status":"completed","summary":["They met."],"nextSteps":null,"jobs":[{"icon":"x","name":"Booking","result":{"data":[{"name":"guests","value":4}]}}]}"#),
    )
    .word("completed")
    .passes(|client| async move { GetSummary::new("AC1").send(&client).await })
    .await;
    assert_eq!(summary.summary, ["They met."]);
    assert!(summary.next_steps.is_empty());
    assert_eq!(summary.jobs[0].result.data[0].value.as_ref().unwrap(), &"4");
}

#[tokio::test]
async fn get_transcript_takes_the_id_of_the_call() {
    let transcript = Operation::v1(
        "GET /v1/call-transcripts/AC1",
        200,
        data(r#"{"callId":"AC1","createdAt":"2026-01-01T00:02:00Z","duration":60.25,"status":"completed",
                 "dialogue":[{"content":"Hello","start":0.5,"end":1.25,"identifier":"+15550100001","userId":"US1"},
                             {"content":"Hi","start":1.5,"end":2,"identifier":null,"userId":null}]}"#),
    )
    .word("completed")
    .passes(|client| async move { GetTranscript::new("AC1").send(&client).await })
    .await;
    assert_eq!(transcript.duration, Some(Duration::from_millis(60_250)));
    assert_eq!(transcript.dialogue[0].content, "Hello");
    assert_eq!(transcript.dialogue[1].user_id, None);
}

#[tokio::test]
async fn get_voicemail() {
    let voicemail = Operation::v1(
        "GET /v1/call-voicemails/AC1",
        200,
        data(r#"{"id":"VM1","status":"in-progress","duration":null,"transcript":null,"recordingUrl":null}"#),
    )
    .word("in-progress")
    .passes(|client| async move { GetVoicemail::new("AC1").send(&client).await })
    .await;
    assert_eq!(voicemail.status, ProcessingStatus::InProgress);
    assert_eq!(voicemail.recording_url, None);
}
