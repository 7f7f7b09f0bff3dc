//! Bland's webhooks: proved by the HMAC of the raw body, read as events. Follows Bland, "Webhooks" and "Signing".
//!
//! ```
//! use voice_bland::webhook::{HEADER, Reader, Verifier};
//! use voice_core::webhook::{SigningKeys, WebhookRequest, signature};
//! use voice_core::{EventKind, Timestamp};
//!
//! let body = r#"{"message":"Call connected","call_id":"5b0e7f2a","category":"call","log_level":"info"}"#;
//! let mut headers = http::HeaderMap::new();
//! let signed = signature::hmac_sha256(b"invented-secret", &[body.as_bytes()]);
//! headers.insert(HEADER, signature::to_hex(&signed).parse()?);
//! let request = WebhookRequest::new(http::Method::POST, "https://example.com/bland", headers, body)?;
//!
//! let verifier = Verifier::new(SigningKeys::text("invented-secret"));
//! let events = request.verify(&verifier, &Reader, Timestamp::UNIX_EPOCH)?.events()?;
//! assert!(matches!(&events[0].kind, EventKind::Status(change) if change.status.as_str() == "in-progress"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use std::time::Duration;

use serde::Deserialize;
use voice_core::webhook::{
    EventReader, SigningKeys, Verified, VerifyError, WebhookRequest, signature,
};
use voice_core::{
    AnsweredBy, CallEvent, CallId, CallStatus, Direction, Error, ErrorKind, EventKind, HangupCause,
    Party, Raw, RecordingStatus, Result, StatusChange, Timestamp, lenient,
};

const PROVIDER: &str = "bland";

/// The header that carries the signature.
pub const HEADER: &str = "x-webhook-signature";

/// Checks `X-Webhook-Signature`: the hexadecimal HMAC-SHA256 of the raw body under the account's signing secret.
///
/// Bland signs no instant, so an old request stays good: guard handlers with a
/// [`ReplayGuard`](voice_core::webhook::ReplayGuard) or by the call's id.
#[derive(Debug, Clone)]
pub struct Verifier {
    keys: SigningKeys,
}

impl Verifier {
    /// Takes the secret; several while it is being replaced.
    pub fn new(keys: SigningKeys) -> Self {
        Self { keys }
    }
}

impl voice_core::webhook::Verifier for Verifier {
    fn verify(&self, request: &WebhookRequest, _: Timestamp) -> Result<(), VerifyError> {
        let given = request.signature_header(HEADER)?;
        let given = signature::from_hex(given).ok_or(VerifyError::MalformedHeader(HEADER))?;
        self.keys.check_sha256(&[request.body()], &given)
    }
}

/// Reads Bland's webhooks: reports after a call, and events during it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Reader;

impl EventReader for Reader {
    fn read_events(&self, verified: &Verified<'_>) -> Result<Vec<CallEvent>> {
        let request = verified.request();
        let body: Body = request.json().map_err(|source| {
            let what = "the webhook is not the JSON that Bland documents";
            Error::new(ErrorKind::Decode, PROVIDER, "webhook", what).with_source(source)
        })?;
        let raw = Raw::from(String::from_utf8_lossy(request.body()).into_owned());
        let call = body
            .call_id
            .clone()
            .or_else(|| body.c_id.clone())
            .map(CallId::from);
        Ok(body
            .events()
            .into_iter()
            .map(|kind| {
                let mut event = CallEvent::new(PROVIDER, kind);
                event.call.clone_from(&call);
                event.raw = raw.clone();
                event
            })
            .collect())
    }
}

/// Nothing but the call's id is sure to be there: accounts can leave members out.
#[derive(Deserialize)]
struct Body {
    call_id: Option<String>,
    c_id: Option<String>,
    category: Option<String>,
    message: Option<String>,
    event_type: Option<String>,
    status: Option<String>,
    queue_status: Option<String>,
    completed: Option<bool>,
    answered_by: Option<String>,
    call_ended_by: Option<String>,
    from: Option<String>,
    to: Option<String>,
    inbound: Option<bool>,
    #[serde(default, deserialize_with = "lenient::seconds")]
    corrected_duration: Option<Duration>,
    #[serde(default, deserialize_with = "lenient::minutes")]
    call_length: Option<Duration>,
    recording_url: Option<String>,
    summary: Option<String>,
    concatenated_transcript: Option<String>,
}

impl Body {
    fn events(self) -> Vec<EventKind> {
        if let Some(category) = &self.category {
            return vec![in_call(
                category,
                self.message.as_deref().unwrap_or_default(),
            )];
        }
        if let Some(name) = self.event_type {
            return vec![EventKind::Unknown { name: name.into() }];
        }
        if self.completed.is_none() && self.status.is_none() && self.queue_status.is_none() {
            return vec![EventKind::Unknown { name: "".into() }];
        }
        self.report()
    }

    /// One report holds the end, and what was recorded, said and made of it.
    fn report(self) -> Vec<EventKind> {
        let given = |text: Option<String>| text.filter(|text| !text.trim().is_empty());
        let mut change = StatusChange::new(call_status(
            self.status.as_deref(),
            self.queue_status.as_deref(),
            self.answered_by.as_deref(),
            self.completed == Some(true),
        ));
        change.direction = self.inbound.map(|inbound| {
            if inbound {
                Direction::Inbound
            } else {
                Direction::Outbound
            }
        });
        change.from = given(self.from).map(|from| Party::reported(&from));
        change.to = given(self.to).map(|to| Party::reported(&to));
        change.duration = self.corrected_duration.or(self.call_length);
        change.answered_by = self.answered_by.as_deref().and_then(answered_by);
        change.hangup_cause = self.call_ended_by.as_deref().map(|side| match side {
            "ASSISTANT" => HangupCause::LocalHangup,
            "USER" => HangupCause::RemoteHangup,
            other => other.into(),
        });
        let mut events = vec![EventKind::Status(change)];
        events.extend(given(self.recording_url).map(|url| EventKind::Recording {
            id: None,
            status: RecordingStatus::Completed,
            url: Some(url.into()),
            duration: None,
        }));
        events.extend(
            given(self.concatenated_transcript).map(|text| EventKind::Transcript {
                id: None,
                text: Some(text.into()),
            }),
        );
        events.extend(given(self.summary).map(|text| EventKind::Summary { text: text.into() }));
        events
    }
}

/// The texts are no contract; what begins otherwise is a step that only its category names.
fn in_call(category: &str, message: &str) -> EventKind {
    let status = if message.starts_with("Call enqueued") {
        CallStatus::Queued
    } else if message.starts_with("Call connected") {
        CallStatus::InProgress
    } else {
        return EventKind::Flow {
            name: category.into(),
        };
    };
    EventKind::Status(StatusChange::new(status))
}

/// Where a call stands, from the four members that say something about it; the first that decides wins.
pub fn call_status(
    status: Option<&str>,
    queue_status: Option<&str>,
    answered_by: Option<&str>,
    completed: bool,
) -> CallStatus {
    let queue = queue_status.unwrap_or_default();
    match status {
        Some("busy") => return CallStatus::Busy,
        Some("no-answer") => return CallStatus::NoAnswer,
        Some("canceled") => return CallStatus::Canceled,
        Some("failed") => return CallStatus::Failed,
        _ => {}
    }
    if queue.ends_with("_error") || queue == "error" {
        return CallStatus::Failed;
    }
    if answered_by == Some("no-answer") {
        return CallStatus::NoAnswer;
    }
    if completed || status == Some("completed") || matches!(queue, "complete" | "completed") {
        return CallStatus::Completed;
    }
    match queue {
        "started" => CallStatus::InProgress,
        "new" | "queued" | "allocated" => CallStatus::Queued,
        _ => CallStatus::from(status.unwrap_or(queue)),
    }
}

/// `no-answer` is an outcome, not somebody; `unknown` is nobody known.
fn answered_by(word: &str) -> Option<AnsweredBy> {
    match word {
        "" | "no-answer" | "unknown" => None,
        word => Some(AnsweredBy::from(word)),
    }
}

#[cfg(test)]
mod tests {
    use voice_core::webhook::Verifier as _;

    use super::*;

    const REPORT: &str = r#"{ "call_id": "5b0e7f2a-3c1d-4c53-9a5e-0c2f6d1f8a11", "completed": true,
        "status": "completed", "queue_status": "complete", "call_length": 1.5, "corrected_duration": "92",
        "to": "+15550100142", "from": "+15550100107", "inbound": false, "answered_by": "human",
        "call_ended_by": "USER", "recording_url": "https://example.com/r.mp3", "summary": "All well.",
        "concatenated_transcript": "user: Hello \n ", "variables": {}, "new_member": 7 }"#;

    fn signed(body: &str, secret: &str) -> WebhookRequest {
        let mut headers = http::HeaderMap::new();
        let signed = signature::hmac_sha256(secret.as_bytes(), &[body.as_bytes()]);
        headers.insert(HEADER, signature::to_hex(&signed).parse().unwrap());
        let url = "https://example.com/bland";
        WebhookRequest::new(http::Method::POST, url, headers, body.to_owned()).unwrap()
    }

    fn events(body: &str) -> Vec<CallEvent> {
        let verifier = Verifier::new(SigningKeys::text("whsec_test"));
        let request = signed(body, "whsec_test");
        request
            .verify(&verifier, &Reader, Timestamp::UNIX_EPOCH)
            .unwrap()
            .events()
            .unwrap()
    }

    #[test]
    fn the_documented_vector_verifies_in_either_case_and_nothing_else_does() {
        let vector = "0c4512275a33e49444550a3a54bb2173574b2c1da321d7b7bb753fd230666d08";
        let verifier = Verifier::new(SigningKeys::text("whsec_test"));
        let check = |header: &str, body: &'static str| {
            let mut headers = http::HeaderMap::new();
            headers.insert(HEADER, header.parse().unwrap());
            let url = "https://example.com/bland";
            let request = WebhookRequest::new(http::Method::POST, url, headers, body).unwrap();
            verifier.verify(&request, Timestamp::UNIX_EPOCH)
        };
        let body = r#"{"call_id":"abc"}"#;
        assert_eq!(check(vector, body), Ok(()));
        assert_eq!(check(&vector.to_uppercase(), body), Ok(()));
        assert_eq!(
            check(vector, r#"{"call_id":"abd"}"#),
            Err(VerifyError::NoKeyMatched)
        );
        assert_eq!(
            check(&vector[1..], body),
            Err(VerifyError::MalformedHeader(HEADER))
        );
        assert_eq!(check(&vector[2..], body), Err(VerifyError::NoKeyMatched));
    }

    #[test]
    fn a_report_is_an_end_a_recording_a_transcript_and_a_summary() {
        let events = events(REPORT);
        let [end, recording, transcript, summary] = &events[..] else {
            panic!("{events:?}")
        };
        let EventKind::Status(change) = &end.kind else {
            panic!("{end:?}")
        };
        assert_eq!(change.status, CallStatus::Completed);
        assert_eq!(
            change.duration,
            Some(Duration::from_secs(92)),
            "seconds win over minutes"
        );
        assert_eq!(change.answered_by, Some(AnsweredBy::Human));
        assert_eq!(change.hangup_cause, Some(HangupCause::RemoteHangup));
        assert!(matches!(recording.kind, EventKind::Recording { .. }));
        assert!(matches!(transcript.kind, EventKind::Transcript { .. }));
        assert!(matches!(summary.kind, EventKind::Summary { .. }));
        assert_eq!(end.raw.to_json().unwrap()["new_member"], 7);
    }

    #[test]
    fn each_row_of_the_status_table_holds() {
        for ((status, queue, answered_by, completed), expected) in [
            (
                (Some("busy"), Some("complete"), None, true),
                CallStatus::Busy,
            ),
            ((Some("no-answer"), None, None, true), CallStatus::NoAnswer),
            (
                (None, Some("pre_queue_error"), None, false),
                CallStatus::Failed,
            ),
            (
                (None, Some("complete"), Some("no-answer"), true),
                CallStatus::NoAnswer,
            ),
            (
                (None, Some("complete"), Some("human"), false),
                CallStatus::Completed,
            ),
            (
                (None, Some("completed"), None, false),
                CallStatus::Completed,
            ),
            ((None, Some("started"), None, false), CallStatus::InProgress),
            ((None, Some("allocated"), None, false), CallStatus::Queued),
            (
                (Some("parked"), None, None, false),
                CallStatus::from("parked"),
            ),
        ] {
            assert_eq!(call_status(status, queue, answered_by, completed), expected);
        }
    }

    #[test]
    fn what_is_not_known_survives() {
        let event = &events(r#"{"call_id":"abc","event_type":"citations"}"#)[0];
        assert_eq!(
            event.kind,
            EventKind::Unknown {
                name: "citations".into()
            }
        );
        assert_eq!(event.call, Some(CallId::from("abc")));
        let event = &events(r#"{"call_id":"abc","category":"latency","message":"TTS: 218ms"}"#)[0];
        assert_eq!(
            event.kind,
            EventKind::Flow {
                name: "latency".into()
            }
        );
    }
}
