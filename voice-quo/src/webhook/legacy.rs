//! What `data.object` holds in v1 and app webhooks (`apiVersion` `v4`; the older shapes of `v2` and `v3` are read where
//! they are known).

use std::time::Duration;

use serde::Deserialize;
use serde_json::value::RawValue;
use voice_core::{Party, PrivateText, Result, Timestamp, lenient};

use super::event::part;
use crate::words::{
    CallStatus, DialogueLine, Direction, EventName, Job, Media, MessageStatus, ProcessingStatus,
    RecordingFile,
};

/// What a legacy notification is about.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Object {
    /// `call.ringing`, `call.completed`, `call.recording.completed`
    Call(Box<Call>),
    /// `call.summary.completed`
    Summary(Summary),
    /// `call.transcript.completed`
    Transcript(Transcript),
    /// `message.received`, `message.delivered`
    Message(Box<Message>),
}

impl Object {
    pub(super) fn parse(name: &EventName, object: &RawValue) -> Result<Option<Self>> {
        Ok(Some(match name {
            EventName::CallRinging
            | EventName::CallCompleted
            | EventName::CallRecordingCompleted => Self::Call(part(name, object)?),
            EventName::CallSummaryCompleted => Self::Summary(part(name, object)?),
            EventName::CallTranscriptCompleted => Self::Transcript(part(name, object)?),
            EventName::MessageReceived | EventName::MessageDelivered => {
                Self::Message(part(name, object)?)
            }
            _ => return Ok(None),
        }))
    }
}

/// A call. While it rings its times are not to be trusted.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Call {
    /// `AC…`
    pub id: Box<str>,
    /// Seen from the Quo number.
    #[serde(default)]
    pub direction: Option<Direction>,
    /// Where it stands.
    #[serde(default)]
    pub status: Option<CallStatus>,
    /// The parties, ours among them; may be empty although there were two.
    #[serde(default, deserialize_with = "lenient::null_as_default")]
    pub participants: Vec<Party>,
    /// Who called; `v2` and `v3` only.
    #[serde(default)]
    pub from: Option<Party>,
    /// Who was called; `v2` and `v3` only.
    #[serde(default)]
    pub to: Option<Party>,
    /// Which of our numbers, `PN…`.
    #[serde(default)]
    pub phone_number_id: Option<Box<str>>,
    /// Whose call, `US…`.
    #[serde(default)]
    pub user_id: Option<Box<str>>,
    /// Which conversation, `CN…`; `v2` and `v3` only.
    #[serde(default)]
    pub conversation_id: Option<Box<str>>,
    /// How long it took.
    #[serde(default, deserialize_with = "lenient::seconds")]
    pub duration: Option<Duration>,
    /// When it began.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub created_at: Option<Timestamp>,
    /// When it was answered.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub answered_at: Option<Timestamp>,
    /// When it ended.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub completed_at: Option<Timestamp>,
    /// When the record changed.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub updated_at: Option<Timestamp>,
    /// Which user answered.
    #[serde(default)]
    pub answered_by: Option<Box<str>>,
    /// Which user called.
    #[serde(default)]
    pub initiated_by: Option<Box<str>>,
    /// From which number or user it was handed on.
    #[serde(default)]
    pub forwarded_from: Option<Party>,
    /// To which number or user it was handed on.
    #[serde(default)]
    pub forwarded_to: Option<Party>,
    /// `ai-agent` when the AI answered.
    #[serde(default)]
    pub ai_handled: Option<Box<str>>,
    /// The contacts that fit.
    #[serde(default, deserialize_with = "lenient::null_as_default")]
    pub contact_ids: Vec<Box<str>>,
    /// Its recordings.
    #[serde(default, deserialize_with = "lenient::null_as_default")]
    pub recordings: Vec<RecordingFile>,
    /// Its recordings, as `v2` and `v3` call them.
    #[serde(default, deserialize_with = "lenient::null_as_default")]
    pub media: Vec<RecordingFile>,
}

/// A summary.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Summary {
    /// Of which call, `AC…`.
    pub call_id: Box<str>,
    /// Where it stands.
    #[serde(default)]
    pub status: Option<ProcessingStatus>,
    /// The points.
    #[serde(default, deserialize_with = "lenient::one_or_many")]
    pub summary: Vec<PrivateText>,
    /// What is to be done.
    #[serde(default, deserialize_with = "lenient::one_or_many")]
    pub next_steps: Vec<PrivateText>,
    /// What the AI agent did.
    #[serde(default, deserialize_with = "lenient::null_as_default")]
    pub jobs: Vec<Job>,
    /// The contacts that fit.
    #[serde(default, deserialize_with = "lenient::null_as_default")]
    pub contact_ids: Vec<Box<str>>,
}

/// A transcript.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Transcript {
    /// Of which call, `AC…`.
    pub call_id: Box<str>,
    /// Where it stands.
    #[serde(default)]
    pub status: Option<ProcessingStatus>,
    /// When it was made.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub created_at: Option<Timestamp>,
    /// How long the call took.
    #[serde(default, deserialize_with = "lenient::seconds")]
    pub duration: Option<Duration>,
    /// Who said what.
    #[serde(default, deserialize_with = "lenient::null_as_default")]
    pub dialogue: Vec<DialogueLine>,
    /// The contacts that fit.
    #[serde(default, deserialize_with = "lenient::null_as_default")]
    pub contact_ids: Vec<Box<str>>,
}

/// A text message.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Message {
    /// `AC…`
    pub id: Box<str>,
    /// Who sent it.
    #[serde(default)]
    pub from: Option<Party>,
    /// To whom; Quo's document says an array, deliveries hold one text.
    #[serde(default, deserialize_with = "lenient::one_or_many")]
    pub to: Vec<Party>,
    /// Seen from the Quo number.
    #[serde(default)]
    pub direction: Option<Direction>,
    /// What it says; `body` in `v2` and `v3`.
    #[serde(default, alias = "body")]
    pub text: Option<PrivateText>,
    /// Where it stands.
    #[serde(default)]
    pub status: Option<MessageStatus>,
    /// When it was made.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub created_at: Option<Timestamp>,
    /// Which user sent it.
    #[serde(default)]
    pub user_id: Option<Box<str>>,
    /// Which of our numbers, `PN…`.
    #[serde(default)]
    pub phone_number_id: Option<Box<str>>,
    /// Which conversation, `CN…`.
    #[serde(default)]
    pub conversation_id: Option<Box<str>>,
    /// Pictures and files.
    #[serde(default, deserialize_with = "lenient::null_as_default")]
    pub media: Vec<Media>,
    /// The contacts that fit.
    #[serde(default, deserialize_with = "lenient::null_as_default")]
    pub contact_ids: Vec<Box<str>>,
}
