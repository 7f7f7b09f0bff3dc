//! The requests that Twilio makes: verified, then read as [`Notification`]s or as shared events.
//!
//! ```
//! use voice_core::webhook::WebhookRequest;
//! use voice_core::{EventKind, Timestamp};
//! use voice_twilio::webhook::{TwilioEvents, TwilioVerifier};
//!
//! let form = "CallSid=CA1&CallStatus=busy&CallbackSource=call-progress-events&SequenceNumber=2";
//! let url = "https://example.com/status?voice_reference=order-1";
//! let verifier = TwilioVerifier::new("an invented token");
//! let mut headers = http::HeaderMap::new();
//! headers.insert("content-type", "application/x-www-form-urlencoded".parse()?);
//! let signature = verifier.sign(url, form.as_bytes()).ok_or("no token")?;
//! headers.insert("x-twilio-signature", signature.parse()?);
//!
//! let request = WebhookRequest::new(http::Method::POST, url, headers, form)?;
//! let verified = request.verify(&verifier, &TwilioEvents, Timestamp::UNIX_EPOCH)?;
//! let event = &verified.events()?[0];
//! assert_eq!(event.reference.as_ref().map(|name| name.as_str()), Some("order-1"));
//! assert!(matches!(&event.kind, EventKind::Status(change) if change.status.as_str() == "busy"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod connection;
mod events;
mod notification;
mod parameters;
mod signature;

pub use connection::{ConnectionOverrides, ConnectionOverridesError, Egress, RetryOn};
pub use events::TwilioEvents;
pub use notification::*;
pub use parameters::{MessageMedia, Parameters, SipHeader};
pub use signature::{SharedKey, TwilioVerifier};

pub use crate::words::{
    CallDirection, CallState, ConferenceEndReason, MessageState, RecordingSource, RecordingState,
    TranscriptionState,
};

/// The query parameter of a status callback that carries the shared `reference` of a call or a message.
pub const REFERENCE_PARAMETER: &str = "voice_reference";
