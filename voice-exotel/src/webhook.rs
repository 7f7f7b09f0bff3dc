//! Exotel's status callbacks. Follows Exotel, "`StatusCallback`" of the v1 calls API.
//!
//! Exotel signs nothing. The proof is a policy that you choose: a secret in the callback URL
//! ([`TokenInUrl`](voice_core::webhook::TokenInUrl)), and source addresses where you know them
//! ([`AllowedSources`](voice_core::webhook::AllowedSources)). Callbacks may be late or lost: reconcile by polling.
//!
//! ```
//! use voice_core::webhook::{TokenInUrl, WebhookRequest};
//! use voice_core::{EventKind, Timestamp};
//! use voice_exotel::webhook::Reader;
//!
//! let policy = TokenInUrl::query("k", "an-invented-token-of-some-length".to_owned())?;
//! let mut headers = http::HeaderMap::new();
//! headers.insert("content-type", "application/x-www-form-urlencoded".parse()?);
//! let request = WebhookRequest::new(
//!     http::Method::POST,
//!     "https://example.com/exotel?k=an-invented-token-of-some-length",
//!     headers,
//!     "CallSid=5c1d0f6a&Status=busy&DateUpdated=2025-03-03+10%3A49%3A52&RecordingUrl=",
//! )?;
//! let reader = Reader::default();
//! let events = request.verify(&policy, &reader, Timestamp::UNIX_EPOCH)?.events()?;
//! assert!(matches!(&events[0].kind, EventKind::Status(change) if change.status.as_str() == "busy"));
//! assert_eq!(events[0].at.map(|at| at.to_string()).as_deref(), Some("2025-03-03T05:19:52Z"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

use serde::Deserialize;
use voice_core::webhook::{EventReader, Verified};
use voice_core::{
    CallEvent, CallId, CallStatus, Direction, Error, ErrorKind, EventKind, Party, Raw,
    RecordingStatus, Reference, Result, StatusChange, lenient,
};

const PROVIDER: &str = "exotel";

/// Reads status callbacks: multipart forms (Exotel's default), URL-encoded forms, and JSON.
///
/// Exotel writes local time without an offset: UTC+05:30, unless the account is elsewhere.
#[derive(Debug, Clone, Copy)]
pub struct Reader {
    minutes_east_of_utc: i32,
}

impl Default for Reader {
    fn default() -> Self {
        Self::minutes_east_of_utc(5 * 60 + 30)
    }
}

impl Reader {
    /// For an account whose times are so many minutes east of UTC, negative for west.
    pub fn minutes_east_of_utc(minutes: i32) -> Self {
        Self {
            minutes_east_of_utc: minutes,
        }
    }
}

/// The members that have a meaning here; everything else stays in the raw notification.
#[derive(Default, Deserialize)]
#[serde(rename_all = "PascalCase", default)]
struct Callback {
    call_sid: Option<String>,
    status: Option<String>,
    date_updated: Option<String>,
    direction: Option<String>,
    from: Option<String>,
    to: Option<String>,
    #[serde(deserialize_with = "lenient::text")]
    conversation_duration: Option<String>,
    recording_url: Option<String>,
    custom_field: Option<String>,
}

impl Callback {
    fn set(&mut self, name: &str, value: &str) {
        let member = match name {
            "CallSid" => &mut self.call_sid,
            "Status" => &mut self.status,
            "DateUpdated" => &mut self.date_updated,
            "Direction" => &mut self.direction,
            "From" => &mut self.from,
            "To" => &mut self.to,
            "ConversationDuration" => &mut self.conversation_duration,
            "RecordingUrl" => &mut self.recording_url,
            "CustomField" => &mut self.custom_field,
            _ => return,
        };
        *member = Some(value.to_owned());
    }
}

impl EventReader for Reader {
    fn read_events(&self, verified: &Verified<'_>) -> Result<Vec<CallEvent>> {
        let request = verified.request();
        let unreadable = |what: &str| Error::new(ErrorKind::Decode, PROVIDER, "webhook", what);
        let callback = if request.is_json() {
            request.json().map_err(|source| {
                unreadable("the callback is not the JSON that Exotel documents").with_source(source)
            })?
        } else {
            let mut callback = Callback::default();
            let pairs = request
                .form_pairs()
                .map_err(|source| unreadable("the callback is not a form").with_source(source))?;
            // Some deployments send everything in the query; the body wins where both say something.
            for (name, value) in request.query_pairs().chain(pairs) {
                callback.set(&name, &value);
            }
            callback
        };
        let raw = Raw::from(String::from_utf8_lossy(request.body()).into_owned());
        let sid = given(callback.call_sid.as_deref())
            .ok_or_else(|| unreadable("the callback has no `CallSid`"))?;
        let call = CallId::from(sid);
        let reference =
            given(callback.custom_field.as_deref()).and_then(|text| Reference::parse(text).ok());
        let at = given(callback.date_updated.as_deref())
            .and_then(|text| lenient::local_timestamp(text, self.minutes_east_of_utc * 60).ok()?);
        Ok(events(&callback)
            .into_iter()
            .map(|kind| {
                let mut event = CallEvent::new(PROVIDER, kind).of(call.clone());
                event.at = at;
                event.reference.clone_from(&reference);
                event.raw = raw.clone();
                event
            })
            .collect())
    }
}

fn given(text: Option<&str>) -> Option<&str> {
    text.map(str::trim)
        .filter(|text| !text.is_empty() && *text != "null")
}

fn events(callback: &Callback) -> Vec<EventKind> {
    let status = given(callback.status.as_deref()).map_or_else(|| "".into(), CallStatus::from);
    let mut change = StatusChange::new(status);
    change.direction = given(callback.direction.as_deref()).and_then(|word| match word {
        "inbound" | "incoming" => Some(Direction::Inbound),
        word if word.starts_with("outbound") => Some(Direction::Outbound),
        _ => None,
    });
    change.from = given(callback.from.as_deref()).map(Party::reported);
    change.to = given(callback.to.as_deref()).map(Party::reported);
    change.duration =
        given(callback.conversation_duration.as_deref()).and_then(lenient::parse_seconds);
    let recording = given(callback.recording_url.as_deref()).map(|url| EventKind::Recording {
        id: None,
        status: RecordingStatus::Completed,
        url: Some(url.into()),
        duration: None,
    });
    std::iter::once(EventKind::Status(change))
        .chain(recording)
        .collect()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use voice_core::Timestamp;
    use voice_core::webhook::{TokenInUrl, WebhookRequest};

    use super::*;

    const TOKEN: &str = "an-invented-token-of-some-length";

    fn read(media_type: &str, body: &str) -> Result<Vec<CallEvent>> {
        let policy = TokenInUrl::query("k", TOKEN.to_owned()).unwrap();
        let mut headers = http::HeaderMap::new();
        headers.insert("content-type", media_type.parse().unwrap());
        let url = format!("https://example.com/exotel?k={TOKEN}");
        let request =
            WebhookRequest::new(http::Method::POST, url, headers, body.to_owned()).unwrap();
        request
            .verify(&policy, &Reader::default(), Timestamp::UNIX_EPOCH)
            .unwrap()
            .events()
    }

    const JSON: &str = r#"{"CallSid":"5c1d0f6a9b7e4d2f8a3b6c5d4e7f8091","EventType":"terminal",
        "DateUpdated":"2025-03-03 10:49:52","Status":"completed","To":"05550100012","From":"05550100011",
        "ConversationDuration":48,"Direction":"outbound-api","CustomField":"ord_8f31",
        "RecordingUrl":"https://recordings.example.com/acme1/5c1d.mp3",
        "Legs":[{"OnCallDuration":77,"Status":"completed"}]}"#;

    const MULTIPART: &str = "--x\r\nContent-Disposition: form-data; name=\"CallSid\"\r\n\r\n5c1d\r\n\
        --x\r\nContent-Disposition: form-data; name=\"Status\"\r\n\r\nno-answer\r\n--x--\r\n";

    #[test]
    fn json_tells_the_end_and_the_recording() {
        let events = read("application/json", JSON).unwrap();
        let [end, recording] = &events[..] else {
            panic!("{events:?}")
        };
        let EventKind::Status(change) = &end.kind else {
            panic!("{end:?}")
        };
        assert_eq!(change.status, CallStatus::Completed);
        assert_eq!(change.duration, Some(Duration::from_secs(48)));
        assert_eq!(change.direction, Some(Direction::Outbound));
        assert_eq!(
            change.from,
            Some(Party::reported("05550100011")),
            "kept as it was written"
        );
        assert_eq!(
            end.reference.as_ref().map(Reference::as_str),
            Some("ord_8f31")
        );
        assert!(matches!(recording.kind, EventKind::Recording { .. }));
    }

    #[test]
    fn the_minimal_multipart_form_is_enough() {
        let events = read("multipart/form-data; boundary=x", MULTIPART).unwrap();
        assert_eq!(events.len(), 1);
        assert_eq!(events[0].call, Some(CallId::from("5c1d")));
        assert!(
            matches!(&events[0].kind, EventKind::Status(change) if change.status == CallStatus::NoAnswer)
        );
    }

    #[test]
    fn without_a_call_it_is_no_callback() {
        let form = "application/x-www-form-urlencoded";
        assert_eq!(
            read(form, "Status=busy").unwrap_err().kind(),
            ErrorKind::Decode
        );
        assert_eq!(
            read("application/json", "[]").unwrap_err().kind(),
            ErrorKind::Decode
        );
    }
}
