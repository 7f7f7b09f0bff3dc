//! The contract, the words and the plumbing that every provider of
//! [voice-sdk](https://docs.rs/voice-sdk) shares.
//!
//! Reading order: the *words* ([`PhoneNumber`], [`Call`], [`OutboundCall`] …), then the *errors*.
#![cfg_attr(docsrs, feature(doc_cfg))]

mod words;

pub mod error;
pub mod xml;

pub use error::{Error, ErrorKind, Result};
pub use words::id::{
    BatchId, CallId, ContactId, HostedFlowId, MessageId, NumberId, RecordingId, TranscriptId,
    VoiceId, WebhookId,
};
pub use words::number::{ParseNumberError, PhoneNumber};
pub use words::party::{ParsePartyError, Party};
pub use words::reference::{ParseReferenceError, Reference};
pub use words::time::{ParseTimestampError, Timestamp};

/// What the macros of this crate expand to; not for use by hand.
#[doc(hidden)]
pub mod private {
    pub use serde;
}
