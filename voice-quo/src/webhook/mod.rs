//! Quo's webhooks: both signature schemes, both payload generations.
//!
//! [`QuoWebhooks`] is the [`Verifier`](voice_core::webhook::Verifier) and the
//! [`EventReader`](voice_core::webhook::EventReader). The headers tell the scheme:
//!
//! | | legacy | [Standard Webhooks](https://www.standardwebhooks.com) |
//! |---|---|---|
//! | header | `openphone-signature` | `webhook-id`, `webhook-timestamp`, `webhook-signature` |
//! | key | base64 | `whsec_` and base64 |
//! | several signatures, split by | comma | blank |
//! | timestamp | milliseconds | seconds |
//! | signed | `timestamp.body` | `id.timestamp.body` |
//!
//! The body tells the generation: `data.object` is legacy (v1 and app webhooks), `data.resource` is 2026-03-30. What Quo
//! sends is typed in [`legacy`] and [`dated`]; get it with [`QuoEvent::read`], or the common
//! [`CallEvent`](voice_core::CallEvent)s with [`Verified::events`](voice_core::webhook::Verified::events).
//!
//! ```
//! use voice_core::Timestamp;
//! use voice_core::webhook::WebhookRequest;
//! use voice_quo::webhook::{QuoEvent, QuoWebhooks};
//!
//! let webhooks = QuoWebhooks::new().key("ZXhhbXBsZS1xdW8tc2lnbmluZy1rZXktMzItYnl0ZXM=")?;
//! let body = r#"{"id":"EV1","object":"event","apiVersion":"v4","createdAt":"2026-01-01T00:00:00.000Z","type":"call.completed","data":{"object":{"id":"AC1","object":"call"}}}"#;
//! let mut headers = http::HeaderMap::new();
//! headers.insert(
//!     "openphone-signature",
//!     "hmac;1;1767225600000;bcX8i5jhejZFhiBzPp2iHpPb548/Kz1b+VYpe7fqLT0=".parse()?,
//! );
//! let request = WebhookRequest::new(http::Method::POST, "https://example.com/quo", headers, body)?;
//! let now: Timestamp = "2026-01-01T00:00:30Z".parse()?;
//!
//! let verified = request.verify(&webhooks, &webhooks, now)?;
//! assert_eq!(QuoEvent::read(&verified)?.name.as_str(), "call.completed");
//! let events = verified.events()?;
//! assert_eq!(events[0].call.as_ref().map(|id| id.as_str()), Some("AC1"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What becomes of each event
//! | Quo | [`EventKind`](voice_core::EventKind) |
//! |---|---|
//! | `call.ringing` | `Status(Ringing)`; never `Incoming`, since Quo asks nobody what to do |
//! | `call.answered` | `Status(InProgress)`; of an outgoing call perhaps a mailbox |
//! | `call.completed` | `Status(InProgress)` at the answer, if there was one, and the final `Status` |
//! | `call.missed` | `Status(NoAnswer)` |
//! | `call.forwarded` | `Flow` |
//! | `call.menu.selected` | `Digits`, if a key was pressed, and `Flow` |
//! | `call.recording.completed` | one `Recording` a file |
//! | `call.voicemail.completed` | `Recording` without an id, and `Transcript`, if there is one |
//! | `call.summary.completed` | `Summary` |
//! | `call.transcript.completed` | `Transcript`, one utterance a line |
//! | `message.received` | `MessageReceived` |
//! | `message.delivered`, `.undelivered`, `.failed` | `MessageStatus` |
//! | `contact.…`, `task.…`, anything new | `Unknown`, with the raw payload |
//!
//! Legacy payloads name the parties without saying which is ours; tell [`QuoWebhooks`] your
//! [numbers](QuoWebhooks::own_number) and events say who called whom.
//!
//! Order is not guaranteed and deliveries repeat for about 28 hours: put a
//! [`ReplayGuard`](voice_core::webhook::ReplayGuard) with [`REPLAY_WINDOW`] around the verifier, and fold call events with a
//! [`CallTracker`](voice_core::CallTracker).

pub mod dated;
mod event;
pub mod legacy;
mod translate;
mod verify;

pub use event::{Payload, QuoEvent};
pub use verify::{BadWebhookKey, QuoWebhooks, REPLAY_WINDOW};
