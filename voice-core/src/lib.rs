//! The contract, the words and the plumbing that every provider of
//! [voice-sdk](https://docs.rs/voice-sdk) shares.
//!
//! In reading order:
//!
//! - the *words*: [`PhoneNumber`], [`Party`], [`Call`], [`OutboundCall`], [`Money`], [`Timestamp`] …
//! - the *contract*: [`TelephonyProvider`] and its facets [`Calls`], [`OutboundCalls`] …
//! - *what happens*: [`CallEvent`], and [`CallTracker`] that folds events into one state
//! - the *error*: [`Error`], with what you can do about it and whether it may have happened all the same
#![cfg_attr(docsrs, feature(doc_cfg))]

mod words;

pub mod analyse;
mod capability;
pub mod error;
mod event;
mod facet;
pub mod lenient;
mod pages;
mod provider;
pub mod registry;
pub mod tenant;
mod tracker;
pub mod transcribe;
pub mod webhook;
pub mod xml;

#[cfg(feature = "conformance")]
#[cfg_attr(docsrs, doc(cfg(feature = "conformance")))]
pub mod conformance;

#[cfg(feature = "http")]
#[cfg_attr(docsrs, doc(cfg(feature = "http")))]
pub mod http;

#[cfg(feature = "mock")]
#[cfg_attr(docsrs, doc(cfg(feature = "mock")))]
pub mod mock;

#[cfg(any(feature = "transcribe", feature = "analyse"))]
#[cfg_attr(docsrs, doc(cfg(any(feature = "transcribe", feature = "analyse"))))]
pub mod openai;

pub use capability::{Capabilities, Facet, Limit, support_matrix};
pub use error::{Error, ErrorKind, Outcome, Result};
pub use event::{CallEvent, EventKind, RecordingStatus, StatusChange};
pub use facet::batches::{Batch, BatchCalls, BatchItem, BatchStatus, NewBatch};
pub use facet::calls::{CallQuery, Calls};
pub use facet::contacts::{Contact, ContactDetails, Contacts};
pub use facet::control::{CallControl, ControlOperation, Switch, Transfer, TransferMode};
pub use facet::hosted_flows::{HostedFlow, HostedFlowVersion, HostedFlows};
pub use facet::messages::{
    Message, MessageOption, MessageQuery, MessageStatus, Messages, NewMessage,
    refuse_message_options,
};
pub use facet::numbers::{
    AvailableNumber, NumberAbilities, NumberKind, NumberOperation, NumberSearch, NumberUpdate,
    Numbers, OwnedNumber,
};
pub use facet::outbound::{OutboundCalls, OutboundSupport};
pub use facet::recordings::{Audio, AudioFormat, Recording, RecordingQuery, Recordings};
pub use facet::transcripts::{
    DigitPress, DigitSource, ExtractedVariable, Speaker, Transcript, Transcripts, Utterance,
    VariableSource,
};
pub use facet::voices::{Voice, Voices};
pub use facet::webhooks::{NewSubscription, Subscription, Webhooks};
pub use pages::{Pages, page_size, pages};
pub use provider::{ProviderHealth, Reconciliation, TelephonyProvider, TelephonyProviderExt};
pub use registry::{ProviderFactory, Registry};
pub use tenant::{Cascade, Tenant, TenantId};
pub use tracker::CallTracker;
pub use words::call::{AnsweredBy, Call, CallStatus, Direction, HangupCause};
pub use words::id::{
    BatchId, CallId, ContactId, HostedFlowId, MessageId, NumberId, RecordingId, TranscriptId,
    VoiceId, WebhookId,
};
pub use words::money::{Money, ParseMoneyError};
pub use words::number::{ParseNumberError, PhoneNumber};
pub use words::outbound::{Answer, AnswerKind, CallOption, MachineDetection, OutboundCall};
pub use words::page::{Cursor, Page};
pub use words::party::{ParsePartyError, Party};
pub use words::printable::{Printable, is_printable};
pub use words::private::PrivateText;
pub use words::raw::Raw;
pub use words::redact::{redact_number, redact_numbers};
pub use words::reference::{ParseReferenceError, Reference};
pub use words::time::{ParseTimestampError, Timestamp};

/// What the macros of this crate expand to; not for use by hand.
#[doc(hidden)]
pub mod private {
    pub use serde;
}
