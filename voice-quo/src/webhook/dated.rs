//! What `data.resource` and `data.context` hold in webhooks of 2026-03-30.

use std::time::Duration;

use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;
use voice_core::{Party, PrivateText, Result, Timestamp, lenient, open_enum};

use super::event::part;
use crate::words::{
    CallStatus, DialogueLine, Direction, EventName, Job, Media, MessageStatus, ProcessingStatus,
    RecordingFile,
};

/// What a notification is about.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum Resource {
    /// `message.received`, `.delivered`, `.failed`, `.undelivered`
    Message(Message),
    /// `call.ringing`
    CallRinging(CallRinging),
    /// `call.answered`
    CallAnswered(CallAnswered),
    /// `call.completed`
    CallCompleted(CallCompleted),
    /// `call.missed`
    CallMissed(CallMissed),
    /// `call.forwarded`
    CallForwarded(CallForwarded),
    /// `call.menu.selected`
    MenuSelected(MenuSelected),
    /// `call.recording.completed`
    Recordings(Recordings),
    /// `call.summary.completed`
    Summary(Summary),
    /// `call.transcript.completed`
    Transcript(Transcript),
    /// `call.voicemail.completed`
    Voicemail(Voicemail),
    /// `contact.updated`, `contact.deleted`
    Contact(Box<Contact>),
    /// `task.…`
    Task(Task),
}

impl Resource {
    pub(super) fn parse(name: &EventName, resource: &RawValue) -> Result<Option<Self>> {
        use EventName as Name;
        Ok(Some(match name {
            Name::MessageReceived
            | Name::MessageDelivered
            | Name::MessageFailed
            | Name::MessageUndelivered => Self::Message(part(name, resource)?),
            Name::CallRinging => Self::CallRinging(part(name, resource)?),
            Name::CallAnswered => Self::CallAnswered(part(name, resource)?),
            Name::CallCompleted => Self::CallCompleted(part(name, resource)?),
            Name::CallMissed => Self::CallMissed(part(name, resource)?),
            Name::CallForwarded => Self::CallForwarded(part(name, resource)?),
            Name::CallMenuSelected => Self::MenuSelected(part(name, resource)?),
            Name::CallRecordingCompleted => Self::Recordings(part(name, resource)?),
            Name::CallSummaryCompleted => Self::Summary(part(name, resource)?),
            Name::CallTranscriptCompleted => Self::Transcript(part(name, resource)?),
            Name::CallVoicemailCompleted => Self::Voicemail(part(name, resource)?),
            Name::ContactUpdated | Name::ContactDeleted => Self::Contact(part(name, resource)?),
            Name::TaskCreated
            | Name::TaskUpdated
            | Name::TaskDeleted
            | Name::TaskCompleted
            | Name::TaskReopened
            | Name::TaskAssigned
            | Name::TaskUnassigned
            | Name::TaskOverdue
            | Name::TaskLinked
            | Name::TaskUnlinked
            | Name::TaskDueDateUpdated
            | Name::TaskDueDateRemoved => Self::Task(part(name, resource)?),
            Name::Unknown(_) => return Ok(None),
        }))
    }
}

/// The surroundings of a notification.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Context {
    /// Which workspace, `OR…`; always there.
    #[serde(default)]
    pub org_id: Option<Box<str>>,
    /// Which of our numbers, `PN…`.
    #[serde(default)]
    pub phone_number_id: Option<Box<str>>,
    /// Which conversation, `CN…`.
    #[serde(default)]
    pub conversation_id: Option<Box<str>>,
    /// Of a call: `shared`, `private`, `external`.
    #[serde(default)]
    pub phone_number_type: Option<Box<str>>,
    /// Whose, `US…`.
    #[serde(default)]
    pub user_id: Option<Box<str>>,
    /// The contacts that fit.
    #[serde(default)]
    pub contacts: Option<ContactsFound>,
    /// Of a message: who sent it.
    #[serde(default)]
    pub sender_identifier: Option<Party>,
    /// Of a message: to whom.
    #[serde(default, deserialize_with = "lenient::null_as_default")]
    pub recipient_identifiers: Vec<Party>,
    /// Of a call: the parties.
    #[serde(default)]
    pub participants: Option<Participants>,
}

/// The contacts that fit the parties.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct ContactsFound {
    /// Their ids.
    #[serde(default, deserialize_with = "lenient::null_as_default")]
    pub ids: Vec<Box<str>>,
    /// Whether the looking worked.
    #[serde(default)]
    pub lookup_status: Option<LookupStatus>,
}

open_enum! {
    /// Whether contacts were found.
    pub enum LookupStatus {
        /// There are some.
        Matched = "matched",
        /// There is none.
        None = "none",
        /// It could not be looked.
        Unavailable = "unavailable",
    }
}

/// The parties of a call.
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Participants {
    /// Ours.
    #[serde(default, deserialize_with = "identifiers")]
    pub workspace: Vec<Party>,
    /// The others.
    #[serde(default, deserialize_with = "identifiers")]
    pub external: Vec<Party>,
    /// `unavailable` = not known, which is not the same as nobody.
    #[serde(default)]
    pub resolution: Option<Resolution>,
}

open_enum! {
    /// Whether the parties are known.
    pub enum Resolution {
        /// They are.
        Available = "available",
        /// They are not.
        Unavailable = "unavailable",
    }
}

/// Parties as plain texts or as objects that hold one; which of them is not documented.
fn identifiers<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> std::result::Result<Vec<Party>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Item {
        Plain(Party),
        Object {
            #[serde(alias = "phoneNumber", alias = "number")]
            identifier: Option<Party>,
        },
    }
    let items = Option::<Vec<Item>>::deserialize(deserializer)?;
    Ok(items
        .unwrap_or_default()
        .into_iter()
        .filter_map(|item| match item {
            Item::Plain(party) => Some(party),
            Item::Object { identifier } => identifier,
        })
        .collect())
}

/// A text message.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Message {
    /// `AC…`
    pub id: Box<str>,
    /// Seen from the Quo number.
    #[serde(default)]
    pub direction: Option<Direction>,
    /// What it says.
    #[serde(default)]
    pub text: Option<PrivateText>,
    /// Pictures and files; none in `message.failed`.
    #[serde(default, deserialize_with = "lenient::null_as_default")]
    pub media: Vec<Media>,
    /// Where it stands.
    #[serde(default)]
    pub status: Option<MessageStatus>,
    /// Why it failed, by the carrier's code.
    #[serde(default, deserialize_with = "lenient::text")]
    pub error_code: Option<String>,
    /// When it was made.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub created_at: Option<Timestamp>,
}

/// A call rings.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct CallRinging {
    /// `AC…`
    pub id: Box<str>,
    /// Seen from the Quo number.
    #[serde(default)]
    pub direction: Option<Direction>,
    /// When it began.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub created_at: Option<Timestamp>,
    /// When the record changed.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub updated_at: Option<Timestamp>,
}

/// A call was answered; of an outgoing one perhaps by a mailbox.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct CallAnswered {
    /// `AC…`
    pub id: Box<str>,
    /// Seen from the Quo number.
    #[serde(default)]
    pub direction: Option<Direction>,
    /// When it began.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub created_at: Option<Timestamp>,
    /// When it was answered.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub answered_at: Option<Timestamp>,
    /// Which user answered.
    #[serde(default)]
    pub answered_by_user_id: Option<Box<str>>,
    /// When the record changed.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub updated_at: Option<Timestamp>,
}

/// A call is over. Its statuses are others than the API's.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct CallCompleted {
    /// `AC…`
    pub id: Box<str>,
    /// Seen from the Quo number.
    #[serde(default)]
    pub direction: Option<Direction>,
    /// `answered`, `unanswered`, `failed`, `forwarded`, `abandoned`, `ai-handled`, `unknown`.
    pub status: CallStatus,
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
    /// How long it took.
    #[serde(default, deserialize_with = "lenient::seconds")]
    pub duration: Option<Duration>,
    /// Whether the caller left a voicemail.
    #[serde(default)]
    pub has_voicemail: Option<bool>,
}

/// An incoming call was missed.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct CallMissed {
    /// `AC…`
    pub id: Box<str>,
    /// When it began.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub created_at: Option<Timestamp>,
    /// When the record changed.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub updated_at: Option<Timestamp>,
}

/// A call was handed on.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct CallForwarded {
    /// `AC…`
    pub id: Box<str>,
    /// From whom.
    #[serde(default)]
    pub forwarded_from: Option<Party>,
    /// To whom.
    #[serde(default)]
    pub forwarded_to: Option<Party>,
    /// When it began.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub created_at: Option<Timestamp>,
    /// When the record changed.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub updated_at: Option<Timestamp>,
}

/// The caller chose in a phone menu.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct MenuSelected {
    /// `AC…`
    pub id: Box<str>,
    /// The key.
    #[serde(default, deserialize_with = "crate::words::private")]
    pub phone_menu_selection: Option<PrivateText>,
    /// What the choice is called.
    #[serde(default)]
    pub phone_menu_selection_name: Option<Box<str>>,
    /// What came of it: `phone-menu-dial`, `phone-menu-voicemail`, `phone-menu-audio`, `phone-menu`, `phone-menu-abandoned`.
    #[serde(default)]
    pub status_reason: Option<Box<str>>,
    /// When the call began.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub created_at: Option<Timestamp>,
    /// When the record changed.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub updated_at: Option<Timestamp>,
}

/// The recordings of a call.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Recordings {
    /// The call's id, `AC…`.
    pub id: Box<str>,
    /// Seen from the Quo number.
    #[serde(default)]
    pub direction: Option<Direction>,
    /// When the call began.
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
    /// How long the call took.
    #[serde(default, deserialize_with = "lenient::seconds")]
    pub duration: Option<Duration>,
    /// The files.
    #[serde(default, deserialize_with = "lenient::null_as_default")]
    pub recordings: Vec<RecordingFile>,
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
    pub processing_status: Option<ProcessingStatus>,
    /// The points.
    #[serde(default, deserialize_with = "lenient::one_or_many")]
    pub summary: Vec<PrivateText>,
    /// What is to be done.
    #[serde(default, deserialize_with = "lenient::one_or_many")]
    pub next_steps: Vec<PrivateText>,
    /// Who called.
    #[serde(default)]
    pub from_phone_number: Option<Party>,
    /// Whether the AI agent took the call.
    #[serde(default)]
    pub handled_by_ai_agent: Option<bool>,
    /// Which user answered.
    #[serde(default)]
    pub answered_by_user_id: Option<Box<str>>,
    /// What the AI agent did.
    #[serde(default, deserialize_with = "lenient::null_as_default")]
    pub jobs: Vec<Job>,
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
    pub processing_status: Option<ProcessingStatus>,
    /// When it was made.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub created_at: Option<Timestamp>,
    /// How long the call took.
    #[serde(default, deserialize_with = "lenient::seconds")]
    pub duration: Option<Duration>,
    /// Who said what.
    #[serde(default, deserialize_with = "lenient::null_as_default")]
    pub dialogue: Vec<DialogueLine>,
}

/// A voicemail.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Voicemail {
    /// The id of the activity.
    pub id: Box<str>,
    /// `VM…`
    #[serde(default)]
    pub voicemail_id: Option<Box<str>>,
    /// Of which call, `AC…`.
    #[serde(default)]
    pub call_id: Option<Box<str>>,
    /// Seen from the Quo number.
    #[serde(default)]
    pub direction: Option<Direction>,
    /// How long it is.
    #[serde(default, deserialize_with = "lenient::seconds")]
    pub duration: Option<Duration>,
    /// Who left it.
    #[serde(default)]
    pub from: Option<Party>,
    /// For which of our numbers.
    #[serde(default)]
    pub to: Option<Party>,
    /// What was said.
    #[serde(default)]
    pub transcript: Option<PrivateText>,
    /// Where it can be fetched, without the API key.
    #[serde(default)]
    pub recording_url: Option<PrivateText>,
    /// When it was left.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub created_at: Option<Timestamp>,
    /// When the record changed.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub updated_at: Option<Timestamp>,
}

/// A contact, its names at the top. Custom fields and dates are in the raw event.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Contact {
    /// Its id, without a prefix.
    #[serde(default)]
    pub id: Option<Box<str>>,
    /// First name.
    #[serde(default)]
    pub first_name: Option<PrivateText>,
    /// Last name.
    #[serde(default)]
    pub last_name: Option<PrivateText>,
    /// Company.
    #[serde(default)]
    pub company: Option<PrivateText>,
    /// What they do there.
    #[serde(default)]
    pub role: Option<PrivateText>,
    /// Where they are.
    #[serde(default)]
    pub location: Option<PrivateText>,
    /// Where the contact comes from.
    #[serde(default)]
    pub source: Option<Box<str>>,
    /// Your own id of it.
    #[serde(default)]
    pub external_id: Option<Box<str>>,
    /// Mail addresses.
    #[serde(default, deserialize_with = "lenient::null_as_default")]
    pub emails: Vec<ContactValue>,
    /// Numbers.
    #[serde(default, deserialize_with = "lenient::null_as_default")]
    pub phone_numbers: Vec<ContactValue>,
}

/// A mail address or number of a contact.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct ContactValue {
    /// The address or number.
    #[serde(default)]
    pub value: Option<PrivateText>,
    /// What it is called: `work`, `mobile`.
    #[serde(default, rename = "type")]
    pub kind: Option<Box<str>>,
}

/// A task; mostly only its id. Fetch it for the rest.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct Task {
    /// `TK…`
    #[serde(alias = "taskId")]
    pub id: Box<str>,
}
