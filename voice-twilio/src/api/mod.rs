//! Twilio's REST API (version 2010-04-01) exactly as Twilio documents it, usable without the provider facets.
//!
//! A request is a value that owns its data: made with what Twilio requires, chained with what it allows, sent with
//! `send(&client)`. `None` and an empty list are not sent; an empty text is sent, because to Twilio it is a value
//! (`VoiceUrl=""` clears the URL). What Twilio requires only in combination is not checked here; Twilio says so itself.
//!
//! An answer is a struct with a field for each of Twilio's, lenient as Twilio is loose: numbers may be strings, an
//! empty text is `None` (but for the `body` of a message, which is empty once it was redacted), words are open enums, unknown
//! fields are ignored and stay reachable through `raw`.
//!
//! # Lists
//! `send` of a list request gives a page with the vendor's `next_page_uri` as its cursor. Follow it with
//! [`next_page`], or stream all items with [`pages`](voice_core::pages):
//!
//! ```
//! # async fn f(client: &voice_twilio::TwilioClient) -> voice_core::Result<()> {
//! use voice_twilio::api::{ListCalls, next_page};
//!
//! let mut page = ListCalls::new().status("completed").page_size(100).send(client).await?;
//! loop {
//!     for call in &page.items {
//!         let _ = &call.sid;
//!     }
//!     let Some(cursor) = page.next else { break };
//!     page = next_page(client, "list_calls", &cursor).await?;
//! }
//! # Ok(()) }
//! ```
//!
//! A `next_page_uri` is resolved against the configured base URL; one that leads to another host is refused, because the
//! credentials would go there.
//!
//! # Dates in filters
//! Filters on dates take anything that prints: a text such as `2026-01-20`, or a [`Timestamp`](voice_core::Timestamp).
//! Twilio's key `StartTime>` means "on this day or later", `StartTime<` "before"; the methods are called `…_from` and
//! `…_before`.

#[cfg(test)]
pub(crate) mod privacy;
pub(crate) mod reader;
pub(crate) mod request;
pub(crate) mod resource;
pub(crate) mod shown;
mod words;

mod applications;
mod available_phone_numbers;
mod calls;
mod conferences;
mod events;
mod incoming_phone_numbers;
mod messages;
mod participants;
mod queues;
mod recordings;
mod streams;
mod transcriptions;
mod usage;

pub use applications::{
    Application, CreateApplication, DeleteApplication, FetchApplication, ListApplications,
    UpdateApplication,
};
pub use available_phone_numbers::{
    AvailableCountry, AvailablePhoneNumber, FetchAvailableCountry, ListAvailableCountries,
    ListAvailablePhoneNumbers,
};
pub use calls::{Call, CreateCall, DeleteCall, FetchCall, ListCalls, UpdateCall};
pub use conferences::{Conference, FetchConference, ListConferences, UpdateConference};
pub use events::{CallExchange, ExchangeRequest, ExchangeResponse, ListCallEvents};
pub use incoming_phone_numbers::{
    CreateIncomingPhoneNumber, CreateIncomingPhoneNumberOfKind, DeleteIncomingPhoneNumber,
    FetchIncomingPhoneNumber, IncomingPhoneNumber, ListIncomingPhoneNumbers,
    ListIncomingPhoneNumbersOfKind, PhoneNumberCapabilities, UpdateIncomingPhoneNumber,
};
pub use messages::{
    CreateMessage, DeleteMessage, FetchMessage, ListMessages, Message, UpdateMessage,
};
pub use participants::{
    CreateParticipant, DeleteParticipant, FetchParticipant, ListParticipants, Participant,
    UpdateParticipant,
};
pub use queues::{
    CreateQueue, DeleteQueue, FetchMember, FetchQueue, ListMembers, ListQueues, Member, Queue,
    UpdateMember, UpdateQueue,
};
pub use recordings::{
    DeleteCallRecording, DeleteConferenceRecording, DeleteRecording, DownloadRecording,
    FetchCallRecording, FetchConferenceRecording, FetchRecording, ListCallRecordings,
    ListConferenceRecordings, ListRecordings, Recording, StartCallRecording, UpdateCallRecording,
    UpdateConferenceRecording,
};
pub use resource::{Listed, TwilioPage, next_page};
pub use streams::{
    CallStream, CallTranscription, StartStream, StartTranscription, StopStream, StopTranscription,
};
pub use transcriptions::{
    DeleteRecordingTranscription, DeleteTranscription, FetchRecordingTranscription,
    FetchTranscription, ListRecordingTranscriptions, ListTranscriptions, Transcription,
};
pub use usage::{ListUsageRecords, ListUsageRecordsOf, UsageRecord};
pub use words::*;
