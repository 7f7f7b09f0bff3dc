//! Twilio Programmable Voice for [voice-sdk](https://docs.rs/voice-sdk).
//!
//! - [`Twilio`] is the shared provider: it places and steers calls, reads recordings and transcripts, sends texts,
//!   keeps numbers, proves webhooks. [`TwilioFactory`] opens it by its name.
//! - [`api`] is Twilio's REST API, endpoint by endpoint, with Twilio's names.
//! - [`twiml`] is Twilio's markup as a typed language: written, read, checked, executed.
//! - [`webhook`] verifies and reads what Twilio sends; [`socket`] has the frames of its web sockets; [`words`] are those that
//!   the API has, too.
//! - [`AccessToken`] signs an app of yours in.
//! - [`ErrorCode`] names Twilio's numbers for what went wrong.
//!
//! With `default-features = false` there is no HTTP: vocabulary, webhooks, frames and tokens stay.
//!
//! # Words
//! | shared | Twilio |
//! |---|---|
//! | `CallId`, `RecordingId`, `MessageId`, `NumberId` | `CA…`, `RE…`, `SM…`/`MM…`, `PN…` |
//! | `ring_timeout`, `max_duration` | `Timeout` (1 to 600 s), `TimeLimit` |
//! | `MachineDetection::Detect`, `DetectMessageEnd` | `Enable`, `DetectMessageEnd`; not together with `send_digits` |
//! | `Answer::Url`, `Markup` | `Url`, `Twiml` (at most 4000 characters) |
//! | `Answer::Connect`, `Stream` | `Twiml` with `<Dial>`, `<Connect><Stream>` |
//! | `Reference` | query parameter `voice_reference` of the status callback |
//! | `CallStatus::Queued` | `queued`, and `initiated` of webhooks |
//! | `Direction::Outbound` | `outbound-api`, `outbound-dial`, `trunking-terminating` |
//! | `Money` | `price` with the sign turned: what was paid is positive |
//! | `hold`, `mute` | the participant of the conference that the call is in |
//! | `Conflict` | 21220 (the call's state), 21422 (the number was sold), 21610 (opted out) |
#![cfg_attr(docsrs, feature(doc_cfg))]

mod error_code;
pub mod socket;
mod token;
pub mod twiml;
pub mod webhook;
pub mod words;

pub use error_code::ErrorCode;
pub use token::{AccessToken, AccessTokenError, VoiceGrant};
pub use webhook::REFERENCE_PARAMETER;

#[cfg(feature = "http")]
#[cfg_attr(docsrs, doc(cfg(feature = "http")))]
pub mod api;
#[cfg(feature = "http")]
mod client;
#[cfg(feature = "http")]
mod convert;
#[cfg(feature = "http")]
mod error;
#[cfg(feature = "http")]
mod factory;
#[cfg(feature = "http")]
mod host;
#[cfg(feature = "http")]
mod provider;

#[cfg(feature = "http")]
#[cfg_attr(docsrs, doc(cfg(feature = "http")))]
pub use client::{TwilioClient, TwilioClientBuilder};
#[cfg(feature = "http")]
#[cfg_attr(docsrs, doc(cfg(feature = "http")))]
pub use factory::TwilioFactory;
#[cfg(feature = "http")]
#[cfg_attr(docsrs, doc(cfg(feature = "http")))]
pub use provider::Twilio;
