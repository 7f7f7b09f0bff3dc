//! Quo's own words, shared by answers and webhooks. Every enum is open: a new word survives (L12).

use std::fmt;
use std::time::Duration;

use serde::Deserialize;
use voice_core::{Party, PrivateText, Timestamp, lenient, open_enum};

open_enum! {
    /// Who began it, seen from the Quo number.
    pub enum Direction {
        /// Somebody called or wrote to us.
        Incoming = "incoming",
        /// We called or wrote to somebody.
        Outgoing = "outgoing",
    }
}

open_enum! {
    /// Where a call stands. `Queued`, `Initiated`, `Ringing` and `InProgress` are live, all others final.
    pub enum CallStatus {
        /// Accepted, not yet dialled.
        Queued = "queued",
        /// Being dialled.
        Initiated = "initiated",
        /// Ringing.
        Ringing = "ringing",
        /// Somebody talks.
        InProgress = "in-progress",
        /// Over.
        Completed = "completed",
        /// The far end was busy.
        Busy = "busy",
        /// It could not be connected.
        Failed = "failed",
        /// Nobody answered.
        NoAnswer = "no-answer",
        /// Called off.
        Canceled = "canceled",
        /// Nobody of ours answered.
        Missed = "missed",
        /// Answered, and over.
        Answered = "answered",
        /// Handed on to somebody else.
        Forwarded = "forwarded",
        /// The caller gave up.
        Abandoned = "abandoned",
        /// Nobody answered; dated webhooks.
        Unanswered = "unanswered",
        /// The AI agent took it; dated webhooks.
        AiHandled = "ai-handled",
        /// Quo itself does not know; dated webhooks.
        Unstated = "unknown",
    }
}

open_enum! {
    /// Where a text message stands.
    pub enum MessageStatus {
        /// Accepted by Quo.
        Queued = "queued",
        /// The carrier has it.
        Sent = "sent",
        /// The phone has it.
        Delivered = "delivered",
        /// The carrier could not deliver it.
        Undelivered = "undelivered",
        /// It came to us.
        Received = "received",
        /// Quo could not send it; dated surface.
        Failed = "failed",
    }
}

open_enum! {
    /// Where a summary, a transcript or a voicemail stands.
    pub enum ProcessingStatus {
        /// There is none and never will be.
        Absent = "absent",
        /// Being made: ask again later.
        InProgress = "in-progress",
        /// Ready.
        Completed = "completed",
        /// It went wrong, for good.
        Failed = "failed",
    }
}

open_enum! {
    /// Where a recording stands.
    pub enum RecordingStatus {
        /// There is none.
        Absent = "absent",
        /// Can be fetched.
        Completed = "completed",
        /// It was there and is gone.
        Deleted = "deleted",
        /// It went wrong.
        Failed = "failed",
        /// Being recorded.
        InProgress = "in-progress",
        /// Held for the moment.
        Paused = "paused",
        /// Being made ready.
        Processing = "processing",
        /// Stopped, not yet ready.
        Stopped = "stopped",
        /// About to stop.
        Stopping = "stopping",
    }
}

open_enum! {
    /// What happened, as a webhook names it. Both generations in one list.
    pub enum EventName {
        /// A call rings.
        CallRinging = "call.ringing",
        /// A call was answered; also when an outgoing one reached a mailbox. Dated.
        CallAnswered = "call.answered",
        /// A call is over.
        CallCompleted = "call.completed",
        /// An incoming call was missed. Dated.
        CallMissed = "call.missed",
        /// A call was handed on. Dated.
        CallForwarded = "call.forwarded",
        /// The caller chose in a phone menu. Dated.
        CallMenuSelected = "call.menu.selected",
        /// The recordings of a call can be fetched.
        CallRecordingCompleted = "call.recording.completed",
        /// The summary of a call is ready.
        CallSummaryCompleted = "call.summary.completed" | "callSummary",
        /// The transcript of a call is ready.
        CallTranscriptCompleted = "call.transcript.completed" | "callTranscript",
        /// A voicemail can be heard. Dated.
        CallVoicemailCompleted = "call.voicemail.completed",
        /// A text arrived.
        MessageReceived = "message.received",
        /// A text of ours was delivered.
        MessageDelivered = "message.delivered",
        /// A text of ours could not be sent. Dated.
        MessageFailed = "message.failed",
        /// A text of ours could not be delivered. Dated.
        MessageUndelivered = "message.undelivered",
        /// A contact was changed.
        ContactUpdated = "contact.updated",
        /// A contact was deleted.
        ContactDeleted = "contact.deleted",
        /// A task was made. Dated.
        TaskCreated = "task.created",
        /// A task was changed. Dated.
        TaskUpdated = "task.updated",
        /// A task was deleted. Dated.
        TaskDeleted = "task.deleted",
        /// A task was done. Dated.
        TaskCompleted = "task.completed",
        /// A task was taken up again. Dated.
        TaskReopened = "task.reopened",
        /// A task was given to somebody.
        TaskAssigned = "task.assigned",
        /// A task was taken from somebody. Dated.
        TaskUnassigned = "task.unassigned",
        /// A task is overdue. Dated.
        TaskOverdue = "task.overdue",
        /// A task was tied to a conversation. Dated.
        TaskLinked = "task.linked",
        /// A task was untied from its conversation. Dated.
        TaskUnlinked = "task.unlinked",
        /// A task is due at another time. Dated.
        TaskDueDateUpdated = "task.duedate.updated",
        /// A task is no longer due. Dated.
        TaskDueDateRemoved = "task.duedate.removed",
    }
}

/// One turn of a transcript.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct DialogueLine {
    /// What was said.
    pub content: PrivateText,
    /// When it begins: from the start of the call, on the dated API from the start of that recording.
    #[serde(default, deserialize_with = "lenient::seconds")]
    pub start: Option<Duration>,
    /// When it ends.
    #[serde(default, deserialize_with = "lenient::seconds")]
    pub end: Option<Duration>,
    /// The speaker's number.
    #[serde(default)]
    pub identifier: Option<Party>,
    /// The speaker, if it is one of ours; `actorId` on the dated API.
    #[serde(default, alias = "actorId")]
    pub user_id: Option<Box<str>>,
}

/// What the AI agent did in a call.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct Job {
    /// Its symbol.
    #[serde(default)]
    pub icon: Option<Box<str>>,
    /// Its name.
    #[serde(default)]
    pub name: Option<Box<str>>,
    /// What came of it.
    #[serde(default, deserialize_with = "lenient::null_as_default")]
    pub result: JobResult,
}

/// What came of a [`Job`].
#[derive(Debug, Clone, PartialEq, Default, Deserialize)]
#[non_exhaustive]
pub struct JobResult {
    /// The values that were found out.
    #[serde(default, deserialize_with = "lenient::null_as_default")]
    pub data: Vec<JobValue>,
}

/// A value that the AI agent found out.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct JobValue {
    /// Its name.
    #[serde(default)]
    pub name: Box<str>,
    /// A text, number or truth value, as text.
    #[serde(default, deserialize_with = "private")]
    pub value: Option<PrivateText>,
}

/// A recording of a call.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub struct RecordingFile {
    /// Its id; older webhooks have none.
    #[serde(default)]
    pub id: Option<Box<str>>,
    /// Where it stands; webhooks do not say.
    #[serde(default)]
    pub status: Option<RecordingStatus>,
    /// When it began.
    #[serde(default, deserialize_with = "lenient::timestamp")]
    pub start_time: Option<Timestamp>,
    /// How long it is.
    #[serde(default, deserialize_with = "lenient::seconds")]
    pub duration: Option<Duration>,
    /// Where it can be fetched, without the API key; the link expires.
    #[serde(default)]
    pub url: Option<PrivateText>,
    /// The media type: `audio/mpeg`.
    #[serde(default, rename = "type")]
    pub media_type: Option<Box<str>>,
}

/// A picture or file of a message.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[non_exhaustive]
pub struct Media {
    /// Where it can be fetched.
    #[serde(default)]
    pub url: Option<PrivateText>,
    /// The media type.
    #[serde(default, rename = "type")]
    pub media_type: Option<Box<str>>,
}

/// The key that a webhook is signed with. `Debug` hides it.
#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(transparent)]
pub struct WebhookKey(Box<str>);

impl WebhookKey {
    /// The key as Quo writes it: base64, on the dated API with `whsec_` before it. Hand it to
    /// [`QuoWebhooks`](crate::webhook::QuoWebhooks).
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for WebhookKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("WebhookKey(…)")
    }
}

/// A scalar as a private text.
pub(crate) fn private<'de, D: serde::Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<PrivateText>, D::Error> {
    Ok(lenient::text(deserializer)?.map(PrivateText::from))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_either_api_is_read() {
        let v1: DialogueLine = serde_json::from_str(
            r#"{"content":"Hello","start":0.5,"end":1,"identifier":"+15550100001","userId":"US1"}"#,
        )
        .unwrap();
        let dated: DialogueLine = serde_json::from_str(
            r#"{"content":"Hello","start":"0.5","end":1.0,"identifier":"+15550100001","actorId":"US1","more":1}"#,
        )
        .unwrap();
        assert_eq!(v1, dated);
        assert_eq!(v1.start, Some(Duration::from_millis(500)));
    }

    #[test]
    fn values_of_jobs_are_texts_numbers_and_truths() {
        let job: Job = serde_json::from_str(
            r#"{"icon":"x","name":"Booking","result":{"data":[{"name":"day","value":"Monday"},{"name":"guests","value":4},{"name":"paid","value":false},{"name":"note","value":null}]}}"#,
        )
        .unwrap();
        let values: Vec<Option<&str>> = job
            .result
            .data
            .iter()
            .map(|value| value.value.as_deref())
            .collect();
        assert_eq!(values, [Some("Monday"), Some("4"), Some("false"), None]);
        let empty: Job = serde_json::from_str(r#"{"result":null}"#).unwrap();
        assert!(empty.result.data.is_empty());
    }

    #[test]
    fn debug_tells_no_key_number_or_word() {
        let key: WebhookKey = serde_json::from_str("\"c2VjcmV0\"").unwrap();
        assert_eq!(format!("{key:?}"), "WebhookKey(…)");
        let line: DialogueLine =
            serde_json::from_str(r#"{"content":"my pin","identifier":"+15550100001"}"#).unwrap();
        let text = format!("{line:?}");
        assert!(
            !text.contains("pin") && !text.contains("5550100001"),
            "{text}"
        );
    }
}
