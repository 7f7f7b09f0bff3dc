//! Quo (formerly OpenPhone) for [voice-sdk](https://docs.rs/voice-sdk).
//!
//! Quo is a business phone: people call and text from its apps, and the API reads what happened, sends texts and
//! keeps the address book. It cannot place, stop or steer a call, and this crate says so in types:
//! [`Quo`] has no facet for it.
//!
//! - [`Quo`] is the [`TelephonyProvider`](voice_core::TelephonyProvider): calls (read), recordings, transcripts with
//!   summaries, messages, contacts, numbers (read), webhooks. [`QuoFactory`] opens it by its name.
//! - [`api`] holds the 27 operations of the v1 API and what came since, [`dated`] the surface of 2026-03-30, both
//!   vendor-exact and usable alone with a [`QuoClient`].
//! - [`webhook`] verifies both signature schemes and reads both payload generations.
//!
//! ```
//! # #[cfg(feature = "http")] {
//! use std::sync::Arc;
//! use voice_core::http::ScriptedService;
//! use voice_core::{Messages as _, NewMessage, TelephonyProvider as _};
//! use voice_quo::{Quo, QuoClient};
//!
//! # tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap().block_on(async {
//! let vendor = ScriptedService::new().answer(
//!     202,
//!     r#"{"data":{"id":"AC1","from":"+15550100001","to":["+15550100002"],"text":"On our way.",
//!        "direction":"outgoing","status":"queued","createdAt":"2026-01-01T00:00:00Z"}}"#,
//! );
//! let client = QuoClient::builder("an-invented-key").service(Arc::new(vendor)).build()?;
//! let quo = Quo::new(client);
//!
//! let from: voice_core::PhoneNumber = "+15550100001".parse()?;
//! let to: voice_core::PhoneNumber = "+15550100002".parse()?;
//! let sent = quo.send_message(&NewMessage::new(from, to, "On our way.")).await?;
//! assert_eq!(sent.status.as_str(), "queued");
//! assert!(quo.outbound().is_none(), "Quo cannot place calls");
//! # Ok::<(), Box<dyn std::error::Error>>(()) }).unwrap();
//! # }
//! ```
//!
//! # Quo's words and ours
//! | Quo | here |
//! |---|---|
//! | `queued`, `initiated` | `Queued` |
//! | `ringing` | `Ringing` |
//! | `in-progress` | `InProgress` |
//! | `completed`, `answered`, `ai-handled`, `forwarded` (with `HangupCause::Transferred`) | `Completed` |
//! | `busy` | `Busy` |
//! | `no-answer`, `missed`, `unanswered` | `NoAnswer` |
//! | `canceled`, `abandoned` | `Canceled` |
//! | `failed` | `Failed` |
//! | `incoming`, `outgoing` | `Inbound`, `Outbound` |
//! | a recording of a call | `RecordingId` `<call id>/<recording id>`, because Quo finds recordings by their call |
#![cfg_attr(docsrs, feature(doc_cfg))]

pub mod words;

#[cfg(feature = "http")]
mod check;
mod convert;

#[cfg(feature = "http")]
mod client;
#[cfg(feature = "http")]
mod error;

#[cfg(feature = "http")]
#[cfg_attr(docsrs, doc(cfg(feature = "http")))]
pub mod api;
#[cfg(feature = "http")]
#[cfg_attr(docsrs, doc(cfg(feature = "http")))]
pub mod dated;

#[cfg(feature = "http")]
mod factory;
#[cfg(feature = "http")]
mod provider;

pub mod webhook;

#[cfg(feature = "http")]
#[cfg_attr(docsrs, doc(cfg(feature = "http")))]
pub use client::{ApiVersion, QuoClient, QuoClientBuilder};
#[cfg(feature = "http")]
#[cfg_attr(docsrs, doc(cfg(feature = "http")))]
pub use error::Refusal;
#[cfg(feature = "http")]
#[cfg_attr(docsrs, doc(cfg(feature = "http")))]
pub use factory::QuoFactory;
#[cfg(feature = "http")]
#[cfg_attr(docsrs, doc(cfg(feature = "http")))]
pub use provider::Quo;

/// The name in errors, calls and events.
pub(crate) const PROVIDER: &str = "quo";
